"""A font of a PDF → the characters and widths of its codes (ISO 32000-1, 9.5 to 9.10)."""

import math
from collections.abc import Iterator
from typing import Any

UNKNOWN = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

_BOLD = ("bold", "black", "heavy", "demi")


class Font:
    """The characters and widths of a font's codes."""

    def __init__(self, resource: Any) -> None:
        # pypdf reads fonts in a private module; our requirement names the major version that it belongs to.
        from pypdf.generic._font import Font as PdfFont

        self._font = font = PdfFont.from_font_resource(resource)
        self._wide = isinstance(font.encoding, str)
        # An “identity” encoding counts glyphs; without a table there is no way from them to characters.
        mute = self._wide and not font.character_map and "identity" in str(resource.get("/Encoding", "")).lower()
        self._mute = mute or not font.interpretable
        matrix = resource.get("/FontMatrix") if font.sub_type == "Type3" else None
        self._unit = abs(number(matrix[0])) if isinstance(matrix, list) and matrix else 0.001
        self.bold = any(word in font.name.lower() for word in _BOLD)
        self._known: dict[str | int, tuple[str, float]] = {}

    def decode(self, codes: bytes) -> Iterator[tuple[str, float, bool]]:
        """Yield the characters of each code, its width in ems, and whether it is the code of a blank."""
        chars: str | bytes = codes.decode(str(self._font.encoding), "replace") if self._wide else codes
        for char in chars:
            known = self._known.get(char)
            if known is None:
                known = self._known[char] = self._look_up(char)
            yield *known, char == 32

    def _look_up(self, char: str | int) -> tuple[str, float]:
        font = self._font
        raw = font.encoding.get(char, chr(char)) if isinstance(char, int) else char  # type: ignore[union-attr]
        text = str(font.character_map.get(raw, raw))
        # "/g12": the name of a glyph that no list of names knows.
        if self._mute or (len(text) > 1 and text[0] == "/") or (text < " " and text != ""):
            text = UNKNOWN
        widths = font.character_widths
        width = widths.get(chr(char) if isinstance(char, int) else char, widths.get("default", 500))
        return text, number(width) * self._unit


def number(value: Any) -> float:
    """Return a number of the file as a finite float; 0 for anything else that stands in its place."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) else 0.0
