"""Change rows of a glossary; every byte that a change does not speak of stays as it was."""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import itemgetter
from pathlib import Path

from dragoman.errors import GlossaryError, RequestError
from dragoman.glossary.table import (
    COLUMNS,
    DEFINITIONS,
    LISTS,
    RELATIONS,
    RENDERING_COLUMNS,
    REPEATING,
    TERMS,
    Files,
    Table,
    cells,
    items,
    parse_table,
    render_table,
)

_NOT_SLUG = re.compile("[^a-z0-9]+")
_LONGEST_SLUG = 120
_PREFERRED = {"term": "variants", "rendering": "accepted"}
"""Which column holds the other forms."""
_CHANGE = re.compile(r"([^=+]+?)(\+=|-=|=)(.*)", re.DOTALL)


def add_row(files: Files, name: str, values: Mapping[str, str]) -> Files:
    """Return the glossary with a row more in the file `name`, as `add_rows` does; no value is left out.

    Raises:
        RequestError: the file has a row with this id or lacks the column of a value, or a value holds a tab or a line
            break.
        GlossaryError: the header of the file lacks a column.
    """
    _require_columns(_table(files, name), [column for column, value in values.items() if value])
    return add_rows(files, name, [values])


def add_rows(files: Files, name: str, rows: Sequence[Mapping[str, str]]) -> Files:
    """Return the glossary with more rows in the file `name`, each before the first row with a greater id.

    Columns without a value are empty. A file that is not there yet is begun.

    Raises:
        RequestError: the file has a row with one of the ids, or a value holds a tab or a line break.
        GlossaryError: the header of the file lacks a column.
    """
    if not rows:
        return files
    table = _table(files, name)
    header, end = table.header, table.end.removesuffix("\n")
    places = _ids(table)
    known = {id_ for _, id_ in places}
    greatest = list(accumulate((id_ for _, id_ in places), max))  # the file need not be sorted
    lines = list(table.lines)
    if lines[-1]:  # the last line has no line end
        lines[-1] = lines[-1].removesuffix("\r") + end
        lines.append("")
    added: dict[int, list[str]] = defaultdict(list)
    for values in sorted(rows, key=itemgetter("id")):
        if values["id"] in known and name not in REPEATING:
            raise RequestError(f"{table.path}: there is a row {values['id']!r} already; change it with: glossary set")
        known.add(values["id"])
        before = bisect_right(greatest, values["id"])
        place = places[before][0] if before < len(places) else _last(lines)
        added[place].append("\t".join(_checked(column, values.get(column, "")) for column in header) + end)
    merged = (line for place, old in enumerate(lines) for line in (*added.get(place, ()), old))
    return _with(files, replace(table, lines=(*merged, *added.get(len(lines), ()))))


def set_cells(files: Files, name: str, id_: str, values: Mapping[str, str]) -> Files:
    """Return the glossary with cells of one row replaced; unknown columns that the file has may be named too.

    Raises:
        RequestError: the file has no such row or column, the id would change, or a value holds a tab or a line break.
        GlossaryError: the header of the file lacks a column.
    """
    table = _table(files, name)
    place = _find(table, id_)
    if place is None:
        raise RequestError(f"{table.path}: no row {id_!r}; add it with: glossary add")
    header = table.header
    _require_columns(table, values)
    if values.get("id", id_) != id_:
        raise RequestError(f"{id_}: an id never changes; remove the concept and add another")
    line = table.lines[place]
    row = cells(line)
    if len(row) != len(header):
        raise GlossaryError(f"{table.path}:{place + 1}: G003 {len(row)} columns; expected {len(header)}")
    for column, value in values.items():
        if row[header.index(column)].strip() != value:
            row[header.index(column)] = _checked(column, value)
    lines = list(table.lines)
    lines[place] = "\t".join(row) + "\r" * line.endswith("\r")
    return _with(files, replace(table, lines=tuple(lines)))


def remove_row(files: Files, name: str, id_: str) -> Files:
    """Return the glossary without the row of an id in the file `name`, or its rows where there may be several.

    Raises:
        RequestError: the file has no such row.
        GlossaryError: the header of the file lacks a column.
    """
    table = _table(files, name)
    gone = {place for place, other in _ids(table) if other == id_}
    if not gone:
        raise RequestError(f"{table.path}: no row {id_!r}")
    if name not in REPEATING:
        gone = {min(gone)}
    return _with(files, replace(table, lines=tuple(line for at, line in enumerate(table.lines) if at not in gone)))


