"""The picture of a run: what it draws adds up to what the records hold."""

import base64
import hashlib
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime

import pytest

from dragoman.exchange.picture.map import Layout
from dragoman.exchange.picture.timeline import percent
from dragoman.model import Alignment
from dragoman.po.history import History, Milestone
from factories import (
    ARABIC,
    CHINESE,
    ENGLISH,
    Passage,
    Sentence,
    alignment,
    arabic_report,
    chinese_report,
    three_languages,
)
from pictures import SVG, draw, keys, lengths, maps, parse, strips


def history(*shares: float, first: int = 1, cut_off: bool = False, commits: int = 0) -> History:
    """Make a history with a commit a day."""
    points = [
        Milestone(f"{day:012x}", datetime(2026, 3, day, 12, tzinfo=UTC), share)
        for day, share in enumerate(shares, first)
    ]
    return History(tuple(points), commits or len(points), cut_off)


def long_report(blocks: int) -> Alignment:
    sentence = Sentence("The {a:State Archive} " + "opens its doors. " * 9, "{a:国家档案馆}开放。", rungs=["forced"])
    waits = Sentence("Nobody has translated {a:State Archive}.", origin="none")
    return alignment(
        [Passage("heading", [Sentence("Doors", "门")]), *[Passage("paragraph", [sentence, waits])] * blocks]
    )


@pytest.mark.parametrize("report", [chinese_report(), arabic_report(), *three_languages()], ids=lambda one: one.engine)
def test_every_character_of_every_segment_is_drawn_in_its_colour(report: Alignment) -> None:
    page = parse(draw(report))
    drawn = lengths(maps(page, "origin")[0], 150)
    held = Counter[str]()
    for record in report.records:
        held[record.origin] += len(record.source)
    assert drawn == held


def test_every_term_is_drawn_at_its_length_in_the_colour_of_its_rung() -> None:
    report = chinese_report()
    drawn = lengths(maps(parse(draw(report)), "rung")[0], 150)
    held = Counter[str]()
    for record in report.records:
        for use in record.terms:
            held[use.status] += use.end - use.start
    assert drawn == held


def test_the_figures_beside_the_colours_are_those_of_the_summary() -> None:
    report = chinese_report()
    origins, rungs = keys(parse(draw(report)))
    named = {"human draft": "draft", "untranslated": "none"}
    assert {named.get(name, name): number for name, number in origins.items()} == report.summary.origins
    assert rungs == report.summary.terms_by_status


def test_a_term_of_a_segment_without_target_waits_and_is_not_called_lost() -> None:
    report = long_report(2)
    _, rungs = keys(parse(draw(report)))
    assert rungs == {"forced": 2, "not yet translated": 2}
    assert sum(rungs.values()) == report.summary.terms_required


def test_all_languages_have_the_same_shape() -> None:
    page = parse(draw(*three_languages()))
    shapes = [
        sorted((rect.get("x"), rect.get("y"), rect.get("width")) for rect in picture.iter(f"{SVG}rect"))
        for picture in maps(page, "origin")
    ]
    assert len(shapes) == 3
    assert shapes[0] == shapes[1] == shapes[2]
    assert len(maps(page, "rung")) == 3


