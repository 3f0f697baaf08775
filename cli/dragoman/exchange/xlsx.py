"""A workbook that people edit in Excel, LibreOffice or Google Sheets, and that `po import` reads back.

The frame is openpyxl's; the rows go into its first sheet as they are made, so that a report of any length takes no
memory and little time. Every cell but numbers is a string, whatever it looks like.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape as escape_markup
from typing import Any, BinaryIO

from dragoman.errors import OutputError
from dragoman.exchange.about import facts
from dragoman.exchange.cells import COLUMNS, LEGEND, Stretch, row, source_stretches, target_stretches
from dragoman.exchange.ooxml import ALWAYS, copy_without_times, east_asian_font
from dragoman.exchange.style import Style
from dragoman.files.workbook import MAX_CELL, MAX_ROWS, escape, needs_escape
from dragoman.model import Alignment, Language, Record
from dragoman.text.scripts import WIDE

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


_CONTENT = ("id", "source", "target")
"""What is never cut to what a cell holds."""
_LINE, _MOST_HEIGHT = 15, 409
"""Points of a line, and the most that Excel gives a row."""
_WIDE = re.compile(f"[{WIDE}]")
"""Characters two cells wide, as East Asian type is set."""
_CORE, _SHEET = "docProps/core.xml", "xl/worksheets/sheet1.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LOOK = re.compile(r's="(\d+)"')
_LETTERS = dict(zip(COLUMNS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))


def write_xlsx(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write a sheet with a row for each segment, and one with the figures and the signature.

    Raises:
        OutputError: a text, or the number of segments, is beyond what Excel allows.
    """
    if len(alignment.records) > MAX_ROWS:
        said = f"{len(alignment.records):,} segments, and a sheet has {MAX_ROWS:,} rows"
        raise OutputError(f"{alignment.document.name}: {said}; write tsv or csv instead of xlsx")
    packed = frame(alignment)
    with zipfile.ZipFile(packed) as archive:
        core = _MODIFIED.sub(rb"\g<1>" + f"{ALWAYS.isoformat()}Z".encode(), archive.read(_CORE))  # the time of saving
        before, _, rest = archive.read(_SHEET).decode().partition('<row r="2"')
    sample, _, after = rest.partition("</row>")
    size = f'<dimension ref="A1:{_LETTERS[COLUMNS[-1]]}{len(alignment.records) + 1}"/>'  # else programs count
    before = before.replace("<sheetViews>", f"{size}<sheetViews>", 1)
    looks = dict(zip(COLUMNS, _LOOK.findall(sample), strict=True))
    sheet = _pieces(before, _Rows(alignment, looks), after)
    copy_without_times(packed, file, {_CORE: iter([core]), _SHEET: sheet})


def _pieces(before: str, rows: "_Rows", after: str) -> Iterator[bytes]:
    yield before.encode()
    for number, record in enumerate(rows.alignment.records, 2):
        yield rows.render(number, record).encode()
    yield after.encode()


class _Rows:
    def __init__(self, alignment: Alignment, looks: Mapping[str, str]) -> None:
        self.alignment = alignment
        self._looks = looks
        self._fonts = {name: font(name, alignment) for name in ("source", "target")}

    def render(self, number: int, record: Record) -> str:
        """Return the row of a segment."""
        texts = dict(zip(COLUMNS, row(record, self.alignment.renderings), strict=True))
        for name in _CONTENT:
            if len(texts[name]) > MAX_CELL or len(escape(texts[name])) > MAX_CELL:
                said = f"{len(texts[name]):,} characters, and a cell holds {MAX_CELL:,}"
                place = f"{self.alignment.document.name}:{record.line}: the {name} of segment {record.id} has"
                raise OutputError(f"{place} {said}; write tsv or csv instead of xlsx")
        marked: Mapping[str, Sequence[Stretch]] = {}
        if record.terms:
            marked = {
                "source": source_stretches(record, self.alignment.renderings),
                "target": target_stretches(record, self.alignment.renderings),
            }
        cells = (self._cell(name, number, text, marked.get(name, ())) for name, text in texts.items())
        # The height alone, without customHeight: the row grows as people type.
        return f'<row r="{number}" ht="{_height(texts)}">{"".join(cells)}</row>'

    def _cell(self, name: str, number: int, text: str, stretches: Sequence[Stretch]) -> str:
        place = f'<c r="{_LETTERS[name]}{number}" s="{self._looks[name]}"'
        if not text:
            return f"{place}/>"
        if name in NUMBERS:
            return f"{place}><v>{text}</v></c>"
        if any(stretch.mark for stretch in stretches) and not needs_escape(text):  # may reach over the edge of a term
            inside = "".join(self._run(name, stretch) for stretch in stretches)
        else:
            inside = _text(_cut(escape(text)))
        return f'{place} t="inlineStr"><is>{inside}</is></c>'

    def _run(self, name: str, stretch: Stretch) -> str:
        colour = f'<color rgb="{COLOURS[stretch.mark]}"/>' if stretch.mark else ""
        line = '<u val="single"/>' if stretch.mark else ""
        look = f'{line}<sz val="{SIZE}"/>{colour}<rFont val="{self._fonts[name]}"/>'  # the order that Excel writes
        return f"<r><rPr>{look}</rPr>{_text(stretch.text)}</r>"


def _text(text: str) -> str:
    return f'<t xml:space="preserve">{escape_markup(text, quote=False)}</t>'


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def _height(texts: Mapping[str, str]) -> int:
    """Return the points that the lines of a row take, by an estimate: LibreOffice does not measure them on opening."""
    lines = 1
    for name, text in texts.items():
        if name != "exported" and (len(text) * 2 > width(name) or "\n" in text):
            lines = max(lines, sum(_lines(line, width(name)) for line in text.split("\n")))
    return min(_LINE * lines, _MOST_HEIGHT)


def _lines(text: str, columns: int) -> int:
    cells = len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
    return 1 + max(cells - 1, 0) // columns
