"""How similar two texts are, by words and by characters, in any script."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from dragoman.text.scripts import SPACELESS

_WORD = re.compile(rf"[^\W{SPACELESS}]+|(?!\W)[{SPACELESS}]")
_NEAREST = 32
"""Candidates that are compared in full: those that share most of the rarest words."""
_COMMON = 2_000
"""A word in more texts than this says nothing about which of them is meant."""


def words(text: str) -> list[str]:
    """Return the words of a text, case-folded; in scripts without spaces every character is one.

    >>> words("The SPP's 2024 work"), words("检察机关2024年")
    (['the', 'spp', 's', '2024', 'work'], ['检', '察', '机', '关', '2024', '年'])
    """
    return _WORD.findall(text.casefold())


def similarity(first: str, second: str) -> float:
    """Return how similar two texts are, from 0 to 1 (the same, but for case and blanks at the edges).

    The mean of two Indel similarities (2 × longest common subsequence / sum of lengths): one of characters, which sees
    that *prosecutor* and *prosecution* are close, one of words, which sees that two sentences of the same letters are
    not. Unrelated sentences of one language come out at 0.2 to 0.45.

    >>> similarity("The SPP met on Monday.", "The SPP met on Tuesday.") > 0.8
    True
    """
    from rapidfuzz.distance import Indel

    by_characters = Indel.normalized_similarity(first.strip().casefold(), second.strip().casefold())
    first_words, second_words = _words(first), _words(second)
    if not first_words and not second_words:
        return by_characters
    return (by_characters + Indel.normalized_similarity(first_words, second_words)) / 2


def coverage(part: str, whole: str) -> float:
    """Return the share of the words of one text that stand in another one, in the same order, from 0 to 1.

    >>> coverage("Rice grew well.", "Rice grew well, and wheat did not.")
    1.0
    """
    from rapidfuzz.distance import LCSseq

    words_of_part = _words(part)
    return LCSseq.similarity(words_of_part, _words(whole)) / len(words_of_part) if words_of_part else 0.0


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words(text))


class Candidates:
    """Texts to search for the most similar ones without comparing each with each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._holders: dict[str, list[int]] = {}
        """The texts that contain a word."""
        for number, text in enumerate(texts):
            for word in set(words(text)):
                self._holders.setdefault(word, []).append(number)

    def nearest(self, text: str, least: float) -> list[tuple[int, float]]:
        """Return positions and similarities of the texts that are at least `least` similar, the most similar first."""
        weights: Counter[int] = Counter()
        for word in set(words(text)):
            holders = self._holders.get(word, ())
            if len(holders) <= _COMMON:
                for number in holders:
                    weights[number] += 1 / len(holders)  # type: ignore[assignment]  # Counter takes any number
        scored = ((number, similarity(text, self._texts[number])) for number, _ in weights.most_common(_NEAREST))
        return sorted((found for found in scored if found[1] >= least), key=lambda found: (-found[1], found[0]))
