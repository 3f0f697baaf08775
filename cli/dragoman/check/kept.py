"""What stands in a text that a translation keeps letter by letter: addresses, placeholders, codes, references."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from dragoman.glossary.placeables.literals import Row, rows

LiteralKind = Literal["address", "tag", "placeholder", "path", "reference", "note", "name"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A literal and where it stands in its text."""

    kind: LiteralKind
    text: str
    start: int
    end: int


_NOTE_SIGN = re.compile(r"[\[*†‡¹²³⁴-⁹]")
_NOTE = re.compile(
    r"\[\d{1,3}\]|(?<=[^\W\d_)”\"’.,。，])(?<![kcmdµμ ]m)[¹²³⁴-⁹]+(?![^\W_])|(?<=[^\W\d_.,;)”\"])[†‡]"
    r"|(?<=[\w.)])(?<!\*)\*{1,3}(?=[\s.,;:]|\Z)"
)
_COLON = re.compile(r"(?<![!-~]):[a-z]")
_DOTTED = re.compile(r"\.(?<=[A-Za-z0-9]\.)[A-Za-z]{2}")
_CAPITAL_AND_DIGIT = re.compile(
    r"[A-Z\dv](?:(?<=[A-Z])(?:[/-]?\d|-[A-Z])|(?<=\d)(?:[/-]?[A-Z]|\.\d+\.\d)|(?<=[Vv])ersion \d)"
)
_VERSION = re.compile(r"(?<=[Vv]ersion )\d+\.\d+(?![\w.]*\d)")
_TRANSLATED = re.compile(
    r"COVID-19|[GP]\d{1,2}|\d+\.\d{1,2}\.(?:19|20)\d\d|\d{1,3}(?:\.\d{3})+|\d+[AP]M|\d{1,3}(?:ER|ND|RD|TH|ST)|[MCDXVI]+[-/]\d+"
    r"|\d+[A-Za-z]?\(.*|.*[\u2070-\u209c²³¹].*"
)
"""References that a translation may write otherwise: dates, thousands, 15(2)(b), 10⁶."""


def find_literals(text: str) -> list[Kept]:
    """Return the literals of a text from left to right, none inside another.

    >>> [kept.text for kept in find_literals("See {name} in <b>C:\\\\Users</b>, A/RES/68/1, www.example.org/x.")]
    ['{name}', '<b>', 'C:\\\\Users', '</b>', 'A/RES/68/1', 'www.example.org/x']
    """
    found: list[Kept] = []
    if "@" in text or "www." in text or "://" in text or _DOTTED.search(text):
        found += _all("address", text)
    if "<" in text:  # <<quoted>> is no code
        found += (one for one in _all("tag", text) if one.text[0] == "<" and text[one.start - 1 : one.start] != "<")
    if "%" in text or "{" in text or "__" in text or "@" in text or _COLON.search(text):
        found += _all("placeholder", text)
    if "\\" in text or "/" in text:
        found += _all("path", text)
    if _CAPITAL_AND_DIGIT.search(text):
        found += (one for one in _all("reference", text) if not _TRANSLATED.fullmatch(one.text))
        found += (Kept("reference", one[0], one.start(), one.end()) for one in _VERSION.finditer(text))
    if _NOTE_SIGN.search(text):
        found += (Kept("note", one[0], one.start(), one.end()) for one in _NOTE.finditer(text))
    if len(found) < 2:
        return found
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[Kept] = []
    for one in found:
        if not apart or apart[-1].end <= one.start:
            apart.append(one)
    return apart


def _all(kind: LiteralKind, text: str) -> Iterator[Kept]:
    """Yield the literals of a kind, as the table of placeables has them."""
    for row in _table()[kind]:
        if row.sign is None or row.sign.search(text):
            yield from (Kept(kind, match[0], match.start(), match.end()) for match in row.expression.finditer(text))


@cache
def _table() -> Mapping[LiteralKind, Sequence[Row]]:
    """Return the rows of the table by what the checks call their kind."""
    kinds: dict[LiteralKind, list[Row]] = {"address": [], "tag": [], "placeholder": [], "path": [], "reference": []}
    for row in rows():
        for kind, found in kinds.items():
            if row.kind == kind:
                found.append(row)
    return kinds


def find_kept(text: str, names: Sequence[str], literals: Sequence[Kept]) -> list[Kept]:
    """Return where names stand in a text, apart from its literals."""
    found: list[Kept] = []
    for name in names:
        start = text.find(name)
        while name and start >= 0:
            end = start + len(name)
            if not any(one.start < end and start < one.end for one in (*literals, *found)):
                found.append(Kept("name", name, start, end))
            start = text.find(name, end)
    return found


def as_in_source(text: str, literals: Sequence[Kept], known: Sequence[Kept]) -> list[Kept]:
    """Return the literals of a translation, those of its source as they are there: words may stand right beside them.

    >>> known = find_literals("www.example.org"), find_literals("www.example.org办公室")
    >>> [kept.text for kept in as_in_source("www.example.org办公室", known[1], known[0])]
    ['www.example.org']
    """
    texts = sorted({one.text for one in known}, key=len, reverse=True)
    found = []
    for one in literals:
        known_text = next((text for text in texts if text in one.text), one.text)
        start = one.text.index(known_text)
        end = start + len(known_text)
        beside = (one.text[start - 1 : start] if start else "", one.text[end : end + 1])
        if any(sign and sign.isascii() for sign in beside):
            found.append(one)
        else:
            found.append(replace(one, text=known_text, start=one.start + start, end=one.start + end))
    there = {one.text for one in found}
    for one in known:
        if one.text not in there and (start := text.find(one.text)) >= 0:
            place = Kept(one.kind, one.text, start, start + len(one.text))
            if not any(other.start < place.end and place.start < other.end for other in found):
                found.append(place)
                there.add(one.text)
    return found


def masked(text: str, literals: list[Kept]) -> str:
    """Return a text of the same length with blanks in place of its literals."""
    if not literals:
        return text
    parts: list[str] = []
    place = 0
    for one in literals:
        parts += (text[place : one.start], " " * (one.end - one.start))
        place = one.end
    return "".join(parts) + text[place:]
