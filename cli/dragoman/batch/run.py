"""A run over many reports: batches given out, shown as they come, outcomes added up."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from dragoman import console
from dragoman.batch.batches import Batch, Done, cut
from dragoman.batch.find import Failure, Found, apart
from dragoman.batch.worker import SharingWatch, Tell, Work, merged
from dragoman.memory.folder import snapshot
from dragoman.progress import Watch
from dragoman.run.publish import output_files

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Do = Callable[[Work, Sequence[Batch], Tell], Generator[Done, None, None]]
"""Does batches, and yields what comes of them in whatever order it comes."""


def translate_archive(work: Work, found: Found, do: Do, show: "Show", watch: Watch) -> Done:
    """Translate the reports found, batch by batch; those for which that fails are no loss for the others.

    What people have translated in other reports is recalled as it was when the run began, in whatever order the reports
    are done. `do` is `one_by_one`, or `in_processes` with a number of them.

    Raises:
        DragomanError: something stands in the way of all reports; the files of finished batches are there.
    """
    if found.passed_over:
        names = _some(found.passed_over)
        show.say(f"skipped, named like translations: {len(found.passed_over):,} ({names})")
    found = apart(found, partial(output_files, work.request))
    batches = cut(found.reports)
    show.begin(len(found.reports), sum(batch.size for batch in batches))
    shares: dict[Batch, float] = {}
    outcomes: list[Done] = []
    size = reports = words = 0
    said: set[str] = set()

    def move() -> None:
        begun = sum(batch.size * share for batch, share in shares.items())
        show.move(size + begun, reports, words * (size + begun) / size if size else 0)

    def tell(batch: Batch, share: float) -> None:
        shares[batch] = share
        move()

    with ExitStack() as stack:
        request = work.request
        if request.memory:
            with watch.stage("recall", len(request.targets)):
                opened = [stack.enter_context(snapshot(request.locales, request.source, t)) for t in request.targets]
            paths = {target.tag: path for target, (path, _) in zip(request.targets, opened, strict=True)}
            work = replace(work, snapshots=paths)
            for problem in (problem for _, problems in opened for problem in problems):
                show.say(problem)
        for done in stack.enter_context(closing(do(work, batches, tell))):
            shares.pop(done.batch, None)
            size += done.batch.size
            reports += len(done.batch.reports)
            words += done.summary.words
            for message in done.warnings:
                if message not in said:
                    show.say(message)
            said.update(done.warnings)
            outcomes.append(replace(done, warnings=()))
            move()
    return total(outcomes, found.failures)


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:3], *["…"][: len(names) - 3]])


def total(outcomes: Sequence[Done], failures: Sequence[Failure]) -> Done:
    """Add outcomes up, in the order of the reports."""
    ordered = sorted(outcomes, key=lambda done: (done.batch.number, done.batch.reports[0].name))
    whole = merged(Batch(0, ()), ordered)
    seconds = Counter[str]()
    for done in ordered:
        seconds.update(dict(done.seconds))
    return replace(whole, failures=(*failures, *whole.failures), seconds=tuple(seconds.items()))


def one_by_one(work: Work, batches: Sequence[Batch], tell: Tell) -> Generator[Done, None, None]:
    """Do the batches in this process."""
    for batch in batches:
        yield work.do(batch, SharingWatch(partial(tell, batch)))


class Show(Protocol):
    """Shows how far a run over many reports has come."""

    def begin(self, reports: int, size: int) -> None:
        """Expect so many reports with so many bytes in all."""

    def move(self, size: float, reports: int, words: float) -> None:
        """Show how many bytes and words are done, counting shares of reports at work, and how many reports."""

    def say(self, message: str) -> None:
        """Show something that a person should know."""


class Messages:
    """Shows messages alone."""

    def begin(self, reports: int, size: int) -> None:
        """See `Show.begin`."""

    def move(self, size: float, reports: int, words: float) -> None:
        """See `Show.move`."""

    def say(self, message: str) -> None:
        """Print a warning."""
        console.print_warning(message)


class Bar(Messages):
    """Shows a bar: reports done, words a second and, from the bytes that are left, the time that is left."""

    def __init__(self, progress: "Progress") -> None:
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
def showing() -> Iterator[Show]:
    """Return what shows a run: a bar to a person at a terminal."""
    if not console.is_watched():
        yield Messages()
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
