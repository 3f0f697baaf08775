"""What must hold for every text: what python-docx or an OpenDocument program writes, the readers give back."""

from itertools import pairwise
from xml.sax.saxutils import escape

import docx
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents.docx import reader as docx_reader
from dragoman.documents.extract import Extract
from dragoman.documents.odt import reader as odt_reader
from examples import examples
from office import odt, saved

# XML has no place for other control characters, for surrogates and for U+FFFE and U+FFFF.
CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
PARAGRAPHS = st.lists(st.text(CHARACTERS | st.sampled_from("\n\t  .a—“”。")), min_size=1, max_size=8)


def words(extract: Extract) -> list[str]:
    return extract.text.split()


def hold_together(extract: Extract) -> None:
    """Blocks are in order and tile the text but for white space; only places are shared."""
    ends = [(0, 0), *((block.start, block.end) for block in extract.blocks), (len(extract.text), 0)]
    for (_, end), (start, _) in pairwise(ends):
        assert end <= start
        assert not extract.text[end:start].strip()
    for number, block in enumerate(extract.blocks, 1):
        content = extract.text[block.start : block.end]
        assert block.number == number
        assert content == content.strip() != ""
        assert block.place
        assert block.line == extract.text.count("\n", 0, block.start) + 1


@examples(25)  # python-docx takes its time to begin a document.
@given(PARAGRAPHS)
def test_word_paragraphs_come_back(paragraphs: list[str]) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    expected = [word for text in paragraphs for word in text.split()]
    document.add_paragraph("the end")
    extract = docx_reader.read("report.docx", saved(document))
    assert words(extract) == [*expected, "the", "end"]
    hold_together(extract)


@examples(15)
@given(st.lists(st.lists(st.text(CHARACTERS, max_size=20), min_size=3, max_size=3), min_size=1, max_size=5))
def test_word_tables_come_back(rows: list[list[str]]) -> None:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("the end")
    extract = docx_reader.read("report.docx", saved(document))
    assert words(extract) == [word for row in rows for text in row for word in text.split()] + ["the", "end"]
    hold_together(extract)


def odf_text(text: str) -> str:
    """Write characters as an OpenDocument program does: runs of blanks counted, tabs and breaks as elements."""
    written, blanks = "", 0
    for char in f"{text}\0":
        if char == " ":
            blanks += 1
            continue
        if blanks:
            written += f'<text:s text:c="{blanks}"/>'
        blanks = 0
        written += {"\t": "<text:tab/>", "\n": "<text:line-break/>", "\r": "", "\0": ""}.get(char, escape(char))
    return f"<text:p>{written}</text:p>"


@given(PARAGRAPHS)
def test_opendocument_paragraphs_come_back(paragraphs: list[str]) -> None:
    extract = odt_reader.read("report.odt", odt("".join(map(odf_text, paragraphs)) + "<text:p>the end</text:p>"))
    assert words(extract) == [word for text in paragraphs for word in text.split()] + ["the", "end"]
    hold_together(extract)


@given(st.text(CHARACTERS.filter(lambda char: not char.isspace()), min_size=1), st.integers(0, 60))
def test_blanks_within_a_paragraph_are_kept(text: str, count: int) -> None:
    extract = odt_reader.read("report.odt", odt(odf_text(f"{text}{' ' * count}{text}.")))
    assert extract.text == f"{text}{' ' * count}{text}."
