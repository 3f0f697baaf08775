"""Inline codes on the bilingual page: as the formatting that they stand for, else as small chips with their numbers.

The script of the page draws what people change by the same rules (`js/codes.js`), from the tags that they edit.
"""

import json
from collections.abc import Iterator, Sequence

from markupsafe import escape

from dragoman.exchange.formatting import formatting, is_shown, link_of, looks
from dragoman.exchange.html.characters import visible
from dragoman.exchange.paint import paint_class
from dragoman.model import Code
from dragoman.segment.tags import Tags


def codes_as_json(codes: Sequence[Code]) -> str | None:
    """Return what the script has to know of the codes of a segment; nothing where it has none."""
    facts = [
        [code.number, code.name, _title(code), code.alone, looks(code), is_shown(code), link_of(code), _class(code)]
        for code in codes
    ]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")) if facts else None


def draw(text: str, tags: Tags, *, in_link: bool = False) -> Iterator[str]:
    """Yield the HTML of the next stretch of a text; each piece of text stands in elements of its own.

    With `in_link` there is a link around it already, to what is said of a term, and links of the report are none.
    """
    for piece in tags.read(text):
        if isinstance(piece, str):
            elements = [_element(*one, in_link=in_link) for one in formatting(tags.around, piece).items()]
            painted = (code for code in tags.around if code.paint)
            elements += (("span", f' class="{_class(code)}" title="{_said(code)}"') for code in painted)
            yield from (f"<{name}{attributes}>" for name, attributes in elements)
            yield str(escape(visible(piece)))
            yield from (f"</{name}>" for name, _ in reversed(elements))
        elif not is_shown(piece[0]):
            yield _chip(*piece)
        elif piece[0].alone:
            yield f"<{looks(piece[0])[0]}>"


def _element(look: str, code: Code, *, in_link: bool) -> tuple[str, str]:
    """Return the name of the element that a look is, and its attributes."""
    if look != "a":
        return look, ""
    shown = f' class="link" title="{_said(code)}"'
    address = "" if in_link else link_of(code)
    return ("a", f'{shown} href="{escape(address)}" target="_blank" rel="{_REL}"') if address else ("span", shown)


_REL = "noopener noreferrer"


def _class(code: Code) -> str:
    return paint_class(code.paint) if code.paint else ""


def _said(code: Code) -> str:
    return str(escape(visible(_title(code))))


def _chip(code: Code, closing: bool) -> str:
    part = "" if code.alone else " end" if closing else " start"
    said = escape(visible(f"{'end of ' * closing}{_title(code)}"))
    return f'<span class="tag{part}" role="img" aria-label="{said}" title="{said}" data-number="{code.number}"></span>'


def _title(code: Code) -> str:
    return code.about or code.name
