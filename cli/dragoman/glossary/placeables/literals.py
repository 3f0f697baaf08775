"""Literals as placeables: what is not language, so that a translation has it letter by letter.

Addresses, file names, placeholders, reference numbers and symbols are rows of `literals.toml`; what is written
in another script than the text around it is told by its letters. A report in any language has them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from dragoman.model import Language, Match, Rendering, fold_lines
from dragoman.resources import table_of
from dragoman.text.scripts import letters_besides, scripts_of

LITERAL = "literal"
"""The category of their matches."""

_AT_ALL = re.compile(
    r"[@/\\%{<&$`#+\[_©®²³°]|\.[A-Za-z\d]|:[a-z]|[A-Z]-?\d|\d-?[A-Z]|\d[- (]\d"
    r"|\d\([a-z\d]|\(\d|[a-f]\d|\d[a-f]|[^\x00-\xff]"
)
"""Any text with a literal has one of these."""


class Literal(NamedTuple):
    """A literal and where it stands in its text."""

    start: int
    end: int
    """Offsets in code points."""
    kind: str
    """`code` `tag` `address` `path` `handle` `placeholder` `phone` `reference` `unit` `symbol` `script`."""


class Row(NamedTuple):
    """What literals of a kind look like, and what any text with one has."""

    kind: str
    sign: re.Pattern[str] | None
    expression: re.Pattern[str]


@cache
def rows() -> Sequence[Row]:
    """Return the table of literals."""
    return [_row(**row) for row in _table()["literal"]]


@cache
def _table() -> Mapping[str, Any]:
    return table_of(__file__)


def _row(kind: str, pattern: str, sign: str = "", before: str = "") -> Row:
    verbose = re.VERBOSE if "\n" in pattern else 0
    return Row(kind, re.compile(sign) if sign else None, re.compile(f"(?a:{before})(?:{pattern})", verbose))


def find_literals(text: str) -> list[Literal]:
    """Return what looks like a literal in a text, from left to right and apart; of two the first, then the longest.

    >>> text = "Send SPP-2024-017.pdf to SPP@example.org, {name}."
    >>> [text[one.start : one.end] for one in find_literals(text)]
    ['SPP-2024-017.pdf', 'SPP@example.org', '{name}']
    """
    if not _AT_ALL.search(text):
        return []
    found = [
        Literal(match.start(), match.end(), row.kind)
        for row in rows()
        if row.sign is None or row.sign.search(text)
        for match in row.expression.finditer(text)
    ]
    return _apart(found)


def _apart(found: list[Literal]) -> list[Literal]:
    """Return the literals that do not overlap; those that touch are one, since what stands between them is nothing."""
    apart: list[Literal] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or apart[-1].end < one.start:
            apart.append(one)
        elif apart[-1].end == one.start:
            apart[-1] = apart[-1]._replace(end=one.end)
    return apart


def find_foreign(text: str, source: Language, target: Language) -> Iterator[Literal]:
    """Yield what stands in another script than that of the source language; Latin letters only if the target has them.

    Han stays Han where Chinese meets Japanese. Marks between two words of such a script belong to them, those at the
    edges do not.

    >>> english, chinese = (Language(tag, tag, tag, tag) for tag in ("en", "zh"))
    >>> [one[:2] for one in find_foreign("It means “为人民服务” (Служить).", english, chinese)]
    [(10, 15), (18, 25)]
    """
    own = frozenset(scripts_of(source.tag))
    if text.isascii() and "Latin" in own:
        return
    if "Latin" not in scripts_of(target.tag):
        own |= {"Latin"}
    for match in _run_of(letters_besides(own)).finditer(text):
        yield Literal(match.start(), match.end(), "script")


@cache
def _run_of(letters: str) -> re.Pattern[str]:
    return re.compile(rf"[{letters}](?:[{letters}\d\s·・,.，、：；！？-]*[{letters}])?[。！？]?")


def literal_matches(text: str, found: Sequence[Literal], source: Language, target: Language) -> list[Match]:
    """Return the literals of a text as matches: those `found` by `find_literals`, and what is in a foreign script."""
    return [as_match(text, one, target) for one in _apart([*found, *find_foreign(text, source, target)])]


def as_match(text: str, literal: Literal, target: Language) -> Match:
    """Return the match of a literal, which has its own words as its only form, unless it is a unit that has a name."""
    words = text[literal.start : literal.end]
    form = fold_lines(words)
    id_ = literal_id(LITERAL, form)
    rendering = Rendering(id_, form, (), (), "established", "", f"{literal.kind}, kept as written", 0)
    if literal.kind == "unit" and (names := _units().get(target.argos, {}).get(form)):
        forms = (*names, form)
        return Match(literal.start, literal.end, words, id_, forms, replace(rendering, rendering=names[0]), "number")
    return Match(literal.start, literal.end, words, id_, (form,), rendering, LITERAL)


@cache
def _units() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the names of units by the Argos codes of languages and by their signs."""
    names: Mapping[str, Mapping[str, Sequence[str]]] = _table()["units"]
    return names


def literal_id(category: str, words: str) -> str:
    """Return a slug that names some words, `literal-spp-example-org-4f2a91`: the same for the same words alone."""
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:40].rstrip("-")
    return "-".join(part for part in (category, slug, sha256(words.encode(errors="replace")).hexdigest()[:6]) if part)
