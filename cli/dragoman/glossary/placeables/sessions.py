"""Numbered congresses, sessions, meetings and plans: “the third session of the 14th NPC” is required
第十四届全国人民代表大会第三次会议.

A row has phrases with `{n}` for the ordinal of the body and `{m}` for that of its session, and what Chinese says: the
name that the body gives itself first, then the short names in use. Each 第十四届 may be written 第14届. Other languages
have no rows yet and require nothing.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from dragoman.glossary.placeables.chinese import numeral
from dragoman.glossary.placeables.english import ORDINAL, read_ordinal
from dragoman.glossary.placeables.pattern import Pattern, Placeable
from dragoman.model import Language
from dragoman.resources import table_of


class Row(NamedTuple):
    """A kind of numbered event or plan."""

    name: str
    """Of the body, for the id."""
    words: tuple[str, ...]
    """See `Pattern.words`."""
    phrases: tuple[str, ...]
    """Regular expressions in lower case with `{n}`, `{m}` and the names of the file; any case and white space."""
    forms: tuple[str, ...]
    """The preferred one first."""
    highest: int = 40
    """What is numbered higher is something else."""
    context: str = ""
    """See `Pattern.context`."""
    category: str = "event"
    """As of the glossary's terms: it tells which words may stand in for the rendering while the engine works."""


_DATA: dict[str, Any] = table_of(__file__)
ROWS = tuple(
    Row(**row | {column: tuple(row[column]) for column in ("words", "phrases", "forms")}) for row in _DATA["session"]
)
"""Those of `sessions.toml`."""


def _pattern(row: Row) -> Pattern:
    """Return the pattern of a row's phrases."""
    alternatives = []
    for number, phrase in enumerate(row.phrases):
        ordinals = {name: rf"(?P<{name}{number}>{ORDINAL})" for name in "nm"}
        alternatives.append(phrase.format(**_DATA["names"], **ordinals).replace(" ", r"\s+"))
    expression = rf"\b(?:{'|'.join(alternatives)})(?!\w)"
    return Pattern(row.name, row.words, expression, partial(_read, row), row.category, "", row.context, any_case=True)


def _read(row: Row, found: re.Match[str], language: Language) -> Iterator[Placeable]:
    if language.argos != "zh":
        return
    values = {name[0]: read_ordinal(text) for name, text in found.groupdict().items() if text}
    if not all(0 < value <= row.highest for value in values.values()):
        return
    id_ = "-".join((row.name, *(str(values[name]) for name in "nm" if name in values)))
    yield Placeable(found.start(), found.end(), id_, tuple(_written(row.forms, values)))


def _written(forms: tuple[str, ...], values: dict[str, int]) -> Iterator[str]:
    """Yield the forms with Chinese numerals, then those that may have Arabic ones, which stand behind 第 only."""
    for form in forms:
        yield form.format(**{name: numeral(value) for name, value in values.items()})
    for form in forms:
        mixed = re.sub(r"第\{(\w)\}", lambda match: f"第{values[match[1]]}", form)
        yield mixed.format(**{name: numeral(value) for name, value in values.items()})


SESSIONS = tuple(map(_pattern, ROWS))
