"""Downloads as a person at a terminal sees them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.filesize import decimal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from dragoman.console import print_warning, stderr
from dragoman.progress import Transfers


@contextmanager
def transferring(*, silent: bool = False) -> Iterator[Transfers]:
    """Return what shows downloads, as bars to a person at a terminal, else as warnings."""
    from dragoman import console

    if silent or console.is_quiet():
        yield Transfers()
    elif not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _Warnings()
    else:
        columns = (TextColumn("{task.description}"), BarColumn(), _Amount())
        with Progress(*columns, console=stderr(), transient=True) as progress:
            yield _Bars(progress)


class _Warnings(Transfers):
    """Warns of what a person should know, and shows nothing else."""

    def say(self, message: str) -> None:
        print_warning(message)


class _Bars(Transfers):
    """Shows a bar for the download at hand, and warnings above it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bar: TaskID | None = None

    def begin(self, name: str, done: int, total: int | None) -> None:
        if self._bar is not None:
            self._progress.remove_task(self._bar)
        self._bar = self._progress.add_task(name, completed=done, total=total)

    def advance(self, count: int) -> None:
        if self._bar is not None:
            self._progress.advance(self._bar, count)

    def say(self, message: str) -> None:
        print_warning(message, self._progress.console)


class _Amount(ProgressColumn):
    """How much has come, of how much, how fast, and how long the rest will take; nothing where nothing is to come."""

    def render(self, task: Task) -> Text:
        """Return what stands behind the bar."""
        if not task.completed and task.total is None:
            return Text()
        text = decimal(int(task.completed))
        if task.total is not None:
            text += f" of {decimal(int(task.total))}"
        if task.speed:
            text += f", {decimal(int(task.speed))}/s"
        if task.time_remaining:
            text += f", {timedelta(seconds=int(task.time_remaining))} left"
        return Text(text)
