"""What the styles of a Word document say about a paragraph or a run (ECMA-376 part 1, 17.7)."""

from typing import TYPE_CHECKING

from dragoman.documents.elements import Element, attribute, child, children, local_name
from dragoman.documents.office import PLAIN, Style, kind_of_style

if TYPE_CHECKING:
    from dragoman.model import Kind

_DEEPEST = 16
"""Styles that may stand on one another; Word itself stops at 11."""
_BODY_LEVEL = "9"


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Element | None = None) -> None:
        """Take the root of the styles part, or nothing where a document has none."""
        styles = () if root is None else children(root, "style")
        self._elements = {attribute(style, "styleId"): style for style in styles}
        self._found: dict[str, Style] = {}

    def of(self, properties: Element | None, reference: str) -> Style:
        """Return what `w:pPr` or `w:rPr` says, by itself or through the style that its child `reference` names."""
        if properties is None:
            return PLAIN
        named = child(properties, reference)
        own = _direct(properties)
        return own if named is None else own.over(self._style(attribute(named, "val"), 0))

    def _style(self, style_id: str, depth: int) -> Style:
        if style_id not in self._found:
            self._found[style_id] = self._resolve(style_id, depth)
        return self._found[style_id]

    def _resolve(self, style_id: str, depth: int) -> Style:
        element = self._elements.get(style_id)
        if element is None:
            return Style(kind_of_style(style_id))
        style = Style(kind_of_style(attribute(child(element, "name"), "val")))
        for properties in (child(element, "pPr"), child(element, "rPr")):
            if properties is not None:
                style = style.over(_direct(properties))
        base = child(element, "basedOn")
        if base is None or depth == _DEEPEST:
            return style
        return style.over(self._style(attribute(base, "val"), depth + 1))


def _direct(properties: Element) -> Style:
    named: Kind | None = None
    numbered = bold = hidden = centred = None
    for element in properties:
        match local_name(element):
            case "outlineLvl" if attribute(element, "val") < _BODY_LEVEL:
                named = "heading"
            case "numPr" if (number := child(element, "numId")) is not None:
                numbered = attribute(number, "val") != "0"
            case "b":
                bold = is_on(element)
            case "vanish":
                hidden = is_on(element)
            case "jc":
                centred = attribute(element, "val") == "center"
    return Style(named, numbered, bold, hidden, centred)


def is_on(element: Element) -> bool:
    """Tell whether a toggle property such as `w:vanish` is set."""
    return attribute(element, "val").lower() not in {"0", "false", "off", "none"}
