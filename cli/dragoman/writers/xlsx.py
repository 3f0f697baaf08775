"""A workbook that people edit in Excel, LibreOffice or Google Sheets, and that `po import` reads back.

Every cell but numbers is a string, whatever it looks like, and its format is text, so that what people type stays text.
"""

import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from dragoman.errors import OutputError
from dragoman.facts import facts
from dragoman.model import Alignment, Language
from dragoman.workbook import MAX_CELL, MAX_ROWS, escape, needs_escape
from dragoman.writers.cells import COLUMNS, Stretch, row, source_stretches, target_stretches
from dragoman.writers.ooxml import ALWAYS, copy_without_times, east_asian_font
from dragoman.writers.style import Style

SEGMENTS, ABOUT = "segments", "about"
"""The sheets: what people edit, and the figures with the signature."""
STATUSES = ("reviewed", "draft", "memory", "machine", "verbatim", "none")

_WIDTHS = {
    "id": 10,
    "kind": 11,
    "source": 56,
    "target": 56,
    "status": 11,
    "comment": 32,
    "line": 7,
    "score": 8,
    "exported": 8,
}
_WIDTH = 40
_NUMBERS = frozenset({"line", "score"})
_CONTENT = ("id", "source", "target")
"""What is never cut to what a cell holds."""
_COLOURS = {"official": "FF1B7F3B", "established": "FF1F5FA8", "proposed": "FF9A5B00", "missing": "FFC0392B"}
_LATIN_FONT = "Calibri"
_LINE, _MOST_HEIGHT = 15, 409
"""Points of a line, and the most that Excel gives a row."""
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
"""Characters two cells wide, as East Asian type is set."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_A4 = 9
"""The number of the paper size in ECMA-376 part 1, 18.3.1.63."""
_CORE = "docProps/core.xml"


def write_xlsx(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write a sheet with a row for each segment, and one with the figures and the signature.

    Raises:
        OutputError: a text, or the number of segments, is beyond what Excel allows.
    """
    from openpyxl import Workbook

    if len(alignment.records) > MAX_ROWS:
        said = f"{len(alignment.records):,} segments, and a sheet has {MAX_ROWS:,} rows"
        raise OutputError(f"{alignment.document.name}: {said}; write tsv or csv instead of xlsx")
    book = Workbook(write_only=True)
    book.properties.creator = "dragoman"
    book.properties.title = escape(alignment.document.stem)
    book.properties.created = ALWAYS
    _add_segments(book, alignment)
    _add_about(book, alignment)
    with tempfile.TemporaryFile() as packed:
        book.save(packed)
        with zipfile.ZipFile(packed) as archive:  # openpyxl puts the time of saving there
            core = _MODIFIED.sub(rb"\g<1>" + f"{ALWAYS.isoformat()}Z".encode(), archive.read(_CORE))
        copy_without_times(packed, file, {_CORE: iter([core])})


def _add_segments(book: Any, alignment: Alignment) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = book.create_sheet(SEGMENTS)
    sheet.freeze_panes = "B2"
    sheet.sheet_view.rightToLeft = alignment.target_language.rtl
    letters = {name: get_column_letter(number) for number, name in enumerate(COLUMNS, 1)}
    for name, letter in letters.items():
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, _WIDTH)
    last = len(alignment.records) + 1
    sheet.auto_filter.ref = f"A1:{letters[COLUMNS[-1]]}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    choice = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    choice.add(f"{letters['status']}2:{letters['status']}{max(last, 2)}")
    sheet.data_validations.append(choice)
    cells = _Cells(sheet, alignment)
    sheet.append([cells.header(name) for name in COLUMNS])
    for number, record in enumerate(alignment.records, 2):
        texts = dict(zip(COLUMNS, row(record, alignment.renderings), strict=True))
        for name in _CONTENT:
            if len(escape(texts[name])) > MAX_CELL:
                said = f"{len(texts[name]):,} characters, and a cell holds {MAX_CELL:,}"
                place = f"{alignment.document.name}:{record.line}: the {name} of segment {record.id} has"
                raise OutputError(f"{place} {said}; write tsv or csv instead of xlsx")
        marked: dict[str, Sequence[Stretch]] = {}
        if record.terms:
            marked = {
                "source": source_stretches(record, alignment.renderings),
                "target": target_stretches(record, alignment.renderings),
            }
        # The height alone, without openpyxl's customHeight: the row grows as people type.
        sheet.row_dimensions[number] = {"ht": f"{_height(texts):g}"}
        sheet.append([cells.cell(name, text, marked.get(name, ())) for name, text in texts.items()])
        del sheet.row_dimensions[number]


