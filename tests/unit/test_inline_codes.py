"""Inline codes as tags: what people see, what comes back, and what an engine's translation gets."""

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import docx
import polib
import pytest
from bs4 import BeautifulSoup
from docx.shared import Pt, RGBColor
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import parse_text
from dragoman.engine.protocol import Piece
from dragoman.exchange.formatting import is_shown, looks
from dragoman.exchange.paint import contrast, paint_rules
from dragoman.exchange.returned import read_returned
from dragoman.exchange.style import Style
from dragoman.model import Alignment, Code, Paint
from dragoman.segment.tags import shown, tagged, untagged, with_tags
from dragoman.terminology.codes import Coded, check_placed, place_codes
from dragoman.terminology.required import RequiredTerm
from engines import FixedEngine
from factories import written_bytes
from presentations import deck
from pseudo import pseudo, translated
from rich_docx import rich_docx


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, tuple[Code, ...]]:
    """Return a text with nested codes."""
    text = draw(st.text(alphabet="ab <>/1中&", max_size=12))
    codes: list[Code] = []

    def fill(start: int, end: int, parent: int, depth: int) -> None:
        position = start
        for _ in range(draw(st.integers(0, 2))):
            first = draw(st.integers(position, end))
            last = draw(st.integers(first, end))
            number = len(codes) + 1
            if first == last:
                codes.append(Code(number, "note", first, first, True, parent))
            else:
                codes.append(Code(number, "b", first, last, False, parent))
                if depth < 2:
                    fill(first, last, number, depth + 1)
            position = last

    fill(0, len(text), 0, 0)
    return text, tuple(codes)


@given(coded())
def test_what_is_tagged_comes_back(case: tuple[str, tuple[Code, ...]]) -> None:
    text, codes = case
    if any(f"{code.name}{code.number}" in text for code in codes):
        return
    message = tagged(text, codes)
    back, found = untagged(message, codes)
    assert back == text
    assert sorted(found, key=lambda code: code.number) == sorted(codes, key=lambda code: code.number)


def test_a_tag_of_the_text_stays_text() -> None:
    data = b"# T\n\nWrite x."
    document = parse_text("r.txt", "r", data)
    assert document.blocks
    codes = (Code(2, "b", 0, 1),)
    assert untagged("<b1>a</b1> <b2>c</b2>", codes)[0] == "<b1>a</b1> c"


@pytest.fixture
def report() -> Alignment:
    return translated(parse_text("report.docx", "report", rich_docx()))


