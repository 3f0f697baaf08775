"""Workbooks and delimited text: the columns that are text are translated, all else stays as it is."""

import csv
import io

import pytest
from openpyxl import load_workbook

from dragoman.documents import parse_text
from dragoman.documents.tables.columns import Sheet, choose
from dragoman.errors import DocumentError
from dragoman.exchange.same import finished
from pseudo import messages, pseudo, put_back, same, translated
from workbooks import parts, relations, unpacked, workbook

CSV = b"""sku;name;description;price\r
A-1;Pear;"A ""sweet"" pear; from the harbor";1,20\r
A-2;Apple;An apple a day;2,00\r
A-3;Plum;=A1&"x y";3\r
A-4;Fig;"Two lines
of text. And more.";4\r
;;;\r
"""
TSV = b'\xef\xbb\xbfkey\ttext\nk1\tOpen the file\nk2\tSay "no" now\n'


def done(name: str, data: bytes, columns: str = "", translate: object = pseudo) -> bytes:
    document = parse_text(name, "a", data, columns=columns)
    return finished(translated(document, translate), mark=False)  # type: ignore[arg-type]


def texts(name: str, data: bytes, columns: str = "") -> dict[str, str]:
    document = parse_text(name, "a", data, columns=columns)
    return {block.place: document.text[block.start : block.end] for block in document.blocks}


def test_columns_of_a_csv_file() -> None:
    assert texts("a.csv", CSV) == {
        "C2": 'A "sweet" pear; from the harbor',
        "C3": "An apple a day",
        "C5": "Two lines",
        "C5 part 2": "of text. And more.",
    }
    assert set(texts("a.csv", CSV, "name")) == {"B2", "B3", "B4", "B5"}
    assert set(texts("a.csv", CSV, "B, DESCRIPTION")) == {"B1", "B2", "B3", "B4", "B5", "C2", "C3", "C5", "C5 part 2"}
    [note] = parse_text("a.csv", "a", CSV).notes
    assert note.startswith("a.csv: read as text: C “description”; all other columns stay as they are")
    assert parse_text("a.csv", "a", CSV, columns="C").notes == ()


NAMED = b"sep=|\r\nwords|d\r\na b c|d\r\n"


@pytest.mark.parametrize(("name", "data"), [("a.csv", CSV), ("a.tsv", TSV), ("a.csv", NAMED)])
def test_a_table_with_its_own_text_is_the_very_file(name: str, data: bytes) -> None:
    assert done(name, data, translate=same) == data
    assert done(name, data, "A,B", translate=same) == data


def test_a_csv_file_keeps_all_but_its_texts() -> None:
    made = done("a.csv", CSV)
    assert made.decode() == CSV.decode().replace("An apple a day", "Án ápplé á dáy").replace(
        'A ""sweet"" pear; from the harbor', 'Á ""swéét"" péár; fróm thé hárbór'
    ).replace("Two lines\nof text. And more.", "Twó línés\nóf téxt. Ánd móré.")


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("a; b", '"a; b"'),
        ('say "no"', '"say ""no"""'),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("-5 apples", "'-5 apples"),
        ("苹果", "苹果"),
    ],
)
def test_what_a_translation_holds_is_quoted_and_is_no_formula(new: str, written: str) -> None:
    data = b"id;text\n1;An apple a day\n"
    made = done("a.csv", data, translate=lambda _: new).decode()
    assert made == f"id;text\n1;{written}\n"
    rows = list(csv.reader(io.StringIO(made), delimiter=";"))
    assert [len(row) for row in rows] == [2, 2]


def test_texts_of_a_workbook() -> None:
    data = workbook(parts())
    assert texts("a.xlsx", data, "B,Notes!A") == {
        "Budget!B1": "Description",
        "Budget!B2": "Travel by sea",
        "Budget!B3": "Travel by sea",
        "Budget!B5": "Some bold words in the cell",
        "Budget!B6": "Shared by all",
        "Budget!B7": "Written in the cell",
        "Notes!A1": "It was a good year.",
        "Notes!A1 part 2": "Rice grew well.",
    }
    assert "Budget!B1" not in texts("a.xlsx", data, "description")
    assert set(texts("a.xlsx", data, "Old!A")) == {"Old!A1"}
    [note] = parse_text("a.xlsx", "a", data).notes
    assert "Budget!B “Description”" in note
    assert "Notes!A" in note
    assert "Old" not in note
    assert ("table", "Some <b1>bold words</b1> in the cell") in messages("a.xlsx", data)


def test_a_workbook_keeps_all_but_its_texts() -> None:
    data = workbook(parts())
    assert done("a.xlsx", data, "B", translate=same) == data
    made = done("a.xlsx", data, "B")
    old, new = unpacked(data), unpacked(made)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    sheet = load_workbook(io.BytesIO(made), rich_text=True)["Budget"]
    cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {place: str(value) for place, value in cells.items()} == {
        "A1": "Item",
        "B1": "Déscríptíón",
        "C1": "2024",
        "A2": "Shared by all",  # of another column, though it is the same text
        "B2": "Trávél by séá",
        "C2": "1200.5",
        "B3": "Trávél by séá",
        "C3": "=SUM(C2)",
        "B5": "Sómé bóld wórds ín thé céll",
        "C5": '=B2&"!"',
        "A6": "7",
        "B6": "Sháréd by áll",
        "B7": "Wríttén ín thé céll",
    }
    assert [str(getattr(run, "text", run)) for run in cells["B5"]] == ["Sómé ", "bóld wórds", " ín thé céll"]
    assert b'fullCalcOnLoad="1"' in new["xl/workbook.xml"]
    assert b"kana" not in new["xl/sharedStrings.xml"]


