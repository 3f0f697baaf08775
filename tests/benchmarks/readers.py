"""Readers of Word, OpenDocument and PDF reports, against what their libraries do with the same file."""

import io
import sys
from collections.abc import Iterator

import docx
import pypdf

from dragoman.document import parse_text
from material import ROOT, SAMPLE, variant
from measure import Row, Setup, paired, run_dragoman, seconds

sys.path.append(str(ROOT / "tests"))

from office import odt, saved
from pdfs import column, written

_LINE = 88
"""Characters of a line of the printed report."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    paragraphs = _paragraphs(setup.size(1_000, 20))
    word, text, pdf = _word(paragraphs), _open_document(paragraphs), _pdf(setup.size(100, 2), paragraphs)
    times = setup.times(5)
    count = f"{len(paragraphs):,} paragraphs"
    yield paired(
        "Word / a walk with python-docx",
        lambda: parse_text("report.docx", "report", word),
        lambda: _walk(word),
        times=times,
        budget="<= 1.0",
        note=count,
    )
    yield Row("OpenDocument", min(seconds(lambda: parse_text("r.odt", "r", text)) for _ in range(times)), note=count)
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    yield paired(
        "PDF / pypdf's own extract_text",
        lambda: parse_text("report.pdf", "report", pdf),
        lambda: [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages],
        times=setup.times(3),
        budget="<= 1.5",
        note=f"{pages} pages",
    )
    for name, data in {"report.docx": word, "report.odt": text, "report.pdf": pdf}.items():
        (setup.folder / name).write_bytes(data)
        finished = run_dragoman(["segment", "--json", name], setup.folder)
        yield Row(f"peak memory of segment {name}", finished.megabytes, "MB", budget="<= 500")


def _paragraphs(count: int) -> list[str]:
    """Return paragraphs of the sample report, none twice."""
    found: list[str] = []
    number = 0
    while len(found) < count:
        found += [
            line
            for line in variant(SAMPLE.read_text("utf-8"), number).split("\n\n")
            if len(line) > 20 and line.isascii()
        ]
        number += 1
    return found[:count]


def _word(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def _walk(data: bytes) -> int:
    return sum(len(f"{found.style}{found.text}") for found in docx.Document(io.BytesIO(data)).paragraphs)


def _open_document(paragraphs: list[str]) -> bytes:
    return odt("".join(f"<text:p>{paragraph.replace('&', '&amp;')}</text:p>" for paragraph in paragraphs))


def _pdf(count: int, paragraphs: list[str]) -> bytes:
    """Set the paragraphs on pages of 50 lines, over and over, with a page number."""
    lines: list[str] = []
    for paragraph in paragraphs:
        words = paragraph.split()
        while words:
            line = [words.pop(0)]
            while words and len(" ".join([*line, words[0]])) <= _LINE:
                line.append(words.pop(0))
            lines.append(" ".join(line))
    rows = [[lines[(50 * page + row) % len(lines)] for row in range(50)] for page in range(count)]
    pages = [
        [*column(page, x=60, top=790, size=10), *column([f"- {n} -"], x=290, top=30)] for n, page in enumerate(rows, 1)
    ]
    return written(pages)
