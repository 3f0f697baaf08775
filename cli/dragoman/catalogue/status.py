"""How far the translation of a catalogue has come."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dragoman.catalogue.read import Catalogue, entry_unit, read_catalogue
from dragoman.errors import RequestError

State = Literal["reviewed", "machine", "fuzzy", "untranslated"]
STATES: tuple[State, ...] = ("reviewed", "machine", "fuzzy", "untranslated")
"""`machine`: written by dragoman and untouched since, recalled texts included. `fuzzy`: a person's, still to be
revised."""


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of one catalogue."""

    path: Path
    language: str
    """As the file's header or its folder names it; empty where neither does."""
    segments: Mapping[State, int]
    words: Mapping[State, int]
    """White-space separated words of the sources."""
    obsolete: int
    """Entries whose text the report no longer has."""

    def share(self, state: State) -> float:
        """Return the share of a state in the words, from 0 to 1; 0 where there are none."""
        return self.words[state] / total if (total := sum(self.words.values())) else 0.0


def find_catalogues(paths: Iterable[Path]) -> list[Path]:
    """Return the PO files named, and those in the folders named, in the order of their names.

    Raises:
        RequestError: a path is not there, or a folder holds no PO file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files = sorted(path.rglob("*.po"))
            if not files:
                raise RequestError(f"{path}: no PO file in this folder; `dragoman translate` writes them there")
            found |= dict.fromkeys(files)
        elif path.exists():
            found[path] = None
        else:
            raise RequestError(f"{path}: no such file or folder; name a PO file or the --locales folder")
    return list(found)


def read_status(path: Path) -> Status:
    """Count what a PO file holds.

    Raises:
        CatalogueError: the file cannot be read or is not PO.
    """
    return count_states(read_catalogue(path))


def count_states(catalogue: Catalogue) -> Status:
    """Count what a catalogue holds; an entry with plural forms is translated when all of them are."""
    segments: Counter[State] = Counter()
    words: Counter[State] = Counter()
    for entry in catalogue.entries:
        if entry.obsolete:
            continue
        if entry.msgid_plural:
            done = bool(entry.msgstr_plural) and all(entry.msgstr_plural.values())
            state: State = "untranslated" if not done else "fuzzy" if "fuzzy" in entry.flags else "reviewed"
        else:
            unit = entry_unit(entry)
            state = "machine" if unit.state == "memory" else "fuzzy" if unit.state == "draft" else unit.state
        segments[state] += 1
        words[state] += len(entry.msgid.split())
    return Status(
        path=catalogue.path,
        language=find_language(catalogue),
        segments={state: segments[state] for state in STATES},
        words={state: words[state] for state in STATES},
        obsolete=sum(1 for entry in catalogue.entries if entry.obsolete),
    )


def find_language(catalogue: Catalogue) -> str:
    """Return the language that a catalogue's header names, or its folder; empty where neither does."""
    header = catalogue.header.msgstr if catalogue.header else ""
    for line in header.split("\n"):
        name, _, value = line.partition(":")
        if name == "Language" and value.strip():
            return value.strip()
    above = (folder.parent.name for folder in catalogue.path.absolute().parents if folder.name == "LC_MESSAGES")
    return next(above, "")


def add(statuses: Iterable[Status], language: str) -> Status:
    """Return the sum of several catalogues."""
    segments: Counter[State] = Counter()
    words: Counter[State] = Counter()
    obsolete = 0
    for status in statuses:
        segments.update(status.segments)
        words.update(status.words)
        obsolete += status.obsolete
    counts = ({state: segments[state] for state in STATES}, {state: words[state] for state in STATES})
    return Status(Path(), language, *counts, obsolete)
