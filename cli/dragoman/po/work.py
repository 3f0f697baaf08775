"""Who has translated what, and how much of the engine's text people kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.model import PEOPLE
from dragoman.po.catalogue import Catalogue
from dragoman.po.entry import entry_unit
from dragoman.po.header import header_field
from dragoman.po.past import read_machine_texts
from dragoman.po.provenance import CREDIT
from dragoman.text.strings import count_words

_CREDIT = re.compile(rf"(?:{CREDIT})?(?P<name>[^,<]+(?:<[^>]*>)?), (?P<date>\d{{4}}(?:-\d\d-\d\d)?)\.?")
"""`Translator: Lin Wen <lin@archive.example>, 2025-04-01`, or as gettext projects write it, without the first word."""


@dataclass(slots=True)
class Work:
    """What one person has translated, in entries in use."""

    segments: int = 0
    words: int = 0
    """White-space separated words of the sources."""
    last: str = ""
    """The latest date in the comments; empty where none says."""


def by_translator(catalogues: Iterable[Catalogue]) -> dict[str, Work]:
    """Return the work of people by name, most words first; an entry that names nobody counts for `Last-Translator`.

    Where the header names nobody either, the name is empty.
    """
    found: dict[str, Work] = defaultdict(Work)
    for catalogue in catalogues:
        header = header_field(catalogue.header, "Last-Translator")
        for entry in catalogue.entries:
            if entry.obsolete or entry.msgid_plural or entry_unit(entry).origin not in PEOPLE:
                continue
            credit = next(filter(None, map(_credit, entry.tcomment.split("\n"))), (header, ""))
            work = found[credit[0]]
            work.segments += 1
            work.words += count_words(entry.msgid)
            work.last = max(work.last, credit[1])
    return dict(sorted(found.items(), key=lambda item: (-item[1].words, item[0])))


def _credit(line: str) -> tuple[str, str] | None:
    found = _CREDIT.fullmatch(line)
    if not found or not (line.startswith(CREDIT) or "<" in line):
        return None
    return found["name"].strip(), found["date"]


@dataclass(slots=True)
class Edits:
    """How far people went from the engine's texts."""

    segments: int = 0
    unchanged: int = 0
    distance: int = 0
    """Characters put in, taken out or replaced (Levenshtein)."""
    characters: int = 0
    """Of the longer text of each pair: what the distance is measured by."""

    @property
    def share(self) -> float:
        """Return the edited share, from 0, where every text stayed, to 1."""
        return self.distance / self.characters if self.characters else 0.0

    def add(self, machine: str, person: str) -> None:
        """Count a pair of texts."""
        from rapidfuzz.distance import Levenshtein

        distance = Levenshtein.distance(machine, person)
        self.segments += 1
        self.unchanged += not distance
        self.distance += distance
        self.characters += max(len(machine), len(person))


@dataclass(frozen=True, slots=True)
class Worth:
    """What the engine was worth in one catalogue."""

    total: Edits = field(default_factory=Edits)
    by_rung: Mapping[str, Edits] = field(default_factory=dict)
    """By how required terms were kept; `no terms` where none were required."""


def measure_worth(catalogue: Catalogue) -> Worth:
    """Compare what people have reviewed with the engine's last text for it, as far as the catalogue's past has one.

    Texts that were approved in bulk say nothing of what people think of them, and are left out.
    """
    texts = read_machine_texts(catalogue.path)
    total = Edits()
    by_rung: dict[str, Edits] = defaultdict(Edits)
    for unit in catalogue.units:
        known = texts.get(unit.source)
        if known is None or unit.origin != "reviewed" or unit.unchanged:
            continue
        machine, rungs = known
        total.add(machine, unit.target)
        for rung in Counter(rungs) or ("no terms",):
            by_rung[rung].add(machine, unit.target)
    return Worth(total, dict(sorted(by_rung.items())))
