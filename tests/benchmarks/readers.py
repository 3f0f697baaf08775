"""The readers, against what their libraries do with the same file."""

import io
import sys
from collections.abc import Iterator

import docx
import polib
import pypdf
from lxml import etree
from markdown_it import MarkdownIt

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
    yield from _text_like(paragraphs, times)
    for name, data in {"report.docx": word, "report.odt": text, "report.pdf": pdf}.items():
        (setup.folder / name).write_bytes(data)
        finished = run_dragoman(["segment", "--json", name], setup.folder)
        yield Row(f"peak memory of segment {name}", finished.megabytes, "MB", budget="<= 500")


def _text_like(paragraphs: list[str], times: int) -> Iterator[Row]:
    """Yield the rows of the formats that are text: a tenth of the words in bold, a heading every ten paragraphs."""
    blocks = [paragraph.replace(" the ", " **the** ", 1) for paragraph in paragraphs]
    blocks = [f"## {block[:40]}\n\n{block}" if number % 10 == 0 else block for number, block in enumerate(blocks)]
    markdown = "\n\n".join(blocks)
    page = "<!DOCTYPE html><html><body>" + MarkdownIt().render(markdown) + "</body></html>"
    messages = 'msgid ""\nmsgstr ""\n' + "".join(
        f'\nmsgid "{number} {polib.escape(paragraph)}"\nmsgstr ""\n' for number, paragraph in enumerate(paragraphs)
    )
    yield paired(
        "Markdown / markdown-it-py's own parse",
        lambda: parse_text("report.md", "report", markdown.encode()),
        lambda: MarkdownIt().parse(markdown),
        times=times,
        note=f"{len(markdown) / 2**20:.1f} MB",
    )
    yield paired(
        "web page / a walk over lxml's tree",
        lambda: parse_text("report.html", "report", page.encode()),
        lambda: _walk_page(page.encode()),
        times=times,
        note=f"{len(page) / 2**20:.1f} MB",
    )
    yield paired(
        "PO / polib's own reader",
        lambda: parse_text("report.po", "report", messages.encode()),
        lambda: polib.pofile(messages),
        times=times,
        note=f"{len(messages) / 2**20:.1f} MB",
    )


def _walk_page(data: bytes) -> int:
    root = etree.fromstring(data, etree.HTMLParser())
    return sum(len(element.text or "") for _, element in etree.iterwalk(root, events=("start", "end")))


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
