"""Long sentences in clauses, for packages that translate short texts well and leave out half of long ones.

A sentence is cut where its marks and conjunctions cut it, as near to its middle as they do, and its halves again, until
each clause is short; never inside of a term or of a quotation, nor behind a name. Each clause requires the terms that
stand in it and is translated as a text of its own; put together again, the clauses end as those of the source do. What
another language says first, “he said” at the end of an English sentence, cannot be moved by whoever reads the end
alone: such a sentence stays whole.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.terminology.required import Task
from dragoman.terminology.verify import Span
from dragoman.text.strings import CJK_MARKS

_STAND_IN = 6
"""Code points that a term has at most in what the engine reads."""
_EDGE = 6
"""A clause is no shorter than this part of what it is cut from: two words have no context."""

# Where a sentence may be cut, the best places first.
_CUTS = tuple(
    map(
        re.compile,
        (
            r"(?<=[^\W\d_]{3})[.!?][\"”’)]*\s+|[。！？][”’）]*",
            r"[;:]\s+|[；：]|\s[–—-]\s+",
            r",\s+(?=(?:and|but|or|which|who|whose|while|where|when|as|with|so|to|including|such|because|after|before"
            r"|although|if|\w+ing)\b)",
            r",\s+|[，、]",
            r"\s+(?=(?:and|but|or|which|who|while|where|when|because|after|before|although|as|so)\s)",
        ),
    )
)
_QUOTATION = re.compile(r"\"[^\"“”]*\"|“[^“”]*”")
_WHO_SAID_IT = re.compile(
    r",[\"”]?\s+(?:he|she|they|it|\w+)\s+(?:also\s+)?"
    r"(?:said|says|added|adds|noted|notes|told|stressed|wrote|explained|warned|pointed out|concluded)\b[^,]{0,40}$"
)
_NAMES = ("person", "title", "institution")
"""Categories of terms behind which a comma parts an office from its holder, or one name of a list from the next."""
_COMMA = re.compile(r"[)\"”]*(?:,|(?<=,))\s+")
_MARKS = CJK_MARKS | {mark: mark for mark in CJK_MARKS.values()}
_QUOTES = ('"', "”", "’", ")", "）")
_STOP_IN_QUOTES = re.compile(r"[.。，](”)[。，]?$")
_ENDS = " .。?？!！;；:：,，、"


def in_clauses(task: Task, longest: int) -> list[Task]:
    """Return the clauses of a text, each of `longest` code points at most if it can be cut to that.

    A term counts as what stands in for it: the engine reads that in its place.

    >>> [clause.text for clause in in_clauses(Task("The court met on Monday, and the law was read aloud.", ()), 30)]
    ['The court met on Monday,', 'and the law was read aloud.']
    """
    text = task.text
    terms = [span for required in task.terms if required.forms for span in required.spans]
    if _size(0, len(text), terms) <= longest or _WHO_SAID_IT.search(text):
        return [task]
    uncut = (
        _with_comma(text, span) if required.category in _NAMES else span
        for required in task.terms
        for span in required.spans
    )
    whole = _merged([*uncut, *(found.span() for found in _QUOTATION.finditer(text))])
    edges = [0, *_cuts(text, (0, len(text)), longest, whole, terms), len(text)]
    return [_clause(task, start, end) for start, end in pairwise(edges)] if len(edges) > 2 else [task]


def _size(start: int, end: int, terms: Sequence[Span]) -> int:
    """Return the length of a stretch of the text, in code points, with stand-ins in place of its terms."""
    saved = (last - first - _STAND_IN for first, last in terms if start <= first and last <= end)
    return end - start - sum(count for count in saved if count > 0)


def _cuts(text: str, stretch: Span, longest: int, whole: Sequence[Span], terms: Sequence[Span]) -> Iterator[int]:
    """Yield where a stretch of the text is cut, from left to right."""
    start, end = stretch
    if _size(start, end, terms) <= longest:
        return
    least = (end - start) // _EDGE
    for cut in _CUTS:
        places = (found.end() for found in cut.finditer(text, start + least, end - least))
        free = [place for place in places if start < place < end and not _is_inside(place, whole)]
        if free:
            middle = min(free, key=lambda place: abs(2 * place - start - end))
            yield from _cuts(text, (start, middle), longest, whole, terms)
            yield middle
            yield from _cuts(text, (middle, end), longest, whole, terms)
            return


def _with_comma(text: str, span: Span) -> Span:
    """Return a span that reaches beyond the comma behind it, if there is one."""
    comma = _COMMA.match(text, span[1])
    return (span[0], comma.end() + 1) if comma else span


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_inside(place: int, spans: Sequence[Span]) -> bool:
    """Say whether a place is inside of one of the spans, which are in order and do not overlap."""
    before = bisect_left(spans, (place, place))
    return before > 0 and place < spans[before - 1][1]


def _clause(task: Task, start: int, end: int) -> Task:
    required_terms = []
    for required in task.terms:
        spans = tuple((first - start, last - start) for first, last in required.spans if start <= first and last <= end)
        if spans:
            required_terms.append(replace(required, spans=spans))
    return Task(task.text[start:end].rstrip(), tuple(required_terms))


def join_cjk(clauses: Sequence[Task], targets: Sequence[str]) -> str:
    """Return the Chinese or Japanese translation of a text from those of its clauses.

    >>> clauses = [Task("The court met,", ()), Task("and the law was read.", ())]
    >>> join_cjk(clauses, ["法院开会。", "宣读了法律。"])
    '法院开会，宣读了法律。'
    """
    return "".join([*map(_ended, clauses[:-1], targets), targets[-1]])


def _ended(clause: Task, target: str) -> str:
    """Return the translation of a clause that is not the last with the mark that its source ends with, or a comma."""
    if clause.text.endswith(_QUOTES):
        return target
    bare = _STOP_IN_QUOTES.sub(r"\1", target).rstrip(_ENDS)
    return bare + _MARKS.get(clause.text[-1:], "，") if bare else ""
