"""An OpenDocument paragraph → its text as a reader sees it, with its inline markup, and what hangs on it.

ODF 1.3 part 3, 6. Spans that only carry what a program notes for itself, a language, the number of a revision, are no
codes.
"""

import re
from dataclasses import dataclass, field

from dragoman.documents.elements import Element, attribute, local_name
from dragoman.documents.inline import Inline, Mark
from dragoman.documents.odt.styles import Styles
from dragoman.documents.office import PLAIN, Style
from dragoman.documents.paint import about_link
from dragoman.documents.raised import shifted

_DRAWING = ":drawing:"
_SKIPPED = frozenset({"ruby-text", "script", "event-listeners", "tracked-changes"})
_POINTS = frozenset(
    {
        *("bookmark", "reference-mark", "toc-mark", "toc-mark-start", "toc-mark-end"),
        *("alphabetical-index-mark", "alphabetical-index-mark-start", "alphabetical-index-mark-end", "hidden-text"),
        *("user-index-mark", "user-index-mark-start", "user-index-mark-end", "hidden-paragraph", "fieldmark"),
    }
)
"""What has no text of its own and stays in its paragraph."""
_DROPPED = frozenset({"change", "change-start", "change-end", "annotation-end"})
"""What begins or ends at words that are not there any more once the paragraph has others."""
_STARTS = {"bookmark-start": "bookmark-end", "reference-mark-start": "reference-mark-end"}
"""What begins a stretch to which references point, and what ends it."""
_PASSING_BOOKMARK = "_GoBack"
"""Word's note of where the writer was last."""
_TRANSPARENT = frozenset({"ruby", "ruby-base", "meta"})
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
    inline: Inline = field(default_factory=Inline)
    """Origins of its marks are elements, of a bookmark those where it begins and ends."""


def read_paragraph(element: Element, styles: Styles, left_out: set[str]) -> Paragraph:
    """Read a `text:p` or `text:h`; what is left out of the text is added to `left_out`."""
    paragraph = Paragraph(styles.of("paragraph", element))
    _Reader(paragraph, styles, left_out).read(element)
    return paragraph


class _Reader:
    def __init__(self, paragraph: Paragraph, styles: Styles, left_out: set[str]) -> None:
        self._paragraph = paragraph
        self._inline = paragraph.inline
        self._styles = styles
        self._left_out = left_out
        self._light = False
        self._started = False
        self._after_blank = True
        self._open: dict[tuple[str, str], tuple[int, int, Element]] = {}
        """Bookmarks and marks that have begun, by what ends them: offset, pair around, element."""

    def read(self, element: Element) -> None:
        self._inside(element, self._paragraph.style)
        for start, around, begun in self._open.values():  # it ends in another paragraph
            self._point(start, around, begun)
        self._inline.finish()
        self._paragraph.bold = self._inline.length > 0 and not self._light

    def _inside(self, parent: Element, style: Style) -> None:
        self._add(parent.text, style)
        for element in parent:
            self._element(element, local_name(element), style)
            self._add(element.tail, style)

    def _element(self, element: Element, name: str, style: Style) -> None:
        paragraph, inline = self._paragraph, self._inline
        if name in _SKIPPED or name in _DROPPED:
            return
        if _DRAWING in element.tag:
            (paragraph.shapes_after if self._started else paragraph.shapes_before).append(element)
            in_line = attribute(element, "anchor-type") == "as-char"
            inline.alone("img" if in_line else "", "picture", element)
        elif name == "note":
            paragraph.notes.append(element)
            inline.alone("note", "footnote", element)
        elif name == "annotation":
            self._left_out.add(ANNOTATIONS)
            inline.alone("comment", "comment", element)
        elif name in _STARTS:
            self._open[_STARTS[name], attribute(element, "name")] = inline.length, inline.around, element
        elif name in _STARTS.values():
            self._end(element, name)
        elif name in _POINTS:
            if name == "hidden-text":
                self._left_out.add(HIDDEN)
            inline.alone("", "", element)
        elif name == "s":
            self._blanks(attribute(element, "c"), style)
        elif name == "tab":
            if not style.hidden:
                inline.alone("tab", "tabulator", element, blank=" ")
                self._after_blank = False
        elif name == "line-break":
            inline.alone("br", "line break", element, blank="\n")
            self._after_blank = True
        elif name == "span":
            self._span(element, style)
        elif name in _TRANSPARENT:
            self._inside(element, style)
        else:
            address = attribute(element, "href") if name == "a" else ""
            code = ("a", about_link(address)) if name == "a" else ("field", f"field {name}")
            pair = inline.open(*code, element, address=address)
            self._inside(element, style)
            inline.close(pair)

    def _end(self, element: Element, name: str) -> None:
        """Make a pair of where a bookmark begins and ends; where that would cross another pair, they are two points."""
        inline, called = self._inline, attribute(element, "name")
        start, around, begun = self._open.pop((name, called), (inline.length, inline.around, None))
        if begun is None or start == inline.length or around != inline.around or called == _PASSING_BOOKMARK:
            if begun is not None:
                self._point(start, around, begun)
            self._point(inline.length, inline.around, element)
            return
        pair = len(inline.marks)
        for mark in inline.marks:
            at_edge = mark.alone and mark.start in (start, inline.length)
            if mark.parent == around and start <= mark.start and not at_edge:
                mark.parent = pair
        said = Mark("mark", f"bookmark {called}", start, inline.length, around, False, (begun, element), kept=True)
        inline.marks.append(said)

    def _point(self, place: int, around: int, element: Element) -> None:
        self._inline.marks.append(Mark("", "", place, place, around, True, element))

    def _span(self, element: Element, style: Style) -> None:
        code = self._styles.code_of(element)
        pair = self._inline.open(*code, element, paint=self._styles.paint_of(element)) if code else -1
        self._inside(element, self._styles.of("text", element).over(style))
        if code:
            self._inline.close(pair)

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
        around = self._inline.around
        name = self._inline.marks[around].name if around >= 0 else ""
        self._inline.add(shifted(text, raised=name == "sup") if name in ("sup", "sub") else text)
        self._after_blank = text.endswith(" ")
        self._started = self._started or not text.isspace()
        if not style.bold and not text.isspace():
            self._light = True

    def _blanks(self, count: str, style: Style) -> None:
        if not style.hidden:
            self._inline.add(" " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _MOST_BLANKS))
            self._after_blank = False
