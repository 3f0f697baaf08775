"""Outputs: each format is drawn from the alignment and from nothing else."""

from collections.abc import Callable

from dragoman.errors import RequestError
from dragoman.model import Alignment

FORMATS = ("html", "jsonl", "txt")
"""The formats that `writer` serves; each is also the extension of its files."""


def writer(format: str) -> Callable[[Alignment], str]:
    """Return the function that renders an alignment in `format`."""
    # Imported on demand: a command that writes no HTML does not pay for the template engine.
    match format:
        case "html":
            from dragoman.writers.html import render_html

            return render_html
        case "jsonl":
            from dragoman.writers.jsonl import render_jsonl

            return render_jsonl
        case "txt":
            from dragoman.writers.txt import render_txt

            return render_txt
        case _:
            raise RequestError(f"no writer for the format {format!r}; choose among {', '.join(FORMATS)}")
