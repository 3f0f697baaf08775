"""Batches done by the workers of a Ray cluster."""

import logging
import os
import sys
from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import Any

from dragoman.batch.batches import Batch, Done, singles
from dragoman.batch.find import Failure
from dragoman.batch.payload import Courier, Returned, Shipment, pack
from dragoman.batch.remote import Sent, Site
from dragoman.batch.worker import Tell, Work, concerns_all, failure_of
from dragoman.errors import DragomanError, OutdatedError, RequestError

_RESTARTS = 5
"""Of a worker that ends, where it was or on another machine."""
_RETRIES = 2
"""Of a batch whose worker has ended."""
_PATIENCE = 5.0
"""Seconds in which workers have to clear away what they unpacked; the next ones do it otherwise."""
_ATTEMPTS = 5
"""To write catalogues that somebody else changes all the while."""
_MISSING = "--cluster needs Ray, which is not installed; install dragoman with its extra `ray`"


class Worker:
    """A process on some machine of the cluster, which loads packages and glossary once."""

    def __init__(self) -> None:
        self._courier: Courier | None = None

    def do(self, shipment: Shipment, payload: Sequence[Any]) -> Returned | Exception:
        """Return what came of a shipment, or what stands in the way of all; see `Courier.do`.

        `payload` holds one reference to the `Payload`, so that it is fetched only when this worker is new.
        """
        try:
            if self._courier is None:
                import ray

                self._courier = Courier(ray.get(payload[0]))
            return self._courier.do(shipment)
        except Exception as error:
            return error

    def close(self) -> None:
        """Remove the folder of this worker: Ray ends processes without asking."""
        if self._courier is not None:
            self._courier.close()


def on_cluster(
    work: Work, batches: Sequence[Batch], tell: Tell, *, site: Site, address: str, jobs: int | None
) -> Generator[Done, None, None]:
    """Do the batches on a Ray cluster and yield what comes of them as it comes.

    A worker that ends is started again and its batch repeated; where that does not help, one report at a time, so that
    only those are given up that end every worker. `address` is that of the cluster, `local` for one on this machine,
    `auto` for one that runs on it already; `jobs` are the workers, as many as there are cores by default.

    Raises:
        DragomanError: Ray is missing, the cluster cannot be reached, or something stands in the way of all reports.
    """
    with redirect_stdout(sys.stderr), _connected(address) as ray:  # Ray prints what befalls workers
        cores = int(ray.cluster_resources().get("CPU", 1))
        payload = [ray.put(pack(work, site.out, site.locales))]
        options = {"num_cpus": 1, "max_restarts": _RESTARTS, "max_task_retries": _RETRIES}
        remote = ray.remote(**options)(Worker)
        idle = [remote.remote() for _ in range(max(1, min(jobs or cores, len(batches))))]
        left = deque(batches)
        busy: dict[Any, tuple[Any, Sent]] = {}
        attempts = Counter[Batch]()

        def put_back(batch: Batch, failure: Failure) -> Iterator[Done]:
            """Try the reports of a batch that failed one at a time; give one up that is alone."""
            if len(batch.reports) > 1:
                left.extendleft(reversed(singles(batch)))
            else:
                yield Done(batch=batch, failures=(failure,))

        while left or busy:
            while left and idle:
                batch = left.popleft()
                try:
                    sent = site.send(batch)
                except DragomanError as error:
                    yield from put_back(batch, failure_of(batch.reports[0], error))
                    continue
                if sent.shipment.batch.reports:
                    worker = idle.pop()
                    busy[worker.do.remote(sent.shipment, payload)] = (worker, sent)
                else:
                    yield Done(batch=batch, failures=sent.failures)
            ready, _ = ray.wait(list(busy)) if busy else ([], [])
            for reference in ready:
                worker, sent = busy.pop(reference)
                try:
                    returned = ray.get(reference)
                except ray.exceptions.RayError as error:
                    idle.append(remote.remote())
                    yield from put_back(sent.batch, _given_up(sent.batch, error))
                    continue
                idle.append(worker)
                if isinstance(returned, Exception):
                    raise returned
                try:
                    yield site.receive(sent, returned)
                except DragomanError as error:
                    if concerns_all(error):
                        raise
                    attempts[sent.batch] += 1
                    if isinstance(error, OutdatedError) and attempts[sent.batch] < _ATTEMPTS:
                        left.appendleft(sent.batch)
                    else:
                        yield from put_back(sent.batch, failure_of(sent.batch.reports[0], error))
        ray.wait(closed := [worker.close.remote() for worker in idle], num_returns=len(closed), timeout=_PATIENCE)


def _given_up(batch: Batch, error: Exception) -> Failure:
    report = batch.reports[0]
    place = report.address or report.path
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return Failure(report.name, f"{place}: every worker that translated it has ended ({reason})")


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Return the module `ray`, connected until the block ends."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told that reports are being translated
    # Under `uv run` Ray would start each worker by `uv run` too, in a copy of the working folder: workers have Python.
    os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    try:
        import ray
    except ImportError as error:
        raise RequestError(_MISSING) from error
    try:
        options: dict[str, Any] = {"include_dashboard": False} if address == "local" else {}
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **options)
    except Exception as error:  # Ray raises many kinds
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise RequestError(f"--cluster {address}: cannot reach the cluster: {reason}") from error
    try:
        yield ray
    finally:
        ray.shutdown()
