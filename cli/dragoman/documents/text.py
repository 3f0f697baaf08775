"""Plain text → blocks: paragraphs, headings, lists, captions, and tables set with pipes or blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.documents.boilerplate import is_navigation
from dragoman.documents.decode import decode
from dragoman.documents.extract import Extract
from dragoman.documents.kinds import (
    TOP_BLOCKS,
    is_capitalised_title,
    is_captioned,
    is_numbered_title,
    is_subtitle,
    is_title,
    kind_by_wording,
    line_role,
    numbering_style,
)
from dragoman.documents.layout import Line, Role, join_wrapped, line_spans, runs, usual_width
from dragoman.model import Block, Kind
from dragoman.text.newsroom import is_credit

_TOP_LINES = 12
"""How far down a byline may stand."""
_KIND_BY_ROLE: dict[Role, Kind] = {"list": "list", "table": "table", "quote": "quote"}


@dataclass(slots=True)
class _Draft:
    """A block whose kind is being found."""

    role: Role
    line: int
    start: int
    end: int
    alone: bool
    """One line between blank ones."""
    kind: Kind = "paragraph"
    verbatim: bool = False


def read(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read a plain text; offsets and lines are those of the text itself, so the blocks have no other place.

    Raises `DocumentError` if it cannot be decoded, or holds only white space.
    """
    text, name, notes = decode(label, data, encoding)
    return Extract(text, tuple(split_blocks(text)), name, notes)


def split_blocks(text: str) -> list[Block]:
    r"""Cut a plain text into blocks.

    They are in order, do not overlap, have no white space at their edges and leave nothing but white space out.

    >>> [block.kind for block in split_blocks("Opening of the session\n\n1.jpg\n\nThe hall is full.\n")]
    ['heading', 'image', 'caption']
    """
    # Two passes over the lines, so that a large report is not held in memory as lines.
    usual = usual_width(map(mark_rows, runs(_lines(text))))
    drafts = [draft for run in map(mark_rows, runs(_lines(text))) for draft in _drafts(run, usual)]
    _mark_by_wording(text, drafts)
    _mark_footer(text, drafts)
    _mark_captions(text, drafts)
    _mark_headings(text, drafts)
    return [
        Block(number, draft.kind, draft.line, draft.start, draft.end, draft.verbatim)
        for number, draft in enumerate(drafts, 1)
    ]


def _lines(text: str) -> Iterator[Line | None]:
    for number, start, end in line_spans(text):
        line = text[start:end]
        content = line.strip()
        if not content:
            yield None
            continue
        indent = len(line) - len(line.lstrip())
        role = line_role(content, near_top=number <= _TOP_LINES)
        yield Line(number, start + indent, start + indent + len(content), indent, role, content)


def _drafts(run: list[Line], usual: int) -> Iterator[_Draft]:
    alone = len(run) == 1
    for lines in [run] if alone else join_wrapped(run, usual):
        yield _Draft(lines[0].role, lines[0].number, lines[0].start, lines[-1].end, alone)


def _mark_by_wording(text: str, drafts: list[_Draft]) -> None:
    """Set the kinds that a block shows by itself."""
    for index, draft in enumerate(drafts):
        content = text[draft.start : draft.end]
        kind = _KIND_BY_ROLE.get(draft.role, "paragraph")
        draft.kind, draft.verbatim = kind_by_wording(content, kind, near_top=index < TOP_BLOCKS)
        if draft.kind == "paragraph" and not draft.verbatim and is_numbered_title(content) and is_subtitle(content):
            draft.kind = "heading"


def _mark_footer(text: str, drafts: list[_Draft]) -> None:
    """Take navigation words for a footer only at the very end and next to a copyright or licence line."""
    tail = len(drafts)
    while tail and _may_close(text, drafts[tail - 1]):
        tail -= 1
    closing = drafts[tail:]
    if not any(draft.kind == "footer" for draft in closing):
        return
    while closing and closing[0].verbatim and closing[0].kind != "footer":
        # A telephone number or a picture before the first footer line still belongs to the report.
        closing = closing[1:]
    for draft in closing:
        draft.kind, draft.verbatim = "footer", True


def _may_close(text: str, draft: _Draft) -> bool:
    return draft.verbatim or is_navigation(text[draft.start : draft.end])


def _mark_captions(text: str, drafts: list[_Draft]) -> None:
    for draft in drafts:
        plain = draft.kind == "paragraph" and not draft.verbatim
        if plain and draft.alone and is_captioned(text[draft.start : draft.end]):
            draft.kind = "caption"
    for index in range(1, len(drafts)):
        before, draft = drafts[index - 1], drafts[index]
        if before.kind != "image" or draft.kind != "paragraph" or draft.verbatim:
            continue
        # "1.jpg", caption, "[Photo/Agency]": what comes after the credit is text again.
        closes_caption = index > 1 and drafts[index - 2].kind == "caption"
        if not (closes_caption and is_credit(text[before.start : before.end])):
            draft.kind = "caption"


def _mark_headings(text: str, drafts: list[_Draft]) -> None:
    _mark_title(text, drafts)
    # Backwards, because a heading is known by the prose that it stands above.
    above_prose = False
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        neighbours = [other for other in drafts[max(index - 1, 0) : index + 2] if other is not draft]
        if above_prose and _is_heading(text, draft, neighbours):
            draft.kind = "heading"
        above_prose = not draft.verbatim and draft.kind in {"paragraph", "list", "quote", "table"}
        if draft.kind == "paragraph":
            # A column of short lines is a list of names, not of headings.
            above_prose = not is_subtitle(text[draft.start : draft.end])


def _mark_title(text: str, drafts: list[_Draft]) -> None:
    for draft in drafts:
        if draft.verbatim or draft.kind == "byline":
            continue
        if draft.kind == "paragraph" and draft.role == "text" and is_title(text[draft.start : draft.end]):
            draft.kind = "heading"
        return


def _is_heading(text: str, draft: _Draft, neighbours: list[_Draft]) -> bool:
    content = text[draft.start : draft.end]
    if draft.verbatim or not draft.alone or not (is_subtitle(content) or is_capitalised_title(content)):
        return False
    if draft.kind == "list":
        # Next to an item that counts in the same way it is an item as well.
        style = numbering_style(content)
        items = (other for other in neighbours if other.kind == "list")
        return style != "" and all(numbering_style(text[other.start : other.end]) != style for other in items)
    return draft.kind == "paragraph"


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
