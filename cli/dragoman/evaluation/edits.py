"""Translation edit rate (Snover et al. 2006) in which edits to some of the reference's tokens cost more.

Shifts of blocks are searched for as Tercom and sacrebleu do (the same candidates in the same order within the same
limits), so that with equal weights the edits are those of `sacrebleu.metrics.TER`; its distances are narrowed to a
beam, so in segments of over 50 tokens it may count a few more. All shifts of a round are tried in one pass over
arrays: token by token in Python, scoring would take several times as long as translating.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Tercom's limits, as in sacrebleu.
MAX_SHIFT_SIZE = 10
MAX_SHIFT_DISTANCE = 50
MAX_SHIFTS_TRIED = 1000

Shift = tuple[int, int, int]
"""First token of a block, its length, and the token before which it goes."""


@dataclass(frozen=True, slots=True)
class _Alignment:
    """Which tokens of the hypothesis stand for which of the reference, and which of both are wrong."""

    places: Sequence[int]
    """For each token of the reference: its place in the hypothesis, or the place behind which it is missing."""
    reference_wrong: Sequence[bool]
    hypothesis_wrong: Sequence[bool]


def count_edits(hypothesis: Sequence[str], reference: Sequence[str], weights: Sequence[int]) -> int:
    """Return what it costs to turn `hypothesis` into `reference`.

    Putting in a token of the reference, or putting it in the place of another, costs its weight; taking a token out,
    or shifting a block, costs 1.

    >>> count_edits("b a x".split(), "a b c".split(), [1, 1, 2])
    3
    """
    import numpy as np

    if not hypothesis or not reference:
        return len(hypothesis) + sum(weights)
    equal = np.array([[word == other for other in hypothesis] for word in reference])
    credit = equal * np.array(weights, np.int32)[:, None]
    order = np.arange(len(hypothesis))
    shifts = tried = 0
    while True:
        rows = _distances(credit, order[None, :])
        alignment = _align(np.array(rows)[:, :, 0].tolist(), credit[:, order].T.tolist())
        words = [hypothesis[place] for place in order.tolist()]
        candidates = list(_shifts(words, reference, alignment))
        tried += len(candidates)
        if not candidates or tried >= MAX_SHIFTS_TRIED:
            break
        candidates = sorted(set(candidates), key=lambda shift: (-shift[1], shift[0], shift[2]))
        orders = np.array([_moved(order.tolist(), shift) for shift in candidates])
        costs = _distances(credit, orders)[-1][-1]
        best = int(costs.argmin())  # the first of equals: the longest block, then the earliest
        if costs[best] >= rows[-1][-1, 0]:
            break
        shifts += 1
        order = orders[best]
    return shifts + int(rows[-1][-1, 0]) + sum(weights)


def _distances(credit: Any, orders: Any) -> list[Any]:
    """Return the rows of the edit distance from each order of the hypothesis (a column each) to the reference.

    Each cell lacks the weights of the reference up to it. So putting in a token costs nothing there and a match earns
    the token's weight, its `credit`, and a row follows from the one before in three passes.
    """
    import numpy as np

    rows = [np.zeros((len(credit) + 1, len(orders)), np.int32)]
    for column in orders.T:
        row = rows[-1] + 1
        np.minimum(row[1:], rows[-1][:-1] - credit[:, column], out=row[1:])
        rows.append(np.minimum.accumulate(row, axis=0))
    return rows


def _align(rows: Sequence[Sequence[int]], credit: Sequence[Sequence[int]]) -> _Alignment:
    """Follow the cheapest edits back from the end; a match or a replacement before taking out before putting in."""
    i, j = len(rows) - 1, len(rows[0]) - 1
    places = [-1] * j
    reference_wrong, hypothesis_wrong = [True] * j, [True] * i
    while i or j:
        if i and j and rows[i][j] == rows[i - 1][j - 1] - credit[i - 1][j - 1]:
            i, j = i - 1, j - 1
            places[j] = i
            reference_wrong[j] = hypothesis_wrong[i] = not credit[i][j]
        elif i and rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
            places[j] = i - 1
    return _Alignment(places, reference_wrong, hypothesis_wrong)


def _shifts(words: Sequence[str], reference: Sequence[str], alignment: _Alignment) -> Iterator[Shift]:
    """Yield the shifts worth trying: of blocks that stand in both texts, and in neither of them where they should."""
    where: dict[str, list[int]] = {}
    for place, word in enumerate(reference):
        where.setdefault(word, []).append(place)
    for start, word in enumerate(words):
        for goal in where.get(word, ()):
            if abs(goal - start) > MAX_SHIFT_DISTANCE:
                continue
            for length in range(1, _common(words, start, reference, goal) + 1):
                if not any(alignment.hypothesis_wrong[start : start + length]):
                    continue
                if not any(alignment.reference_wrong[goal : goal + length]):
                    continue
                if start <= alignment.places[goal] < start + length:
                    continue
                yield from ((start, length, place) for place in _destinations(alignment.places, goal, length))


def _common(words: Sequence[str], start: int, reference: Sequence[str], goal: int) -> int:
    """Return how many tokens are equal from `start` and `goal` on, `MAX_SHIFT_SIZE` at most."""
    most = min(MAX_SHIFT_SIZE, len(words) - start, len(reference) - goal)
    return next((n for n in range(most) if words[start + n] != reference[goal + n]), most)


def _destinations(places: Sequence[int], goal: int, length: int) -> Iterator[int]:
    """Yield where a block may go: behind what stands for the token before its goal, and for each token of its goal."""
    before = None
    for place in range(goal - 1, goal + length):
        destination = places[place] + 1 if place >= 0 else 0
        if destination != before:
            yield destination
        before = destination


def _moved(order: list[int], shift: Shift) -> list[int]:
    """Return the order after a shift; a block that goes into itself goes behind what follows it, as in Tercom."""
    start, length, place = shift
    block, rest = order[start : start + length], order[:start] + order[start + length :]
    if place > start + length:
        place -= length
    return rest[:place] + block + rest[place:]
