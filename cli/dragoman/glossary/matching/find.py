"""All that a report requires: the glossary's terms, the placeables and the literals, in one language or in several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.glossary.load import ENGLISH, Glossary
from dragoman.glossary.matching.english import Matcher
from dragoman.glossary.names.required import carry_people, with_names
from dragoman.glossary.offices.units import Offices
from dragoman.glossary.placeables.find import apart, make, spot
from dragoman.glossary.placeables.labels import find_label
from dragoman.glossary.placeables.literals import Literal, find_literals, literal_matches
from dragoman.glossary.placeables.news import with_news_lines
from dragoman.glossary.placeables.pattern import Spotted
from dragoman.languages import parse_language
from dragoman.model import PASSED, Language, Match, Segment

if TYPE_CHECKING:
    from dragoman.glossary.matching.sources import SourceMatcher


_KEPT = frozenset({"code", "keep"})
"""Names of inline codes whose text is not translated."""


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

    Terms are made on the fly out of English only; literals are those of every language.
    """

    def __init__(self, glossaries: Sequence[Glossary], languages: Sequence[Language], *, names: bool = True) -> None:
        """Take one glossary with the renderings of each of the languages, as `load_directions` returns them.

        With `names`, those that the glossary does not know are carried over into languages with another script.
        """
        self._matcher = matcher_for(*glossaries)
        self._source = parse_language(glossaries[0].source)
        self._languages = languages
        self._names = names and self._source.tag == ENGLISH
        self._offices = [Offices(*pair) for pair in zip(glossaries, languages, strict=True)]

    def find(self, segments: Sequence[Segment]) -> list[list[tuple[Match, ...]]]:
        """Return, for each language, the outermost matches of each segment of one document.

        Leftmost goes first, then longest, then the glossary's; nothing is found inside a literal, and offices are put
        together with their holders.
        """
        english = self._source.tag == ENGLISH
        spotted = [() if segment.verbatim or not english else spot(segment.source) for segment in segments]
        literals = [
            [] if segment.verbatim else [*_kept(segment), *find_literals(segment.source)] for segment in segments
        ]
        return [
            [
                terms if segment.verbatim else self._required(number, segment, terms, spots, kept)
                for segment, terms, spots, kept in zip(segments, matches, spotted, literals, strict=True)
            ]
            for number, matches in enumerate(self._matcher.find_each(segments))
        ]

    def _required(
        self,
        number: int,
        segment: Segment,
        terms: Sequence[Match],
        spots: Sequence[Spotted],
        literals: Sequence[Literal],
    ) -> tuple[Match, ...]:
        """Return what one segment requires in the language of that number."""
        source, offices, language = segment.source, self._offices[number], self._languages[number]
        settled = offices.settle(source, carry_people(terms, language) if self._names else terms)
        made = make(source, spots, language) if spots else ()
        merged = _merge((*settled, *made), literal_matches(source, literals, self._source, language))
        if self._names:
            merged = tuple(with_names(source, merged, language, headline=segment.kind == "heading"))
        if not merged and segment.kind not in PASSED and (label := find_label(source, self._source, language)):
            return (label,)
        composed = offices.compose(source, merged)
        return tuple(with_news_lines(source, composed, language) if self._source.tag == ENGLISH else composed)


def find_terms(
    glossary: Glossary, language: Language, documents: Sequence[Sequence[Segment]]
) -> list[list[tuple[Match, ...]]]:
    """Return what each segment of each document requires in one language, as `TermFinder` finds it."""
    finder = TermFinder([glossary], [language])
    return [finder.find(segments)[0] for segments in documents]


def _kept(segment: Segment) -> list[Literal]:
    """Return what the report's markup says of a segment that stays as it is."""
    return [Literal(code.start, code.end, "code") for code in segment.codes if code.name in _KEPT and not code.alone]


def _merge(terms: tuple[Match, ...], literals: Sequence[Match]) -> tuple[Match, ...]:
    """Return the matches apart: terms that hold a whole literal, the other literals, and what does not touch these."""
    if not terms or not literals:
        return tuple(apart((*terms, *literals)))
    outer = [term for term in terms if any(_holds(term, one) for one in literals)]
    literals = [one for one in literals if not any(_overlap(one, term) for term in outer)]
    others = [term for term in terms if not any(_overlap(term, one) for one in literals)]
    return tuple(apart((*others, *literals)))


def _holds(outer: Match, inner: Match) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end
