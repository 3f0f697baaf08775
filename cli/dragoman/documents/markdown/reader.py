"""Markdown (CommonMark with tables, strikethrough and footnotes) → the text without its marks, and its blocks.

`Block.place` says where a translation goes back, in lines of the file, from 1: `lines 12-14`, or `line 12`; then, where
the lines hold more than one block, `cell 3` (of a table row), `image 2` and `caption 2` (of the lines' second image),
`part 2` (behind a hard line break). The marks in front of those lines (`##`, `>`, `1.`) are not part of the text.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.documents.decode import decode, with_line_feeds
from dragoman.documents.extract import NUMBERS_LEFT_OUT, Extract, ExtractBuilder
from dragoman.documents.html.pieces import Piece, find_pieces
from dragoman.documents.html.raw import RawPage, raw_page
from dragoman.documents.html.reader import gap_before, settle
from dragoman.documents.html.tree import parse_markup, stream_markup
from dragoman.documents.inline import Inline, Run
from dragoman.documents.kinds import TOP_BLOCKS, is_caption, is_prose, kind_by_wording
from dragoman.documents.layout import join_lines, numbered_lines
from dragoman.documents.markdown.inline import NESTING, Paragraph, read_inline
from dragoman.errors import DocumentError
from dragoman.model import Kind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_SHOWN = re.compile(
    r"(?P<key>title|subtitle|description|summary|abstract|excerpt)\s*[:=]\s*(?P<quote>[\"']?)"
    r"(?P<text>[^\s\"'|>&*!{\[#].*?)(?P=quote)\s*",
    re.IGNORECASE,
)
"""What a reader sees of the front matter: a value on one line."""
FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?=#|[\w\"'.-]+\s*[:=])(?:.*\n)*?\1[ \t]*(?:\n|\Z)")
_FRONT_MATTER_SIZE = 65_536
_LANGUAGE = re.compile(r"^lang(?:uage)?\s*[:=]\s*[\"']?([A-Za-z][\w-]*)", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:[ \t]*")

WINDOW = 2**18
"""Characters of the text, about, that are parsed at a time."""
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)")
_MAY_DEFINE = "]:"
"""Is in every definition of a link."""
_INLINE = 20_000
"""Characters of one paragraph above which its marks stay in the text: the time to find them grows with the square."""
_TOO_DEEP = "{path}:{line}: quotes or lists nested more than {limit} deep, which no report needs; flatten them"
_LONG = "{path}: {count} of more than {limit:,} characters without an empty line; the marks in it were kept as text"


class Text(NamedTuple):
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


class Literal(NamedTuple):
    """Code or HTML."""

    content: str
    line: int
    html: bool


class FrontMatter(NamedTuple):
    """A value above the text."""

    line: int
    quote: str


class Html(NamedTuple):
    """An HTML block."""

    page: RawPage
    line: int


class Alternative(NamedTuple):
    """The alternative text of an image in a paragraph."""

    part: Text


Source = Text | FrontMatter | Html | Alternative
Sources = dict[int, tuple[Inline, Source]]
"""By the id of the `Inline`, which therefore has to be kept."""


def read(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read a Markdown file: `label` stands for it in messages, `encoding` is the one that the user names.

    Code and front matter are verbatim, a line each; HTML blocks are read as in a web page. Of a link its text is kept,
    of an image its file name (verbatim) and its alternative text as caption. Raises `DocumentError` if the file cannot
    be decoded or is nested absurdly deep.
    """
    text, codec, notes = decode(label, data, encoding)
    return read_text(label, with_line_feeds(text), codec, notes)[0]


