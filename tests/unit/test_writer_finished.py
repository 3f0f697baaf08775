"""The finished report in every format: shape, marks, and text that markup could break."""

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import parse_text
from dragoman.exchange.finished.docx import render_finished_docx
from dragoman.exchange.finished.passages import passages, render_finished_txt
from dragoman.model import Alignment, Document, Kind, Unit
from dragoman.run.alignment import align
from dragoman.run.finish import finished_writer
from dragoman.run.origin import Decision
from dragoman.run.request import Item
from dragoman.segment import segment_document
from dragoman.terminology.required import Task
from examples import examples
from factories import ARABIC, CHINESE, ENGLISH, SPANISH, Passage, Sentence, alignment

PASSAGES = [
    Passage("heading", [Sentence("Harvest", "收成", "reviewed")]),
    Passage("image", [Sentence("1.jpg", "1.jpg", "verbatim")]),
    Passage("caption", [Sentence("The field", "田地", "reviewed")]),
    Passage(
        "paragraph",
        [
            Sentence("Rice grew.", "水稻长了。", "reviewed"),
            Sentence("Corn failed.", "玉米歉收。", "machine"),
            Sentence("Oats?", "", "none"),
        ],
    ),
    Passage("list", [Sentence("maize", "玉米", "reviewed")]),
    Passage("list", [Sentence("2. rye", "2. 黑麦", "reviewed")], gap="\n"),
    Passage("quote", [Sentence("“Good,” he said.", "“好，”他说。", "draft")]),
    Passage("table", [Sentence("year", "年", "reviewed")]),
    Passage("table", [Sentence("tons", "吨", "reviewed")], gap="\t"),
    Passage("table", [Sentence("2024", "2024", "verbatim")], gap="\n"),
    Passage("table", [Sentence("12", "12", "verbatim")], gap="\t"),
    Passage("heading", [Sentence("Outlook", "展望", "reviewed")]),
]


@pytest.fixture
def made() -> Alignment:
    return alignment(PASSAGES, CHINESE)


def test_txt(made: Alignment) -> None:
    assert render_finished_txt(made) == (
        "收成\n\n1.jpg\n\n田地\n\n水稻长了。⟦玉米歉收。⟧ ⟪Oats?⟫\n\n玉米\n2. 黑麦\n\n"
        "“好，”他说。\n\n年\t吨\n2024\t12\n\n展望\n"
        "\n⟦machine translation, not reviewed⟧\n⟪not translated⟫\n"
    )


NUMBERED = "# Crops\n\n3. Rice.\n\n   Much.\n4. Corn.\n   - Oats.\n     1. Rye.\n\n- Peas.\n\n7. Beans.\n"


def test_lists_keep_their_numbers_and_their_nesting() -> None:
    document = parse_text("crops.md", "crops", NUMBERED.encode())
    texts = {"Crops": "作物", "Rice.": "稻。", "Much.": "多。", "Corn.": "玉米。", "Oats.": "燕麦。", "Rye.": "黑麦。"}
    units = [Unit("", source, target, "reviewed") for source, target in texts.items()]
    made = finished(document, [*units, Unit("", "Peas.", "豌豆。", "machine"), Unit("", "Beans.", "豆。", "machine")])
    assert finished_writer("same", document)(made).decode() == (
        "# 作物\n\n3. 稻。\n\n   多。\n4. 玉米。\n   - 燕麦。\n     1. 黑麦。\n\n- ⟦豌豆。⟧\n\n7. ⟦豆。⟧\n"
    )
    paragraphs = docx.Document(io.BytesIO(render_finished_docx(made))).paragraphs
    assert [one.text for one in paragraphs][1:5] == ["3. 稻。", "多。", "4. 玉米。", "燕麦。"]
    assert [str(one.style.name) for one in paragraphs if one.style][3:5] == ["List Paragraph", "List Bullet"]
    assert "\n4. 玉米。\n" in render_finished_txt(made)


def finished(document: Document, units: list[Unit]) -> Alignment:
    """Put the translations of a report into its shape."""
    by_text = {unit.source: unit for unit in units}
    segments = segment_document(document, "en")
    items = [
        Item(segment, (), Task(segment.text, ()), None, Decision(unit.origin, unit.target))
        for segment in segments
        for unit in (by_text[segment.text],)
    ]
    return align(document, (ENGLISH, CHINESE), None, "none", items)


def test_docx(made: Alignment) -> None:
    data = render_finished_docx(made)
    assert data == render_finished_docx(made)
    document = docx.Document(io.BytesIO(data))
    assert [(p.style.name if p.style else "", p.text) for p in document.paragraphs][:4] == [
        ("Title", "收成"),
        ("Normal", "1.jpg"),
        ("Caption", "田地"),
        ("Normal", "水稻长了。玉米歉收。 Oats?"),
    ]
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["年", "吨"], ["2024", "12"]]
    runs = document.paragraphs[3].runs
    assert [str(run.font.highlight_color) for run in runs if run.font.highlight_color] == [
        "YELLOW (7)",
        "GRAY_25 (16)",
    ]
    assert document.paragraphs[-1].text == "not translated"
    arabic = docx.Document(io.BytesIO(render_finished_docx(alignment(PASSAGES, ARABIC))))
    xml = arabic.paragraphs[0]._p.xml
    assert "<w:bidi/>" in xml
    assert "<w:rtl/>" in xml


def test_nothing_is_marked_where_people_did_it_all() -> None:
    made = alignment([Passage("paragraph", [Sentence("Rice grew.", "Creció.", "reviewed")])], SPANISH)
    assert render_finished_txt(made) == "Creció.\n"


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS: st.SearchStrategy[Kind] = st.sampled_from(["heading", "paragraph", "list", "quote", "table", "byline"])
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\\`*_[]<>|#>+-.1)(&\"' ")),
    min_size=1,
    max_size=30,
).map(lambda text: text.replace("{", "").replace("}", "").strip() or "x")


@examples(20)
@given(st.lists(st.tuples(KINDS, TEXT), min_size=1, max_size=6))
def test_any_text_survives_in_a_word_document(blocks: list[tuple[Kind, str]]) -> None:
    made = alignment([Passage(kind, [Sentence("Rice", text, "reviewed")]) for kind, text in blocks], SPANISH)
    texts = [passage.text for passage in passages(made)]
    assert len(texts) == len(blocks)
    words = "".join("".join(texts).split())
    printable = "".join(char for char in words if char.isprintable())
    if all(char.isprintable() or char in " \n" for char in "".join(texts)):
        document = docx.Document(io.BytesIO(render_finished_docx(made)))
        body = "".join(node.text or "" for node in document.element.body.iter(f"{WORD}t"))
        assert "".join(body.split()) == printable
