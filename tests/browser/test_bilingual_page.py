"""The bilingual page in a real browser; needs the Debian package `chromium` (any Chromium will do)."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from dragoman.model import Alignment
from dragoman.writers.html import render_html
from factories import Passage, Sentence, alignment, arabic_report, chinese_report, three_languages

# The driver's pipes are closed by its own process, some time after the test.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here; install the Debian package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open the page of an alignment; at the end, nothing may have been logged or asked of the network."""
    complaints: list[str] = []
    contexts = []

    def opener(*reports: Alignment, **options: object) -> Page:
        path = tmp_path / "page.html"
        path.write_text(render_html(*reports), encoding="utf-8")
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url == path.as_uri() else complaints.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


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
    page.keyboard.press("Enter")
    expect(page.locator("#b005s01 .target .term").first).to_be_focused()
    assert lit(page) == ["March 3, 2025", "2025年3月3日"]
    assert "#" not in page.url


def test_a_missing_term_leads_to_the_list(show: Opener) -> None:
    page = show(chinese_report())
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


@pytest.mark.parametrize("width", [320, 390, 640, 820, 1280])
@pytest.mark.parametrize(
    "reports", [(chinese_report(),), (arabic_report(),), three_languages()], ids=["zh", "ar", "three"]
)
def test_no_window_scrolls_sideways(show: Opener, reports: Sequence[Alignment], width: int) -> None:
    page = show(*reports, viewport={"width": width, "height": 800})
    page.locator(".legend summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_to_read(show: Opener, scheme: str) -> None:
    page = show(chinese_report(), color_scheme=scheme)
    page.locator(".legend summary").click()
    page.locator("#b005s01 .source .term").first.focus()
    assert page.evaluate(CONTRAST) == []


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
    page = show(alignment([passage] * 400))
    page.goto(f"{page.url}#b390s03")
    expect(page.locator("#b390s03")).to_be_in_viewport()
    page.locator("#b390s03 .source .term").hover()
    assert lit(page) == ["Act", "法"]


CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const parse = (css) => css.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const poor = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest("script")) continue;
    const [a, b] = [luminance(parse(getComputedStyle(node).color)), luminance(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${node.className || node.tagName} ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""
