"""Spreadsheets (.xlsx, ECMA-376): cells of text, and files that others have saved read without trusting them."""

import contextlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.errors import DragomanError

MAX_CELL = 32_767
MAX_ROWS = 1_048_575
"""Of data; both are Excel's limits."""
_MAX_PARTS = 2_000
_MAX_UNPACKED = 240 * 2**20
"""Bytes of all parts, unpacked; 100,000 segments with all their columns have about 150 MB."""
_CHUNK = 2**20

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_NEEDS_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl raises on malformed files; XML that does not parse is a `SyntaxError`."""
_SAVE_AGAIN = "open it in a spreadsheet program, save it as .xlsx and try again"


@dataclass(frozen=True, slots=True)
class NotText:
    """A cell that holds something other than text or a number."""

    place: str
    """`C12`."""
    what: str
    """`a formula`, `the date 2024-11-14`."""


Cell = str | NotText


def escape(text: str) -> str:
    r"""Write what XML cannot carry, and carriage returns, as ECMA-376 part 1, 22.9.2.19 does (ST_Xstring).

    >>> escape("a\x07b"), escape("_x0007_")
    ('a_x0007_b', '_x005F_x0007_')
    """
    return _NEEDS_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def needs_escape(text: str) -> bool:
    """Tell whether `escape` changes a text."""
    return _NEEDS_ESCAPE.search(text) is not None


def unescape(text: str) -> str:
    """Undo `escape`.

    >>> unescape("_x005F_x0007_"), unescape("a_x000d_"), unescape("_xD800_")
    ('_x0007_', 'a\\r', '_xD800_')
    """
    return _ESCAPED.sub(lambda found: _character(found[0], int(found[1], 16)), text)


def _character(escaped: str, code: int) -> str:
    return escaped if 0xD800 <= code < 0xE000 else chr(code)  # half of a pair is no character


def read_sheets(
    label: str, data: bytes, width: int, *, raises: type[DragomanError]
) -> dict[str, list[tuple[int, Sequence[Cell]]]]:
    """Return, by the titles of the sheets, the rows that are not empty, with their numbers.

    `width` is how many columns are read. Raises the error that `raises` names if the file is no workbook, or damaged or
    hostile.
    """
    from openpyxl import load_workbook

    _inspect(label, data, raises)
    try:
        # openpyxl warns of parts that it leaves out, none of which holds cells, and prints what is wrong with styles.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return {sheet.title: list(_rows(sheet, width)) for sheet in book.worksheets}
    except (*_BROKEN, SyntaxError) as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise raises(f"{label}: not a workbook that can be read ({reason}); {_SAVE_AGAIN}") from None


def _rows(sheet: Any, width: int) -> Iterator[tuple[int, Sequence[Cell]]]:
    sheet.reset_dimensions()  # some programs state less than there is
    for number, row in enumerate(sheet.iter_rows(max_col=width), 1):
        cells = [_cell(cell) for cell in row]
        if any(cells):
            yield number, cells


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return NotText(cell.coordinate, "a formula")
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return str(int(value)) if value == value // 1 else repr(value)
    return NotText(cell.coordinate, f"the date or time {value}")


def _inspect(label: str, data: bytes, raises: type[DragomanError]) -> None:
    """Refuse what no spreadsheet program writes: zip bombs and document type declarations.

    The sizes are those that the archive states, and Python's zipfile never unpacks more than it states. ECMA-376 part 2
    forbids document type declarations, and with them entities, in every part.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise raises(f"{label}: an old Excel file (.xls) or one with a password; {_SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise raises(f"{label}: unpacks to far more than it should hold; export it again")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares(archive, part):
                    raise raises(f"{label}: {part.filename} declares XML entities or a document type; refused")
    except _BROKEN as error:
        raise raises(f"{label}: not an .xlsx file, or damaged ({error}); {_SAVE_AGAIN}") from None


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part has a document type declaration, in UTF-8 or UTF-16."""
    wanted = b"<!DOCTYPE"
    tail = b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            piece = tail + chunk.replace(b"\0", b"")
            if wanted in piece:
                return True
            tail = piece[1 - len(wanted) :]
    return False
