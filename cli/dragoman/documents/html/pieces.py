"""The element tree of a web page → its pieces of text in order, each with what its markup says about it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.documents.boilerplate import is_navigation
from dragoman.documents.elements import Element
from dragoman.documents.extract import one_line
from dragoman.documents.html.markup import (
    KINDS,
    has_caption,
    holds_data,
    is_centred,
    is_kept,
    is_skipped,
    is_tiny,
    is_zone,
    kind_by_class,
    open_code,
    role_of,
)
from dragoman.documents.inline import Inline
from dragoman.documents.kinds import file_name
from dragoman.documents.layout import join_lines, numbered_lines
from dragoman.documents.raised import shifted
from dragoman.documents.text import split_blocks
from dragoman.model import Code, Kind, fold_lines

_LINE_END = re.compile(r"(?<![ \t\f])[ \t\f]*+[\r\n][ \t\f\r\n]*+")
_BLANKS = re.compile(r"[ \t\f]{2,}|[\t\f]")
_SOFT_HYPHEN = "\u00ad"
_HARD_BREAK = "\0"  # Stands for `<br>` while text is collected; no page can hold it.
_LED_TO = frozenset({"img", "head"})
"""Elements, no blocks themselves, that are looked at again when the page is read."""
_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")

_NAME = re.compile(r"[a-z][\w-]*")
"""What can stand in an XPath; tag names as Word writes them, `o:p`, cannot."""
_FULL_PATH, _ZONES = 64, 8
"""Levels of nesting whose elements are named one by one in a place, and of boilerplate that are told apart."""
_NO_LINE = 65_535
"""libxml2 counts no further."""


@dataclass(slots=True)
class Piece:
    """A run of text that can become one block, or a picture."""

    owner: Element
    """The block element that holds it."""
    kind: Kind | None
    """What the markup says; `None` where it says nothing."""
    text: str
    line: int
    place: str
    zones: tuple[Element, ...]
    """Elements around it that look like the boilerplate of a page."""
    linked: bool = False
    """Nearly all of it stands in links to other pages."""
    bold: bool = False
    centred: bool = False
    verbatim: bool = False
    cell: tuple[int, int, int] = (0, 0, 0)
    """Number of its table in the page, row and column, each from 1."""
    inline: Inline | None = None
    """What the text was taken from, where that is kept; its origins are text nodes, (element, whether the text is
    behind it)."""
    codes: tuple[Code, ...] = ()
    """Those in the text, where that is not kept."""


@dataclass(slots=True)
class _Open:
    """An element that has begun and not ended."""

    element: Element
    name: str
    role: str
    path: str
    kind: Kind | None
    centred: bool
    verbatim: bool
    is_leaf: bool = True
    """There is nothing but text and inline markup in it."""
    seen: Counter[str] = field(default_factory=Counter)
    parts: int = 0


@dataclass(slots=True)
class _Stretch:
    """Text between two hard line breaks."""

    line: int = 0
    """Where it begins; 0 while it is empty."""
    letters: int = 0
    linked: int = 0
    bold: int = 0


@dataclass(slots=True)
class _Run:
    """What stands between the borders of two blocks."""

    texts: list[str] = field(default_factory=list)
    stretches: list[_Stretch] = field(default_factory=lambda: [_Stretch()])
    images: list[Piece] = field(default_factory=list)
    inline: Inline = field(default_factory=Inline)
    marks: dict[Element, int] = field(default_factory=dict)
    """The inline elements that have begun in it, by their marks."""

    @property
    def is_blank(self) -> bool:
        """Whether there is no text in it."""
        return not any(stretch.letters for stretch in self.stretches)


def find_pieces(events: Iterable[tuple[str, Element]], *, keep: bool) -> list[Piece]:
    """Return the pieces of a page in document order; scripts, controls and hidden elements are left out.

    Without `keep`, what is in a paragraph is taken out of the tree once it is read.
    """
    collector = _Collector(keep=keep)
    for event, element in events:
        collector.take(event, element)
    collector.pass_through_preformatted()
    return collector.pieces


class _Collector:
    """Follows the tags of a page and collects the text between them."""

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._passed_over: Element | None = None
        """The element around here that is not gone through."""
        self.pieces: list[Piece] = []
        self._preformatted: list[Piece] = []
        self._open: list[_Open] = []
        self._zones: list[Element] = []
        self._cells: list[tuple[int, int, int]] = []
        """The cells that are open; a table that only lays the page out has the number 0."""
        self._tables = 0
        self._totals: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._line = 1
        self._run = _Run()

    def pass_through_preformatted(self) -> None:
        """Leave preformatted text as it is, unless it is most of the page: then it is how the page is written."""
        letters = sum(len(piece.text) for piece in self._preformatted)
        if 2 * letters < sum(len(piece.text) for piece in self.pieces):
            for piece in self._preformatted:
                piece.kind, piece.verbatim = "paragraph", True

    def take(self, event: str, element: Element) -> None:
        """Take a start tag or an end tag, and the text behind it."""
        if self._passed_over is not None and self._passed_over is not element:
            if event == "start":
                self._totals.update((element.tag, "*"))
        elif event == "end":
            self._passed_over = None
            self._end(element)
        elif not self._start(element):
            self._passed_over = element

    def _start(self, element: Element) -> bool:
        """Take a start tag and the text behind it; `False` where nothing inside of the element is read."""
        name = element.tag if isinstance(element.tag, str) else ""
        role = "skipped" if is_skipped(element, name) else role_of(element, name)
        if role == "block":
            self._flush()
        if role == "block" or name in _LED_TO:
            self._hold()
        around = self._open[-1] if self._open else None
        opened = _Open(
            element,
            name,
            role,
            self._path(name),
            KINDS.get(name)
            or (kind_by_class(element) if role == "block" else None)
            or (around.kind if around and name != "table" else None),
            is_centred(element, name) or bool(around and around.centred),
            is_kept(element) or bool(around and around.verbatim and element.get("translate") != "yes"),
        )
        self._open.append(opened)
        self._mark(opened)
        if element.sourceline and element.sourceline < _NO_LINE:
            self._line = element.sourceline
        if role == "skipped":
            return False
        self._roles[role] += 1
        if is_zone(element, name):
            self._zones.append(element)
        return self._enter(opened)

    def _end(self, element: Element) -> None:
        """Take an end tag and the text behind it."""
        ended = self._open[-1]
        if ended.role == "block":
            self._flush()
            if ended.is_leaf and not self._keep:
                del element[:]
                element.text = None
        self._open.pop()
        if element in self._run.marks:
            self._run.inline.close(self._run.marks.pop(element))
        if ended.role != "skipped":
            self._roles[ended.role] -= 1
            if self._zones and self._zones[-1] is element:
                self._zones.pop()
            if ended.name == "table":
                self._cells.pop()
        self._add_text(element.tail, (element, True))

    def _hold(self) -> None:
        """Note that there are elements in the block around that pieces lead to."""
        around = next((opened for opened in reversed(self._open) if opened.role == "block"), None)
        if around is not None:
            around.is_leaf = False

    def _mark(self, opened: _Open) -> None:
        """Add the code that an inline element is."""
        name, element, inline = opened.name, opened.element, self._run.inline
        origin = element if self._keep else None
        if opened.role == "skipped" or name == "wbr":
            inline.alone("", "", origin)
        elif name == "br":
            inline.alone("br", "line break", origin, blank="\n")
        elif name == "img":
            inline.alone("img", "picture", origin)
        elif opened.role != "block":
            self._run.marks[element] = open_code(inline, element, name, keep=self._keep)

    def _path(self, name: str) -> str:
        """Number an element among its like and return its XPath."""
        self._totals.update((name, "*"))
        if not self._open:
            return f"/{name}[1]"
        parent = self._open[-1]
        parent.seen.update((name, "*"))
        test = name if _NAME.fullmatch(name) else "*"
        if len(self._open) > _FULL_PATH:
            return f"/descendant::{test}[{self._totals[test]}]"
        return f"{parent.path}/{test}[{parent.seen[test]}]"

    def _enter(self, opened: _Open) -> bool:
        match opened.name:
            case "br":
                self._run.texts.append(_HARD_BREAK)
                self._run.stretches.append(_Stretch())
            case "img":
                self._add_image(opened)
            case "pre":
                self._add_preformatted(opened)
                return False
            case "table":
                data = holds_data(opened.element)
                self._tables += data
                self._cells.append((self._tables if data else 0, 0, 0))
            case "tr" if self._cells:
                self._cells[-1] = (self._cells[-1][0], self._cells[-1][1] + 1, 0)
            case "td" | "th":
                if self._cells:
                    table, row, column = self._cells[-1]
                    self._cells[-1] = (table, row, column + 1)
                if not (self._cells and self._cells[-1][0]):
                    opened.kind = None
        self._add_text(opened.element.text, (opened.element, False))
        return True

    def _add_text(self, text: str | None, node: tuple[Element, bool]) -> None:
        if not text:
            return
        line_ends = text.count("\n")
        content = text.lstrip(" \t\f\r\n")
        if self._roles["control"] and is_navigation(content.strip()):
            content = text = ""
        if content:
            stretch = self._run.stretches[-1]
            stretch.line = stretch.line or self._line + text.count("\n", 0, len(text) - len(content))
            letters = sum(map(len, content.split()))
            stretch.letters += letters
            stretch.linked += letters if self._roles["link"] else 0
            stretch.bold += letters if self._roles["bold"] else 0
        self._line += line_ends
        if self._roles["sup"] or self._roles["sub"]:
            text = shifted(text, raised=self._roles["sup"] > 0)
        self._run.texts.append(text)
        self._run.inline.add(text, node if self._keep else None)

    def _flush(self) -> None:
        """Make pieces of the text since the last border."""
        run = self._run
        if run.texts or run.images or run.inline.marks:
            self._run = _Run()
        for mark in run.marks.values():
            run.inline.dissolve(mark)  # it goes on in another block
        if run.is_blank and not run.images:
            return
        owner = next(opened for opened in reversed(self._open) if opened.role == "block")
        text = _BLANKS.sub(" ", _LINE_END.sub("\r", "".join(run.texts).replace(_SOFT_HYPHEN, "")))
        lines = list(numbered_lines(join_lines(text.replace(_HARD_BREAK, "\n"))))
        for (first, line), (end, _) in pairwise([*lines, (len(run.stretches), "")]):
            stretches = run.stretches[first:end]
            letters = sum(stretch.letters for stretch in stretches)
            piece = self._piece(owner, line, stretches[0].line)
            piece.linked = sum(stretch.linked for stretch in stretches) * 10 > letters * 9
            piece.bold = sum(stretch.bold for stretch in stretches) == letters
            if self._keep:
                piece.inline = run.inline
            elif run.inline.marks:
                piece.codes = run.inline.take(one_line(line)).codes
            self.pieces.append(piece)
        self.pieces.extend(run.images)

    def _piece(self, owner: _Open, text: str, line: int) -> Piece:
        owner.parts += 1
        place = owner.path if owner.parts == 1 else f"{owner.path} part {owner.parts}"
        return Piece(
            owner.element,
            owner.kind,
            text,
            line or self._line,
            place,
            tuple(self._zones[:_ZONES]),
            centred=owner.centred,
            verbatim=owner.verbatim,
            cell=self._cells[-1] if self._cells and self._cells[-1][0] else (0, 0, 0),
        )

    def _add_image(self, opened: _Open) -> None:
        """Add a picture under its file name, and its alternative text as its caption."""
        element = opened.element
        if is_tiny(element):
            return
        address = next((value for name in _SOURCES if (value := element.get(name, "").strip())), "")
        image = self._piece(opened, file_name(address), self._line)
        image.kind, image.verbatim = "image", True
        caption = self._piece(opened, join_lines(_LINE_END.sub("\r", element.get("alt", ""))).strip(), self._line)
        caption.kind, caption.place = "caption", f"{opened.path}/@alt"
        if self._keep:
            caption.inline = Inline()
            caption.inline.add(element.get("alt", ""), (element, "alt"))
        # A picture inside of a sentence is told after it, one in front of the text before it.
        images = self.pieces if self._run.is_blank else self._run.images
        images.extend([image, caption] if caption.text and not has_caption(element) else [image])

    def _add_preformatted(self, opened: _Open) -> None:
        """Add the blocks of preformatted text: code line by line as it is, anything else as a plain text."""
        text = "".join(opened.element.itertext()).replace(_SOFT_HYPHEN, "")
        code = opened.element.find(".//code") is not None
        inline = _inline_of(opened.element)
        kept = inline if self._keep else None
        first = self._line
        spans: list[tuple[int, str, Kind | None]]
        if code:
            spans = [(n, line, opened.kind) for n, line in enumerate(text.split("\n"))]
        else:
            blocks = split_blocks(text)
            spans = [(block.line - 1, fold_lines(text[block.start : block.end]), block.kind) for block in blocks]
        for line, content, kind in spans:
            if content.strip():
                piece = self._piece(opened, content, first + line)
                piece.kind, piece.verbatim, piece.inline = kind, code or piece.verbatim, kept
                piece.codes = () if self._keep else inline.take(one_line(content)).codes
                self._preformatted += [] if piece.verbatim else [piece]
                self.pieces.append(piece)
        self._line = first + text.count("\n")


def _inline_of(element: Element) -> Inline:
    """Return all that is in an element as one run."""
    inline = Inline()
    inline.add(element.text or "", (element, False))
    _collect(element, inline)
    return inline


def _collect(parent: Element, inline: Inline, depth: int = 0) -> None:
    for element in parent:
        name = element.tag if isinstance(element.tag, str) else ""
        if depth < _FULL_PATH:
            mark = open_code(inline, element, name, keep=True)
            inline.add(element.text or "", (element, False))
            _collect(element, inline, depth + 1)
            inline.close(mark)
        inline.add(element.tail or "", (element, True))
