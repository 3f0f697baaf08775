"""Markdown (CommonMark with tables, strikethrough and footnotes) → the text without its marks, and its blocks.

`Block.place` says where a translation goes back, in lines of the file, from 1: `lines 12-14`, or `line 12`; then, where
the lines hold more than one block, `cell 3` (of a table row), `image 2` and `caption 2` (of the lines' second image),
`part 2` (behind a hard line break). The marks in front of those lines (`##`, `>`, `1.`) are not part of the text.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.documents.decode import decode
from dragoman.documents.extract import NUMBERS_LEFT_OUT, Extract, ExtractBuilder
from dragoman.documents.html.pieces import Piece, find_pieces
from dragoman.documents.html.reader import gap_before, settle
from dragoman.documents.html.tree import parse_markup
from dragoman.documents.kinds import TOP_BLOCKS, file_name, is_caption, is_prose, kind_by_wording
from dragoman.documents.layout import join_lines, numbered_lines
from dragoman.errors import DocumentError
from dragoman.model import Kind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?=#|[\w\"'.-]+\s*[:=])(?:.*\n)*?\1[ \t]*(?:\n|\Z)")
_FRONT_MATTER_SIZE = 65_536
_LANGUAGE = re.compile(r"^lang(?:uage)?\s*[:=]\s*[\"']?([A-Za-z][\w-]*)", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:[ \t]*")
_LINE_END = re.compile(r"\r\n?|\n")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_NESTING = 24
_INLINE = 20_000
"""Characters of one paragraph above which its marks stay in the text: the time to find them grows with the square."""
_TOO_DEEP = "{path}:{line}: quotes or lists nested more than {limit} deep, which no report needs; flatten them"
_LONG = "{path}: {count} of more than {limit:,} characters without an empty line; the marks in it were kept as text"


class _Inline(NamedTuple):
    """A paragraph, heading, item or cell."""

    kind: Kind
    content: str
    line: int
    end: int
    row: int
    cell: int
    """Numbers of the row in its table and of the cell in its row, from 1; 0 outside of tables."""
    marker: str
    """As in `Block`."""


class _Raw(NamedTuple):
    """Code or HTML."""

    content: str
    line: int
    html: bool


class _Image(NamedTuple):
    name: str
    alternative: str


def read(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read a Markdown file: `label` stands for it in messages, `encoding` is the one that the user names.

    Code and front matter are verbatim, a line each; HTML blocks are read as in a web page. Of a link its text is kept,
    of an image its file name (verbatim) and its alternative text as caption. Raises `DocumentError` if the file cannot
    be decoded or is nested absurdly deep.
    """
    text, codec, notes = decode(label, data, encoding)
    text = _LINE_END.sub("\n", text)
    builder = ExtractBuilder()
    front = _FRONT_MATTER.match(text, 0, _FRONT_MATTER_SIZE)
    skipped = front[0].count("\n") if front else 0
    if front:
        _add_verbatim(builder, front[0], 1)
        text = text[front.end() :]
    references: dict[str, Any] = {}
    collector = _Collector(label, builder, references)
    tokens = _parser().parse(text, references)
    for part in _parts(label, tokens, skipped):
        if isinstance(part, _Inline):
            collector.add(part)
        elif part.html:
            collector.add_html(part)
        else:
            _add_verbatim(builder, part.content, part.line)
    if collector.long:
        count = "a paragraph" if collector.long == 1 else f"{collector.long} paragraphs"
        notes = (*notes, _LONG.format(path=label, count=count, limit=_INLINE))
    if any(token.type == "ordered_list_open" for token in tokens):
        notes = (*notes, NUMBERS_LEFT_OUT.format(path=label))
    language = _LANGUAGE.search(front[0]) if front else None
    return builder.build(codec, notes, language[1] if language else "")


def _parts(label: str, tokens: list["Token"], skipped: int) -> Iterator[_Inline | _Raw]:
    """Yield what holds text, in order; `skipped` lines stand before the first token."""
    around: list[Kind] = []
    items = _Items()
    line, end, row, cell = 1, 1, 0, 0
    heading = table = False
    for token in tokens:
        if token.map:
            line, end = token.map[0] + 1 + skipped, max(token.map[1], token.map[0] + 1) + skipped
        if token.level >= _NESTING - 1:
            raise DocumentError(_TOO_DEEP.format(path=label, line=line, limit=_NESTING))
        match token.type:
            case "blockquote_open":
                around.append("quote")
            case "list_item_open":
                around.append("list")
                items.begin(f"{token.info}{token.markup}" if token.info else "-")
            case "list_item_close":
                around.pop()
                items.end()
            case "blockquote_close":
                around.pop()
            case "heading_open" | "heading_close":
                heading = token.nesting > 0
            case "table_open" | "table_close":
                table, row = token.nesting > 0, 0
            case "tr_open":
                row, cell = row + 1, 0
            case "th_open" | "td_open":
                cell += 1
            case "inline":
                kind: Kind = "table" if table else "heading" if heading else around[-1] if around else "paragraph"
                yield _Inline(kind, token.content, line, end, row, cell if table else 0, items.marker())
            case "fence":
                yield _Raw(token.content, line + 1, html=False)
            case "code_block" | "html_block":
                yield _Raw(token.content, line, html=token.type == "html_block")


