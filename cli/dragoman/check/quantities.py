"""Numbers as texts of many languages write them, in figures and in words, read as values."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache, lru_cache

from dragoman.check.tables import alternatives, of_language

_SPACES = " \u00a0\u2009\u202f"
_BACKWARDS = rf"\d{{3}}(?:[{_SPACES}]\d{{3}})*[{_SPACES}]\d{{1,3}}(?!\d)|"
"""Groups that Arabic typesetting has put in the order of the eye, `875 042 24` for 24,042,875."""
_FIGURES = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*"
_VULGAR = "¼½¾⅐-⅞"
_VULGAR_BEHIND = re.compile(rf" ?([{_VULGAR}])")
_VULGAR_ALONE = re.compile(rf"(?<!\d)(?<!\d )[{_VULGAR}]")
_POWER = r"[⁰¹²³⁴-⁹]+|\^\d{1,2}|的\d{1,2}次方"
_TEN_TO = re.compile(_POWER)
_EXACT = Context(prec=400, Emax=10**6, Emin=-(10**6))
"""No figure of a text is rounded."""

_EAST_ASIAN_UNITS = {
    **{"百": 2, "千": 3, "万": 4, "萬": 4, "만": 4, "億": 8, "亿": 8, "억": 8, "兆": 12, "조": 12},
    **{"천": 3, "백": 2, "十": 1},
}
NUMERALS = {
    char: value
    for value, chars in enumerate(("零〇", "一壹", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
NUMERAL = rf"[{''.join(NUMERALS)}十百千]+"
FIGURES_OR_NUMERAL = rf"(?:{_FIGURES}|{NUMERAL}(?:点[{''.join(NUMERALS)}]+)?)"
_EAST_ASIAN_UNIT = "[百千천]?[万萬亿億만억조兆百千천]"
_EAST_ASIAN = re.compile(rf"(?:{FIGURES_OR_NUMERAL}(?:{_EAST_ASIAN_UNIT})+)+{FIGURES_OR_NUMERAL}?|{FIGURES_OR_NUMERAL}")
_EAST_ASIAN_PART = re.compile(rf"({FIGURES_OR_NUMERAL})((?:{_EAST_ASIAN_UNIT})*)")
EAST_ASIAN = frozenset({"zh", "ja", "ko", "yue"})


_COUNTS = re.compile(rf"[\d{_VULGAR}{''.join(NUMERALS)}十百千万萬亿億]")
"""What every number has one of."""


class _Digits(dict[int, int]):
    """Maps the digits of every script to those of ASCII, one when it is first met."""

    def __missing__(self, point: int) -> int:
        value = unicodedata.decimal(chr(point), None)
        self[point] = point if value is None else ord(str(value))
        return self[point]


_DIGITS = _Digits(
    {ord("٫"): ord("."), ord("٬"): ord(","), ord("．"): ord("."), ord("％"): ord("%"), ord("٪"): ord("%")}
)
_ODD_DIGIT = re.compile(r"(?![0-9])\d")
_WIDE_GROUPS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a text has."""

    text: str
    start: int
    end: int
    """Offsets into the text, behind digits that are not Latin too."""
    values: frozenset[Decimal]
    """What it may mean: `1.234` is a thousand in one language and little more than one in another."""
    in_figures: bool = True
    parts: frozenset[Decimal] = frozenset()
    """Of what may be a date or a time, `5.6.2024`, `8.30`: its numbers, each for itself."""

    @property
    def signature(self) -> str:
        """The digits that matter, `12` for 1.2 billion and for 12亿."""
        value = next(iter(sorted(self.values)))
        return "".join(map(str, value.as_tuple().digits)).strip("0")


def plain_digits(text: str) -> str:
    """Return a text of the same length with the digits of any script as those of ASCII.

    >>> plain_digits("２４，０４２ และ ๒๕๐")
    '24,042 และ 250'
    """
    if text.isascii() or not _ODD_DIGIT.search(text):
        return text
    return _WIDE_GROUPS.sub(",", text).translate(_DIGITS)


