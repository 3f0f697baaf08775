"""A list of findings to send back to whoever translated: a workbook, or a page that loads nothing."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any

from dragoman.exchange.ooxml import ALWAYS
from dragoman.exchange.pages import assets, environment, policy
from dragoman.files.workbook import MAX_CELL, MAX_ROWS, escape

_STYLES = ("css/base.css", "css/findings.css")
_WIDTHS = {"code": 7, "line": 7, "severity": 9, "language": 9, "file": 28, "status": 10}
_WIDTH = 44
_YOURS = ("answer", "comment")
"""Columns for whoever gets the list."""
_ANSWERS = "corrected,right as it is,to discuss"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding."""

    severity: str
    code: str
    finding: str
    """What it says."""
    advice: str
    file: str
    line: int
    language: str
    status: str
    """Whose the translation is."""
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings of a kind there are."""

    code: str
    severity: str
    summary: str
    number: int


def write_page(rows: Sequence[Row], summaries: dict[str, str], dismissed: int) -> bytes:
    """Return the list as HTML, the kinds first; `summaries` says what each code is."""
    style = assets(_STYLES)
    page = environment().get_template("findings.html.jinja")
    text = page.render(
        rows=rows, counts=_counts(rows, summaries), dismissed=dismissed, style=style, policy=policy(style)
    )
    return text.encode("utf-8", "replace")


def _counts(rows: Sequence[Row], summaries: dict[str, str]) -> list[Count]:
    severities = {row.code: row.severity for row in rows}
    numbers = Counter(row.code for row in rows)
    return [Count(code, severities[code], summaries[code], number) for code, number in sorted(numbers.items())]


def write_workbook(rows: Sequence[Row], summaries: dict[str, str], dismissed: int) -> bytes:
    """Return the list as an Excel workbook, with columns for answers and a sheet of the kinds."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.created = "dragoman", ALWAYS
    sheet = book.create_sheet("findings")
    names = [field.name for field in fields(Row)]
    _lay_out(sheet, names, len(rows))
    sheet.append([_cell(sheet, name, bold=True) for name in (*names, *_YOURS)])
    for row in rows[:MAX_ROWS]:
        sheet.append([_cell(sheet, value) for value in astuple(row)])
    kinds = book.create_sheet("kinds")
    kinds.column_dimensions["C"].width = 80
    kinds.append([_cell(kinds, name, bold=True) for name in ("code", "severity", "summary", "number")])
    for count in _counts(rows, summaries):
        kinds.append([_cell(kinds, value) for value in astuple(count)])
    kinds.append([_cell(kinds, "dismissed"), "", "", dismissed])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _lay_out(sheet: Any, names: Sequence[str], count: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, name in enumerate((*names, *_YOURS), 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, _WIDTH)
    last = get_column_letter(len(names) + len(_YOURS))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    answer = get_column_letter(len(names) + 1)
    choice = DataValidation("list", formula1=f'"{_ANSWERS}"', allow_blank=True)
    choice.add(f"{answer}2:{answer}{max(count + 1, 2)}")
    sheet.data_validations.append(choice)


def _cell(sheet: Any, value: str | int, *, bold: bool = False) -> Any:
    """Return a cell; text in it is never a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet)
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell._value, cell.data_type = escape(value)[:MAX_CELL], "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell
