import json
from pathlib import Path

import pytest

from dragoman.documents import parse_text, read_document
from dragoman.model import Block, Document, Segment
from dragoman.segment import SEGMENTER, segment_document
from dragoman.segment.engine import splitter_for
from dragoman.segment.rules import rules_for

TESTS = Path(__file__).parents[1]
DATA = TESTS / "data" / "reports"
REAL = TESTS.parents[1] / "shared" / "reports" / "spp-foreign-related-prosecution.txt"


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in splitter_for(language).spans(text, 0, len(text))]


def segments(text: str, language: str = "en") -> tuple[Segment, ...]:
    return segment_document(parse_text("report.txt", "report", text.encode()), language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("zh", "会议召开。|会议结束！|结果如何？|很好。", id="Chinese"),
        pytest.param("zh-Hant", "會議召開。|會議結束。", id="Traditional Chinese"),
        pytest.param("zh", "他说：“要依法办案。”|会议结束。", id="closing mark"),
        pytest.param("zh", "“要依法办案。”他说。|会议结束。", id="reporting clause"),
        pytest.param("zh", "他看了《出发！大海》一书。|他很高兴。", id="book title"),
        pytest.param("zh", "会议（第一次会议。在上海）结束。|好。", id="brackets"),
        pytest.param("zh", "他等了很久……没有人来。|他走了。", id="ellipsis"),
        pytest.param("zh", "增长2.5%；完成。", id="semicolon and decimal"),
        pytest.param("zh", "“是吗？”，他问。", id="comma after a quotation"),
        pytest.param("ja", "会議が開かれた。|終わった。", id="Japanese"),
        pytest.param("es", "¿Quién vino? |¡Todos! |El Sr. López habló.", id="Spanish"),
        pytest.param("fr", "Qui est venu ? |Tous. |« Bien. » |M. Lin a parlé.", id="French"),
        pytest.param("ru", "Суд начался. |Кто пришёл? |Пришёл А. Б. Иванов.", id="Russian"),
        pytest.param("ar", "من حضر؟ |حضر الجميع. |انتهى.", id="Arabic"),
        pytest.param("ur", "اجلاس ہوا۔ |سب آئے۔", id="Urdu"),
        pytest.param("hi", "बैठक हुई। |सब आए।", id="Hindi"),
        pytest.param("de", "Die Sitzung am 14. November war kurz. |Sie endete.", id="German ordinal"),
        pytest.param("xx", "One. |Two! |Three", id="unknown language"),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    assert sentences(text.replace("|", ""), language) == [part.strip() for part in text.split("|")]


def test_rules_are_found_by_language_tag() -> None:
    assert rules_for("en_GB") is rules_for("EN")
    assert rules_for("en").name == "rules-en 2"
    assert rules_for("zh-Hant") is rules_for("zh")
    assert rules_for("tlh").name == "rules-default 2"


def test_segmenter_has_a_name_and_a_version() -> None:
    assert SEGMENTER == "rules 3"


def test_ids_offsets_and_lines() -> None:
    text = "Title\r\n\r\nThe court met. It\r\nruled. It rose.\r\rDone.\n"
    block = Block(2, "paragraph", 3, 9, 43)
    found = segment_document(Document("r", "r", text, (Block(1, "heading", 1, 0, 5), block), "utf-8"), "en")
    assert [(segment.id, segment.line, segment.start, segment.end, segment.source) for segment in found] == [
        ("b001s01", 1, 0, 5, "Title"),
        ("b002s01", 3, 9, 23, "The court met."),
        ("b002s02", 3, 24, 34, "It\r\nruled."),
        ("b002s03", 4, 35, 43, "It rose."),
    ]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])
def test_line_is_that_of_the_first_character_of_the_segment(end: str) -> None:
    found = segments(
        f"Title{end}{end}The court met in the afternoon and heard both of the parties,{end}who left. It rose.{end}"
    )
    assert [segment.line for segment in found] == [1, 3, 4]


