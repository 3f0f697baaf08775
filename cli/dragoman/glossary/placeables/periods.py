"""Periods as placeables: “Nov 14-16”, “from January to October”, “November 2024”.

Years alone (“in 2024”) and weekdays require nothing: figures are copied, engines know the days of the week, and Chinese
often drops a year that English repeats for its readers.
"""

import re
from collections.abc import Iterator

from dragoman.glossary.placeables.chinese import is_chinese
from dragoman.glossary.placeables.dates import (
    ABBREVIATED,
    BEFORE_DAY,
    DAY,
    MONTH,
    MONTH_WORDS,
    START,
    YEAR,
    cldr_locale,
    date_forms,
    month_number,
    to_date,
)
from dragoman.glossary.placeables.pattern import CLDR, Pattern, Placeable, before, compiled
from dragoman.model import Language

_TO = r"(?:\s*+[-–—−]\s*|\s++(?:to|through|until)\s+)"
_DAYS = (
    rf"{START}(?:"
    rf"(?P<month1>{MONTH})\b\.?\s+{DAY.format(1)}(?P<to1>{_TO}|\s++and\s+){DAY.format(2)}"
    rf"(?!\w|[.,:/]\d|-\w|\s?%){YEAR.format(1)}?"
    rf"|{DAY.format(3)}(?P<to2>{_TO}|\s++and\s+){DAY.format(4)}\s+(?P<month2>{MONTH})\b(?:\.?{YEAR.format(2)}|{ABBREVIATED})?"
    r")"
)
_MONTHS = (
    rf"{START}(?P<first>{MONTH})\b\.?(?P<to>{_TO}|\s++and\s+)(?P<last>{MONTH})\b"
    rf"(?:\.?\s+(?P<year>(?:19|20)\d\d)(?!\w)|{ABBREVIATED})?"
)
_MONTH_OF_YEAR = (
    rf"{START}(?P<month>{MONTH})\b\.?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)"
    r"(?!\w|[.,:/–-]\d|-\w|\s?%|\s+(?:people|persons|cases|members|officials|soldiers|troops|dead|[mb]illion)\b)"
)
_BEFORE_BETWEEN = r"\b(?i:between)\s+$"
_BEHIND_DAYS = r"\s*+(?:[-–—−/&,]\s*|,?\s*+(?:and|or|to)\s+)\d\d?(?!\d)"
_DAY_BEFORE = r"\d(?:st|nd|rd|th)?(?:\s+of)?\s+$"
_DAY_BEHIND = r"\s++\d{1,2}(?!\d)|\s*+,\s*+\d{1,2}(?!\d)"
_MOVED = r"(?i:\b(?:delay|postpone|extend|mov|push|bring|brought|reschedul|shift|chang))"

_CHINESE_TO = ("至", "到", "-", "–", "—", "~", "～", "－")

# What stands between the days, where the month is named once, behind them. CLDR's intervals have only a dash, and but
# few languages' with the whole name of the month; reports write words. Preferred first.
_JOINED: dict[str, tuple[str, ...]] = {
    "es": ("{} al ", "{} a ", "{}–", "{}-", "{} – ", "{} - ", "{} hasta el ", "{} y el ", "{} y "),
    "fr": ("{} au ", "{} à ", "{}–", "{}-", "{} – ", "{} - ", "{} jusqu'au ", "{} jusqu’au ", "{} et le ", "{} et "),
    "de": ("{}. bis ", "{}. bis zum ", "{}.–", "{}.-", "{}. – ", "{}. - ", "{}. und dem ", "{}. und "),
    "ru": ("{}–", "{}-", "{}—", "{} – ", "{} - ", "{} — ", "{} по ", "{} до ", "{} и "),
}
_MONTHS_STAY = frozenset({"zh", "zt", "ja", "es", "fr", "de", "ar", "it", "pt", "pb", "nl"})
"""By Argos code: languages that write a month with its year in one way, whatever the sentence asks for."""


def _read_days(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    month, year = found["month1"] or found["month2"], found["year1"] or found["year2"]
    first, last = found["day1"] or found["day3"], found["day2"] or found["day4"]
    start, end = to_date(year, month, first), to_date(year, month, last)
    between = compiled(_BEFORE_BETWEEN).search(before(found))
    if not start or not end or start >= end or ("and" in (found["to1"] or found["to2"])) != bool(between):
        return
    if found["month2"] and not between and compiled(BEFORE_DAY).search(before(found)):
        return
    if found["month1"] and not found["year1"] and compiled(_BEHIND_DAYS).match(found.string, found.end()):
        return
    ends = date_forms(end, language, with_year=bool(year))
    forms: tuple[str, ...] = ()
    if is_chinese(language):
        head = date_forms(start, language, with_year=bool(year))[0]
        heads, last = (head, head.removesuffix("日")), f"{end.day}日"
        tails = (last, f"{end.month}月{last}")
        forms = tuple(f"{day}{to}{tail}" for tail in tails for to in _CHINESE_TO for day in heads)
    elif joins := _JOINED.get(language.argos, ()):
        day = "1er" if language.argos == "fr" and start.day == 1 else str(start.day)
        forms = tuple(join.format(day) + form for join in joins for form in ends)
    if forms:
        period = f"{end.isoformat()}" if year else f"{end:%m-%d}"
        id_ = f"date-{start.isoformat() if year else f'{start:%m-%d}'}-to-{period}"
        yield Placeable(found.start(), found.end(), id_, forms)


def _read_months(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    """Yield a period of months in Chinese; other languages inflect them or put a preposition before each."""
    first, last = month_number(found["first"]), month_number(found["last"])
    between = compiled(_BEFORE_BETWEEN).search(before(found))
    if not is_chinese(language) or first >= last or ("and" in found["to"]) != bool(between):
        return
    context = before(found, 80)
    if compiled(_DAY_BEFORE).search(context) or compiled(_DAY_BEHIND).match(found.string, found.end()):
        return
    if compiled(_MOVED).search(context):  # “postponed from January to October” is no period
        return
    year = f"{found['year']}年" if found["year"] else ""
    forms = tuple(f"{year}{first}{month}{to}{last}月" for to in _CHINESE_TO for month in ("月", ""))
    id_ = "-".join(part for part in ("date", found["year"], f"{first:02}", "to", f"{last:02}", "months") if part)
    yield Placeable(found.start(), found.end(), id_, forms)


def _read_month_of_year(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    if language.argos not in _MONTHS_STAY or compiled(_DAY_BEFORE).search(before(found)):
        return
    value = to_date(found["year"], found["month"], "1")
    if not value:
        return
    if is_chinese(language):
        forms: tuple[str, ...] = (f"{value.year}年{value.month}月",)
    elif locale := cldr_locale(language):
        from babel.dates import format_skeleton

        forms = (format_skeleton("yMMMM", value, locale=locale),)
    else:
        return
    yield Placeable(found.start(), found.end(), f"date-{value:%Y-%m}", forms)


DAYS = Pattern("days", MONTH_WORDS, _DAYS, _read_days, "date", CLDR)
MONTHS = Pattern("months", MONTH_WORDS, _MONTHS, _read_months, "date", CLDR)
MONTH_OF_YEAR = Pattern("month-of-year", MONTH_WORDS, _MONTH_OF_YEAR, _read_month_of_year, "date", CLDR)
