"""The values that the readers of returned files hand on."""

from dataclasses import dataclass
from typing import Literal

Said = Literal["reviewed", "draft", "untranslated", ""]
"""What a file says of a translation, in the words of the alignment record; nothing where it does not say."""


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One segment as a person hands it back."""

    id: str
    """Of the segment, `b012s01`; empty where the file has lost it."""
    kind: str
    """Of the block; empty where the file does not say."""
    source: str
    target: str
    said: Said
    comment: str
    place: str
    """Where in the file it stands, for messages: `row 12`, `line 40`."""
    exported: str = ""
    """The mark of the target as it was exported (`handed_out.export_mark`); empty where the file has none. A table has
    it in a column `exported`, other formats wherever people do not trip over it."""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """All that a file gives back."""

    name: str
    """Of the file, for messages."""
    report: str
    """Stem of the report's files, `report`; empty where the file does not say."""
    source_language: str
    target_language: str
    """BCP 47 tags; empty where the file does not say."""
    units: tuple[ReturnedUnit, ...]
    warnings: tuple[str, ...] = ()
    """What could not be read or taken for certain, one sentence each."""
