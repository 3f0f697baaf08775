"""What several runs share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.run.eras import Eras


@dataclass(frozen=True, slots=True)
class Loaded:
    """What several runs share and is not loaded for each of them again."""

    eras: Eras | None = None
    """The glossaries of the targets; else they are read from the request's folder."""
    snapshots: Mapping[str, Path] = field(default_factory=dict)
    """By target tag: databases of the memory that are taken as they are; else that of the locales folder is brought up
    to date first."""


NOTHING = Loaded()
