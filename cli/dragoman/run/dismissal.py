"""Findings dismissed by hand: a flag in the entry that they are about."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path

from polib import POEntry

from dragoman.check.codes import all_codes
from dragoman.check.dismiss import flag_of
from dragoman.errors import RequestError
from dragoman.files.lock import redo_if_outdated
from dragoman.files.outputs import Outputs
from dragoman.po.catalogue import Catalogue, read_catalogue
from dragoman.po.layout import serialise

_PLACE = re.compile(r"(?P<path>.+):(?P<line>\d+):(?P<code>[A-Za-z]\d{3})")


def dismiss(places: Sequence[str]) -> dict[Path, int]:
    """Dismiss findings, `PATH:LINE:CODE` as `po check` prints them, and return how many flags each file got.

    Raises:
        RequestError: a place that is none, an unknown code, or no entry there; no file was changed.
        CatalogueError: a file cannot be read or is not PO.
        OutputError: a file cannot be written.
    """
    wanted: dict[Path, list[tuple[int, str]]] = {}
    for place in places:
        found = _PLACE.fullmatch(place)
        if not found or (code := found["code"].upper()) not in all_codes():
            raise RequestError(f"--dismiss: {place!r} is not PATH:LINE:CODE, as `po check` prints findings")
        wanted.setdefault(Path(found["path"]), []).append((int(found["line"]), code))
    return redo_if_outdated(lambda: _write(wanted), wanted)


def _write(wanted: Mapping[Path, Sequence[tuple[int, str]]]) -> dict[Path, int]:
    added: dict[Path, int] = {}
    with Outputs() as outputs:
        for path, findings in wanted.items():
            outputs.will_read(path)
            catalogue = read_catalogue(path)
            flags: dict[int, list[str]] = {}
            for line, code in findings:
                flags.setdefault(_entry_at(catalogue, line), []).append(flag_of(code))
            entries = [_flagged(entry, flags.get(number, [])) for number, entry in enumerate(catalogue.entries)]
            added[path] = sum(len(new.flags) for new in entries) - sum(len(old.flags) for old in catalogue.entries)
            if added[path]:
                outputs.stage(path, serialise(catalogue.header, entries, catalogue.trailer).encode())
        outputs.commit()
    return added


def _entry_at(catalogue: Catalogue, line: int) -> int:
    """Return which entry stands at a line, comments and flags above it counted in.

    Raises:
        RequestError: none does.
    """
    lines = ["", *catalogue.path.read_text("utf-8", errors="replace").split("\n")]
    first = last = min(line, len(lines) - 1)
    while lines[first].strip() and first:
        first -= 1
    while last < len(lines) and lines[last].strip():
        last += 1
    here = [
        (entry.linenum > line, abs(entry.linenum - line), number)
        for number, entry in enumerate(catalogue.entries)
        if not entry.obsolete and entry.linenum and first <= entry.linenum <= last
    ]
    if not here:
        raise RequestError(f"{catalogue.path}:{line}: no entry here; rerun `po check` for the current lines")
    return min(here)[2]


def _flagged(entry: POEntry, flags: Sequence[str]) -> POEntry:
    """Return an entry with flags that it need not have."""
    new = copy(entry)
    new.flags = [*entry.flags, *(flag for flag in dict.fromkeys(flags) if flag not in entry.flags)]
    return new
