"""Tables that came back, as the programs that people use write them."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from dragoman.errors import DragomanError
from dragoman.exchange.returned import ReturnedFile
from dragoman.exchange.sheet import read_sheet
from dragoman.exchange.style import Style
from factories import Passage, Sentence, alignment, arabic_report, chinese_report, written, written_bytes

HEADER = "id,kind,source,target,status,comment"
ROWS = [
    "b001s01,heading,Harvest,收成,reviewed,",
    'b002s01,paragraph,"Rice, they say, grew.","水稻，据说长了。",machine,"ask: ""who says?"""',
    "b003s01,list,'- maize,'- 玉米,draft,",
    "b004s01,paragraph,Oats failed.,,none,",
]
FOUND = [
    ("b001s01", "heading", "Harvest", "收成", "reviewed", ""),
    ("b002s01", "paragraph", "Rice, they say, grew.", "水稻，据说长了。", "", 'ask: "who says?"'),
    ("b003s01", "list", "- maize", "- 玉米", "draft", ""),
    ("b004s01", "paragraph", "Oats failed.", "", "none", ""),
]
TABLE = "\n".join([HEADER, *ROWS, ""])


def read(folder: Path, data: bytes, name: str = "harvest.zh.csv") -> ReturnedFile:
    path = folder / name
    path.write_bytes(data)
    return read_sheet(path)


def units(found: ReturnedFile) -> list[tuple[str, ...]]:
    return [(unit.id, unit.kind, unit.source, unit.target, unit.said or "", unit.comment) for unit in found.units]


