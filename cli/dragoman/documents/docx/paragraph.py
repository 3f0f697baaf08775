"""A Word paragraph → its text as a reader sees it, with its inline markup, and the drawings that hang on it.

ECMA-376 part 1, 17.3 (runs), 17.13 (bookmarks), 17.16 (fields). Runs that look alike are one stretch, whatever Word has
cut them into; what most of a paragraph, or of a link, looks like is no code.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dragoman.documents.docx.look import Look, look_of
from dragoman.documents.docx.styles import Styles
from dragoman.documents.elements import Element, attribute, child, children, local_name
from dragoman.documents.inline import Inline, Mark
from dragoman.documents.office import PLAIN, Style
from dragoman.documents.paint import about_link
from dragoman.documents.raised import shifted
from dragoman.documents.symbols import SYMBOLS

_TRANSPARENT = frozenset({"smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "ruby", "rubyBase", "sdtContent"})
"""Elements around runs that are not there any more once the paragraph has other words."""
_MATH = "/math}"
_MATH_SIGNS = {"den": "/", "sup": "^", "sub": "_"}
_BLANKS = {"tab": ("tab", "tabulator", " "), "ptab": ("tab", "tabulator", " ")} | dict.fromkeys(
    ("br", "cr"), ("br", "line break", "\n")
)
"""Name, explanation and text of what stands alone in a run. A tab would look like a table's in the text."""
_ALONE = {
    "footnoteReference": ("note", "footnote"),
    "endnoteReference": ("note", "endnote"),
    "commentReference": ("comment", "comment"),
    "footnoteRef": ("", ""),
    "endnoteRef": ("", ""),
    "pgNum": ("field", "page number"),
}
_POINTS = frozenset(
    {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "subDoc"}
)
_PASSING_BOOKMARK = "_GoBack"
"""Word's note of where the writer was last."""

DELETED, HIDDEN, NUMBERS, PICTURE_FONT = "deleted", "hidden", "numbers", "picture font"
"""What is left out and worth a note."""


class Origin(NamedTuple):
    """How a mark is written again."""

    kind: Literal["look", "wrapper", "field", "range", "run", "bare", "whole"]
    """`look`: run properties. `wrapper`: an element around runs. `field`: runs before and behind. `range`: elements
    before and behind. `run`: an element in a run. `bare`: an element. `whole`: one that keeps all that is in it."""
    before: tuple[Element, ...]
    behind: tuple[Element, ...] = ()
    properties: Element | None = None
    """Of the run that the element is in."""


