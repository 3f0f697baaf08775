"""Batches done by several processes of this machine."""

import gc
import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from dragoman import memo
from dragoman.batch.batches import Batch, Done, singles
from dragoman.batch.find import Failure
from dragoman.batch.serve import serve
from dragoman.batch.worker import Tell, Work

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_PATIENCE = 2.0
"""Seconds in which a process has to end that was asked to."""


class _Worker:
    """A process that does one batch after another."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve, args=(theirs, memo.folder(), gc.get_threshold()), daemon=True
        )
        with _deaf_to_interrupts():
            self.process.start()
        theirs.close()  # so that the process's end of the pipe is closed when it ends
        self._send(work)
        self.batch: Batch | None = None

    def give(self, batch: Batch) -> None:
        self.batch = batch
        self._send(batch)

    def _send(self, what: Work | Batch) -> None:
        with suppress(OSError):  # a process that has ended is found out by its silence
            self.connection.send(what)

    def receive(self) -> Any:
        """Return what the process has to say; `None` where it has ended."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            return None

    def fate(self) -> str:
        """Say how a process ended that should not have."""
        code = self.process.exitcode or 0
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit status {code}"
        hint = "; perhaps there was not enough memory: split it, or use fewer --jobs" if name == "SIGKILL" else ""
        return f"the process that translated it was ended by {name}{hint}"


def in_processes(work: Work, batches: Sequence[Batch], tell: Tell, *, jobs: int) -> Generator[Done, None, None]:
    """Do the batches in so many processes and yield what comes of them as it comes.

    A batch whose process ends is tried again, one report at a time, in another; a report that ends a second one is
    given up. When this generator is closed, or its own process ends in whatever way, the processes end too.

    Raises:
        DragomanError: something stands in the way of all reports.
    """
    left = deque(batches)
    suspects: set[Batch] = set()
    """Single reports that were on the way when a process ended."""
    workers: list[_Worker] = []
    try:
        while left or any(worker.batch for worker in workers):
            idle = [worker for worker in workers if not worker.batch]
            while left and (idle or len(workers) < jobs):
                if not idle:
                    workers.append(_Worker(work))
                    idle = workers[-1:]
                idle.pop().give(left.popleft())
            busy = {worker.connection: worker for worker in workers if worker.batch}
            for connection in wait(list(busy)):
                worker = next(worker for worker in workers if worker.connection is connection)
                message = worker.receive()
                batch = worker.batch
                if batch is None:
                    continue
                if message is None:
                    workers.remove(worker)
                    worker.process.join(_PATIENCE)
                    for single in singles(batch):
                        if single in suspects:
                            report = single.reports[0]
                            yield Done(
                                batch=single, failures=(Failure(report.name, f"{report.path}: {worker.fate()}"),)
                            )
                        else:
                            suspects.add(single)
                            left.appendleft(single)
                    worker.connection.close()
                elif isinstance(message, float):
                    tell(batch, message)
                elif isinstance(message, Exception):
                    raise message
                else:
                    worker.batch = None
                    yield message
    finally:
        _end(workers)


def _end(workers: Sequence[_Worker]) -> None:
    """End the processes: those without work at once, those with some when they have put away their unfinished files."""
    for worker in workers:
        worker.connection.close()
        worker.process.terminate()
    latest = time.monotonic() + _PATIENCE
    for worker in workers:
        worker.process.join(max(0.0, latest - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let a process that is started here ignore Ctrl-C, which a terminal sends to all: this one ends it in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
