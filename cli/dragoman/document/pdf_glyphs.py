"""What a page of a PDF shows, glyph by glyph, and why it cannot be read."""

from dataclasses import dataclass, field

ARTIFACT = -1
"""The mark of what the file calls no part of its text."""


class OutOfTimeError(Exception):
    """The deadline has passed."""


class TooMuchError(Exception):
    """A page holds more than any page of a report."""


@dataclass(slots=True)
class Glyph:
    """What one glyph stands for, and its place in points, y upwards, after the page was turned upright."""

    text: str
    left: float
    right: float
    y: float
    """Of the baseline."""
    size: float
    bold: bool
    mark: int | None = None
    """Identifier of the marked content that it belongs to, which the structure of the file refers to; `ARTIFACT`."""


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of a page."""

    turned: dict[int, list[Glyph]] = field(default_factory=dict)
    """By the direction of the text in quarter turns; 0 is upright."""
    furniture: list[Glyph] = field(default_factory=list)
    """Marked by the file itself as a running header, footer or page number."""
    pictures: bool = False
    slanted: bool = False
    """Slanted text was left out."""
