"""Residue of stand-ins: pieces of them that an engine writes beside the whole words, or in their place.

A small model that copies 国务院 goes on now and then with a part of it once more, 国务院务院. Where the rendering is
put back for the word, the piece stays, and stands beside an office or a law as if it belonged to it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from dragoman.terminology.verify import Span, overlaps

_SLOT = re.compile(r"⁅\w{0,3}⁆?|⁆")
"""Slot symbols and halves of them, whose brackets no language writes."""

_WORDS = frozenset({"联网", "银行"})
"""Ends of stand-ins that are words themselves."""
_ONE_WORD = {"务院": ("国务院", "政务院"), "合国": ("联合国",), "拿大": ("加拿大",)}
"""Ends that no other word has: whatever stands before them, they are residue."""
_EDGES = frozenset("的和与及或在对向从于由为是把被将以到了也并、，。；：！？“”‘’（）《》…— ,.;:!?()\"'")
"""Marks, and the small words that begin or end no other word as a rule: what stands beside them is whole."""
_MODALS = frozenset("会能")
"""Characters that end stand-ins and are verbs behind them: 能源能为各国…"""


def find_residue(text: str, wholes: Sequence[Span], words: frozenset[str]) -> list[Span]:
    """Return where ends of `words` stand in a text, beside one of the `wholes` or alone before small words and marks.

    `wholes` are where stand-ins stand, or the renderings that were put back for them. The last character of a word
    counts where the whole word stands beside it and no other word can have it.

    >>> find_residue("要推动与国务院务院、沟通", [(4, 7)], frozenset({"国务院"}))
    [(7, 9)]
    >>> find_residue("在黎巴黎的发展", [(2, 4)], frozenset({"巴黎"}))
    [(1, 2)]
    >>> find_residue("国务院院长访问体育教育部门", [(0, 3), (8, 10)], frozenset({"国务院", "教育"}))
    []
    """
    found: list[Span] = []
    taken = list(wholes)
    left = list(chain(_ends(text, words), _stutters(text, wholes, words)))
    while left:
        left = [span for span in left if not overlaps(span, taken)]
        new = [span for span in left if _touches(span, taken) or _is_alone(span, text)]
        if not new:
            break
        # One at a time: shorter ends of the same word lie inside of longer ones.
        found.append(new[0])
        taken.append(new[0])
    return sorted(found)


def stray_slots(text: str) -> list[Span]:
    """Return where slot symbols stand in a text, or halves of them.

    >>> stray_slots("⁅F1⁆补贴⁆")
    [(0, 4), (6, 7)]
    """
    return [found.span() for found in _SLOT.finditer(text)] if "⁅" in text or "⁆" in text else []


def without_residue(text: str, wholes: Sequence[Span], words: frozenset[str]) -> str:
    """Return a text without the residue that stands beside wholes and other words, or in an enumeration.

    >>> without_residue("国务院务院、务院、该市务院的工会", [(0, 3)], frozenset({"国务院"}))
    '国务院、该市的工会'
    """
    found = find_residue(text, wholes, words)
    for number, (start, end) in reversed(list(enumerate(found))):
        if _touches((start, end), [*wholes, *found[:number], *found[number + 1 :]]):
            text = text[:start] + text[end:]
        elif text[max(0, start - 1) : start] == "、":
            text = text[: start - 1] + text[end:]
        elif not _is_edge(text[max(0, start - 1) : start]):
            text = text[:start] + text[end:]
    return text


def _ends(text: str, words: frozenset[str]) -> Iterator[Span]:
    """Yield where ends of two characters or more stand, the longest first."""
    for end in _ends_of(words):
        if end in text:
            yield from (found.span() for found in re.finditer(re.escape(end), text))


@lru_cache(maxsize=256)  # of all words for each segment, and of the same few for each hypothesis
def _ends_of(words: frozenset[str]) -> Sequence[str]:
    ends = {word[at:] for word in words for at in range(1, len(word) - 1)} - words - _WORDS
    return sorted(ends, key=lambda end: (-len(end), end))


def _stutters(text: str, wholes: Sequence[Span], words: frozenset[str]) -> Iterator[Span]:
    """Yield the single last characters of words that stand beside the whole words."""
    for start, end in wholes:
        last = text[end - 1]
        if text[start:end] in words and end - start > 1 and last not in _MODALS:
            if text[start - 1 : start] == last and _is_edge(text[max(0, start - 2) : start - 1]):
                yield start - 1, start
            if text[end : end + 1] == last and _is_edge(text[end + 1 : end + 2]):
                yield end, end + 1


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] == end or span[1] == start for start, end in others)


def _is_alone(span: Span, text: str) -> bool:
    start, end = span
    if not _is_edge(text[end : end + 1]):
        return False
    words = _ONE_WORD.get(text[start:end])
    return _is_edge(text[max(0, start - 1) : start]) or bool(words and not text[:end].endswith(words))


def _is_edge(character: str) -> bool:
    return not character or character in _EDGES or character.isascii()
