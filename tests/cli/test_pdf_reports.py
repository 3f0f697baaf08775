"""PDF reports through the whole job, and hostile ones through none of it."""

import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from office import REPORT
from pdfs import Put, assembled, streamed, written
from running import Here, read_records, refuse_hostile

TITLE, PROSE = REPORT[0][1], REPORT[2][1]
INFERRED = (
    "warning: report.pdf: paragraphs, headings and tables were inferred from the places of the words on the page; "
    "tables are read row by row\n"
)


def wrapped(text: str, width: int = 70) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += f"{word} "
    return lines


def report_pdf() -> bytes:
    """Return the report's title and three of its paragraphs, hard-wrapped, on three pages with a running head."""
    pages = []
    for number in (2, 4, 10):
        body = [Put(72, 700 - 14 * row, line) for row, line in enumerate(wrapped(REPORT[number][1]))]
        pages.append([Put(72, 810, "Maritime Affairs Bulletin", 9), *body])
    pages[0].append(Put(72, 760, TITLE, 18))
    return written(pages)


def test_segments_of_a_pdf_report(here: Here, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report_pdf())
    result = here.run("segment", "report.pdf", "--json")
    assert result.returncode == 0
    running = "running headers, footers and page numbers were left out: “Maritime Affairs Bulletin”"
    assert result.stderr == f"{INFERRED}warning: report.pdf: {running}\n"
    segments = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(segment["kind"], segment["source"][:20]) for segment in segments] == [
        ("heading", TITLE[:20]),
        ("paragraph", PROSE[:20]),
        ("paragraph", "Ying Yong, Prosecuto"),
        ("paragraph", "Three things were do"),
        ("paragraph", "Each of them was rep"),
        ("paragraph", "The next meeting wil"),
        ("paragraph", "National security re"),
    ]


def test_a_report_is_translated_with_its_terms(here: Here, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report_pdf())
    result = here.translate("report.pdf", "--json")
    assert result.returncode == 0, result.stderr
    summary = json.loads(result.stdout)
    assert summary["terms"]["owed"] == summary["terms"]["kept"] >= 6
    records = read_records(tmp_path / "out" / "report.zh.jsonl")
    assert [term["target"] for term in records[1]["terms"]] == ["最高人民检察院", "11月14日"]
    assert (tmp_path / "out" / "report.zh.html").exists()


def of_pages(kids: bytes, content: bytes) -> bytes:
    tree = b"<< /Type /Pages /Count 1 /Kids [" + kids + b"] >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content])


def locked() -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(report_pdf())))
    writer.encrypt("secret", algorithm="AES-256")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def bomb() -> bytes:
    return of_pages(b"3 0 R", streamed(zlib.compress(b" " * 80_000_000, 9), b"/Filter /FlateDecode "))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.pdf": (bomb, "holds far more than its pages can show"),
    "pages.pdf": (lambda: of_pages(b"3 0 R " * 10_000, streamed(b"")), "10000 pages, more than the 3000"),
    "circle.pdf": (lambda: of_pages(b"2 0 R", streamed(b"")), "a damaged PDF file"),
    "operators.pdf": (lambda: written([b"q " * 700_000]), "holds far more than its pages can show"),
    "deep.pdf": (lambda: written([b"[" * 500_000]), "a damaged PDF file"),
    "scan.pdf": (lambda: written([b"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI"]), "pictures of pages without any text"),
    "locked.pdf": (locked, "password-protected"),
    "cut off.pdf": (lambda: report_pdf()[:200], "a damaged PDF file"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_one_sentence_within_bounds(tmp_path: Path, name: str) -> None:
    make, words = HOSTILE[name]
    refuse_hostile(tmp_path, name, make(), words)


def test_a_finished_pdf_is_said_to_be_a_word_document(here: Here, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report_pdf())
    result = here.translate("report.pdf", "--engine", "none", "--formats", "same")
    said = "a PDF file cannot be rewritten; the finished report is a new Word document with its text and pictures,"
    assert f"warning: report.pdf: {said} without drawings and charts made of lines\n" in result.stderr
    assert Path("out/report.zh.docx").exists()
    assert said not in here.translate("report.pdf", "--engine", "none", "--formats", "jsonl").stderr