class _Items:
    """The items of lists around a place, outermost first."""

    def __init__(self) -> None:
        self._widths: list[int] = []
        self._next = ""

    def begin(self, mark: str) -> None:
        self._next = " " * sum(self._widths) + mark
        self._widths.append(len(mark) + 1)

    def end(self) -> None:
        self._widths.pop()
        self._next = ""

    def marker(self) -> str:
        """Return the marker of the next paragraph."""
        marker = self._next or " " * (sum(self._widths) - 1)
        self._next = ""
        return marker


class _Collector:
    """Turns paragraphs and their like into blocks."""

    def __init__(self, label: str, builder: ExtractBuilder, references: dict[str, Any]) -> None:
        self._label = label
        self._builder = builder
        self._references = references
        self._after_image = False
        self.long = 0
        """Paragraphs too long to be searched for marks."""

    def add(self, part: _Inline) -> None:
        """Add the text of a part, then its images."""
        images: list[_Image] = []
        if len(part.content) > _INLINE:
            self.long += 1
            text, lines, emphasised = join_lines(part.content.replace("\n", "\r")), [0], False
        else:
            text, lines, images, emphasised = _plain(part.content, self._references)
        place = f"line {part.line}" if part.end == part.line else f"lines {part.line}-{part.end}"
        if part.cell:
            self._builder.add(
                "table", text, line=part.line, place=f"{place} cell {part.cell}", verbatim=not is_prose(text),
                gap="\t" if part.cell > 1 else "\n" if part.row > 1 else "\n\n",
            )  # fmt: skip
        else:
            self._add_lines(part, text, lines, place, emphasised=emphasised)
        for number, image in enumerate(images, 1):
            self._builder.add("image", image.name, line=part.line, place=f"{place} image {number}", verbatim=True)
            if is_prose(image.alternative):
                where = f"{place} caption {number}"
                self._builder.add("caption", image.alternative, line=part.line, place=where)
        if text.strip() or images:
            self._after_image = bool(images)

    def _add_lines(self, part: _Inline, text: str, lines: list[int], place: str, *, emphasised: bool) -> None:
        for number, (breaks, line) in enumerate(numbered_lines(text), 1):
            kind, verbatim = kind_by_wording(line, part.kind, near_top=len(self._builder) < TOP_BLOCKS)
            if kind == "paragraph" and not verbatim and self._after_image and (emphasised or is_caption(line)):
                kind = "caption"
            where = place if number == 1 else f"{place} part {number}"
            begun = part.line + lines[breaks]
            marker = part.marker if number == 1 else re.sub(r"\S", " ", part.marker)
            self._builder.add(kind, line, line=begun, place=where, verbatim=verbatim, marker=marker)

    def add_html(self, part: _Raw) -> None:
        """Add the text of an HTML block; one that is only tags or a comment has none."""
        root = parse_markup(self._label, part.content)
        before: Piece | None = None
        for piece in find_pieces(root) if root is not None else ():
            line = part.line + piece.line - 1
            kind, verbatim = settle(piece, before, near_top=len(self._builder) < TOP_BLOCKS)
            gap = gap_before(piece, before)
            self._builder.add(kind, piece.text, line=line, place=f"line {line}", verbatim=verbatim, gap=gap)
            before = piece
        self._after_image = before is not None and before.kind == "image"


def _plain(content: str, references: dict[str, Any]) -> tuple[str, list[int], list[_Image], bool]:
    """Take the marks out of a paragraph.

    Returns its text, its lines (from 0) on which the text begins and goes on behind each hard break, its images, and
    whether all of the text is emphasised.
    """
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(content, parser, references, tokens)
    pieces: list[str] = []
    images: list[_Image] = []
    depth, emphasised = 0, True
    line, lines = 0, [0]
    for token in tokens:
        if token.type in {"em_open", "em_close", "strong_open", "strong_close"}:
            depth += token.nesting
        elif token.type in {"text", "text_special", "code_inline"}:
            pieces.append(token.content)
            emphasised = emphasised and (depth > 0 or not token.content.strip())
        elif token.type == "softbreak":
            line += 1
            if pieces and pieces[-1] == "\n":
                lines[-1] = line
            else:
                pieces.append("\r")
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content)):
            line += token.type == "hardbreak"
            pieces.append("\n")
            lines.append(line)
        elif token.type == "image":
            alternative = "".join(child.content for child in token.children or () if child.type != "image")
            images.append(_Image(file_name(str(token.attrs.get("src", ""))), alternative))
    return join_lines(_FOOTNOTE_MARK.sub("", "".join(pieces))), lines, images, emphasised


def _add_verbatim(builder: ExtractBuilder, content: str, line: int) -> None:
    """Add every line that is not blank as a block, so that none of them is folded into another."""
    gap = "\n\n"
    for number, text in enumerate(content.split("\n"), line):
        if text.strip():
            builder.add("paragraph", text, line=number, place=f"line {number}", verbatim=True, gap=gap)
            gap = "\n"


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    # What is inside of a paragraph is parsed later, one at a time and only if it is not too long.
    parser.core.ruler.disable(["inline", "text_join"])
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph"]})
    return parser


def _footnote(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Take `[^1]: text` for a paragraph; CommonMark would drop `[^1]: word` as the address of a link."""
    match = _FOOTNOTE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    from markdown_it.rules_block import paragraph

    state.bMarks[start], state.tShift[start], state.sCount[start] = match.end(), 0, state.blkIndent
    return paragraph(state, start, end, False)
