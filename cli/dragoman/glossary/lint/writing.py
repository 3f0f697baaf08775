"""How cells, lines and files are written (G006 to G013); what the rules say is what `tidy_row` mends."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import LISTS, Table
from dragoman.model import Language

_FREE_TEXT = frozenset({"note", "authority", "title", "publisher", "address"})
_ONE_THING = frozenset({"id", "term", "category", "domain", "rendering", "status", "checked", "language"})

_EDGES = re.compile(r"^[\s\u00ad\u200b-\u200f\u2060\ufeff]+|[\s\u00ad\u200b-\u200f\u2060\ufeff]+$")
# Joiners and directional marks inside a text are part of its spelling in Persian, Hindi or Arabic.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]{2,}|[^\S \u00a0\u202f]")
_ANY_BLANKS = re.compile(r"\s{2,}|[^\S ]")
_WIDE = re.compile("[\uff01-\uff5b\uff5d-\uff9f\uffe0-\uffe6]+")
_WIDE_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+|[\uff61-\uff9f]+")
_BAR = "\uff5c"
# What any of the rules may be about: nearly all cells have none of it, and are done with at once.
_SUSPECT = re.compile("^[\\s|]|[\\s|]$|[\\s|]{2}|[^\\S ]|[\u00ad\u200b-\u200f\u2060\ufeff\uff01-\uff9f\uffe0-\uffe6]")


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of the cells of a column when they are tidied."""

    name: str
    cjk: bool = False
    """It holds Chinese or Japanese, whose punctuation is full-width."""

    @property
    def is_list(self) -> bool:
        """Its cells hold items with `|` between them."""
        return self.name in LISTS


def columns_of(table: Table, language: Language | None) -> list[Column]:
    """Return the columns of a table as its header names them; `language` is that of the renderings."""
    return [_column(name, language) for name in table.header]


def tidy_values(values: Mapping[str, str], language: Language | None) -> dict[str, str]:
    """Return cells that somebody typed, by column, as they should be written; `language` is that of a rendering.

    >>> tidy_values({"term": " SPP", "variants": "the  SPP |"}, None)
    {'term': 'SPP', 'variants': 'the SPP'}
    """
    return {name: tidy_cell(value, _column(name, language)) for name, value in values.items()}


def _column(name: str, language: Language | None) -> Column:
    cjk = language is not None and language.argos in {"zh", "zt", "ja"}
    return Column(name, cjk and name in {"rendering", "accepted", "forbidden"})


def tidy_steps(cell: str, column: Column) -> Iterator[tuple[Rule, str]]:
    """Yield each rule that the cell breaks, with the cell as it should be where that rule is concerned."""
    if not _SUSPECT.search(cell) and unicodedata.is_normalized("NFC", cell) and not _has_twins(cell, column):
        return
    for rule, mend in ((Rule.SPACE, _space), (Rule.WIDTH, _width), (Rule.NFC, _compose), (Rule.ITEMS, _list)):
        mended = mend(cell, column)
        if mended != cell:
            yield rule, mended
            cell = mended


def tidy_cell(cell: str, column: Column) -> str:
    """Return the cell as it should be written.

    >>> tidy_cell(" SPP ||the  SPP｜SPP", Column("variants"))
    'SPP|the SPP'
    """
    for _, mended in tidy_steps(cell, column):
        cell = mended
    return cell


def _has_twins(cell: str, column: Column) -> bool:
    return column.is_list and "|" in cell and len(set(parts := cell.split("|"))) < len(parts)


def _space(cell: str, column: Column) -> str:
    if column.name in _FREE_TEXT:
        return _EDGES.sub("", cell)
    # No-break spaces belong into French and Russian; an English term matches any blank.
    blanks = _ANY_BLANKS if column.name in {"term", "variants"} or column.cjk else _BLANKS
    parts = cell.split("|") if column.is_list else [cell]
    return "|".join(blanks.sub(" ", _EDGES.sub("", _UNSEEN.sub("", part))) for part in parts)


