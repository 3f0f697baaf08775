"""What a user may choose about how the outputs look; every writer heeds what concerns it."""

from dataclasses import dataclass
from typing import Literal

Bilingual = Literal["interleaved", "side-by-side"]
WordForm = Literal["table", "report"]
XliffVersion = Literal["1.2", "2.1"]


@dataclass(frozen=True, slots=True)
class Style:
    """The choices of one run."""

    bilingual: Bilingual = "side-by-side"
    """How source and target stand to each other where a format can do both."""
    docx: WordForm = "table"
    """What a Word document is: a table to edit, or the translated report alone."""
    bom: bool = False
    """Begin tables in plain text with a byte-order mark, by which spreadsheets know UTF-8."""
    xliff: XliffVersion = "2.1"
    """Older programs read 1.2 alone."""
    mark: bool = False
    """Mark in a finished report what nobody has reviewed."""
    tmx_machine: bool = False
    """Machine text goes into TMX too, where a translator's program may take it for a translation."""
    notice: bool = True
    """End txt with a line that says so where a draft engine had a part in it."""


PLAIN = Style()
"""What nobody has chosen otherwise."""
