"""What an engine says twice in a row in Chinese or Japanese: renderings, and words that no writer doubles."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dragoman.check.wording import doubled_han
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import locate_all, locate_each

_BETWEEN = frozenset({"", "、", "，", "和", "及", "与", "與"})
"""What stands between a rendering and itself, where it is said once too often."""
_SAID_TWICE = re.compile(r"(?P<who>[^：“”，。]{2,30})[：，]“(?P<what>[^“”]+?)[，、]?”(?P=who)。?")
"""Who says something, before the quotation and behind it."""


def without_doubles(target: str, source: str, terms: Sequence[RequiredTerm], language: str) -> str:
    """Return a target without the second of two equal renderings or words in a row, as long as no rendering is lost.

    >>> office = RequiredTerm("office", ("检察院",), ((4, 10),))
    >>> without_doubles("检察院检察院的的工作", "The office worked.", [office], "zh")
    '检察院的工作'
    >>> without_doubles("他说：“我们开会，”他说。", "“We met,” he said.", [], "zh")
    '他说：“我们开会。”'
    """
    if language.partition("-")[0] not in ("zh", "ja"):
        return target
    for number in range(len(terms)):
        spans = locate_each(target, terms, language)[number]
        for (_, end), (start, last) in reversed(list(pairwise(spans))):
            if target[end:start] in _BETWEEN:
                target = _cut(target, end, last, terms, language)
    if (said := _SAID_TWICE.fullmatch(target)) and target.endswith("。"):
        target = _replaced(target, f"{said['who']}：“{said['what'].rstrip('。')}。”", terms, language)
    for _, end, last in reversed(list(doubled_han(source, target))):
        target = _cut(target, end, last, terms, language)
    return target


def _cut(target: str, start: int, end: int, terms: Sequence[RequiredTerm], language: str) -> str:
    return _replaced(target, target[:start] + target[end:], terms, language)


def _replaced(target: str, shorter: str, terms: Sequence[RequiredTerm], language: str) -> str:
    """Return the shorter text, unless it has a required rendering less often."""
    counts = [map(len, locate_all(text, terms, language)) for text in (target, shorter)]
    return shorter if all(left >= there for there, left in zip(*counts, strict=True)) else target
