"""Tables in plain text (`.csv`, `.tsv`; RFC 4180) as reports: the cells of some columns; all else stays byte by byte.

A cell is quoted as it was, and also where its translation has to be. Cells that a spreadsheet takes for a formula stay,
and no translation becomes one.
"""

import re
from collections.abc import Iterator
from functools import partial

from dragoman.documents.decode import decode
from dragoman.documents.extract import Extract
from dragoman.documents.put_back import PutBack
from dragoman.documents.spans import Notation, Span, Whole, put_spans, read_spans
from dragoman.documents.tables.columns import Sheet, choose, gap_between, is_translated, kind_of, letters_of
from dragoman.errors import DocumentError
from dragoman.files.delimited import MAX_CELL, find_delimiter, guard

_UNCLOSED = "{path}:{line}: not a row that can be read: a quotation mark is never closed, or text stands behind it"
_LONG = "{path}:{line}: a cell of more than {limit:,} characters: is a quotation mark never closed?"
_EMPTY = "{path}: nothing to translate: the columns that were named hold no text"
_FORMULA = ("=", "＝")


def read(label: str, data: bytes, encoding: str | None = None, columns: str = "") -> Extract:
    """Read the cells of some columns, see `choose`.

    Raises `DocumentError` if a row cannot be read, or no column is known to be text.
    """
    text, codec, notes = decode(label, data, encoding)
    notation, chosen = _notation(label, text, columns)
    extract, _ = read_spans(label, text, notation)
    if not extract.blocks:
        raise DocumentError(_EMPTY.format(path=label))
    return Extract(extract.text, extract.blocks, codec, (*notes, *chosen))


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the table with the translation in its cells. Raises `DocumentError` as `read` does."""
    document = put.alignment.document
    text, _, _ = decode(label, data, document.encoding)
    return put_spans(label, data, put, _notation(label, text, document.columns)[0])


def _notation(label: str, text: str, columns: str) -> tuple[Notation, tuple[str, ...]]:
    delimiter, start = find_delimiter(text)
    sheet = Sheet()
    for row, column, first, last in _cells(label, text, delimiter, start):
        value = _value(text[first:last])
        sheet.look(row, column, value if _is_text(value) else "")
    chosen, notes = choose(label, [sheet], columns, headers=True)
    find = partial(_find, delimiter=delimiter, start=start, chosen=chosen[sheet.title])
    return Notation(find), notes


def _cells(label: str, text: str, delimiter: str, start: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield row and column, from 0, of each cell that is not empty, with where it begins and ends."""
    mark = re.escape(delimiter)
    cell = re.compile(rf'(?:"(?:[^"]++|"")*+"(?=[{mark}\r\n]|\Z)|(?!")[^{mark}\r\n]*+)({mark}|\r\n|\r|\n|\Z)')
    row = column = 0
    position = start
    while position < len(text):
        found = cell.match(text, position)
        if found is None or found.end() - position > MAX_CELL:
            said = _UNCLOSED if found is None else _LONG
            line = len(re.findall(r"\r\n|\r|\n", text[:position])) + 1
            raise DocumentError(said.format(path=label, line=line, limit=MAX_CELL))
        if found.start(1) > position:
            yield row, column, position, found.start(1)
        column = column + 1 if found[1] == delimiter else 0
        row += found[1] != delimiter
        position = found.end()


def _find(label: str, text: str, *, delimiter: str, start: int, chosen: dict[int, int]) -> Iterator[Span]:
    before: tuple[str, int, int] | None = None
    for row, column, first, last in _cells(label, text, delimiter, start):
        if not is_translated(chosen, row, column):
            continue
        raw = text[first:last]
        value = _value(raw)
        if value.strip() and _is_text(value):
            place = ("", row, column)
            write_cell = partial(_written, old=value, quoted=raw[0] == '"', delimiter=delimiter)
            yield Span(
                first,
                last,
                f"{letters_of(column)}{row + 1}",
                kind_of(value),
                Whole(value, write_cell),
                gap=gap_between(before, place),
            )
            before = place


def _value(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if raw[0] == '"' else raw


def _is_text(value: str) -> bool:
    return not value.lstrip().startswith(_FORMULA) and any(map(str.isalpha, value))


def _written(new: str, *, old: str, quoted: bool, delimiter: str) -> str:
    if guard(old) == old:
        new = guard(new)
    if quoted or any(sign in new for sign in (delimiter, '"', "\r", "\n")):
        return '"' + new.replace('"', '""') + '"'
    return new
