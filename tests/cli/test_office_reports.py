"""Word and OpenDocument reports through the whole job, and hostile ones through none of it."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from dragoman.documents.parts import Parts
from dragoman.files.zip import Package
from office import KINDS, REPORT, TABLE, odt, odt_parts, paragraph, report_docx, word, word_parts, zipped
from running import Here, read_records, refuse_hostile

NUMBERS = "automatic numbers and bullets are not part of the text"


def report_odt() -> bytes:
    """Return the start of the report as an OpenDocument text."""
    title, byline, opening = (text for _, text in REPORT[:3])
    return odt(
        f'<text:h text:outline-level="1">{title}</text:h><text:p>{byline}</text:p><text:p>{opening}</text:p>'
        f"<text:list><text:list-item><text:p>{REPORT[6][1]}</text:p></text:list-item></text:list>"
    )


def test_segments_of_a_word_report(here: Here, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(report_docx())
    result = here.run("segment", "report.docx", "--json")
    assert result.returncode == 0
    assert result.stderr == f"warning: report.docx: {NUMBERS}\n"
    segments = [json.loads(line) for line in result.stdout.splitlines()]
    kinds = {segment["block"]: segment["kind"] for segment in segments}
    assert list(kinds.values()) == [*KINDS, *["table"] * 6, "footer", "footer"]
    sources = [segment["source"] for segment in segments if segment["block"] == 3]
    assert [source[-7:] for source in sources] == ["Nov 14.", "e year."]
    assert [segment["line"] for segment in segments if segment["kind"] == "table"] == [23, 23, 24, 24, 25, 25]
    assert [segment["source"] for segment in segments if segment["kind"] == "table"] == [
        *TABLE[0],
        *TABLE[1],
        *TABLE[2],
    ]


def test_standard_input_and_wrong_names_are_told_by_content(here: Here, tmp_path: Path) -> None:
    result = here.run("segment", "-", stdin=report_docx())
    assert result.stdout.startswith(f"b001s01  heading    {REPORT[0][1]}\n")
    assert result.stderr == f"warning: stdin: {NUMBERS}\n"
    (tmp_path / "report.docx").write_bytes(report_odt())
    result = here.run("segment", "report.docx")
    assert result.stdout.startswith(f"b001s01  heading    {REPORT[0][1]}\n")
    assert "named .docx but its content is an OpenDocument text; read as that" in result.stderr


@pytest.mark.parametrize("name", ["report.docx", "report.odt"])
def test_a_report_is_translated_with_its_terms(here: Here, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(report_docx() if name == "report.docx" else report_odt())
    result = here.translate(name, "--json")
    assert result.returncode == 0, result.stderr
    summary = json.loads(result.stdout)
    assert summary["terms"]["owed"] == summary["terms"]["kept"] >= 6
    records = read_records(tmp_path / "out" / "report.zh.jsonl")
    assert all(record["target"] for record in records)
    assert [term["target"] for term in records[2]["terms"]] == ["最高人民检察院", "11月14日"]
    target = (tmp_path / "out" / "report.zh.txt").read_text("utf-8")
    assert len(target.splitlines()[0]) < len(REPORT[0][1])
    po = (tmp_path / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po").read_text("utf-8")
    assert f"#: {name}\n" in po
    assert (tmp_path / name).read_bytes()[:2] == b"PK"


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><x xmlns="o">&a11;</x>'
    return zipped(odt_parts("") | {"content.xml": content})


def crowd() -> bytes:
    return zipped({**word_parts(""), **{str(number): "" for number in range(20_001)}})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb.docx": (lambda: word(" " * 40_000_000), "unpacks to far more than any report holds"),
    "zip bomb.odt": (lambda: odt(" " * 40_000_000), "unpacks to far more than any report holds"),
    "many tags.docx": (lambda: word("<w:p/>" * 3_300_000), "more than 3,000,000 XML tags"),
    "many parts.docx": (crowd, "more than 20,000 parts"),
    "entity bomb.odt": (entity_bomb, "uses XML entities of its own"),
    "deep.docx": (lambda: word("<w:sdt><w:sdtContent>" * 100_000), "nested more than 256 deep"),
    "long text.docx": (lambda: word(paragraph("x" * 10_000_001)), "a single text of more than 10 million characters"),
    "cut off.docx": (lambda: report_docx()[:-50], "damaged or cut off"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_one_sentence_within_bounds(tmp_path: Path, name: str) -> None:
    make, words = HOSTILE[name]
    refuse_hostile(tmp_path, name, make(), words)


def test_the_parts_of_a_package_are_found_by_their_role() -> None:
    parts = Parts(Package("report.docx", report_docx()))
    assert parts.main == "word/document.xml"
    assert [name for name, _ in parts.of("header")] == ["word/header1.xml"]


def test_a_report_comes_back_in_its_own_shape(here: Here, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(report_docx())
    (tmp_path / "notes.md").write_text("# Notes\n\nThe **SPP** met.\n", "utf-8")
    done = here.translate("report.docx", "notes.md", "--formats", "same,po", "--fail-on", "never")
    assert done.returncode == 0, done.stderr
    document = docx.Document(str(tmp_path / "out" / "report.zh.docx"))
    assert [one.style.name for one in document.paragraphs if one.style] == [style for style, _ in REPORT]
    assert "最高人民检察院" in document.paragraphs[2].text
    assert document.core_properties.content_status.startswith("machine translation by a draft engine")
    assert "**最高人民检察院**" in (tmp_path / "out" / "notes.zh.md").read_text("utf-8")
    catalogue = (tmp_path / "locales/zh_CN/LC_MESSAGES/notes.po").read_text("utf-8")
    assert "#. <b1> bold\n" in catalogue
    assert "<b1>最高人民检察院</b1>" in catalogue
