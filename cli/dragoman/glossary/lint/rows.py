"""Rows as the program reads them: those that have all their cells, and what is wrong with the others (G001 to G005)."""

import re
import unicodedata
from collections.abc import Iterator

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import Table

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPED = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8."""

Row = tuple[int, list[str]]
"""The line of a row, from 1, and its cells in the order of `Table.columns`: composed, no blanks around them."""


def read_rows(table: Table, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows that have all their cells, and report the others."""
    if found := _ESCAPED.search(table.lines[0]):
        problems.append(Rule.NOT_UTF8.at(table.path, 1, at=_offset(table, 1, found.start())))
        return
    places = table.places()
    if not places:
        problems.append(Rule.HEADER.at(table.path, 1, columns=" ".join(table.required)))
        return
    plain = places == list(range(len(table.header)))
    wanted = len(table.header)
    lacking = [""] if max(places) == wanted else []
    suspect = not table.valid or any(map(_CONTROL.search, table.lines))
    last = max((number for number, text in enumerate(table.lines, 1) if text.strip()), default=1)
    for line, raw in enumerate(table.lines[1:last], 2):
        text = raw.removesuffix("\r")
        if suspect and (problem := _unreadable(table, line, text)):
            problems.append(problem)
            continue
        cells = (text if text.isascii() else unicodedata.normalize("NFC", text)).split("\t")
        if len(cells) == wanted:
            if plain:
                yield line, [cell.strip() for cell in cells]
            else:
                cells += lacking
                yield line, [cells[place].strip() for place in places]
        elif not text.strip():
            problems.append(Rule.BLANK_LINE.at(table.path, line))
        else:
            problems.append(Rule.ROW.at(table.path, line, found=len(cells), wanted=wanted))


def _unreadable(table: Table, line: int, text: str) -> Problem | None:
    if found := _ESCAPED.search(text):
        return Rule.NOT_UTF8.at(table.path, line, at=_offset(table, line, found.start()))
    if found := _CONTROL.search(text):
        return Rule.CONTROL.at(table.path, line, code=f"{ord(found[0]):04X}")
    return None


def _offset(table: Table, line: int, start: int) -> int:
    """Return the byte of the file that the character at `start` of a line begins with."""
    before = "".join(f"{text}\n" for text in table.lines[: line - 1]) + table.lines[line - 1][:start]
    return 3 * table.marked + len(before.encode(errors="surrogateescape"))
