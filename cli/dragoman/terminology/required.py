"""Which renderings a segment requires: one required term for each distinct term that matched."""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import NAME, Match, Segment, fold_lines
from dragoman.terminology.engine_text import engine_text

EXACT = frozenset({"literal", NAME})
"""Categories of what is carried over as it is written."""


@dataclass(frozen=True, slots=True)
class RequiredTerm:
    """A rendering, or an accepted form of it, that the target of a segment must hold at least once."""

    id: str
    forms: tuple[str, ...]
    """The preferred form first; empty where the glossary has none, which nothing can keep."""
    spans: tuple[tuple[int, int], ...]
    """Where the term stands in the text that the engine sees (`Segment.text`)."""
    category: str = ""
    """Of the concept, as in the glossary."""
    forbidden: tuple[str, ...] = ()
    """Forms that must not stand for the concept."""
    offered: bool = False
    """A form that is proposed: whoever finds it there has it, and nobody must."""

    @property
    def times(self) -> int:
        """How often the source has the term."""
        return len(self.spans)

    @property
    def wanted(self) -> bool:
        """Whether a translation without the term is not done yet."""
        return bool(self.forms) and not self.offered

    @property
    def exact(self) -> bool:
        """It stands in the target letter by letter: no capital, article or ending changes it."""
        return self.category in EXACT


@dataclass(frozen=True, slots=True)
class Task:
    """A text to translate and what its translation requires; equal tasks have equal translations."""

    text: str
    terms: tuple[RequiredTerm, ...]


def tasks(segments: Sequence[Segment], matches: Sequence[Sequence[Match]], *, english: bool = False) -> list[Task]:
    """Return the translation task of each segment of a document.

    Segments with the same text share one task, so that they get one translation: that of the segment which requires
    most (a surname requires nothing before the full name appeared). `english` says that the segments are, so that their
    capitals can be made those of prose.
    """
    richest: dict[str, tuple[int, Task]] = {}
    for segment, found in zip(segments, matches, strict=True):
        count = sum(len(match.parts) or 1 for match in found)
        if segment.text not in richest or count > richest[segment.text][0]:
            richest[segment.text] = count, _task(segment, found, english=english)
    return [richest[segment.text][1] for segment in segments]


def _task(segment: Segment, matches: Sequence[Match], *, english: bool) -> Task:
    """Return the task of one segment, its required terms in the order in which the terms first occur."""
    spans: dict[str, list[tuple[int, int]]] = {}
    first: dict[str, Match] = {}
    for match in matches:
        # With its first character, because what a line break before it becomes depends on both sides.
        start = len(fold_lines(segment.source[: match.start + 1])) - 1
        spans.setdefault(match.id, []).append((start, start + len(fold_lines(match.source))))
        first.setdefault(match.id, match)
    every = [span for found in spans.values() for span in found]
    text, moved = engine_text(segment.text, every, english=english, heading=segment.kind == "heading")
    places = iter(moved)
    terms = [_required(first[id], [next(places) for _ in found]) for id, found in spans.items()]
    return Task(text, tuple(terms))


def _required(match: Match, spans: Sequence[tuple[int, int]]) -> RequiredTerm:
    row = match.rendering
    return RequiredTerm(match.id, match.forms, tuple(spans), match.category, row.forbidden, row.status == "proposed")
