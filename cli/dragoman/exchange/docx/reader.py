"""The Word table that came back from people: through Word, LibreOffice or Google Docs.

Tracked changes are taken as accepted. Word's own comments join the comment of their row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import get_args

from dragoman.documents.elements import Element, attribute, child, children, local_name
from dragoman.documents.parts import Parts
from dragoman.exchange.about import REPORT, SOURCE, TARGET
from dragoman.exchange.marks import exported_origin
from dragoman.exchange.returned import ReturnedFile
from dragoman.exchange.sheet import Row, Table, read_bytes
from dragoman.files.xml import free, unpictured
from dragoman.files.zip import Package
from dragoman.model import Kind

_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_LEFT_OUT = frozenset({"pPr", "rPr", "del", "moveFrom", "rt", "drawing", "pict", "object", "tblPr", "Fallback"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(slots=True)
class WordRow:
    """A row as it reads once tracked changes are accepted."""

    cells: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """What people attached to it with Word's own comments."""


def read_rows(parts: Parts, comments: Mapping[str, str]) -> Iterator[tuple[int, WordRow]]:
    """Yield the rows of a document's tables but those that were deleted, each with the number of its table, from 1.

    They are read as a stream; `comments` are the texts of Word's comments by id. Raises `DocumentError`.
    """
    table = depth = 0
    for event, element in parts.stream(("tbl", "tr")):
        if local_name(element) == "tbl":
            depth += 1 if event == "start" else -1
            table += event == "start" and depth == 1
        elif event == "end" and depth == 1:  # a table inside a cell is text of the cell
            if not _was_deleted(element):
                yield table, _read_row(element, comments)
            free(element)


def _was_deleted(row: Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _read_row(element: Element, comments: Mapping[str, str]) -> WordRow:
    row = WordRow()
    for cell in _inside(element, "tc"):
        row.cells.append(block_text(cell))
        row.cells += [""] * (_span(cell) - 1)
        row.comments += filter(None, (comments.get(id_, "") for id_ in _referred(cell)))
    return row


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name directly in `parent`, or in what only wraps them."""
    for element in parent:
        if local_name(element) == name:
            yield element
        elif local_name(element) in _WRAPPERS:
            yield from _inside(element, name)


def block_text(parent: Element) -> str:
    """Return the text of all paragraphs in a cell or a comment, with a line feed between two."""
    pieces: list[str] = []
    end = ""
    for paragraph in parent.iter("{*}p"):
        pieces += [end, *_texts(paragraph)]
        end = "" if _end_was_deleted(paragraph) else "\n"
    return "".join(pieces)


def _texts(parent: Element) -> Iterator[str]:
    for element in parent:
        name = local_name(element)
        if name == "t":
            yield element.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in _LEFT_OUT:
            yield from _texts(element)


def _end_was_deleted(paragraph: Element) -> bool:
    """Tell whether accepting the changes joins a paragraph with the next one."""
    properties = child(paragraph, "pPr")
    mark = child(properties, "rPr") if properties is not None else None
    return mark is not None and any(local_name(change) in ("del", "moveFrom") for change in mark)


def _span(cell: Element) -> int:
    """Return over how many columns a cell reaches."""
    properties = child(cell, "tcPr")
    span = attribute(next(children(properties, "gridSpan"), None), "val") if properties is not None else ""
    return min(int(span), 99) if span.isdecimal() and int(span) else 1


def _referred(cell: Element) -> Iterator[str]:
    return (attribute(element, "id") for element in cell.iter("{*}commentReference"))


_MOST = 400 * 2**20
"""Bytes of the parts that are read; a table of 100,000 segments has 160 MB."""
_ID = re.compile(r"b[0-9]{3,}s[0-9]{2,}", re.IGNORECASE)
_KINDS = frozenset(get_args(Kind))
_BROKEN = re.compile(r"(<br\d+/>)\n")
"""A line break as it went out: its tag is what counts."""
_FINDING = re.compile(r"\[[A-Z][0-9]{3} (?:error|warning): [^\[\]]*\]\n?")
"""A finding as it went out, above what people write."""


def read_docx_table(path: Path) -> ReturnedFile:
    """Read the table of a Word document by its segment ids.

    Raises:
        DocumentError: the file is no Word document, is damaged, or has no table with the columns id and target.
    """
    data = read_bytes(path)
    parts = Parts(Package(str(path), data, _MOST))
    comments = {
        attribute(comment, "id"): block_text(comment).strip()
        for _, root in parts.of("comments")
        for comment in children(root, "comment")
    }
    table = Table(str(path), unpictured, _tidy)
    width = 0
    for _, found in groupby(read_rows(parts, comments), key=itemgetter(0)):
        rows: Iterable[Row] = (Row(f"row {n}", row.cells, row.comments) for n, (_, row) in enumerate(found, 1))
        first = next(iter(rows))
        rows = chain([first], rows)
        if len(first.cells) == 2:
            rows = list(rows)
            table.facts |= _facts(rows)
        if len(first.cells) == width:  # Word can split a table in two
            table.go_on(rows)
        elif table.take(rows):
            width = len(first.cells)
    return table.result(path)


def _facts(rows: Sequence[Row]) -> Mapping[str, str]:
    """Return what the small table at the top says; nothing of any other table."""
    pairs = {str(row.cells[0]).strip(): unpictured(str(row.cells[1])).strip() for row in rows if len(row.cells) == 2}
    return pairs if pairs.keys() >= {REPORT, SOURCE, TARGET} else {}


def _tidy(texts: Mapping[str, str]) -> dict[str, str]:
    """Take apart what shares a cell: id, kind and mark; findings and what a person wrote below them."""
    words = texts["id"].split()
    return {
        **texts,
        **{name: _BROKEN.sub(r"\1", texts[name]) for name in ("source", "target") if name in texts},
        "id": next((word.lower() for word in words if _ID.fullmatch(word)), ""),
        "kind": next((word for word in words if word in _KINDS), ""),
        "exported": next((word for word in words if exported_origin(word)), ""),
        "comment": _FINDING.sub("", texts.get("comment", "")),
    }
