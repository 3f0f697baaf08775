"""Tables in plain text: TSV and CSV after RFC 4180, which spreadsheets open and `po import` reads back."""

import csv
import io
from typing import BinaryIO

from dragoman.exchange.about import facts_line
from dragoman.exchange.cells import COLUMNS, row
from dragoman.exchange.style import Style
from dragoman.files.delimited import guard
from dragoman.model import Alignment

ABOUT = "about"
"""The last column: in its first row figures and signature, which would stand among the data in a row of their own."""

_NUMBERS = frozenset({"line", "score"})
_GUARDED = [name not in _NUMBERS for name in COLUMNS]


def write_tsv(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write one row a segment, tab-separated its cells."""
    _write(alignment, file, style, "\t")


def write_csv(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write one row a segment, with commas between its cells."""
    _write(alignment, file, style, ",")


def _write(alignment: Alignment, file: BinaryIO, style: Style, delimiter: str) -> None:
    text = io.TextIOWrapper(file, "utf-8-sig" if style.bom else "utf-8", newline="")
    rows = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    rows.writerow([*COLUMNS, ABOUT])
    about = _safe(facts_line(alignment))
    for record in alignment.records:
        cells = zip(row(record, alignment.renderings), _GUARDED, strict=True)
        rows.writerow([*(_safe(cell) if guarded else cell for cell, guarded in cells), about])
        about = ""
    text.flush()
    text.detach()


def _safe(text: str) -> str:
    """Guard a text, without NUL: PO files cannot hold it either, and programs that read tables stop there."""
    return guard(text.replace("\0", "\ufffd"))
