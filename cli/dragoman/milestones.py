"""How far people had come with a report's translation, commit by commit: read from Git, drawn by a writer."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Milestone:
    """One committed version of a catalogue."""

    commit: str
    """12 hexadecimal digits."""
    time: datetime
    """When it was committed, in UTC."""
    reviewed: float
    """Share of the source words that people had translated or approved, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class History:
    """What Git knows of one catalogue."""

    milestones: tuple[Milestone, ...] = ()
    """Oldest first; of many commits a choice, evenly spread."""
    commits: int = 0
    """How many there are."""
    cut_off: bool = False
    """The clone is shallow: what lies further back is not known here."""
