"""Text → lines → runs of lines that belong together: hard-wrapped prose is joined, lists and addresses are not.

A line filler breaks a line where the next word no longer fits. So two lines belong together where the first,
with the first word of the second, would be wider than the column. The width of the column is taken from the
run of lines itself, and only from a run that shows that it is wrapped: a line that breaks off without a full stop
and goes on in lower case (or in a script without case). Runs too short to show it borrow the width of the others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Literal

from dragoman.model import LINE_BREAKS
from dragoman.text.scripts import WIDE

Role = Literal["text", "list", "quote", "table", "solo", "start"]
"""What a line looks like by itself. `solo` never joins its neighbours, `start` never joins the line before."""

_BREAK = re.compile(rf"\r\n|[{LINE_BREAKS}]")
_COUNTED_BREAKS = frozenset({"\r\n", "\r", "\n"})
_WIDE = f"[{WIDE}]"
_FINISHED = re.compile(r"[.!?;:…。！？；：؟۔।][\"'”’»」』)\]）》】]*\Z")
_SOFT = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+\r\s*+")
_ITEM_MARKER = re.compile(r"[(（]?(?:(\d+)|([a-z]+)|([A-Z]+)|([一二三四五六七八九十]+))[.)）、]")
_MARKER_GAP = re.compile(r"[>\s]*")

NARROWEST, WIDEST = 32, 120
"""Columns. Below are names and addresses, above are paragraphs that were never wrapped."""
_SAMPLE_RUNS = 2_000
_TAIL = 8
"""Characters at the end of a line that can hold its full stop and closing marks."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    number: int
    start: int
    end: int
    """Offsets of the line without white space at its edges."""
    indent: int
    """Characters of white space before it."""
    role: Role
    text: str

    @property
    def width(self) -> int:
        """Columns on a terminal: an East Asian character takes two."""
        return column_count(self.text)

    @property
    def unfinished(self) -> bool:
        """Whether it ends like the middle of a sentence."""
        return is_unfinished(self.text)


def is_unfinished(text: str) -> bool:
    """Tell whether a text ends like the middle of a sentence or like a title: without a stop.

    >>> is_unfinished("Opening ceremony"), is_unfinished("“It is open.”")
    (True, False)
    """
    return not _FINISHED.search(text[-_TAIL:])


def column_count(text: str) -> int:
    """Count columns: an East Asian character takes two.

    >>> column_count("SPP 最高检")
    10
    """
    return len(text) if text.isascii() else len(text) + len(_wide().findall(text))


# Large sets cost every start some time, so they are compiled when they are first needed.
@cache
def _wide() -> re.Pattern[str]:
    return re.compile(_WIDE)


@cache
def _soft_in_wide() -> re.Pattern[str]:
    return re.compile(rf"(?<={_WIDE})(?<![^\S\r\n])[^\S\r\n]*+\r[^\S\n]*+(?={_WIDE})")


def join_lines(text: str) -> str:
    r"""Replace the line ends of a markup file (`\r`) by a blank, or by nothing between East Asian characters.

    >>> join_lines("rule\rof law，\r法\r治\nline")
    'rule of law，法治\nline'
    """
    return _SOFT.sub(" ", text if text.isascii() else _soft_in_wide().sub("", text))


def broken_lines(text: str) -> Iterator[str]:
    r"""Cut a text at its hard line breaks (`\n`), but not within a sentence: before a small letter, without a stop.

    >>> list(broken_lines("Harbor Road 12\nShanghai\n\nthe rule\nof law"))
    ['Harbor Road 12', 'Shanghai', 'the rule of law']
    """
    return (line for _, line in numbered_lines(text))


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    r"""Cut a text as `broken_lines` does, and give with each line the number of hard breaks before it.

    >>> list(numbered_lines("Shanghai\n\nthe rule\nof law"))
    [(0, 'Shanghai'), (2, 'the rule of law')]
    """
    kept, first, complete = "", 0, True
    for number, line in enumerate(text.split("\n")):
        line = line.strip()
        if not line:
            complete = True
        elif kept and not complete and line[0].islower() and is_unfinished(kept):
            kept = f"{kept} {line}"
        else:
            if kept:
                yield first, kept
            kept, first, complete = line, number, False
    if kept:
        yield first, kept


