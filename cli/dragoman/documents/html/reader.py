"""A saved web page → its main content, and its blocks.

`Block.place` is the XPath of the element that holds the text, `/html[1]/body[1]/div[2]/p[3]`; ` part 2` behind it where
the element holds more than one block (hard line breaks, text around an inner block), `/@alt` where the text is the
alternative text of a picture. `Block.line` is the line of the file, from 1.
"""

from collections.abc import Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from dragoman.documents.extract import NUMBERS_LEFT_OUT, Extract, ExtractBuilder
from dragoman.documents.html.main_content import select
from dragoman.documents.html.pieces import Piece, find_pieces
from dragoman.documents.html.tree import Events, parse_page
from dragoman.documents.kinds import (
    SHORT,
    TITLE,
    TOP_BLOCKS,
    is_caption,
    is_image,
    is_prose,
    is_subtitle,
    is_title,
    kind_by_wording,
)
from dragoman.documents.layout import column_count
from dragoman.errors import DocumentError
from dragoman.model import Kind

if TYPE_CHECKING:
    from dragoman.documents.elements import Element

_NOTHING = (
    "{path}: nothing to translate: this page holds no text; it may be filled by a script: save it from the browser"
)
_LEFT_OUT = (
    "{path}: left out what stands around the report, {count} ({samples}); if part of "
    "the report is missing, save its text as a text file"
)
_SAMPLES = 3
_INDENT, _DEEPEST = 4, 8
"""Blanks for each list around a list, and how many of these are told apart."""
_DIGITS = 9
"""More have the numbers of no list."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read a saved web page: `label` stands for it in messages, `encoding` is the one that the user names.

    Navigation, side columns and forms are left out, with a note; copyright and licence lines are kept, verbatim. Raises
    `DocumentError` if the page cannot be decoded, holds no text, or is built to fill memory or time.
    """
    events, codec, notes = parse_page(label, data, encoding)
    return read_events(label, events, codec, notes)


def read_root(label: str, root: "Element", codec: str) -> Extract:
    """Read a page that is parsed; the extract says where each block comes from."""
    from lxml import etree

    return read_events(label, etree.iterwalk(root, events=("start", "end")), codec, (), keep=True)


def read_events(label: str, events: Events, codec: str, notes: tuple[str, ...], *, keep: bool = False) -> Extract:
    """Read a page by its tags; with `keep`, its elements stay as they are, and the extract leads back to them."""
    opening = next(events)
    root = opening[1]
    pieces = find_pieces(chain([opening], events), keep=keep)
    title = " ".join((root.findtext("head/title") or "").split())
    chosen, left_out = select(root, pieces, title)
    del pieces
    builder = ExtractBuilder(keep=keep)
    numbered = any(piece.kind == "list" and _is_numbered(piece) for piece in chosen)
    if title and not any(piece.kind == "heading" for piece in chosen):
        line = root.find("head/title").sourceline
        builder.add("heading", title, line=line, place="/html[1]/head[1]/title[1]")
    _add_all(builder, chosen)
    if not builder:
        raise DocumentError(_NOTHING.format(path=label))
    if numbered:
        notes = (*notes, NUMBERS_LEFT_OUT.format(path=label))
    return builder.build(codec, (*notes, *_left_out(label, left_out)), root.get("lang", ""))


def _is_numbered(piece: Piece) -> bool:
    """Tell whether a piece is an item of a numbered list, or a paragraph of one."""
    parent = piece.owner.getparent()
    return any(element is not None and element.tag == "ol" for element in (parent, parent.getparent()))


def _add_all(builder: ExtractBuilder, pieces: list[Piece]) -> None:
    """Add the pieces, and let go of each: the blocks of a large page take as much room as they do."""
    before: Piece | None = None
    told: set[str] = set()
    markers = _Markers()
    pieces.reverse()
    while pieces:
        piece = pieces.pop()
        if piece.place.endswith("/@alt") and (not is_prose(piece.text) or is_image(piece.text) or piece.text in told):
            continue
        told.add(piece.text)
        kind, verbatim = settle(piece, before, near_top=len(builder) < TOP_BLOCKS)
        gap, marker = gap_before(piece, before), markers.marker(piece)
        builder.add(
            kind,
            piece.text,
            line=piece.line,
            place=piece.place,
            verbatim=verbatim,
            gap=gap,
            marker=marker,
            inline=piece.inline or piece.codes,
        )
        before = piece


class _Markers:
    """What a browser shows in front of the items of lists."""

    def __init__(self) -> None:
        self._lists: set[Element] = set()
        self._left: dict[Element, str] = {}
        """Items that no piece was from yet."""

    def marker(self, piece: Piece) -> str:
        """Return the marker of a piece, as in `Block`."""
        around = (piece.owner, piece.owner.getparent())
        item = next((element for element in around if element is not None and element.tag == "li"), None)
        whole = item.getparent() if item is not None else None
        if whole is None:
            return ""
        if whole not in self._lists:
            self._lists.add(whole)
            start = _number(whole.get("start"))
            for number, one in enumerate(whole.iterchildren("li"), start):
                self._left[one] = f"{number}." if whole.tag == "ol" else "-"
        depth = sum(1 for _ in islice(whole.iterancestors("li"), _DEEPEST))
        return " " * _INDENT * depth + self._left.pop(item, " " * (_INDENT - 1))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < _DIGITS else 1


def settle(piece: Piece, before: Piece | None, *, near_top: bool) -> tuple[Kind, bool]:
    """Return the kind of a piece and whether it is left as it is; `before` is the piece before it, if any."""
    text, kind = piece.text, piece.kind
    if piece.verbatim:
        return kind or "paragraph", True
    if kind == "byline" and not (near_top and column_count(text) <= TITLE):
        kind = None
    if kind == "heading" and piece.owner.tag not in _HEADINGS and not is_title(text):
        kind = None
    if kind == "table" and column_count(text) > SHORT:
        kind = None  # A cell is not cut into sentences, so prose must not pass for one.
    if kind is None and _follows_image(before) and (piece.centred or is_caption(text)):
        kind = "caption"
    if kind is None and piece.bold and is_subtitle(text):
        kind = "heading"
    return kind_by_wording(text, kind or "paragraph", near_top=near_top)


def _follows_image(before: Piece | None) -> bool:
    return before is not None and (before.kind == "image" or before.place.endswith("/@alt"))


def gap_before(piece: Piece, before: Piece | None) -> str:
    """Return what stands between two pieces: tabs between cells, a line end between rows, else an empty line."""
    if before is None or not piece.cell[0] or before.cell[0] != piece.cell[0]:
        return "\n\n"
    if before.cell[1] != piece.cell[1]:
        return "\n" + "\t" * (piece.cell[2] - 1)
    return "\t" * (piece.cell[2] - before.cell[2]) or " "


def _left_out(label: str, pieces: Sequence[Piece]) -> tuple[str, ...]:
    texts = [piece.text for piece in pieces if piece.kind != "image" and is_prose(piece.text)]
    if not texts:
        return ()
    samples = ", ".join(f"“{text[:40]}{'…' * (len(text) > 40)}”" for text in texts[:_SAMPLES])
    samples += " …" * (len(texts) > _SAMPLES)
    count = "one piece of text" if len(texts) == 1 else f"{len(texts):,} pieces of text"
    return (_LEFT_OUT.format(path=label, count=count, samples=samples),)
