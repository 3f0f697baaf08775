"""The shapes in which English writes offices, holders and institutions, as patterns over a text with its terms.

For the patterns each term is one letter: a person, a title, an institution, a place; all else is as the text has it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dragoman.model import Match

Kind = Literal["holder", "office", "group", "institutions"]

PERSON, TITLE, GROUP, INSTITUTION, PLACE, OTHER = "\ue000\ue001\ue002\ue003\ue004\ue005"
"""What stands for a term; a group is a title in the plural, or of many people."""
_LETTERS = {"person": PERSON, "name": PERSON, "institution": INSTITUTION, "place": PLACE}
_MANY = re.compile(
    r"(?:(?!(?:of|for|to)\b)\S+\s+)*?(?:\w+[^\Ws]s(?:[ -]General)?|people|personnel|staff|police)"
    r"(?:\s+(?:of|for|to|from|in)\b.*)?",
    re.IGNORECASE,
)

_THE = r"(?:(?:the|its|their)\s+)?"
_OF = r"\s+(?:of|for|at)\s+(?:the\s+|its\s+)?"
_CHAIN = rf"{INSTITUTION}(?:(?:['’]s|['’])?\s+{INSTITUTION})?(?!['’]s\s+{INSTITUTION}|\s+[{TITLE}{INSTITUTION}])"
_OWNER = rf"{INSTITUTION}(?:['’]s?)?\s+(?:{INSTITUTION}(?:['’]s?)?\s+)?|{PLACE}['’]s\s+"
_OFFICE = rf"(?:{_OWNER})?{TITLE}(?:{_OF}(?:{_CHAIN}|{PLACE}))?"
_OFFICES = rf"{_OFFICE}(?:(?:\s*,\s+(?:and\s+)?|\s+(?:and|as\s+well\s+as)\s+(?:the\s+)?){_OFFICE})*"
_PAIR = rf"{_OFFICE}(?:\s+and\s+{_OFFICE})*"
_ENDS = rf"(?=\s*(?:[,;.:!?)）”\"]|$|[–—])|\s+and\s+{PERSON}|\s+(?:on|at|during|who|as|while|when)\b)"
_LISTED = rf"(?=\s*,\s+(?:and\s+)?(?:the\s+)?[{PERSON}{TITLE}{GROUP}{INSTITUTION}])"
_COMMA = rf"(?:(?!{_LISTED})\s*,(?=\s))?"
_BEGINS = r"(?:\b[Tt]he\s+|^|(?<=[.;:“]\s)|(?<=\bby\s)|(?<=\bwith\s))"
_PEOPLE = rf"{PERSON}(?:\s*,\s+{PERSON})*\s*,?\s+and\s+{PERSON}"

_PLACES = rf"{PLACE}(?:\s*,\s+{PLACE})*(?:\s*,?\s+and\s+{PLACE})?"
_IN_PLACES = rf"{INSTITUTION}\s+of\s+(?:the\s+)?(?:(?:various|all)\s+)?{_PLACES}"
_ATOM = rf"{_THE}(?:{INSTITUTION}['’]s\s+{INSTITUTION}|{_IN_PLACES}|{_CHAIN})"
_RELEVANT = (
    r"other\s+(?:relevant\s+|related\s+|concerned\s+|competent\s+)?(?:central\s+)?"
    r"(?P<{}>departments|authorities|organs|agencies|institutions|bodies|units|organizations)(?:\s+concerned)?"
)
_LIST = rf"{_ATOM}(?:(?:\s*,\s+{_ATOM})*\s*,?\s+(?:and|as\s+well\s+as)\s+(?:{_ATOM}|{_RELEVANT}))?"
_MORE = rf"(?:\s*,\s+{INSTITUTION})*\s*,?\s+and\s+{INSTITUTION}(?!['’]s)"
_OWN = rf"{INSTITUTION}['’]s\s+{INSTITUTION}(?:{_MORE})?(?!['’]s|\s+{TITLE})"

_SHAPES: Sequence[tuple[Kind, str]] = (
    (
        "holder",
        rf"(?:(?:\b[Tt]he\s+)?{_PAIR}\s+)?{PERSON}\s*,\s+(?:also\s+)?(?:the\s+|a\s+)?{_OFFICES}"
        rf"(?!\s+{PERSON}|\s*,\s+and\s+the\s+[{TITLE}{GROUP}]){_ENDS}{_COMMA}",
    ),
    ("holder", rf"{PERSON}\s*[(（]\s*(?:the\s+)?{_OFFICES}\s*[)）]"),
    ("holder", rf"(?:\b[Tt]he\s+)?{_PAIR}\s+{PERSON}(?:\s+(?:of|from)\s+(?:the\s+)?{_CHAIN})?"),
    (
        "holder",
        rf"{_BEGINS}{_OFFICE}\s*,\s+{PERSON}(?=\s*(?:[,;.)]|$)){_COMMA}",
    ),
    ("holder", rf"(?:\b[Tt]he\s+)?(?:{INSTITUTION}(?:['’]s?)?\s+)?{GROUP}(?:{_OF}{_CHAIN})?\s+{_PEOPLE}"),
    ("group", rf"(?:\b[Tt]he\s+)?{GROUP}\s+(?:from|of)\s+{_LIST.format('kind1')}"),
    ("office", rf"{INSTITUTION}(?:['’]s?)?\s+[{TITLE}{GROUP}](?!\s+[{PERSON}{INSTITUTION}{TITLE}])"),
    ("office", rf"{PLACE}['’]s\s+{TITLE}(?!\s+(?:of\b|[{PERSON}{INSTITUTION}{TITLE}]))"),
    ("office", rf"(?:{TITLE}\s+and\s+)?{TITLE}{_OF}(?:{_CHAIN}|{PLACE}(?!['’]s))(?!\s+(?:of|and)\s)"),
    ("institutions", _OWN),
    ("institutions", rf"{INSTITUTION}\s+of\s+(?:the\s+)?{PLACE}(?:\s*,\s+{PLACE})*\s*,?\s+and\s+{PLACE}"),
    ("institutions", rf"{_ATOM}(?:\s*,\s+{_ATOM})*\s*,?\s+and\s+{_RELEVANT.format('kind2')}"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Terms that belong together."""

    kind: Kind
    start: int
    end: int
    """Offsets into the source, of all that the unit takes the place of: the commas about an apposition, too."""
    text: str
    """What the pattern matched, with letters for the terms."""
    at: Mapping[int, Match]
    """What the letters stand for, by their places in `text`."""
    others: str = ""
    """The noun of "and other relevant departments"; empty where nothing of the kind follows."""

    @property
    def terms(self) -> tuple[Match, ...]:
        """Return its terms in order."""
        return tuple(self.at.values())


