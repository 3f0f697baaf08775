"""Which renderings a segment requires: one required term for each distinct term that matched."""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Match, Segment, fold_lines

EXACT = frozenset({"literal", "name"})
"""Categories of what is carried over as it is written."""


@dataclass(frozen=True, slots=True)
class RequiredTerm:
    """A rendering, or an accepted form of it, that the target of a segment must hold at least once."""

    id: str
    forms: tuple[str, ...]
    """The preferred form first; empty where the glossary has none, which nothing can pay."""
    spans: tuple[tuple[int, int], ...]
    """Where the term stands in the text that the engine sees (`Segment.text`)."""
    category: str = ""
    """Of the concept, as in the glossary."""
    forbidden: tuple[str, ...] = ()
    """Forms that must not stand for the concept."""

    @property
    def exact(self) -> bool:
        """It stands in the target letter by letter: no capital, article or ending changes it."""
        return self.category in EXACT


@dataclass(frozen=True, slots=True)
class Task:
    """A text to translate and what its translation requires; equal tasks have equal translations."""

    text: str
    terms: tuple[RequiredTerm, ...]


def tasks(segments: Sequence[Segment], matches: Sequence[Sequence[Match]]) -> list[Task]:
    """Return the translation task of each segment of a document.

    Segments with the same text share one task, so that they get one translation: that of the segment which requires
    most (a surname requires nothing before the full name appeared).
    """
    richest: dict[str, Task] = {}
    for segment, found in zip(segments, matches, strict=True):
        task = _task(segment, found)
        if segment.text not in richest or len(task.terms) > len(richest[segment.text].terms):
            richest[segment.text] = task
    return [richest[segment.text] for segment in segments]


def _task(segment: Segment, matches: Sequence[Match]) -> Task:
    """Return the task of one segment, its required terms in the order in which the terms first occur."""
    spans: dict[str, list[tuple[int, int]]] = {}
    first: dict[str, Match] = {}
    for match in matches:
        # With its first character, because what a line break before it becomes depends on both sides.
        start = len(fold_lines(segment.source[: match.start + 1])) - 1
        spans.setdefault(match.id, []).append((start, start + len(fold_lines(match.source))))
        first.setdefault(match.id, match)
    terms = [
        RequiredTerm(id, first[id].forms, tuple(found), first[id].category, first[id].rendering.forbidden)
        for id, found in spans.items()
    ]
    return Task(segment.text, tuple(terms))
