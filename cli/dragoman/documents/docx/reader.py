"""Word documents (`.docx`; ECMA-376, both conformance classes) → text and blocks.

The parts are read with lxml and not through python-docx, which opens the archive without limits and knows neither
notes nor text boxes. Order: the body, footnotes, endnotes, then page headers and footers (kind `footer`).

A block's `place` is a path that leads back to its paragraph: `body/p[12]`, `body/tbl[2]/tr[1]/tc[3]/p[1]`,
`footnotes/footnote[4]/p[1]`, `header1.xml/p[1]`, `body/p[3]//txbxContent[1]/p[1]`. The first step names the part:
`body` the one in the main document, `footnotes` and `endnotes` the roots of those parts, and a file name the root
of that header or footer. `find_place` follows the rest: `p[2]` is the second child of that local name, whatever
its prefix, and `//txbxContent[2]` the second descendant. A text box mostly stands in the file twice, under
`mc:Choice` and, for old programs, under `mc:Fallback`; only the first is read.
"""

import posixpath
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.documents.docx.paragraph import (
    DELETED,
    HIDDEN,
    NUMBERS,
    PICTURE_FONT,
    Paragraph,
    alternative,
    read_paragraph,
    shapes,
)
from dragoman.documents.docx.styles import Styles
from dragoman.documents.elements import Element, attribute, child, children, descendants, local_name, steps, within
from dragoman.documents.extract import Extract
from dragoman.documents.inline import Inline
from dragoman.documents.kinds import is_image, is_prose
from dragoman.documents.office import Story
from dragoman.documents.parts import Parts
from dragoman.documents.pptx.drawn import Drawn, read_drawn
from dragoman.errors import DocumentError
from dragoman.files.zip import Package

if TYPE_CHECKING:
    from dragoman.model import Kind

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_DRAWN = frozenset({"txbxContent", "drawing", "pict", "object"})
_CHUNKS = "chunks"
_NOTES = {
    DELETED: "{path}: has tracked changes; read as if they were accepted, without the deleted text",
    HIDDEN: "{path}: hidden text is left out",
    NUMBERS: "{path}: automatic numbers and bullets are not part of the text",
    PICTURE_FONT: "{path}: symbols of a picture font are left out",
    _CHUNKS: "{path}: another file is embedded in the text and is not read",
}
_COMMENTS = "{path}: {count} left out"

_NOT_WORD = "{path}: {part} is not the text of a Word document; open it, save it as .docx and try again"
_EMPTY = "{path}: nothing to translate: the document holds no text"


def read(label: str, data: bytes) -> Extract:
    """Read a Word document; `label` stands for it in messages.

    Raises `DocumentError` if it is damaged, password-protected, of another kind, a zip bomb, or without any text.
    """
    parts = Parts(Package(label, data))
    return Reader(label, parts).read(main_body(label, parts))


def main_body(label: str, parts: Parts) -> Element:
    """Return the body of the main document. Raises `DocumentError` if that is something else."""
    root = parts.root()
    body = child(root, "body")
    if local_name(root) != "document" or body is None:
        raise DocumentError(_NOT_WORD.format(path=label, part=parts.main))
    return body