class _Cells:
    """Makes cells; one of each look is kept, since giving a look to a cell takes far longer than copying it."""

    def __init__(self, sheet: Any, alignment: Alignment) -> None:
        from openpyxl.styles import Alignment as Placement
        from openpyxl.styles import Border, Font, PatternFill, Side

        self._sheet = sheet
        self._looks: dict[str, Any] = {}
        self._fonts = dict.fromkeys(COLUMNS, _LATIN_FONT)
        self._fonts["source"] = east_asian_font(alignment.source_language) or _LATIN_FONT
        self._fonts["target"] = east_asian_font(alignment.target_language) or _LATIN_FONT
        line = Border(bottom=Side("thin", color="FFD5DCE3"))
        for name in COLUMNS:
            cell = self._new()
            cell.border = line
            cell.font = Font(name=self._fonts[name], size=11)
            cell.alignment = Placement(
                vertical="top", wrap_text=name != "exported", readingOrder=_reading(name, alignment)
            )
            cell.number_format = "General" if name in _NUMBERS else "@"
            self._looks[name] = cell._style
        self._inline = {name: self._inline_fonts(name) for name in ("source", "target")}
        head = self._new()
        head.font = Font(name=_LATIN_FONT, size=11, bold=True)
        head.fill = PatternFill("solid", fgColor="FFE8EDF2")
        self._looks[""] = head._style

    def _inline_fonts(self, name: str) -> dict[str, Any]:
        from openpyxl.cell.text import InlineFont

        font = self._fonts[name]
        marked = {mark: InlineFont(rFont=font, sz=11, color=colour, u="single") for mark, colour in _COLOURS.items()}
        return {"": InlineFont(rFont=font, sz=11), **marked}

    def _new(self) -> Any:
        from openpyxl.cell import WriteOnlyCell

        return WriteOnlyCell(self._sheet)

    def header(self, name: str) -> Any:
        cell = self._new()
        cell._style = self._looks[""]
        _fill(cell, name)
        return cell

    def cell(self, name: str, text: str, stretches: Sequence[Stretch]) -> Any:
        cell = self._new()
        cell._style = self._looks[name]
        if name in _NUMBERS and text:
            cell.value = float(text)
        elif len(stretches) > 1 or any(stretch.mark for stretch in stretches):
            self._fill_rich(cell, name, text, stretches)
        else:
            _fill(cell, _cut(escape(text)))
        return cell

    def _fill_rich(self, cell: Any, name: str, text: str, stretches: Sequence[Stretch]) -> None:
        from openpyxl.cell.rich_text import CellRichText, TextBlock

        if needs_escape(text):  # an escape may reach over the edge of a term
            _fill(cell, escape(text))
            return
        fonts = self._inline[name]
        blocks = [TextBlock(fonts[stretch.mark], stretch.text) for stretch in stretches]
        cell._value, cell.data_type = CellRichText(*blocks), "s"


def _reading(name: str, alignment: Alignment) -> int:
    """Return OOXML's reading order: 1 from left to right, 2 from right to left, 0 as the program thinks."""

    def order(language: Language) -> int:
        return 2 if language.rtl else 1

    languages = {"source": alignment.source_language, "target": alignment.target_language}
    return order(languages[name]) if name in languages else 0


def _height(texts: Mapping[str, str]) -> float:
    """Return the points that the lines of a row take, by an estimate: LibreOffice does not measure them on opening."""
    lines = max(
        sum(_lines(line, _WIDTHS.get(name, _WIDTH)) for line in text.split("\n"))
        for name, text in texts.items()
        if name != "exported"
    )
    return min(_LINE * lines, _MOST_HEIGHT)


def _lines(text: str, width: int) -> int:
    cells = len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
    return 1 + max(cells - 1, 0) // width


def _fill(cell: Any, text: str) -> None:
    """Set a text without openpyxl looking for formulas and errors such as #N/A in it."""
    if text:
        cell._value, cell.data_type = text, "s"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def _add_about(book: Any, alignment: Alignment) -> None:
    sheet = book.create_sheet(ABOUT)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    cells = _Cells(sheet, alignment)
    for name, value in facts(alignment).items():
        sheet.append([cells.header(name), cells.cell("comment", value, ())])
