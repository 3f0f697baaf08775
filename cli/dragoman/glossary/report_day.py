"""The day that a report bears: in its byline, in the lines around its title, or below its signature."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from dragoman.glossary.placeables.dates import DAY, MONTH, YEAR, to_date
from dragoman.model import Document

_Part = TypeVar("_Part")

_FIRST, _LAST = 8, 3
"""Blocks in which a report says when it was written: a byline or dateline above, or a date below the signature."""
_LONGEST = 200
"""Characters of such a block; the dates of a whole paragraph are those of what it tells."""
_NUMERALS = "〇零一二三四五六七八九"
_ENGLISH = (
    rf"(?P<month1>{MONTH})\b\.?\s+{DAY.format(1)}{YEAR.format(1)}"
    rf"|{DAY.format(2)}\s+(?P<month2>{MONTH})\b\.?{YEAR.format(2)}"
)
_FIGURES = r"(?<!\d)(?P<year3>\d{4})(?P<sign>[-/.])(?P<month3>\d\d?)(?P=sign)(?P<day3>\d\d?)(?!\d)"
_CHINESE = (
    rf"(?P<year4>\d{{4}}|[{_NUMERALS}]{{4}})\s*年\s*(?P<month4>\d\d?|[{_NUMERALS}十]{{1,2}})\s*月"
    rf"\s*(?P<day4>\d\d?|[{_NUMERALS}十]{{1,3}})\s*日"
)
_DATES = re.compile(f"{_ENGLISH}|{_FIGURES}|{_CHINESE}")


def report_day(document: Document) -> str:
    """Return the day that a report bears, as ISO 8601 writes it; empty where it bears none."""
    near = _ends(document.blocks)
    return _first_day((block.kind, document.text[block.start : block.end], last) for block, last in near)


def day_borne(texts: Sequence[tuple[str, str]]) -> str:
    """Return the day that a report bears whose texts these are, each with its kind, in the report's order.

    >>> day_borne([("heading", "Pier opens"), ("byline", "Updated: March 5, 2017"), ("paragraph", "On 9 May 2019 …")])
    '2017-03-05'
    """
    return _first_day((kind, text, last) for (kind, text), last in _ends(texts))


def _ends(parts: Sequence[_Part]) -> Iterator[tuple[_Part, bool]]:
    """Yield the parts at either end of a report, and whether each is the last."""
    count = len(parts)
    for number in (*range(min(_FIRST, count)), *range(max(_FIRST, count - _LAST), count)):
        yield parts[number], number == count - 1


def _first_day(texts: Iterable[tuple[str, str, bool]]) -> str:
    for kind, text, last in texts:
        if len(text) <= _LONGEST and (kind != "paragraph" or last):
            for found in _DATES.finditer(text):
                if day := _day(found):
                    return day.isoformat()
    return ""


def _day(found: re.Match[str]) -> date | None:
    if month := found["month1"] or found["month2"]:
        return to_date(found["year1"] or found["year2"], month, found["day1"] or found["day2"])
    try:
        return date(*(_figure(found[f"{part}3"] or found[f"{part}4"]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def _figure(text: str) -> int:
    """Return the value of a year, month or day in figures or Chinese numerals.

    >>> _figure("二〇一七"), _figure("十一"), _figure("三十"), _figure("05")
    (2017, 11, 30, 5)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    digits = [str(max(_NUMERALS.index(sign) - 1, 0)) for sign in (ones if ten else text)]
    if not ten:
        return int("".join(digits))
    return 10 * (_NUMERALS.index(tens) - 1 if tens else 1) + int("".join(digits) or 0)
