"""What a catalogue has held before: which translations of a text, and who answered for them.

It lies in a folder `.dragoman` beside the catalogue, one line for each text that dragoman wrote or found there:

    7d793037a076 5d41402abc4b machine inline "…"
    7d793037a076 2c989913afb5 reviewed

the fingerprints of `msgid`, in whatever role, and `msgstr`, and the origin; of an engine's text how its terms were
kept, and the text. By it dragoman knows what went out to translators, and an engine's text for what it is, also where a
program has dropped the comments that say so. Whoever deletes it loses nothing else: the comments and the marks in
exported files still tell most of it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from dragoman.files.outputs import Outputs
from dragoman.model import Origin, Unit
from dragoman.po.provenance import MachineOrigin, fingerprint

FOLDER = ".dragoman"
"""Beside catalogues: what dragoman knows of them and need not be kept in a repository."""
_ORIGINS = frozenset(get_args(Origin))
_MACHINES: frozenset[Origin] = frozenset(get_args(MachineOrigin))


@dataclass(frozen=True, slots=True)
class Past:
    """The texts that a catalogue has held."""

    _origins: Mapping[tuple[str, str], frozenset[Origin]] = field(default_factory=dict, repr=False)
    """By fingerprints of entry and text."""
    _machine_entries: frozenset[str] = field(default_factory=frozenset, repr=False)

    def origins(self, source: str, target: str) -> frozenset[Origin]:
        """Return who has answered for a text in an entry; empty where it never held the text."""
        if not self._origins:
            return frozenset()
        return self._origins.get((fingerprint(source), fingerprint(target)), frozenset())

    def had_machine(self, source: str) -> bool:
        """Tell whether an entry has ever held a text of dragoman's."""
        return fingerprint(source) in self._machine_entries

    def by_machine(self, source: str, target: str) -> MachineOrigin | None:
        """Return `machine` or `memory` where dragoman wrote a text and no person has answered for it since."""
        found = self.origins(source, target)
        if not found or not found <= _MACHINES:
            return None
        return "machine" if "machine" in found else "memory"


NOTHING_PAST = Past()


def past_path(catalogue: Path) -> Path:
    """Return where the past of a catalogue lies."""
    return catalogue.with_name(FOLDER) / f"{catalogue.name}.past"


def read_past(catalogue: Path) -> Past:
    """Return what the catalogue at a path has held, as far as that is known: lines that make no sense are passed
    over."""
    origins: dict[tuple[str, str], set[Origin]] = defaultdict(set)
    with suppress(OSError):
        for line in past_path(catalogue).read_text("ascii", errors="replace").split("\n"):
            source, target, origin = (*line.split(" ", 3), "", "", "")[:3]
            if origin in _ORIGINS:
                origins[source, target].add(origin)  # type: ignore[arg-type]  # the set holds them all
    machine = frozenset(source for (source, _), found in origins.items() if found & _MACHINES)
    return Past({key: frozenset(found) for key, found in origins.items()}, machine)


def read_machine_texts(catalogue: Path) -> "MachineTexts":
    """Return the engine's last text for each source text, and how its terms were kept."""
    found = {}
    with suppress(OSError):
        for line in past_path(catalogue).read_text("ascii", errors="replace").split("\n"):
            parts = line.split(" ", 4)
            if len(parts) == 5 and parts[2] == "machine":
                with suppress(ValueError):
                    found[parts[0]] = str(json.loads(parts[4])), tuple(filter("-".__ne__, parts[3].split(",")))
    return MachineTexts(found)


@dataclass(frozen=True, slots=True)
class MachineTexts:
    """What an engine wrote for texts."""

    _texts: Mapping[str, tuple[str, tuple[str, ...]]]
    """By fingerprint of the source."""

    def get(self, source: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the text for a source, and the rungs of its terms."""
        return self._texts.get(fingerprint(source))


def _line(unit: Unit) -> str:
    line = f"{fingerprint(unit.source)} {fingerprint(unit.target)} {unit.origin}"
    if unit.origin != "machine":
        return line
    rungs = unit.provenance.rungs if unit.provenance else ()
    return f"{line} {','.join(rungs) or '-'} {json.dumps(unit.target)}"


def stage_past(outputs: Outputs, catalogue: Path, units: Iterable[Unit]) -> None:
    """Add what a catalogue holds, or is going to hold, to its past; nothing is written where nothing is new."""
    path = past_path(catalogue)
    text = ""
    with suppress(OSError):
        text = path.read_text("ascii", errors="replace")
    known = set(text.split("\n"))
    lines = dict.fromkeys(_line(unit) for unit in units if unit.target)
    new = [line for line in lines if line not in known]
    if not new:
        return
    outputs.stage_aside(path, "".join(f"{line}\n" for line in [*text.splitlines(), *new]).encode())
    ignored = path.with_name(".gitignore")
    if not ignored.exists():
        outputs.stage_aside(ignored, b"*\n")
