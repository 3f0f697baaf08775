"""Office files as the programs that people use write them: python-docx and LibreOffice."""

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from dragoman.documents import parse_text
from dragoman.model import Document
from dragoman.segment import segment_document
from office import KINDS, REPORT, TABLE, converted, paragraph, report_docx, saved, word, word_part
from running import SPP

pytestmark = pytest.mark.office


def found(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


EXPECTED = [
    *zip(KINDS, [text for _, text in REPORT], strict=True),
    *(("table", text) for row in TABLE for text in row),
    ("footer", "Maritime Affairs Bulletin"),
    ("footer", "For official use"),
]


def test_what_python_docx_writes() -> None:
    document = parse_text("report.docx", "report", report_docx())
    assert found(document) == EXPECTED
    assert "Year\tCases\n2023\t41 cases\n2024\t58 cases\n\nMaritime Affairs Bulletin\n\nFor" in document.text


def scripts_docx() -> bytes:
    """Return a document in other scripts, with a footnote and an endnote."""
    reference = '<w:p><w:r><w:t>注释{}在此。</w:t></w:r><w:r><w:{}Reference w:id="2"/></w:r></w:p>'
    note = '<w:{0} w:id="2"><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:{0}>'
    return word(
        paragraph("最高人民检察院于2024年11月14日召开会议。")
        + paragraph("افتتح المكتب دورته السنوية.", "<w:bidi/>", "<w:rtl/>")
        + reference.format("一", "footnote")
        + reference.format("二", "endnote"),
        footnotes=word_part("w:footnotes", note.format("footnote", "数据来自港务局。")),
        endnotes=word_part("w:endnotes", note.format("endnote", "见年度报告。")),
    )


SCRIPTS = [
    ("paragraph", "最高人民检察院于2024年11月14日召开会议。"),
    ("paragraph", "افتتح المكتب دورته السنوية."),
    ("paragraph", "注释一在此。"),
    ("paragraph", "注释二在此。"),
    ("paragraph", "数据来自港务局。"),
    ("paragraph", "见年度报告。"),
]


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The documents after a turn through LibreOffice: as ODT, and from there as DOCX again."""
    folder = tmp_path_factory.mktemp("libreoffice")
    texts = converted(folder, {"report.docx": report_docx(), "scripts.docx": scripts_docx()}, "odt")
    return texts | converted(folder, texts, "docx")


@pytest.mark.parametrize("name", ["report.odt", "report.docx"])
def test_what_libreoffice_writes(libreoffice: dict[str, bytes], name: str) -> None:
    document = parse_text(name, "report", libreoffice[name])
    assert found(document) == EXPECTED
    [note] = document.notes
    assert note == f"{name}: automatic numbers and bullets are not part of the text"


@pytest.mark.parametrize("name", ["scripts.odt", "scripts.docx"])
def test_other_scripts_and_notes_survive_libreoffice(libreoffice: dict[str, bytes], name: str) -> None:
    assert found(parse_text(name, "scripts", libreoffice[name])) == SCRIPTS


def test_styles_made_in_another_language_are_known() -> None:
    document = docx.Document()
    for name in ("标题 1", "Überschrift 2", "Légende", "Цитата 2", "Listenabsatz", "Autor"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("The harbor is safe, and so are its ships.", style=name)
    kinds = [kind for kind, _ in found(parse_text("report.docx", "report", saved(document)))]
    assert kinds == ["heading", "heading", "caption", "quote", "list", "paragraph"]


def test_a_real_report_has_the_same_segments_in_every_format(tmp_path: Path) -> None:
    if not SPP.exists():
        pytest.skip("the real report does not lie beside the repository")
    text = parse_text("report.txt", "report", SPP.read_bytes())
    document = docx.Document()
    for number, line in enumerate(filter(None, map(str.strip, text.text.splitlines()))):
        document.add_paragraph(line, style="Title" if number == 0 else None)
    files = {"report.docx": saved(document)}
    files |= converted(tmp_path, files, "odt") | converted(tmp_path, files, "pdf")
    expected = [segment.text for segment in segment_document(text, "en")]
    for name, data in files.items():
        found = segment_document(parse_text(name, "report", data), "en")
        assert [segment.text for segment in found] == expected, name
