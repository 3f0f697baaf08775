"""Outputs: each format is drawn from the alignment and from nothing else, segment by segment into an open file."""

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from dragoman.errors import RequestError
from dragoman.exchange.style import Style

if TYPE_CHECKING:
    from dragoman.model import Alignment  # only a command that writes pays for it

Writer = Callable[["Alignment", BinaryIO, Style], None]

SAME = "same"
"""The format of the report itself."""
FORMATS = ("html", "jsonl", "txt", "tsv", "csv", "xlsx", "docx", "md", "tmx", "xliff", SAME)
"""The formats that `writer` serves; each but the last is also the extension of its files."""
PICTURE = "report"
"""The format that draws a run: one page for a report in all its target languages."""
ALL_FORMATS = tuple(sorted({*FORMATS, PICTURE, "po"}))
"""What a run can write; the catalogues, `po`, are made elsewhere."""


_UNTAGGED = frozenset({"jsonl", "txt", "docx", SAME})
"""Formats in which inline codes stand beside the text, or not at all, or that put in the tags themselves; the others
are written of texts with tags, by which people edit codes."""


def writer(format: str) -> Writer:
    """Return the function that writes one report in one target language as `format`."""
    write = _writer(format)
    if format in _UNTAGGED:
        return write
    from dragoman.segment.tags import shown

    return lambda alignment, file, style: write(shown(alignment), file, style)


def _writer(format: str) -> Writer:
    # Imported on demand: a command that writes no HTML does not pay for the template engine.
    match format:
        case "html":
            from dragoman.exchange.html.page import write_html

            return write_html
        case "jsonl":
            from dragoman.exchange.jsonl import write_jsonl

            return write_jsonl
        case "txt":
            from dragoman.exchange.txt import write_txt

            return write_txt
        case "tsv":
            from dragoman.exchange.delimited import write_tsv

            return write_tsv
        case "csv":
            from dragoman.exchange.delimited import write_csv

            return write_csv
        case "docx":
            from dragoman.exchange.docx import write_docx

            return write_docx
        case "md":
            from dragoman.exchange.md import write_md

            return write_md
        case "xlsx":
            from dragoman.exchange.xlsx import write_xlsx

            return write_xlsx
        case "tmx":
            from dragoman.exchange.tmx.writer import write_tmx

            return write_tmx
        case "same":
            from dragoman.exchange.same import write_same

            return write_same
        case "xliff":
            from dragoman.exchange.xliff.writer import write_xliff

            return write_xliff
        case _:
            raise RequestError(f"no writer for the format {format!r}; choose among {', '.join(FORMATS)}")
