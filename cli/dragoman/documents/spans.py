"""Text files in which some stretches are text and all else is not: subtitles, and the messages of programs.

A format says where its stretches are, how a character is written in them, and what its tags are; reading and putting
back are then the same for all.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.documents.decode import decode
from dragoman.documents.extract import Extract, ExtractBuilder, one_line
from dragoman.documents.icu import branches
from dragoman.documents.inline import Edges, Inline, Taken
from dragoman.documents.kinds import is_prose
from dragoman.documents.put_back import BRACKETS, PutBack
from dragoman.documents.refill import Stretch, refill_block
from dragoman.documents.splice import Splice, encoded, spliced
from dragoman.model import Block, Kind


class Whole(NamedTuple):
    """A value that is written anew as a whole, because how it is quoted depends on what is in it."""

    value: str
    write: Callable[[str], str]
    """Returns what stands at the span instead, for a new value."""


class Span(NamedTuple):
    """A stretch of text in a file."""

    start: int
    end: int
    place: str
    kind: Kind = "paragraph"
    whole: Whole | None = None
    notation: "Notation | None" = None
    """Of its own, where it is not that of the file."""
    seconds: float = 0.0
    """How long it is shown, where that is known."""
    gap: str = "\n\n"
    """What parts it from the text before; see `ExtractBuilder.add`."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How text is written in a format."""

    find: Callable[[str, str], Iterable[Span]]
    """Finds the stretches in (label, text); raises `DocumentError` where the file is broken."""
    unit: re.Pattern[str] = re.compile(r".", re.DOTALL)
    """A character as it is written."""
    plain: re.Pattern[str] = re.compile(r"[^<\\&\r{]+")
    """Characters that stand for themselves, and where no tag begins."""
    read: Callable[[str], str] = str
    """What such a character is."""
    write: Callable[[str], str] = str
    """How new text is written."""
    tag: re.Pattern[str] | None = None
    """A tag: group 1 is `/` in one that closes, group 2 its name."""
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name and explanation of codes, by the names of tags."""
    parts: re.Pattern[str] = re.compile(r"\n+")
    """What parts a stretch into blocks."""
    choices: bool = False
    """Values may be messages that choose among texts, see `dragoman.documents.icu`."""
    layout: Callable[[str, str], str] = staticmethod(lambda own, new: new)  # noqa: RUF009
    """Lays new text out as that which was there."""


class Origin(NamedTuple):
    """Where a piece of text stands in the file."""

    start: int
    end: int
    plain: bool = False
    """As it is; else what one unit stands for."""


class Tag(NamedTuple):
    """Where a tag is, or two."""

    start: int
    end: int
    closing: tuple[int, int] = (0, 0)


def read_spans(
    label: str, text: str, notation: Notation, *, keep: bool = False
) -> tuple[Extract, list[tuple[Span, Inline]]]:
    """Read the stretches of a file; with `keep` the extract says where each block comes from, and they are returned."""
    builder = ExtractBuilder(keep=keep)
    line, seen = 1, 0
    kept: list[tuple[Span, Inline]] = []
    for span in notation.find(label, text):
        line += text.count("\n", seen, span.start)
        seen = span.start
        own = span.notation or notation
        inline = _collected(text, span, own)
        inline.seconds = span.seconds
        if keep:
            kept.append((span, inline))
        number = 0
        for start, end in _pieces(inline.text, own):
            content = inline.text[start:end]
            if not content.strip():
                continue
            inline.go_to(start)
            number += 1
            place = span.place if number == 1 else f"{span.place} part {number}"
            builder.add(
                span.kind,
                one_line(content),
                line=line,
                place=place,
                verbatim=not is_prose(one_line(content)),
                inline=inline,
                gap=span.gap if number == 1 else "\n\n" if span.gap == "\n\n" else " ",
            )
    return builder.build("utf-8"), kept


def _pieces(text: str, notation: Notation) -> Iterator[tuple[int, int]]:
    """Yield where the texts of a value stand: those that a message chooses among, or what its line breaks part."""
    if notation.choices and (found := branches(text)):
        yield from found
        return
    position = 0
    for gap in notation.parts.finditer(text):
        yield position, gap.start()
        position = gap.end()
    yield position, len(text)


def _collected(text: str, span: Span, notation: Notation) -> Inline:
    inline = Inline()
    if span.whole:
        inline.add(span.whole.value)
        return inline
    opened: list[tuple[str, int]] = []
    position = span.start
    while position < span.end:
        if plain := notation.plain.match(text, position, span.end):
            inline.add(plain[0], Origin(position, plain.end(), plain=True))
            position = plain.end()
            continue
        tag = notation.tag.match(text, position, span.end) if notation.tag else None
        if tag is None:
            unit = notation.unit.match(text, position, span.end)
            raw = unit[0] if unit else text[position]
            inline.add(notation.read(raw), Origin(position, position + len(raw)))
            position += len(raw)
            continue
        name = (tag[2] or "").lower()
        before = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == name), None)
        if not tag[1] and name in notation.names:
            opened.append((name, inline.open(*notation.names[name], Tag(tag.start(), tag.end()))))
        elif tag[1] and before is not None:
            for _, left in opened[before + 1 :]:
                inline.dissolve(left)
            mark = inline.marks[opened[before][1]]
            mark.origin = Tag(mark.origin.start, mark.origin.end, (tag.start(), tag.end()))
            inline.close(opened[before][1])
            del opened[before:]
        else:
            inline.alone("x", tag[0], Tag(tag.start(), tag.end()))
        position = tag.end()
    for _, left in opened:
        inline.dissolve(left)
    return inline


def put_spans(label: str, data: bytes, put: PutBack, notation: Notation, errors: str = "strict") -> bytes:
    """Return a file with the translation in its stretches; `errors` as in `encoded`."""
    text, codec, _ = decode(label, data, put.alignment.document.encoding)
    extract, kept = read_spans(label, text, notation, keep=True)
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None and put.shows(block):
            by_inline[id(taken.inline)].append((block, taken))
    splices: list[Splice] = []
    for span, inline in kept:
        if found := by_inline.get(id(inline)):
            if span.whole:
                splices.append(Splice(span.start, span.end, span.whole.write(_new_value(span.whole, found, put))))
            else:
                own = span.notation or notation
                splices += (_splice(text, block, taken, put, own) for block, taken in found)
    return encoded(spliced(text, splices), data, codec, errors) if splices else data


def _new_value(whole: Whole, found: Sequence[tuple[Block, Taken]], put: PutBack) -> str:
    pieces: list[str] = []
    position = 0
    for block, taken in found:
        pieces.append(whole.value[position : taken.places[0]])
        pieces += (marked(stretch, put) for stretch in refill_block(block, taken, put.filling))
        position = taken.places[-1] + 1
    return "".join([*pieces, whole.value[position:]])


def marked(stretch: Stretch, put: PutBack) -> str:
    """Return the text of a stretch, in brackets where it is to be marked."""
    return stretch.text.join(BRACKETS[put.state_of(stretch.record)])


def _splice(text: str, block: Block, taken: Taken, put: PutBack, notation: Notation) -> Splice:
    inline, edges = taken.inline, taken.edges()
    start, end = _origin(inline, taken.places[0])[0], _origin(inline, taken.places[-1])[1]
    start = min([start, *(inline.marks[n].origin.start for n in edges.begun)])
    end = max([end, *(inline.marks[n].origin.closing[1] for n in edges.ended)])
    new = _written(text, refill_block(block, taken, put.filling), inline, edges, put, notation)
    return Splice(start, end, notation.layout(text[start:end], new))


def _origin(inline: Inline, offset: int) -> tuple[int, int]:
    """Return where a character of the collected text stands in the file."""
    first, _, origin = inline.origins[bisect_right(inline.origins, offset, key=lambda one: one[0]) - 1]
    if origin.plain:
        return origin.start + offset - first, origin.start + offset - first + 1
    return (origin.start if offset == first else origin.end), origin.end


def _written(
    text: str, stretches: Sequence[Stretch], inline: Inline, edges: Edges, put: PutBack, notation: Notation
) -> str:
    pieces: list[str] = []
    opened = list(edges.entered)

    def turn_to(around: Sequence[int]) -> None:
        common = 0
        while common < min(len(around), len(opened)) and around[common] == opened[common]:
            common += 1
        while len(opened) > common:
            pieces.append(text[slice(*inline.marks[opened.pop()].origin.closing)])
        for n in around[common:]:
            pieces.append(text[inline.marks[n].origin.start : inline.marks[n].origin.end])
            opened.append(n)

    for stretch in stretches:
        turn_to(stretch.around)
        if stretch.alone >= 0:
            origin = inline.marks[stretch.alone].origin
            pieces.append(text[origin.start : origin.end])
        else:
            pieces.append(notation.write(marked(stretch, put)))
    turn_to(edges.left)
    return "".join(pieces)