def find_numbers(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers of a text in figures, with the words for millions behind them; in Chinese numerals too.

    `language` is a subtag, `zh`.

    >>> [sorted(map(str, n.values)) for n in find_numbers("12亿5000万元，占15.3%，第三届", "zh")]
    [['1250000000'], ['15.3'], ['3']]
    >>> [number.text for number in find_numbers("$1.2 billion for 3,500 people", "en")]
    ['1.2 billion', '3,500']
    """
    if not _COUNTS.search(text):
        return
    latin = plain_digits(text)
    if language in EAST_ASIAN:
        yield from _east_asian(latin)
        return
    scales = _scales(language)
    for found in _pattern(language).finditer(latin):
        figures, scale_word = found["figures"], found["scale"]
        if vulgar := found["vulgar"]:
            value = Decimal(figures or 0) + _fraction(vulgar)
            yield Number(found[0], found.start(), found.end(), frozenset((value, value * 100)))
            continue
        if found["power"]:
            powers = _tenfold(found["power"]) if figures == "10" else _values(figures)[0]
            yield Number(found[0], found.start(), found.end(), frozenset(powers))
            continue
        values, parts = _values(figures)
        if scale_word and (scale := scales.get(" ".join(scale_word.casefold().split()), 0)):
            scaled = {value.scaleb(scale, _EXACT) for value in values}
            letter = len(scale_word) == 1 and not found["gap"]  # 5m is five million, or five metres
            values, parts = (scaled | values if letter else scaled), frozenset()
        yield Number(found[0], found.start(), found.end(), frozenset(values), True, parts)


def _fraction(vulgar: str) -> Decimal:
    """Return the value of `½`, with four decimals."""
    return Decimal(round(unicodedata.numeric(vulgar) * 10_000)).scaleb(-4)


def _tenfold(power: str) -> frozenset[Decimal]:
    exponent = "".join(str(unicodedata.digit(char)) for char in power if char.isdigit())
    return frozenset((Decimal(1).scaleb(int(exponent[:2])),))


@cache
def _scales(language: str) -> Mapping[str, int]:
    words: Mapping[str, list[str]] = of_language("scales", language) or {}
    return {word: int(power) for power, forms in words.items() for word in forms}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = alternatives(tuple(_scales(language))).replace(" ", rf"[{_SPACES}]") or "(?!)"
    figures = (_BACKWARDS if language == "ar" else "") + _FIGURES
    return re.compile(
        rf"(?=[\d{_VULGAR}])(?<!\d)(?<!\d[.,])(?P<figures>{figures})?"
        rf"(?:[{_SPACES}]?(?P<vulgar>[{_VULGAR}])|(?P<power>{_POWER})"
        rf"|(?P<gap>[{_SPACES}-]?)(?P<scale>{words})(?![^\W\d_]))?",
        re.IGNORECASE,
    )


@lru_cache(4096)
def _values(figures: str) -> tuple[set[Decimal], frozenset[Decimal]]:
    """Return what figures may mean, and their parts if they may be a date or a time.

    A mark before exactly three digits may part thousands or begin a fraction.
    """
    if figures.isdecimal():
        return {Decimal(figures)}, frozenset()
    blanks = re.split(rf"[{_SPACES}]", figures)
    joined = "".join(blanks).replace("'", "").replace("’", "")
    marks = re.findall(r"[.,]", joined)
    groups = [group for group in re.split(r"[.,]", joined) if group]
    readings = set()
    if not marks:
        readings |= {joined, "".join(reversed(blanks))}
    if marks and len(set(marks)) == 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3:
        readings.add("".join(groups))
    if len(marks) == 1:
        readings.add(".".join(groups))
    elif marks and len(set(marks[:-1])) == 1 and marks[-1] != marks[0]:
        readings.add("".join(groups[:-1]) + "." + groups[-1])
    values = set(map(Decimal, readings))
    dated = marks and len(set(marks)) == 1 and all(len(group) in (1, 2, 4) for group in groups)
    parts = frozenset(map(Decimal, groups)) if dated and len(groups) <= 3 else frozenset()
    return values or set(map(Decimal, groups)), parts


def _east_asian(text: str) -> Iterator[Number]:
    for found in _EAST_ASIAN.finditer(text):
        total = {Decimal(0)}
        parts: frozenset[Decimal] = frozenset()
        figures = False
        for part, unit in _EAST_ASIAN_PART.findall(found[0]):
            scale = sum(_EAST_ASIAN_UNITS.get(char, 0) for char in unit)
            if part[0].isdigit() and part.isascii():
                figures = True
                values, parts = _values(part)
            else:
                values = {_numeral_decimal(part)}
            total = {_EXACT.add(before, value.scaleb(scale, _EXACT)) for before in total for value in values}
        parts = parts if found[0].isascii() else frozenset()
        power = _TEN_TO.match(text, found.end()) if found[0] == "10" else None
        vulgar = _VULGAR_BEHIND.match(text, found.end())
        if power:
            total = set(_tenfold(power[0]))
        elif vulgar:
            total = {value + _fraction(vulgar[1]) for value in total}
        end = (power or vulgar or found).end()
        yield Number(text[found.start() : end], found.start(), end, frozenset(total), figures, parts)
    for found in _VULGAR_ALONE.finditer(text):
        value = _fraction(found[0])
        yield Number(found[0], found.start(), found.end(), frozenset((value, value * 100)))


def _numeral_decimal(numerals: str) -> Decimal:
    whole, _, fraction = numerals.partition("点")
    value = Decimal(numeral_value(whole))
    return value + Decimal("0." + "".join(str(NUMERALS[char]) for char in fraction)) if fraction else value


def numeral_value(numerals: str) -> int:
    """Return the value of Chinese numerals below 10,000, or of digits read one by one.

    >>> numeral_value("一百一十四"), numeral_value("二〇二四"), numeral_value("十八")
    (114, 2024, 18)
    """
    if not set(numerals) & set("十百千"):
        return int("".join(str(NUMERALS[char]) for char in numerals[:400]))
    total, digit = 0, None
    for char in numerals:
        if char in NUMERALS:
            digit = NUMERALS[char]
        else:
            total += (1 if digit is None else digit) * 10 ** _EAST_ASIAN_UNITS[char]
            digit = None
    return total + (digit or 0)
