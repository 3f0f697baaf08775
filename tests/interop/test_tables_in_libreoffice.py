"""Tables opened and saved by LibreOffice come back whole; what it is known to change is listed."""

from pathlib import Path

import pytest

from dragoman.documents import parse_text
from dragoman.exchange.docx.reader import read_docx_table
from dragoman.exchange.marks import is_as_exported
from dragoman.exchange.returned import ReturnedFile
from dragoman.exchange.sheet import read_sheet
from dragoman.exchange.style import Style
from dragoman.model import Alignment
from dragoman.segment.tags import with_tags
from factories import Passage, Sentence, alignment, arabic_report, chinese_report, written_bytes
from office import converted
from pseudo import translated
from rich_docx import rich_docx

pytestmark = pytest.mark.office

# fmt: off
TEXTS = [
    "=1+1", "+2", "-3", "- list", "@x", "'", "''", "'=a", "a\tb", "a\nb", " lead", "trail ", " ", "two  spaces",
    "a\u2028b", "a\u2029b", "a\x85b", "\x07", "a\x0bb", "a\x1bb", "\x7f", "a\x90b", "\ufeffx", "a\ufffeb",
    "\u202eabc\u202c", "\u2067دار\u2069", "e\u0301", "\U0001f468\u200d\U0001f469", "\U00020000", "␇", "␤", "␠",
    "\u00ad", "\u2011", "\u00a0x", "\u3000", "#N/A", "TRUE", '"q"', '"', "a;b", "a,b", "<b>&amp;</b>", "]]>",
    "\u200b", "", "(T001 error: x)", "\ue000",
]
NUMBERS = ["007", "1e5", "1,5", "12:30", "2024", "٣٫٥"]
"""What a spreadsheet would rather have as numbers; in CSV nothing tells it otherwise."""
# fmt: on
UTF_8 = "Text - txt - csv (StarCalc):44,34,76,1"
"""Commas, quotation marks, UTF-8: what a person is asked on opening a CSV file."""
REPORTS = {"zh": chinese_report(), "ar": arabic_report()}


def texts(listed: list[str]) -> Alignment:
    return alignment(
        [Passage("paragraph", [Sentence(f"Text {n}.", text, "reviewed")]) for n, text in enumerate(listed)],
        name="texts.txt",
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("libreoffice")
    reports = {**REPORTS, "texts": texts([*TEXTS, *NUMBERS])}
    words = {f"{name}.docx": written_bytes("docx", report) for name, report in reports.items()}
    sheets = {f"{name}.xlsx": written_bytes("xlsx", report) for name, report in reports.items()}
    plain = {"plain.csv": written_bytes("csv", texts(TEXTS), Style(bom=True))}
    (folder / "out").mkdir()
    made = (
        converted(folder, words, "docx") | converted(folder, sheets, "xlsx") | converted(folder, plain, "xlsx", UTF_8)
    )
    for name, data in made.items():
        (folder / "out" / name).write_bytes(data)
    return folder / "out"


def targets(found: ReturnedFile) -> list[str]:
    assert all(is_as_exported(unit.exported, unit.target) for unit in found.units)
    return [unit.target for unit in found.units]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_report(saved: Path, name: str, suffix: str) -> None:
    path = saved / f"{name}.{suffix}"
    found = read_docx_table(path) if suffix == "docx" else read_sheet(path)
    report = REPORTS[name]
    assert targets(found) == [record.target for record in report.records]
    assert [(unit.id, unit.kind) for unit in found.units] == [(record.id, record.kind) for record in report.records]
    assert {unit.comment for unit in found.units} == {""}
    languages = (found.source_language, found.target_language)
    assert (found.report, *languages) == ("reading-room-opens", "en", name)
    assert found.warnings == ()


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_texts_that_are_hard_to_keep(saved: Path, suffix: str) -> None:
    path = saved / f"texts.{suffix}"
    found = read_docx_table(path) if suffix == "docx" else read_sheet(path)
    assert targets(found) == [*TEXTS, *NUMBERS]


def test_a_csv_file_saved_as_a_workbook(saved: Path) -> None:
    found = read_sheet(saved / "plain.xlsx")
    assert targets(found) == TEXTS
    assert found.report == "texts"


def test_a_person_edits_text_with_codes_in_libreoffice(tmp_path: Path) -> None:
    report = translated(parse_text("report.docx", "report", rich_docx()))
    sent = {record.id: with_tags(record).target for record in report.records}
    opened = converted(tmp_path, {"report.es.docx": written_bytes("docx", report)}, "fodt")["report.es.fodt"].decode()
    assert opened.count("bóld méétíng") == opened.count(" ánd án ") == 1
    edited = opened.replace("bóld méétíng", "reunión").replace(" ánd án ", " y, luego, una ")
    path = tmp_path / "back.es.docx"
    path.write_bytes(converted(tmp_path, {"back.es.fodt": edited.encode()}, "docx")["back.es.docx"])
    found = {unit.id: unit for unit in read_docx_table(path).units}
    wanted = sent["b002s01"].replace("bóld méétíng", "reunión").replace(" ánd án ", " y, luego, una ")
    assert "<b1>reunión</b1> y, luego, una <i2>" in wanted
    assert found["b002s01"].target == wanted
    assert not is_as_exported(found["b002s01"].exported, wanted)
    others = {id_: unit for id_, unit in found.items() if id_ != "b002s01"}
    assert {id_: unit.target for id_, unit in others.items()} == {id_: sent[id_] for id_ in others}
    assert all(is_as_exported(unit.exported, unit.target) for unit in others.values())
