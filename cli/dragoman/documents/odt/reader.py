"""OpenDocument texts (`.odt`; OASIS ODF 1.3 part 3) → text and blocks.

Order: the body, its footnotes and endnotes, then page headers and footers (kind `footer`).

A block's `place` is a path that leads back to its paragraph, from `office:text` in `content.xml`: `text/p[12]`,
`text/table[1]/table-row[2]/table-cell[3]/p[1]`, `text/p[3]//note-body[1]/p[1]`; or from `office:master-styles` in
`styles.xml`: `master-styles/master-page[1]/header[1]/p[1]`. `find_place` follows it: `p[2]` is the second child of
that local name, whatever its prefix, and `//note-body[1]` the first descendant.
"""

import posixpath
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.documents.elements import Element, attribute, child, descendants, local_name, steps, within
from dragoman.documents.extract import Extract
from dragoman.documents.inline import Inline
from dragoman.documents.kinds import is_image, is_prose
from dragoman.documents.odt.paragraph import ANNOTATIONS, HIDDEN, read_paragraph
from dragoman.documents.odt.styles import Styles
from dragoman.documents.office import Story
from dragoman.errors import DocumentError
from dragoman.files.zip import Package

if TYPE_CHECKING:
    from dragoman.model import Kind

MAIN, STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_WRAPPERS = frozenset(
    {
        *("section", "index-title", "index-body", "table-of-content", "alphabetical-index"),
        *("illustration-index", "table-index", "object-index", "user-index", "bibliography"),
    }
)
_LISTS = frozenset({"list", "list-item", "list-header", "numbered-paragraph"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_ROW_WRAPPERS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_DRAWING = ":drawing:"
_MARGINS = frozenset({"header", "header-left", "header-first", "footer", "footer-left", "footer-first"})
_PICTURES = frozenset({"image", "object", "object-ole", "plugin", "applet", "floating-frame"})
_BODY = "note-body"
_CHANGES, _NUMBERS, _OBJECTS = "changes", "numbers", "objects"
_NOTES = {
    _CHANGES: "{path}: has tracked changes; read as if they were accepted, without the deleted text",
    HIDDEN: "{path}: hidden text is left out",
    _NUMBERS: "{path}: automatic numbers and bullets are not part of the text",
    ANNOTATIONS: "{path}: comments are left out",
    _OBJECTS: "{path}: text inside charts, formulas and other embedded objects is not read",
}

_NOT_TEXT = "{path}: {part} is not the content of an OpenDocument text; open it, save it as .odt and try again"
_ENCRYPTED = "{path}: password-protected; open it, save it without a password and try again"
_EMPTY = "{path}: nothing to translate: the document holds no text"


def read(label: str, data: bytes) -> Extract:
    """Read an OpenDocument text; `label` stands for it in messages.

    Raises `DocumentError` if it is damaged, password-protected, of another kind, a zip bomb, or without any text.
    """
    content, text, styles = parsed(label, Package(label, data))
    return Reader(content, styles).read(label, text)


def parsed(label: str, package: Package) -> tuple[Element, Element, Element | None]:
    """Return the root of the content, the text in it, and the root of the styles. Raises `DocumentError` as `read`."""
    # The content of an encrypted package is not XML, and its manifest says so (ODF 1.3 part 2, 4.3). The manifests of
    # old programs have no namespace of their own, so it is not parsed.
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise DocumentError(_ENCRYPTED.format(path=label))
    content = package.parse(MAIN)
    body = child(content, "body")
    text = None if body is None else child(body, "text")
    if text is None:
        raise DocumentError(_NOT_TEXT.format(path=label, part=MAIN))
    return content, text, package.parse(STYLES) if STYLES in package else None


class Reader:
    """Reads one document; with `keep` it remembers the paragraph of each block, for what is put back."""

    def __init__(self, content: Element, styles: Element | None, *, keep: bool = False) -> None:
        self._margins = None if styles is None else child(styles, "master-styles")
        self._styles = Styles(content, styles)
        # Automatic styles of the two files can have the same names.
        self._margin_styles = Styles(styles, None) if styles is not None else self._styles
        self._story = Story(keep=keep)
        self.paragraphs: list[tuple[Element, Inline]] | None = [] if keep else None
        self.described: list[tuple[Element, Inline]] = []
        """Alternative texts, and what was collected of them."""
        self._left_out: set[str] = set()
        self._notes: list[tuple[Element, str]] = []
        self._kind: Kind | None = None
        """Of what is being read, where neither style nor wording is to say it."""

    def read(self, label: str, text: Element) -> Extract:
        """Read the body, its notes and the margins of pages."""
        self._blocks(text, "text")
        self._kind = "paragraph"
        for note, place in self._notes:
            self._blocks(note, place)
        if self._margins is not None:
            self._kind, self._styles = "footer", self._margin_styles
            for page, path in steps(self._margins, "master-styles"):
                for margin, place in steps(page, path):
                    if local_name(margin) in _MARGINS and attribute(margin, "display") != "false":
                        self._blocks(margin, place)
        if not len(self._story.builder):
            raise DocumentError(_EMPTY.format(path=label))
        notes = tuple(note.format(path=label) for key, note in _NOTES.items() if key in self._left_out)
        return self._story.builder.build("utf-8", notes)

    def _blocks(self, parent: Element, path: str) -> None:
        for element, place in steps(parent, path):
            name = local_name(element)
            if name in ("p", "h"):
                self._paragraph(element, place)
            elif name == "table":
                self._table(element, place)
            elif name in _LISTS:
                outer, self._kind = self._kind, "footer" if self._kind == "footer" else "list"
                self._left_out.add(_NUMBERS)
                self._blocks(element, place)
                self._kind = outer
            elif name in _WRAPPERS:
                if attribute(element, "display") == "none":
                    self._left_out.add(HIDDEN)
                else:
                    self._blocks(element, place)
            elif _DRAWING in element.tag:
                self._shape(element, place)
            elif name == "tracked-changes" and child(element, "changed-region") is not None:
                self._left_out.add(_CHANGES)

    def _paragraph(self, element: Element, place: str) -> None:
        paragraph = read_paragraph(element, self._styles, self._left_out)
        shapes = [*paragraph.shapes_before, *paragraph.shapes_after]
        hanging = {local_name(found) for found in (*shapes, *paragraph.notes)}
        places = descendants(element, place, hanging) if hanging else {}
        for shape in paragraph.shapes_before:
            self._shape(shape, places[shape])
        style = paragraph.style
        heading: Kind | None = "heading" if local_name(element) == "h" else style.kind
        kind = "footer" if self._kind == "footer" else heading or self._kind
        inline = paragraph.inline
        centred = bool(style.centred)
        self._story.add(inline.text, place, kind=kind, bold=paragraph.bold, centred=centred, inline=inline)
        if self.paragraphs is not None:
            self.paragraphs.append((element, inline))
        for shape in paragraph.shapes_after:
            self._shape(shape, places[shape])
        for note in paragraph.notes:
            self._notes += ((body, found) for body, found in steps(note, places[note]) if local_name(body) == _BODY)

    def _table(self, table: Element, path: str) -> None:
        outer, self._kind = self._kind, self._kind if self._kind == "footer" else None
        self._story.open_table()
        for row, row_place in within(table, path, {"table-row"}, _ROW_WRAPPERS):
            self._story.open_row()
            # A covered cell is hidden under one that was merged with it, and keeps its column.
            for number, (cell, place) in enumerate(within(row, row_place, _CELLS, ())):
                if number:
                    self._story.next_cell()
                if local_name(cell) == "table-cell":
                    self._blocks(cell, place)
        self._story.close_table()
        self._kind = outer

    def _describe(self, elements: Sequence[Element], path: str) -> None:
        """Add the alternative text of a picture, which stands for it where it cannot be seen."""
        for element in elements:
            text = "".join(element.itertext())
            if is_prose(text) and not is_image(text):
                inline = Inline()
                inline.add(text)
                self._story.add_described(text, f"{path}/{local_name(element)}[1]", inline)
                self.described.append((element, inline))
                return

    def _shape(self, shape: Element, path: str) -> None:
        """Read a frame or a drawing: its text, or the picture that it shows."""
        for element, place in steps(shape, path):
            name = local_name(element)
            if name == "text-box":
                self._blocks(element, place)
                return
            if name in _PICTURES:
                # What follows in a frame is the same thing again for programs that cannot show the first.
                if name != "image":
                    self._left_out.add(_OBJECTS)
                file = posixpath.basename(attribute(element, "href"))
                self._story.add_image(file or attribute(shape, "name"), path)
                self._describe([found for key in ("desc", "title") if (found := child(shape, key)) is not None], path)
                return
        # A drawn shape has its text in it; a group or a link has shapes.
        self._blocks(shape, path)
