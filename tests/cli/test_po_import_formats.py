"""Each format that people edit: written by the tool, edited as its programs do, reimported."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import polib
import pytest
from lxml import etree

from running import Here, Result, run_cli

REPORT = (
    "# The pier\n\nRice grew well.\n\nThe archive opened a hall on May 3.\n\nWheat did not grow.\n\nRice grew well.\n"
)
CATALOGUE = Path("locales/zh_CN/LC_MESSAGES/harvest.po")
EDITED, APPROVED, LEFT = "Rice grew well.", "Wheat did not grow.", "The archive opened a hall on May 3."
COMMENT = "as in last year’s report"
NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
TRANSLATION = "“水稻”\u202f长势良好，\U00020000 =1+1。"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, translated into every format that people edit."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "harvest.md").write_text(REPORT, "utf-8")
    done = run_cli(
        "translate",
        "harvest.md",
        "--to",
        "zh",
        "--formats",
        ",".join(("po", *EDITORS)),
        "--tmx-machine",
        "--quiet",
        cwd=folder,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    """A copy of those to work on."""
    return shutil.copytree(exported, tmp_path / "work")


def edit_rows(rows: list[list[str]]) -> list[list[str]]:
    """Edit a table as people do: texts, states and a comment; the other way round, and a row less."""
    columns = rows[0]
    source, target, status, comment = map(columns.index, ("source", "target", "status", "comment"))
    for row in rows[1:]:
        if row[source] == EDITED:
            row[target], row[status], row[comment] = TRANSLATION, "Reviewed", COMMENT
        elif row[source] == APPROVED:
            row[status] = "reviewed"
    return [columns, *reversed(rows[2:])]


def edit_delimited(path: Path) -> None:
    dialect = "excel-tab" if path.suffix == ".tsv" else "excel"
    rows = edit_rows(list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), dialect)))
    text = io.StringIO(newline="")
    csv.writer(text, dialect).writerows(rows)
    path.write_text(text.getvalue(), "utf-8-sig", newline="")  # as spreadsheets save it


def edit_workbook(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        names = [cell.value for cell in sheet[1]]
        if "target" in names:
            rows = edit_rows([[str(cell.value or "") for cell in row] for row in sheet.iter_rows()])
            sheet.delete_rows(1, sheet.max_row)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    sheet.cell(number, column, value).data_type = "s"
    book.save(path)


def edit_document(path: Path) -> None:
    document = docx.Document(str(path))
    table = document.tables[-1]
    names = [cell.text.lower().split("\n")[0] for cell in table.rows[0].cells]
    changed = edit_rows([names, *([cell.text for cell in row.cells] for row in table.rows[1:])])
    for row in table.rows[1:]:
        for cell, text in zip(
            row.cells, next((new for new in changed if new[0] == row.cells[0].text), ()), strict=False
        ):
            if cell.text != text:
                cell.text = text
    document.save(str(path))


def edit_xliff(path: Path) -> None:
    tree: Any = etree.parse(path)
    for segment in tree.iterfind(".//{*}segment"):
        source = "".join(segment.find("{*}source").itertext())
        target = segment.find("{*}target")
        if source == EDITED:
            for child in target:
                target.remove(child)
            target.text = TRANSLATION
            notes = segment.getparent().find("{*}notes")
            if notes is None:
                notes = etree.Element(f"{{{NAMESPACE}}}notes")
                segment.getparent().insert(0, notes)
            etree.SubElement(notes, f"{{{NAMESPACE}}}note", id=f"{segment.get('id')}-1").text = COMMENT
        if source in (EDITED, APPROVED):
            segment.set("state", "final")
            del segment.attrib["subState"]
    tree.write(path, encoding="utf-8", xml_declaration=True)


def edit_tmx(path: Path) -> None:
    tree: Any = etree.parse(path)
    for unit in tree.iterfind(".//tu"):
        source, target = unit.iterfind("tuv/seg")
        if source.text == EDITED:
            target.text = TRANSLATION
            note = etree.Element("note")
            note.text = COMMENT
            unit.insert(0, note)
        if source.text in (EDITED, APPROVED):
            level = unit.find("prop[@type='x-ConfirmationLevel']")
            level.text = "ApprovedTranslation"
    tree.write(path, encoding="utf-8", xml_declaration=True)


EDITORS: dict[str, Callable[[Path], None]] = {
    "tsv": edit_delimited,
    "csv": edit_delimited,
    "xlsx": edit_workbook,
    "docx": edit_document,
    "xliff": edit_xliff,
    "tmx": edit_tmx,
}


def bring(here: Here, folder: Path, name: str, *options: str) -> Result:
    return here.run("po", "import", f"out/{name}", *options, cwd=folder)


@pytest.mark.parametrize("suffix", EDITORS)
def test_what_people_did_is_in_the_catalogue(here: Here, folder: Path, suffix: str) -> None:
    before = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(folder / CATALOGUE))}
    kept = (folder / CATALOGUE).read_bytes()
    name = f"harvest.zh.{suffix}"
    untouched = bring(here, folder, name)
    assert (untouched.returncode, untouched.stderr) == (0, "")
    assert "0 taken (0 reviewed, 0 draft), 0 approved as is, 4 unchanged, 0 in conflict" in untouched.stdout
    assert (folder / CATALOGUE).read_bytes() == kept
    EDITORS[suffix](folder / "out" / name)
    done = bring(here, folder, name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 taken (1 reviewed, 0 draft), 1 approved as is" in done.stdout
    after = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(folder / CATALOGUE))}
    assert after.keys() == before.keys()
    for (kind, msgid), entry in after.items():
        if msgid == EDITED:
            assert (entry.msgstr, entry.flags, entry.tcomment) == (TRANSLATION, [], COMMENT)
        else:
            was = before[kind, msgid]
            assert entry.msgstr == was.msgstr
            assert (entry.flags, entry.tcomment) == (([], "") if msgid == APPROVED else (["fuzzy"], was.tcomment))
    kept = (folder / CATALOGUE).read_bytes()
    assert bring(here, folder, name).returncode == 0
    assert (folder / CATALOGUE).read_bytes() == kept


def test_files_of_two_translators(here: Here, folder: Path) -> None:
    """Each has worked on some segments; neither has undone what the other did."""
    edit_delimited(folder / "out" / "harvest.zh.tsv")
    with (folder / "out" / "harvest.zh.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["source"] == LEFT:
            row["target"], row["status"] = "档案馆于5月3日启用大厅。", "reviewed"
    with (folder / "out" / "harvest.zh.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert bring(here, folder, "harvest.zh.tsv", "--quiet").returncode == 0
    assert bring(here, folder, "harvest.zh.csv", "--quiet").returncode == 0
    assert [entry.msgid for entry in polib.pofile(str(folder / CATALOGUE)).fuzzy_entries()] == ["The pier"]


def test_columns_that_are_lost(here: Here, folder: Path) -> None:
    """Only ids and targets are left: the alignment record, or the report, says what they stand for."""
    table = folder / "out" / "harvest.zh.tsv"
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8"), newline=""), "excel-tab"))
    id_, source = rows[0].index("id"), rows[0].index("source")
    ids = [row[id_] for row in rows if row[source] == EDITED]
    table.unlink()
    (folder / "out" / "sent.tsv").write_text("id\ttarget\tstatus\n" + "".join(f"{i}\t水稻。\treviewed\n" for i in ids))
    lost = bring(here, folder, "sent.tsv", "--report", "harvest", "--to", "zh")
    assert (lost.returncode, lost.stdout) == (2, "")
    assert "nothing in it is in" in lost.stderr
    done = bring(here, folder, "sent.tsv", "--report", "harvest.md", "--to", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 taken (1 reviewed, 0 draft)" in done.stdout
    assert here.translate("harvest.md", "--formats", "jsonl", "-q", cwd=folder).returncode == 0
    again = bring(here, folder, "sent.tsv", "--report", "harvest", "--to", "zh")
    assert (again.returncode, again.stderr) == (0, "")
    assert "1 unchanged" in again.stdout
