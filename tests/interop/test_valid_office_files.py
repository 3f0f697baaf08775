"""Word, Excel and PowerPoint files that we write, against the schemas and rules of Microsoft's Open XML SDK.

openxml-audit has them (ECMA-376 as Office reads it): parts, relationships, content types, elements and their order.
"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from dragoman.documents import parse_text
from dragoman.exchange.style import Style
from dragoman.glossary.exchange import read_entries
from dragoman.glossary.exchange.xlsx import render_xlsx
from dragoman.glossary.table import read_files
from dragoman.model import Alignment
from factories import arabic_report, chinese_report, written_bytes
from office import report_docx
from presentations import deck
from pseudo import pseudo, put_back, translated
from rich_docx import rich_docx
from running import REPOSITORY, Here

VALIDATOR = OpenXmlValidator()
REPORTS = {
    "Chinese": chinese_report(),
    "Arabic": arabic_report(),
    "codes": translated(parse_text("report.docx", "report", rich_docx())),
}


def errors(folder: Path, name: str, data: bytes) -> set[str]:
    """Return what is wrong with a file, with places, but for the order of fonts' properties that openpyxl writes.

    ECMA-376 leaves that order free (part 1, 18.8.22, a choice), the SDK does not.
    """
    path = folder / name
    path.write_bytes(data)
    found = VALIDATOR.validate(path)
    listed = {str(error) for error in found.errors if error.severity.value == "error"}
    return {error for error in listed if "/xl/styles.xml:/styleSheet[1]/fonts[1]/" not in error}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize(
    ("format", "style"),
    [("docx", Style()), ("docx", Style(docx="report")), ("xlsx", Style())],
    ids=["table", "report", "xlsx"],
)
def test_what_we_write_anew_is_valid(tmp_path: Path, report: Alignment, format: str, style: Style) -> None:
    assert errors(tmp_path, f"report.{format}", written_bytes(format, report, style)) == set()


@pytest.mark.parametrize("to", ["zh", "ar"])
@pytest.mark.parametrize(("name", "make"), [("rich.docx", rich_docx), ("plain.docx", report_docx), ("deck.pptx", deck)])
def test_what_we_put_back_is_as_valid_as_it_was(tmp_path: Path, name: str, make: Callable[[], bytes], to: str) -> None:
    data = make()
    before = errors(tmp_path, name, data)
    done = put_back(name, data, pseudo, to)
    assert done != data
    assert errors(tmp_path, f"done.{name}", done) <= before


def test_workbooks_of_glossary_and_findings_are_valid(tmp_path: Path, here: Here) -> None:
    entries = read_entries(read_files(REPOSITORY / "glossary"), ["zh_CN", "ar"])[:40]
    assert errors(tmp_path, "terms.xlsx", render_xlsx(entries, ["zh_CN", "ar"])) == set()
    (tmp_path / "r.txt").write_text("The Supreme People's Court met.\n\nIt has 24 rooms.\n", encoding="utf-8")
    assert here.translate("r.txt", "--engine", "none", "--formats", "po", "--quiet").returncode == 0
    here.run("po", "check", "locales", "--untranslated", "--report", "findings.xlsx")
    assert errors(tmp_path, "copy.xlsx", Path("findings.xlsx").read_bytes()) == set()


def test_a_planted_mistake_is_found(tmp_path: Path) -> None:
    data = written_bytes("docx", REPORTS["codes"])
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<w:b/><w:bCs/>", b"<w:bCs/><w:b/>"))
    assert errors(tmp_path, "broken.docx", broken.getvalue())
