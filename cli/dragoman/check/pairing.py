"""Which sentences of a translation may be those of a source, as far as their order and lengths tell.

The alignment is Gale and Church's ("A Program for Aligning Sentences in Bilingual Corpora", Computational Linguistics
19(1), 1993): translators keep the order, now and then join or part sentences, and what is long stays long. Here it is
not the best alignment that counts, but what holds in all that are nearly as good.
"""

from collections.abc import Iterator, Sequence
from math import erfc, inf, log, sqrt

_VARIANCE = 6.8
"""Of the length of a translation, for each character of the source."""
_LEFT_OUT, _ONE_TO_ONE, _JOINED = -log(0.005), -log(0.89), -log(0.045)
"""Costs of a sentence that was left out or added, of one that stayed one, and of each that was joined or parted."""
_MOST = 4
"""Sentences that are joined into one."""
_MARGIN = 3.0
"""By how much an alignment may cost more than the best and not be ruled out: odds of 20 to 1, as a logarithm."""


def possible_pairs(source: Sequence[int], target: Sequence[int]) -> set[tuple[int, int]]:
    """Return which sentence of a source, from 0, may be translated by which of the target; all others are ruled out.

    `source` and `target` are the lengths of the sentences in letters.

    >>> sorted(possible_pairs([40, 42], [38, 45])), sorted(possible_pairs([40, 40], [80]))
    ([(0, 0), (1, 1)], [(0, 0), (1, 0)])
    >>> sorted(possible_pairs([40, 40, 80], [80, 80])), sorted(possible_pairs([40, 40, 40], [60, 60]))
    ([(0, 0), (1, 0), (2, 1)], [(0, 0), (1, 0), (1, 1), (2, 1)])
    """
    share = sum(source) / max(1, sum(target))
    scaled = [length * share for length in target]
    rows, columns = len(source), len(target)
    beads = [
        (row, column, row + down, column + right, _cost(source[row : row + down], scaled[column : column + right]))
        for row in range(rows + 1)
        for column in range(columns + 1)
        for down, right in _shapes(rows - row, columns - column)
    ]
    to_here, from_here = {(0, 0): 0.0}, {(rows, columns): 0.0}
    for row, column, below, beyond, cost in beads:
        known = to_here.get((below, beyond), inf)
        to_here[below, beyond] = min(known, to_here[row, column] + cost)
    for row, column, below, beyond, cost in reversed(beads):
        known = from_here.get((row, column), inf)
        from_here[row, column] = min(known, from_here[below, beyond] + cost)
    most = from_here[0, 0] + _MARGIN
    return {
        (sentence, other)
        for row, column, below, beyond, cost in beads
        if to_here[row, column] + cost + from_here[below, beyond] <= most
        for sentence in range(row, below)
        for other in range(column, beyond)
    }


def _shapes(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """Yield how many sentences of both sides may be taken for one another next, where so many are left."""
    for down in range(min(rows, _MOST) + 1):
        for right in range(min(columns, _MOST) + 1):
            if min(down, right) < 2 and max(down, right) > 0 and (min(down, right) or max(down, right) == 1):
                yield down, right


def _cost(source: Sequence[int], target: Sequence[float]) -> float:
    """Return the negative logarithm of the probability that sentences are translations of one another."""
    if not source or not target:
        return _LEFT_OUT
    length, other = sum(source), sum(target)
    off = abs(other - length) / sqrt(_VARIANCE * max(1, (length + other) / 2))
    joined = max(len(source), len(target)) - 1
    return -log(max(erfc(off / sqrt(2)), 1e-12)) + (joined * _JOINED or _ONE_TO_ONE)
