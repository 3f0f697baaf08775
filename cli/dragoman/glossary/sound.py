"""Rows as concepts and renderings, each made when it is asked for, of files in which nothing stops.

Whether that is so, the rules say (`lint.rows`); a command that looks up a few rows need not read all the others.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar, cast

from dragoman.glossary.table import TERMS, Files, Table, items, parse_table
from dragoman.model import Concept, Rendering, RenderingStatus

Made = TypeVar("Made")

_FEW = 24
"""Rows that are sought in the bytes of a file, before it is cut into lines."""


class SoundRows(Mapping[str, Made], Generic[Made]):
    """The rows of a file by id."""

    def __init__(self, files: Files, name: str, make: Callable[[int, list[str]], Made], *, tidy: bool) -> None:
        """Take the name of the file, what makes a row of its line and cells, and whether its ids are `tidy`."""
        self._data = files.data[name]
        self._make = make
        header = parse_table(files.folder / name, self._data.partition(b"\n")[0])
        self._places = header.places()
        self._lacking = [""] * (max(self._places) - len(header.header) + 1)
        self._made: dict[str, Made] = {}
        self._sought = 0 if tidy else _FEW

    @cached_property
    def _lines(self) -> dict[str, tuple[int, str]]:
        """The line of each id, from 1, and what is written there."""
        table = parse_table(Path(), self._data)
        first = self._places[0]
        lines = enumerate(table.lines[1 : last_line(table)], 2)
        return {line.split("\t", first + 1)[first].strip(): (number, line) for number, line in lines}

    def _line(self, id_: str) -> tuple[int, str]:
        """Return the line of an id; where few are asked for, nothing is made of the others."""
        if self._sought == _FEW:
            return self._lines[id_]
        self._sought += 1
        place = self._data.find(b"\n%s\t" % id_.encode(errors="replace")) + 1
        if not place:
            raise KeyError(id_)
        end = self._data.find(b"\n", place)
        return self._data.count(b"\n", 0, place) + 1, self._data[place : end if end > 0 else None].decode()

    def __getitem__(self, id_: str) -> Made:
        found = self._made.get(id_)
        if found is None:
            line, text = self._line(id_)
            cells = [*composed_cells(text.removesuffix("\r")), *self._lacking]
            found = self._made[id_] = self._make(line, [cells[place].strip() for place in self._places])
        return found

    def __contains__(self, id_: object) -> bool:
        return id_ in self._made or id_ in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def sound_concepts(files: Files, *, tidy: bool) -> Mapping[str, Concept]:
    """Return what `lint.rows.read_concepts` does of the terms where it finds nothing wrong."""
    return SoundRows(files, TERMS, make_concept, tidy=tidy)


def sound_renderings(files: Files, name: str, *, tidy: bool) -> Mapping[str, Rendering]:
    """Return what `lint.rows.read_renderings` does of a file where it finds nothing wrong."""
    return SoundRows(files, name, make_rendering, tidy=tidy)


def is_tidy(table: Table, ids: Collection[str]) -> bool:
    """Tell whether the lines of a file begin with its ids as they are, each ended by a tab."""
    return {line.partition("\t")[0] for line in table.lines[1 : last_line(table)]} == set(ids)


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
