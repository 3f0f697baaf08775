"""The readers, against what their libraries do with the same file."""

import io
import sys
import textwrap
from collections.abc import Iterator

import docx
import polib
import pypdf
from lxml import etree
from markdown_it import MarkdownIt

from dragoman.documents import parse_text
from material import ROOT, SAMPLE, variant
from measure import Row, Setup, paired, run_dragoman, seconds

sys.path.append(str(ROOT / "tests" / "support"))

from office import odt, saved
from pdfs import Put, column, written

_LINE = 88
"""Characters of a line of the printed report."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    paragraphs = _paragraphs(setup.size(1_000, 20))
    word, text = _word(paragraphs), _open_document(paragraphs)
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
    pages = _pages(setup.size(100, 2), paragraphs)
    pdf = written(pages)
    yield _against_pypdf(setup, "PDF, a string a line", pdf, len(pages))
    yield _against_pypdf(setup, "PDF, every glyph placed", written([_spelled(page) for page in pages]), len(pages))
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


def _against_pypdf(setup: Setup, name: str, data: bytes, pages: int) -> Row:
    return paired(
        f"{name} / pypdf's own extract_text",
        lambda: parse_text("report.pdf", "report", data),
        lambda: [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages],
        times=setup.times(3),
        note=f"{pages} pages",
    )


def _pages(count: int, paragraphs: list[str]) -> list[list[Put]]:
    """Set the paragraphs on pages of 50 lines, over and over, with a page number."""
    lines = [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, _LINE)]
    rows = [[lines[(50 * page + row) % len(lines)] for row in range(50)] for page in range(count)]
    return [
        [*column(page, x=60, top=790, size=10), *column([f"- {number} -"], x=290, top=30)]
        for number, page in enumerate(rows, 1)
    ]


def _spelled(page: list[Put]) -> bytes:
    """Place every glyph by itself, as browsers and typesetters do."""
    shown = []
    for put in page:
        glyphs = " ".join(f"<{ord(char):02x}> -1" for char in put.text)
        shown.append(f"BT /{put.font} {put.size} Tf {put.x} {put.y} Td [{glyphs}] TJ ET")
    return "\n".join(shown).encode()
