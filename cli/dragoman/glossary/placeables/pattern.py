"""What a row of placeables consists of, and how its matches are found."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dragoman.glossary.matching.normalise import lower
from dragoman.model import Language, Match, Rendering

CLDR = "https://cldr.unicode.org"


class Placeable(NamedTuple):
    """A term made on the fly, before it is a match."""

    start: int
    end: int
    """Offsets into the text."""
    id: str
    """Names the value and is the same however the text writes it: `date-2024-11-14`."""
    forms: tuple[str, ...]
    """The preferred rendering first; never empty."""
    forbidden: tuple[str, ...] = ()
    """What a model makes of it, so that it is looked for and replaced."""


class Pattern(NamedTuple):
    """One row: a kind of term that is made on the fly."""

    name: str
    """Of its cases in `tests/cases/placeable_*.json`."""
    words: tuple[str, ...]
    """Any text with such a term has one of them, in lower case, with single blanks and straight apostrophes: the quick
    way past all others."""
    expression: str
    """Regular expression of the term; its time is linear, so blanks are taken possessively and words have a limit."""
    read: Callable[[re.Match[str], Language], Iterable[Placeable]]
    """Gives the terms in what was found; none where it means something else or the language is not served."""
    category: str
    authority: str
    """Who says that the rendering is right."""
    context: str = ""
    """Regular expression that the text must match besides."""
    any_case: bool = False
    """The expression is of lower-case letters and meant for all: `(?i)` takes twice as long to compile."""


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Compile `expression` when it is first needed: most reports need few of them."""
    return re.compile(expression)


Spotted = tuple[Pattern, re.Match[str]]
"""A pattern, and where a text has what it looks for; what it means is read in the light of a language."""


def spot_pattern(pattern: Pattern, source: str) -> Iterator[Spotted]:
    """Yield where one pattern stands in `source`, in order and without overlap."""
    if pattern.context and not compiled(pattern.context).search(source):
        return
    for found in compiled(pattern.expression).finditer(lower(source) if pattern.any_case else source):
        yield pattern, found


def placeable_matches(spotted: Spotted, source: str, language: Language) -> Iterator[Match]:
    """Yield the terms in what was spotted in `source`, with their renderings in `language`."""
    pattern, found = spotted
    for made in pattern.read(found, language):
        yield _match(made, source, pattern)


def _match(made: Placeable, source: str, pattern: Pattern) -> Match:
    forms = tuple(dict.fromkeys(made.forms))
    rendering = Rendering(
        made.id, forms[0], forms[1:], made.forbidden, "established", pattern.authority, "made on the fly", 0
    )
    return Match(made.start, made.end, source[made.start : made.end], made.id, forms, rendering, pattern.category)


def before(found: re.Match[str], characters: int = 24) -> str:
    """Return the text right before what was found, which may tell what it is."""
    return found.string[max(0, found.start() - characters) : found.start()]
