"""Outputs: each format is drawn from the alignment and from nothing else, segment by segment into an open file."""

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from dragoman.errors import RequestError
from dragoman.writers.style import Style

if TYPE_CHECKING:
    from dragoman.model import Alignment  # only a command that writes pays for it

Writer = Callable[["Alignment", BinaryIO, Style], None]

FORMATS = ("html", "jsonl", "txt", "tsv", "csv", "xlsx", "docx", "md", "tmx", "xliff")
"""The formats that `writer` serves; each is also the extension of its files."""
PICTURE = "report"
"""The format that draws a run: one page for a report in all its target languages."""
ALL_FORMATS = tuple(sorted({*FORMATS, PICTURE, "po"}))
"""What a run can write; the catalogues, `po`, are made elsewhere."""


def writer(format: str) -> Writer:
    """Return the function that writes one report in one target language as `format`."""
    # Imported on demand: a command that writes no HTML does not pay for the template engine.
    match format:
        case "html":
            from dragoman.writers.html import write_html

            return write_html
        case "jsonl":
            from dragoman.writers.jsonl import write_jsonl

            return write_jsonl
        case "txt":
            from dragoman.writers.txt import write_txt

            return write_txt
        case "tsv":
            from dragoman.writers.delimited import write_tsv

            return write_tsv
        case "csv":
            from dragoman.writers.delimited import write_csv

            return write_csv
        case "docx":
            from dragoman.writers.docx import write_docx

            return write_docx
        case "md":
            from dragoman.writers.md import write_md

            return write_md
        case "xlsx":
            from dragoman.writers.xlsx import write_xlsx

            return write_xlsx
        case "tmx":
            from dragoman.writers.tmx import write_tmx

            return write_tmx
        case "xliff":
            from dragoman.writers.xliff import write_xliff

            return write_xliff
        case _:
            raise RequestError(f"no writer for the format {format!r}; choose among {', '.join(FORMATS)}")
