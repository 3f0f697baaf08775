"""Tables in plain text that are set with pipes, or with blanks into columns."""

import re
from collections.abc import Iterator
from dataclasses import replace

from dragoman.document.layout import Line

_PIPES = re.compile(r"\|.*\|")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
"""Justified lines and the two blanks after a full stop have narrower gaps."""


def mark_rows(run: list[Line]) -> list[Line]:
    """Return a run of lines with the role `table` for the rows in it.

    A line between pipes is a row. Lines with wide gaps are rows where two or more in a row have the same number of
    them; a single one may be a signature with its date.
    """
    if not any("|" in line.text or "   " in line.text for line in run):
        return run
    rows = {index for index, line in enumerate(run) if line.role == "text" and _PIPES.fullmatch(line.text)}
    for start, end in _stretches([_gaps(line) for line in run]):
        rows.update(range(start, end))
    return [replace(line, role="table") if index in rows else line for index, line in enumerate(run)]


def _gaps(line: Line) -> int:
    return len(_GAP.findall(line.text)) if line.role == "text" else 0


def _stretches(counts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield start and end of two or more equal counts in a row, but zero."""
    start = 0
    for index in range(1, len(counts) + 1):
        if index == len(counts) or counts[index] != counts[start]:
            if counts[start] and index - start > 1:
                yield start, index
            start = index
