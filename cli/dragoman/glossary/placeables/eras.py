"""Decades, centuries and parts of years as placeables: “the 1990s”, “the first half of 2024”.

CLDR has no patterns for them. Parts of years are required in Chinese only: other languages say them word by word, as
English does.
"""

import re
from collections.abc import Iterator

from dragoman.glossary.placeables.chinese import is_chinese, numeral
from dragoman.glossary.placeables.english import read_ordinal
from dragoman.glossary.placeables.pattern import Pattern, Placeable
from dragoman.model import Language
from dragoman.resources import table_of

_DECADE = r"(?<![\w.$-])(?P<decade>(?:1[89]|20)[1-9]0)['’]?s(?!\w)"
_CENTURY = (
    r"(?<![\w.])(?:(?P<digits>[1-9]|1\d|2[01])(?P<ending>st|nd|rd|th)"
    r"|(?<=[Tt]he )(?P<words>[A-Za-z]{5,11}(?:-first)?))[-\s]\s*+(?i:century)(?![\w'’])"
)
_WHICH = r"(?P<year>(?:19|20)\d\d)(?!\w|[.,/-]\d)|(?P<named>(?:the|this|last|next|that)\s+year)\b"
_NUMERALS = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven"
_PART = (
    r"(?<![\w.-])(?i:(?P<part>(?:first|second)\s+half|(?:first|second|third|fourth)\s+quarter|first\s+three\s+quarters"
    rf"|first\s+(?P<months>{_NUMERALS}|[2-9]|1[01])\s+months)\s+of\s+|(?P<quarter>Q[1-4])\s+(?:of\s+)?)(?:{_WHICH})"
)

_TRADITIONAL = str.maketrans("纪", "紀")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_WORDS = table_of(__file__)
_YEARS = {"the": ("",), "this": ("今年", "本年"), "last": ("去年", "上年"), "next": ("明年",), "that": ("当年",)}
_NUMBERS = {word: number for number, word in enumerate(_NUMERALS.split("|"), 1)}


def _read_decade(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    year = int(found["decade"])
    tens = year % 100 // 10
    forms: tuple[str, ...] = ()
    if not is_chinese(language):
        words = _WORDS["tens"].get(language.argos, ("",) * 9)
        templates = [
            t for t in _WORDS["decades"].get(language.argos, ()) if year >= 1920 and (year < 2000 or "{0}" in t)
        ]
        forms = tuple(template.format(year, words[tens - 1], tens * 10) for template in templates)
    elif year < 2000:  # what follows is said in several ways
        century, decade = year // 100 + 1, f"{numeral(tens * 10)}年代"
        forms = (f"{century}世纪{tens}0年代", f"{numeral(century)}世纪{decade}", f"{century}世纪{decade}")
        if century == 20:
            forms = (forms[0], f"上世纪{tens}0年代", *forms[1:], f"上世纪{decade}", f"{year}年代")
        forms = _in_script(forms, language)
    if forms:
        yield Placeable(found.start(), found.end(), f"decade-{year}", forms)


def _read_century(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    number = int(found["digits"] or read_ordinal(found["words"]))
    forms: tuple[str, ...] = ()
    if is_chinese(language):
        forms = _in_script((f"{number}世纪", f"{numeral(number)}世纪"), language)
    elif number > 1 or language.argos != "fr":
        templates = _WORDS["centuries"].get(language.argos, ())
        forms = tuple(template.format(number, _roman(number), numeral(number)) for template in templates)
    if number and forms:
        yield Placeable(found.start(), found.end(), f"century-{number}", forms)


def _in_script(forms: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return tuple(form.translate(_TRADITIONAL) for form in forms) if language.argos == "zt" else forms


def _roman(number: int) -> str:
    """Return a number below 40 in Roman numerals.

    >>> _roman(21), _roman(19), _roman(8)
    ('XXI', 'XIX', 'VIII')
    """
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _read_part(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    if language.argos != "zh":
        return
    name = found["named"].split()[0].lower() if found["named"] else ""
    years = _YEARS[name] if name else (f"{found['year']}年",)
    part, parts = _part(found)
    forms = tuple(year + text for text in parts for year in years)
    yield Placeable(found.start(), found.end(), f"{part}-of-{found['year'] or name + '-year'}", forms)


def _part(found: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return a name for the part of the year and how Chinese says it, the usual way first."""
    words = (found["part"] or found["quarter"]).lower().split()
    if found["months"]:
        count = _NUMBERS.get(words[1]) or int(words[1])
        spans = [f"1{to}{count}月" for to in ("至", "-", "—", "–", "到", "月至", "月-", "月—", "月到")]
        return f"months-{count}", (f"前{count}个月", f"前{'两' if count == 2 else numeral(count)}个月", *spans)
    if words[-1] == "quarters":
        return "quarters-3", ("前三季度", "前三个季度", "前3季度", "前3个季度")
    if words[-1] == "half":
        return ("half-1", ("上半年",)) if words[0] == "first" else ("half-2", ("下半年",))
    number = read_ordinal(words[0]) or int(words[0][1])
    return f"quarter-{number}", (f"第{numeral(number)}季度", f"{numeral(number)}季度", f"第{number}季度")


ERAS = (
    Pattern("decade", ("0s", "0's"), _DECADE, _read_decade, "date", ""),
    Pattern("century", ("century",), _CENTURY, _read_century, "date", ""),
    Pattern("part-of-year", ("half", "quarter", "month", "q1", "q2", "q3", "q4"), _PART, _read_part, "date", ""),
)
