"""An OpenDocument paragraph → its text as a reader sees it, and what hangs on it (ODF 1.3 part 3, 6)."""

import re
from dataclasses import dataclass, field

from dragoman.documents.elements import Element, attribute, local_name
from dragoman.documents.odt.styles import Styles
from dragoman.documents.office import PLAIN, Style

_DRAWING = ":drawing:"
_SKIPPED = frozenset({"ruby-text", "script", "event-listeners", "annotation-end", "note-citation", "tracked-changes"})
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 80

HIDDEN, ANNOTATIONS = "hidden", "annotations"
"""What is left out and worth a note."""


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds."""

    style: Style = PLAIN
    bold: bool = False
    """All of its text is."""
    shapes_before: list[Element] = field(default_factory=list)
    """Frames and drawings that come before any text."""
    shapes_after: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    """`text:note` elements."""
    text: str = ""


def read_paragraph(element: Element, styles: Styles, left_out: set[str]) -> Paragraph:
    """Read a `text:p` or `text:h`; what is left out of the text is added to `left_out`."""
    paragraph = Paragraph(styles.of("paragraph", element))
    _Reader(paragraph, styles, left_out).read(element)
    return paragraph


class _Reader:
    def __init__(self, paragraph: Paragraph, styles: Styles, left_out: set[str]) -> None:
        self._paragraph = paragraph
        self._styles = styles
        self._left_out = left_out
        self._pieces: list[str] = []
        self._light = False
        self._after_blank = True

    def read(self, element: Element) -> None:
        self._inside(element, self._paragraph.style)
        self._paragraph.text = "".join(self._pieces)
        self._paragraph.bold = bool(self._pieces) and not self._light

    def _inside(self, parent: Element, style: Style) -> None:
        self._add(parent.text, style)
        for element in parent:
            self._element(element, local_name(element), style)
            self._add(element.tail, style)

    def _element(self, element: Element, name: str, style: Style) -> None:
        paragraph = self._paragraph
        if name in _SKIPPED:
            return
        if _DRAWING in element.tag:
            started = any(not piece.isspace() for piece in self._pieces)
            (paragraph.shapes_after if started else paragraph.shapes_before).append(element)
        elif name == "note":
            paragraph.notes.append(element)
        elif name == "annotation":
            self._left_out.add(ANNOTATIONS)
        elif name == "hidden-text":
            self._left_out.add(HIDDEN)
        elif name == "s":
            self._blanks(attribute(element, "c"), style)
        elif name == "tab":
            self._blanks("1", style)
        elif name == "line-break":
            self._pieces.append("\n")
            self._after_blank = True
        elif name == "span":
            self._inside(element, self._styles.of("text", element).over(style))
        else:
            self._inside(element, style)

    def _add(self, text: str | None, style: Style) -> None:
        """Add characters, white space collapsed as ODF wants it: across elements, and none at the beginning."""
        if not text:
            return
        text = _BLANKS.sub(" ", text)
        if self._after_blank:
            text = text.removeprefix(" ")
        if not text:
            return
        if style.hidden:
            self._left_out.add(HIDDEN)
            return
        self._pieces.append(text)
        self._after_blank = text.endswith(" ")
        if not style.bold and not text.isspace():
            self._light = True

    def _blanks(self, count: str, style: Style) -> None:
        if not style.hidden:
            self._pieces.append(" " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _MOST_BLANKS))
            self._after_blank = False
