"""Text files in which some stretches are text and all else is not: subtitles, and the messages of programs.

A format says where its stretches are, how a character is written in them, and what its tags are; reading and putting
back are then the same for all.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.documents.decode import decode
from dragoman.documents.extract import Extract, ExtractBuilder, one_line
from dragoman.documents.inline import Edges, Inline, Taken
from dragoman.documents.kinds import is_prose
from dragoman.documents.put_back import BRACKETS, PutBack
from dragoman.documents.refill import Stretch, refill_block
from dragoman.documents.splice import Splice, encoded, spliced
from dragoman.model import Block, Kind


class Span(NamedTuple):
    """A stretch of text in a file."""

    start: int
    end: int
    place: str
    kind: Kind = "paragraph"


@dataclass(frozen=True, slots=True)
class Notation:
    """How text is written in a format."""

    find: Callable[[str, str], Iterable[Span]]
    """Finds the stretches in (label, text); raises `DocumentError` where the file is broken."""
    unit: re.Pattern[str] = re.compile(r".", re.DOTALL)
    """A character as it is written."""
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
    layout: Callable[[str, str], str] = staticmethod(lambda own, new: new)  # noqa: RUF009
    """Lays new text out as that which was there."""
    ascii_only: bool = False
    """What is not ASCII was written so already; `write` does it."""


class Tag(NamedTuple):
    """Where a tag is, or two."""

    start: int
    end: int
    closing: tuple[int, int] = (0, 0)


def read_spans(label: str, text: str, notation: Notation, *, keep: bool = False) -> tuple[Extract, list[Inline]]:
    """Read the stretches of a file; with `keep` the extract says where each block comes from."""
    builder = ExtractBuilder(keep=keep)
    line, seen = 1, 0
    inlines: list[Inline] = []
    for span in notation.find(label, text):
        line += text.count("\n", seen, span.start)
        seen = span.start
        inline = _collected(text, span, notation)
        inlines.append(inline)
        number = 0
        for content in notation.parts.split(inline.text):
            if not content.strip():
                continue
            number += 1
            place = span.place if number == 1 else f"{span.place} part {number}"
            builder.add(
                span.kind,
                one_line(content),
                line=line,
                place=place,
                verbatim=not is_prose(one_line(content)),
                inline=inline,
            )
    return builder.build("utf-8"), inlines


def _collected(text: str, span: Span, notation: Notation) -> Inline:
    inline = Inline()
    opened: list[tuple[str, int]] = []
    position = span.start
    while position < span.end:
        tag = notation.tag.match(text, position, span.end) if notation.tag else None
        if tag is None:
            unit = notation.unit.match(text, position, span.end)
            raw = unit[0] if unit else text[position]
            shown = notation.read(raw)
            after = position + len(raw)
            inline.add(shown, ((position, after), *((after, after),) * (len(shown) - 1)))
            position = after
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


def put_spans(label: str, data: bytes, put: PutBack, notation: Notation) -> bytes:
    """Return a file with the translation in its stretches."""
    text, codec, _ = decode(label, data, put.alignment.document.encoding)
    extract, _kept = read_spans(label, text, notation, keep=True)
    splices: list[Splice] = []
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None and put.shows(block):
            by_inline[id(taken.inline)].append((block, taken))
    for found in by_inline.values():
        splices += (_splice(text, block, taken, put, notation) for block, taken in found)
    return encoded(spliced(text, splices), data, codec) if splices else data


def _splice(text: str, block: Block, taken: Taken, put: PutBack, notation: Notation) -> Splice:
    inline, edges = taken.inline, taken.edges()
    characters = [place for _, _, own in inline.origins for place in own]
    start, end = characters[taken.places[0]][0], characters[taken.places[-1]][1]
    start = min([start, *(inline.marks[n].origin.start for n in edges.begun)])
    end = max([end, *(inline.marks[n].origin.closing[1] for n in edges.ended)])
    new = _written(text, refill_block(block, taken, put.filling), inline, edges, put, notation)
    return Splice(start, end, notation.layout(text[start:end], new))


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
            pieces.append(notation.write(stretch.text.join(BRACKETS[put.state_of(stretch.record)])))
    turn_to(edges.left)
    return "".join(pieces)
