"""What a single full stop means: the end of a sentence, or of an abbreviation, an initial or an ordinal."""

import re

from dragoman.segment.rules import Rules

_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
"""`U.S`, `a.m`, `e.g`: single letters with full stops between them."""
_NUMBER = re.compile(r"[\d#§]|(?:[IVXLC]{2,}|[VXLC])\b")
_OPENERS = "\"'“‘«([（「『"


def ends_after_abbreviation(rules: Rules, before: str, opening: str, word: str, ahead: str) -> bool:
    """Tell whether a sentence ends with a full stop that white space and no small letter follow.

    `before` is the text before the full stop, cut to a few words; `opening` the same where the sentence is no longer
    than that, else empty; `word` and `ahead` what follows after opening marks.
    """
    words = before.split()
    if not words or before[-1].isspace():
        return True
    token = words[-1].lstrip(_OPENERS)
    previous = words[-2] if len(words) > 1 else ""
    key = token.casefold()
    starts = word in rules.starters
    capital = token[:1].isupper()
    if key in rules.numbered and _precedes_number(rules, capital, word, ahead):
        return False
    if key in rules.inner and not (capital and len(token) == 1):
        return False
    if key in rules.clock:
        return _ends_after_clock(rules, opening, word, ahead)
    if key in rules.outer:
        return starts
    if capital:
        if key in rules.titles:
            return False
        if key in rules.calendar:
            return starts
    if _DOTTED.fullmatch(token):
        return starts
    if len(token) == 1 and token.isalpha():
        return _ends_after_letter(rules, token, previous, word)
    # "14. November", "3. Sitzung"
    return not (rules.ordinals and len(token) <= 2 and token.isdecimal())


def _precedes_number(rules: Rules, capital: bool, word: str, ahead: str) -> bool:
    """As in "No. 5", "Art. IV", "No. One"; but not "He said no. One of them …"."""
    return _NUMBER.match(ahead) is not None or (capital and word.casefold() in rules.number_words)


def _ends_after_letter(rules: Rules, letter: str, previous: str, word: str) -> bool:
    """An initial stands before a name; "you and I." and "Annex B." end a sentence."""
    lower = previous[:1].islower()
    if letter in rules.pronouns:
        return lower
    if letter.islower():
        return True
    if word not in rules.starters or word in rules.surnames:
        return False
    return lower or previous.casefold() in rules.labels


def _ends_after_clock(rules: Rules, opening: str, word: str, ahead: str) -> bool:
    """As in "At 5 a.m. Mr. Smith left": the time opens the sentence. "He came at 6 p.m. Mr. Smith left": it ends it."""
    first = opening.split(None, 1)[0].casefold() if opening else ""
    if first in rules.clock_openings and "," not in opening:
        return False
    if not word:
        return False
    # "5 p.m. Geneva time"
    return word.casefold() not in rules.clock_names and " time" not in ahead.casefold()
