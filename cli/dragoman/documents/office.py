"""What DOCX and ODT have in common: roles told by style names or by wording, and tables laid out as text."""

import re
from dataclasses import dataclass

from dragoman.documents.extract import ExtractBuilder, one_line
from dragoman.documents.inline import Inline
from dragoman.documents.kinds import (
    SHORT,
    TOP_BLOCKS,
    is_list_item,
    is_numbered_title,
    is_subtitle,
    is_title,
    kind_by_wording,
)
from dragoman.documents.layout import broken_lines, column_count
from dragoman.model import Kind
from dragoman.text.newsroom import is_credit

_STYLE_NAMES: dict[Kind, str] = {
    # Word and LibreOffice in English, then files whose styles were made in other languages.
    "heading": "heading|title|subtitle|toc heading|contents heading|appendix"
    "|标题|副标题|標題|副標題|見出し|表題|副題|제목|부제|titre|sous-titre|überschrift|titel|untertitel"
    "|título|subtítulo|titolo|sottotitolo|заголовок|подзаголовок|название|عنوان|العنوان",
    "caption": "caption|figure|illustration|drawing|图注|题注|圖說|標號|図表番号|캡션|légende|beschriftung|abbildung"
    "|descripción|epígrafe|legenda|didascalia|название объекта|подпись",
    "quote": "quote|intense quote|block text|block quotation|quotations|引用|明显引用|引文|鮮明引文|引用文|인용"
    "|citation|citation intense|zitat|intensives zitat|cita|citação|citazione|цитата|выделенная цитата",
    "byline": "author|byline|date|dateline",
    "list": "list|list paragraph|list (?:bullet|number|continue)|toc|contents|index|numbering"
    "|列表|列出段落|列表段落|清單段落|项目符号|目录|目次|目錄|リスト段落|箇条書き|목록|목록 단락"
    "|liste|paragraphe de liste|liste à puces|listenabsatz|aufzählungszeichen|verzeichnis"
    "|lista|párrafo de lista|parágrafo da lista|elenco|paragrafo elenco|список|абзац списка",
}
_STYLES: dict[Kind, re.Pattern[str]] = {
    kind: re.compile(rf"(?:{names})(?:[ _-]*\d+)?") for kind, names in _STYLE_NAMES.items()
}
_WHOLE: frozenset[Kind | None] = frozenset({"heading", "caption", "footer"})
_CAPTION = re.compile(
    r"(?:figure|fig\.?|table|photo|chart|map|图|表|照片|圖|그림|표|рис\.?|таблица|figura|tabla|abb\.?|abbildung|tabelle|tableau)"
    r"\s*(?:\d|[IVX]+\b|[一二三四五六七八九十])",
    re.IGNORECASE,
)


def kind_of_style(name: str) -> Kind | None:
    """Return the kind that a paragraph style stands for by its name, `None` where it says nothing.

    >>> kind_of_style("heading 1"), kind_of_style("标题 2"), kind_of_style("Normal")
    ('heading', 'heading', None)
    """
    name = name.casefold().strip()
    return next((kind for kind, pattern in _STYLES.items() if pattern.fullmatch(name)), None)


@dataclass(frozen=True, slots=True)
class Style:
    """Properties that count here; `None` where nothing is said."""

    named: Kind | None = None
    """By the name of a style or by its outline level."""
    numbered: bool | None = None
    """Whether it has a number or a bullet of its own."""
    bold: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None

    @property
    def kind(self) -> Kind | None:
        """The kind of a paragraph with these properties."""
        if self.numbered and self.named is None:
            return "list"
        if self.numbered is False and self.named == "list":
            return None
        return self.named

    def over(self, base: "Style") -> "Style":
        """Return these properties with the gaps filled from `base`."""
        return Style(
            base.named if self.named is None else self.named,
            base.numbered if self.numbered is None else self.numbered,
            base.bold if self.bold is None else self.bold,
            base.hidden if self.hidden is None else self.hidden,
            base.centred if self.centred is None else self.centred,
        )


