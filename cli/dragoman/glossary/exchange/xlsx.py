"""A spreadsheet for people who will not use Git: a sheet with the terms, and one for each language.

The sheets have the columns of the glossary's files; those of the languages show the term as well. Every cell is text:
what looks like a formula stays what it is, and a file that holds formulas is refused.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.errors import ExchangeError
from dragoman.files.delimited import Line
from dragoman.files.workbook import MAX_CELL, MAX_ROWS, Cell, escape, read_sheets
from dragoman.glossary.exchange.columns import named, parse_table
from dragoman.glossary.exchange.entries import Cells, Entry, Reading, locale_of, refuse_beyond_xml
from dragoman.glossary.exchange.foreign import find_headings, parse_foreign
from dragoman.glossary.lint.rows import CATEGORIES, STATUSES
from dragoman.glossary.table import RENDERING_COLUMNS, TERM_COLUMNS

TERMS_SHEET = "terms"
_SHEET_COLUMNS = ("id", "term", *RENDERING_COLUMNS[1:])
_WIDTHS = {"id": 32, "category": 12, "status": 12, "match": 20}
_WIDTH = 44
_WIDEST = 60
"""Columns that are read of others' sheets."""


def render_xlsx(entries: Sequence[Entry], locales: Sequence[str]) -> bytes:
    """Return the concepts with their renderings in `locales` as a workbook.

    Raises:
        ExchangeError: a cell is longer than Excel allows or has a character that XML cannot carry.
    """
    from openpyxl import Workbook

    if len(entries) > MAX_ROWS:
        raise ExchangeError(f"{len(entries):,} concepts, and a sheet has {MAX_ROWS:,} rows; export as TBX")
    refuse_beyond_xml(entries)
    for entry in entries:
        longest = max(len(cell) for cells in (entry.concept, *entry.renderings.values()) for cell in cells.values())
        if longest > MAX_CELL:
            raise ExchangeError(f"{entry.concept['id']}: {longest:,} characters in a cell; Excel takes {MAX_CELL:,}")
    book = Workbook(write_only=True)
    sheet = _add_sheet(book, TERMS_SHEET, TERM_COLUMNS, "category", CATEGORIES)
    for entry in entries:
        _append(sheet, [entry.concept.get(name, "") for name in TERM_COLUMNS])
    for locale in locales:
        sheet = _add_sheet(book, locale, _SHEET_COLUMNS, "status", STATUSES)
        for entry in entries:
            row = entry.renderings.get(locale, {})
            cells = [row.get(name, "") for name in RENDERING_COLUMNS[1:]]
            _append(sheet, [entry.concept["id"], entry.concept["term"], *cells])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _add_sheet(book: Any, title: str, columns: Sequence[str], limited: str, values: Sequence[str]) -> Any:
    """Add a sheet with a header that stays in view and a drop-down list in the column `limited`."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2" if title != TERMS_SHEET else "B2"
    for number, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, _WIDTH)
    letter = get_column_letter(columns.index(limited) + 1)
    choice = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True)
    choice.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
    sheet.data_validations.append(choice)
    header = []
    for name in columns:
        cell = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    return sheet


def _append(sheet: Any, texts: Sequence[str]) -> None:
    from openpyxl.cell import WriteOnlyCell

    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, escape(text) or None)
        if text.startswith(("=", "#")):  # openpyxl takes them for formulas and for errors such as #N/A
            cell.data_type = "s"
            cell.quotePrefix = True  # so that it stays text when somebody edits it
        cells.append(cell)
    sheet.append(cells)


def parse_xlsx(label: str, data: bytes, locale: str = "", mapped: Mapping[str, str] | None = None) -> Reading:
    """Return the concepts of a workbook that `render_xlsx` wrote, of sheets with the columns of `table`, or others.

    `locale` is the language of the renderings that stand beside their terms, `mapped` what columns hold.

    Raises:
        ExchangeError: the file is no workbook, is damaged or hostile, holds a formula, or two rows have one id.
    """

    width = max(_WIDEST, len(TERM_COLUMNS) + len(_SHEET_COLUMNS))
    sheets = {
        title: [(number, [_text(cell, f"{label}: {title}") for cell in cells]) for number, cells in rows]
        for title, rows in read_sheets(label, data, width, raises=ExchangeError).items()
    }
    if TERMS_SHEET not in sheets:
        return _of_others(label, sheets, locale, mapped or {})
    left_out: list[str] = []
    reading = parse_table(f"{label}: {TERMS_SHEET}", sheets.pop(TERMS_SHEET), locale)
    renderings: dict[str, dict[str, Cells]] = {entry.concept.get("id", ""): {} for entry in reading.entries}
    for title, lines in sheets.items():
        if found := locale_of(title):
            _read_language(f"{label}: {title}", found, lines, renderings, left_out)
        else:
            left_out.append(f"{label}: the sheet {title!r} is not named after a language; it was left out")
    entries = [
        Entry(entry.concept, {**entry.renderings, **renderings[entry.concept.get("id", "")]}, entry.place)
        for entry in reading.entries
    ]
    return Reading(entries, [*reading.warnings, *left_out], ours=True)


def _of_others(label: str, sheets: Mapping[str, Sequence[Line]], locale: str, mapped: Mapping[str, str]) -> Reading:
    """Return the concepts of sheets that others filled; those without terms are named."""
    filled = {title: lines for title, lines in sheets.items() if lines}
    if not filled:
        raise ExchangeError(f"{label}: has no sheet called {TERMS_SHEET} and nothing in the others")
    headed = {title: found for title, lines in filled.items() if (found := find_headings(lines, mapped, locale))}
    if not any(one.role == "text" for _, headings in headed.values() for one in headings):
        title, lines = next(iter(filled.items()))
        reading = parse_table(f"{label}: {title}", lines, locale)
        headed = {title: (0, [])}
    else:
        read = [parse_foreign(f"{label}: {title}", filled[title], *headed[title], locale) for title in headed]
        entries = [entry for one in read for entry in one.entries]
        reading = Reading(entries, [warning for one in read for warning in one.warnings])
    left = [f"{label}: the sheet {title!r} was left out; it has no headings" for title in filled if title not in headed]
    return replace(reading, warnings=[*reading.warnings, *left])


def _read_language(
    label: str, locale: str, lines: Sequence[Line], renderings: dict[str, dict[str, Cells]], left_out: list[str]
) -> None:
    rows = [(number, cells) for number, cells in lines if any(cells)]
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    known = [name if name in RENDERING_COLUMNS else "" for name in header]
    if "id" not in known or "rendering" not in known:
        raise ExchangeError(
            f"{label}: needs the columns id and rendering in its first row; it has {[*filter(None, header)]}"
        )
    for number, cells in rows[1:]:
        where = f"{label}:{number}"
        row = named(known, [*cells, *[""] * (len(header) - len(cells))][: len(header)], where)
        id_ = row.pop("id")
        if not id_ or id_ not in renderings:
            left_out.append(f"{where}: no concept {id_!r} in the sheet {TERMS_SHEET}; it was left out")
        elif locale in renderings[id_]:
            raise ExchangeError(f"{where}: a second row for {id_!r}; delete one")
        elif any(row.values()):
            renderings[id_][locale] = row


def _text(cell: Cell, where: str) -> str:
    if isinstance(cell, str):
        return cell
    raise ExchangeError(f"{where}!{cell.place}: holds {cell.what}; format the cell as text and retype it")
