"""What shows that a translation went wrong: loops, renderings too many, lost numbers, a sentence cut short."""

import re
from collections import Counter
from collections.abc import Sequence

from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import count_excess, kept
from dragoman.text.strings import find_loop

MAX_EXCESS = 2
"""Renderings too many that a translation may have; with more of them the decoder went round in circles."""
LEAST_LENGTH = 0.85
"""Of a translation that goes on from a rendering, against the one that has the rendering in its place."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def is_sound(target: str, source: str, excess: int) -> bool:
    """Say whether `target` is a translation and no loop, unless `source` is one; `excess` counts spare renderings."""
    return bool(target) and excess <= MAX_EXCESS and not (find_loop(target) and not find_loop(source))


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
