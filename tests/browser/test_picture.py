"""The picture of a run in a real browser."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dragoman.model import Alignment
from dragoman.po.history import History, Milestone
from factories import Passage, Sentence, alignment, arabic_report, chinese_report, three_languages
from pages import Desk, violations
from pictures import draw

HISTORY = History(
    tuple(Milestone(f"{day:012x}", datetime(2026, 3, day, tzinfo=UTC), day / 9) for day in range(1, 9)), 8, False
)


def show(desk: Desk, *reports: Alignment, **options: Any) -> Page:
    """Open a picture, with a history and with a link for every segment."""
    tags = [report.target_language.tag for report in reports]
    pages = {tag: f"report.{tag}.html" for tag in tags}
    return desk.show_text(draw(*reports, pages=pages, histories=dict.fromkeys(tags, HISTORY)), **options)


@pytest.mark.parametrize(
    ("reports", "options"),
    [
        pytest.param((chinese_report(),), {}, id="light"),
        pytest.param((arabic_report(),), {"viewport": {"width": 390, "height": 844}}, id="phone, right to left"),
        pytest.param(three_languages(), {"color_scheme": "dark"}, id="three languages, dark"),
    ],
)
def test_axe_finds_nothing(desk: Desk, reports: tuple[Alignment, ...], options: dict[str, Any]) -> None:
    page = show(desk, *reports, **options)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
@pytest.mark.parametrize("reports", [(arabic_report(),), three_languages()], ids=["one", "three"])
def test_no_window_scrolls_sideways(desk: Desk, reports: tuple[Alignment, ...], width: int) -> None:
    page = show(desk, *reports, viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_drawn_lies_inside_of_its_map_and_keeps_its_size(desk: Desk) -> None:
    page = show(desk, chinese_report(), viewport={"width": 1280, "height": 900})
    outside = page.evaluate(
        """() => [...document.querySelectorAll("svg.map")].flatMap(map => {
          const whole = map.getBoundingClientRect();
          return [...map.querySelectorAll("rect")].filter(one => {
            const part = one.getBoundingClientRect();
            return part.width <= 0 || part.height < 2 || part.left < whole.left - 1 || part.right > whole.right + 1
              || part.top < whole.top || part.bottom > whole.bottom + 1;
          }).map(one => one.outerHTML);
        })"""
    )
    assert outside == []
    height = page.locator("svg.map").first.evaluate("map => map.getBoundingClientRect().height")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator("svg.map").first.evaluate("map => map.getBoundingClientRect().height") == height


def test_maps_of_several_languages_stand_level(desk: Desk) -> None:
    page = show(desk, *three_languages(), viewport={"width": 1280, "height": 900})
    tops = page.locator("svg.map").evaluate_all("maps => maps.map(map => map.getBoundingClientRect().top)")
    assert len(tops) == 6
    assert max(tops[:3]) - min(tops[:3]) <= 1
    assert max(tops[3:]) - min(tops[3:]) <= 1


def test_a_line_leads_to_its_segment_and_the_keyboard_goes_past(desk: Desk) -> None:
    page = show(desk, chinese_report())
    strip = page.locator("svg.map a", has_text="b005s03").first
    expect(strip).to_have_attribute("href", "report.zh.html#b005s03")
    assert strip.locator("title").text_content() == "b005s03, line 10: machine, T001, T003"
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('svg') ? 'map' : document.activeElement.textContent"))
    assert "map" not in reached
    assert {"Skip to the pictures", "Chinese", "Blocks", "Terms"} <= reached


def test_it_reads_without_colour_and_on_paper(desk: Desk) -> None:
    page = show(desk, *three_languages(), color_scheme="dark")
    expect(page.get_by_role("group", name="Origin of each segment, Arabic")).to_be_visible()
    expect(page.get_by_role("img", name="Reviewed share over time, Spanish")).to_be_visible()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_role("heading", name="In numbers")).to_be_hidden()


def test_a_long_report_is_no_taller_than_a_few_windows(desk: Desk) -> None:
    passage = Passage("paragraph", [Sentence("The {a:Act} holds.", "{a:法}有效。", rungs=["forced"])] * 5)
    report = alignment([passage] * 300)
    page = show(desk, report, viewport={"width": 1280, "height": 900})
    expect(page.get_by_role("heading", name="Who translated what")).to_be_in_viewport()
    assert page.locator("svg.map").first.evaluate("map => map.getBoundingClientRect().height") <= 2_800
