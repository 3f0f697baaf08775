"""Results of CTranslate2, as they arrive."""

import time
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.errors import EngineError
from dragoman.progress import Advance

POLL_SECONDS = 0.002
POLLED = 16  # texts that are asked for each time: asking for all of them takes time from the decoding


def finished(futures: Mapping[int, Any], progress: Advance | None) -> Iterator[tuple[int, Any]]:
    """Yield CTranslate2's results as they come, in any order, responsive to Ctrl-C.

    What the caller does with a result it does while others are decoded.

    Raises:
        EngineError: CTranslate2 failed: its memory or that of the GPU is full, or the package is damaged.
    """
    waiting = deque(futures.items())
    while waiting:
        before = len(waiting)
        for _ in range(min(POLLED, before)):
            while waiting and waiting[0][1].done():
                number, future = waiting.popleft()
                yield number, _result(future)
            waiting.rotate(-1)
        if progress and len(waiting) < before:
            progress(before - len(waiting))
        if waiting:
            time.sleep(POLL_SECONDS)


def _result(future: Any) -> Any:
    try:
        return future.result()
    except (RuntimeError, ValueError) as error:
        raise EngineError(
            f"the engine failed ({error}); decode less at a time (--batch-tokens, --beam) or reinstall it"
        ) from error
