"""A target text on its way to what it requires, and where in it there is room."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.engine.protocol import Hypothesis
from dragoman.model import Rung
from dragoman.terminology.attention import Wanted
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import Span, locate, locate_all, overlaps


@dataclass(frozen=True, slots=True)
class Draft:
    """A target text with some of its renderings missing."""

    source: str
    """What the engine translated: the text, or the text with renderings written in."""
    stands: Mapping[str, tuple[Span, ...]]
    """Where each required term stands in `source`."""
    hypothesis: Hypothesis
    """The target, as it came from the engine."""
    terms: tuple[RequiredTerm, ...]


@dataclass(slots=True)
class Insertion:
    """A target on its way: what it is so far, and which rung brought in which term."""

    draft: Draft
    target: str
    hypothesis: Hypothesis | None
    """That `target` is the text of, if it still is."""
    rungs: dict[str, Rung] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    """Of the terms that are missing, as far as they are known."""
    given_up: set[str] = field(default_factory=set)

    def missing(self, language: str) -> list[RequiredTerm]:
        """Return what is required and not there, and can be inserted."""
        found = zip(self.draft.terms, locate(self.target, self.draft.terms, language), strict=True)
        return [term for term, span in found if not span and term.wanted and term.id not in self.given_up]


def wanted(text: Insertion, term: RequiredTerm, language: str) -> Wanted:
    """Return what is to be looked for in the text: the place of a term, outside of the renderings that are there."""
    spans = locate_all(text.target, text.draft.terms, language)
    taken = tuple(span for found in spans for span in found)
    return Wanted(text.draft.source, text.draft.stands[term.id], text.target, text.hypothesis, taken)


def clear(text: Insertion, place: Span, language: str) -> Span:
    """Return what of a place is free of the renderings that the text has; a gap behind them if nothing is."""
    start, end = place
    spans = sorted(span for spans in locate_all(text.target, text.draft.terms, language) for span in spans)
    for span in spans:
        if overlaps(span, [(start, end)]):
            start, end = (start, span[0]) if start < span[0] else (span[1], max(span[1], end))
    return start, end
