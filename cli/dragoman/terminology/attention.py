"""Where in a target the model put a term of the source.

Attention tells at no cost where the model looked at the term and nowhere else: the decoding has it. Where it is unsure,
the term is left out of the source, and the tokens of the target whose log-probability drops most are its translation.
That works with any model, whatever its attention is worth, and costs two scorings. On the development set
(`tests/benchmarks/whereabouts.py`) leaving out finds 94 % of the renderings that a free translation has, attention 82 %
with the embedded package, and 94 % where it is sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.engine.protocol import Engine, Hypothesis, Piece
from dragoman.terminology.verify import Span, joins, overlaps

SURE = 0.6
"""How much more attention the best token must pay to the term than any token that is not near it."""
NEAR = 3
"""Tokens."""
MAX_WIDTH = 5
"""Tokens that a rendering replaces at most; a mangled name takes up to that many."""
TOLL = 0.3
"""Share of the greatest value that a token must have to be worth taking into the span."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term whose translation is looked for."""

    source: str
    """What the engine translated."""
    spans: tuple[Span, ...]
    """Where the term stands in it."""
    target: str
    hypothesis: Hypothesis | None
    """That the target is the text of, if it still is."""
    taken: tuple[Span, ...] = ()
    """What of the target is known to stand for something else."""


def guess_place(wanted: Wanted, engine: Engine) -> tuple[Span, bool]:
    """Return the tokens that looked at the term most, and whether that is sure.

    Where the engine cannot tell, it is a gap as far into the target as the term is into the source.
    """
    focus = engine.focus(wanted.source, wanted.hypothesis, wanted.spans[0]) if wanted.hypothesis else ()
    if not focus:
        at = round(wanted.spans[0][0] / max(1, len(wanted.source)) * len(wanted.target))
        return whole_words(wanted.target, (at, at)), False
    weights = [0.0 if overlaps((token.start, token.end), wanted.taken) else token.weight for token in focus]
    peak = max(range(len(weights)), key=weights.__getitem__)
    others = [weight for number, weight in enumerate(weights) if abs(number - peak) > NEAR]
    first, last = _widen(weights, peak)
    place = whole_words(wanted.target, (focus[first].start, focus[last].end))
    return place, weights[peak] - max(others, default=0) >= SURE


def leave_out(wanted: Sequence[Wanted], engine: Engine) -> list[Span | None]:
    """Return the tokens of each target that miss the term most, none that is taken; `None` where it cannot score."""
    seen = [(one.source, one.target) for one in wanted]
    blind = [(cut(one.source, one.spans), one.target) for one in wanted]
    scored = engine.score([*seen, *blind]) if wanted else []
    return [
        _missing(one, *pair) for one, *pair in zip(wanted, scored[: len(wanted)], scored[len(wanted) :], strict=True)
    ]


def _missing(wanted: Wanted, seen: Sequence[Piece], blind: Sequence[Piece]) -> Span | None:
    if not seen or not blind:
        return None
    drops = [
        0.0 if overlaps((piece.start, piece.end), wanted.taken) else piece.log_probability - other.log_probability
        for piece, other in zip(seen, blind, strict=True)
    ]
    first, last = _widen(drops, max(range(len(drops)), key=drops.__getitem__))
    return whole_words(wanted.target, (seen[first].start, seen[last].end))


def cut(text: str, spans: Sequence[Span]) -> str:
    """Return `text` without what stands at the spans.

    >>> cut("The SPP and the SPP met", [(4, 7), (16, 19)])
    'The and the met'
    """
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    return " ".join(text.split())


def _widen(values: Sequence[float], peak: int) -> Span:
    """Return the first and the last token of the span about `peak` that has most of the values above a toll."""
    toll = TOLL * values[peak]
    _, first, last = max(
        (sum(values[first : last + 1]) - toll * (last + 1 - first), first, last)
        for first in range(max(0, peak - MAX_WIDTH + 1), peak + 1)
        for last in range(peak, min(len(values), first + MAX_WIDTH))
    )
    return first, last


def whole_words(target: str, place: Span) -> Span:
    """Widen a span to the words that it cuts; move a gap inside a word to the word's beginning.

    >>> whole_words("la fiscalía dijo", (5, 8)), whole_words("la fiscalía dijo", (5, 5))
    ((3, 11), (3, 3))
    >>> whole_words("检察院", (1, 2))
    (1, 2)
    """
    start, end = place
    while 0 < start < len(target) and joins(target[start - 1], target[start]):
        start -= 1
    if place[0] == place[1]:
        return start, start
    while end < len(target) and joins(target[end - 1], target[end]):
        end += 1
    return start, end
