"""What the styles of an OpenDocument text say about a paragraph or a span (ODF 1.3 part 3, 16)."""

from dragoman.documents.elements import Element, attribute, child, children
from dragoman.documents.office import PLAIN, Style, kind_of_style

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