class Reader:
    """Reads one document; with `keep` it remembers the paragraph of each block, for what is put back."""

    def __init__(self, label: str, parts: Parts, *, keep: bool = False) -> None:
        self._label = label
        self._parts = parts
        self._part = ""
        """The part that is being read, and what it refers to."""
        self._media: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._story = Story(keep=keep)
        self._left_out: set[str] = set()
        self._kind: Kind | None = None
        """Of what is being read, where neither style nor wording is to say it."""
        self._styles = Styles(next((root for _, root in parts.of("styles")), None))
        self._projected: tuple[str, str] | None = None
        """Text and place of paragraphs whose end was deleted under change control: they begin the next one."""
        self.paragraphs: list[tuple[Element, Paragraph]] | None = [] if keep else None
        """Those that can be put back."""
        self.drawn: list[Drawn] = []
        """Paragraphs of charts and diagrams."""
        self.described: list[tuple[Element, str, Inline]] = []
        """Alternative texts: where they are, in which attribute, and what was collected of them."""

    def read(self, body: Element) -> Extract:
        """Read the body, then notes and margins."""
        self._enter(self._parts.main)
        self._blocks(body, "body")
        self._kind = "paragraph"
        for name in ("footnotes", "endnotes"):
            for part, root in self._parts.of(name):
                self._enter(part)
                for note, place in steps(root, name):
                    if attribute(note, "type") in ("", "normal"):
                        self._blocks(note, place)
        self._kind = "footer"
        for name in ("header", "footer"):
            for part, root in self._parts.of(name):
                self._enter(part)
                self._blocks(root, posixpath.basename(part))
        if not len(self._story.builder):
            raise DocumentError(_EMPTY.format(path=self._label))
        return self._story.builder.build("utf-8", self._notes())

    def _enter(self, part: str) -> None:
        """Take what a part refers to by id for what is meant from here on."""
        self._part = part
        self._media, self._links = self._parts.targets(part), self._parts.addresses(part)

    def _notes(self) -> tuple[str, ...]:
        notes = [text.format(path=self._label) for key, text in _NOTES.items() if key in self._left_out]
        comments = sum(1 for _, root in self._parts.of("comments") for _ in children(root, "comment"))
        if comments:
            count = "1 comment is" if comments == 1 else f"{comments} comments are"
            notes.append(_COMMENTS.format(path=self._label, count=count))
        return tuple(notes)

    # Blocks

    def _blocks(self, parent: Element, path: str) -> None:
        for element, place in steps(parent, path):
            name = local_name(element)
            if name == "p":
                self._paragraph(element, place)
            elif name == "tbl":
                self._table(element, place)
            elif name in _WRAPPERS:
                self._blocks(element, place)
            elif name == "AlternateContent":
                for branch in alternative(element):
                    self._blocks(branch, f"{place}/{local_name(branch)}[1]")
            elif name in ("del", "moveFrom"):
                self._left_out.add(DELETED)
            elif name == "altChunk":
                self._left_out.add(_CHUNKS)
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        """Add what waits for a next paragraph where there is none, before a table or at the end of a cell."""
        if self._projected:
            text, place = self._projected
            self._projected = None
            self._story.add(text, place, kind=self._kind)

    def _table(self, table: Element, path: str) -> None:
        self._end_paragraph()
        self._story.open_table()
        for row, row_place in within(table, path, {"tr"}, _WRAPPERS):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self._left_out.add(DELETED)
                continue
            self._story.open_row()
            for number, (cell, place) in enumerate(within(row, row_place, {"tc"}, _WRAPPERS)):
                if number:
                    self._story.next_cell()
                if not _continues(cell):
                    self._blocks(cell, place)
        self._story.close_table()

    def _paragraph(self, element: Element, place: str) -> None:
        paragraph = read_paragraph(element, self._styles, self._left_out, self._links)
        drawn = paragraph.drawings_before or paragraph.drawings_after
        places = descendants(element, place, _DRAWN) if drawn else {}
        boxes: list[Element] = []
        for drawing in paragraph.drawings_before:
            boxes += self._picture(drawing, places[drawing])
        style = paragraph.style
        kind = "footer" if self._kind == "footer" else style.kind or self._kind
        before, start = self._projected or ("", place)
        text = before + paragraph.inline.text
        self._projected = (text, start) if paragraph.goes_on else None
        if not paragraph.goes_on:
            # What two paragraphs were joined to has no codes, and is not put back.
            inline = None if before else paragraph.inline
            self._story.add(text, start, kind=kind, bold=paragraph.bold, centred=bool(style.centred), inline=inline)
            if self.paragraphs is not None and inline:
                self.paragraphs.append((element, paragraph))
        for drawing in paragraph.drawings_after:
            boxes += self._picture(drawing, places[drawing])
        # A box is anchored anywhere in its paragraph, often at the beginning of a title.
        for box in boxes:
            self._blocks(box, places[box])

    def _picture(self, drawing: Element, place: str) -> list[Element]:
        """Add the picture that a drawing shows, if it shows one, and return its text boxes."""
        boxes, names, files = [], [], []
        shown = False
        for shape in shapes(drawing):
            name = local_name(shape)
            if name == "txbxContent":
                boxes.append(shape)
            elif name in ("docPr", "cNvPr"):
                names.append(shape)
            else:
                shown = True
                target = self._media.get(attribute(shape, "embed") or attribute(shape, "id"), "")
                files.append(attribute(shape, "title") or posixpath.basename(target))
        if shown:
            named = (attribute(shape, "name") for shape in names)
            self._story.add_image(next(filter(None, (*files, *named)), ""), place)
            self._describe(names, place)
        for one in read_drawn(shapes(drawing), self._parts, self._part):
            self._story.add(one.paragraph.inline.text, one.place, kind=one.kind, inline=one.paragraph.inline)
            self.drawn.append(one)
        return boxes

    def _describe(self, names: Sequence[Element], place: str) -> None:
        """Add the alternative text of a picture, which stands for it where it cannot be seen."""
        for shape, key in ((shape, key) for shape in names for key in ("descr", "title")):
            text = attribute(shape, key)
            if is_prose(text) and not is_image(text):
                inline = Inline()
                inline.add(text)
                self._story.add_described(text, f"{place}/@{key}", inline)
                self.described.append((shape, key, inline))
                return


def _continues(cell: Element) -> bool:
    """Tell whether a cell is the rest of one that was merged with it."""
    properties = child(cell, "tcPr")
    if properties is None:
        return False
    merges = [*children(properties, "vMerge"), *children(properties, "hMerge")]
    return any(attribute(merge, "val") in ("", "continue") for merge in merges)
