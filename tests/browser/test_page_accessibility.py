"""The page before axe-core, in all its states."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from dragoman.model import Alignment
from factories import arabic_report, chinese_report, three_languages
from pages import Opener, violations


def open_everything(page: Page) -> None:
    """Leave no part of the page unseen: legend, filters, panel, editor, notices."""
    page.locator(".legend summary").click()
    page.locator("#review").click()
    page.locator(".version:not([data-origin=verbatim]) .target").nth(1).click()
    page.keyboard.type("new")
    page.locator("#comment").fill("why")
    page.locator("#approve").click()
    page.locator("#b001s01 .source .term").first.click()
    page.locator("#filters-button").click()
    page.locator("#query").fill("a")
    expect(page.locator("#result")).to_be_visible()
    page.locator(".version:has(.finding):visible .target").first.evaluate("target => target.click()")
    for part in ("#panel", "#filters", "#editor .chip", ".legend dl"):
        expect(page.locator(part).first).to_be_visible()


@pytest.mark.parametrize(
    ("reports", "options"),
    [
        pytest.param((chinese_report(),), {}, id="light"),
        pytest.param((chinese_report(),), {"color_scheme": "dark"}, id="dark"),
        pytest.param((arabic_report(),), {"viewport": {"width": 390, "height": 844}}, id="phone, right to left"),
        pytest.param(three_languages(), {}, id="three languages"),
    ],
)
def test_axe_finds_nothing(show: Opener, reports: Sequence[Alignment], options: dict[str, object]) -> None:
    page = show(*reports, **options)
    open_everything(page)
    assert violations(page) == []


def test_axe_finds_nothing_in_the_list_of_keys(show: Opener) -> None:
    page = show(arabic_report())
    page.keyboard.press("?")
    assert violations(page) == []
