"""The glossary's own columns as one table for one language, TSV or CSV: what `extract` writes and a keeper fills in."""

import csv
import io
from collections.abc import Iterable, Sequence

from dragoman.errors import ExchangeError
from dragoman.files.delimited import Line, guard, unguard
from dragoman.glossary.exchange.entries import Entry, Reading, clean, clean_items
from dragoman.glossary.table import LISTS, RENDERING_COLUMNS, TERM_COLUMNS

RENDERING_NOTE = "rendering note"
"""The column of the rendering's note, beside that of the concept."""
_OF_RENDERING = {RENDERING_NOTE if name == "note" else name: name for name in RENDERING_COLUMNS if name != "id"}
COLUMNS = (*TERM_COLUMNS, *_OF_RENDERING)


def render_table(entries: Sequence[Entry], locale: str, delimiter: str = "\t") -> bytes:
    """Return the concepts with their renderings in one language; cells of concepts without one stay empty."""
    rows = [[*entry.concept.values(), *_rendering(entry, locale)] for entry in entries]
    return write_guarded(rows, delimiter)


def write_guarded(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """Return a table of rows with our columns, in which no cell is a formula to a spreadsheet."""
    return write_rows([COLUMNS, *(list(map(guard, row)) for row in rows)], delimiter)


def _rendering(entry: Entry, locale: str) -> list[str]:
    row = entry.renderings.get(locale, {})
    return [row.get(name, "") for name in _OF_RENDERING.values()]


def parse_table(label: str, lines: Iterable[Line], locale: str) -> Reading:
    """Return the concepts of a table whose first row names its columns; those that it lacks say nothing.

    Raises:
        ExchangeError: the column `term` is missing, a column is named twice, two rows have one id, a cell cannot be
            taken over, or there are renderings and `locale` does not say in which language.
    """
    header: list[str] = []
    entries: list[Entry] = []
    warnings: list[str] = []
    places: dict[str, str] = {}
    for number, cells in lines:
        if not header:
            header = _header(label, cells, warnings)
            continue
        where = f"{label}:{number}"
        row = named(header, cells, where)
        concept = {name: row[name] for name in TERM_COLUMNS if name in row and (row[name] or name != "id")}
        rendering = {column: row[name] for name, column in _OF_RENDERING.items() if name in row}
        id_ = concept.get("id", "")
        if id_ and places.setdefault(id_, where) != where:
            raise ExchangeError(f"{where}: a second row for {id_!r}; the first is {places[id_]}; delete one")
        filled = any(rendering.values())
        if filled and not locale:
            raise ExchangeError(f"{where}: does not say which language the rendering is in; name it with --to")
        if concept.get("term"):
            entries.append(Entry(concept, {locale: rendering} if filled else {}, where))
        else:
            warnings.append(f"{where}: has no term; it was left out")
    if not header:
        raise ExchangeError(f"{label}: is empty; it needs a header row")
    return Reading(entries, warnings, ours=True)


def named(header: Sequence[str], cells: Sequence[str], where: str) -> dict[str, str]:
    """Return the cells of a row by their columns, tidy.

    Raises:
        ExchangeError: a cell has control characters, or there are more cells than columns.
    """
    if any(cell.strip() for cell in cells[len(header) :]):
        raise ExchangeError(f"{where}: {len(cells)} cells under {len(header)} columns; check tabs, commas and quotes")
    padded = [*cells, *[""] * (len(header) - len(cells))]
    return {
        name: clean_items(cell.split("|"), where) if name in LISTS else clean(cell, where)
        for name, cell in zip(header, map(unguard, padded), strict=False)
        if name
    }


def _header(label: str, cells: Sequence[str], warnings: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if "term" not in header:
        raise ExchangeError(f"{label}: has no column called term; the columns are {', '.join(COLUMNS)}")
    for name in dict.fromkeys(filter(None, header)):
        if header.count(name) > 1:
            raise ExchangeError(f"{label}: two columns are called {name}; rename one")
        if name not in COLUMNS:
            warnings.append(f"{label}: the column {name!r} was left out; dragoman knows {', '.join(COLUMNS)}")
    return [name if name in COLUMNS else "" for name in header]


def write_rows(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """Return rows as CSV after RFC 4180, or the same with tabs, in UTF-8 with line feeds."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()
