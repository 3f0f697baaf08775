"""What a change to the glossary does to a report: the segments that owe something else than before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.model import Match, Segment


@dataclass(frozen=True, slots=True)
class Effect:
    """A segment that owes something else than before."""

    segment: Segment
    before: tuple[Match, ...]
    """What it owed and owes no more, or otherwise."""
    after: tuple[Match, ...]
    """What it owes now and did not owe, or otherwise."""


def find_effects(
    segments: Sequence[Segment], before: Sequence[Sequence[Match]], after: Sequence[Sequence[Match]]
) -> Iterator[Effect]:
    """Yield the segments whose matches differ in place, concept or renderings that settle the debt."""
    for segment, old, new in zip(segments, before, after, strict=True):
        was, now = {_debt(match) for match in old}, {_debt(match) for match in new}
        if was != now:
            lost = tuple(match for match in old if _debt(match) not in now)
            yield Effect(segment, lost, tuple(match for match in new if _debt(match) not in was))


def _debt(match: Match) -> tuple[int, int, str, tuple[str, ...]]:
    return match.start, match.end, match.id, match.forms
