"""Which inline codes are formatting that people can be shown; the others are shown by their numbers."""

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from dragoman.documents.raised import unshifted
from dragoman.model import Code

_LOOKS = {
    "bold": "b",
    "italic": "i",
    "underlined": "u",
    "struck out": "s",
    "superscript": "sup",
    "subscript": "sub",
}
"""Names of looks, by what codes say of themselves; all are also names of elements in HTML."""
_FORMATTED = frozenset({*_LOOKS.values(), "code", "a"})
_PAINTS = {"colour": "color", "highlighted": "background", "shaded": "background", "size": "size", "font": "font"}
"""What `Code.paint` says more about, by what codes say of themselves."""
_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST = 2000
"""Characters of an address; Word follows no longer one."""
_MIXED = "f"
"""Names a pair of several looks, or of one that has no name; what they are stands in `Code.about`."""


def looks(code: Code) -> tuple[str, ...]:
    """Return the looks that a code stands for, by name: those of HTML's elements, `a` for a link, `br` for a break.

    >>> looks(Code(1, "f", 0, 4, about="bold, colour")), looks(Code(2, "note", 4, 4, alone=True))
    (('b',), ())
    """
    if code.alone:
        return (code.name,) if code.name == "br" else ()
    if code.name == _MIXED:
        return tuple(_LOOKS[said] for said in code.about.split(", ") if said in _LOOKS)
    return (code.name,) if code.name in _FORMATTED else ()


def is_shown(code: Code, *, painted: bool = True) -> bool:
    """Tell whether the looks of a code are all that it does, so that its number need not be shown.

    `painted` says whether colours, sizes and fonts are shown.
    """
    if code.alone or code.name != _MIXED:
        return bool(looks(code))
    there = {name for name, _ in code.paint} if painted else set()
    if code.about.startswith("<"):  # an element of HTML
        return bool(there)
    return all(said in _LOOKS or _PAINTS.get(said) in there for said in code.about.split(", "))


def link_of(code: Code) -> str:
    """Return where a link leads, if that is safe to follow and the same from wherever it is read; else nothing.

    >>> [link_of(Code(1, "a", 0, 4, address=one)) for one in ("http://a.org/a b", "JavaScript:x", "a/b.html")]
    ['http://a.org/a%20b', '', '']
    """
    address = code.address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not (parts.netloc or parts.scheme == "mailto") or len(address) > _LONGEST:
        return ""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


def formatting(around: Sequence[Code], text: str) -> dict[str, Code]:
    """Return the looks of a stretch, each with the pair that says so, the outermost first.

    Figures that are raised or lowered characters already are not raised again.
    """
    found = {name: code for code in around for name in looks(code)}
    if unshifted(text) != text:
        found = {name: code for name, code in found.items() if name not in ("sup", "sub")}
    return found
