"""What stands around the rows of a workbook: columns, looks, the list of statuses, and the sheet with the figures."""

import io
from typing import Any

from dragoman.facts import facts
from dragoman.model import Alignment, Language
from dragoman.workbook import escape
from dragoman.writers.cells import COLUMNS, LEGEND
from dragoman.writers.ooxml import ALWAYS, east_asian_font

SEGMENTS, ABOUT = "segments", "about"
"""The sheets: what people edit, and the figures with the signature."""
STATUSES = ("reviewed", "draft", "memory", "machine", "verbatim", "none")
NUMBERS = frozenset({"line", "score"})
COLOURS = {"official": "FF1B7F3B", "established": "FF1F5FA8", "proposed": "FF9A5B00", "missing": "FFC0392B"}
"""By how a term is marked."""
SIZE = 11
"""Points of the type."""

_WIDTHS = {
    "id": 10,
    "kind": 11,
    "source": 56,
    "target": 56,
    "status": 11,
    "comment": 32,
    "line": 7,
    "score": 8,
    "terms": 60,
    "findings": 48,
}
_NARROW = 8
_LATIN_FONT = "Calibri"
_A4 = 9
"""The number of the paper size in ECMA-376 part 1, 18.3.1.63."""


def width(name: str) -> int:
    """Return how many digits wide a column is."""
    return _WIDTHS.get(name, _NARROW)


def font(name: str, alignment: Alignment) -> str:
    """Return the font of a column."""
    languages = {"source": alignment.source_language, "target": alignment.target_language}
    return (east_asian_font(languages[name]) if name in languages else "") or _LATIN_FONT


def frame(alignment: Alignment) -> io.BytesIO:
    """Return a workbook whose first sheet has the header and, as a sample of the looks, one row of empty cells."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "dragoman"
    book.properties.title = escape(alignment.document.stem)
    book.properties.created = ALWAYS
    _add_segments(book, alignment)
    _add_about(book, alignment)
    packed = io.BytesIO()
    book.save(packed)
    return packed


def _add_segments(book: Any, alignment: Alignment) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(SEGMENTS)
    sheet.freeze_panes = "B2"
    sheet.sheet_view.rightToLeft = alignment.target_language.rtl
    letters = {name: get_column_letter(number) for number, name in enumerate(COLUMNS, 1)}
    for name, letter in letters.items():
        sheet.column_dimensions[letter].width = width(name)
        sheet.column_dimensions[letter].hidden = name == "exported"
    last = len(alignment.records) + 1
    sheet.auto_filter.ref = f"A1:{letters[COLUMNS[-1]]}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    choice = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    choice.add(f"{letters['status']}2:{letters['status']}{max(last, 2)}")
    sheet.data_validations.append(choice)
    sheet.append([_header(sheet, name) for name in COLUMNS])
    sheet.append([_body(sheet, name, alignment) for name in COLUMNS])


def _add_about(book: Any, alignment: Alignment) -> None:
    sheet = book.create_sheet(ABOUT)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    for name, value in facts(alignment).items():
        sheet.append([_header(sheet, name), _body(sheet, "comment", alignment, escape(value))])
    for mark, meaning in LEGEND.items():
        sheet.append([_header(sheet, mark), _body(sheet, "comment", alignment, meaning, COLOURS[mark])])


def _header(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Font, PatternFill

    cell = _cell(sheet, text)
    cell.font = Font(name=_LATIN_FONT, size=SIZE, bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE8EDF2")
    return cell


def _body(sheet: Any, name: str, alignment: Alignment, text: str = "", colour: str | None = None) -> Any:
    from openpyxl.styles import Alignment as Placement
    from openpyxl.styles import Border, Font, Side

    cell = _cell(sheet, text)
    cell.font = Font(name=font(name, alignment), size=SIZE, color=colour, underline="single" if colour else None)
    line = Side("thin", color="FFD5DCE3")
    cell.border = Border(left=line, right=line, bottom=line)
    cell.alignment = Placement(vertical="top", wrap_text=name != "exported", readingOrder=_reading(name, alignment))
    cell.number_format = "General" if name in NUMBERS else "@"  # text, so that what people type stays text
    return cell


def _cell(sheet: Any, text: str) -> Any:
    """Return a cell of text in which openpyxl has not looked for formulas and errors such as #N/A."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    if text:
        cell._value, cell.data_type = text, "s"
    return cell


def _reading(name: str, alignment: Alignment) -> int:
    """Return OOXML's reading order: 1 from left to right, 2 from right to left, 0 as the program thinks."""

    def order(language: Language) -> int:
        return 2 if language.rtl else 1

    languages = {"source": alignment.source_language, "target": alignment.target_language}
    return order(languages[name]) if name in languages else 0