def test_heading_and_byline_stay_whole_and_captions_are_split() -> None:
    found = segments(
        "Sea clean. Ports open\n\nexample.org| Nov. 4, 2024\n\n1.jpg\n\nThe hall. It is full. [Photo/Example]"
    )
    assert [(segment.id, segment.kind, segment.source, segment.verbatim) for segment in found] == [
        ("b001s01", "heading", "Sea clean. Ports open", False),
        ("b002s01", "byline", "example.org| Nov. 4, 2024", False),
        ("b003s01", "image", "1.jpg", True),
        ("b004s01", "caption", "The hall.", False),
        ("b004s02", "caption", "It is full.", False),
        ("b004s03", "credit", "[Photo/Example]", False),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Present were Lin Yi, judge; |Karl Weber, clerk; |and Roy, counsel.", id="en"),
        pytest.param("zh", "出席会议的有：市检察院检察长林某；|市法院院长陈某；|以及各区县负责人。", id="zh"),
        pytest.param("zh-Hant", "出席者有：檢察長林某；|法院院長陳某；|以及各縣市負責人。", id="zh-Hant"),
        pytest.param("ja", "海州地検の林検事；|海州地裁の陳判事；|周事務官が出席した。", id="ja"),
        pytest.param("ko", "해주지방검찰청 임 검사; |해주지방법원 진 판사; |주 국장이 참석하였다.", id="ko"),
        pytest.param("es", "Asistieron Ana Ruiz, fiscal; |Juan Sol, juez; |y Luis Mar, secretario.", id="es"),
        pytest.param("ru", "Присутствовали А. Иванов, прокурор; |Б. Петров, судья.", id="ru"),
        pytest.param("ar", "حضر أحمد سالم، المدعي العام؛ |وسامي نور، القاضي.", id="ar"),
        pytest.param("en", "The court heard the case; it ruled on the claim; and it rose.", id="clauses"),
        pytest.param("de", "Sie prüften Akten, die alt waren; Zeugen, die schwiegen.", id="things"),
        pytest.param("zh", "一是查清事实；二是固定证据；三是依法起诉。", id="tasks"),
        pytest.param("en", "Present was Lin Yi, judge; the hall was full.", id="one person"),
    ],
)
def test_persons_of_a_list(language: str, text: str) -> None:
    document = parse_text("report.txt", "report", f"Title\n\n{text.replace('|', '')}".encode())
    found = segment_document(document, language, each_person=True)
    assert [segment.source for segment in found[1:]] == [part.strip() for part in text.split("|")]
    assert len(segment_document(document, language)) == 2


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("the rule \r\n of law", "the rule of law", id="blank"),
        pytest.param("依法\n治国", "依法治国", id="Chinese"),
        pytest.param("依法，\n治国", "依法，治国", id="Chinese punctuation"),
        pytest.param("上升\n12.5%\n左右", "上升12.5%左右", id="Chinese and figures"),
        pytest.param("法の\n支配", "法の支配", id="Japanese"),
        pytest.param("법의\n지배", "법의 지배", id="Korean has blanks"),
        pytest.param("加入\nWTO", "加入 WTO", id="Chinese and Latin"),
        pytest.param("> We all\n> > agree.", "> We all agree.", id="marks of a quoted mail"),
        pytest.param("a > b", "a > b", id="no line break"),
    ],
)
def test_lines_of_a_segment_are_joined(source: str, text: str) -> None:
    assert Segment("b001s01", 1, "paragraph", 1, 0, len(source), source).text == text


def test_tables_are_split_at_tabs_and_figures_are_verbatim() -> None:
    found = segments("Title\n\nPorts \t 12\t\tOpen. Clean.")
    assert [(segment.id, segment.source, segment.verbatim) for segment in found[1:]] == [
        ("b002s01", "Ports", False),
        ("b002s02", "12", True),
        ("b002s03", "Open. Clean.", False),
    ]


def test_a_marker_stands_before_the_first_segment_of_its_item() -> None:
    text = (
        "The steps:\n\n1. Read it. Keep it.\n（二）Hear both.\n- (a) Write.\n3. Juli 2024\n\nIV. The end\n\nIt ended."
    )
    found = segments(text)
    assert [(one.marker, one.source) for one in found] == [
        ("", "The steps:"),
        ("1. ", "Read it."),
        ("", "Keep it."),
        ("（二）", "Hear both."),
        ("- (a) ", "Write."),
        ("", "3. Juli 2024"),
        ("IV. ", "The end"),
        ("", "It ended."),
    ]
    assert all(text[one.start - len(one.marker) : one.end] == one.marker + one.source for one in found)


def test_items_that_run_on_in_a_line_of_a_list_have_markers_each() -> None:
    found = segments("• A room. • A lamp. • A line.")
    assert [(one.marker, one.source) for one in found] == [("• ", "A room."), ("• ", "A lamp."), ("• ", "A line.")]


def test_claims_of_rights_are_one_segment() -> None:
    found = segments("Title\n\nIt met.\n\nCopyright © Example. All rights reserved. Presented by us.")
    assert [(segment.kind, segment.verbatim) for segment in found][-1] == ("copyright", False)
    assert len(found) == 3


def test_a_long_bracket_is_taken_for_a_slip() -> None:
    text = f"It met (on the first day. {'It heard one more party. ' * 30}Then it rose)."
    assert len(sentences(text)) > 30


def test_combining_marks_are_not_cut_off() -> None:
    assert sentences("会议。\u0301结束", "zh") == ["会议。\u0301结束"]
    assert sentences("It met. \u0301It rose.") == ["It met. \u0301It rose."]


def test_many_sentences_and_blocks_keep_their_ids_in_order() -> None:
    found = segments("Title\n\n" + "It met. " * 120)
    assert [found[index].id for index in (1, 99, 120)] == ["b002s01", "b002s99", "b002s120"]


def test_sample_reports() -> None:
    found = segment_document(read_document(DATA / "sample-report.txt"), "en")
    sources = [segment.source for segment in found]
    assert '"Can we leave a clean sea to our children?" Ying asked.' in sources
    assert '"We can, if every case is handled well!" he added.' in sources
    assert "No. 7 of the working rules says how." in sources
    assert "The owner, Blue Harbor Shipping Co., paid for the cleaning." in sources
    assert sum(source.startswith("Shen Jian, Chief Prosecutor") and source.count(";") == 3 for source in sources) == 1
    wrapped = segment_document(read_document(DATA / "hard-wrapped.txt"), "en")
    assert [(segment.block, segment.line) for segment in wrapped][2:7] == [(3, 5), (3, 6), (4, 10), (4, 10), (4, 12)]
    assert wrapped[6].text.startswith("Art. 5 of the draft guide, which was adopted at 4 p.m. on")


@pytest.mark.skipif(not REAL.is_file(), reason="the report is not part of the repository")
def test_real_report_is_segmented_as_a_person_did_it() -> None:
    """The golden rows hold no text: id, kind, line, offsets, and whether it passes through."""
    found = segment_document(read_document(REAL), "en")
    rows = [[row.id, row.kind, row.line, row.start, row.end, row.verbatim] for row in found]
    assert rows == json.loads((TESTS / "golden" / "spp-segments.json").read_text("utf-8"))
