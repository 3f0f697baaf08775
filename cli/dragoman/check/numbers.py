"""Numbers and percentages that the translation lacks, changes or makes up."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dragoman.check import codes
from dragoman.check.pair import Pair
from dragoman.check.quantities import Number, find_numbers
from dragoman.languages import subtag
from dragoman.model import Finding

_SPELT_OUT = 12
"""Up to here languages write numbers as words where another writes figures (*5 años*, *cinq ans*)."""
_PERCENT_BEHIND = re.compile(
    r"\s?(?:%|per\s?cent|pct|percentage points?|个?百分[点點]|por ciento|por cento|pour cent|процент|Prozent)", re.I
)
_PERCENT = re.compile(
    r"[%％٪]|per\s?cent|百分|成|por ciento|por cento|pour cent|процент|Prozent|percentuali|パーセント|퍼센트"
    r"|(?:في|ب)\s?المائة|بالمئة|في المئة|puntos|points|пункт",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s?(?:[ap]\.?m\b|hours\b)", re.IGNORECASE)
_LIST_MARKER = re.compile(r"\W*\d{1,4}(?:\.\d{1,3})*[.)）、．]\s")
_BEGINS_WITH_NUMBER = re.compile(r"\W*\d")
"""A translation may leave the marker to the layout; where it has one, it is the same."""
_TELEPHONE = re.compile(r"0\d{2}|\d+ \d")
_DECADE = re.compile(r"['’]?s\b")


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Yield numbers of the source that the translation does not have, or has with another order of magnitude.

    Values are compared, not digits: 1.2 billion is 12亿, 120,000 is 12万, 3 p.m. is 15时, the 1990s are the 90年代.
    """
    source = pair.source_prose
    marker = _LIST_MARKER.match(source)
    body = marker.end() if marker and not _BEGINS_WITH_NUMBER.match(pair.target_prose) else 0
    found = find_numbers(source, subtag(pair.source_language))
    marked = marker.end() if marker else 0
    wanted = [n for n in found if n.in_figures and n.start >= body and not _is_settled(n, pair)]
    if not wanted:
        return
    there = list(find_numbers(pair.target_prose, pair.to))
    values = {value for number in there for value in number.values}
    digits = re.sub(r"[^\d]", "", pair.target_prose)
    used: set[Decimal] = set()
    missing: dict[str, Number] = {}
    for number in wanted:
        allowed = _allowed(number, source)
        if allowed & values:
            used |= allowed & values
        elif _TELEPHONE.match(number.text) and re.sub(r"\D", "", number.text) in digits:
            continue  # grouped in another way
        elif number.start < marked or min(number.values) > _SPELT_OUT or any(value % 1 for value in number.values):
            missing.setdefault(number.text, number)
    spare = [number for number in there if not number.values & used]
    for number in missing.values():
        other = next((one for one in spare if one.signature == number.signature), None)
        if other:
            yield codes.MAGNITUDE_DIFFERS.finding(source=number.text.strip(), target=other.text.strip())
        else:
            yield codes.NUMBER_MISSING.finding(number=number.text.strip())
    yield from _percentages(pair, wanted, missing)


def _is_settled(number: Number, pair: Pair) -> bool:
    return any(start <= number.start < end for start, end in pair.settled)


def _percentages(pair: Pair, wanted: list[Number], missing: dict[str, Number]) -> Iterator[Finding]:
    of_hundred = [n for n in wanted if n.text not in missing and _PERCENT_BEHIND.match(pair.source_prose, n.end)]
    if of_hundred and not _PERCENT.search(pair.target):
        yield codes.PERCENT_MISSING.finding(number=of_hundred[0].text.strip())


def _allowed(number: Number, text: str) -> set[Decimal]:
    """Return the values that stand for a number of the source in a good translation."""
    allowed = set(number.values)
    for value in number.values:
        if _TIME.match(text, number.end):
            allowed |= {value + 12, value % 1 * 100}  # 3 p.m. is 15时; of 3.05 the minutes will do
        if _DECADE.match(text, number.end) and value > 1000:
            allowed |= {value % 100, value // 100 + 1}
        if text[number.start - 1 : number.start] in "-–—/" and 10 <= value < 100:  # 2023–24
            allowed |= {Decimal(1900) + value, Decimal(2000) + value}
    return allowed
