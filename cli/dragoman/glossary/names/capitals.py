"""Capitals of sentences and headlines that have too many of them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dragoman.glossary.candidates.phrases import CALENDAR_WORDS, is_headline
from dragoman.glossary.names.english import is_known, is_ordinary
from dragoman.glossary.names.pinyin import is_chinese_name

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?:\A|[.!?:][\"”’)]*\s+)\W*$")
_SHOUTED = 3
"""Words from which a text in capitals is one that shouts, and no abbreviation."""
_ABBREVIATIONS = frozenset({"US", "UK", "UN", "EU", "II", "IV", "VI", "IX", "TV", "ID", "WHO", "AIDS", "PM", "AM"})
_LONGEST_ABBREVIATION = 5


def recased(text: str, spans: Sequence[tuple[int, int]] = ()) -> str:
    """Return an English text that shouts, or a headline, with the capitals of prose; what stands in the spans stays.

    >>> recased("THE COURT OF SEOUL MET YSOLDA MARWICK.")
    'The court of Seoul met Ysolda Marwick.'
    """
    words = list(_WORD.finditer(text))
    shouted = text.isupper()
    if shouted and sum(len(word[0]) > 1 for word in words) < _SHOUTED:
        return text
    if not shouted and not is_headline([word[0] for word in words]):
        return text
    people = _people(words) if shouted else frozenset()
    pieces, done = [], 0
    for place, word in enumerate(words):
        if any(start < word.end() and word.start() < end for start, end in spans):
            continue
        begins = bool(_SENTENCE.search(text[max(0, word.start() - 8) : word.start()]))
        pieces += [
            text[done : word.start()],
            word[0].capitalize() if place in people else _as_in_prose(word[0], shouted=shouted, begins=begins),
        ]
        done = word.end()
    return "".join([*pieces, text[done:]])


def _people(words: Sequence[re.Match[str]]) -> frozenset[int]:
    """Return which of the words are Chinese names in pinyin; HE RAN is none."""
    found: set[int] = set()
    for place, (one, other) in enumerate(pairwise(words)):
        if is_chinese_name(f"{one[0].capitalize()} {other[0].capitalize()}") and not (
            is_ordinary(one[0].lower()) and is_ordinary(other[0].lower())
        ):
            found |= {place, place + 1}
    return frozenset(found)


def _as_in_prose(word: str, *, shouted: bool, begins: bool) -> str:
    low = word.lower()
    if word in _ABBREVIATIONS or word == "I" or (not shouted and word[1:] != low[1:]):
        return word
    if low in CALENDAR_WORDS and low not in ("may", "march", "sat", "sun"):
        return word.capitalize()
    if is_ordinary(low):
        return word.capitalize() if begins else low
    if is_known(word.capitalize()) or not shouted:
        return word.capitalize() if shouted else word
    return word if len(word) <= _LONGEST_ABBREVIATION else word.capitalize()
