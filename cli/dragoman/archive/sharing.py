"""How far a batch has come, told while it is worked on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dragoman.archive.batches import Batch
from dragoman.progress import WORDS, Advance, Watch

Tell = Callable[[Batch, float], None]
"""Called with a batch that is worked on and the share of it that is done, from 0 to 1."""

_STEP = 0.02
"""Share that is worth telling."""


class SharingWatch(Watch):
    """Tells what share of a batch is done, in small steps."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        super().__init__()
        self._tell = tell
        self._told = 0.0

    @contextmanager
    def shown(self, name: str, total: int) -> Iterator[Advance]:
        """Tell how far the engine has come."""
        count = 0

        def advance(more: int) -> None:
            nonlocal count
            count += more
            share = count / total if name == WORDS and total else 0.0
            if share >= self._told + _STEP:
                self._told = share
                self._tell(share)

        yield advance
