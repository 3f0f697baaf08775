"""Inline codes of a source put into its translation, each on the words that stand for those that it is on.

The engine never sees them. What stands for a stretch of the source is found as terms are (see `attention`): the stretch
is left out, and the tokens of the target whose log-probability drops are its translation. Required terms, whose places
are known, hold codes fast: a term under bold stays under bold. Where an engine cannot score (a pivot), codes stand as
far into the target as into the source. Whatever is found, each code stands there once, and pairs are nested.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dragoman.engine.protocol import Engine, Piece
from dragoman.model import Code
from dragoman.terminology.attention import cut, whole_words
from dragoman.terminology.required import RequiredTerm
from dragoman.terminology.verify import Span, locate_all, overlaps
from dragoman.text.scripts import HAN, KANA

VERSION = "3"
"""Part of every cache key."""
_TOLL = 0.3
"""Share of the greatest drop that a token must have to be worth taking in."""
_WIDTH = 0.35
"""What a stretch twice as wide as it should be costs, as a share of the sum of the drops."""
_UNSPACED = re.compile(f"[{HAN}{KANA}]")
_SETTLED = -0.05
"""Log-probability from which a token follows from those before it: nineteen times in twenty."""
_RAISED = re.compile("[\u2070-\u209c²³¹]+")
"""Signs that stand above or below the line."""
_MARKS = " \t.,;:!?，。；：！？、"


@dataclass(frozen=True, slots=True)
class Coded:
    """A translation without the codes of its source."""

    source: str
    """On one line, as the engine saw it."""
    codes: tuple[Code, ...]
    """With offsets into `source`; a pair before the codes in it."""
    target: str
    terms: tuple[RequiredTerm, ...] = ()


def place_codes(texts: Sequence[Coded], engine: Engine, language: str) -> list[tuple[Code, ...]]:
    """Return the codes of each text with their offsets in its target, whose language (a BCP 47 tag) is given."""
    stretches = [[_stretch(text.source, code) for code in text.codes] for text in texts]
    pairs = [(text.source, text.target) for text in texts]
    for text, spans in zip(texts, stretches, strict=True):
        pairs += ((cut(text.source, [span]), text.target) for span in spans)
    scored = engine.score(pairs) if pairs else []
    blind = iter(scored[len(texts) :])
    placed = []
    for text, spans, seen in zip(texts, stretches, scored, strict=False):
        drops = [Drops.of(seen, next(blind)) for _ in spans]
        placed.append(_Placer(text, seen, language).place(spans, drops))
    return placed


def _stretch(source: str, code: Code) -> Span:
    """Return the words that are left out to find a code: those in it, or the one before, or behind, where it stands."""
    if not code.alone:
        return code.start, code.end
    before = source[: code.start].rstrip(_MARKS)
    start, end = whole_words(source, (max(len(before) - 1, 0), len(before)))
    if start < end:
        return start, end
    behind = len(source) - len(source[code.start :].lstrip(_MARKS))
    return whole_words(source, (behind, min(behind + 1, len(source))))


class Drops(NamedTuple):
    """What leaving a stretch of the source out does to each token of the target."""

    losses: Sequence[float]
    """Of log-probability, 0 at least; empty where the engine cannot tell."""
    settled: frozenset[int]
    """Tokens that follow from those before them, whatever the source says: the rest of a word that has begun."""

    @classmethod
    def of(cls, seen: Sequence[Piece], blind: Sequence[Piece]) -> "Drops":
        """Compare what an engine says of a target with the stretch and without it."""
        if not seen or len(seen) != len(blind):
            return cls((), frozenset())
        both = list(zip(seen, blind, strict=True))
        losses = [max(one.log_probability - other.log_probability, 0.0) for one, other in both]
        sure = frozenset(n for n, pair in enumerate(both) if min(one.log_probability for one in pair) > _SETTLED)
        return cls(losses, sure)


class _Placer:
    """Puts the codes of one text."""

    def __init__(self, text: Coded, pieces: Sequence[Piece], language: str) -> None:
        self._text = text
        self._pieces = [(n, piece) for n, piece in enumerate(pieces) if piece.start < piece.end]
        found = locate_all(text.target, text.terms, language)
        self._anchors: list[tuple[Span, Span]] = []
        """Where a term stands in the source and in the target."""
        for term, spans in zip(text.terms, found, strict=True):
            if len(spans) == len(term.spans):
                self._anchors += zip(term.spans, spans, strict=True)

    def place(self, spans: Sequence[Span], drops: Sequence[Drops]) -> tuple[Code, ...]:
        target = self._text.target
        bounds: dict[int, Span] = {0: (0, len(target))}
        taken: dict[int, list[Span]] = {}
        placed: dict[int, Code] = {}
        pairs = [n for n, code in enumerate(self._text.codes) if not code.alone]
        # The surest first, pairs before what stands in them.
        for n in sorted(pairs, key=lambda n: (self._depth(n), -max(drops[n].losses, default=0.0))):
            code = self._text.codes[n]
            bound = bounds.get(code.parent, bounds[0])
            free = taken.setdefault(code.parent, [])
            start, end = self._find(code, spans[n], drops[n], bound, free)
            parent = code.parent
            if overlaps((start, end), free) or (start == end and not self._is_raised(spans[n])):
                # One word stands for the words of both.
                holder = _nearest(placed.values(), parent, start)
                start, end, parent = (holder.start, holder.end, holder.number) if holder else (*bound, parent)
            free.append((start, end))
            bounds[code.number] = (start, end)
            placed[n] = replace(code, start=start, end=end, parent=parent)
        for n, code in enumerate(self._text.codes):
            if code.alone:
                bound = bounds.get(code.parent, bounds[0])
                at = self._find_alone(code, spans[n], drops[n], bound, taken.get(code.parent, []))
                placed[n] = replace(code, start=at, end=at)
        return tuple(placed[n] for n in sorted(placed))

    def _depth(self, n: int) -> int:
        by_number = {code.number: code for code in self._text.codes}
        depth, parent = 0, self._text.codes[n].parent
        while parent in by_number:
            depth, parent = depth + 1, by_number[parent].parent
        return depth

    def _find(self, code: Code, span: Span, drops: Drops, bound: Span, taken: Sequence[Span]) -> Span:
        """Return the stretch of the target that stands for a pair's, inside of `bound` and beside what is taken."""
        if literal := self._literal(span, bound, taken):
            return literal
        inside = [t for s, t in self._anchors if span[0] <= s[0] and s[1] <= span[1] and _within(t, bound)]
        outside = [t for s, t in self._anchors if s[1] <= span[0] or span[1] <= s[0]]
        outside = [t for t in (*outside, *taken) if not overlaps(t, inside)]
        if not inside and self._is_raised(span):
            return self._behind(code, span, bound, outside)
        found = self._widest(span, drops, bound, outside, inside)
        if inside:
            start, end = min(t[0] for t in inside), max(t[1] for t in inside)
            if any(s == span for s, _ in self._anchors) or found is None:
                found = (start, end)
            else:
                found = min(start, found[0]), max(end, found[1])
        if found is None:
            found = self._as_far(code, span, bound)
        return self._settled(found, span, bound, outside)

    def _is_raised(self, span: Span) -> bool:
        """Tell whether there are raised signs only, which may have no counterpart: m² is 平方米."""
        return _RAISED.fullmatch(self._text.source[span[0] : span[1]]) is not None

    def _literal(self, span: Span, bound: Span, taken: Sequence[Span]) -> Span | None:
        """Return where the very words of a stretch stand in the target, as often as in the source: a name, a figure."""
        source, target = self._text.source, self._text.target
        words = source[span[0] : span[1]]
        places = [match.start() for match in re.finditer(re.escape(words), target)]
        before = [match.start() for match in re.finditer(re.escape(words), source)]
        if not any(map(str.isalnum, words)) or len(places) != len(before) or span[0] not in before:
            return None
        start = places[before.index(span[0])]
        found = start, start + len(words)
        return found if _within(found, bound) and not overlaps(found, taken) else None

    def _widest(
        self, span: Span, drops: Drops, bound: Span, outside: Sequence[Span], inside: Sequence[Span]
    ) -> Span | None:
        """Return the run of tokens with most of the drops, near to the width that is to be expected."""
        if not drops.losses:
            return None
        runs: list[list[tuple[Span, float, bool]]] = [[]]
        for n, piece in self._pieces:
            place = (piece.start, piece.end)
            if not _within(place, bound) or overlaps(place, outside):
                runs.append([])
            else:
                runs[-1].append((place, drops.losses[n], n in drops.settled and self._is_letter(place)))
        peak = max((drop for run in runs for _, drop, _ in run), default=0.0)
        if peak <= 0:
            return None
        width = max(1.0, (span[1] - span[0]) / max(1, len(self._text.source)) * len(self._text.target))
        total = sum(drop for run in runs for _, drop, _ in run)
        best: tuple[float, Span] | None = None
        for run in runs:
            ends = [place[1] for place, _, _ in run]
            for n in reversed(range(len(run) - 1)):
                if run[n + 1][2]:  # the rest of the word
                    ends[n] = ends[n + 1]
            for first in range(len(run)):
                value = 0.0
                for (_, drop, _), end in zip(run[first:], ends[first:], strict=True):
                    value += drop - _TOLL * peak
                    reach = (run[first][0][0], end)
                    off = abs(reach[1] - reach[0] - width) / width
                    worth = value - _WIDTH * total * min(off, 2.0) / 2
                    if best is None or worth > best[0]:
                        best = worth, reach
        return best[1] if best else None

    def _is_letter(self, place: Span) -> bool:
        """Tell whether a token is a letter of a script without blanks, which goes on a word."""
        text = self._text.target[slice(*place)]
        return text.isalpha() and _UNSPACED.match(text) is not None

    def _behind(self, code: Code, span: Span, bound: Span, outside: Sequence[Span]) -> Span:
        """Return the gap behind what stands for the words that a raised sign is part of: m² is 平方米."""
        holder = next((t for s, t in self._anchors if s[0] <= span[0] and span[1] <= s[1]), None)
        at = holder[1] if holder else whole_words(self._text.target, self._as_far(code, span, bound))[1]
        at = next((end for start, end in outside if start < at < end), at)
        return min(max(at, bound[0]), bound[1]), min(max(at, bound[0]), bound[1])

    def _as_far(self, code: Code, span: Span, bound: Span) -> Span:
        """Return the stretch that is as far into `bound` as `span` is into what the pair around the code is on."""
        outer = next((one for one in self._text.codes if one.number == code.parent), None)
        first, last = (outer.start, outer.end) if outer else (0, len(self._text.source))
        share = (bound[1] - bound[0]) / max(1, last - first)
        start, end = (min(max(bound[0] + round((place - first) * share), bound[0]), bound[1]) for place in span)
        return min(start, max(bound[1] - 1, bound[0])), max(end, min(start + 1, bound[1]))

    def _settled(self, place: Span, span: Span, bound: Span, outside: Sequence[Span]) -> Span:
        """Widen a stretch to whole words inside of what is free, and leave marks at its edges out."""
        target, source = self._text.target, self._text.source
        start, end = whole_words(target, place)
        low = max([bound[0], *(t[1] for t in outside if t[1] <= place[0])])
        high = min([bound[1], *(t[0] for t in outside if t[0] >= place[1])])
        start, end = max(start, low), min(end, high)
        inner = source[span[0] : span[1]]
        while start < end - 1 and target[start] in _MARKS and inner[:1] not in _MARKS:
            start += 1
        while start < end - 1 and target[end - 1] in _MARKS and inner[-1:] not in _MARKS:
            end -= 1
        return (start, end) if start < end else place

    def _find_alone(self, code: Code, span: Span, drops: Drops, bound: Span, taken: Sequence[Span]) -> int:
        """Return where a code stands: behind what stands for the word before it, or before that of the word behind."""
        source, target = self._text.source, self._text.target
        behind = span[1] <= code.start
        if not source[: code.start].strip(_MARKS):
            return bound[0]
        if not source[code.start :].strip(_MARKS):  # it stands at the end, before or behind the stop
            bare = len(target[: bound[1]].rstrip(_MARKS))
            return max(bare, bound[0]) if source[code.start :].strip() else bound[1]
        anchor = next((t for s, t in self._anchors if s[0] <= span[0] and span[1] <= s[1]), None)
        place = anchor or self._widest(span, drops, bound, (), ())
        if place is None:
            place = self._as_far(code, (code.start, code.start), bound)
            place = whole_words(target, (place[0], place[0]))
        at = place[1] if behind else place[0]
        at = whole_words(target, (at, at))[0] if at < place[1] else at
        # A mark between the word and the code in the source is before the code in the target too.
        if behind and source[span[1] : code.start].strip():
            while at < bound[1] and target[at] in _MARKS.strip():
                at += 1
        for start, end in taken:  # never inside of a pair that it is not in
            if start < at < end:
                at = end
        return min(max(at, bound[0]), bound[1])


def _nearest(placed: Iterable[Code], parent: int, place: int) -> Code | None:
    """Return the pair with a stretch of its own that is nearest to a place, of those with the same pair around them."""
    beside = (code for code in placed if code.parent == parent and code.start < code.end)
    return min(beside, key=lambda code: max(code.start - place, place - code.end), default=None)


def _within(place: Span, bound: Span) -> bool:
    return bound[0] <= place[0] and place[1] <= bound[1]


def check_placed(codes: Sequence[Code], placed: Sequence[Code], target: str) -> Iterator[str]:
    """Yield what is wrong with placed codes; nothing may be."""
    if sorted(code.number for code in codes) != sorted(code.number for code in placed):
        yield "a code is missing or doubled"
    by_number = {code.number: code for code in placed}
    for code in placed:
        parent = by_number.get(code.parent)
        if parent and not (parent.start <= code.start and code.end <= parent.end):
            yield f"code {code.number} is outside of {parent.number}"
        if not 0 <= code.start <= code.end <= len(target):
            yield f"code {code.number} is outside of the text"
