"""TSV, CSV and XLSX tables that came back from people: by Excel, LibreOffice, Google Sheets or a text editor."""

from pathlib import Path

from dragoman.delimited import read_rows, unguard
from dragoman.errors import DocumentError
from dragoman.facts import REPORT, SOURCE, TARGET
from dragoman.returned.rows import NO_HEADER, Row, Table
from dragoman.returned.unit import ReturnedFile
from dragoman.workbook import read_sheets

_WIDTH = 50
"""Columns that are looked at: ours, and those that people add."""


def read_sheet(path: Path) -> ReturnedFile:
    """Read the rows of a table by their segment ids.

    Raises:
        DocumentError: the file is broken, in another encoding, or has no columns called id and target.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from None
    table = Table(str(path))
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        found = _read_workbook(table, data)
    else:
        table.clean = unguard
        rows = read_rows(table.label, data, raises=DocumentError)
        found = table.take(Row(f"line {number}", cells) for number, cells in rows)
    if not found:
        raise DocumentError(NO_HEADER.format(path=path))
    return ReturnedFile(
        name=path.name,
        report=table.facts.get(REPORT, ""),
        source_language=table.facts.get(SOURCE, ""),
        target_language=table.facts.get(TARGET, ""),
        units=tuple(table.units),
        warnings=tuple(table.warnings),
    )


def _read_workbook(table: Table, data: bytes) -> bool:
    found = False
    for title, lines in read_sheets(table.label, data, _WIDTH, raises=DocumentError).items():
        pairs = {str(cells[0]).strip(): str(cells[1]).strip() for _, cells in lines if len(cells) > 1}
        if pairs.keys() >= {REPORT, SOURCE, TARGET}:
            table.facts |= pairs
        else:
            found = table.take(Row(f"row {number} of {title}", cells) for number, cells in lines) or found
    return found
