"""Rung `spliced`: a missing rendering takes the place of what the model wrote for the term.

Where that is, is found by leaving the term out: the tokens of the target whose log-probability drops most when the
term is taken out of the source are its translation. That works with any model, whatever its attention is worth. The
model then says whether the rendering takes their place or stands before them: the sentence with it should read well,
and the rest of the sentence should translate the rest of the source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.engine.protocol import Engine, Piece
from dragoman.progress import Advance
from dragoman.terminology.owed import Debt
from dragoman.terminology.verify import joins, kept, locate, occurrences

MAX_WIDTH = 5
"""Tokens that a rendering replaces at most; a mangled name takes up to that many."""
TOLL = 0.3
"""Share of the greatest loss that a token must lose to be worth taking into the span."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A target text with some of its renderings missing."""

    source: str
    """What the engine translated: the text, or the text with renderings written in."""
    stands: Mapping[str, tuple[int, int]]
    """Where each owed term stands in `source`."""
    target: str
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A target with one more rendering in it, and what remains of the target without that place."""

    target: str
    rest: str


def splice(drafts: Sequence[Draft], engine: Engine, advance: Advance) -> list[str]:
    """Return the targets with their missing renderings put in, one missing term of every draft a round.

    A rendering that cannot be put in without loss of another stays missing.
    """
    targets = [draft.target for draft in drafts]
    given_up: list[set[str]] = [set() for _ in drafts]
    finished: set[int] = set()
    while True:
        jobs = []
        for number, draft in enumerate(drafts):
            found = locate(targets[number], draft.debts)
            missing = [
                debt
                for debt, span in zip(draft.debts, found, strict=True)
                if not span and debt.forms and debt.id not in given_up[number]
            ]
            if missing:
                jobs.append((number, min(missing, key=lambda debt: draft.stands[debt.id])))
            elif number not in finished:
                finished.add(number)
                advance(1)
        if not jobs:
            return targets
        chosen = _splice_one([(drafts[n], targets[n], debt) for n, debt in jobs], engine)
        for (number, debt), target in zip(jobs, chosen, strict=True):
            if target is None:
                given_up[number].add(debt.id)
            else:
                targets[number] = target


def _splice_one(jobs: Sequence[tuple[Draft, str, Debt]], engine: Engine) -> list[str | None]:
    """Return each target with one debt paid where the model likes it best, `None` where it cannot be."""
    without = [_cut(draft.source, draft.stands[debt.id]) for draft, _, debt in jobs]
    seen, blind = _score_both(
        [(draft.source, target) for draft, target, _ in jobs],
        [(source, target) for source, (_, target, _) in zip(without, jobs, strict=True)],
        engine,
    )
    candidates = [_candidates(*job, *pieces) for job, *pieces in zip(jobs, seen, blind, strict=True)]
    flat = [(job, source, c) for job, source, found in zip(jobs, without, candidates, strict=True) for c in found]
    whole, rest = _score_both(
        [(job[0].source, c.target) for job, _, c in flat], [(source, c.rest) for _, source, c in flat], engine
    )
    # Rounded, because the last digits depend on what else was in a batch.
    scores = iter([round(_mean(one) + _mean(other), 3) for one, other in zip(whole, rest, strict=True)])
    best: list[str | None] = []
    for found in candidates:
        ranked = [(next(scores), candidate.target) for candidate in found]
        best.append(max(ranked, key=lambda pair: pair[0])[1] if ranked else None)
    return best


def _score_both(
    first: list[tuple[str, str]], second: list[tuple[str, str]], engine: Engine
) -> tuple[list[tuple[Piece, ...]], list[tuple[Piece, ...]]]:
    """Score two lists of pairs in one call, which fills the batches better than two."""
    scored = engine.score(first + second)
    return scored[: len(first)], scored[len(first) :]


def _candidates(
    draft: Draft, target: str, debt: Debt, seen: Sequence[Piece], blind: Sequence[Piece]
) -> list[_Candidate]:
    """Return the ways to put the debt's preferred form into `target` that take no other rendering out of it."""
    spans = [span for span in locate(target, draft.debts) if span]
    paid = kept(target, draft.debts) | {debt.id}
    places = _places(seen, blind) if seen else [_proportional(draft, target, debt)]
    places = [_whole_words(target, place) for place in places]
    places = [place for place in places if not any(_cuts(place, span) for span in spans)]
    end = len(target.rstrip("。.!?！？…"))  # the last resort
    candidates = [
        _Candidate(_put(target, (start, stop), debt.forms[0]), target[:start] + target[stop:])
        for start, stop in places or [(end, end)]
    ]
    return [candidate for candidate in dict.fromkeys(candidates) if paid <= kept(candidate.target, draft.debts)]


def _places(pieces: Sequence[Piece], blind: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return the span of the target that is likeliest the term's translation, and the gap before its core.

    A span holds the token that misses the term most; it is the likelier the more log-probability its tokens lose above
    a toll. Asking the model about more spans took longer and was no better in trials.
    """
    drops = [piece.log_probability - other.log_probability for piece, other in zip(pieces, blind, strict=True)]
    peak = max(range(len(drops)), key=drops.__getitem__)
    toll = TOLL * drops[peak]
    _, first, last = max(
        (sum(drops[first : last + 1]) - toll * (last + 1 - first), first, last)
        for first in range(max(0, peak - MAX_WIDTH + 1), peak + 1)
        for last in range(peak, min(len(pieces), first + MAX_WIDTH))
    )
    return [(pieces[first].start, pieces[last].end), (pieces[peak].start,) * 2]


def _proportional(draft: Draft, target: str, debt: Debt) -> tuple[int, int]:
    """Return the gap of the target that lies as far into it as the term into the source, at a word's edge."""
    at = round(draft.stands[debt.id][0] / max(1, len(draft.source)) * len(target))
    return at, at


def _whole_words(target: str, place: tuple[int, int]) -> tuple[int, int]:
    """Widen a span to the words that it cuts; move a gap inside a word to the word's beginning.

    >>> _whole_words("la fiscalía dijo", (5, 8)), _whole_words("la fiscalía dijo", (5, 5))
    ((3, 11), (3, 3))
    >>> _whole_words("检察院", (1, 2))
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


def _cut(text: str, span: tuple[int, int]) -> str:
    return " ".join((text[: span[0]] + " " + text[span[1] :]).split())


def _cuts(place: tuple[int, int], span: tuple[int, int]) -> bool:
    """Say whether replacing `place` would touch `span`; a gap touches it from inside only."""
    return place[0] < span[1] and span[0] < place[1]


def _put(target: str, place: tuple[int, int], form: str) -> str:
    """Return `target` with `form` at `place`, spaced as its script wants.

    >>> _put("La fiscal dijo", (3, 9), "Fiscalía")
    'La Fiscalía dijo'
    >>> _put("在上发表讲话", (1, 1), "开幕式")
    '在开幕式上发表讲话'
    """
    before, after = target[: place[0]], target[place[1] :]
    for text in (before + form + after, before + form + " " + after, before + " " + form + after):
        if any(start == len(before) + (text[len(before)] == " ") for start, _ in occurrences(text, form)):
            return text
    return before + " " + form + " " + after


def _mean(pieces: Sequence[Piece]) -> float:
    values = [piece.log_probability for piece in pieces]
    return sum(values) / len(values) if values else float("-inf")  # what swallows the whole sentence comes last
