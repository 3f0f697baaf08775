"""Numbers in words: number words of many languages, shares of a whole in Chinese, Roman numerals."""

import re
from decimal import Decimal
from functools import cache

from dragoman.check.quantities import (
    EAST_ASIAN,
    FIGURES_OR_NUMERAL,
    NUMERAL,
    NUMERALS,
    find_numbers,
    numeral_value,
    plain_digits,
)
from dragoman.check.tables import of_language

_SHARE = re.compile(
    rf"(?P<whole>{NUMERAL}|\d+)分之(?P<part>{FIGURES_OR_NUMERAL})"
    rf"|(?P<tenths>[{''.join(NUMERALS)}\d]+)[成割](?![为為本立员員功果熟])"
    rf"|翻了?(?P<doublings>{NUMERAL})番|(?P<half>[半])"
)
"""Shares of a whole: 四分之一, 三成, 翻一番 (doubled), 半数."""
_ROMAN = re.compile(r"(?<![^\W\d_])(?=[IVXL])(?:XL|L?X{0,3})(?:I[XV]|V?I{0,3})(?:(?=er?\b|ème\b|[ºª])|(?!\w))")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def find_words(text: str, language: str) -> set[Decimal]:
    """Return what the words of a text may count: numbers, shares (also as percentages) and Roman numerals.

    Generous, for it excuses figures that are missing: each word of a number counts for itself, too.

    >>> sorted(map(int, find_words("Il y a quatre-vingt-dix-sept ans, au XIXe siècle", "fr")))[-3:]
    [90, 97, 100]
    >>> sorted(map(str, find_words("近六成，四分之一", "zh")))
    ['0.2500', '0.6', '1', '25.0000', '4', '6', '60']
    """
    values = {Decimal(value) for found in _ROMAN.finditer(text) if (value := _roman(found[0]))}
    if language in EAST_ASIAN:
        return values | _shares(text) | {value for number in find_numbers(text, language) for value in number.values}
    if not (words := _words(language)):
        return values
    expression, word = words
    for found in expression.finditer(text):
        total = Decimal(0)
        group = Decimal(0)
        for part in word.finditer(found[0]):
            worth = _word_value(language, part.lastgroup or "")
            values.add(worth)
            if worth % 1:
                values.add(worth * 100)
            if worth >= 1000:
                total += max(group, Decimal(1)) * worth
                group = Decimal(0)
            elif worth == 100 and group:
                group *= worth
            else:
                group += worth
            values.add(group)
        values.add(total + group)
    return values


def _shares(text: str) -> set[Decimal]:
    values: set[Decimal] = set()
    for found in _SHARE.finditer(plain_digits(text)):
        if found["whole"]:
            whole, part = (next(find_numbers(found[name], "zh")).values for name in ("whole", "part"))
            for all_, some in ((a, b) for a in whole for b in part if a):
                share = (some / all_).quantize(Decimal("0.0001"))
                values |= {share, share * 100, some}
        elif found["tenths"]:
            tenths = Decimal(numeral_value(plain_numeral(found["tenths"])))
            values |= {tenths * 10, tenths / 10}
        elif found["doublings"]:
            times = 2 ** min(numeral_value(found["doublings"]), 20)
            values |= {Decimal(times), Decimal(times - 1) * 100}
        else:
            values |= {Decimal("0.5"), Decimal(50)}
    return values


def plain_numeral(text: str) -> str:
    """Return digits as Chinese numerals."""
    return text.translate({ord(str(value)): char for char, value in NUMERALS.items() if char in "〇一二三四五六七八九"})


def _roman(numeral: str) -> int:
    digits = [_ROMAN_DIGITS[char] for char in numeral]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))


@cache
def _words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what a number in words looks like, and one word of it, in a group `vN`, N being its place in the table."""
    rules = of_language("numerals", language)
    if not rules:
        return None
    forms = [(place, form) for place, entry in enumerate(rules.items()) if entry[0][0].isdigit() for form in entry[1]]
    forms.sort(key=lambda pair: len(pair[1]), reverse=True)
    word = "|".join(f"(?P<v{place}_{number}>{form})" for number, (place, form) in enumerate(forms))
    plain = "|".join(form for _, form in forms)
    prefix, suffix = rules.get("prefix", ""), rules.get("suffix", "")
    expression = rf"(?<!\w){prefix}(?:{plain})(?:(?:{rules['join']}){prefix}(?:{plain}))*{suffix}(?!\w)"
    return re.compile(expression, re.IGNORECASE), re.compile(word, re.IGNORECASE)


@cache
def _word_value(language: str, group: str) -> Decimal:
    place = int(group[1:].partition("_")[0])
    return Decimal(list(of_language("numerals", language))[place])
