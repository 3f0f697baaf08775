"""Read a test set: TSV with the columns `source`, `reference` and `terms`."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DocumentError
from dragoman.model import fold_lines

COLUMNS = ("source", "reference", "terms")
STANDARD_INPUT = Path("-")
MAX_SHOWN = 20
"""Problems that one message lists."""

_BOM = b"\xef\xbb\xbf"
_BETWEEN_TERMS = re.compile(r"\s*\|\s*")
_BETWEEN_SIDES = re.compile(r"\s+=\s+")

_MISSING = "{label}: no such file; check the name"
_UNREADABLE = "{label}: cannot be read ({reason}); name a file that is a test set"
_TOO_LARGE = "{label}: larger than the limit of {limit:g} MB; raise --max-size, or measure a part of it"
_NO_TSV = "{label}: this is not UTF-8 text (it holds null bytes); save the test set as tab-separated UTF-8 text"
_NOT_UTF8 = "{label}:{line}: byte 0x{byte:02X} is not UTF-8; save the test set as tab-separated UTF-8 text"
_EMPTY = "{label}: the file is empty; its first line must name the columns source, reference and terms"
_NO_COLUMN = "{label}:1: no column {names} in the header; the first line must name source, reference and terms"
_TWICE = "{label}:1: the header names {name} twice; rename one of the columns"
_NO_ROWS = "{label}: no segments; put one on each line under the header"


@dataclass(frozen=True, slots=True)
class Row:
    """A segment of a test set."""

    line: int
    """In the file, from 1."""
    source: str
    reference: str
    terms: tuple[tuple[str, str], ...]
    """Source term and the target that its translation should hold."""


def label(path: Path) -> str:
    """Return the name of a test set in messages."""
    return "stdin" if path == STANDARD_INPUT else str(path)


def read_rows(path: Path, *, max_size: int, limit: int | None = None) -> list[Row]:
    """Read a test set of at most `max_size` bytes; `-` is standard input. See `parse_rows`.

    Raises:
        DocumentError: the file cannot be read or is too large, or as `parse_rows`.
    """
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(max_size + 1)
        else:
            with path.open("rb") as file:
                data = file.read(max_size + 1)
    except FileNotFoundError:
        raise DocumentError(_MISSING.format(label=label(path))) from None
    except OSError as error:
        raise DocumentError(_UNREADABLE.format(label=label(path), reason=error.strerror)) from error
    if len(data) > max_size:
        raise DocumentError(_TOO_LARGE.format(label=label(path), limit=max_size / 2**20))
    return parse_rows(label(path), data, limit)


def parse_rows(name: str, data: bytes, limit: int | None = None) -> list[Row]:
    r"""Return the segments of a test set, the first `limit` of them; `name` stands for the file in messages.

    Other columns are ignored, quotation marks are ordinary characters, and a blank line is no segment. All
    text comes out in NFC, as engines write it.

    >>> parse_rows("t.tsv", b"source\treference\tterms\nThe office.\tOficina.\toffice = Oficina\n")[0].terms
    (('office', 'Oficina'),)

    Raises:
        DocumentError: the bytes are not UTF-8, a column is missing, there is no segment, or rows are bad; up to
            `MAX_SHOWN` of them are named, each by `name:line`.
    """
    if not data.strip():
        raise DocumentError(_EMPTY.format(label=name))
    header, *lines = [line.removesuffix("\r") for line in _decode(name, data).split("\n")]
    names = [title.strip() for title in header.split("\t")]
    if missing := [column for column in COLUMNS if column not in names]:
        raise DocumentError(_NO_COLUMN.format(label=name, names=" and no column ".join(missing)))
    for column in COLUMNS:
        if names.count(column) > 1:
            raise DocumentError(_TWICE.format(label=name, name=column))
    places = [names.index(column) for column in COLUMNS]
    rows: list[Row] = []
    problems: list[str] = []
    for number, line in enumerate(lines, 2):
        if len(rows) == limit:
            break
        if not line.strip():
            continue
        cells = line.split("\t")
        # An editor that strips white space from line ends takes empty cells away; they are still empty.
        cells += [""] * (len(names) - len(cells))
        source, reference, terms = (fold_lines(cells[place]).strip() for place in places)
        faults = list(_faults(cells, len(names), source, reference, terms))
        problems += [f"{name}:{number}: {fault}" for fault in faults]
        if not faults:
            rows.append(Row(number, source, reference, _terms(terms)))
    if problems:
        more = [f"… and {len(problems) - MAX_SHOWN} more"] if len(problems) > MAX_SHOWN else []
        raise DocumentError("\n".join([*problems[:MAX_SHOWN], *more]))
    if not rows:
        raise DocumentError(_NO_ROWS.format(label=name))
    return rows


def _decode(name: str, data: bytes) -> str:
    if b"\0" in data:
        raise DocumentError(_NO_TSV.format(label=name))
    try:
        return unicodedata.normalize("NFC", data.removeprefix(_BOM).decode("utf-8"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        byte = error.object[error.start]
        raise DocumentError(_NOT_UTF8.format(label=name, line=line, byte=byte)) from None


def _faults(cells: list[str], columns: int, source: str, reference: str, terms: str) -> Iterator[str]:
    """Yield what is wrong with a row."""
    if len(cells) > columns:
        yield f"{len(cells)} cells under a header of {columns}; remove the extra tab"
        return
    if not source:
        yield "the source is empty; fill it in or remove the row"
    if not reference:
        yield "the reference is empty; fill it in or remove the row"
    targets: dict[str, str] = {}
    for item in _items(terms):
        sides = _BETWEEN_SIDES.split(item)
        if len(sides) != 2:
            yield f"{item!r} is not a term; write terms as: term = target | other term = its target"
        elif targets.setdefault(sides[0], sides[1]) != sides[1]:
            yield f"the term {sides[0]!r} has two targets, {targets[sides[0]]!r} and {sides[1]!r}; keep one"


def _items(terms: str) -> list[str]:
    return _BETWEEN_TERMS.split(terms) if terms else []


def _terms(terms: str) -> tuple[tuple[str, str], ...]:
    pairs = (_BETWEEN_SIDES.split(item) for item in _items(terms))
    return tuple(dict.fromkeys((term, target) for term, target in pairs))
