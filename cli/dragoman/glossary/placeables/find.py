"""All placeables in a text: leftmost, longest, never overlapping."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from dragoman.glossary.placeables.articles import ARTICLES
from dragoman.glossary.placeables.dates import DATES
from dragoman.glossary.placeables.eras import ERAS
from dragoman.glossary.placeables.pattern import Pattern, Spotted, placeable_matches, spot_pattern
from dragoman.glossary.placeables.periods import DAYS, MONTH_OF_YEAR, MONTHS
from dragoman.glossary.placeables.plain_figures import FIGURES, ROMAN
from dragoman.glossary.placeables.quantities import QUANTITIES
from dragoman.glossary.placeables.sessions import SESSIONS
from dragoman.model import Language, Match

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

PATTERNS: tuple[Pattern, ...] = (
    DATES,
    DAYS,
    MONTHS,
    MONTH_OF_YEAR,
    *ERAS,
    QUANTITIES,
    ARTICLES,
    *SESSIONS,
    FIGURES,
    ROMAN,
)


def find_placeables(source: str, language: Language) -> Sequence[Match]:
    """Return the placeables in `source`, English text, with their renderings in `language`."""
    return make(source, spot(source), language)


def spot(source: str) -> Sequence[Spotted]:
    """Return what may be a term made on the fly in `source`, English text, whatever language it will be required in."""
    words, patterns = _hints()
    plain = " ".join(source.lower().replace("’", "'").split()).encode(errors="replace").decode()
    hinted = {place for word in words.find_matches_as_indexes(plain, overlapping=True) for place in patterns[word[0]]}
    return [spotted for place in sorted(hinted) for spotted in spot_pattern(PATTERNS[place], source)]


def make(source: str, spotted: Iterable[Spotted], language: Language) -> Sequence[Match]:
    """Return the terms among what was spotted in `source`, with their renderings in `language`."""
    found = [match for one in spotted for match in placeable_matches(one, source, language)]
    return apart(found) if found else ()


@cache
def _hints() -> "tuple[AhoCorasick, Sequence[Sequence[int]]]":
    """Return what finds the words of all patterns in one pass, and the patterns that each word hints at."""
    from ahocorasick_rs import AhoCorasick  # only commands that match pay for it

    places: dict[str, list[int]] = {}
    for place, pattern in enumerate(PATTERNS):
        for word in pattern.words:
            places.setdefault(word, []).append(place)
    return AhoCorasick(places), list(places.values())


def apart(matches: Iterable[Match]) -> list[Match]:
    """Return the leftmost of the matches that overlap, of those that begin together the longest, then the first."""
    found: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not found or found[-1].end <= match.start:
            found.append(match)
    return found
