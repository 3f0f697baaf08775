"""What a user may choose about how the outputs look; every writer heeds what concerns it."""

from dataclasses import dataclass
from typing import Literal

Bilingual = Literal["interleaved", "side-by-side"]


@dataclass(frozen=True, slots=True)
class Style:
    """The choices of one run."""

    bilingual: Bilingual = "side-by-side"
    """How source and target stand to each other where a format can do both."""
    bom: bool = False
    """Begin tables in plain text with a byte-order mark, by which spreadsheets know UTF-8."""


PLAIN = Style()
"""What nobody has chosen otherwise."""
