"""What the formats say of links, colours, sizes and fonts, in one form."""

import re
from collections.abc import Mapping
from typing import get_args

from dragoman.model import Paint

_SHOWN = 200
"""Characters of an address that a translator is told."""
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_SHORT_COLOUR = re.compile(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])")
_FONT = re.compile(r"[^\W_][\w .-]{0,60}")
_SIZES = 0.5, 2.0
"""Shares beyond which nobody could read, or see, the text beside it."""


def about_link(address: str) -> str:
    """Return what a translator is told of a link; the address is empty where it is not known."""
    return f"link to {address[:_SHOWN]}" if address else "link"


def painted(found: Mapping[str, str]) -> Paint:
    """Return what is set, as far as it is understood; `found` has it as the format does.

    >>> painted({"color": "#C00", "background": "auto", "size": "1.45", "font": "Courier New"})
    (('color', 'cc0000'), ('size', '1.45'), ('font', 'Courier New'))
    """
    known = {name: _understood(name, found[name].strip().strip("'\"")) for name in _NAMES if name in found}
    return tuple((name, value) for name, value in known.items() if value)


_NAMES = get_args(get_args(get_args(Paint)[0])[0])


def _understood(name: str, value: str) -> str:
    if name == "size":
        return value
    if name == "font":
        return value if _FONT.fullmatch(value) else ""
    if short := _SHORT_COLOUR.fullmatch(value):
        return "".join(digit * 2 for digit in short.groups()).lower()
    whole = _COLOUR.fullmatch(value)
    return whole[1].lower() if whole else ""


def share_of(size: str, usual: str) -> str:
    """Return a size as a share of another, both in the same unit; empty where one is no number or they are alike.

    >>> share_of("32", "22"), share_of("22", "22"), share_of("x", "22")
    ('1.45', '', '')
    """
    try:
        share = float(size) / float(usual)
    except (ValueError, ZeroDivisionError):
        return ""
    least, most = _SIZES
    share = round(min(max(share, least), most), 2)
    return "" if share == 1 else f"{share:g}"
