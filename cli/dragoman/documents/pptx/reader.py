"""PowerPoint presentations (`.pptx`; ECMA-376) → text and blocks.

Order: slide by slide, on each the shapes as they lie in the file, then the notes of the speaker. A block's `place` is
the name of its part and the number of the paragraph in it: `slide3.xml//p[4]`.
"""

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.documents.elements import Element, attribute, child, children, local_name
from dragoman.documents.extract import Extract
from dragoman.documents.inline import Inline
from dragoman.documents.kinds import is_image, is_prose
from dragoman.documents.office import Story
from dragoman.documents.parts import Parts
from dragoman.documents.pptx.drawn import read_drawn
from dragoman.documents.pptx.paragraph import Paragraph, read_paragraph
from dragoman.errors import DocumentError
from dragoman.files.zip import Package

if TYPE_CHECKING:
    from dragoman.model import Kind

_TITLES = frozenset({"title", "ctrTitle", "subTitle"})
_MARGINS = frozenset({"ftr", "hdr"})
_COUNTED = frozenset({"sldNum", "dt", "sldImg"})
"""Placeholders whose text the program makes by itself."""
_NOT_POWERPOINT = "{path}: {part} is not a PowerPoint presentation; open it, save it as .pptx and try again"
_EMPTY = "{path}: nothing to translate: the presentation holds no text"


def read(label: str, data: bytes) -> Extract:
    """Read a presentation; `label` stands for it in messages.

    Raises `DocumentError` if it is damaged, password-protected, of another kind, a zip bomb, or without any text.
    """
    return Reader(label, Parts(Package(label, data))).read()


class Reader:
    """Reads one presentation; with `keep` it remembers the paragraph of each block, for what is put back."""

    def __init__(self, label: str, parts: Parts, *, keep: bool = False) -> None:
        self._label = label
        self._parts = parts
        self._story = Story(keep=keep)
        self._numbers: dict[str, int] = {}
        self._named = ""
        """The part that is being read."""
        self.paragraphs: list[tuple[Element, Paragraph]] = []
        """Those that were read, if they are kept."""
        self.copies: dict[Element, tuple[Element, ...]] = {}
        """Of paragraphs in diagrams."""
        self.described: list[tuple[Element, Inline]] = []
        """Pictures with alternative texts, and what was collected of these."""
        self._keep = keep

    def read(self) -> Extract:
        """Read all slides and their notes."""
        root = self._parts.root()
        if local_name(root) != "presentation":
            raise DocumentError(_NOT_POWERPOINT.format(path=self._label, part=self._parts.main))
        for part in self._slides(root):
            self._part(part)
            for notes in self._parts.related(part, "notesSlide"):
                self._part(notes, in_notes=True)
        if not len(self._story.builder):
            raise DocumentError(_EMPTY.format(path=self._label))
        return self._story.builder.build("utf-8")

    def _slides(self, root: Element) -> Iterator[str]:
        """Yield the names of the slides in their order; hidden ones are shown to whoever translates."""
        targets = self._parts.targets(self._parts.main)
        listed = child(root, "sldIdLst")
        for slide in () if listed is None else children(listed, "sldId"):
            name = next((str(value) for key, value in slide.items() if key.endswith("}id")), "")
            if name in targets:
                yield targets[name]

    def _part(self, part: str, *, in_notes: bool = False) -> None:
        root = self._parts.parse(part)
        if root is None:
            return
        self._numbers.clear()
        self._named = part
        tree = next((one for one in root.iter() if local_name(one) == "spTree"), None)
        if tree is not None:
            self._shapes(tree, posixpath.basename(part), in_notes=in_notes)

    def _shapes(self, parent: Element, part: str, *, in_notes: bool) -> None:
        for shape in parent:
            name = local_name(shape)
            if name == "grpSp":
                self._shapes(shape, part, in_notes=in_notes)
            elif name == "sp":
                self._shape(shape, part, in_notes=in_notes)
            elif name == "pic":
                self._picture(shape, part)
            elif name == "graphicFrame":
                tables = [one for one in shape.iter() if local_name(one) == "tbl"]
                for table in tables[:1]:
                    self._table(table, part)
                self._drawn(shape)
                self._picture(shape, part)
            elif name == "AlternateContent":
                for branch in [*children(shape, "Choice"), *children(shape, "Fallback")][:1]:
                    self._shapes(branch, part, in_notes=in_notes)

    def _shape(self, shape: Element, part: str, *, in_notes: bool) -> None:
        holder = next((one for one in shape.iter() if local_name(one) == "ph"), None)
        role = attribute(holder, "type") if holder is not None else "none"
        body = child(shape, "txBody")
        if body is None or role in _COUNTED:
            return
        kind: Kind | None = None
        if role in _TITLES:
            kind = "heading"
        elif role in _MARGINS:
            kind = "footer"
        elif in_notes:
            kind = "paragraph"
        elif holder is not None and role in ("", "body", "obj"):
            kind = "list"
        self._body(body, part, kind)

    def _body(self, body: Element, part: str, kind: "Kind | None") -> None:
        for element in children(body, "p"):
            self._numbers[part] = self._numbers.get(part, 0) + 1
            paragraph = read_paragraph(element, self._parts.addresses(self._named))
            place = f"{part}//p[{self._numbers[part]}]"
            inline = paragraph.inline
            self._story.add(inline.text, place, kind=kind, inline=inline)
            if self._keep:
                self.paragraphs.append((element, paragraph))

    def _drawn(self, frame: Element) -> None:
        """Add the text of a chart or a diagram."""
        for one in read_drawn(frame.iter(), self._parts, self._named):
            self._story.add(one.paragraph.inline.text, one.place, kind=one.kind, inline=one.paragraph.inline)
            if self._keep:
                self.paragraphs.append((one.element, one.paragraph))
                self.copies[one.element] = one.copies

    def _table(self, table: Element, part: str) -> None:
        self._story.open_table()
        for row in children(table, "tr"):
            self._story.open_row()
            for number, cell in enumerate(children(row, "tc")):
                if number:
                    self._story.next_cell()
                body = child(cell, "txBody")
                if body is not None:
                    self._body(body, part, None)
        self._story.close_table()

    def _picture(self, shape: Element, part: str) -> None:
        named = next((one for one in shape.iter() if local_name(one) == "cNvPr"), None)
        text = attribute(named, "descr")
        if named is not None and is_prose(text) and not is_image(text):
            inline = Inline()
            inline.add(text)
            self._story.add_described(text, f"{part}/@descr", inline)
            self.described.append((named, inline))
