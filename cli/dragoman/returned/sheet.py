"""TSV, CSV and XLSX tables that came back from people: by Excel, LibreOffice, Google Sheets or a text editor."""

from pathlib import Path

from dragoman.delimited import read_rows, unguard
from dragoman.errors import DocumentError
from dragoman.facts import REPORT, SOURCE, TARGET
from dragoman.returned.rows import Row, Table, read_bytes
from dragoman.returned.unit import ReturnedFile
from dragoman.workbook import read_sheets

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
