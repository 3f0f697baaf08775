"""Tables in plain text, CSV after RFC 4180 or the same with tabs: cells that no spreadsheet takes for a formula."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from dragoman.errors import DragomanError

MAX_CELL = 2**20
"""Characters of one cell; a longer one is a quotation mark that was never closed."""

Line = tuple[int, Sequence[str]]
"""The line of a row, from 1, and its cells."""

# OWASP's list of what begins a formula in some spreadsheet program, full-width forms included; and the mark itself.
_FORMULA = "=+\\-@\t\r\n＝＋－＠"
_UNSAFE = re.compile(f"[{_FORMULA}']")
_GUARDED = re.compile(f"'(?=[{_FORMULA}'])")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, and before an apostrophe at the beginning.

    >>> guard("=1+1"), guard("- maps"), guard("'tis"), guard("1+1")
    ("'=1+1", "'- maps", "''tis", '1+1')
    """
    return f"'{text}" if _UNSAFE.match(text) else text


def unguard(text: str) -> str:
    """Undo `guard`; a text whose apostrophe a program has already dropped is unchanged.

    >>> unguard("'=1+1"), unguard("- maps"), unguard("''tis"), unguard("'tis")
    ('=1+1', '- maps', "'tis", "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def read_rows(
    label: str, data: bytes, delimiter: str = "", *, quotes: bool = True, raises: type[DragomanError]
) -> Iterator[Line]:
    """Yield the rows of a TSV or CSV file that are not empty, with their lines.

    The delimiter is what a first line `sep=;` names, as Excel reads it; else the tab where the first line has one, else
    the semicolon that Excel writes in half of Europe where it has more of those than commas. Without `quotes`,
    quotation marks are ordinary characters.

    Raises the error that `raises` names if the file is not UTF-8 or UTF-16, or a quotation mark is never closed.
    """
    text = decode(label, data, raises=raises)
    found, start = find_delimiter(text)
    delimiter, text, before = delimiter or found, text[start:], int(start > 0)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
        strict=True,
    )
    skipped = before
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield before + 1, row
            before = skipped + reader.line_num
    except csv.Error as error:
        raise raises(f"{label}:{before + 1}: not a row that can be read ({error}); check the quotes") from None


def find_delimiter(text: str) -> tuple[str, int]:
    r"""Return the delimiter of a table's cells, see `read_rows`, and where its first row begins.

    >>> find_delimiter("sep=;\na,b"), find_delimiter("a\tb"), find_delimiter("a;b,c;d")
    ((';', 6), ('\t', 0), (';', 0))
    """
    if named := _SEPARATOR_LINE.match(text):
        return named[1], named.end()
    lines = (line[0] for line in re.finditer("[^\n]+", text))
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ",", 0


def decode(label: str, data: bytes, *, raises: type[DragomanError]) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a byte-order mark, as Excel's “Unicode text” has.

    Raises the error that `raises` names if it is in another encoding, or holds NUL characters.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise raises(f"{label}:{line}: not {encoding.removesuffix('-sig').upper()}; save it as UTF-8") from None
    if "\0" in text:
        raise raises(f"{label}: not a text file: it holds NUL characters; save it as UTF-8 text")
    return text