def test_the_sheet_itself_stays_where_shared_texts_are_enough() -> None:
    data = workbook(parts())
    made = done("a.xlsx", data, "Notes!A")
    old, new = unpacked(data), unpacked(made)
    assert {name for name in old if old[name] != new[name]} == {"xl/sharedStrings.xml", "xl/workbook.xml"}


def test_headers_of_tables_of_excel_stay() -> None:
    assert "Budget!B1" not in texts("a.xlsx", workbook(parts(table=True)), "B")


def test_columns_that_are_no_prose_are_not_chosen() -> None:
    sheet = Sheet()
    for row, cells in enumerate(
        [["id", "state", "mail", "day", "note"], ["A-1", "open", "a@b.example", "2 May 2024", "It is open now"]]
    ):
        for column, cell in enumerate(cells):
            sheet.look(row, column, cell)
    chosen, _ = choose("a.csv", [sheet], "", headers=True)
    assert set(chosen[""]) <= {3, 4}
    assert chosen[""][4] == 0


@pytest.mark.parametrize(
    ("name", "data", "columns", "said"),
    [
        ("a.csv", CSV, "weight", "a.csv: --columns: no column 'weight'; there are A “sku”, B “name”"),
        ("a.csv", CSV, "Z", "no column 'Z'"),
        ("a.csv", CSV, "Sheet!A", "--columns: no sheet 'Sheet'"),
        ("a.csv", b"a,b\n1,2\n", "", "no column looks like prose; name those to translate with --columns"),
        ("a.csv", b"a,b\n1,2\n", "b", "the columns that were named hold no text"),
        ("a.csv", b'a,b\n1,"never closed\n2,3\n', "b", "a.csv:2: not a row that can be read"),
        ("a.csv", b'a,b\n1,"x" y\n', "b", "a.csv:2: not a row that can be read"),
        ("a.csv", b'a\n"' + b"x" * 1_100_000 + b'"\n', "a", "a.csv:2: a cell of more than"),
        ("a.csv", b"id,kind,source,target,status\nb1,table,a b,c d,machine\n", "", "a table that dragoman exported"),
        ("a.xlsx", workbook(parts()), "Nowhere!A", "no sheet 'Nowhere'; there are Budget, Notes, Old"),
        ("a.xlsx", workbook(parts()), "Old!B", "no column 'B' in the sheet 'Old'"),
        ("a.xlsx", workbook({**parts(), "xl/sharedStrings.xml": "<sst/>"}), "B", "refers to a text that is not there"),
        ("a.xlsx", workbook({**parts(), "xl/worksheets/sheet1.xml": "<worksheet>"}), "B", "malformed XML"),
        ("a.xlsx", workbook({**parts(), "xl/workbook.xml": "<document/>"}), "B", "is not an Excel workbook"),
        ("a.xlsx", workbook(parts())[:-40], "B", "damaged or cut off"),
        (
            "a.xlsx",
            workbook({**parts(), "xl/sharedStrings.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><sst>&b;</sst>"}),
            "B",
            "XML entities of its own",
        ),
    ],
)
def test_what_cannot_be_read_is_said(name: str, data: bytes, columns: str, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        parse_text(name, "a", data, columns=columns)


def test_columns_of_what_has_none_are_passed_over_with_a_note() -> None:
    [note] = parse_text("a.txt", "a", b"The boat.", columns="B").notes
    assert note == "a.txt: --columns ignored: plain text has none"


def test_what_is_drawn_on_a_sheet_is_translated() -> None:
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    text = "<a:p><a:r><a:rPr b='1'/><a:t>{}</a:t></a:r></a:p>"
    box = f"<xdr:sp><xdr:txBody>{text.format('A box on the sheet')}</xdr:txBody></xdr:sp>"
    shown = "<a:graphic><a:graphicData><c:chart r:id='rId1'/></a:graphicData></a:graphic>"
    frame = f"<xdr:graphicFrame>{shown}</xdr:graphicFrame>"
    named = "<xdr:nvPicPr><xdr:cNvPr id='2' name='p' descr='The quay at dawn'/></xdr:nvPicPr>"
    made = parts()
    made["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("drawing", "../drawings/drawing1.xml"))
    made["xl/worksheets/_rels/sheet3.xml.rels"] = relations(("drawing", "../drawings/drawing1.xml"))
    made["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {spaces}>{box}{frame}<xdr:pic>{named}</xdr:pic></xdr:wsDr>"
    made["xl/drawings/_rels/drawing1.xml.rels"] = relations(("chart", "../charts/chart1.xml"))
    made["xl/charts/chart1.xml"] = f"<c:chartSpace {spaces}>{text.format('Ships by year')}</c:chartSpace>"
    data = workbook(made)
    drawn = [("paragraph", "A box on the sheet"), ("caption", "Ships by year"), ("caption", "The quay at dawn")]
    assert messages("a.xlsx", data)[-3:] == drawn
    assert messages("a.xlsx", data)[:-3] == messages("a.xlsx", workbook(parts()))
    assert put_back("a.xlsx", data, same) == data
    done = put_back("a.xlsx", data)
    assert messages("a.xlsx", done)[-3:] == [(kind, pseudo(said)) for kind, said in drawn]
    old, new = unpacked(data), unpacked(done)
    assert {name for name in old if old[name] != new[name]} == {
        *("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"),
        *("xl/drawings/drawing1.xml", "xl/charts/chart1.xml"),
    }
