"""Tables that come back from people as TSV, CSV or XLSX; columns are known by their names, whatever their order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import DocumentError
from dragoman.exchange.about import REPORT, SOURCE, TARGET, parse_facts_line
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.files.delimited import read_rows, unguard
from dragoman.files.workbook import Cell, NotText, read_sheets
from dragoman.model import Origin

COLUMNS = ("id", "kind", "source", "target", "status", "comment", "exported", "about")
"""A table with the last of them began as plain text, whatever program has saved it since: its cells are guarded."""
_NEEDED = ("id", "target")
_NO_HEADER = (
    "{path}: has no row with the names of the columns, id and target among them; put it back, or take the table that "
    "dragoman wrote"
)
_SAID: Mapping[str, Origin] = {"reviewed": "reviewed", "draft": "draft", "none": "none"}
_SILENT = frozenset({"", "machine", "memory", "verbatim"})
"""What the table said when it went out, and says nothing about what a person did."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    place: str
    """`row 12`."""
    cells: Sequence[Cell]
    remarks: Sequence[str] = ()
    """What people attached to the row beside its cells."""


@dataclass(slots=True)
class Table:
    """Takes rows one by one; a header may come after a title, and again where parts were pasted together."""

    label: str
    clean: Callable[[str], str] = str
    """What is done to each cell."""
    tidy: Callable[[Mapping[str, str]], dict[str, str]] = dict
    """What is done to the cells of a row, by the names of their columns."""
    units: list[ReturnedUnit] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    """Of the report and its languages, where a column of the table says them."""
    _places: dict[str, int] = field(default_factory=dict)
    """Positions of the columns, by their names."""
    _unknown: set[str] = field(default_factory=set)
    _seen: bool = False
    """Whether there was a header."""

    def take(self, rows: Iterable[Row]) -> bool:
        """Read rows up to the end, and tell whether there was a header; what stands before it is left aside.

        Raises:
            DocumentError: two columns have one name.
        """
        self._places = {}
        self.go_on(rows)
        return bool(self._places)

    def go_on(self, rows: Iterable[Row]) -> None:
        """Read rows that have the columns of those before them, until a header says otherwise."""
        for row in rows:
            names = ["" if isinstance(cell, NotText) else _column_name(cell) for cell in row.cells]
            if all(name in names for name in _NEEDED):
                self._read_header(row, names)
            elif self._places and any(row.cells):
                self._read_row(row)

    def result(self, path: Path) -> ReturnedFile:
        """Return all that was read.

        Raises:
            DocumentError: none of the rows was a header.
        """
        if not self._seen:
            raise DocumentError(_NO_HEADER.format(path=path))
        return ReturnedFile(
            name=path.name,
            report=self.facts.get(REPORT, ""),
            source_language=self.facts.get(SOURCE, ""),
            target_language=self.facts.get(TARGET, ""),
            units=tuple(self.units),
            warnings=tuple(self.warnings),
        )

    def _read_header(self, row: Row, names: list[str]) -> None:
        for name in COLUMNS:
            if names.count(name) > 1:
                raise DocumentError(f"{self.label}: {row.place}: two columns are called {name}; rename or delete one")
        self._places = {name: names.index(name) for name in COLUMNS if name in names}
        self._seen = True
        if "about" in names:
            self.clean = unguard

    def _read_row(self, row: Row) -> None:
        cells = {name: row.cells[place] if place < len(row.cells) else "" for name, place in self._places.items()}
        texts = {}
        for name, cell in cells.items():
            if isinstance(cell, NotText):  # half a row is none
                said = f"{cell.place} holds {cell.what} and no text; format the cell as text and retype it"
                self.warnings.append(f"{self.label}: {row.place} was left out: {said}")
                return
            texts[name] = self.clean(cell)
        texts = self.tidy(texts)
        self.facts |= parse_facts_line(texts.get("about", ""))
        if not any(texts.get(name, "").strip() for name in ("id", "source", "target", "comment")):
            return
        target = texts["target"]
        self.units.append(
            ReturnedUnit(
                id=texts["id"].strip(),
                kind=texts.get("kind", "").strip(),
                source=texts.get("source", ""),
                target=target,
                said=self._said(texts.get("status", ""), target, row.place),
                comment="\n".join(filter(None, (texts.get("comment", "").strip(), *row.remarks))),
                place=row.place,
                exported=texts.get("exported", "").strip(),
            )
        )

    def _said(self, status: str, target: str, place: str) -> Origin | None:
        word = status.strip().casefold()
        if word in _SAID:
            said = _SAID[word]
            return None if said == "none" and target else said
        if word not in _SILENT and word not in self._unknown:
            self._unknown.add(word)
            known = ", ".join(_SAID)
            self.warnings.append(f"{self.label}: {place}: the status {status.strip()!r} is not one of {known}; ignored")
        return None


def _column_name(cell: str) -> str:
    """Return what a cell names as a column; the language may stand on a second line."""
    return cell.strip().partition("\n")[0].strip().casefold()


def read_bytes(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        DocumentError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from None


_WIDTH = 50
"""Columns that are looked at: ours, and those that people add."""


def read_sheet(path: Path) -> ReturnedFile:
    """Read the rows of a table by their segment ids.

    Raises:
        DocumentError: the file is broken, in another encoding, or has no columns called id and target.
    """
    data = read_bytes(path)
    table = Table(str(path))
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        _read_workbook(table, data)
    else:
        table.clean = unguard
        rows = read_rows(table.label, data, raises=DocumentError)
        table.take(Row(f"line {number}", cells) for number, cells in rows)
    return table.result(path)


def _read_workbook(table: Table, data: bytes) -> None:
    for title, lines in read_sheets(table.label, data, _WIDTH, raises=DocumentError).items():
        pairs = {str(cells[0]).strip(): str(cells[1]).strip() for _, cells in lines if len(cells) > 1}
        if pairs.keys() >= {REPORT, SOURCE, TARGET}:
            table.facts |= pairs
        else:
            table.take(Row(f"row {number} of {title}", cells) for number, cells in lines)
