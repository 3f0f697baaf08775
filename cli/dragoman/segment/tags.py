"""Inline codes written as tags: `<b1>…</b1>` for a pair, `<note2/>` for a code that stands alone.

So they stand in PO files and wherever else a text is one string. The letters tell a translator what the code does; the
number, from 1 in each segment, ties it to the source. These are names that XML allows: what checks tags (Weblate's
“XML markup”, pofilter's `xmltags`, OmegaT's tag validation) checks them as they are. The markup of the format itself,
as po4a and mdpo keep it, would be checked by nobody in a Word report, would let an address be mistyped, and would give
one sentence as many entries as there are formats. A tag in the text itself stays text: its number is given to no code.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.model import Alignment, Code, Record, Segment, fold_lines

_TAG = re.compile(r"<(/?)\s*([a-z]*)(\d{1,4})\s*(/?)>")


def tagged(text: str, codes: Sequence[Code]) -> str:
    """Return a text with its codes as tags.

    >>> tagged("See the guide now.", [Code(1, "a", 8, 13), Code(2, "note", 13, 13, alone=True)])
    'See the <a1>guide</a1><note2/> now.'
    """
    return _tagged(text, codes)[0] if codes else text


def tag_of(code: Code, *, closing: bool = False) -> str:
    """Return the tag of a code, the one that opens or the one that closes it.

    >>> tag_of(Code(1, "a", 8, 13)), tag_of(Code(2, "note", 13, 13, alone=True))
    ('<a1>', '<note2/>')
    """
    return f"<{'/' * closing}{code.name}{code.number}{'/' * code.alone}>"


def _tagged(text: str, codes: Sequence[Code]) -> tuple[str, list[tuple[int, int]]]:
    """Return a text with its codes as tags, and where in the text each tag is put in, with its length."""
    within: dict[int, list[Code]] = {}
    known = {code.number for code in codes}
    for code in sorted(codes, key=lambda one: (one.start, one.end, one.number)):
        within.setdefault(code.parent if code.parent in known else 0, []).append(code)
    pieces: list[str] = []
    put_in: list[tuple[int, int]] = []

    def put(tag: str, place: int) -> None:
        pieces.append(tag)
        put_in.append((place, len(tag)))

    def write(parent: int, position: int, end: int) -> None:
        for code in within.pop(parent, ()):
            start, stop = (min(max(place, position), end) for place in (code.start, code.end))
            pieces.append(text[position:start])
            put(tag_of(code), start)
            if not code.alone:
                write(code.number, start, stop)
                put(tag_of(code, closing=True), stop)
            position = start if code.alone else stop
        pieces.append(text[position:end])

    write(0, 0, len(text))
    return "".join(pieces), put_in


def with_tags(record: Record) -> Record:
    """Return a record whose texts have their codes as tags, and whose terms stand where they then stand.

    So people see and edit it; its source is on one line. What a term reads has no tags, even where it spans one.
    """
    segment = record.segment
    if not segment.codes or segment.verbatim:
        return record
    source, before = _tagged(segment.text, folded(segment.source, segment.codes))
    target, behind = _tagged(record.target, record.codes) if record.codes else (record.target, [])
    terms = []
    for term in record.terms:
        start, end = (
            _moved(before, folded_offset(segment.source, term.start), start=True),
            _moved(before, folded_offset(segment.source, term.end, closing=True), start=False),
        )
        if term.target_start is not None and term.target_end is not None:
            places = _moved(behind, term.target_start, start=True), _moved(behind, term.target_end, start=False)
            term = replace(term, target_start=places[0], target_end=places[1])
        terms.append(replace(term, start=start, end=end, source=fold_lines(term.source)))
    return replace(record, segment=replace(segment, source=source), target=target, terms=tuple(terms))


def shown(alignment: Alignment) -> Alignment:
    """Return an alignment whose texts have their inline codes as tags."""
    if not any(record.segment.codes for record in alignment.records):
        return alignment
    return replace(alignment, records=tuple(map(with_tags, alignment.records)))


def _moved(put_in: Iterable[tuple[int, int]], offset: int, *, start: bool) -> int:
    return offset + sum(length for place, length in put_in if place < offset or (start and place == offset))


def untagged(message: str, codes: Sequence[Code]) -> tuple[str, tuple[Code, ...]]:
    """Return the text of a translation and its codes, given those of the source.

    What is no tag of the source stays text. People's tags are taken as far as they make sense: letters left out, pairs
    that cross, one that is not closed (up to the end) or stands there twice.

    >>> text, [code] = untagged("见<a1>指南</a1>。", [Code(1, "a", 8, 13)])
    >>> text, text[code.start : code.end]
    ('见指南。', '指南')
    """
    if not codes:
        return message, ()
    pieces: list[str] = []
    found: list[Code] = []
    opened: list[Code] = []
    length = 0
    for piece in split_tags(message, codes):
        if isinstance(piece, str):
            pieces.append(piece)
            length += len(piece)
            continue
        code, closing = piece
        here = replace(code, start=length, end=length, parent=opened[-1].number if opened else 0)
        if code.alone:
            if not closing and all(other.number != code.number for other in found):
                found.append(here)
        elif not closing:
            opened.append(here)
        elif last := next((one for one in reversed(opened) if one.number == code.number), None):
            opened.remove(last)
            found.append(replace(last, end=length))
    text = "".join(pieces)
    found += (replace(one, end=len(text)) for one in opened)
    pairs = (one for one in found if one.alone or one.start < one.end)
    return text, tuple(sorted(pairs, key=lambda one: (one.start, -one.end, one.number)))


def split_tags(message: str, codes: Sequence[Code]) -> list[str | tuple[Code, bool]]:
    """Return the stretches of a text and, between them, the codes that its tags are and whether each tag closes one."""
    known = {code.number: code for code in codes}
    pieces: list[str | tuple[Code, bool]] = []
    position = 0
    for tag in _TAG.finditer(message):
        code = known.get(int(tag[3]))
        if code is not None and tag[2] in ("", code.name):
            pieces += [message[position : tag.start()], (code, bool(tag[1]))]
            position = tag.end()
    return [*pieces, message[position:]]


@dataclass(slots=True)
class Tags:
    """Reads a text that has its codes as tags, stretch by stretch, and knows which pairs are open."""

    codes: Sequence[Code]
    """Of the source."""
    around: list[Code] = field(default_factory=list)
    """The pairs that are open, outermost first."""

    def read(self, text: str) -> Iterator[str | tuple[Code, bool]]:
        """Yield what `split_tags` returns, without empty stretches; of a tag, once it is opened or closed."""
        for piece in split_tags(text, self.codes):
            if isinstance(piece, str):
                if piece:
                    yield piece
                continue
            code, closing = piece
            if closing:
                self.around = [one for one in self.around if one.number != code.number]
            elif not code.alone:
                self.around.append(code)
            yield piece


def find_tags(message: str, codes: Sequence[Code]) -> list[tuple[Code, bool]]:
    """Return the codes of a source whose tags stand in a translation, in order, and whether each is a closing tag."""
    return [piece for piece in split_tags(message, codes) if not isinstance(piece, str)]


def message_of(segment: Segment) -> str:
    """Return a segment's text as it stands in a catalogue: on one line, with its codes as tags."""
    return tagged(segment.text, folded(segment.source, segment.codes))


