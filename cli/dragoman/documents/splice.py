"""Stretches of a text file exchanged for others; all else stays as it is."""

import codecs
import io
from collections.abc import Callable, Iterable
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
    return encoded_pieces(lambda: (text,), data, encoding, errors)


def encoded_pieces(pieces: Callable[[], Iterable[str]], data: bytes, encoding: str, errors: str = "strict") -> bytes:
    """Return the pieces of a text as `encoded` does, without holding it in memory as a whole.

    They are asked for once more where the encoding does not have all of their characters.
    """
    bom, codec = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", encoding))
    try:
        return _encoded(pieces(), bom, codec, errors)
    except (UnicodeEncodeError, LookupError):
        return _encoded(pieces(), b"", "utf-8", "strict")


def _encoded(pieces: Iterable[str], bom: bytes, codec: str, errors: str) -> bytes:
    encoder = codecs.getincrementalencoder(codec)(errors)
    file = io.BytesIO()
    file.write(bom)
    for piece in pieces:
        file.write(encoder.encode(piece))
    file.write(encoder.encode("", final=True))
    return file.getvalue()
