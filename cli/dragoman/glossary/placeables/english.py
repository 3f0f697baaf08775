"""English numbers as they are read: digits, words, ordinals."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 2)}

_ORDINALS = {
    **{f"{word}th": number for word, number in _WORDS.items()},
    **{f"{tens[:-1]}ieth": number for number, tens in zip(range(20, 100, 10), _TENS, strict=True)},
    **{"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12},
}

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)"
WORDS = (
    rf"(?i:(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)}))?|{'|'.join((*_TEENS, *_ONES))})\b"
    r"(?:[-\s]hundred\b)?)"
)
NUMBER = rf"(?:{DIGITS}|{WORDS})"
"""Digits with or without commas, or words up to “ninety-nine hundred”."""

ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)|[A-Za-z-]{5,16})"
"""What may be an ordinal; `read_ordinal` tells."""


def read_number(text: str) -> "Decimal":
    """Return the value of what `NUMBER` matches.

    >>> read_number("12,500.5"), read_number("Twenty-five"), read_number("three hundred")
    (Decimal('12500.5'), Decimal('25'), Decimal('300'))
    """
    from decimal import Decimal

    if text[0].isdecimal():
        return Decimal(text.replace(",", ""))
    words = text.lower().replace("-", " ").split()
    value = sum(_WORDS[word] for word in words if word != "hundred")
    return Decimal(value * 100 if words[-1] == "hundred" else value)


def read_ordinal(text: str) -> int:
    """Return the value of an ordinal up to 999 in digits and 99 in words; 0 where `text` is none.

    >>> read_ordinal("14th"), read_ordinal("Twenty-First"), read_ordinal("annual")
    (14, 21, 0)
    """
    if text[0].isdecimal():
        return int(text[:-2])
    tens, _, last = text.lower().rpartition("-")
    if not tens:
        return _ORDINALS.get(last, 0)
    value, ones = _WORDS.get(tens, 0), _ORDINALS.get(last, 0)
    return value + ones if value % 10 == 0 and value > 10 and ones < 10 and ones else 0
