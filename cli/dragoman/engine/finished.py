"""Results of CTranslate2, as they arrive."""

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.errors import EngineError
from dragoman.progress import Advance

POLL_SECONDS = 0.002
POLLED = 8  # batches that are asked for each time, those begun first: asking takes time from the decoding


def finished(batches: Iterable[Mapping[int, Any]], progress: Advance | None) -> Iterator[tuple[int, Any]]:
    """Yield CTranslate2's results as they come, in any order, responsive to Ctrl-C.

    A batch holds the futures of texts that are decoded together: all of them are done when one is. What the caller
    does with a result it does while others are decoded.

    Raises:
        EngineError: CTranslate2 failed: its memory or that of the GPU is full, or the package is damaged.
    """
    waiting = [batch for batch in batches if batch]
    while waiting:
        done = [at for at, batch in enumerate(waiting[:POLLED]) if next(iter(batch.values())).done()]
        for batch in [waiting.pop(at) for at in reversed(done)]:
            yield from ((number, _result(future)) for number, future in batch.items())
            if progress:
                progress(len(batch))
        if not done:
            time.sleep(POLL_SECONDS)


def _result(future: Any) -> Any:
    try:
        return future.result()
    except (RuntimeError, ValueError) as error:
        raise EngineError(
            f"the engine failed ({error}); decode less at a time (--batch-tokens, --beam) or reinstall it"
        ) from error
