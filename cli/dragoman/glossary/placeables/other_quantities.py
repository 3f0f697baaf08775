"""Quantities in other languages than Chinese, as far as they are sure: 1200 millones, 1,2 milliard, 15,3 %.

A row of `other_quantities.toml` gives what CLDR writes (a test compares), or the more usual of two ways, and what
reports write besides. Where a noun changes with the sentence, all its forms are there; where a language has no row,
nothing is required.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from dragoman.glossary.placeables.amounts import amounts, figures
from dragoman.glossary.placeables.quantity import Quantity
from dragoman.model import Language
from dragoman.resources import table_of

_SPACES = (" ", "\u00a0", "\u202f")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is counted."""

    many: tuple[str, ...]
    """The usual word first, then its other forms."""
    one: tuple[str, ...] = ()
    """For 1, if it differs."""
    size: int = 1
    """A word for a power of ten: which."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How a language writes quantities."""

    percent: tuple[str, ...]
    """CLDR's pattern, then others."""
    points: _Unit | None = None
    scales: tuple[_Unit, ...] = ()
    """Of those that are not larger than the number, the first is the usual one."""
    numerals: tuple[tuple[str, ...], ...] = ()
    """How 1, 2, … may be spelled out; numbers up to ten that inflect too much to be listed require nothing."""
    one_below: int = 0
    """Fractions below it take the forms for 1, as French ones below two do."""
    decimals: tuple[str, ...] = (",",)
    """Decimal signs, CLDR's first."""
    space: str = " "
    """Between a number and a word."""


@cache
def _styles() -> Mapping[str, _Style]:
    """Return the languages of `other_quantities.toml` by their Argos codes."""
    data: dict[str, dict[str, Any]] = table_of(__file__)
    return {
        language: _Style(
            percent=tuple(row["percent"]),
            points=_unit(row["points"]) if "points" in row else None,
            scales=tuple(map(_unit, row.get("scales", ()))),
            numerals=tuple(tuple(word.split("/")) for word in row.get("numerals", "").split()),
            one_below=row.get("one_below", 0),
            decimals=tuple(row.get("decimals", (",",))),
            space=row.get("space", " "),
        )
        for language, row in data.items()
    }


def _unit(row: Mapping[str, Any]) -> _Unit:
    return _Unit(tuple(row["many"]), tuple(row.get("one", ())), row.get("size", 1))


_GROUPED_FROM, _ALWAYS_GROUPED_FROM = 1_000, 10_000
_JAPANESE = str.maketrans("亿", "億")


def forms(quantity: Quantity, language: Language) -> list[str]:
    """Return the usual rendering of a quantity, then others that are as good; nothing where the language is not sure.

    Currencies are left out: what they are called depends on the sentence.
    """
    style = _styles().get(language.argos)
    if style is None or not quantity.figures or quantity.low is not None or quantity.unit == "basis":
        return []
    if quantity.unit not in ("percent", "points"):
        return _japanese(quantity) if language.argos == "ja" else _large(quantity, style)
    if (_is_small(quantity.value) and not style.numerals) or quantity.value >= _GROUPED_FROM:
        return []
    if quantity.unit == "percent":
        written = _numbers(quantity.value, style)
        spelled = [pattern.format(word) for word in _numerals(quantity.value, style) for pattern in style.percent[4:]]
        return [pattern.format(number) for pattern in style.percent for number in written] + spelled
    return list(_counted(quantity.value, style.points, style)) if style.points else []


def _large(quantity: Quantity, style: _Style) -> list[str]:
    scales = [scale for scale in style.scales if scale.size <= quantity.value]
    if not quantity.scaled or not scales or (_is_small(quantity.value / scales[0].size) and not style.numerals):
        return []
    found = [form for scale in scales for form in _counted(quantity.value / scale.size, scale, style)]
    # “mil millones” has no “un” before it.
    return [
        *found,
        *(word for scale in scales for word in scale.many if quantity.value == scale.size and not scale.one),
    ]


def _counted(number: Decimal, unit: _Unit, style: _Style) -> Iterator[str]:
    """Yield a number with its noun, the usual space first."""
    words = unit.one if unit.one and (number == 1 or number < style.one_below) else unit.many
    spaces = dict.fromkeys((style.space, *_SPACES))
    for space in spaces:
        for word in words:
            for written in (*_numbers(number, style), *_numerals(number, style)):
                yield f"{written}{space}{word}"


def _japanese(quantity: Quantity) -> list[str]:
    """Return a number with 万 and 億, which Japanese mixes: 12億5000万."""
    if not quantity.scaled or quantity.value >= 10**12:
        return []
    written = [f"{amount.figures}{amount.unit}".translate(_JAPANESE) for amount in amounts(quantity.value)]
    mixed = [form for form in written if form.count("億") + form.count("万") == 2]
    return [*mixed, *(form for form in written if form not in mixed)]


def _is_small(number: Decimal) -> bool:
    return number <= 10 and number == int(number)


def _numerals(number: Decimal, style: _Style) -> tuple[str, ...]:
    return style.numerals[int(number) - 1] if style.numerals and _is_small(number) and number > 0 else ()


def written_numbers(number: Decimal, language: Language) -> list[str]:
    """Return how a language writes a number in figures, the usual way first; nothing where it has no row."""
    style = _styles().get(language.argos)
    return _numbers(number, style) if style else []


def _numbers(number: Decimal, style: _Style) -> list[str]:
    """Return a number in figures: decimal signs, and signs between the thousands."""
    whole, _, fraction = figures(number).partition(".")
    groups = [whole]
    if number >= _GROUPED_FROM:
        groups += [f"{int(whole):,}".replace(",", sign) for sign in (*_SPACES, ".")]
    if number >= _ALWAYS_GROUPED_FROM:
        groups.append(groups.pop(0))
    return [group + point + fraction if fraction else group for point in style.decimals for group in groups]
