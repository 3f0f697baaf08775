"""Charts and diagrams (SmartArt): parts of their own with DrawingML in them (ECMA-376 part 1, 21.2 and 21.4).

Of a chart, what somebody typed into it is text: its title, those of its axes, labels. The names of its series and
categories are those of the table behind it, and would be taken from there again. A diagram has its text in its data,
and once more in the drawing that Office made of these (MS-ODRAWXML, 2.3.4).
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dragoman.documents.elements import Element, attribute, local_name
from dragoman.documents.pptx.paragraph import Paragraph, read_paragraph

if TYPE_CHECKING:
    from dragoman.documents.parts import Parts
    from dragoman.model import Kind

_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/drawingml/main"
_PARAGRAPHS = (f"{{{_DRAWINGML}}}p", f"{{{_STRICT}}}p")


class Drawn(NamedTuple):
    """A paragraph of a chart or a diagram."""

    element: Element
    paragraph: Paragraph
    place: str
    kind: "Kind"
    copies: tuple[Element, ...]
    """The same paragraph in the drawing of a diagram."""


def read_drawn(elements: Iterable[Element], parts: "Parts", part: str) -> Iterator[Drawn]:
    """Yield the paragraphs of the charts and diagrams that are shown by some of the elements of `part`.

    Raises `DocumentError` if one of their parts is damaged.
    """
    targets = parts.targets(part)
    for shown in elements:
        name = local_name(shown)
        if name not in ("chart", "relIds"):
            continue
        target = targets.get(attribute(shown, "id" if name == "chart" else "dm"), "")
        root = parts.parse(target)
        if root is None:
            continue
        copies = _copies(root, parts, targets)
        for number, element in enumerate(root.iter(*_PARAGRAPHS), 1):
            paragraph = read_paragraph(element, parts.addresses(target))
            text = paragraph.inline.text
            if text.strip():
                place = f"{posixpath.basename(target)}//p[{number}]"
                yield Drawn(element, paragraph, place, "caption" if name == "chart" else "list", tuple(copies[text]))


def read_shapes(drawing: Element, parts: "Parts", part: str) -> Iterator[Drawn]:
    """Yield the paragraphs of the text boxes, charts and diagrams on a drawing, the part `part`, in its order.

    Raises `DocumentError` as `read_drawn`.
    """
    number = 0
    for shape in drawing.iter():
        if local_name(shape) == "txBody":
            for element in shape.iter(*_PARAGRAPHS):
                number += 1
                paragraph = read_paragraph(element, parts.addresses(part))
                if paragraph.inline.text.strip():
                    yield Drawn(element, paragraph, f"{posixpath.basename(part)}//p[{number}]", "paragraph", ())
        else:
            yield from read_drawn((shape,), parts, part)


def _copies(root: Element, parts: "Parts", targets: dict[str, str]) -> dict[str, list[Element]]:
    """Return the paragraphs of the drawing that was made of a diagram's data, by their text."""
    found: dict[str, list[Element]] = defaultdict(list)
    for model in root.iter():
        if local_name(model) == "dataModelExt":
            drawing = parts.parse(targets.get(attribute(model, "relId"), ""))
            for element in () if drawing is None else drawing.iter(*_PARAGRAPHS):
                found[read_paragraph(element, {}).inline.text].append(element)
    return found
