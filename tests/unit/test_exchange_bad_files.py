"""Hostile and broken files are refused in one sentence that says what, where and what to do, or are made harmless."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from dragoman.errors import ExchangeError
from dragoman.files.workbook import MAX_CELL
from dragoman.glossary.exchange import FORMATS, Entry, parse_file
from running import REPOSITORY

BAD = REPOSITORY / "tests" / "bad" / "exchange"
ENTITIES = ": uses XML entities of its own, which can read other files or fill the memory; export the file again"
MESSAGES = {
    "another-root.tbx": ": <xliff> is not the root of a TBX file; export it as TBX",
    "bar-in-term.tbx": ":2: 'one|two' has a |, which separates the forms of a term here; replace it",
    "column-twice.tsv": ": two columns are called term; rename one",
    "control-character.tsv": ":2: control character U+0001 in '\\x01'; remove it",
    "duplicate-id.tbx": ":3: a second concept 'x'; the first is in line 2; rename one",
    "duplicate-id.tsv": ":3: a second row for 'registry'; the first is {file}:2; delete one",
    "entity-bomb.tbx": ENTITIES,
    "external-entity.tbx": ENTITIES,
    "no-language.csv": ":1: needs a term and a rendering; found",
    "no-term-column.tsv": ": has no column called term; the columns are id, term, variants",
    "not-closed.tbx": ":3: malformed XML (Opening and ending tag mismatch: conceptEntry line 2 and body",
    "not-weblate.csv": ": a Weblate CSV begins with a header: location,source,target",
    "nul.tsv": ": not a text file: it holds NUL characters",
    "one-column.csv": ":1: needs a term and a rendering; found ['registry']",
    "picture.csv": ":1: not UTF-8; save it as UTF-8",
    "too-many-cells.tsv": ":2: 4 cells under 2 columns; check tabs, commas and quotes",
    "unclosed-quote.csv": ":2: not a row that can be read (unexpected end of data); check the quotes",
    "undeclared-entity.tbx": ENTITIES,
}
NAMED = {"no-term-column.tsv": "tsv", "not-weblate.csv": "weblate", "no-language.csv": "deepl"}
"""Formats that these files are read as."""


@pytest.mark.parametrize("name", MESSAGES)
def test_a_bad_file_is_refused(name: str) -> None:
    data = (BAD / name).read_bytes()
    if name == "no-language.csv":
        with pytest.raises(ExchangeError, match=r"must name languages, en first; found \['en', 'xx-none', 'fr'\]"):
            parse_file(name, data, "amazon", "")
        return
    with pytest.raises(ExchangeError) as caught:
        parse_file(name, data, NAMED.get(name, ""), "zh_CN")
    assert str(caught.value).startswith(name + MESSAGES[name].replace("{file}", name))


def test_every_bad_file_is_tested() -> None:
    assert {path.name for path in BAD.iterdir()} == MESSAGES.keys()


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


HEADER: list[object] = ["id", "term", "variants", "category", "match", "note"]
ROW: list[object] = ["registry", "registry", "", "institution", "", ""]


def with_part(name: str, content: bytes) -> bytes:
    """Return a workbook with one part added or replaced."""
    source = zipfile.ZipFile(io.BytesIO(workbook(terms=[HEADER, ROW])))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            if info.filename != name:
                archive.writestr(info, source.read(info))
        archive.writestr(name, content)
    return buffer.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
BAD_WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "formula": (
        lambda: workbook(terms=[HEADER, [*ROW[:5], '=HYPERLINK("http://x","y")']]),
        "f: terms!F2: holds a formula; format the cell as text and retype it",
    ),
    "date": (
        lambda: workbook(terms=[HEADER, [*ROW[:5], date(2024, 1, 2)]]),
        "f: terms!F2: holds the date or time 2024-01-02 00:00:00; format the cell as text",
    ),
    "duplicate id": (lambda: workbook(terms=[HEADER, ROW, ROW]), "f: terms:3: a second row for 'registry'"),
    "duplicate rendering": (
        lambda: workbook(terms=[HEADER, ROW], zh_CN=[["id", "rendering"], ["registry", "甲"], ["registry", "乙"]]),
        "f: zh_CN:3: a second row for 'registry'; delete one",
    ),
    "no columns": (
        lambda: workbook(terms=[HEADER, ROW], zh_CN=[["name", "word"], ["registry", "甲"]]),
        "f: zh_CN: needs the columns id and rendering in its first row; it has ['name', 'word']",
    ),
    "no sheet": (lambda: workbook(Tabelle1=[]), "f: has no sheet called terms and nothing in the others"),
    "entities": (
        lambda: with_part("xl/worksheets/sheet1.xml", BOMB),
        "f: xl/worksheets/sheet1.xml declares XML entities or a document type; refused",
    ),
    "entities in UTF-16": (
        lambda: with_part("xl/sharedStrings.xml", BOMB.decode().encode("utf-16")),
        "f: xl/sharedStrings.xml declares XML entities or a document type; refused",
    ),
    "zip bomb": (
        lambda: with_part("xl/media/image1.png", bytes(250 * 2**20)),
        "f: unpacks to far more than it should hold; export it again",
    ),
    "many parts": (
        lambda: with_many_parts(),
        "f: unpacks to far more than it should hold; export it again",
    ),
    "not XML": (
        lambda: with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        "f: not a workbook that can be read (ParseError: no element found",
    ),
    "damaged part": (lambda: damaged(), "f: not an .xlsx file, or damaged (Error -3 while decompressing data"),
    "another zip": (lambda: with_part("x", b"")[:200], "f: not an .xlsx file, or damaged"),
    "Word": (lambda: zipped({"word/document.xml": b"<w/>"}), "f: not a workbook that can be read (KeyError"),
    "old Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "f: an old Excel file (.xls) or one with"),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def damaged() -> bytes:
    """Return a workbook whose first part does not unpack."""
    data = with_part("[Content_Types].xml", b"<Types>" + b"x" * 500 + b"</Types>")
    name = b"[Content_Types].xml"
    place = data.rindex(b"PK\x03\x04", 0, data.rindex(name, 0, data.index(b"PK\x01\x02"))) + 30 + len(name)
    return data[:place] + b"\xff" * 6 + data[place + 6 :]


def with_many_parts() -> bytes:
    return zipped({f"xl/media/{number}.png": b"" for number in range(3_000)})


@pytest.mark.parametrize("name", BAD_WORKBOOKS)
def test_a_bad_workbook_is_refused(name: str) -> None:
    make, message = BAD_WORKBOOKS[name]
    data = make()
    with pytest.raises(ExchangeError) as caught:
        parse_file("f", data, "", "")
    assert str(caught.value).startswith(message)


def entry(term: str, rendering: str) -> Entry:
    concept = {"id": "x", "term": term, "variants": "", "category": "law", "match": "", "note": ""}
    row = {"accepted": "", "forbidden": "", "status": "proposed", "authority": "", "note": ""}
    return Entry(concept, {"zh_CN": {"rendering": rendering} | row})


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "@SUM(A1)", "-2", "#REF!"])
def test_a_text_like_a_formula_stays_text_in_a_spreadsheet(text: str) -> None:
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].render([entry(text, text)], ["zh_CN"], "", [])))
    for sheet, place in (("terms", "B2"), ("zh_CN", "C2")):
        cell = book[sheet][place]
        assert (cell.data_type, cell.value) == ("s", text)
        assert cell.quotePrefix == text.startswith(("=", "#"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-2", "|x", "%x"])
def test_a_text_like_a_formula_is_guarded_for_weblate(text: str) -> None:
    concept = entry(text.replace("|", "@"), text.replace("|", "@"))
    data = FORMATS["weblate"].render([concept], ["zh_CN"], ",", [])
    assert data.decode().splitlines()[1].split(",")[1] == f"'{text.replace('|', '@')}'"
    [found] = parse_file("f", data, "", "zh_CN").entries
    assert found.concept["term"] == concept.concept["term"]


def test_what_no_cell_holds_is_refused() -> None:
    with pytest.raises(ExchangeError, match=r"^x: 40,000 characters in a cell; Excel takes 32,767"):
        FORMATS["xlsx"].render([entry("a", "a" * 40_000)], ["zh_CN"], "", [])
    assert FORMATS["xlsx"].render([entry("a", "a" * MAX_CELL)], ["zh_CN"], "", [])
    for name in ("tbx", "tbx2008", "xlsx"):
        with pytest.raises(ExchangeError, match=r"^x: XML cannot carry U\+FFFE, in rendering; remove it"):
            FORMATS[name].render([entry("a", "a\ufffe")], ["zh_CN"], "", [])


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    from running import run_cli

    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(101 * 2**20)
    done = run_cli("glossary", "import", large)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {large}: larger than 100 MB; raise --max-size to allow it\n"
