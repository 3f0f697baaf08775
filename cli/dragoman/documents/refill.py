"""A paragraph's text exchanged for its translation: which stretches it then has, and which markup each of them is in.

The words are new, the markup is the file's own. A pair that one sentence has closed and another opened again stands
there twice. Nothing that stands alone is lost: a picture or a note that a translation leaves out stands at its end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.documents.inline import Inline, Mark, Taken
from dragoman.model import Block, Code, Document, Record
from dragoman.segment.tags import codes_between, folded
from dragoman.text.list_markers import marker_for
from dragoman.text.newsroom import DASHES


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of the new text, or something that stands alone in it."""

    text: str
    around: tuple[int, ...]
    """Indices of the marks around it, outermost first."""
    alone: int = -1
    """Index of the mark that stands here; there is no text then."""
    record: Record | None = None
    """Whose target the text is; `None` where it is the file's own."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What is put into the blocks of a document."""

    document: Document
    records: Mapping[int, Sequence[Record]]
    """By block."""
    joins: bool
    """The target language writes no blank between two sentences."""
    tag: str
    """Of the target language."""

    def is_changed(self, block: Block) -> bool:
        """Tell whether a block gets other words, or its codes in other places."""
        return any(is_changed(record) for record in self.records.get(block.number, ()))

    def text(self, block: Block) -> str:
        """Return the new text of a block, without its codes."""
        pieces: list[str] = []
        position, before = block.start, None
        for record in self.records.get(block.number, ()):
            gap = self.document.text[position : record.start]
            pieces.append(self.gap(before, record, gap))
            pieces.append(record.target if is_changed(record) else record.source)
            position, before = record.end, record
        return "".join([*pieces, self.document.text[position : block.end]])

    def gap(self, before: Record | None, record: Record, gap: str) -> str:
        """Return what stands before a segment of a block, behind the segment before it."""
        if record.marker:
            marker = marker_for(record.marker, self.tag) if is_changed(record) else record.marker
            return gap.removesuffix(record.marker) + marker
        if before is None or not (is_changed(before) and is_changed(record)):
            return gap
        joined = self.joins and "\t" not in gap and not before.source.endswith(DASHES)
        return "" if joined else gap


def is_changed(record: Record) -> bool:
    """Tell whether a record has a target that is not its source as it stands."""
    segment = record.segment
    if record.origin in ("verbatim", "none") or not record.target:
        return False
    return record.target != segment.text or _placed(record.codes) != _placed(folded(segment.source, segment.codes))


def _placed(codes: Sequence[Code]) -> list[tuple[int, int, int, int]]:
    return sorted((code.number, code.start, code.end, code.parent) for code in codes)


def refill(inline: Inline, parts: Sequence[tuple[Block, Taken]], filling: Filling) -> list[Stretch]:
    """Return the stretches of a paragraph whose text is that of `parts`, in order, and what stands between them."""
    return _without_blanks(_merged(_refill(inline, parts, filling)), inline.marks)


def _refill(inline: Inline, parts: Sequence[tuple[Block, Taken]], filling: Filling) -> Iterator[Stretch]:
    position = 0
    first = True
    for block, taken in parts:
        start, end = taken.places[0], taken.places[-1] + 1
        yield from _as_it_was(inline, position, start, first=first)
        yield from fill_block(block, taken, filling)
        position, first = end, False
    yield from _as_it_was(inline, position, inline.length, first=first)


def _as_it_was(inline: Inline, start: int, end: int, *, first: bool) -> Iterator[Stretch]:
    """Yield what stands outside of the blocks: text that is none of theirs, and marks."""
    alone = sorted(
        (n for n, mark in enumerate(inline.marks) if mark.alone and start <= mark.start <= end),
        key=lambda n: (inline.marks[n].start, n),
    )
    text = inline.text
    for n in alone:
        mark = inline.marks[n]
        yield from _plain(inline, text, start, mark.start)
        yield Stretch("", _chain(inline.marks, mark.parent), n)
        start = max(start, mark.start + mark.blank)
    yield from _plain(inline, text, start, end)


def _plain(inline: Inline, text: str, start: int, end: int) -> Iterator[Stretch]:
    borders = {start, end}
    for mark in inline.marks:
        if not mark.alone:
            borders |= {place for place in (mark.start, mark.end) if start < place < end}
    ordered = sorted(borders)
    for one, other in pairwise(ordered):
        around = [
            n for n, mark in enumerate(inline.marks) if not mark.alone and mark.start <= one and mark.end >= other
        ]
        yield Stretch(text[one:other], _ordered(inline.marks, around))


def _chain(marks: Sequence[Mark], parent: int) -> tuple[int, ...]:
    chain: list[int] = []
    while parent != -1:
        chain.append(parent)
        parent = marks[parent].parent
    return tuple(reversed(chain))


def _ordered(marks: Sequence[Mark], around: Sequence[int]) -> tuple[int, ...]:
    """Return pairs that are around one place, outermost first."""
    return tuple(sorted(around, key=lambda n: (len(_chain(marks, n)), n)))


def refill_block(block: Block, taken: Taken, filling: Filling) -> list[Stretch]:
    """Return the stretches of one block."""
    return _without_blanks(_merged(fill_block(block, taken, filling)), taken.inline.marks)