def read_text(
    label: str, text: str, codec: str, notes: tuple[str, ...], *, keep: bool = False
) -> tuple[Extract, "Sources"]:
    """Read a text with line feeds; with `keep`, say where each paragraph (by the id of its `Inline`) comes from."""
    builder = ExtractBuilder(keep=keep)
    references: dict[str, Any] = {}
    collector = _Collector(label, builder, references, keep=keep)
    front = FRONT_MATTER.match(text, 0, _FRONT_MATTER_SIZE)
    skipped = front[0].count("\n") if front else 0
    if front:
        collector.add_front_matter(front[0])
        text = text[front.end() :]
    if _MAY_DEFINE in text:
        # What a link is called by may be defined behind it.
        for _ in windows(text, references):
            pass
    numbered = False
    for tokens, before in windows(text, references):
        numbered = numbered or any(token.type == "ordered_list_open" for token in tokens)
        for part in _parts(label, tokens, skipped + before):
            if isinstance(part, Text):
                collector.add(part)
            elif part.html:
                collector.add_html(part)
            else:
                _add_verbatim(builder, part.content, part.line)
    if collector.long:
        count = "a paragraph" if collector.long == 1 else f"{collector.long} paragraphs"
        notes = (*notes, _LONG.format(path=label, count=count, limit=_INLINE))
    if numbered:
        notes = (*notes, NUMBERS_LEFT_OUT.format(path=label))
    language = _LANGUAGE.search(front[0]) if front else None
    return builder.build(codec, notes, language[1] if language else ""), collector.sources


def windows(text: str, references: dict[str, Any], size: int = WINDOW) -> Iterator[tuple[list["Token"], int]]:
    """Yield the tokens of whole blocks, a stretch of the text at a time, and the number of lines before each stretch.

    The tokens are those of the text parsed in one, but take the room of a stretch. That rests on two properties of
    CommonMark's block structure (https://spec.commonmark.org/0.31.2/#phase-1-block-structure): a block that nothing is
    around does not depend on what stands before it; and where a stretch ends at an empty line, no block but the last
    one in it can go on behind it. The last one is therefore parsed again, with what follows.
    """
    start = before = 0
    most = size
    while start < len(text):
        gap = _EMPTY_LINE.search(text, min(start + most, len(text)))
        stretch = text[start : gap.end()] if gap else text[start:]
        tokens = block_parser().parse(stretch, references)
        lines = stretch.count("\n")
        if gap and tokens:
            last = next(n for n in range(len(tokens) - 1, -1, -1) if not tokens[n].level and tokens[n].nesting >= 0)
            if not last:
                most *= 2
                continue
            lines = (tokens[last].map or [0])[0]
            stretch = stretch[: len(stretch) - len(stretch.split("\n", lines)[lines])]
            del tokens[last:]
        yield tokens, before
        start, before, most = start + len(stretch), before + lines, size