def runs(lines: Iterable[Line | None]) -> Iterator[list[Line]]:
    """Group lines between blank ones (`None`)."""
    run: list[Line] = []
    for line in lines:
        if line is not None:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def line_spans(text: str) -> Iterator[tuple[int, int, int]]:
    r"""Yield number, start and end of every line; only CR, LF and CRLF count as line ends for the number.

    >>> list(line_spans("a\r\nb"))
    [(1, 0, 1), (2, 3, 4)]
    """
    number, start = 1, 0
    for match in _BREAK.finditer(text):
        yield number, start, match.start()
        start = match.end()
        number += match[0] in _COUNTED_BREAKS
    yield number, start, len(text)


def usual_width(all_runs: Iterable[list[Line]]) -> int:
    """Return the commonest column width of the runs that show that they are wrapped, or 0."""
    widths = Counter(width for run in islice(all_runs, _SAMPLE_RUNS) if (width := wrap_width(run)))
    return widths.most_common(1)[0][0] if widths else 0


def wrap_width(run: list[Line]) -> int:
    """Return the column width of a run of lines that was wrapped by a line filler, or 0."""
    if len(run) < 2:
        return 0
    width = max((line.width for line in run if line.width <= WIDEST), default=0)
    if width < NARROWEST:
        return 0
    cased = uncased = 0
    for line, following in pairwise(run):
        if line.role in {"solo", "table"} or following.role not in {"text", "quote"}:
            continue
        if line.unfinished and _fills(line, following, width):
            first = _content(following)[:1]
            cased += first.islower()
            uncased += first.isalpha() and not first.isupper() and not first.islower()
    # Without case there is nothing but the shape: one more sign is wanted, lest two headings be joined.
    wrapped = cased or uncased > 1 or (uncased and not run[-1].unfinished)
    return width if wrapped else 0


def join_wrapped(run: list[Line], usual: int) -> Iterator[list[Line]]:
    """Cut a run of lines into blocks; `usual` is the width that the rest of the document shows, or 0."""
    width = wrap_width(run) or usual
    block = [run[0]]
    for line in run[1:]:
        if _continues(block[0], block[-1], line, width):
            block.append(line)
        else:
            yield block
            block = [line]
    yield block


def _continues(head: Line, line: Line, following: Line, width: int) -> bool:
    if following.role in {"solo", "table", "start"} or line.role in {"solo", "table"}:
        return False
    full = bool(width) and _fills(line, following, width)
    if following.role == "quote" or head.role == "quote":
        return following.role == head.role and full
    if following.role == "list":
        # "… as laid down in Article\n12. That …" is no list; after an item that counts in the same way it is one.
        return full and line.unfinished and (head.role != "list" or _marker(head) != _marker(following))
    if head.role == "list":
        return full or following.indent > head.indent
    if following.indent > line.indent and not line.unfinished:
        return False
    return full


def _fills(line: Line, following: Line, width: int) -> bool:
    if not NARROWEST <= line.width <= WIDEST:
        return False
    content = _content(following)
    # A script without blanks can be broken after any character.
    word = (
        2
        if not content.isascii() and _wide().match(content)
        else column_count(content.split(None, 1)[0])
        if content
        else 0
    )
    # Justified text is not filled greedily, so a line that breaks off may be somewhat short of the width.
    slack = width // 8 if line.unfinished else 0
    return line.width + 1 + word > width - slack


def _marker(line: Line) -> tuple[int | None, str, int]:
    """Say how an item of a list is marked: with a digit, a letter …, behind what, and how deep."""
    found = _ITEM_MARKER.match(line.text)
    return (found.lastindex, found[0][-1], line.indent) if found else (None, line.text[:1], line.indent)


def _content(line: Line) -> str:
    """Return the line without its `>` marks, enough of it for one word."""
    gap = _MARKER_GAP.match(line.text)
    return line.text[gap.end() if gap else 0 :][:WIDEST]
