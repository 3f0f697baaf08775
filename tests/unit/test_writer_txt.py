from dataclasses import replace

import pytest

from dragoman.exchange.style import Style
from dragoman.exchange.txt import render_txt
from dragoman.model import Kind, Language, Origin
from factories import CHINESE, SPANISH, THAI, Passage, Sentence, alignment, arabic_report, chinese_report, written


def test_the_report_keeps_its_shape() -> None:
    assert render_txt(chinese_report(draft=False)) == (
        "国家档案馆阅览室向公众开放\n"
        "\n"
        "archive.example | 2025年3月3日\n"
        "\n"
        "1.jpg\n"
        "\n"
        "国家档案馆馆长林文剪彩。\n"
        "\n"
        "2025年3月3日，国家档案馆启用新阅览室，这是首都第一间无需预约即可进入的阅览室。"
        "林文说，阅览室兑现了《公共档案法》的承诺：国家所记，公民可阅。"
        "该委员会将向大会报告其第一年的工作。\n"
        "\n"
        "馆长说：“无人得见的档案，不过是盖了章的传闻。”\n"
        "\n"
        "读者可以查阅什么\n"
        "\n"
        "- 1912年至1949年的法院登记册，共4300卷\n"
        "- 首次开放的土地测量局地图\n"
        "\n"
        "年份\t读者\t卷数\n"
        "2025\t18,400\t61,250\n"
        "\n"
        "Letters deposited by private families stay closed until their owners agree.\n"
        "\n"
        "编辑：林文\n"
        "https://archive.example/2025/0303\n"
    )


@pytest.mark.parametrize(
    ("language", "kind", "gap", "joined"),
    [
        pytest.param(CHINESE, "paragraph", " ", True, id="sentences of a paragraph"),
        pytest.param(CHINESE, "paragraph", "  ", True, id="two blanks after a full stop"),
        pytest.param(CHINESE, "paragraph", "\n", True, id="a hard-wrapped line"),
        pytest.param(CHINESE, "quote", " \r\n  ", True, id="a hard-wrapped line, indented"),
        pytest.param(CHINESE, "paragraph", "\n\n", False, id="an empty line"),
        pytest.param(CHINESE, "table", "\t", False, id="the cells of a table"),
        pytest.param(CHINESE, "footer", "\n", False, id="the lines of a footer"),
        pytest.param(SPANISH, "paragraph", " ", False, id="a language with spaces"),
        pytest.param(THAI, "paragraph", " ", False, id="a language with spaces between sentences only"),
    ],
)
def test_only_languages_without_spaces_lose_the_gap_between_sentences(
    language: Language, kind: Kind, gap: str, joined: bool
) -> None:
    report = alignment([Passage(kind, [Sentence("One.", "Alpha"), Sentence("Two.", "Omega", gap=gap)])], language)
    assert render_txt(report) == f"Alpha{'' if joined else gap}Omega\n"


@pytest.mark.parametrize("origin", ["verbatim", "none"])
def test_source_text_keeps_its_space_to_a_translation(origin: Origin) -> None:
    report = alignment(
        [Passage("paragraph", [Sentence("See there.", "见彼处。"), Sentence("https://a.example", origin=origin)])]
    )
    assert render_txt(report) == "见彼处。 https://a.example\n"


def test_what_is_not_translated_stands_as_in_the_source() -> None:
    report = alignment([Passage("paragraph", [Sentence("Not\nyet.", origin="none")])])
    assert render_txt(report) == "Not\nyet.\n"


def test_what_surrounds_the_segments_is_kept() -> None:
    report = alignment(
        [Passage("paragraph", [Sentence("One.", "一。")]), Passage("paragraph", [Sentence("Two.", "二。")])]
    )
    shifted = tuple(
        replace(record, segment=replace(record.segment, start=record.start + 3, end=record.end + 3))
        for record in report.records
    )
    text = f"\r\n {report.document.text}  "
    report = replace(report, records=shifted, document=replace(report.document, text=text))
    assert render_txt(report) == "\r\n 一。\n\n二。\n  "


def test_a_report_without_segments_comes_back() -> None:
    report = alignment([])
    assert render_txt(replace(report, document=replace(report.document, text=" \n\n"))) == " \n\n"


def test_right_to_left_text_needs_no_marks_of_its_own() -> None:
    text = render_txt(arabic_report())
    assert text.startswith("دار المحفوظات الوطنية تفتح قاعة المطالعة\n\n1.jpg\n\n")
    assert not set("\u200e\u200f\u202a\u202b\u2066\u2067") & set(text)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param("\n", "是。\n\n[NOTICE]\n", id="after a final line break"),
        pytest.param("", "是。\n\n[NOTICE]\n", id="after none"),
        pytest.param("\r\n", "是。\r\n\r\n[NOTICE]\r\n", id="in the line endings of the report"),
    ],
)
def test_a_draft_engine_is_named_in_the_last_line(tail: str, expected: str) -> None:
    report = alignment([Passage("paragraph", [Sentence("Yes.", "是。")])], tail=tail, draft=True)
    notice = "machine translation by a draft engine: argos en-zh 0.1; not reviewed"
    assert render_txt(report) == expected.replace("NOTICE", notice)


def test_a_draft_engine_that_had_no_part_in_the_text_is_not_named() -> None:
    report = alignment([Passage("paragraph", [Sentence("Yes.", "是。", origin="reviewed")])], draft=True)
    assert render_txt(report) == "是。\n"


def test_interleaved_it_has_the_source_above_each_target() -> None:
    lines = written("txt", chinese_report(), Style(bilingual="interleaved")).splitlines()
    assert lines[:3] == ["State Archive opens its reading room to the public", "国家档案馆阅览室向公众开放", ""]
    place = lines.index("Letters deposited by private families stay closed until their owners agree.")
    assert lines[place + 1] == "[not translated]"
    assert lines[-2] == "[machine translation by a draft engine: argos en-zh 0.1; not reviewed]"
    assert lines[-1] == "[dragoman 0.1.0 | argos en-zh 0.1 | glossary 5f3c1a | segmenter rules-en]"
