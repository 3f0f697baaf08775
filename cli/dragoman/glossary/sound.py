"""Rows as concepts and renderings, each made when it is asked for, of files in which nothing stops.

Whether that is so, the rules say (`lint.rows`); a command that looks up a few rows need not read all the others.
"""

import marshal
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Generic, TypeVar, cast

from dragoman.glossary.table import TERMS, Files, Table, items, parse_table
from dragoman.model import Concept, Rendering, RenderingStatus

Made = TypeVar("Made")


class SoundRows(Mapping[str, Made], Generic[Made]):
    """The rows of a file by id."""

    def __init__(self, files: Files, name: str, make: Callable[[int, list[str]], Made], lines: bytes) -> None:
        """Take the name of the file, what makes a row of its line and cells, and `packed_lines` of the file."""
        self._data = files.data[name]
        self._make = make
        header = parse_table(files.folder / name, self._data.partition(b"\n")[0])
        self._places = header.places()
        self._lacking = [""] * (max(self._places) - len(header.header) + 1)
        self._made: dict[str, Made] = {}
        self._packed = lines

    @cached_property
    def _lines(self) -> dict[str, tuple[int, int]]:
        """The line of each id, from 1, and where in the bytes it begins."""
        return marshal.loads(self._packed)  # type: ignore[no-any-return]

    def __getitem__(self, id_: str) -> Made:
        found = self._made.get(id_)
        if found is None:
            line, start = self._lines[id_]
            end = self._data.find(b"\n", start)
            text = self._data[start : end if end >= 0 else None].decode().removesuffix("\r")
            cells = [*composed_cells(text), *self._lacking]
            found = self._made[id_] = self._make(line, [cells[place].strip() for place in self._places])
        return found

    def __contains__(self, id_: object) -> bool:
        return id_ in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def packed_lines(data: bytes, rows: Mapping[str, Concept | Rendering]) -> bytes:
    """Return where the lines of a file begin that hold its rows, as `SoundRows` takes it."""
    starts = list(accumulate((len(line) + 1 for line in data.split(b"\n")), initial=0))
    return marshal.dumps({id_: (row.line, starts[row.line - 1]) for id_, row in rows.items()})


def sound_concepts(files: Files, lines: bytes) -> Mapping[str, Concept]:
    """Return what `lint.rows.read_concepts` does of the terms where it finds nothing wrong."""
    return SoundRows(files, TERMS, make_concept, lines)


def sound_renderings(files: Files, name: str, lines: bytes) -> Mapping[str, Rendering]:
    """Return what `lint.rows.read_renderings` does of a file where it finds nothing wrong."""
    return SoundRows(files, name, make_rendering, lines)


def make_concept(line: int, cells: list[str]) -> Concept:
    """Return the concept of a line, from 1, with these cells in the order of `TERM_COLUMNS`."""
    id_, term, variants, category, match, domain, note = cells
    return Concept(id_, term, items(variants), category, items(match), note, line, domain)


def make_rendering(line: int, cells: list[str]) -> Rendering:
    """Return the rendering of a line, from 1, with these cells in the order of `RENDERING_COLUMNS`."""
    id_, rendering, accepted, forbidden, status, authority, checked, note = cells
    some = items(accepted) if accepted else (), items(forbidden) if forbidden else ()
    return Rendering(id_, rendering, *some, cast("RenderingStatus", status), authority, note, line, checked)


def composed_cells(text: str) -> list[str]:
    """Return the cells of a line in Unicode's composed form."""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).split("\t")


def last_line(table: Table) -> int:
    """Return the last line of a file that holds anything, from 1."""
    return next((line for line in range(len(table.lines), 1, -1) if table.lines[line - 1].strip()), 1)