SEMICOLONS = (
    "id;kind;source;target;status;comment\r\nb001s01;heading;Harvest;收成;reviewed;\r\n"
    'b002s01;paragraph;Rice, they say, grew.;水稻，据说长了。;machine;"ask: ""who says?"""\r\n'
    "b003s01;list;'- maize;'- 玉米;draft;\r\nb004s01;paragraph;Oats failed.;;none;\r\n"
)
TABS = SEMICOLONS.replace(";", "\t")
TEXTS = {
    "line feeds": TABLE.encode(),
    "carriage returns": TABLE.replace("\n", "\r\n").encode(),
    "byte-order mark": b"\xef\xbb\xbf" + TABLE.encode(),
    "semicolons, as Excel in Europe": b"\xef\xbb\xbf" + SEMICOLONS.encode(),
    "sep=, as Excel reads it": b"sep=;\r\n" + SEMICOLONS.encode(),
    "tabs": TABS.encode(),
    "UTF-16, as Excel's Unicode text": TABS.encode("utf-16"),
    "big-endian": b"\xfe\xff" + TABS.encode("utf-16-be"),
    "other case and blanks in the header": TABLE.replace("id,kind", " ID ,Kind").replace("target", "TARGET").encode(),
    "empty rows": TABLE.replace("\nb00", "\n,,,,,\n\nb00").encode(),
    "a title above": ("Harvest report,,,,,\n" + TABLE).encode(),
    "the header again": TABLE.replace("b003s01", f"{HEADER}\nb003s01").encode(),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_table(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, TEXTS[name])
    assert units(found) == FOUND
    assert found.warnings == ()


def test_columns_in_another_order_with_others_among_them(tmp_path: Path) -> None:
    found = read(tmp_path, "who,target,note,id\nAda,收成,x,b001s01\n,,,\nAda,玉米,,b003s01\n".encode())
    assert units(found) == [("b001s01", "", "", "收成", "", ""), ("b003s01", "", "", "玉米", "", "")]
    assert [unit.place for unit in found.units] == ["line 2", "line 4"]


def test_a_row_that_a_person_added_has_no_id(tmp_path: Path) -> None:
    found = read(tmp_path, f"{TABLE},,Rye,黑麦,,\n".encode())
    assert units(found)[-1] == ("", "", "Rye", "黑麦", "", "")


def test_a_status_that_nobody_knows_is_said_once(tmp_path: Path) -> None:
    found = read(tmp_path, b"id,target,status\na,1,Finished\nb,2,finished\nc,3, Reviewed \nd,4,none\n")
    assert [unit.said for unit in found.units] == [None, None, "reviewed", None]
    [warning] = found.warnings
    assert "line 2: the status 'Finished' is not one of reviewed, draft, none; ignored" in warning


@pytest.mark.parametrize("format", ["tsv", "csv", "xlsx"])
def test_a_table_says_whose_it_is(tmp_path: Path, format: str) -> None:
    for report in (chinese_report(), arabic_report()):
        found = read(tmp_path, written_bytes(format, report, Style(bom=True)), f"renamed.{format}")
        tags = (found.source_language, found.target_language)
        assert (found.report, *tags) == ("reading-room-opens", "en", report.target_language.tag)


def workbook(*rows: list[Any], then: Callable[[Any], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if then:
        then(sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_as_people_leave_it(tmp_path: Path) -> None:
    rich = CellRichText("水稻", TextBlock(InlineFont(b=True), "长了"), "。")

    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("A4:E4")

    found = read(
        tmp_path,
        workbook(
            ["Harvest, first reading"],
            ["Target", "ID", "Comment", "Status", "read on"],
            [rich, "b001s01", None, "reviewed", date(2024, 1, 2)],
            ["Second part"],
            [],
            [2024, "b002s01", "a year", None, None],
            [0.5, "b003s01", None, None, None],
            [1234567.0, "b004s01", None, None, None],
            [True, "b005s01", None, None, "=A1"],
            then=merge,
        ),
        "h.xlsx",
    )
    assert units(found) == [
        ("b001s01", "", "", "水稻长了。", "reviewed", ""),
        ("", "", "", "Second part", "", ""),
        ("b002s01", "", "", "2024", "", "a year"),
        ("b003s01", "", "", "0.5", "", ""),
        ("b004s01", "", "", "1234567", "", ""),
        ("b005s01", "", "", "TRUE", "", ""),
    ]
    assert found.units[0].place == "row 3 of Sheet"


def test_a_formula_or_a_date_is_no_translation(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "target"], ["a", "=A1"], ["b", date(2024, 1, 2)], ["c", "丙"]]
    found = read(tmp_path, workbook(*rows), "h.xlsx")
    assert [unit.id for unit in found.units] == ["c"]
    first, second = found.warnings
    assert "row 2 of Sheet was left out: B2 holds a formula and no text; format the cell as text" in first
    assert "B3 holds the date or time 2024-01-02 00:00:00" in second


def test_another_sheet_is_not_taken_for_rows(tmp_path: Path) -> None:
    def add(sheet: Any) -> None:
        sheet.parent.create_sheet("notes").append(["b001s01", "not a translation"])

    found = read(tmp_path, workbook(["id", "target"], ["b001s01", "甲"], then=add), "h.xlsx")
    assert [unit.target for unit in found.units] == ["甲"]


BAD = {
    "no header": ("h.csv", b"b001s01,heading\n", "h.csv: has no row with the names of the columns"),
    "empty": ("h.tsv", b"", "h.tsv: has no row with the names of the columns"),
    "two targets": ("h.csv", b"id,target,target\n", "h.csv: line 1: two columns are called target"),
    "GB18030": ("h.csv", f"id,target\na,{'收成'}\n".encode("gb18030"), "h.csv:2: not UTF-8; save it as UTF-8"),
    "quotes": ("h.csv", b'id,target\na,"b\n', "h.csv:2: not a row that can be read (unexpected end of data)"),
    "NUL": ("h.csv", b"id,target\na,\0\n", "h.csv: not a text file"),
    "half a workbook": ("h.xlsx", written_bytes("xlsx", chinese_report())[:4000], "h.xlsx: not an .xlsx file, or dam"),
    "old Excel": ("h.xlsx", b"\xd0\xcf\x11\xe0" + bytes(99), "h.xlsx: an old Excel file (.xls)"),
    "no table": ("h.xlsx", workbook(["x"]), "h.xlsx: has no row with the names of the columns"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_table_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    name, data, message = BAD[case]
    with pytest.raises(DragomanError) as caught:
        read(tmp_path, data, name)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match="cannot be read: No such file"):
        read_sheet(tmp_path / "h.csv")


def test_a_text_longer_than_a_cell_is_refused_for_a_workbook_only(tmp_path: Path) -> None:
    report = alignment([Passage("paragraph", [Sentence("Rice.", "水" * 40_000)])], name="harvest.txt")
    with pytest.raises(DragomanError) as caught:
        written_bytes("xlsx", report)
    said = "the target of segment b001s01 has 40,000 characters, and a cell holds 32,767; write tsv or csv instead"
    assert str(caught.value).startswith(f"harvest.txt:1: {said}")
    assert len(read(tmp_path, written_bytes("tsv", report)).units[0].target) == 40_000


def test_the_workbook_is_ready_to_work_in() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written_bytes("xlsx", arabic_report())), rich_text=True)
    sheet, about = book.worksheets
    assert (sheet.title, sheet.freeze_panes, sheet.sheet_view.rightToLeft) == ("segments", "B2", True)
    assert [cell.value for cell in sheet[1]][:6] == HEADER.split(",")
    [choice] = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("E2:E9", '"reviewed,draft,memory,machine,verbatim,none"')
    target = sheet["D5"]
    assert (target.number_format, target.alignment.readingOrder, target.alignment.wrap_text) == ("@", 2, True)
    [mark] = [run.font for run in target.value if getattr(run, "text", run) == "دار المحفوظات الوطنية"]
    assert (mark.u, mark.color.rgb) == ("single", "FF1B7F3B")
    assert (
        openpyxl.load_workbook(io.BytesIO(written_bytes("xlsx", chinese_report())))["segments"]["D2"].font.name
        == "SimSun"
    )
    facts = {row[0].value: str(row[1].value) for row in about.iter_rows()}
    assert facts["signature"] == "dragoman 0.1.0 | argos en-ar 1.0 | glossary 5f3c1a | segmenter rules-en"


def test_csv_by_the_letter() -> None:
    first, second, *_ = written("csv", arabic_report()).split("\r\n")
    assert first == "id,kind,source,target,status,comment,line,score,terms,findings,exported,about"
    assert second.startswith("b001s01,heading,State Archive opens its reading room,دار المحفوظات الوطنية تفتح ")
    assert ',machine,,1,-0.3,"State Archive → دار المحفوظات الوطنية [official, present]",,machine-' in second
    assert second.endswith('glossary 5f3c1a | segmenter rules-en; report: reading-room-opens"')
    assert written_bytes("tsv", arabic_report(), Style(bom=True)).startswith(b"\xef\xbb\xbfid\tkind\t")
