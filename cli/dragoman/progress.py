"""How long work tells that it goes on, and how long each stage took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int], None]
"""Called with the number of items finished since the last call."""


WORDS = "words"
"""Name of the bar that shows how many of a run's words the engine has translated; all else it does is part of that."""


class Watch:
    """Times the stages of a run; a subclass shows them too."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        """Wall time of each stage so far, in the order in which the stages began."""

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Advance]:
        """Enter a stage of `total` items; one that is entered again goes on where it stopped."""
        self.seconds.setdefault(name, 0.0)
        began = time.perf_counter()
        try:
            with self.shown(name, total) as advance:
                yield advance
        finally:
            self.seconds[name] += time.perf_counter() - began

    @contextmanager
    def shown(self, name: str, total: int) -> Iterator[Advance]:
        """Show the stage while it runs; this class shows nothing."""
        yield lambda count: None


class Transfers:
    """Hears how downloads go on; this class keeps silent, a subclass shows them."""

    def begin(self, name: str, done: int, total: int | None) -> None:
        """Hear that `name` is being fetched, `done` bytes of `total` are there already; `None`: nobody knows."""

    def advance(self, count: int) -> None:
        """Hear that `count` more bytes have come."""

    def say(self, message: str) -> None:
        """Hear of something that a person should know, though the work goes on."""
