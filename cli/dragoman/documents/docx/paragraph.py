"""A Word paragraph → its text as a reader sees it, and the drawings that hang on it (ECMA-376 part 1, 17.3, 17.16)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.documents.docx.styles import Styles
from dragoman.documents.elements import Element, attribute, child, children, local_name
from dragoman.documents.office import PLAIN, Style
from dragoman.documents.symbols import SYMBOLS

_WRAPPERS = frozenset(
    {
        *("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "ins", "moveTo", "dir", "bdo", "fldSimple"),
        *("ruby", "rubyBase", "oMath", "oMathPara"),
    }
)
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
"""A soft hyphen is not among them: a line may break there, nothing more. A tab would look like a table's."""
_MATH = "/math}"
_MATH_SIGNS = {"den": "/", "sup": "^", "sub": "_"}

DELETED, HIDDEN, NUMBERS, PICTURE_FONT = "deleted", "hidden", "numbers", "picture font"
"""What is left out and worth a note."""


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds."""

    style: Style = PLAIN
    bold: bool = False
    """All of its text is."""
    drawings_before: list[Element] = field(default_factory=list)
    """`w:drawing`, `w:pict` and `w:object` that come before any text."""
    drawings_after: list[Element] = field(default_factory=list)
    text: str = ""
    goes_on: bool = False
    """Its end was deleted under change control: with the change accepted, the next one is part of it."""


def read_paragraph(element: Element, styles: Styles, left_out: set[str]) -> Paragraph:
    """Read a `w:p`; what is left out of the text is added to `left_out`.

    Text inserted under change control is in, deleted text is not; of a field the result is in, not its instruction.
    """
    properties = child(element, "pPr")
    paragraph = Paragraph(styles.of(properties, "pStyle"))
    _Reader(paragraph, styles, left_out).read(element)
    mark = child(properties, "rPr") if properties is not None else None
    if mark is not None and any(local_name(change) in ("del", "moveFrom") for change in mark):
        left_out.add(DELETED)
        paragraph.goes_on = True
    if paragraph.style.numbered and not paragraph.text.isspace() and paragraph.text:
        left_out.add(NUMBERS)
    return paragraph


class _Reader:
    def __init__(self, paragraph: Paragraph, styles: Styles, left_out: set[str]) -> None:
        self._paragraph = paragraph
        self._styles = styles
        self._left_out = left_out
        self._pieces: list[str] = []
        self._light = False
        self._fields: list[bool] = []
        """For each field that is open, whether its instruction is being read. Kept for one paragraph only, lest a
        field that never ends swallows the document."""
        self._instructions = 0
        """How many of them are."""

    def read(self, element: Element) -> None:
        self._inside(element)
        self._paragraph.text = "".join(self._pieces)
        self._paragraph.bold = bool(self._pieces) and not self._light

    def _inside(self, parent: Element) -> None:
        for element in parent:
            name = local_name(element)
            if name == "r":
                self._run(element)
            elif name in ("del", "moveFrom"):
                self._left_out.add(DELETED)
            elif name == "AlternateContent":
                for branch in alternative(element):
                    self._inside(branch)
            elif name in _WRAPPERS or (_MATH in element.tag and not name.endswith("Pr")):
                self._pieces += _MATH_SIGNS.get(name, "")
                self._inside(element)

    def _run(self, run: Element) -> None:
        style = self._styles.of(child(run, "rPr"), "rStyle").over(self._paragraph.style)
        self._content(run, style)

    def _content(self, parent: Element, style: Style) -> None:
        for element in parent:
            name = local_name(element)
            if name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name == "AlternateContent":
                for branch in alternative(element):
                    self._content(branch, style)
            elif name in ("drawing", "pict", "object"):
                if not style.hidden and not self._instructions:
                    later = any(not piece.isspace() for piece in self._pieces)
                    paragraph = self._paragraph
                    (paragraph.drawings_after if later else paragraph.drawings_before).append(element)
            elif name == "ruby":
                self._inside(element)
            elif name == "delText":
                self._left_out.add(DELETED)
            elif text := self._text(element, name):
                self._add(text, style)

    def _text(self, element: Element, name: str) -> str:
        if name == "t":
            return element.text or ""
        if name == "sym":
            return self._symbol(attribute(element, "char"))
        return _CHARACTERS.get(name, "")

    def _add(self, text: str, style: Style) -> None:
        if self._instructions:
            return
        if style.hidden:
            if not text.isspace():
                self._left_out.add(HIDDEN)
            return
        self._pieces.append(text)
        if not style.bold and not text.isspace():
            self._light = True

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
            self._instructions += 1
        elif kind == "separate" and self._fields:
            self._instructions -= self._fields[-1]
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._instructions -= self._fields.pop()

    def _symbol(self, code: str) -> str:
        try:
            number = int(code, 16)
        except ValueError:
            return ""
        if number in SYMBOLS:
            return SYMBOLS[number]
        if 0x20 <= number < 0xD800:
            return chr(number)
        self._left_out.add(PICTURE_FONT)
        return ""


def alternative(element: Element) -> list[Element]:
    """Return the branch of `mc:AlternateContent` that is read: the first choice, which a fallback only repeats."""
    return [*children(element, "Choice"), *children(element, "Fallback")][:1]


def shapes(drawing: Element) -> Iterator[Element]:
    """Yield the text boxes, pictures, charts and names inside a drawing, not what is inside its text boxes."""
    for element in drawing:
        name = local_name(element)
        if name == "AlternateContent":
            for branch in alternative(element):
                yield from shapes(branch)
        elif name in ("txbxContent", "blip", "imagedata", "docPr", "cNvPr", "chart", "relIds"):
            yield element
        if name not in ("AlternateContent", "txbxContent"):
            yield from shapes(element)