def test_the_catalogue_explains_each_code(report: Alignment, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from dragoman.po import update_catalogue

    text = update_catalogue(None, shown(report), provenances={}, now=datetime(2025, 1, 1, tzinfo=UTC))
    [entry] = [one for one in polib.pofile(text) if "meeting" in one.msgid]
    assert (
        entry.msgid == "The office held a <b1>bold meeting</b1> and an <i2>italic one</i2> at 10<sup3>⁶</sup3> places."
    )
    assert entry.msgstr == pseudo(entry.msgid)
    assert entry.comment.split("\n")[1:4] == ["<b1> bold", "<i2> italic", "<sup3> superscript"]


@pytest.mark.parametrize(
    ("format", "style"),
    [
        ("xliff", Style()),
        ("xliff", Style(xliff="1.2")),
        ("tmx", Style()),
        ("tsv", Style()),
        ("xlsx", Style()),
        ("docx", Style()),
    ],
)
def test_codes_come_back_from_every_format(report: Alignment, tmp_path: Path, format: str, style: Style) -> None:
    path = tmp_path / f"report.es.{'xlf' if format == 'xliff' else format}"
    path.write_bytes(written_bytes(format, report, style))
    back = read_returned(path, 2**24)
    expected = {record.id: with_tags(record).target for record in report.records if record.origin == "reviewed"}
    found = {unit.id: unit.target for unit in back.units}
    assert {id_: found[id_] for id_ in expected} == expected
    assert not [warning for warning in back.warnings if "codes" in warning]


LOOKS = (
    "# R\n\n**bold** then *slanted* `code` ~~gone~~ H<sub>2</sub>O, the 14<sup>th</sup> and 10<sup>6</sup> "
    "[link](https://e.org/?a=1&b=2) by ![logo](p.png) here.\\\nA <u>new</u> line, <span>plain</span>.\n"
)


def test_the_page_shows_codes_as_what_they_are() -> None:
    report = translated(parse_text("r.md", "r", LOOKS.encode()))
    page = BeautifulSoup(written_bytes("html", report), "html.parser")
    [first], [source] = page.select("#b002s01 .target"), page.select("#b002s01 .source")
    assert re.sub(r' data-raw="[^"]*"', "", first.decode_contents()) == (
        "<b>bóld</b> thén <i>slántéd</i> <code>códé</code> <s>góné</s> H₂Ó, thé 14<sup>th</sup> ánd 10⁶ "
        '<a class="link" href="https://e.org/?a=1&amp;b=2" rel="noopener noreferrer" target="_blank" '
        'title="link to https://e.org/?a=1&amp;b=2">línk</a> by '
        '<span aria-label="picture" class="tag" data-number="9" role="img" title="picture"></span> héré.'
    )
    assert json.loads(str(first["data-raw"])) == with_tags(report.records[1]).target
    facts = json.loads(str(source["data-codes"]))
    assert facts[0] == [1, "b", "bold", False, ["b"], True, "", ""]
    assert facts[7] == [8, "a", "link to https://e.org/?a=1&b=2", False, ["a"], True, "https://e.org/?a=1&b=2", ""]


PAINTED = (
    '<p>The <span style="color:#C00000">red</span>, the <span style="background-color: #ff0">yellow</span>, the '
    '<font face="Courier New" color="#202020">typed</font>, the <small>small</small>, the <span class="x">odd</span>, '
    '<a href="javascript:alert(1)">here</a>, <a href="annex/list.html">there</a>, '
    '<a href="https://e.org/a b&quot;c">out</a>, <a href="mailto:ann@e.org">mail</a>, <a href="//e.org">all</a>.</p>'
)


def test_the_page_shows_colours_and_links_only_what_is_safe_and_whole() -> None:
    written = written_bytes("html", translated(parse_text("r.html", "r", PAINTED.encode())))
    page = BeautifulSoup(written, "html.parser")
    [target] = page.select(".target")
    links = {link.get_text(): link.get("href") for link in target.select(".link")}
    assert links.pop("óút") == "https://e.org/a%20b%22c"
    assert links.pop("máíl") == "mailto:ann@e.org"
    assert links == dict.fromkeys(("héré", "théré", "áll"))
    rules = {found.get_text(): found["class"][0] for found in target.select("[class^=paint-]")}
    style = "".join(found.get_text() for found in page.select("style"))
    assert set(rules) == {"réd", "yéllów", "typéd", "smáll"}
    for text, rule in {
        "réd": "color: light-dark(#c00000, #e08080)",
        "yéllów": "background: #ffff00; color: #000000",
        "typéd": 'color: light-dark(#202020, #9b9b9b); font-family: "Courier New", monospace',
        "smáll": "font-size: 0.85em; line-height: 1",
    }.items():
        assert f".{rules[text]} {{ {rule}; }}" in style
    assert [chip["title"] for chip in target.select(".tag")] == ["<span>", "end of <span>"]


def test_colours_can_be_read_by_day_and_by_night() -> None:
    colours = [f"{red:02x}{green:02x}{blue:02x}" for red, green, blue in product((0, 90, 180, 255), repeat=3)]
    for colour, behind in product(colours, ("", *colours[::7])):
        paint: Paint = (("color", colour), ("background", behind)) if behind else (("color", colour),)
        found = re.findall(r"#([0-9a-f]{6})", paint_rules([paint]))
        pairs = [found] if behind else zip(found, ("ece7dc", "212e43"), strict=True)
        assert all(contrast(*pair) >= 4.5 for pair in pairs)


def test_the_word_table_has_links_and_colours() -> None:
    data = written_bytes("docx", translated(parse_text("r.html", "r", PAINTED.encode())))
    table = docx.Document(io.BytesIO(data)).tables[1]
    [paragraph] = table.rows[1].cells[2].paragraphs
    assert {link.text: link.address for link in paragraph.hyperlinks} == {
        "óút": "https://e.org/a%20b%22c",
        "máíl": "mailto:ann@e.org",
    }
    looks = {run.text: (run.font.color.rgb, run.font.name, run.font.size) for run in paragraph.runs}
    assert looks["réd"][0] == RGBColor(0xC0, 0, 0)
    assert looks["typéd"][1] == "Courier New"
    assert looks["smáll"][2] == Pt(8.5)


def test_links_of_word_and_powerpoint_are_known_by_where_they_lead() -> None:
    codes = [code for block in parse_text("r.docx", "r", rich_docx()).blocks for code in block.codes]
    assert [(code.about, code.address) for code in codes if code.name == "a"] == [
        ("link to https://example.org/g", "https://example.org/g")
    ]
    assert [code.paint for code in codes if code.about == "colour"] == [(("color", "ff0000"),)]
    codes = [code for block in parse_text("d.pptx", "d", deck()).blocks for code in block.codes]
    assert [code.address for code in codes if code.name == "a"] == ["https://example.org/g"]


def test_the_word_table_shows_looks_and_keeps_tags(report: Alignment) -> None:
    table = docx.Document(io.BytesIO(written_bytes("docx", report))).tables[1]
    [paragraph] = next(row for row in table.rows if "b002s01" in row.cells[0].text).cells[2].paragraphs
    found = [(run.text, run.style.name == "InlineTag", run.bold, run.italic) for run in paragraph.runs]
    assert found[1:7] == [
        ("<b1>", True, None, None),
        ("bóld méétíng", False, True, None),
        ("</b1>", True, None, None),
        (" ánd án ", False, None, None),
        ("<i2>", True, None, None),
        ("ítálíc óné", False, None, True),
    ]


def test_the_finished_report_has_looks_and_no_tags(report: Alignment) -> None:
    document = docx.Document(io.BytesIO(written_bytes("docx", report, Style(docx="report"))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "<" not in text
    assert [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold] == ["bóld méétíng"]


def test_markdown_shows_codes_as_github_does() -> None:
    report = translated(parse_text("r.md", "r", LOOKS.encode()))
    text = written_bytes("md", report).decode()
    assert "<b>bóld</b> thén <i>slántéd</i> <code>códé</code> <s>góné</s>" in text
    assert "<ins>línk</ins> by <kbd>9</kbd> héré." in text


def test_pairs_of_two_looks_have_both() -> None:
    both, coloured = Code(1, "f", 0, 1, about="bold, italic"), Code(2, "f", 0, 1, about="bold, colour")
    assert [(looks(code), is_shown(code)) for code in (both, coloured)] == [(("b", "i"), True), (("b",), False)]


def test_codes_that_cross_are_halves_in_xliff(report: Alignment, tmp_path: Path) -> None:
    crossed = []
    for record in report.records:
        if len(record.codes) > 1:
            first, second, *others = record.codes
            record = replace(record, codes=(replace(first, end=second.start + 2), second, *others))
        crossed.append(record)
    made = replace(report, records=tuple(crossed))
    from lxml import etree

    for version in ("1.2", "2.1"):
        etree.fromstring(written_bytes("xliff", made, Style(xliff=version)))


@given(coded(), st.text(alphabet="xyz 。中", min_size=1, max_size=12))
def test_placed_codes_are_all_there_and_nested(case: tuple[str, tuple[Code, ...]], target: str) -> None:
    text, codes = case
    engine = FixedEngine({})
    [placed] = place_codes([Coded(text, codes, target)], engine, "zh")
    assert list(check_placed(codes, placed, target)) == []
    _, back = untagged(tagged(target, placed), codes)
    assert {code.number for code in back} == {code.number for code in codes}  # none is a pair around nothing


class _Sure(FixedEngine):
    """Finds 詹 by James alone, and 姆斯 by 詹 alone."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """Score each character."""
        found = []
        for source, target in pairs:
            chances = {"詹": -0.1 if "James" in source else -6.0, "姆": -0.02, "斯": -0.01}
            found.append(tuple(Piece(n, n + 1, chances.get(char, -1.0)) for n, char in enumerate(target)))
        return found


def test_a_code_is_on_all_of_a_word_that_goes_on_by_itself() -> None:
    codes = (Code(1, "b", 5, 10),)
    [placed] = place_codes([Coded("Then James spoke.", codes, "然后詹姆斯说。")], _Sure({}), "zh")
    assert tagged("然后詹姆斯说。", placed) == "然后<b1>詹姆斯</b1>说。"


def test_two_codes_on_words_that_one_word_stands_for_are_both_on_it() -> None:
    codes = (Code(1, "i", 10, 20), Code(2, "b", 10, 15, parent=1), Code(3, "a", 16, 20, parent=1))
    [placed] = place_codes([Coded("Ships are often late.", codes, "晚")], FixedEngine({}), "zh")
    assert tagged("晚", placed) == "<i1><b2><a3>晚</a3></b2></i1>"


def test_a_term_under_bold_stays_under_bold() -> None:
    term = RequiredTerm("spp", ("最高人民检察院",), ((4, 7),))
    codes = (Code(1, "b", 4, 7), Code(2, "note", 7, 7, alone=True))
    [placed] = place_codes([Coded("The SPP met.", codes, "昨天最高人民检察院开会。", (term,))], FixedEngine({}), "zh")
    assert tagged("昨天最高人民检察院开会。", placed) == "昨天<b1>最高人民检察院</b1><note2/>开会。"
