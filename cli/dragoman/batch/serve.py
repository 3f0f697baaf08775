"""The other process: it does what comes through a pipe. Little is imported before compiled patterns can be recalled."""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dragoman import memo


class _Stopped(BaseException):
    """This process was asked to end."""


def serve(connection: Connection, cache: Callable[[], Path] | None, garbage: tuple[int, int, int]) -> None:
    """Do batches until the pipe is closed or the process is asked to end; what does them is the first to come.

    `cache` and `garbage` are the folder of `memo.begin` and the collector's thresholds in the process that asks.
    """
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(*garbage)
    if cache:
        memo.begin(cache)
    try:
        from dragoman.batch.worker import SharingWatch

        work = connection.recv()
        while True:
            batch = connection.recv()
            try:
                answer: Any = work.do(batch, SharingWatch(connection.send))
            except Exception as error:
                answer = error
            connection.send(answer)
            memo.keep()
    except (_Stopped, EOFError, OSError):
        pass
    os._exit(0)  # an ordinary end would wait until CTranslate2 has decoded all that it was given


def _stop(number: int, frame: object) -> None:
    raise _Stopped


def _end_with_parent() -> None:
    """End when the process that started this one has ended, were it by SIGKILL, before another run takes its place."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
