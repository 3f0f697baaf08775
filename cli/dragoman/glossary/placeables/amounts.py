"""Numbers in figures, and with 万 and 亿 as Chinese texts write them (GB/T 15835-2011)."""

from decimal import Decimal
from typing import NamedTuple

from dragoman.glossary.placeables.chinese import DIGITS, numeral

_UNITS = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))
_LONGEST_NUMERAL = 8
"""Longer numerals are not written out in running text."""


class Amount(NamedTuple):
    """A number as written: `12`, `亿`."""

    figures: str
    unit: str


def decimal_numeral(number: Decimal) -> str:
    """Return a number, also one with a fraction, in numerals.

    >>> decimal_numeral(Decimal("15.3"))
    '十五点三'
    """
    whole, _, fraction = figures(number).partition(".")
    return numeral(int(whole)) + ("点" + "".join(DIGITS[int(digit)] for digit in fraction) if fraction else "")


def figures(number: Decimal) -> str:
    """Return a number in plain digits, without an empty fraction.

    >>> figures(Decimal("350.0")), figures(Decimal("1.2E+9"))
    ('350', '1200000000')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amounts(value: Decimal) -> list[Amount]:
    """Return how Chinese writes a number, the usual way first.

    >>> ["".join(amount) for amount in amounts(Decimal(1_250_000_000))][:3]
    ['12.5亿', '12亿5000万', '1250000000']
    """
    unit, size = next((row for row in _UNITS if value >= row[1]), ("", 1))
    found = [Amount(figures(value / size), unit)]
    if unit == "万亿":
        found.append(Amount(figures(value / 10**8), "亿"))
    elif unit == "亿" and value % 10**8 and value % 10**4 == 0:
        found.append(Amount(f"{int(value // 10**8)}亿{int(value % 10**8 // 10**4)}", "万"))
    if value == int(value):
        plain = int(value)
        found += [Amount(str(plain), ""), Amount(f"{plain:,}", ""), Amount(f"{plain:,}".replace(",", " "), "")]
        if len(written := numeral(plain)) <= _LONGEST_NUMERAL:
            last = unit if written.endswith(unit) else ""
            found.append(Amount(written.removesuffix(last), last))
    return found
