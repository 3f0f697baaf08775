"""Dates as placeables: “November 14, 2024” must become what CLDR writes in the target language.

CLDR (Unicode's locale data) comes by Babel: its `long` pattern for full dates, its skeleton `MMMMd` for a day without a
year. Chinese needs no Babel, which costs more to import than all else that finds terms; a test compares the two.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dragoman.glossary.placeables.chinese import is_chinese, numeral
from dragoman.glossary.placeables.pattern import CLDR, Pattern, Placeable, before, compiled
from dragoman.model import Language

if TYPE_CHECKING:
    from babel import Locale

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
MONTH_WORDS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = r"(?P<day{0}>[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:(?:\s*,\s*|\s+)(?P<year{0}>\d{{4}})(?!\w))"
ABBREVIATED = r"\.(?=\s+[a-z\d])"
"""A full stop that does not end the sentence."""
START = r"(?<![\w.-])(?<!\d[,:/])"
_DATE = (
    rf"{START}(?:"
    rf"(?P<month1>{MONTH})\b\.?\s+{DAY.format(1)}(?!\w|\.\d|:\d){YEAR.format(1)}?"
    rf"|{DAY.format(2)}\s+(?P<month2>{MONTH})\b(?:\.?{YEAR.format(2)}|{ABBREVIATED})?"
    r")"
)

# Days that share their month with others, “14 and 15 November”, are required nothing: many languages name the month
# once,
# so none of these days reads as it would alone (ranges are in `periods`). Nor are figures that only look like days:
# “at 5:30 May 5”, “in March 15,000 people”, “Article 14 May Be Amended”.
_JOIN = r"(?:\s*+[-–—−/&]\s*|(?:\s*+,)?\s++(?:and|or|to|through|until)\s+)"
_NUMBERED = r"Art(?:icle)?|Sec(?:tion)?|Chapter|Part|Para(?:graph)?|Clause|Rule|Order|Annex|Table|Figure|Item|Page|No"
BEFORE_DAY = rf"(?:(?<!\d)\d\d?(?:st|nd|rd|th)?(?:{_JOIN}|,\s+)|\b(?i:{_NUMBERED})s?\.?\s+|[–—−]\s*)$"
_BEFORE_MONTH = r"\b[Ii]n\s+$"
_BEHIND_DAY = rf"[,/]\d|-\w|\s?%|(?:{_JOIN}|,\s+(?=\d\d?,|\d\d?{_JOIN}))\d\d?(?!\d)"

_NARROW_SPACE = str.maketrans("\u00a0\u202f", "  ")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
_YEAR_WITH_MARK = r"(.*\d{4})\s[^\W\d]{1,2}\.?"
_LEAP_YEAR = 2000  # stands for “no year”, so that 29 February is a date


def _read(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    """Yield the date; none where CLDR lacks the language. “May” alone may be a verb; “Nov 31” is no day.

    The concept of a date is `date-2024-11-14`, or `date-11-14` where no year is named.
    """
    month, day = found["month1"] or found["month2"], found["day1"] or found["day2"]
    year = found["year1"] or found["year2"]
    value = to_date(year, month, day)
    if value and not _is_part(found) and (forms := date_forms(value, language, with_year=bool(year))):
        id_ = f"date-{value.isoformat()}" if year else f"date-{value:%m-%d}"
        yield Placeable(found.start(), found.end(), id_, forms)


def month_number(name: str) -> int:
    """Return the number of a month, from 1, that is named in English, in full or not."""
    return MONTH_WORDS.index(name[:3].lower()) + 1


def to_date(year: str | None, month: str, day: str) -> date | None:
    """Return the day that a month's English name and figures stand for; None for 31 November."""
    try:
        return date(int(year or _LEAP_YEAR), month_number(month), int(day))
    except ValueError:
        return None


def _is_part(found: re.Match[str]) -> bool:
    """Say whether the figures are a part of a range, a list, a number or a time."""
    if found["day2"]:
        return bool(compiled(BEFORE_DAY).search(before(found)))
    is_count = compiled(_BEFORE_MONTH).search(before(found))
    return not found["year1"] and bool(is_count or compiled(_BEHIND_DAY).match(found.string, found.end()))


@lru_cache(maxsize=1024)
def date_forms(value: date, language: Language, *, with_year: bool) -> tuple[str, ...]:
    """Return what CLDR writes, then what else is as good: plain spaces, and no “г.” behind a Russian year.

    In French the first of a month is “1er”, which CLDR does not know. Empty where CLDR lacks the language.
    """
    if is_chinese(language):
        year = f"{value.year}年" if with_year else ""
        figures, numerals = f"{value.month}月{value.day}日", f"{numeral(value.month)}月{numeral(value.day)}日"
        years = (year, year.translate(_NUMERALS))
        return tuple(dict.fromkeys(year + day for day in (figures, numerals) for year in years))
    if not (locale := cldr_locale(language)):
        return ()
    from babel.dates import format_date, format_skeleton

    form = format_date(value, "long", locale=locale) if with_year else format_skeleton("MMMMd", value, locale=locale)
    forms = [f"1er{form[1:]}"] if locale.language == "fr" and value.day == 1 else []
    forms += [form, form.translate(_NARROW_SPACE), *_arabic(form, value.month, language)]
    if with_year and (found := compiled(_YEAR_WITH_MARK).fullmatch(form)):
        forms.append(found[1])
    return tuple(dict.fromkeys(forms))


def _arabic(form: str, month: int, language: Language) -> Iterator[str]:
    """Yield an Arabic date with the month's name of the Levant, and with both names, as the United Nations write it."""
    if language.argos != "ar":
        return
    from babel.dates import get_month_names

    [western, levantine] = [get_month_names("wide", locale=locale)[month] for locale in ("ar", "ar_LB")]
    for name in dict.fromkeys((western, western.replace("يونيو", "يونيه").replace("يوليو", "يوليه"))):
        yield from (form.replace(western, other) for other in (f"{levantine}/{name}", levantine, name))


@cache
def cldr_locale(language: Language) -> "Locale | None":
    """Return the locale data of a language; None where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


DATES = Pattern("date", MONTH_WORDS, _DATE, _read, "date", CLDR)
