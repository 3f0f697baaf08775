"""What becomes of the terms: success, window overlap, 1 − TERm and consistency.

Every function takes the segments of a test set in step: outputs, references, and what each segment requires. Each
returns
a share from 0 to 1, or `None` where there is nothing to measure. Targets are found by `terminology.verify`: exactly,
as whole words, no two in the same place.

1 − TERm rests on a translation edit rate (Snover et al. 2006) in which edits to some tokens cost more.
Shifts of blocks are searched for as Tercom and sacrebleu do (the same candidates in the same order within the same
limits), so that with equal weights the edits are those of `sacrebleu.metrics.TER`; its distances are narrowed to a
beam, so in segments of over 50 tokens it may count a few more. All shifts of a round are tried in one pass over
arrays: token by token in Python, scoring would take several times as long as translating.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.evaluation.tokens import Token, tokens, within
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import Span, locate, locate_all, occurrences

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


TERM_WEIGHT = 2
"""Of an edit to a token of a term in the reference (ibn Alam et al. 2021)."""


def term_success(outputs: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]]) -> float | None:
    """Return the share of term occurrences in the sources that have their target in the output.

    The term success rate of the WMT23 terminology task, exact: a term that occurs twice must have its target twice.
    """
    expected = sum(len(required.spans) for found in required_terms for required in found)
    inserted = sum(
        len(spans) for output, found in zip(outputs, required_terms, strict=True) for spans in locate_all(output, found)
    )
    return inserted / expected if expected else None


def term_kept(outputs: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]]) -> float | None:
    """Return the share of the segments' distinct terms that have their target in the output at least once.

    This is what the guarantee promises; it exceeds `term_success` where a sentence names a term twice and its
    translation once.
    """
    kept = [
        span is not None
        for output, found in zip(outputs, required_terms, strict=True)
        for span in locate(output, found)
    ]
    return sum(kept) / len(kept) if kept else None


def window_overlap(
    outputs: Sequence[str], references: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]], size: int
) -> float | None:
    """Return how far the words around the terms are those around them in the reference.

    Window overlap of ibn Alam et al. 2021, computed as their script does: the `size` words on either side of a target,
    punctuation left out; the share of those in the reference that are also in the output, each word counted once;
    occurrences paired so that the best overlap comes first. It is averaged over the pairs of a segment (0 where the
    output has none of its targets), then over the segments that have a target in the reference and words beside it.
    """
    values = [
        value
        for output, reference, found in zip(outputs, references, required_terms, strict=True)
        if (value := _segment_overlap(tokens(output), output, tokens(reference), reference, found, size)) is not None
    ]
    return sum(values) / len(values) if values else None


def _segment_overlap(
    ours: Sequence[Token],
    output: str,
    theirs: Sequence[Token],
    reference: str,
    required_terms: Sequence[RequiredTerm],
    size: int,
) -> float | None:
    pairs: list[float] = []
    around = 0
    for required, spans in zip(required_terms, locate_all(reference, required_terms), strict=True):
        windows = [window for span in spans if (window := _window(theirs, span, size))]
        there = [_window(ours, span, size) for form in required.forms for span in occurrences(output, form)]
        around += len(windows)
        overlaps = [
            ((window & other).total() / window.total(), n, m)
            for n, window in enumerate(windows)
            for m, other in enumerate(there)
        ]
        pairs += _best_pairs(overlaps)
    if not around:  # no target in the reference, or nothing but targets
        return None
    return sum(pairs) / len(pairs) if pairs else 0.0


def _window(found: Sequence[Token], span: Span, size: int) -> Counter[str]:
    """Return the words next to a span, `size` on either side."""
    places = within(found, span)
    left = [token.text for token in found[: places.start] if token.word]
    right = [token.text for token in found[places.stop :] if token.word]
    return Counter(left[max(0, len(left) - size) :] + right[:size])


def _best_pairs(overlaps: Sequence[tuple[float, int, int]]) -> Iterator[float]:
    """Yield the overlaps of the pairs that are left when each occurrence is paired once, the best pairs first."""
    paired: tuple[set[int], set[int]] = set(), set()
    for value, n, m in sorted(overlaps, key=lambda pair: -pair[0]):
        if n not in paired[0] and m not in paired[1]:
            paired[0].add(n)
            paired[1].add(m)
            yield value


def one_minus_term(
    outputs: Sequence[str], references: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]]
) -> float | None:
    """Return 1 − TERm (ibn Alam et al. 2021): TER in which edits to a term of the reference cost `TERM_WEIGHT`.

    Edits over tokens of the reference, both summed over all segments as sacrebleu sums them for TER (the authors'
    script averages over segments). Below 0 where there are more edits than tokens.
    """
    edits = length = 0
    for output, reference, found in zip(outputs, references, required_terms, strict=True):
        wanted = tokens(reference)
        heavy = {n for spans in locate_all(reference, found) for span in spans for n in within(wanted, span)}
        weights = [TERM_WEIGHT if n in heavy else 1 for n in range(len(wanted))]
        edits += count_edits([token.text for token in tokens(output)], [token.text for token in wanted], weights)
        length += len(wanted)
    return 1 - edits / length if length else None


def consistency(outputs: Sequence[str], required_terms: Sequence[Sequence[RequiredTerm]]) -> float | None:
    """Return how far a term that occurs again is translated the same way throughout the set.

    Term consistency of Semenov and Bojar 2022 with the most frequent translation as the pseudo-reference: the share of
    a term's occurrences that are translated as it is most often translated; over all occurrences, as the
    micro-averaged F1 of the WMT23 terminology task. They align words to see how a term was translated. Here its
    translations are the targets that the set gives for it anywhere; an occurrence with none of them in its output is
    consistent with nothing, so a term that is never translated by a known target counts 0. Terms that occur once are
    left out, and a term is the same whatever its capitals.
    """
    known: dict[str, dict[str, None]] = {}
    for required in (required for found in required_terms for required in found):
        known.setdefault(required.id.casefold(), {}).update(dict.fromkeys(required.forms))
    translated: dict[str, Counter[str]] = {term: Counter() for term in known}
    expected: Counter[str] = Counter()
    for output, found in zip(outputs, required_terms, strict=True):
        for required, spans in zip(found, locate_all(output, found), strict=True):
            term = required.id.casefold()
            expected[term] += len(required.spans)
            translated[term][required.forms[0]] += len(spans)
            left = len(required.spans) - len(spans)
            for other in known[term]:
                if left and other not in required.forms and any(occurrences(output, other)):
                    translated[term][other] += left
                    left = 0
    again = [term for term, count in expected.items() if count > 1]
    total = sum(expected[term] for term in again)
    same = sum(max(translated[term].values()) for term in again)
    return same / total if total else None