def remove_concept(files: Files, id_: str) -> Files:
    """Return the glossary without a concept: its row, its renderings, its relations to others, and its reviews.

    Raises:
        RequestError: there is no such concept.
        GlossaryError: the header of a file lacks a column.
    """
    after = remove_row(files, TERMS, id_)
    for name in (*files.languages(), *(name for name in (*REPEATING, DEFINITIONS) if name in files.data)):
        table = _table(after, name)
        if any(other == id_ for _, other in _ids(table)):
            after = remove_row(after, name, id_)
    if RELATIONS in after.data:
        table = _table(after, RELATIONS)
        other = table.header.index("other")
        gone = {line - 1 for line, row in table.rows() if len(row) > other and row[other].strip() == id_}
        kept = tuple(line for at, line in enumerate(table.lines) if at not in gone)
        after = _with(after, replace(table, lines=kept))
    return after


def changed_cells(row: Mapping[str, str], changes: Sequence[str]) -> dict[str, str]:
    """Return the cells that changes ask for: `COLUMN=VALUE`, and for lists `COLUMN+=ITEM` and `COLUMN-=ITEM`.

    >>> changed_cells({"variants": "SPP|Procuracy"}, ["variants-=Procuracy", "variants+=the SPP", "note="])
    {'variants': 'SPP|the SPP', 'note': ''}

    A preferred form that becomes one of the others leaves its place to it.

    >>> changed_cells({"rendering": "高检", "accepted": "最高检|高检院"}, ["rendering=最高检"])
    {'accepted': '高检|高检院', 'rendering': '最高检'}

    Raises:
        RequestError: a change has another form, or speaks of items where the column is no list.
    """
    wanted: dict[str, str] = {}
    for text in changes:
        parts = _CHANGE.fullmatch(text)
        if not parts:
            raise RequestError(f"{text!r}: write COLUMN=VALUE, as in status=official")
        column, sign, value = parts[1].strip(), parts[2], parts[3].strip()
        if sign != "=":
            if column not in LISTS:
                raise RequestError(f"{text!r}: {column} is not a list; write {column}=VALUE")
            given = items(value)
            there = [item for item in items(wanted.get(column, row.get(column, ""))) if item not in given]
            value = "|".join([*there, *given] if sign == "+=" else there)
        wanted[column] = value
    return {**_swapped(row, wanted), **wanted}


def _swapped(row: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Return the list that a preferred form leaves, where one of its own forms takes its place: the two swap."""
    for single, others in _PREFERRED.items():
        new, old, forms = wanted.get(single, ""), row.get(single, ""), items(row.get(others, ""))
        if new != old and new in forms and others not in wanted:
            kept = [old if form == new else form for form in forms if form != old or form == new]
            return {others: "|".join(kept if old not in ("", "=") else [form for form in forms if form != new])}
    return {}


def make_slug(text: str) -> str:
    """Return an id made from a term; empty where the term has no Latin letter or digit.

    >>> make_slug("Supreme People's Procuratorate"), make_slug("Café №5")
    ('supreme-peoples-procuratorate', 'cafe-no5')
    """
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    slug = _NOT_SLUG.sub("-", letters.lower()).strip("-")
    return slug if len(slug) <= _LONGEST_SLUG else slug[:_LONGEST_SLUG].rpartition("-")[0]


def _table(files: Files, name: str) -> Table:
    if name not in files.data:
        return parse_table(files.folder / name, ("\t".join(COLUMNS.get(name, RENDERING_COLUMNS)) + "\n").encode())
    table = files.table(name)
    if not table.places():
        raise GlossaryError(f"{table.path}:1: G002 the header must be {' '.join(table.required)}, tab-separated")
    return table


def _require_columns(table: Table, columns: Iterable[str]) -> None:
    header = table.header
    if unknown := [column for column in columns if column not in header]:
        raise RequestError(f"{table.path}: no column {unknown[0]!r}; its columns are {', '.join(header)}")


def _with(files: Files, table: Table) -> Files:
    return Files(files.folder, {**files.data, Path(table.path).name: render_table(table)})


def _ids(table: Table) -> Sequence[tuple[int, str]]:
    """Return the place of each row that has all its cells, among the lines, and its id."""
    first, width = table.places()[0], len(table.header)
    found = ((line - 1, row) for line, row in table.rows())
    return [(place, row[first].strip()) for place, row in found if len(row) == width]


def _find(table: Table, id_: str) -> int | None:
    likely = (place for place, line in enumerate(table.lines) if place and id_ in line)
    first, width = table.places()[0], len(table.header)
    rows = ((place, cells(table.lines[place])) for place in likely)
    return next((place for place, row in rows if len(row) == width and row[first].strip() == id_), None)


def _last(lines: Sequence[str]) -> int:
    """Return the place behind the last line that holds anything."""
    return max(place for place, text in enumerate(lines, 1) if text.strip())


def _checked(column: str, value: str) -> str:
    if any(sign in value for sign in "\t\n\r"):
        raise RequestError(f"{column}: a cell cannot hold a tab or a line break: {value!r}")
    return value
