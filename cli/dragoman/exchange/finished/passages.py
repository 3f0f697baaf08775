"""The finished report as passages, for the formats that have markup of their own for headings, lists and tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.exchange.formatting import formatting
from dragoman.exchange.txt import body, is_translated, marker_of, pieces
from dragoman.model import LINE_BREAKS, Alignment, Kind, Record, fold_lines
from dragoman.segment.tags import Tags, folded, tagged

State = Literal["done", "machine", "missing"]
"""`done`: by a person, or passed through. `machine`: by an engine, or recalled, and nobody has looked at it yet.
`missing`: not translated, the source stands there."""

MARKS: dict[State, tuple[str, str]] = {"done": ("", ""), "machine": ("⟦", "⟧"), "missing": ("⟪", "⟫")}
LEGEND: dict[State, str] = {
    "machine": "machine translation, not reviewed",
    "missing": "not translated",
}
_NUMBER = r"\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(rf"(?:[-*•·–—▪●○■□‣◦]|[(（]?(?:{_NUMBER})[.)）、．])\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one state."""

    text: str
    state: State
    looks: tuple[str, ...] = ()
    """As `formatting` names them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the finished report."""

    kind: Kind
    runs: tuple[Run, ...]
    verbatim: bool
    goes_on: bool
    """Stands in the same table row as the passage before."""
    marker: str = ""
    """As in `Block`."""
    block: int = 0
    """Its number."""

    @property
    def text(self) -> str:
        """The whole text, without marks."""
        return "".join(run.text for run in self.runs)


def state_of(record: Record) -> State:
    """Say who answers for a record's text."""
    if record.origin == "none" or (not record.target and record.origin != "verbatim"):
        return "missing"
    return "machine" if record.origin in ("machine", "memory") else "done"


def passages(alignment: Alignment) -> list[Passage]:
    """Return the blocks of the finished report in document order; text is on one line but for tables and bylines."""
    found: list[Passage] = []
    runs: list[Run] = []
    first: Record | None = None
    before, gap = "", ""
    for piece in (*pieces(alignment), None):
        if isinstance(piece, str):
            gap = piece
            continue
        if first is not None and (piece is None or piece.block != first.block):
            marker = alignment.document.blocks[first.block - 1].marker
            goes_on = _goes_on(first, before)
            found.append(Passage(first.kind, tuple(runs), first.origin == "verbatim", goes_on, marker, first.block))
            runs, first = [], None
        if piece is None:
            break
        if first is None:
            first, before = piece, gap
        elif gap:
            runs.append(Run("\n" if _keeps_lines(piece, gap) else " ", "done"))
        if marker := marker_of(piece, alignment.target_language):  # nobody need review a number
            runs.append(Run(marker, "done"))
        runs += _runs(piece)
        gap = ""
    return found


def _runs(record: Record) -> Iterator[Run]:
    """Yield the text of a record in the looks that its codes stand for; other codes are left out."""
    translated = is_translated(record)
    text, codes = (record.target, record.codes) if translated else (record.source, record.segment.codes)
    if translated:
        codes, text = tuple(folded(text, codes)), fold_lines(text)
    tags = Tags(codes)
    for piece in tags.read(tagged(text, codes)) if codes else (text,):
        if isinstance(piece, str):
            yield Run(piece, state_of(record), tuple(formatting(tags.around, piece)))


def _goes_on(record: Record, gap: str) -> bool:
    return record.kind == "table" and "\t" in gap and not re.search(f"[{LINE_BREAKS}]", gap)


_IN_LINES = frozenset({"byline", "table", "footer", "copyright", "navigation"})


def _keeps_lines(record: Record, gap: str) -> bool:
    return record.kind in _IN_LINES and re.search(f"[{LINE_BREAKS}]", gap) is not None


def rows(found: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Group the passages of a table by row; a cell that holds tabs itself is taken as a row of its own."""
    row: list[Passage] = []
    for passage in found:
        if row and not passage.goes_on:
            yield row
            row = []
        row.append(passage)
    if row:
        yield row


def states(found: Iterable[Passage]) -> list[State]:
    """Return which marks a legend has to explain."""
    there = {run.state for passage in found for run in passage.runs}
    return [state for state in LEGEND if state in there]


def number_of(passage: Passage) -> int | None:
    """Return the number that a list item has in the report, beside its text; `None` where it has none."""
    digits = passage.marker.strip()[:-1]
    return int(digits) if digits.isdecimal() and not has_marker(passage.text) else None


def has_marker(text: str) -> bool:
    """Tell whether the text of a list item brings its own bullet or number.

    >>> has_marker("1. first"), has_marker("• first"), has_marker("first")
    (True, True, False)
    """
    return _MARKER.match(text) is not None


def render_finished_txt(alignment: Alignment) -> str:
    """Render the finished report as text, in the lines of its source; a last line explains the marks."""
    parts = []
    seen: dict[State, None] = {}
    for piece in pieces(alignment):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        state = state_of(piece)
        seen[state] = None
        block = alignment.document.blocks[piece.block - 1]
        if piece.kind == "list" and block.marker and piece.start == block.start and not has_marker(body(piece)):
            parts.append(f"{block.marker} ")
        parts.append(body(piece).join(MARKS[state]))
    text = "".join(parts)
    newline = "\r\n" if "\r\n" in alignment.document.text else "\n"
    legend = [f"{LEGEND[state].join(MARKS[state])}" for state in LEGEND if state in seen]
    if not legend:
        return text
    return text + (newline if text.endswith(("\n", "\r")) else newline * 2) + newline.join(legend) + newline