def folded(source: str, codes: Iterable[Code]) -> list[Code]:
    """Return codes with the offsets that they have once the lines of their text are folded."""
    return [
        replace(code, start=folded_offset(source, code.start), end=folded_offset(source, code.end, closing=True))
        for code in codes
    ]


def folded_offset(source: str, offset: int, *, closing: bool = False) -> int:
    """Return where an offset into a text is once its lines are folded; `closing` is that of an end."""
    if source.isprintable():
        return offset
    if closing and offset:
        return len(fold_lines(source[:offset]))
    # With the next character, because what a line break before it becomes depends on both sides.
    return max(len(fold_lines(source[: offset + 1])) - 1, 0) if offset < len(source) else len(fold_lines(source))


def about_codes(codes: Iterable[Code]) -> Iterator[str]:
    """Yield what a translator should know about each code, a line each."""
    for code in codes:
        yield f"{tag_of(code)} {code.about or code.name}"


def codes_between(codes: Sequence[Code], text: str, start: int, end: int) -> list[tuple[Code, Code]]:
    """Return the codes inside of `text[start:end]`, each with the one of `codes` that it is, or is a part of.

    Their offsets begin at `start`, and they are numbered anew. What is around all of the stretch is left out, and so
    is what stands alone at one of its edges.
    """
    found: list[tuple[Code, Code]] = []
    numbers: dict[int, int] = {}
    stretch = text[start:end]
    number = 0
    for code in codes:
        first, last = max(code.start, start), min(code.end, end)
        outside = not start < code.start < end if code.alone else first >= last or (first, last) == (start, end)
        if outside or not code.name:
            continue
        number += 1
        while f"<{code.name}{number}" in stretch or f"</{code.name}{number}" in stretch:
            number += 1
        numbers[code.number] = number
        parent = code.parent
        while parent and parent not in numbers:
            parent = next((other.parent for other in codes if other.number == parent), 0)
        moved = replace(
            code, number=number, start=first - start, end=last - start, parent=numbers[parent] if parent else 0
        )
        found.append((moved, code))
    return found