def test_a_report_in_chinese_has_as_many_lines_as_its_translation_would() -> None:
    text = "港务中心今天开放。" * 60
    report = alignment(
        [Passage("paragraph", [Sentence(text, "The port centre opens today. " * 60)])], ENGLISH, source_language=CHINESE
    )
    [origins] = maps(parse(draw(report)), "origin")
    assert len(list(strips(origins))) == -(-len(text) // 50)
    assert lengths(origins, 50) == {"machine": len(text)}
    assert '<p class="figures">540 characters in 1 segment of 1 block' in draw(report)


def test_headings_stand_beside_their_lines_in_the_language_of_the_map() -> None:
    report = alignment(
        [
            Passage("heading", [Sentence("Doors open", "تفتح الأبواب")]),
            Passage("heading", [Sentence("A heading that nobody has translated", origin="none")]),
            Passage("heading", [Sentence("A heading " * 14, "عنوان")]),
        ],
        ARABIC,
    )
    first, second = [text for text in parse(draw(report)).iter(f"{SVG}text") if text.get("lang")]
    assert (first.text, first.get("lang"), first.get("direction")) == ("تفتح الأبواب", "ar", "rtl")
    assert (second.get("lang"), second.get("direction")) == ("en", None)
    assert second.text is not None
    assert second.text.startswith("A heading that nobody has")


def test_segments_lead_to_the_bilingual_page_where_there_is_one() -> None:
    report = chinese_report()
    html = draw(report, pages={"zh": "50% #1 of “x”.zh.html"})
    found = [link.get("href") for link in parse(html).iter(f"{SVG}a")]
    assert len(found) > len(report.records)
    assert {str(link).partition("#")[0] for link in found} == {"50%25%20%231%20of%20%E2%80%9Cx%E2%80%9D.zh.html"}
    assert {str(link).partition("#")[2] for link in found} == {record.id for record in report.records}
    alone = parse(draw(report))
    assert list(alone.iter(f"{SVG}a")) == []
    assert [link.get("href") for link in alone.iter("a")] == ["#coverage"]


def test_all_languages_lead_to_the_page_that_has_them_side_by_side() -> None:
    assert 'href="a%20b.html">All languages' in draw(*three_languages(), together="a b.html")
    assert "All languages" not in draw(*three_languages())


def test_findings_are_marked_counted_and_listed() -> None:
    page = parse(draw(chinese_report()))
    assert [mark.get("class") for mark in page.iter(f"{SVG}circle")] == ["error"]
    [matrix] = [table for table in page.iter("table") if table.get("class") == "matrix"]
    assert [" ".join(row.itertext()).split() for row in matrix.iter("tr")] == [
        ["Code", "Chinese"],
        ["T001", "error", "1"],
        ["T003", "warning", "1"],
    ]
    listed = ["".join(item.itertext()) for item in page.iter("li")]
    assert len(listed) == 2
    assert listed[0].startswith("b005s03 error T001 the rendering 保管人理事会")


def test_a_long_report_is_drawn_in_slices_that_add_up() -> None:
    report = long_report(700)
    assert not Layout(report.records).is_page
    html = draw(report, pages={"zh": "report.zh.html"})
    assert len(html) < 700_000
    page = parse(html)
    [origins], [terms] = maps(page, "origin"), maps(page, "rung")
    assert origins.get("height") == terms.get("height") == str(240 * 4)
    shares: defaultdict[str, float] = defaultdict(float)
    for name, width in strips(origins):
        shares[name] += width / 240
    held: defaultdict[str, float] = defaultdict(float)
    for record in report.records:
        held[record.origin] += 100 * len(record.source) / sum(len(one.source) for one in report.records)
    assert shares == pytest.approx(held, abs=0.5)
    wide: defaultdict[str, float] = defaultdict(float)
    for name, width in strips(terms):
        wide[name] += width
    assert wide["forced"] == pytest.approx(wide["waiting"], rel=0.02)
    assert "The first 500 of 701 blocks" in html


def test_the_line_of_time_climbs_from_commit_to_commit() -> None:
    shares = {"zh": history(0, 0.25, 0.25, 1, first=1), "ar": history(0.5, first=5, commits=99, cut_off=True)}
    html = draw(*three_languages(), histories=shares)
    page = parse(html)
    paths = [path.get("d") for path in page.iter(f"{SVG}path") if path.get("class") == "line"]
    assert paths[0] == "M0 100H25V75H50V75H75V0H100"
    assert paths[1] == "M100 50H100"
    assert "100 %</strong> after 4 commits" in html
    assert "50 %</strong> after 99 commits, 1 of them drawn; the clone is shallow" in html
    assert "never committed" in html
    dates = [row[0].text for row in page.iter("tr") if row[0].text and row[0].text.startswith("2026-")]
    assert dates[:4] == ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]


def test_one_commit_is_no_line_yet() -> None:
    html = draw(chinese_report(), histories={"zh": history(0.5)})
    assert "not been committed to a Git repository twice" in html


@pytest.mark.parametrize(("share", "text"), [(0, "0 %"), (0.0001, "0.1 %"), (0.0299, "2 %"), (1 - 1e-12, "100 %")])
def test_shares_are_rounded_down_so_that_all_means_all(share: float, text: str) -> None:
    assert percent(share) == text


def test_one_file_that_asks_for_nothing_and_runs_nothing() -> None:
    html = draw(chinese_report(), pages={"zh": "x.zh.html"})
    page = parse(html)
    assert not list(page.iter("script"))
    assert not list(page.iter("img"))
    [policy] = [meta.get("content") or "" for meta in page.iter("meta") if meta.get("http-equiv")]
    [style] = re.findall(r"<style>(.*)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "style=" not in html
    assert "url(" not in style


def test_the_page_says_what_made_it() -> None:
    html = draw(*three_languages())
    for one in three_languages():
        assert one.signature in html
    assert "Draft engine." in draw(chinese_report())
    assert "Draft engine." not in draw(chinese_report(draft=False))


def test_the_same_run_gives_the_same_picture() -> None:
    histories = {"zh": history(0, 0.5)}
    assert draw(*three_languages(), histories=histories) == draw(*three_languages(), histories=histories)


def test_a_report_without_text_is_a_picture_too() -> None:
    page = parse(draw(alignment([])))
    assert [picture.get("height") for picture in maps(page, "origin")] == ["0"]
