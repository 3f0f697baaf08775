"""All that a report requires: the glossary's terms and the placeables, in one language or in several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.glossary.load import ENGLISH, Glossary
from dragoman.glossary.matching.english import Matcher
from dragoman.glossary.placeables.find import apart, make, spot
from dragoman.languages import parse_language
from dragoman.model import Language, Match, Segment

if TYPE_CHECKING:
    from dragoman.glossary.matching.sources import SourceMatcher


def matcher_for(*glossaries: Glossary) -> "Matcher | SourceMatcher":
    """Return what finds terms in reports; the glossaries are one, with the renderings of different languages."""
    source = glossaries[0].source
    if source == ENGLISH:
        return Matcher(*glossaries)
    if parse_language(source).spaceless:
        from dragoman.glossary.matching.substrings import SubstringMatcher

        return SubstringMatcher(*glossaries)
    from dragoman.glossary.matching.lemmas import LemmaMatcher

    return LemmaMatcher(*glossaries)


class TermFinder:
    """Finds what reports require in several languages; what depends on the report alone is done once for all of them.

    Terms are made on the fly out of English only.
    """

    def __init__(self, glossaries: Sequence[Glossary], languages: Sequence[Language]) -> None:
        """Take one glossary with the renderings of each of the languages, as `load_directions` returns them."""
        self._matcher = matcher_for(*glossaries)
        self._english = glossaries[0].source == ENGLISH
        self._languages = languages

    def find(self, segments: Sequence[Segment]) -> list[list[tuple[Match, ...]]]:
        """Return, for each language, the outermost matches of each segment of one document.

        Leftmost goes first, then longest, then the glossary's.
        """
        found = self._matcher.find_each(segments)
        if not self._english:
            return found
        spotted = [() if segment.verbatim else spot(segment.source) for segment in segments]
        return [
            [
                _merge(terms, make(segment.source, spots, language)) if spots else terms
                for segment, terms, spots in zip(segments, matches, spotted, strict=True)
            ]
            for language, matches in zip(self._languages, found, strict=True)
        ]


def find_terms(
    glossary: Glossary, language: Language, documents: Sequence[Sequence[Segment]]
) -> list[list[tuple[Match, ...]]]:
    """Return what each segment of each document requires in one language, as `TermFinder` finds it."""
    finder = TermFinder([glossary], [language])
    return [finder.find(segments)[0] for segments in documents]


def _merge(terms: tuple[Match, ...], made: Sequence[Match]) -> tuple[Match, ...]:
    return tuple(apart((*terms, *made))) if made else terms
