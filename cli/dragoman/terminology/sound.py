"""What shows that a translation went wrong: loops, renderings too many, lost numbers, a sentence cut short."""

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.check import facts
from dragoman.model import Language
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import count_excess, kept
from dragoman.text.scripts import HAN, HANGUL, KANA
from dragoman.text.strings import find_loop

MAX_EXCESS = 2
"""Renderings too many that a translation may have; with more of them the decoder went round in circles."""
LEAST_LENGTH = 0.85
"""Of a translation that goes on from a rendering, against the one that has the rendering in its place."""

_BRIEF, _BRIEF_LENGTH = 3, 40
"""Words and characters of a brief text."""
_STUTTER = re.compile(rf"([{HAN}{KANA}{HANGUL}]{{1,4}})\1|\b([^\W\d_]{{2,}})\W+\2\b", re.IGNORECASE)
_NOTHING_ELSE = re.compile(r"([^\W\d_]{1,8}?)\1+[。.]?")
_FAULTS = frozenset("ACEMNU")
"""Findings that choose among translations, by their first letters: what is long, short or oddly marked may be good."""
_WEIGHTS = {"error": 3, "warning": 1, "info": 0}

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def is_sound(target: str, source: str, excess: int) -> bool:
    """Say whether `target` is a translation and no loop, unless `source` is one; `excess` counts spare renderings.

    A text of a few words is one already where something is said twice in a row.

    >>> is_sound("名称名称", "Name", 0), is_sound("研究研究这个问题", "Let us look into this matter.", 0)
    (False, True)
    """
    if not target or excess > MAX_EXCESS or (find_loop(target) and not find_loop(source)):
        return False
    return not (is_brief(source) and _STUTTER.search(target) and not _STUTTER.search(source))


def is_brief(source: str) -> bool:
    """Say whether a source has so few words that a small model may not know when to end."""
    return len(source) <= _BRIEF_LENGTH and len(source.split()) <= _BRIEF


def said_once(target: str) -> str:
    """Return what a target says over and over and nothing else, said once; empty where it is no such target.

    >>> said_once("两两两"), said_once("名称名")
    ('两', '')
    """
    found = _NOTHING_ELSE.fullmatch(target)
    return found[1] if found else ""


def least_faulty(targets: Sequence[str], source: str, languages: tuple[Language, Language]) -> int:
    """Return which of several translations has the fewest faults that are facts, the first of equals.

    Where the first has none, the others are not looked at.
    """
    least, chosen = _faults(targets[0], source, languages), 0
    for place, target in enumerate(targets[1:], 1):
        if not least:
            break
        if (faults := _faults(target, source, languages)) < least:
            least, chosen = faults, place
    return chosen


def _faults(target: str, source: str, languages: tuple[Language, Language]) -> int:
    found = (finding for finding in facts(source, target, languages) if finding.code[0] in _FAULTS)
    return sum(_WEIGHTS[finding.severity] for finding in found)


def is_no_worse(target: str, other: str, source: str, terms: Sequence[RequiredTerm], language: str) -> bool:
    """Say whether `target` has all that `other` has: renderings, numbers, length; and repeats itself no more."""
    excess = count_excess(target, terms, language)
    return (
        kept(other, terms, language) <= kept(target, terms, language)
        and excess <= count_excess(other, terms, language)
        and is_sound(target, source, excess)
        and not lost_numbers(target, other, source)
        and len(target) >= LEAST_LENGTH * len(other)
    )


def lost_numbers(target: str, other: str, source: str) -> list[str]:
    """Return the numbers of the source that stand in `other` and not, or not as often, in `target`.

    >>> lost_numbers("在2012年，有5人", "在2012年，有5人，其中3人", "In 2012 there were 5, 3 of them")
    ['3']
    """
    theirs = Counter(_NUMBER.findall(other)) & Counter(_NUMBER.findall(source))
    return sorted((theirs - Counter(_NUMBER.findall(target))).elements())