def fill_block(block: Block, taken: Taken, filling: Filling) -> Iterator[Stretch]:
    """Yield the stretches of one block."""
    text = filling.document.text
    marks = taken.inline.marks
    index = {code.number: next(n for n, one in enumerate(marks) if one is mark) for code, mark in taken.marks}
    position = block.start
    before: Record | None = None
    for record in filling.records.get(block.number, ()):
        gap = filling.gap(before, record, text[position : record.start])
        yield from _gap(block, index, position, record.start, gap)
        yield from _segment(block, marks, index, text, record)
        position, before = record.end, record
    yield from _gap(block, index, position, block.end, text[position : block.end])


def _gap(block: Block, index: Mapping[int, int], start: int, end: int, text: str) -> Iterator[Stretch]:
    """Yield what stands between two segments; of the codes at its edges, those that stand alone."""
    around = tuple(index[c.number] for c in block.codes if not c.alone and c.start <= start and c.end >= end)
    alone = [c for c in block.codes if c.alone and start <= c.start <= end]
    position = start
    for code in alone:
        if text:
            yield Stretch(text[position - start : code.start - start], around)
            position = code.start
        inside = tuple(index[n] for n in _parents(block, code))
        yield Stretch("", inside, index[code.number])
    yield Stretch(text[position - start :], around)


def _parents(block: Block, code: Code) -> list[int]:
    by_number = {one.number: one for one in block.codes}
    found: list[int] = []
    parent = code.parent
    while parent in by_number:
        found.append(parent)
        parent = by_number[parent].parent
    return found[::-1]


def _segment(
    block: Block, marks: Sequence[Mark], index: Mapping[int, int], text: str, record: Record
) -> Iterator[Stretch]:
    """Yield the stretches of a segment: its target in the markup that its codes stand for."""
    own = codes_between(block.codes, text, record.start, record.end)
    mine = {code.number: whole.number for code, whole in own}
    changed = is_changed(record)
    target, codes = (record.target, record.codes) if changed else (record.source, record.segment.codes)
    outer = [c.number for c in block.codes if not c.alone and c.start <= record.start and c.end >= record.end]
    hidden = [c for c in block.codes if c.alone and not c.name and record.start < c.start < record.end]
    for code in hidden:  # before the text, where no pair of it is open
        yield Stretch("", tuple(index[n] for n in _parents(block, code) if n in outer), index[code.number])
    borders = sorted({0, len(target), *(place for code in codes for place in (code.start, code.end))})
    alone = [code for code in codes if code.alone]
    pairs = [code for code in codes if not code.alone]
    for one, other in zip(borders, [*borders[1:], len(target) + 1], strict=True):
        for code in [c for c in alone if c.start == one]:
            inside = [*outer, *(mine[n] for n in _up(code, pairs))]
            yield Stretch("", tuple(index[n] for n in sorted(inside)), index[mine[code.number]])
        around = [*outer, *(mine[c.number] for c in pairs if c.start <= one and c.end >= other)]
        if piece := target[one:other]:
            yield Stretch(piece, tuple(index[n] for n in sorted(set(around))), record=record)
    there = {code.number for code in codes}
    for code, whole in own:
        if code.number not in there and (code.alone or marks[index[whole.number]].kept):
            within = tuple(index[n] for n in _parents(block, whole) if n in outer)
            lost = index[whole.number]
            yield Stretch("", within, lost) if code.alone else Stretch("", (*within, lost), record=record)


def _up(code: Code, pairs: Sequence[Code]) -> list[int]:
    """Return the numbers of the pairs around a code that stands alone."""
    around = [c.number for c in pairs if c.start < code.start < c.end]
    parent = code.parent
    while parent:
        own = next((c for c in pairs if c.number == parent and c.start <= code.start <= c.end), None)
        if own is None:
            break
        around.append(own.number)
        parent = own.parent
    return sorted(set(around))


def _without_blanks(stretches: list[Stretch], marks: Sequence[Mark]) -> list[Stretch]:
    """Take away the blank that a tab or a line break is in the text, where the code itself stands."""
    for number, stretch in enumerate(stretches):
        if stretch.alone < 0 or not marks[stretch.alone].blank:
            continue
        if number + 1 < len(stretches) and stretches[number + 1].record:
            behind = stretches[number + 1]
            stretches[number + 1] = replace(behind, text=behind.text.removeprefix(" "))
    return stretches


def _merged(stretches: Iterator[Stretch]) -> list[Stretch]:
    """Join what stands in the same markup and is alike: new words by whoever answers for them, or the file's own."""
    merged: list[Stretch] = []
    for one in stretches:
        if not one.text and one.alone < 0 and not (one.around and one.record):
            continue
        merged.append(one)
        while len(merged) > 1 and (joined := _joined(merged[-2], merged[-1])):
            merged[-2:] = [joined]
        if len(merged) > 2 and merged[-2].record is None and _alike(merged[-3], merged[-1]):
            # The blank between two sentences is as they are.
            blank = merged[-2]
            if blank.around == merged[-1].around == merged[-3].around and blank.alone < 0:
                text = merged[-3].text + blank.text + merged[-1].text
                merged[-3:] = [Stretch(text, blank.around, record=merged[-1].record)]
    return merged


def _joined(one: Stretch, other: Stretch) -> Stretch | None:
    if one.around != other.around or not _alike(one, other):
        return None
    return Stretch(one.text + other.text, one.around, record=other.record)


def _alike(one: Stretch, other: Stretch) -> bool:
    if one.alone >= 0 or other.alone >= 0 or (one.record is None) != (other.record is None):
        return False
    if one.record is None or other.record is None or one.record is other.record:
        return True
    return (is_changed(one.record), one.record.origin) == (is_changed(other.record), other.record.origin)
