"""A run over an archive: batches handed out, outcomes added up as they come."""

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial

from dragoman.archive.batches import Batch, Done, cut
from dragoman.archive.find import Failure, Found
from dragoman.archive.sharing import SharingWatch, Tell
from dragoman.archive.show import Show
from dragoman.archive.work import Work, merged
from dragoman.progress import Watch
from dragoman.recollection import snapshot

Do = Callable[[Work, Sequence[Batch], Tell], Generator[Done, None, None]]
"""Does batches, and yields what comes of them in whatever order it comes."""


def translate_archive(work: Work, found: Found, do: Do, show: Show, watch: Watch) -> Done:
    """Translate the reports found, batch by batch; those for which that fails are no loss for the others.

    What people have translated in other reports is recalled as it was when the run began, in whatever order the reports
    are done. `do` is `one_by_one`, or `in_processes` with a number of them.

    Raises:
        DragomanError: something stands in the way of all reports; the files of finished batches are there.
    """
    if found.passed_over:
        names = _some(found.passed_over)
        show.say(f"left out because they are named as translations: {len(found.passed_over):,} ({names})")
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
            work = replace(work, request=replace(request, snapshots=paths))
            for trouble in (trouble for _, troubles in opened for trouble in troubles):
                show.say(trouble)
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