def find_shapes(source: str, matches: Sequence[Match]) -> Iterator[Shape]:
    """Yield the offices with their holders and institutions in an English text, in order and without overlap."""
    letters, starts, terms = lettered(source, matches)
    if not terms:
        return
    for found in _pattern().finditer(letters):
        kind, shape = next((kind, text) for (kind, _), text in zip(_SHAPES, _groups(found), strict=True) if text)
        others = found["kind1"] or found["kind2"] or ""
        at = held(terms, found)
        if len(at) > 1 or others:
            yield Shape(kind, starts[found.start()], starts[found.end()], shape, at, others)


def held(terms: Mapping[int, Match], found: re.Match[str]) -> dict[int, Match]:
    """Return the terms in what was found, by their places in it."""
    return {place - found.start(): terms[place] for place in range(*found.span()) if place in terms}


def lettered(source: str, matches: Sequence[Match]) -> tuple[str, list[int], dict[int, Match]]:
    """Return the text with a letter for each term, where each of its characters begins, and the terms by place."""
    pieces: list[str] = []
    starts: list[int] = []
    terms: dict[int, Match] = {}
    done = 0
    for match in matches:
        pieces.append(source[done : match.start])
        starts += range(done, match.start)
        terms[len(starts)] = match
        pieces.append(_letter(match))
        starts.append(match.start)
        done = match.end
    pieces.append(source[done:])
    starts += range(done, len(source) + 1)
    return "".join(pieces), starts, terms


def is_many(title: str) -> bool:
    """Tell whether a title is in the plural, or of many people.

    >>> is_many("Prosecutors General"), is_many("judicial personnel"), is_many("Minister of Foreign Affairs")
    (True, True, False)
    """
    return bool(_MANY.fullmatch(title))


def _letter(match: Match) -> str:
    if match.category == "title":
        return GROUP if is_many(match.source) else TITLE
    return _LETTERS.get(match.category, OTHER)


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the shapes when the first text needs them."""
    return re.compile("|".join(f"(?P<shape{at}>{text})" for at, (_, text) in enumerate(_SHAPES)))


def _groups(found: re.Match[str]) -> Iterator[str | None]:
    for at in range(len(_SHAPES)):
        yield found[f"shape{at}"]
