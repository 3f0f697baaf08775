"""The finished report in every format: shape, marks, and text that markup could break."""

import io
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dragoman.finish import finished_writer
from dragoman.model import Alignment, Kind
from dragoman.writers.finished import passages, render_finished_txt
from dragoman.writers.finished_docx import render_finished_docx
from dragoman.writers.finished_markup import render_finished_html, render_finished_md
from factories import ARABIC, CHINESE, SPANISH, Passage, Sentence, alignment

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


def test_md(made: Alignment) -> None:
    assert render_finished_md(made) == (
        "# 收成\n\n![](1.jpg)\n\n*田地*\n\n水稻长了。⟦玉米歉收。⟧ ⟪Oats?⟫\n\n- 玉米\n2. 黑麦\n\n> “好，”他说。\n\n"
        "| 年 | 吨 |\n|---|---|\n| 2024 | 12 |\n\n## 展望\n\n⟦machine translation, not reviewed⟧\n\n⟪not translated⟫\n"
    )


def test_html(made: Alignment) -> None:
    page = render_finished_html(made)
    assert '<html lang="zh" dir="ltr">' in page
    assert "<title>收成</title>" in page
    for part in (
        "<h1>收成</h1>",
        '<p><img src="1.jpg" alt=""></p>',
        '<p class="caption">田地</p>',
        '<mark class="machine" title="machine translation, not reviewed">玉米歉收。</mark>',
        "<ul><li>玉米</li></ul>",
        '<p class="item">2. 黑麦</p>',
        "<blockquote><p>“好，”他说。</p></blockquote>",
        "<tr><td>年</td><td>吨</td></tr>\n<tr><td>2024</td><td>12</td></tr>",
        "<h2>展望</h2>",
    ):
        assert part in page
    assert 'dir="rtl"' in render_finished_html(alignment(PASSAGES, ARABIC))


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
    assert "mark class" not in render_finished_html(made)


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS: st.SearchStrategy[Kind] = st.sampled_from(["heading", "paragraph", "list", "quote", "table", "byline"])
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\\`*_[]<>|#>+-.1)(&\"' ")),
    min_size=1,
    max_size=30,
).map(lambda text: text.replace("{", "").replace("}", "").strip() or "x")


@settings(max_examples=20)
@given(st.lists(st.tuples(KINDS, TEXT), min_size=1, max_size=6))
def test_any_text_survives_in_every_format(blocks: list[tuple[Kind, str]]) -> None:
    made = alignment([Passage(kind, [Sentence("Rice", text, "reviewed")]) for kind, text in blocks], SPANISH)
    texts = [passage.text for passage in passages(made)]
    assert len(texts) == len(blocks)
    for name in ("txt", "md", "html", "docx"):
        assert finished_writer(name)(made) == finished_writer(name)(made)
    words = "".join("".join(texts).split())
    page = render_finished_html(made).partition("<body>")[2].partition("</body>")[0]
    printable = "".join(char for char in words if char.isprintable())
    if all(char.isprintable() or char in " \n" for char in "".join(texts)):
        shown = "".join(ElementTree.fromstring(f"<b>{page.replace('<br>', '<br/>')}</b>").itertext())
        assert "".join(shown.split()) == printable
        document = docx.Document(io.BytesIO(render_finished_docx(made)))
        body = "".join(node.text or "" for node in document.element.body.iter(f"{WORD}t"))
        assert "".join(body.split()) == printable


@example("1. first")
@example("2024) now")
@example("# no")
@example("- no")
@example("=== no")
@example("a_b_c *d* [e](f) <g>")
@given(TEXT.filter(lambda text: text.isprintable()))
def test_markdown_shows_the_text_and_no_markup(text: str) -> None:
    made = alignment([Passage("paragraph", [Sentence("Rice", text, "reviewed")])], SPANISH)
    tokens = MarkdownIt("commonmark").parse(render_finished_md(made))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    shown = "".join(child.content for child in tokens[1].children or [])
    assert "".join(shown.split()) == "".join(text.split())
