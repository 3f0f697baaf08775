"""The Word table that came back from people: through Word, LibreOffice or Google Docs.

Tracked changes are taken as accepted. Word's own comments join the comment of their row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import get_args

from dragoman.document.docx_parts import Parts
from dragoman.document.xml import attribute, children
from dragoman.document.zipped import Package
from dragoman.facts import REPORT, SOURCE, TARGET
from dragoman.handed_out import exported_origin
from dragoman.model import Kind
from dragoman.returned.docx_cell import block_text, read_rows
from dragoman.returned.rows import Row, Table, read_bytes
from dragoman.returned.unit import ReturnedFile
from dragoman.xml import unpictured

_MOST = 400 * 2**20
"""Bytes of the parts that are read; a table of 100,000 segments has 160 MB."""
_ID = re.compile(r"b[0-9]{3,}s[0-9]{2,}", re.IGNORECASE)
_KINDS = frozenset(get_args(Kind))
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
        "id": next((word.lower() for word in words if _ID.fullmatch(word)), ""),
        "kind": next((word for word in words if word in _KINDS), ""),
        "exported": next((word for word in words if exported_origin(word)), ""),
        "comment": _FINDING.sub("", texts.get("comment", "")),
    }
