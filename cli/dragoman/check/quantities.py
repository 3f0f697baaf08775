"""Numbers as texts of many languages write them, read as values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_DIGITS = str.maketrans(
    {chr(base + digit): str(digit) for base in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)}
    | {"٫": ".", "٬": ",", "．": ".", "，": "，", "％": "%", "٪": "%"}
)
_SPACES = " \u00a0\u2009\u202f"
_BACKWARDS = rf"\d{{3}}(?:[{_SPACES}]\d{{3}})*[{_SPACES}]\d{{1,3}}(?!\d)|"
"""Groups that Arabic typesetting has put in the order of the eye, `875 042 24` for 24,042,875."""
_FIGURES = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*"

_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {
        **{"hundred": 2, "thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9},
        **{"trillion": 12, "tn": 12},
    },
    "es": {"mil": 3, "millón": 6, "millones": 6, "mil millones": 9, "billón": 12, "billones": 12},
    "fr": {
        **{"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
        **{"billion": 12, "billions": 12, "mille milliards": 12},
    },
    "pt": {
        **{"mil": 3, "milhão": 6, "milhões": 6, "mil milhões": 9, "bilhão": 9, "bilhões": 9, "trilhão": 12},
        **{"trilhões": 12, "bilião": 12, "biliões": 12},
    },
    "it": {"mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9, "bilione": 12, "bilioni": 12},
    "de": {
        **{"tausend": 3, "tsd": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9, "mrd": 9},
        **{"billion": 12, "billionen": 12},
    },
    "ru": {
        **{"тыс": 3, "тысяча": 3, "тысячи": 3, "тысяч": 3, "млн": 6, "миллион": 6, "миллиона": 6, "миллионов": 6},
        **{"млрд": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "трлн": 12, "триллион": 12, "триллиона": 12},
        **{"триллионов": 12},
    },
    "ar": {
        **{"ألف": 3, "آلاف": 3, "ألفا": 3, "مليون": 6, "مليونا": 6, "ملايين": 6, "مليار": 9, "مليارا": 9, "بليون": 9},
        **{"بلايين": 9, "بليونا": 9, "مليارات": 9, "تريليون": 12, "تريليونا": 12},
    },
}
"""Powers of ten of the words behind a number (CLDR's compact decimal formats, and the words written out)."""
_EAST_ASIAN_UNITS = {
    **{"百": 2, "千": 3, "万": 4, "萬": 4, "만": 4, "億": 8, "亿": 8, "억": 8, "兆": 12, "조": 12},
    **{"천": 3, "백": 2, "十": 1},
}
_NUMERALS = {
    char: value
    for value, chars in enumerate(("零〇", "一壹", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_EAST_ASIAN_FIGURES = rf"(?:{_FIGURES}|[{''.join(_NUMERALS)}十百千]+)"
_EAST_ASIAN_UNIT = "[百千천]?[万萬亿億만억조兆百千천]"
_EAST_ASIAN = re.compile(
    rf"(?:{_EAST_ASIAN_FIGURES}(?:{_EAST_ASIAN_UNIT})+)+{_EAST_ASIAN_FIGURES}?|{_EAST_ASIAN_FIGURES}"
)
_EAST_ASIAN_PART = re.compile(rf"({_EAST_ASIAN_FIGURES})((?:{_EAST_ASIAN_UNIT})*)")
_EAST_ASIAN_LANGUAGES = frozenset({"zh", "ja", "ko", "yue"})


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

    @property
    def signature(self) -> str:
        """The digits that matter, `12` for 1.2 billion and for 12亿."""
        value = next(iter(sorted(self.values)))
        return str(value.normalize().as_tuple().digits)


def find_numbers(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers of a text in figures, with the words for millions behind them; in Chinese numerals too.

    `language` is a subtag, `zh`.

    >>> [sorted(map(str, n.values)) for n in find_numbers("12亿5000万元，占15.3%，第三届", "zh")]
    [['1250000000'], ['15.3'], ['3']]
    >>> [number.text for number in find_numbers("$1.2 billion for 3,500 people", "en")]
    ['1.2 billion', '3,500']
    """
    latin = text.translate(_DIGITS)
    if language in _EAST_ASIAN_LANGUAGES:
        yield from _east_asian(latin)
        return
    for found in _pattern(language).finditer(latin):
        scale = _SCALES.get(language, {}).get(" ".join((found["scale"] or "").casefold().split()), 0)
        values = {value.scaleb(scale) for value in _values(found["figures"])}
        attached = found["scale"] and not found["gap"]
        if attached and len(found["scale"]) == 1:  # 5m is five million, or five metres
            values |= set(_values(found["figures"]))
        yield Number(found[0], found.start(), found.end(), frozenset(map(_plain, values)))


@lru_cache
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted(_SCALES.get(language, {}), key=len, reverse=True)
    scale = "|".join(word.replace(" ", rf"[{_SPACES}]") for word in words) or "(?!)"
    figures = (_BACKWARDS if language == "ar" else "") + _FIGURES
    return re.compile(
        rf"(?<!\d)(?<!\d[.,])(?P<figures>{figures})(?:(?P<gap>[{_SPACES}-]?)(?P<scale>{scale})(?![^\W\d_]))?",
        re.IGNORECASE,
    )


def _values(figures: str) -> list[Decimal]:
    """Return what figures may mean: a mark before exactly three digits may part thousands or begin a fraction."""
    groups = re.split(rf"[{_SPACES}]", figures)
    joined = "".join(groups).replace("'", "").replace("’", "")
    marks = re.findall(r"[.,]", joined)
    readings = set()
    if not marks:
        readings |= {joined, "".join(reversed(groups))}
    groups = re.split(r"[.,]", joined)
    if marks and len(set(marks)) == 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3:
        readings.add("".join(groups))
    if len(marks) == 1:
        readings.add(f"{groups[0]}.{groups[1]}")
    elif marks and (len(set(marks[:-1])) == 1 and marks[-1] != marks[0]):
        readings.add("".join(groups[:-1]) + "." + groups[-1])
    found = []
    for reading in readings:
        try:
            found.append(Decimal(reading))
        except InvalidOperation:
            continue
    return found or [Decimal(group) for group in groups if group]


def _east_asian(text: str) -> Iterator[Number]:
    for found in _EAST_ASIAN.finditer(text):
        total = {Decimal(0)}
        figures = False
        for part, unit in _EAST_ASIAN_PART.findall(found[0]):
            scale = sum(_EAST_ASIAN_UNITS.get(char, 0) for char in unit)
            if part[0].isdigit() and part.isascii():
                figures = True
                values = _values(part)
            else:
                values = [Decimal(numeral_value(part))]
            total = {before + value.scaleb(scale) for before in total for value in values}
        yield Number(found[0], found.start(), found.end(), frozenset(map(_plain, total)), figures)


def numeral_value(numerals: str) -> int:
    """Return the value of Chinese numerals below 10,000, or of digits read one by one.

    >>> numeral_value("一百一十四"), numeral_value("二〇二四"), numeral_value("十八")
    (114, 2024, 18)
    """
    if not set(numerals) & set("十百千"):
        return int("".join(str(_NUMERALS[char]) for char in numerals))
    total, digit = 0, None
    for char in numerals:
        if char in _NUMERALS:
            digit = _NUMERALS[char]
        else:
            total += (1 if digit is None else digit) * 10 ** _EAST_ASIAN_UNITS[char]
            digit = None
    return total + (digit or 0)


def _plain(value: Decimal) -> Decimal:
    """Return an equal value that prints without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
