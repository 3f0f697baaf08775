"""Document → segments: which blocks are split, and the names and places of what comes out."""

import re
from collections.abc import Iterator

from dragoman.model import Block, Document, Segment
from dragoman.segment.engine import Splitter, splitter_for

SEGMENTER = "rules 1"
"""Name and version of the segmenter: goes up with every change that moves a boundary."""

_WHOLE = frozenset({"heading", "byline", "image", "footer"})
_CELL = re.compile(r"[^\t]+")
_CREDIT = re.compile(r"[\[(]Photo/[^\])]*[\])]")
"""What follows a caption in the same paragraph: a name that stays as it is."""


def segment_document(document: Document, language: str) -> tuple[Segment, ...]:
    """Cut every block of a document into segments.

    `language` is a language tag (`en`, `zh-Hant`, `pt_BR`); a language without rules of its own gets the default
    ones. The segments are in order, do not overlap, have no white space at their edges and leave nothing but
    white space out. Time is linear in the length of the text.
    """
    splitter = splitter_for(language)
    return tuple(segment for block in document.blocks for segment in _segments(document.text, block, splitter))


def _segments(text: str, block: Block, splitter: Splitter) -> Iterator[Segment]:
    line, seen = block.line, block.start
    for number, (start, end) in enumerate(_spans(text, block, splitter), 1):
        line += _line_ends(text, seen, start)
        seen = start
        source = text[start:end]
        # A cell or a sentence of figures alone has nothing to translate even where its block has.
        verbatim = block.verbatim or not any(map(str.isalpha, source)) or bool(_CREDIT.fullmatch(source))
        yield Segment(f"b{block.number:03}s{number:02}", block.number, block.kind, line, start, end, source, verbatim)


def _spans(text: str, block: Block, splitter: Splitter) -> Iterator[tuple[int, int]]:
    if block.verbatim or block.kind in _WHOLE:
        yield block.start, block.end
    elif block.kind == "table":
        for match in _CELL.finditer(text, block.start, block.end):
            cell = match[0].strip()
            if cell:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield start, start + len(cell)
    else:
        yield from splitter.spans(text, block.start, block.end)


def _line_ends(text: str, start: int, end: int) -> int:
    """Count line ends; `start` and `end` never stand between CR and LF, because no segment starts there."""
    lines = text.count("\n", start, end)
    returns = text.count("\r", start, end)
    return lines + returns - text.count("\r\n", start, end) if returns else lines