def _width(cell: str, column: Column) -> str:
    if cell.isascii() or column.name in _FREE_TEXT:
        return cell
    pattern = _WIDE_LETTERS if column.cjk else _WIDE
    mended = pattern.sub(lambda run: unicodedata.normalize("NFKC", run[0]), cell)
    if column.is_list:
        mended = mended.replace(_BAR, "|")
    return _space(mended, column) if mended != cell else cell


def _compose(cell: str, column: Column) -> str:
    return unicodedata.normalize("NFC", cell)


def _list(cell: str, column: Column) -> str:
    if not column.is_list or "|" not in cell:
        return cell
    return "|".join(dict.fromkeys(filter(None, cell.split("|"))))


def tidy_row(cells: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """Return the cells of a row as they should be written.

    >>> tidy_row(["court", "Court ", "tribunal|Court"], [Column("id"), Column("term"), Column("variants")])
    ['court', 'Court', 'tribunal']
    """
    tidy = [tidy_cell(cell, column) for cell, column in zip(cells, columns, strict=True)]
    for place, others in _repeats(tidy, columns):
        tidy[place] = others
    return tidy


def _repeats(cells: Sequence[str], columns: Sequence[Column]) -> Iterator[tuple[int, str]]:
    """Yield the lists that repeat what another cell says already, with what is left of them without it."""
    places = {column.name: place for place, column in enumerate(columns)}
    for one, many in (("term", "variants"), ("rendering", "accepted")):
        if one in places and many in places:
            found = cells[places[many]].split("|")
            if (said := cells[places[one]]) and said in found:
                yield places[many], "|".join(item for item in found if item != said)


def cell_problems(table: Table, line: int, cells: Sequence[str], columns: Sequence[Column]) -> Iterator[Problem]:
    """Yield how the cells of one row should be written otherwise."""
    tidy = []
    for cell, column in zip(cells, columns, strict=True):
        mended = cell
        for rule, mended in tidy_steps(cell, column):
            yield rule.at(table.path, line, column=column.name, cell=mended)
        tidy.append(mended)
        if "|" in cell and column.name in _ONE_THING:
            yield Rule.BAR.at(table.path, line, column=column.name)
    for place, others in _repeats(tidy, columns):
        yield Rule.ITEMS.at(table.path, line, column=columns[place].name, cell=others)


def file_problems(table: Table) -> Iterator[Problem]:
    """Yield what is wrong with the file as a whole: line ends, unknown columns."""
    if table.marked:
        yield Rule.LINES.at(table.path, 1, what="the file begins with a byte-order mark; save it as UTF-8 without one")
    if carriage := next((line for line, text in enumerate(table.lines, 1) if text.endswith("\r")), 0):
        yield Rule.LINES.at(table.path, carriage, what="the line ends in CR LF; use LF alone in the whole file")
    if table.lines[-1]:
        yield Rule.LINES.at(table.path, len(table.lines), what="the last line has no line end")
    elif len(table.lines) > 2 and not table.lines[-2].strip():
        yield Rule.LINES.at(table.path, len(table.lines) - 1, what="the file ends in blank lines; remove them")
    for name in table.header if table.places() else ():
        if name not in table.columns:
            yield Rule.COLUMN.at(table.path, 1, column=name)


def row_ids(table: Table) -> Iterator[tuple[int, str]]:
    """Yield the line and the id of each row that has all its cells."""
    first, width = table.places()[0], len(table.header)
    for line, row in table.rows():
        if len(row) == width:
            yield line, row[first].strip()


def order_problems(table: Table) -> Iterator[Problem]:
    """Yield the rows that stand behind one with a greater id."""
    greatest = ""
    for line, id_ in row_ids(table):
        if id_ < greatest:
            yield Rule.ORDER.at(table.path, line, id=id_, other=greatest)
        greatest = max(greatest, id_)