PLAIN = Style()


class Story:
    """Collects the paragraphs of a document, settles their kinds and lays tables out.

    Between the cells of a row stands a tab (one more for every empty cell, so that columns stay columns), between
    rows a line end, between the paragraphs of one cell a blank.
    """

    def __init__(self, *, keep: bool = False) -> None:
        self.builder = ExtractBuilder(keep=keep)
        self._depth = 0
        self._gap = "\n\n"
        self._titled = False
        self._after_image = False
        self._last: Kind | None = None
        """Kind of the last block that was a line of text."""

    def add(
        self,
        text: str,
        place: str,
        *,
        kind: Kind | None,
        bold: bool = False,
        centred: bool = False,
        inline: Inline | None = None,
    ) -> None:
        """Add a paragraph; `kind` is what its style says, `None` where the wording is to tell."""
        # A forced line break parts lines of an address, items or titles, but a title of several lines is one.
        for line in [text] if kind in _WHOLE or self._depth else broken_lines(text):
            self._line(one_line(line), place, kind, bold, centred, inline)

    def _line(self, text: str, place: str, kind: Kind | None, bold: bool, centred: bool, inline: Inline | None) -> None:
        if not text:
            return
        if self._depth and kind != "footer":
            # A page may be laid out with a table; a cell is not cut into sentences, so prose must not pass for one.
            kind = "table" if column_count(text) <= SHORT else kind or "paragraph"
        kind, verbatim = self._settle(text, kind, bold, centred)
        self._put(kind, text, place, verbatim, inline)
        if not verbatim and kind != "byline":
            self._titled = True
        self._after_image = False
        # "1.jpg", caption, "[Photo/Agency]": what comes after the credit is text again.
        self._last = None if kind == "image" and self._last == "caption" and is_credit(text) else kind

    def add_image(self, text: str, place: str) -> None:
        """Add a picture under its file name, which is not translated."""
        self._put("image", text, place, verbatim=True)
        self._after_image = True

    def add_described(self, text: str, place: str, inline: Inline) -> None:
        """Add the alternative text of the picture before it."""
        self._put("caption", one_line(text), place, False, inline)

    def open_table(self) -> None:
        """Begin a table, or one inside a cell."""
        self._depth += 1
        self._gap = "\n\n" if self._depth == 1 else "\n"

    def open_row(self) -> None:
        """Begin a row."""
        if not self._gap.startswith("\n\n"):
            self._gap = "\n"

    def next_cell(self) -> None:
        """Go on to the next cell of the row."""
        self._gap = "\t" if self._gap == " " else self._gap + "\t"

    def close_table(self) -> None:
        """End a table."""
        self._depth -= 1
        self._gap = " " if self._depth else "\n\n"

    def _put(self, kind: Kind, text: str, place: str, verbatim: bool, inline: Inline | None = None) -> None:
        if text and not text.isspace():
            self.builder.add(kind, text, place=place, verbatim=verbatim, gap=self._gap, inline=inline)
            self._gap = " " if self._depth else "\n\n"

    @property
    def _near_top(self) -> bool:
        return len(self.builder) < TOP_BLOCKS

    def _settle(self, text: str, kind: Kind | None, bold: bool, centred: bool) -> tuple[Kind, bool]:
        """Return the kind of a paragraph and whether it is left as it is."""
        found, verbatim = kind_by_wording(text, kind or "paragraph", near_top=not kind and self._near_top)
        if kind or verbatim or found != "paragraph":
            return found, verbatim
        if self._last == "image":
            return "caption", False
        if _CAPTION.match(text) and (self._after_image or is_subtitle(text)):
            return "caption", False
        if self._after_image and centred:
            return "caption", False
        if is_list_item(text):
            return "list", False
        if (not self._titled and is_title(text)) or (is_subtitle(text) and (bold or is_numbered_title(text))):
            return "heading", False
        return "paragraph", False
