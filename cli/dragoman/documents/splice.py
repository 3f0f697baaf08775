"""Stretches of a text file exchanged for others; all else stays as it is."""

import codecs
from collections.abc import Iterable
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Splice(NamedTuple):
    """What stands at `start` to `end` instead of what was there."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with the splices in it; of two that overlap, the second is left out.

    >>> spliced("abcd", [Splice(3, 4, "D"), Splice(0, 1, "A"), Splice(3, 3, "-")])
    'Abc-D'
    """
    pieces: list[str] = []
    position = 0
    for start, end, new in sorted(splices):
        if start >= position:
            pieces += (text[position:start], new)
            position = end
    return "".join([*pieces, text[position:]])


def encoded(text: str, data: bytes, encoding: str, errors: str = "strict") -> bytes:
    """Return a text in the encoding that it was read in, with a byte-order mark where `data` has one; else in UTF-8."""
    bom, codec = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", encoding))
    try:
        return bom + text.encode(codec, errors)
    except (UnicodeEncodeError, LookupError):
        return text.encode()
