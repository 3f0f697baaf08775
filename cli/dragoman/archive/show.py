"""The bar of a run over an archive."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from dragoman import console

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Show(Protocol):
    """Shows how far a run over an archive has come."""

    def begin(self, reports: int, size: int) -> None:
        """Expect so many reports with so many bytes in all."""

    def move(self, size: float, reports: int, words: float) -> None:
        """Show how many bytes and words are done, counting shares of reports at work, and how many reports."""

    def say(self, message: str) -> None:
        """Show something that a person should know."""


class Messages:
    """Shows messages alone, if anything is wanted."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def begin(self, reports: int, size: int) -> None:
        """See `Show.begin`."""

    def move(self, size: float, reports: int, words: float) -> None:
        """See `Show.move`."""

    def say(self, message: str) -> None:
        """Print a warning."""
        if not self._quiet:
            console.print_warning(message)


class Bar(Messages):
    """Shows a bar: reports done, words a second and, from the bytes that are left, the time that is left."""

    def __init__(self, progress: "Progress") -> None:
        super().__init__(quiet=False)
        self._progress = progress
        self._task: TaskID | None = None
        self._reports = 0
        self._began = time.perf_counter()

    def begin(self, reports: int, size: int) -> None:
        """See `Show.begin`."""
        self._reports = reports
        self._began = time.perf_counter()
        self._task = self._progress.add_task("translate", total=size, done=f"0/{reports:,} reports", speed="")

    def move(self, size: float, reports: int, words: float) -> None:
        """See `Show.move`."""
        if self._task is not None:
            speed = f"{words / (time.perf_counter() - self._began):,.0f} words/s" if words else ""
            done = f"{reports:,}/{self._reports:,} reports"
            self._progress.update(self._task, completed=size, done=done, speed=speed)


@contextmanager
def showing(*, quiet: bool) -> Iterator[Show]:
    """Return what shows a run: a bar if a person sits at a terminal and did not ask for quiet."""
    if quiet or not console.is_watched():
        yield Messages(quiet=quiet)
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console.stderr(), transient=True, speed_estimate_period=600) as progress:
        yield Bar(progress)