class _Atom(NamedTuple):
    """A stretch of a run."""

    start: int
    end: int
    around: int
    run: Element
    look: Look


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds."""

    style: Style = PLAIN
    bold: bool = False
    """All of its text is."""
    drawings_before: list[Element] = field(default_factory=list)
    """`w:drawing`, `w:pict` and `w:object` that come before any text."""
    drawings_after: list[Element] = field(default_factory=list)
    inline: Inline = field(default_factory=Inline)
    plain: dict[int, Element | None] = field(default_factory=dict)
    """Run properties of what is in no look of its own, by the index of the pair around it, -1 for none."""
    goes_on: bool = False
    """Its end was deleted under change control: with the change accepted, the next one is part of it."""


def read_paragraph(element: Element, styles: Styles, left_out: set[str], links: Mapping[str, str]) -> Paragraph:
    """Read a `w:p`; what is left out of the text is added to `left_out`. `links` are addresses by the ids of the part.

    Text inserted under change control is in, deleted text is not; of a field the result is in, not its instruction.
    """
    properties = child(element, "pPr")
    paragraph = Paragraph(styles.of(properties, "pStyle"))
    _Reader(paragraph, styles, left_out, links).read(element)
    mark = child(properties, "rPr") if properties is not None else None
    if mark is not None and any(local_name(change) in ("del", "moveFrom") for change in mark):
        left_out.add(DELETED)
        paragraph.goes_on = True
    if paragraph.style.numbered and paragraph.inline.text.strip():
        left_out.add(NUMBERS)
    return paragraph


class _Field:
    """A field that is open."""

    def __init__(self) -> None:
        self.runs: list[Element] = []
        """All up to the one that parts instruction and result."""
        self.pair = -1
        self.in_instruction = True


class _Reader:
    def __init__(self, paragraph: Paragraph, styles: Styles, left_out: set[str], links: Mapping[str, str]) -> None:
        self._links = links
        self._paragraph = paragraph
        self._inline = paragraph.inline
        self._styles = styles
        self._left_out = left_out
        self._light = False
        self._atoms: list[_Atom] = []
        self._fields: list[_Field] = []
        """Those that are open. Kept for one paragraph only, lest a field that never ends swallows the document."""
        self._bookmarks: dict[str, tuple[int, int, Element]] = {}
        """Those that are open: offset, pair around, element."""

    def read(self, element: Element) -> None:
        self._inside(element)
        for left in self._fields:  # it goes on in another paragraph
            if left.pair < 0:
                self._inline.alone("", "", Origin("bare", tuple(left.runs)))
        for start, around, opened in self._bookmarks.values():
            self._point(start, around, opened)
        self._inline.finish()
        for left in self._fields:
            if left.pair >= 0:
                self._dissolve(left)
        self._add_looks()
        self._paragraph.bold = bool(self._inline.text) and not self._light

    # Structure

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
            elif name == "hyperlink":
                address = self._links.get(attribute(element, "id"), "")
                self._wrapped("a", _about_link(element, address), element, address=address)
            elif name == "fldSimple":
                self._wrapped("field", _about_field(attribute(element, "instr")), element)
            elif name == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    self._wrapped("f", "content control", element, content)
            elif _MATH in element.tag and not name.endswith("Pr"):
                self._equation(element, name)
            elif name in _TRANSPARENT:
                self._inside(element)
            elif name in _POINTS:
                self._range(element, name)

    def _wrapped(
        self, name: str, about: str, element: Element, content: Element | None = None, *, address: str = ""
    ) -> None:
        """Read an element around runs, or what is in it."""
        if self._in_instruction:
            self._inside(element if content is None else content)
            return
        pair = self._inline.open(name, about, Origin("wrapper", (element,)), address=address)
        self._inside(element if content is None else content)
        self._inline.close(pair)

    def _equation(self, element: Element, name: str) -> None:
        outermost = not any(mark.name == "math" and mark.end < 0 for mark in self._inline.marks)
        pair = self._inline.open("math", "equation, keep unchanged", Origin("whole", (element,))) if outermost else -1
        self._inline.add(_MATH_SIGNS.get(name, ""))
        for inner in element:
            if local_name(inner) == "t":
                self._inline.add(inner.text or "")
            elif local_name(inner) == "r":
                self._run(inner)
            elif not local_name(inner).endswith("Pr"):
                self._equation(inner, local_name(inner))
        if outermost:
            self._inline.close(pair)

    def _range(self, element: Element, name: str) -> None:
        """Read where a bookmark begins or ends; what else begins and ends at points stays where it is."""
        id_ = attribute(element, "id")
        if name == "bookmarkStart":
            self._bookmarks[id_] = (self._inline.length, self._inline.around, element)
        elif name == "bookmarkEnd" and id_ in self._bookmarks:
            start, around, opened = self._bookmarks.pop(id_)
            named = attribute(opened, "name")
            if start == self._inline.length or around != self._inline.around or named == _PASSING_BOOKMARK:
                self._point(start, around, opened)
                self._point(self._inline.length, self._inline.around, element)
            else:
                origin = Origin("range", (opened,), (element,))
                pair = Mark("mark", f"bookmark {named}", start, self._inline.length, around, False, origin, kept=True)
                self._cross(start, around, pair)
        else:
            self._point(self._inline.length, self._inline.around, element)

    def _point(self, place: int, around: int, element: Element) -> None:
        self._inline.marks.append(Mark("", "", place, place, around, True, Origin("bare", (element,))))

    def _cross(self, start: int, around: int, pair: Mark) -> None:
        """Add a pair around what has been read since `start`; one that would cross another becomes two points."""
        marks = self._inline.marks
        inside = [n for n, mark in enumerate(marks) if mark.parent == around and start <= mark.start and mark.end >= 0]
        crossed = any(
            not mark.alone and mark.parent == around and mark.start < start < mark.end
            for mark in marks
            if mark.end >= 0
        )
        if crossed:
            self._point(pair.start, around, pair.origin.before[0])
            self._point(pair.end, around, pair.origin.behind[0])
            return
        marks.append(pair)
        for n in inside:
            if not (marks[n].alone and marks[n].start in (start, pair.end)):
                marks[n].parent = len(marks) - 1
        self._atoms = [
            atom._replace(around=len(marks) - 1) if atom.around == around and atom.start >= start else atom
            for atom in self._atoms
        ]

    # Runs

    def _run(self, run: Element) -> None:
        style = self._styles.of(child(run, "rPr"), "rStyle").over(self._paragraph.style)
        self._content(run, run, style)

    def _content(self, parent: Element, run: Element, style: Style) -> None:
        for element in parent:
            name = local_name(element)
            if name == "fldChar":
                self._field(attribute(element, "fldCharType"), run)
            elif name in ("instrText", "delInstrText"):
                self._in_field(run)
            elif name == "AlternateContent":
                for branch in alternative(element):
                    self._content(branch, run, style)
            elif name in ("drawing", "pict", "object"):
                self._drawing(element, run, style)
            elif name == "ruby":
                self._inside(element)
            elif name == "delText":
                self._left_out.add(DELETED)
            elif name in _BLANKS and not style.hidden:
                self._blank(element, run, *_BLANKS[name])
            elif name in _ALONE:
                self._alone(*_ALONE[name], element, run)
            elif text := self._text(element, name):
                self._add(text, run, style)

    def _text(self, element: Element, name: str) -> str:
        if name == "t":
            return element.text or ""
        if name == "sym":
            return self._symbol(attribute(element, "char"))
        return "\u2011" if name == "noBreakHyphen" else ""  # at a soft hyphen a line may break, nothing more

    def _add(self, text: str, run: Element, style: Style) -> None:
        if self._in_instruction:
            return
        if style.hidden:
            if not text.isspace():
                self._left_out.add(HIDDEN)
            if not self._inline.marks or run not in self._inline.marks[-1].origin.before:
                self._inline.alone("", "", Origin("bare", (run,)))
            return
        look = self._atom(run, text)
        self._inline.add(shifted(text, raised=look.shift == "superscript") if look.shift else text, run)
        if not style.bold and not text.isspace():
            self._light = True

    def _atom(self, run: Element, text: str) -> Look:
        start = self._inline.length
        look = look_of(child(run, "rPr"))
        self._atoms.append(_Atom(start, start + len(text), self._inline.around, run, look))
        return look

    def _blank(self, element: Element, run: Element, name: str, about: str, text: str) -> None:
        if self._in_instruction:
            return
        self._atom(run, text)
        self._inline.alone(name, about, Origin("run", (element,), (), child(run, "rPr")), blank=text)

    def _alone(self, name: str, about: str, element: Element, run: Element) -> None:
        if not self._in_instruction:
            self._inline.alone(name, about, Origin("run", (element,), (), child(run, "rPr")))

    def _drawing(self, element: Element, run: Element, style: Style) -> None:
        if self._in_instruction:
            return
        if not style.hidden:
            later = any(not char.isspace() for char in self._inline.text)
            (self._paragraph.drawings_after if later else self._paragraph.drawings_before).append(element)
        outer = element.getparent()  # mc:AlternateContent has the drawing twice
        while outer is not run and outer.getparent() is not run:
            outer = outer.getparent()
        whole = element if outer is run else outer
        floats = any(local_name(inner) == "anchor" for inner in element)
        self._inline.alone("" if floats else "img", "picture", Origin("run", (whole,), (), child(run, "rPr")))

    # Fields

    @property
    def _in_instruction(self) -> bool:
        return any(one.in_instruction for one in self._fields)

    def _field(self, kind: str, run: Element) -> None:
        if kind == "begin":
            self._fields.append(_Field())
            self._in_field(run)
        elif kind == "separate" and self._fields:
            self._in_field(run)
            ended = self._fields[-1]
            ended.in_instruction = False
            if not self._in_instruction:
                ended.pair = self._inline.open("field", _about_field(_instruction(ended.runs)), Origin("field", ()))
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.pair >= 0:
                mark = self._inline.marks[ended.pair]
                mark.origin = Origin("field", tuple(ended.runs), (run,))
                self._inline.close(ended.pair)
                if mark.start == mark.end:
                    mark.alone, mark.origin = True, Origin("bare", (*ended.runs, run))
            elif self._fields:
                self._fields[-1].runs += [one for one in (*ended.runs, run) if one not in self._fields[-1].runs]
            else:
                runs = tuple(dict.fromkeys((*ended.runs, run)))
                self._inline.alone("field", _about_field(_instruction(runs)), Origin("bare", runs))
        elif kind == "end":
            self._inline.alone("", "", Origin("bare", (run,)))  # of a field that began in another paragraph

    def _dissolve(self, left: _Field) -> None:
        """Take a field whose end is in another paragraph for no pair: what begins it stays where it is."""
        marks = self._inline.marks
        outer = marks[left.pair].parent
        start = marks[left.pair].start
        for mark in marks:
            if mark.parent == left.pair:
                mark.parent = outer
        self._atoms = [atom._replace(around=outer) if atom.around == left.pair else atom for atom in self._atoms]
        marks[left.pair] = Mark("", "", start, start, outer, True, Origin("bare", tuple(left.runs)))

    def _in_field(self, run: Element) -> None:
        """Take a run for a part of the innermost field."""
        if self._fields and run not in self._fields[-1].runs:
            self._fields[-1].runs.append(run)

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

    # Looks

    def _add_looks(self) -> None:
        """Make codes of stretches that look different from what is around them."""
        counts: dict[int, Counter[Look]] = defaultdict(Counter)
        for atom in self._atoms:
            counts[atom.around][atom.look] += atom.end - atom.start
        usual = {around: max(looks, key=lambda look: looks[look]) for around, looks in counts.items()}
        for around, look in usual.items():
            run = next(atom.run for atom in self._atoms if atom.around == around and atom.look == look)
            self._paragraph.plain[around] = child(run, "rPr")
        marks = self._inline.marks
        last: Mark | None = None
        before: _Atom | None = None
        for atom in self._atoms:
            if atom.look == usual[atom.around]:
                last = None
            elif last and before and (before.around, before.look, before.end) == (atom.around, atom.look, atom.start):
                last.end = atom.end
            else:
                name, about = atom.look.against(usual[atom.around])
                origin = Origin("look", (), (), child(atom.run, "rPr"))
                paint = atom.look.paint_against(usual[atom.around])
                last = Mark(name, about, atom.start, atom.end, atom.around, False, origin, paint=paint)
                marks.append(last)
            before = atom
        for n, mark in enumerate(marks):
            if mark.origin.kind == "look":
                for inner in marks:
                    there = mark.start < inner.start < mark.end or (inner.blank and mark.start == inner.start)
                    if inner.alone and inner.parent == mark.parent and there:
                        inner.parent = n


def _instruction(runs: "tuple[Element, ...] | list[Element]") -> str:
    return "".join(text.text or "" for run in runs for text in run.iter() if local_name(text) == "instrText")


def _about_field(instruction: str) -> str:
    words = instruction.split()
    return f"field {words[0]}" if words else "field"


def _about_link(element: Element, address: str) -> str:
    return about_link(address or attribute(element, "anchor"))


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
