"""All that a report owes in one language: the glossary's terms and the terms made on the fly."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.glossary.load import ENGLISH, Glossary
from dragoman.glossary.made import find_made
from dragoman.glossary.made.find import apart
from dragoman.glossary.match import Matcher
from dragoman.languages import parse_language
from dragoman.model import Language, Match, Segment

if TYPE_CHECKING:
    from dragoman.glossary.sources import SourceMatcher


def matcher_for(glossary: Glossary) -> "Matcher | SourceMatcher":
    """Return what finds the glossary's terms in reports in its source language."""
    if glossary.source == ENGLISH:
        return Matcher(glossary)
    if parse_language(glossary.source).spaceless:
        from dragoman.glossary.substrings import SubstringMatcher

        return SubstringMatcher(glossary)
    from dragoman.glossary.lemmas import LemmaMatcher

    return LemmaMatcher(glossary)


def find_terms(
    glossary: Glossary, language: Language, documents: Sequence[Sequence[Segment]]
) -> list[list[tuple[Match, ...]]]:
    """Return the outermost matches of each segment of each document: leftmost, then longest, then the glossary's.

    Terms are made on the fly out of English only.
    """
    matcher = matcher_for(glossary)
    english = glossary.source == ENGLISH
    return [
        [
            terms if segment.verbatim or not english else _merge(terms, find_made(segment.source, language))
            for segment, terms in zip(segments, matcher.find_matches(segments), strict=True)
        ]
        for segments in documents
    ]


def _merge(terms: tuple[Match, ...], made: Sequence[Match]) -> tuple[Match, ...]:
    return tuple(apart((*terms, *made))) if made else terms
