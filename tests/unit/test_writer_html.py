import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dragoman.exchange.html.characters import visible
from dragoman.exchange.html.page import render_html
from dragoman.exchange.html.rows import groups, parts
from dragoman.exchange.html.terms import Span, merge_spans
from dragoman.model import Alignment, Rendering, TermUse
from dragoman.run.summary import summarise
from factories import (
    CHINESE,
    ENGLISH,
    Passage,
    Sentence,
    alignment,
    arabic_report,
    chinese_report,
    rendering,
    three_languages,
)

VOID = {"meta", "link", "br", "input"}


class Page(HTMLParser):
    """The elements of a page with their attributes and their text, and the proof that they nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        for index in self._open:
            self.elements[index][2].append(data)

    def find(self, tag: str, **attributes: str) -> list[tuple[dict[str, str], str]]:
        return [
            (found, "".join(text))
            for name, found, text in self.elements
            if name == tag and all(value in found.get(key.rstrip("_"), "").split() for key, value in attributes.items())
        ]

    def text(self) -> str:
        return "".join(self.elements[0][2])


def only(sentence: Sentence, **changes: object) -> Page:
    return Page(render_html(alignment([Passage("paragraph", [sentence])], **changes)))  # type: ignore[arg-type]


def test_both_sides_of_every_segment_are_on_the_page() -> None:
    report = chinese_report()
    page = Page(render_html(report))
    assert [text for _, text in page.find("div", class_="source")] == [record.source for record in report.records]
    assert [text for _, text in page.find("div", class_="target")] == [
        record.target or "not translated" for record in report.records
    ]
    assert [found["id"] for found, _ in page.find("div", class_="segment")] == [r.id for r in report.records]


def test_the_same_alignment_gives_the_same_bytes() -> None:
    assert render_html(chinese_report()) == render_html(chinese_report())


def test_the_order_of_the_counts_does_not_depend_on_the_summary() -> None:
    report = chinese_report()
    summary = report.summary
    turned = replace(
        summary,
        origins=dict(reversed(list(summary.origins.items()))),
        terms_by_status=dict(reversed(list(summary.terms_by_status.items()))),
        findings=dict(reversed(list(summary.findings.items()))),
    )
    assert render_html(replace(report, summary=turned)) == render_html(report)


def test_cells_say_their_language_and_direction() -> None:
    page = Page(render_html(arabic_report()))
    assert {(f["lang"], f["dir"]) for f, _ in page.find("div", class_="source")} == {("en", "ltr")}
    assert {(f["lang"], f["dir"]) for f, _ in page.find("div", class_="target")} == {("ar", "rtl")}
    assert page.find("html")[0][0] == {"lang": "en", "dir": "ltr"}


def test_verbatim_text_keeps_its_own_language_inside_the_target_column() -> None:
    page = Page(render_html(arabic_report()))
    assert ({"lang": "en", "dir": "ltr"}, "1.jpg") in page.find("bdi")


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    page = Page(render_html(chinese_report()))
    ids = [found["id"] for _, found, _ in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    targets = [found["href"] for found, _ in page.find("a")]
    assert {href[1:] for href in targets if href.startswith("#")} <= set(ids)


def test_the_marks_of_a_term_lead_to_each_other() -> None:
    page = only(
        Sentence("The {archive:State Archive} opened.", "{archive:国家档案馆}启用。", rungs=["forced"]),
        renderings=dict([rendering("archive", "国家档案馆", "official", "https://a.example/law")]),
    )
    (source, said), (target, rendered) = page.find("a", class_="term")
    assert (said, rendered) == ("State Archive", "国家档案馆")
    assert source["href"] == f"#{target['id']}"
    assert target["href"] == f"#{source['id']}"
    assert source["data-term"] == target["data-term"] == "1"
    assert source["class"] == "term official"
    assert source["title"] == "State Archive → 国家档案馆 · official · forced"


def test_a_missing_term_leads_to_the_list_of_terms() -> None:
    page = only(
        Sentence("The {board:Board} met.", "会议召开。"), renderings=dict([rendering("board", "理事会", "proposed")])
    )
    ((found, text),) = page.find("a", class_="missing")
    assert (text, found["href"]) == ("Board", "#term-1")
    assert "0 of 1" in page.find("tbody", id="term-1")[0][1]


def test_terms_that_share_a_place_in_the_target_share_a_mark() -> None:
    report = alignment([Passage("paragraph", [Sentence("SPA (State Archive)", "国家档案馆")])])
    uses = (
        TermUse("archive", "SPA", 0, 3, "国家档案馆", 0, 5, "present"),
        TermUse("archive", "State Archive", 5, 18, "国家档案馆", 0, 5, "present"),
        TermUse("record", "Archive", 11, 18, "档案", 2, 4, "present"),
    )
    page = Page(render_html(replace(report, records=(replace(report.records[0], terms=uses),))))
    marks = [(found["id"], found["href"], found["data-term"], text) for found, text in page.find("a", class_="term")]
    assert marks == [
        ("b001s01-s1", "#b001s01-t1", "1", "SPA"),
        ("b001s01-s2", "#b001s01-t1", "2 3", "State Archive"),
        ("b001s01-t1", "#b001s01-s1", "1 2 3", "国家档案馆"),
    ]


def test_several_targets_stand_beside_one_source() -> None:
    reports = three_languages()
    page = Page(render_html(*reports))
    ids = [found["id"] for _, found, _ in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    assert {found["href"][1:] for found, _ in page.find("a") if found["href"].startswith("#")} <= set(ids)
    assert len(page.find("div", class_="source")) == len(reports[0].records)
    targets = [(found["lang"], found["dir"], text) for found, text in page.find("div", class_="target")]
    assert targets == [
        (report.target_language.tag, "rtl" if report.target_language.rtl else "ltr", record.target)
        for records in zip(*(report.records for report in reports), strict=True)
        for report, record in zip(reports, records, strict=True)
    ]
    names = [found["data-lang"] for found, _ in page.find("div", class_="version", role="columnheader")]
    assert names == ["zh", "ar", "es"]
    assert len(page.find("p", class_="signature")) == 3


def test_a_term_has_one_number_in_all_languages_and_is_missing_if_it_is_so_in_one() -> None:
    marks = [
        (found["class"], found["id"], found["href"], found["data-term"], text)
        for found, text in Page(render_html(*three_languages())).find("a", class_="term")
        if found["id"].startswith("b002")
    ]
    assert marks == [
        ("term missing", "b002s01-s1", "#b002s01-zh-t1", "1", "Land Survey"),
        ("term official", "b002s01-s2", "#b002s01-zh-t2", "2", "March 3, 2025"),
        ("term official", "b002s01-zh-t2", "#b002s01-s2", "2", "2025年3月3日"),
        ("term official", "b002s01-zh-t1", "#b002s01-s1", "1", "土地测量局"),
        ("term official", "b002s01-ar-t1", "#b002s01-s1", "1", "مصلحة المساحة"),
        ("term official", "b002s01-ar-t2", "#b002s01-s2", "2", "3 مارس 2025"),
        ("term official", "b002s01-es-t2", "#b002s01-s2", "2", "3 de marzo de 2025"),
    ]


def test_alignments_of_different_segments_make_no_page() -> None:
    with pytest.raises(ValueError, match="the same segments"):
        render_html(chinese_report(), arabic_report())
    with pytest.raises(ValueError, match="the same segments"):
        render_html()


def test_what_html_cannot_carry_stands_beside_the_text_as_json() -> None:
    page = only(Sentence("a\x00b\r\nc", "d\x1be"))
    assert [found["data-raw"] for _, found, _ in page.elements if "data-raw" in found] == [
        '"a\\u0000b\\r\\nc"',
        '"d\\u001be"',
    ]


def test_spans_outside_the_text_are_left_out() -> None:
    assert merge_spans([(-1, 2, 0), (3, 3, 1), (2, 9, 2), (4, 5, 3)], 5) == [Span(4, 5, (3,))]


def test_origin_rungs_and_findings_are_words() -> None:
    page = Page(render_html(chinese_report()))
    rows = dict(
        zip(
            (found["id"] for found, _ in page.find("div", class_="segment")),
            (" ".join(text.split()) for _, text in page.find("div", class_="status")),
            strict=True,
        )
    )
    assert rows["b004s01"] == "Machine score −0.87 1 present, 1 inline, 1 forced"
    assert rows["b005s01"] == "Reviewed 2 present"
    assert rows["b009s01"] == "Machine score −0.52 1 inline argos en-zh 1.9"
    ((_, remarks),) = page.find("div", class_="remarks")
    assert "Error T001 the rendering 保管人理事会" in remarks
    assert "Warning T003 the glossary" in remarks


def test_the_summary_counts() -> None:
    page = Page(render_html(chinese_report()))
    figures = [" ".join(text.split()) for _, text in page.find("section", class_="figure")]
    assert figures[0].startswith("16 segments 147 words of source Reviewed1 Human draft1 Memory2 Machine8")
    assert figures[1].startswith("12 of 14 terms kept 8 distinct terms present7")
    assert figures[2] == "2 findings 1 error, 1 warning T001 error1 T003 warning1"
    assert page.find("p", class_="signature")[0][1].endswith(
        "dragoman 0.1.0 | argos en-zh 0.1 | glossary 5f3c1a | segmenter rules-en"
    )


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_engine_is_announced(draft: bool) -> None:
    page = Page(render_html(chinese_report(draft=draft)))
    assert bool(page.find("p", role="note")) is draft
    assert ("draft engine" in page.text().casefold()) is draft


def test_the_list_of_terms_names_forms_authority_and_places() -> None:
    page = Page(render_html(chinese_report()))
    rows = {row["id"]: " ".join(text.split()) for row, text in page.find("tbody")}
    assert rows["term-3"] == (
        "Director-General 馆长 official Statute of the State Archive, art. 4; archive.example/law/statute "
        "2 of 2 b004s01 b006s01"
    )
    assert rows["term-1"].startswith("Assembly none in the glossary")
    hrefs = {found["href"] for found, _ in page.find("a") if not found["href"].startswith("#")}
    assert hrefs == {
        "https://archive.example/law/statute-of-the-state-archive#art-1",
        "https://archive.example/law/statute",
        "https://archive.example/law/public-records",
    }


def test_the_list_of_terms_names_accepted_and_forbidden_forms() -> None:
    concept = Rendering("a", "法", ("法律", "法令"), ("法规",), "official", "Gazette 3", "of 1951", 1)
    page = only(Sentence("The {a:Act}.", "{a:法律}。"), renderings={"a": concept})
    assert page.find("span", class_="accepted")[0][1] == "also accepted: 法律, 法令"
    assert page.find("span", class_="forbidden")[0][1] == "forbidden: 法规"
    assert page.find("span", class_="seen")[0][1] == "in the text: 法律"
    assert page.find("span", class_="note")[0][1] == "of 1951"


def test_an_authority_is_a_link_only_where_it_is_a_web_address() -> None:
    page = only(
        Sentence("The {a:Act}.", "{a:法}。"), renderings=dict([rendering("a", "法", "official", "javascript:alert(1)")])
    )
    assert all(found["href"].startswith("#") for found, _ in page.find("a"))


def test_an_equals_sign_keeps_the_form_of_the_source() -> None:
    page = only(Sentence("{u:UNESCO} met.", "{u:UNESCO}开会。"), renderings=dict([rendering("u", "=", "established")]))
    assert page.find("a", class_="term")[0][0]["title"] == "UNESCO → UNESCO · established · present"
    assert "in the text" not in page.find("tbody", id="term-1")[0][1]


def test_a_term_without_a_row_in_the_glossary_is_still_marked() -> None:
    page = only(Sentence("On {day:May 1}.", "{day:5月1日}。"))
    assert [found["class"] for found, _ in page.find("a", class_="term")] == ["term", "term"]


def test_a_term_of_the_whole_report_names_only_its_first_segments() -> None:
    page = Page(render_html(alignment([Passage("paragraph", [Sentence("The {a:Act}.", "{a:法}。")] * 15)])))
    assert " ".join(page.find("tbody", id="term-1")[0][1].split()).endswith("b001s12 and 3 more")


def test_the_policy_admits_the_pages_own_style_and_script_only() -> None:
    html = render_html(chinese_report())
    page = Page(html)
    policy = next(found["content"] for found, _ in page.find("meta") if "http-equiv" in found)
    for tag in ("style", "script"):
        ((attributes, content),) = page.find(tag)
        assert attributes == {}
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)
    assert not [found for _, found, _ in page.elements if "src" in found]
    assert ({"name": "robots", "content": "noindex"}, "") in page.find("meta")


def test_long_reports_are_laid_out_as_they_come_into_view() -> None:
    sentences = [Sentence("Yes.", "是。")] * 401
    long = Page(render_html(alignment([Passage("paragraph", sentences)])))
    short = Page(render_html(alignment([Passage("paragraph", sentences[:400])])))
    assert long.find("div", class_="long")
    assert not short.find("div", class_="long")


def test_blocks_are_gathered_and_never_cut() -> None:
    sizes = [30, 40, 1, 100, 5]
    report = alignment([Passage("paragraph", [Sentence("Yes.", "是。")] * size) for size in sizes])
    gathered = parts(groups([report], {}), 60)
    assert [[len(group.rows) for group in part] for part in gathered] == [[30, 40], [1, 100], [5]]


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(alignment([]), id="no segments"),
        pytest.param(alignment([Passage("paragraph", [Sentence("Yes.", origin="none")])], engine=None), id="no engine"),
        pytest.param(alignment([], CHINESE, source_language=ENGLISH, name="<b>&.txt"), id="a name with markup"),
    ],
)
def test_pages_with_little_on_them(report: Alignment) -> None:
    page = Page(render_html(report))
    assert page.find("h1")[0][1] == report.document.name


def test_control_characters_show_as_what_they_are() -> None:
    page = only(Sentence("a\x00b\x0cc\x1b[0m\u2028d\ufffe\r\ne", "<script>&amp;"))
    assert page.find("div", class_="source")[0][1] == "a␀b\nc␛[0m\nd\ufffd\ne"
    assert page.find("div", class_="target")[0][1] == "<script>&amp;"


def test_plain_text_is_left_alone() -> None:
    assert visible("国家 \t\n\u200f\u202e\U0001f5fa") == "国家 \t\n\u200f\u202e\U0001f5fa"


def test_the_summary_of_the_factory_agrees_with_its_records() -> None:
    report = chinese_report()
    assert report.summary == summarise(report.records)
    assert report.summary.segments == sum(report.summary.origins.values())
