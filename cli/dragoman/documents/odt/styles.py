"""What the styles of an OpenDocument text say about a paragraph or a span (ODF 1.3 part 3, 16)."""

from dragoman.documents.elements import Element, attribute, child, children, local_name
from dragoman.documents.office import PLAIN, Style, kind_of_style
from dragoman.documents.paint import painted, share_of
from dragoman.model import Paint

_DEEPEST = 16
"""Styles that are followed from child to parent."""


class Styles:
    """The styles of a document by family (`paragraph`, `text`) and name."""

    def __init__(self, content: Element, styles: Element | None) -> None:
        """Take the root of `content.xml` and of `styles.xml`, where there is one, or that of `styles.xml` alone."""
        self._elements: dict[tuple[str, str], Element] = {}
        self._found: dict[tuple[str, str], Style] = {}
        roots = [content] if styles is None else [styles, content]
        for root in roots:
            for group in (*children(root, "styles"), *children(root, "automatic-styles")):
                for style in children(group, "style"):
                    self._elements[attribute(style, "family"), attribute(style, "name")] = style

    def of(self, family: str, element: Element) -> Style:
        """Return what the style of a paragraph or span says."""
        name = attribute(element, "style-name")
        return self._style((family, name), 0) if name else PLAIN

    def _style(self, key: tuple[str, str], depth: int) -> Style:
        if key not in self._found:
            self._found[key] = self._resolve(key, depth)
        return self._found[key]

    def _resolve(self, key: tuple[str, str], depth: int) -> Style:
        family, name = key
        # A blank in a name is written `_20_`.
        display = name.replace("_20_", " ")
        element = self._elements.get(key)
        if element is None:
            return Style(kind_of_style(display))
        text, layout = child(element, "text-properties"), child(element, "paragraph-properties")
        level = attribute(element, "default-outline-level")
        named = "heading" if level else kind_of_style(attribute(element, "display-name") or display)
        weight, shown = attribute(text, "font-weight"), attribute(text, "display")
        align = attribute(layout, "text-align")
        style = Style(
            named,
            bold=weight in ("bold", "600", "700", "800", "900") if weight else None,
            hidden=shown == "none" if shown else None,
            centred=align == "center" if align else None,
        )
        parent = attribute(element, "parent-style-name")
        if not parent or depth == _DEEPEST:
            return style
        return style.over(self._style((family, parent), depth + 1))

    def code_of(self, span: Element) -> tuple[str, str] | None:
        """Return name and explanation of the inline code that a span is, `None` where nothing of it shows."""
        name = attribute(span, "style-name")
        element = self._elements.get(("text", name))
        if element is None or not _is_automatic(element):
            return ("f", f"style {name.replace('_20_', ' ')}") if name else None
        said = _said(element)
        shown = {key: value for key, value in said.items() if not key.startswith(_PASSING)}
        if not shown:
            return None if not attribute(element, "parent-style-name") else ("f", "style")
        found = [_CODES[key] for key in shown if key in _CODES]
        if shown.get("text-position", "").startswith(("super", "sub")):
            found.append(("sup", "superscript") if shown["text-position"].startswith("super") else ("sub", "subscript"))
        if len({code for code, _ in found}) == 1 and len(shown) <= _OF_ONE:
            return found[0]
        return "f", ", ".join(dict.fromkeys(what for _, what in found)) or "formatted"

    def paint_of(self, span: Element) -> Paint:
        """Return what colours, size and font the automatic style of a span sets."""
        element = self._elements.get(("text", attribute(span, "style-name")))
        if element is None or not _is_automatic(element):
            return ()
        said = _said(element)
        size = said.get("font-size", "")
        found = {
            "color": said.get("color", ""),
            "background": said.get("background-color", ""),
            "size": share_of(size[:-1], "100")
            if size.endswith("%")
            else share_of(size.removesuffix("pt"), _USUAL_SIZE),
            "font": said.get("font-name") or said.get("font-family", ""),
        }
        return painted(found)


def _said(style: Element) -> dict[str, str]:
    """Return the properties of text that a style sets, by their local names."""
    properties = child(style, "text-properties")
    given = properties.items() if properties is not None else ()
    return {str(key).rpartition("}")[2]: str(value) for key, value in given}


_USUAL_SIZE = "12"
"""Points, of text whose size the style of its paragraph says."""
_PASSING = ("rsid", "paragraph-rsid", "language", "country", "script", "rfc-language-tag", "letter-kerning")
"""How the names of properties begin that no reader sees."""
_OF_ONE = 4
"""Properties that make one look: bold in all three kinds of scripts, with the colour of an underline."""
_CODES = {
    "font-weight": ("b", "bold"),
    "font-style": ("i", "italic"),
    "text-underline-style": ("u", "underlined"),
    "text-line-through-style": ("s", "struck out"),
    "color": ("f", "colour"),
    "font-name": ("f", "font"),
    "font-size": ("f", "size"),
    "background-color": ("f", "highlighted"),
}


def _is_automatic(style: Element) -> bool:
    parent = style.getparent()
    return parent is not None and local_name(parent) == "automatic-styles"
