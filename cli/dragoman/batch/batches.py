"""Reports → batches: what one process reads, translates and writes at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.batch.find import Failure, Report
from dragoman.run.request import Result

REPORTS = 8
"""In a batch: enough to fill the engine's batches, so few that memory stays flat and a stopped run loses little."""
SIZE = 2**20
"""Bytes of text in a batch of several reports."""
_PACKED = (".docx", ".docm", ".dotx", ".odt", ".ott", ".pdf")
_SHARE = 10
"""Of the bytes of a packed format about one in so many is text."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Reports whose files are written all or none."""

    number: int
    """From 0, in the order of the reports."""
    reports: tuple[Report, ...]

    @property
    def size(self) -> int:
        """Return the bytes of the reports; at least one for each, so that every batch counts."""
        return sum(max(report.size, 1) for report in self.reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Result):
    """What became of a batch."""

    batch: Batch
    reports: tuple[str, ...] = ()
    """The names of those that were translated."""
    failures: tuple[Failure, ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()
    """What each stage took."""


def cut(reports: Sequence[Report]) -> list[Batch]:
    """Cut reports into batches.

    Where the cuts fall is decided by the reports alone: the same texts meet in the engine however many processes there
    are.
    """
    return [Batch(number, tuple(some)) for number, some in enumerate(_cut(reports))]


def _cut(reports: Iterable[Report]) -> Iterator[list[Report]]:
    some: list[Report] = []
    size = 0
    for report in reports:
        weight = report.size // (_SHARE if report.path.suffix.lower() in _PACKED else 1)
        if some and (len(some) == REPORTS or size + weight > SIZE):
            yield some
            some, size = [], 0
        some.append(report)
        size += weight
    if some:
        yield some


def singles(batch: Batch) -> list[Batch]:
    """Return a batch for each report of one."""
    return [Batch(batch.number, (report,)) for report in batch.reports]
