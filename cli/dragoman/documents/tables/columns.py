"""Which columns of a table are text to be translated: those that the user names, else those that hold prose.

A column is named by its letter, `B`, or by what stands in the first row, `description`; a sheet's name may stand
before it, `Prices!B`, or `*!` for every sheet. Without one the first sheet that is not hidden is meant. Of a column
that is named by its letter every text is translated, of one that is named by its header what stands below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.documents.kinds import SHORT, is_prose
from dragoman.documents.layout import column_count
from dragoman.errors import DocumentError
from dragoman.model import Kind
from dragoman.text.scripts import CJK

_SAMPLE = 500
"""Texts of a column that are looked at to tell whether it holds prose."""
_PROSE_SHARE = 1 / 3
"""Of its different texts, at least, that have several words."""
_WORDS = re.compile(rf"[^\W\d_]\S*\s+(?:\S+\s+)*?\S*[^\W\d_]|[{CJK}]{{4}}")
_SHOWN = 30
"""Characters of a header, at most, in a message."""
_MOST = 16
"""Columns, at most, that a message lists."""
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_OWN = frozenset({"id", "kind", "source", "target", "status"})

_EXPORT = "{path}: a table that dragoman exported, no report; bring it back with: dragoman po import {path} --to LANG"
_UNKNOWN = "{path}: --columns: no column {name!r}{sheet}; there are {columns}: name letters or headers, e.g. A,C"
_NO_SHEET = "{path}: --columns: no sheet {name!r}; there are {sheets}"
_NONE = "{path}: no column looks like prose; name those to translate with --columns, e.g. A,C; there are {columns}"
_CHOSEN = "{path}: read as text: {columns}; all other columns stay as they are; choose others with --columns"


@dataclass(slots=True)
class Sheet:
    """What is known of a sheet before its columns are chosen."""

    title: str = ""
    hidden: bool = False
    """Read only where it is named."""
    header: dict[int, str] = field(default_factory=dict)
    """What the first row with anything in it says, by column from 0; numbers are empty."""
    header_row: int = -1
    samples: dict[int, set[str]] = field(default_factory=dict)
    """Different texts below the first row, by column."""

    def look(self, row: int, column: int, text: str) -> None:
        """Take note of a cell; a cell that holds no text, but a number or a formula, has none."""
        if self.header_row in (-1, row):
            self.header_row = row
            self.header[column] = text.strip()
        elif text:
            sample = self.samples.setdefault(column, set())
            if len(sample) < _SAMPLE:
                sample.add(text)

    @property
    def is_headed(self) -> bool:
        """Whether the first row says what the columns are: texts that differ, and nothing else."""
        names = list(self.header.values())
        return len(names) == len(set(names)) and all(names) and all(len(name) <= 3 * _SHOWN for name in names)


Chosen = dict[str, dict[int, int]]
"""By the title of the sheet and the column, from 0: the last row that is not to be translated, -1 where all are."""


def choose(label: str, sheets: Sequence[Sheet], wanted: str, *, headers: bool) -> tuple[Chosen, tuple[str, ...]]:
    """Return which columns are text, and a note where nobody said so.

    `wanted` is the value of `--columns`, empty where it is not given. `headers` says that, unless letters are given,
    a first row that names the columns stays. Raises `DocumentError` if there is no such column, or none with prose.
    """
    for sheet in sheets:
        if {name.casefold() for name in sheet.header.values()} >= _OWN:
            raise DocumentError(_EXPORT.format(path=label))
    if wanted.strip():
        return _named(label, sheets, wanted), ()
    chosen: Chosen = {}
    for sheet in [sheet for sheet in sheets if not sheet.hidden]:
        samples = (
            sheet.samples if headers or sheet.samples else {column: {name} for column, name in sheet.header.items()}
        )
        texts = [column for column, sample in samples.items() if _is_prose(sample)]
        if texts:
            first = sheet.header_row if headers and sheet.is_headed else -1
            chosen[sheet.title] = dict.fromkeys(sorted(texts), first)
    if not chosen:
        raise DocumentError(_NONE.format(path=label, columns=_list(sheets)))
    named = ", ".join(_describe(sheet, column) for sheet in sheets for column in chosen.get(sheet.title, ()))
    return chosen, (_CHOSEN.format(path=label, columns=named),)


def _named(label: str, sheets: Sequence[Sheet], wanted: str) -> Chosen:
    chosen: Chosen = {}
    for name in filter(None, map(str.strip, wanted.split(","))):
        meant, column_name = _sheets(label, sheets, name)
        found = False
        for sheet in meant:
            if (place := _find(sheet, column_name)) is not None:
                column, last = place
                chosen.setdefault(sheet.title, {})[column] = last
                found = True
        if not found:
            said = f" in the sheet {meant[0].title!r}" if len(meant) == 1 and meant[0].title else ""
            raise DocumentError(_UNKNOWN.format(path=label, name=column_name, sheet=said, columns=_list(meant)))
    return chosen


def _sheets(label: str, sheets: Sequence[Sheet], name: str) -> tuple[Sequence[Sheet], str]:
    title, mark, column = name.rpartition("!")
    if not mark:
        return [sheet for sheet in sheets if not sheet.hidden][:1] or sheets[:1], name
    if title == "*":
        return sheets, column.strip()
    title = title.strip().strip("'")
    if found := [sheet for sheet in sheets if sheet.title.casefold() == title.casefold()]:
        return found, column.strip()
    raise DocumentError(_NO_SHEET.format(path=label, name=title, sheets=", ".join(sheet.title for sheet in sheets)))


def _find(sheet: Sheet, name: str) -> tuple[int, int] | None:
    """Return a column and the last row that stays; a header counts before a letter."""
    for column, header in sheet.header.items():
        if header and header.casefold() == name.casefold():
            return column, sheet.header_row
    if _LETTERS.fullmatch(name):
        column = number_of(name)
        if column in sheet.header or column in sheet.samples:
            return column, -1
    return None


def _is_prose(sample: set[str]) -> bool:
    prose = [text for text in sample if is_prose(text)]
    several = sum(1 for text in prose if _WORDS.search(text))
    return bool(sample) and several >= max(1, _PROSE_SHARE * len(sample))


def _list(sheets: Sequence[Sheet]) -> str:
    columns = [
        _describe(sheet, column) for sheet in sheets for column in sorted(sheet.header.keys() | sheet.samples.keys())
    ]
    return ", ".join(columns[:_MOST]) + (" …" if len(columns) > _MOST else "") or "none"


def _describe(sheet: Sheet, column: int) -> str:
    name = " ".join(sheet.header.get(column, "").split())
    shown = f" “{name[:_SHOWN]}{'…' * (len(name) > _SHOWN)}”" if name else ""
    return f"{sheet.title}!{letters_of(column)}{shown}" if sheet.title else f"{letters_of(column)}{shown}"


def number_of(letters: str) -> int:
    """Return the number of a column, from 0.

    >>> number_of("A"), number_of("aa"), letters_of(0), letters_of(26)
    (0, 26, 'A', 'AA')
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def letters_of(number: int) -> str:
    """Return the letters of a column that is counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def kind_of(text: str) -> Kind:
    """Return the kind of a cell: what is long enough for several sentences is cut into them."""
    return "table" if column_count(text) <= SHORT else "paragraph"


def is_translated(chosen: dict[int, int], row: int, column: int) -> bool:
    """Tell whether a cell is in one of the chosen columns and below what stays of it."""
    return column in chosen and row > chosen[column]


def gap_between(before: tuple[str, int, int] | None, now: tuple[str, int, int]) -> str:
    """Return what stands between two cells, given as sheet, row and column: tabs in a row, else a line end."""
    if before is None or before[0] != now[0]:
        return "\n\n"
    return "\t" if before[1] == now[1] else "\n"
