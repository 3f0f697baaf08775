"""The bilingual page in a real browser: what stands on it, and where."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dragoman.model import Alignment
from factories import Passage, Sentence, alignment, arabic_report, chinese_report, three_languages
from pages import Opener


def lit(page: Page) -> list[str]:
    return page.locator(".lit").all_text_contents()


def test_pointing_at_a_term_lights_up_its_counterpart(show: Opener) -> None:
    page = show(chinese_report())
    row = page.locator("#b005s01")
    row.locator(".source .term", has_text="State Archive").hover()
    assert lit(page) == ["State Archive", "国家档案馆"]
    row.locator(".target .term", has_text="2025年3月3日").hover()
    assert lit(page) == ["March 3, 2025", "2025年3月3日"]
    page.locator("h1").hover()
    assert lit(page) == []


def test_the_keyboard_does_the_same(show: Opener) -> None:
    page = show(chinese_report())
    term = page.locator("#b005s01 .source .term").first
    term.focus()
    assert lit(page) == ["State Archive", "国家档案馆"]
    page.keyboard.press("Tab")
    assert lit(page) == ["March 3, 2025", "2025年3月3日"]


def test_a_missing_term_leads_to_the_list(show: Opener) -> None:
    page = show(chinese_report(), java_script_enabled=False)
    page.locator("#b005s03 .term", has_text="Assembly").click()
    assert page.url.endswith("#term-1")
    expect(page.locator("#term-1")).to_be_in_viewport()


def test_the_page_reads_without_script(show: Opener) -> None:
    page = show(chinese_report(), java_script_enabled=False)
    expect(page.locator("#b005s01 .target")).to_have_text(
        "2025年3月3日，国家档案馆启用新阅览室，这是首都第一间无需预约即可进入的阅览室。"
    )
    expect(page.get_by_role("note")).to_contain_text("Draft engine")
    page.locator("#b005s01 .source .term").first.click()
    assert page.url.endswith("#b005s01-t1")


def test_right_to_left_text_stands_on_the_right(show: Opener) -> None:
    page = show(arabic_report(), viewport={"width": 1280, "height": 800})
    target = page.locator("#b004s01 .target")
    expect(target).to_have_css("direction", "rtl")
    expect(page.locator("#b004s01 .source")).to_have_css("direction", "ltr")
    cell, name = target.bounding_box(), page.locator("#b002s01 .target").bounding_box()
    assert cell is not None
    assert name is not None
    assert name["x"] + name["width"] == pytest.approx(cell["x"] + cell["width"], abs=1)


@pytest.mark.parametrize(
    "reports", [(chinese_report(),), (arabic_report(),), three_languages()], ids=["zh", "ar", "three"]
)
def test_no_window_scrolls_sideways(show: Opener, reports: Sequence[Alignment]) -> None:
    page = show(*reports)
    page.locator(".legend summary").click()
    page.locator("#filters-button").click()
    page.locator("#review").click()
    page.locator(".target").first.click()
    for width in (320, 390, 640, 820, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_on_a_phone_the_target_stands_under_its_source(show: Opener) -> None:
    page = show(chinese_report(), viewport={"width": 390, "height": 844})
    source = page.locator("#b005s01 .source").bounding_box()
    target = page.locator("#b005s01 .target").bounding_box()
    assert source is not None
    assert target is not None
    assert target["x"] == source["x"]
    assert target["y"] >= source["y"] + source["height"]


def test_several_targets_stand_side_by_side_and_below_each_other_on_a_phone(show: Opener) -> None:
    page = show(*three_languages(), viewport={"width": 1280, "height": 800})
    cells = page.locator("#b002s01").locator(".source, .target")

    def boxes() -> list[tuple[float, float]]:
        return [(round(box["x"]), round(box["y"])) for box in map(Locator.bounding_box, cells.all()) if box]

    across = boxes()
    assert sorted(across) == across
    assert max(y for _, y in across) - min(y for _, y in across) < 10
    page.set_viewport_size({"width": 390, "height": 800})
    down = boxes()
    assert len({x for x, _ in down}) == 1
    assert [y for _, y in down] == sorted({y for _, y in down})


def test_rows_and_columns_reach_assistive_technology(show: Opener) -> None:
    page = show(chinese_report())
    table = page.get_by_role("table", name="Text in English and Chinese")
    expect(table.get_by_role("row")).to_have_count(17)
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(page.get_by_role("navigation", name="Findings").get_by_role("link")).to_have_count(2)
    expect(page.get_by_role("heading", level=1)).to_have_text("reading-room-opens.txt")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()


def test_the_page_prints(show: Opener, tmp_path: Path) -> None:
    page = show(chinese_report(), color_scheme="dark")
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF-")
    page.emulate_media(media="print")
    expect(page.locator(".legend dl").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    number = "getComputedStyle(document.querySelector('#b005s01 .target .term'), '::after').content"
    assert "attr(data-term)" in page.evaluate(number) or "2" in page.evaluate(number)


def test_a_long_report_opens_at_any_segment(show: Opener) -> None:
    passage = Passage("paragraph", [Sentence("The {a:Act} holds.", "{a:法}有效。", rungs=["forced"])] * 5)
    page = show(alignment([passage] * 100))
    page.goto(f"{page.url}#b095s03")
    expect(page.locator("#b095s03")).to_be_in_viewport()
    page.locator("#b095s03 .source .term").hover()
    assert lit(page) == ["Act", "法"]
