"""What users may choose about the PO files that a run writes."""

from dataclasses import dataclass
from typing import Literal

Location = Literal["full", "file", "never"]
"""What `#:` says, in gettext's words: file and line, the file alone, or nothing."""


@dataclass(frozen=True, slots=True)
class PoOptions:
    """The choices of one run."""

    approve_unchanged: bool = False
    """Take texts of a machine's that have lost `fuzzy` in bulk as reviewed, and say so in each entry."""
    add_location: Location = "file"
    no_wrap: bool = False
    """Cut no string into lines; a catalogue that is laid out so stays so in any case."""


DEFAULT = PoOptions()
