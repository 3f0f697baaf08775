"""What a reader of a format with markup makes of a file: the text without the markup, and its blocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from dragoman.documents.inline import Inline, Taken
from dragoman.model import LINE_BREAKS, Block, Code, Kind

KIND_BY_NAME: dict[str, Kind] = {name: name for name in get_args(Kind)}
"""For formats in which a kind can be written down: the context of a PO entry, the type of an XLIFF unit."""

_BLANK = rf"[^\S{LINE_BREAKS}]"
_LINE_BREAK = re.compile(rf"(?<!{_BLANK}){_BLANK}*+[{LINE_BREAKS}]\s*+")

NUMBERS_LEFT_OUT = "{path}: the numbers of numbered lists are not part of the text"
"""They are kept beside it, as `Block.marker`."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The outcome of a reader."""

    text: str
    blocks: tuple[Block, ...]
    encoding: str
    """Of the characters in the file; `utf-8` for the zipped XML formats."""
    notes: tuple[str, ...] = ()
    """As in `Document.notes`."""
    language: str = ""
    """As in `Document.language`."""
    taken: tuple[Taken | None, ...] = ()
    """Where each block comes from, if the reader was asked to keep that: what a writer needs."""


class ExtractBuilder:
    """Collects blocks in document order and lays their text out, so that every reader does it alike.

    Between blocks stands an empty line; between the cells of one table row a tab, between rows a line end.
    """

    def __init__(self, *, keep: bool = False) -> None:
        """With `keep`, the extract says where each block comes from."""
        self._taken: list[Taken | None] | None = [] if keep else None
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._line = 1

    def __len__(self) -> int:
        return len(self._blocks)

    def add(
        self,
        kind: Kind,
        content: str,
        *,
        line: int | None = None,
        place: str = "",
        verbatim: bool = False,
        gap: str = "\n\n",
        marker: str = "",
        inline: Inline | Sequence[Code] | None = None,
    ) -> None:
        """Add a block; one that holds only white space is left out.

        Line breaks inside `content` become blanks. `line` is the block's line in the original file (from 1); without
        it, its line in the extracted text. `gap` stands between this block and the one before: tab between cells.
        `marker` is that of `Block`; `inline` is the paragraph that the content was taken from, or the codes in
        the content where that is no longer kept.
        """
        content = one_line(content)
        if not content:
            return
        if self._blocks:
            self._pieces.append(gap)
            self._length += len(gap)
            self._line += gap.count("\n")
        start, self._length = self._length, self._length + len(content)
        self._pieces.append(content)
        number = len(self._blocks) + 1
        taken, seconds = None, 0.0
        codes: Sequence[Code] = ()
        if isinstance(inline, Inline):
            seconds = inline.seconds * len(content) / inline.length if inline.length else 0.0
            if inline.marks or self._taken is not None:
                taken = inline.take(content)
                codes = taken.codes
        elif inline:
            codes = inline
        if self._taken is not None:
            self._taken.append(taken)
        placed = tuple(replace(code, start=code.start + start, end=code.end + start) for code in codes)
        self._blocks.append(
            Block(number, kind, line or self._line, start, self._length, verbatim, place, marker, placed, seconds)
        )

    def build(self, encoding: str, notes: tuple[str, ...] = (), language: str = "") -> Extract:
        """Return what was collected."""
        taken = tuple(self._taken or ())
        return Extract("".join(self._pieces), tuple(self._blocks), encoding, notes, language, taken)


def one_line(text: str) -> str:
    r"""Replace every line break, with the blanks around it, by one space; there are none at the edges.

    Unlike `fold_lines`, which knows how plain text is wrapped and quoted, it takes nothing else away.

    >>> one_line(" 3\u2028> 2 ")
    '3 > 2'
    """
    return _LINE_BREAK.sub(" ", text).strip()
