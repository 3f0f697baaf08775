"""Inline codes as XLIFF has them: `<pc>` and `<ph>` (2.x), `<g>` and `<x>` (1.2); halves where a pair crosses another.

The id of a code is its tag in the PO file: `b1`, in 2.x behind the id of its segment, `b001s01.b1`, for it must be the
only one in its unit. So it comes back from every program that keeps ids, as all have to.
"""

import re
from collections.abc import Callable, Sequence

from dragoman.files.xml import Element, local_name, quote_attribute
from dragoman.model import Code
from dragoman.segment.tags import split_tags

_ID = re.compile(r"(?:.*\.)?([a-z]+\d{1,4})")
_TYPES = {"b": "fmt", "i": "fmt", "u": "fmt", "s": "fmt", "sup": "fmt", "sub": "fmt", "f": "fmt", "br": "fmt"} | {
    **{"a": "link", "img": "image"},
    **dict.fromkeys(("note", "comment", "field", "mark", "code", "math", "tab"), "other"),
}
_SUBTYPES = {"b": "xlf:b", "i": "xlf:i", "u": "xlf:u", "br": "xlf:lb"}
_CTYPES = {"b": "bold", "i": "italic", "u": "underlined", "a": "link", "img": "image", "br": "lb"}
PAIRS = frozenset({"pc", "g"})
FOREIGN_PAIRS = {kind: name for types in (_SUBTYPES, _CTYPES) for name, kind in types.items()} | {"link": "a"}
"""Names of the tags of pairs, by the types that any program writes."""
_STARTS, _ENDS = frozenset({"sc", "bx"}), frozenset({"ec", "ex"})
_ALONE = frozenset({"ph", "x"})


def coded(message: str, codes: Sequence[Code], escape: Callable[[str], str], prefix: str = "") -> str:
    """Return a text that has its codes as tags with elements in their place.

    With a `prefix`, the id of a segment, they are those of XLIFF 2.x.

    >>> coded("a <b1>b</b1>", [Code(1, "b", 2, 3)], str)
    'a <g id="b1" ctype="bold">b</g>'
    """
    pieces = split_tags(message, codes)
    nested = _is_nested(pieces)
    write = _two if prefix else _one
    return "".join(
        escape(piece) if isinstance(piece, str) else write(*piece, nested=nested, prefix=prefix) for piece in pieces
    )


def _is_nested(pieces: Sequence[str | tuple[Code, bool]]) -> bool:
    opened: list[int] = []
    seen: set[int] = set()
    for piece in pieces:
        if isinstance(piece, str) or piece[0].alone:
            continue
        code, closing = piece
        if closing:
            if not opened or opened.pop() != code.number:
                return False
        elif code.number in seen:
            return False
        else:
            seen.add(code.number)
            opened.append(code.number)
    return not opened


def _two(code: Code, closing: bool, *, nested: bool, prefix: str) -> str:
    name = f"{prefix}.{code.name}{code.number}"
    kind = f' type="{_TYPES.get(code.name, "fmt")}"'
    kind += f' subType="{_SUBTYPES[code.name]}"' if code.name in _SUBTYPES else ""
    said = f" disp={quote_attribute(code.about)}" if code.about else ""
    if code.alone:
        return f'<ph id="{name}"{kind}{said}/>'
    if nested:
        return "</pc>" if closing else f'<pc id="{name}"{kind}{said.replace("disp", "dispStart", 1)}>'
    return f'<ec startRef="{name}"/>' if closing else f'<sc id="{name}"{kind}{said}/>'


def _one(code: Code, closing: bool, *, nested: bool, prefix: str) -> str:
    name = f"{code.name}{code.number}"
    kind = f' ctype="{_CTYPES.get(code.name, f"x-{code.name}")}"'
    if code.alone:
        said = f" equiv-text={quote_attribute(f'<{name}/>')}"
        return f'<x id="{name}"{kind}{said}/>'
    if nested:
        return "</g>" if closing else f'<g id="{name}"{kind}>'
    rid = f' rid="{code.number}"'
    return f'<ex id="{name}x"{rid}/>' if closing else f'<bx id="{name}"{rid}{kind}/>'


def tags_of(element: Element) -> tuple[str, str]:
    """Return the tags that an inline element of ours stands for, before and behind what is in it; empty for others."""
    kind = local_name(element)
    name = str(element.get("id") or element.get("startRef") or "")
    if kind == "ex":
        name = name.removesuffix("x")
    found = _ID.fullmatch(name)
    if found is None:
        return "", ""
    tag = found[1]
    if kind in PAIRS:
        return f"<{tag}>", f"</{tag}>"
    if kind in _ALONE:
        return f"<{tag}/>", ""
    return (f"<{tag}>", "") if kind in _STARTS else (f"</{tag}>", "") if kind in _ENDS else ("", "")