def _parts(label: str, tokens: list["Token"], skipped: int) -> Iterator[Text | Literal]:
    """Yield what holds text, in order; `skipped` lines stand before the first token."""
    around: list[Kind] = []
    items = _Items()
    line, end, row, cell = 1, 1, 0, 0
    heading = table = False
    for token in tokens:
        if token.map:
            line, end = token.map[0] + 1 + skipped, max(token.map[1], token.map[0] + 1) + skipped
        if token.level >= NESTING - 1:
            raise DocumentError(_TOO_DEEP.format(path=label, line=line, limit=NESTING))
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
                yield Text(kind, token.content, line, end, row, cell if table else 0, items.marker())
            case "fence":
                yield Literal(token.content, line + 1, html=False)
            case "code_block" | "html_block":
                yield Literal(token.content, line, html=token.type == "html_block")


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

    def __init__(self, label: str, builder: ExtractBuilder, references: dict[str, Any], *, keep: bool) -> None:
        self._label = label
        self._builder = builder
        self._references = references
        self._after_image = False
        self._keep = keep
        self.sources: Sources = {}
        self.long = 0
        """Paragraphs too long to be searched for marks."""

    def add(self, part: Text) -> None:
        """Add the text of a part, then its images."""
        if len(part.content) > _INLINE:
            self.long += 1
            paragraph = Paragraph(emphasised=False)
            places = Run(0, len(part.content)) if self._keep else None
            paragraph.inline.add(part.content.replace("\n", "\r"), places)
        else:
            paragraph = read_inline(part.content, self._references)
        if self._keep:
            self.sources[id(paragraph.inline)] = paragraph.inline, part
        text = join_lines(paragraph.inline.text)
        place = f"line {part.line}" if part.end == part.line else f"lines {part.line}-{part.end}"
        if part.cell:
            self._builder.add(
                "table", text, line=part.line, place=f"{place} cell {part.cell}", verbatim=not is_prose(text),
                gap="\t" if part.cell > 1 else "\n" if part.row > 1 else "\n\n", inline=paragraph.inline,
            )  # fmt: skip
        else:
            self._add_lines(part, text, paragraph, place)
        for number, image in enumerate(paragraph.images, 1):
            self._builder.add("image", image.name, line=part.line, place=f"{place} image {number}", verbatim=True)
            if is_prose(image.alternative):
                inline = Inline()
                start = image.start
                inline.add(image.alternative, Run(start, len(image.alternative)))
                if self._keep:
                    self.sources[id(inline)] = inline, Alternative(part)
                where = f"{place} caption {number}"
                self._builder.add("caption", image.alternative, line=part.line, place=where, inline=inline)
        if text.strip() or paragraph.images:
            self._after_image = bool(paragraph.images)

    def add_front_matter(self, content: str) -> None:
        """Add what stands above the text: what a reader sees of it, line by line, and the rest as it is."""
        gap = "\n\n"
        for number, line in enumerate(content.split("\n"), 1):
            shown = _SHOWN.fullmatch(line)
            text = shown["text"] if shown else ""
            if shown and is_prose(text) and "\\" not in text:
                inline = Inline()
                first = shown.start("text")
                inline.add(text, Run(first, len(text)))
                if self._keep:
                    self.sources[id(inline)] = inline, FrontMatter(number, shown["quote"])
                kind: Kind = "heading" if "title" in shown["key"] else "paragraph"
                self._builder.add(kind, text, line=number, place=f"line {number}", gap="\n\n", inline=inline)
                gap = "\n\n"
            elif line.strip():
                self._builder.add("paragraph", line, line=number, place=f"line {number}", verbatim=True, gap=gap)
                gap = "\n"

    def _add_lines(self, part: Text, text: str, paragraph: Paragraph, place: str) -> None:
        for number, (breaks, line) in enumerate(numbered_lines(text), 1):
            kind, verbatim = kind_by_wording(line, part.kind, near_top=len(self._builder) < TOP_BLOCKS)
            if (
                kind == "paragraph"
                and not verbatim
                and self._after_image
                and (paragraph.emphasised or is_caption(line))
            ):
                kind = "caption"
            where = place if number == 1 else f"{place} part {number}"
            begun = part.line + paragraph.lines[breaks]
            marker = part.marker if number == 1 else re.sub(r"\S", " ", part.marker)
            self._builder.add(
                kind, line, line=begun, place=where, verbatim=verbatim, marker=marker, inline=paragraph.inline
            )

    def add_html(self, part: Literal) -> None:
        """Add the text of an HTML block; one that is only tags or a comment has none."""
        page = raw_page(part.content) if self._keep else None
        before: Piece | None = None
        for piece in self._pieces(part.content, page):
            line = part.line + piece.line - 1
            kind, verbatim = settle(piece, before, near_top=len(self._builder) < TOP_BLOCKS)
            gap = gap_before(piece, before)
            if page is not None and piece.inline is not None:
                self.sources[id(piece.inline)] = piece.inline, Html(page, part.line)
            inline = piece.inline or piece.codes
            self._builder.add(
                kind, piece.text, line=line, place=f"line {line}", verbatim=verbatim, gap=gap, inline=inline
            )
            before = piece
        self._after_image = before is not None and before.kind == "image"

    def _pieces(self, markup: str, page: RawPage | None) -> list[Piece]:
        if page is None:
            return find_pieces(stream_markup(self._label, markup), keep=False)
        from lxml import etree

        root = parse_markup(self._label, page.annotated())
        if root is None:
            return []
        page.locate(root)
        return find_pieces(etree.iterwalk(root, events=("start", "end")), keep=True)


def _add_verbatim(builder: ExtractBuilder, content: str, line: int) -> None:
    """Add every line that is not blank as a block, so that none of them is folded into another."""
    gap = "\n\n"
    for number, text in enumerate(content.split("\n"), line):
        if text.strip():
            builder.add("paragraph", text, line=number, place=f"line {number}", verbatim=True, gap=gap)
            gap = "\n"


@cache
def block_parser() -> "MarkdownIt":
    """Return a parser for blocks; what is in a paragraph stays as it is."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable(["table", "strikethrough"])
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
