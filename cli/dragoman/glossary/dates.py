"""Dates as terms made on the fly: “November 14, 2024” is owed what CLDR writes in the target language.

CLDR (Unicode's locale data) comes by Babel: its `long` pattern for full dates, its skeleton `MMMMd` for a day without a
year.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.model import Language, Match, Rendering

if TYPE_CHECKING:
    from babel import Locale

_MONTHS = (
    *("January|Jan", "February|Feb", "March|Mar", "April|Apr", "May", "June|Jun", "July|Jul", "August|Aug"),
    *("September|Sept|Sep", "October|Oct", "November|Nov", "December|Dec"),
)
_MONTH = "|".join(name for names in _MONTHS for name in names.split("|"))
_DAY = r"(?P<day{0}>[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:(?:\s*,\s*|\s+)(?P<year{0}>\d{{4}})(?!\w))?"
_DATE = re.compile(
    r"(?<![\w.-])(?<!\d[,:/])(?:"
    rf"(?P<month1>{_MONTH})\b\.?\s+{_DAY.format(1)}(?!\w|\.\d|:\d){_YEAR.format(1)}"
    rf"|{_DAY.format(2)}\s+(?P<month2>{_MONTH})\b\.?{_YEAR.format(2)}"
    r")"
)

# Days that share their month with others, “Nov 14-16” or “14 and 15 November”, are owed nothing: many languages name
# the month once, so none of these days reads as it would alone. Nor are figures that only look like days: “at 5:30
# May 5”, “in March 15,000 people”, “Article 14 May Be Amended”.
_JOIN = r"(?:\s*+[-–—−/&]\s*|(?:\s*+,)?\s++(?:and|or|to|through|until)\s+)"
_NUMBERED = r"Art(?:icle)?|Sec(?:tion)?|Chapter|Part|Para(?:graph)?|Clause|Rule|Order|Annex|Table|Figure|Item|Page|No"
_BEFORE_DAY = re.compile(rf"(?:(?<!\d)\d\d?(?:st|nd|rd|th)?(?:{_JOIN}|,\s+)|\b(?i:{_NUMBERED})s?\.?\s+|[–—−]\s*)$")
_BEFORE_MONTH = re.compile(r"\b[Ii]n\s+$")
_BEHIND_DAY = re.compile(rf"[,/]\d|-\w|\s?%|(?:{_JOIN}|,\s+(?=\d\d?,|\d\d?{_JOIN}))\d\d?(?!\d)")
_CONTEXT = 24  # characters before a date that may tell what it is

_NARROW_SPACE = re.compile(r"[\u00a0\u202f]")
_YEAR_WITH_MARK = re.compile(r"(.*\d{4})\s[^\W\d]{1,2}\.?")
_LEAP_YEAR = 2000  # stands for “no year”, so that 29 February is a date

_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split("|")}


def find_dates(source: str, language: Language) -> Sequence[Match]:
    """Return the English dates in `source` with their renderings in `language`; none where CLDR lacks the language.

    The concept of a date is `date-2024-11-14`, or `date-11-14` where no year is named. “May 5” is a date, “May” alone
    may be a verb; “Nov 31” is no day.
    """
    if not (found := list(_DATE.finditer(source))):
        return ()
    from babel import Locale, UnknownLocaleError  # only reports with dates pay for it

    try:
        locale = Locale.parse(language.tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return ()
    return [match for candidate in found if (match := _match(candidate, locale))]


def _match(found: re.Match[str], locale: "Locale") -> Match | None:
    if _is_part(found):
        return None
    month = _NUMBER[found["month1"] or found["month2"]]
    day = int(found["day1"] or found["day2"])
    year = found["year1"] or found["year2"]
    try:
        value = date(int(year or _LEAP_YEAR), month, day)
    except ValueError:
        return None
    forms = _forms(value, locale, with_year=bool(year))
    concept = f"date-{value.isoformat()}" if year else f"date-{value:%m-%d}"
    rendering = Rendering(
        concept, forms[0], forms[1:], (), "established", "https://cldr.unicode.org", "made on the fly", 0
    )
    return Match(found.start(), found.end(), found[0], concept, forms, rendering, "date")


def _is_part(found: re.Match[str]) -> bool:
    """Say whether the figures are a part of a range, a list, a number or a time."""
    before, behind = found.string[max(0, found.start() - _CONTEXT) : found.start()], found.end()
    if found["day2"]:
        return bool(_BEFORE_DAY.search(before))
    return not found["year1"] and bool(_BEFORE_MONTH.search(before) or _BEHIND_DAY.match(found.string, behind))


@lru_cache(maxsize=1024)
def _forms(value: date, locale: "Locale", *, with_year: bool) -> tuple[str, ...]:
    """Return what CLDR writes, then what else is as good: plain spaces, and no “г.” behind a Russian year.

    In French the first of a month is “1er”, which CLDR does not know.
    """
    from babel.dates import format_date, format_skeleton

    form = format_date(value, "long", locale=locale) if with_year else format_skeleton("MMMMd", value, locale=locale)
    forms = [f"1er{form[1:]}"] if locale.language == "fr" and value.day == 1 else []
    forms += [form, _NARROW_SPACE.sub(" ", form)]
    if with_year and (found := _YEAR_WITH_MARK.fullmatch(form)):
        forms.append(found[1])
    return tuple(dict.fromkeys(forms))
