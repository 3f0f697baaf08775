"""Searching, filtering, moving, and the panel of terms, in a real browser."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dragoman.exchange import pages
from dragoman.model import Rendering
from factories import Passage, Sentence, alignment, chinese_report, three_languages
from pages import Opener

TEMPLATES = Path(pages.__file__).parent / "templates"


def shown(page: Page) -> list[str]:
    return [row.get_attribute("id") or "" for row in page.locator(".segment:visible").all()]


def search(page: Page, text: str) -> list[str]:
    page.locator("#query").fill(text)
    page.evaluate("new Promise(requestAnimationFrame)")
    page.evaluate("new Promise(requestAnimationFrame)")
    return shown(page)


def current(page: Page) -> str | None:
    return page.locator(".segment.current").get_attribute("id")


def test_a_search_finds_both_sides_without_regard_to_case_and_line_breaks(show: Opener) -> None:
    page = show(chinese_report())
    assert search(page, "READING ROOM TO THE PUBLIC") == ["b001s01"]
    assert search(page, "档案法") == ["b005s02"]
    assert search(page, "“a RECORD that") == search(page, '"a record that') == ["b006s01"]
    assert search(page, "b010s") == ["b010s01", "b010s02"]
    expect(page.locator("#result")).to_contain_text("2 of 16 segments")
    assert search(page, "no such words") == []
    expect(page.locator("#nothing")).to_be_visible()
    page.locator("#nothing button").click()
    assert len(shown(page)) == 16
    expect(page.locator("#query")).to_have_value("")


def test_what_a_search_finds_is_marked_across_terms(show: Opener) -> None:
    page = show(chinese_report())
    search(page, "archive opened its new")
    marked = page.evaluate("[...CSS.highlights.get('found')].map((range) => range.toString())")
    assert marked == ["Archive opened its new"]
    search(page, "")
    assert page.evaluate("CSS.highlights.has('found')") is False


def test_accents_and_widths_do_not_matter_to_a_search(show: Opener) -> None:
    texts = ["Élysée Palace", "ＳＰＰ　２０２５", "Straße\u00ad n", "dos\npalabras", "依法\n治国 SPP", "قِمَّة"]
    page = show(alignment([Passage("paragraph", [Sentence(text, "x")]) for text in texts]))
    for number, text in enumerate(
        ("elysee", "spp 2025", "STRASSE n".replace("SS", "ß"), "dos palabras", "依法治国SPP", "قمة")
    ):
        assert search(page, text) == [f"b00{number + 1}s01"]
        assert page.evaluate("CSS.highlights.get('found').size") == 1


def test_filters_narrow_each_other(show: Opener) -> None:
    page = show(chinese_report())
    page.locator("#filters-button").click()
    page.get_by_role("checkbox", name="Reviewed", exact=True).check()
    page.get_by_label("Human draft").check()
    expect(page.locator(".segment:visible")).to_have_count(2)
    page.locator("#query").fill("record")
    expect(page.locator(".segment:visible")).to_have_count(1)
    page.locator("#result button").click()
    page.get_by_label("All errors").check()
    expect(page.locator(".segment:visible")).to_have_count(1)
    page.get_by_role("combobox", name="Term").select_option(label="State Archive")
    expect(page.locator(".segment:visible")).to_have_count(0)
    page.get_by_label("All errors").uncheck()
    expect(page.locator(".segment:visible")).to_have_count(3)
    expect(page.locator("#filters-button .count")).to_have_text("1")
    page.get_by_label("Not reviewed").check()
    expect(page.locator(".segment:visible")).to_have_count(2)
    assert page.locator(".block:visible").count() == 2, "a block without segments takes no room"


def test_keys_lead_from_finding_to_finding_and_from_row_to_row(show: Opener) -> None:
    page = show(chinese_report())
    page.keyboard.press("n")
    assert current(page) == "b005s03"
    expect(page.locator("#b005s03")).to_be_focused()
    expect(page.locator("#b005s03")).to_be_in_viewport(ratio=1)
    expect(page.locator("#announcer")).to_have_text("Finding 1 of 1: T001, T003")
    page.keyboard.press("j")
    assert current(page) == "b006s01"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert current(page) == "b005s02"
    page.keyboard.press("u")
    assert current(page) == "b005s03"
    page.keyboard.press("a")
    expect(page.locator("#b005s03 .badge.origin")).to_have_text("Machine")
    expect(page.locator("#announcer")).to_have_text("Begin the review first, with r")


def test_keys_are_letters_where_people_type(show: Opener) -> None:
    page = show(chinese_report())
    page.keyboard.press("/")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.type("njr?")
    expect(page.locator("#query")).to_have_value("njr?")
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("Escape")
    expect(page.locator("#query")).to_have_value("")
    page.locator("h1").click()
    page.keyboard.press("Control+f")
    expect(page.locator("#filters")).to_be_hidden()


def test_a_question_mark_shows_the_keys_and_they_can_be_switched_off(show: Opener) -> None:
    page = show(chinese_report())
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("next finding")
    page.get_by_label("Single keys do something").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("n")
    assert page.locator(".current").count() == 0
    page.wait_for_timeout(300)  # the browser writes it down in a process of its own
    page.reload()
    page.keyboard.press("n")
    assert page.locator(".current").count() == 0


def test_the_panel_says_all_about_a_term(show: Opener) -> None:
    report = chinese_report()
    archive = Rendering(
        "archive", "国家档案馆", ("档案馆",), ("国档",), "official", "Act 3; https://archive.example/3", "of 1951", 1
    )
    page = show(replace(report, renderings={**report.renderings, "archive": archive}))
    term = page.locator("#b005s01 .source .term").first
    term.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="State Archive")
    expect(panel.locator(".preferred")).to_have_text("国家档案馆 official")
    facts = panel.locator("dt").all_text_contents(), panel.locator("dd").all_text_contents()
    assert dict(zip(*facts, strict=True)) == {
        "Also accepted": "档案馆",
        "Forbidden": "国档",
        "Authority": "Act 3; archive.example/3",
        "Note": "of 1951",
        "Kept": "3 of 3",
    }
    assert panel.locator("ol a").all_text_contents() == ["b001s01", "b004s01", "b005s01"]
    assert page.locator(".lit").all_text_contents() == ["State Archive", "国家档案馆"]
    panel.get_by_role("button", name="Show only these").click()
    expect(page.locator(".segment:visible")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(term).to_be_focused()
    assert "#" not in page.url


def test_a_key_goes_through_the_terms_of_a_segment(show: Opener) -> None:
    page = show(chinese_report())
    page.locator("#b004s01 .id").click()
    titles = []
    for _ in range(4):
        page.keyboard.press("t")
        titles.append(page.locator("#panel-title").text_content())
    assert titles == ["Lin Wen", "Director-General", "State Archive", "Lin Wen"]


def test_a_link_to_a_segment_that_a_filter_hides_shows_it(show: Opener) -> None:
    page = show(chinese_report())
    assert search(page, "what readers will find") == ["b007s01"]
    page.get_by_role("navigation", name="Findings").get_by_role("link").first.click()
    expect(page.locator("#b005s03")).to_be_in_viewport(ratio=1)
    assert len(shown(page)) == 16


def test_languages_are_shown_and_hidden(show: Opener) -> None:
    page = show(*three_languages(), viewport={"width": 1280, "height": 800})
    expect(page.locator("#b002s01 .target:visible")).to_have_count(3)
    width = page.locator("#b002s01 .target").last.bounding_box()
    page.get_by_role("checkbox", name="Arabic").uncheck()
    expect(page.locator("#b002s01 .target:visible")).to_have_count(2)
    expect(page.locator(".names").get_by_role("columnheader")).to_have_text(
        ["Segment", "English", "Chinese, Origin and terms", "Spanish, Origin and terms"]
    )
    wider = page.locator("#b002s01 .target").last.bounding_box()
    assert width
    assert wider
    assert wider["width"] > width["width"] * 1.2
    assert search(page, "خرائطها") == []
    expect(page.locator("#progress")).to_have_text("2 of 4 reviewed")
    page.get_by_role("checkbox", name="Spanish").uncheck()
    page.locator("#result button").click()
    page.keyboard.press("n")
    expect(page.locator("#announcer")).to_have_text("No findings among the segments shown")


def test_a_reading_position_in_a_long_report_is_where_moving_begins(show: Opener) -> None:
    passage = Passage("paragraph", [Sentence("The {a:Act} holds.", "{a:法}有效。")] * 5)
    page = show(alignment([passage] * 100))
    page.locator("#b050s03").scroll_into_view_if_needed()
    page.keyboard.press("j")
    number = int((current(page) or "")[1:4])
    assert number == pytest.approx(50, abs=8)
    expect(page.locator(".current")).to_be_in_viewport(ratio=1)


def test_what_is_found_can_be_marked(browser: Browser) -> None:
    """Whatever a folded text has of a folded query, the marks have too: they stand on texts with the same folding."""
    chance = random.Random(3)
    letters = [
        "a",
        "B",
        " ",
        "  ",
        "\n",
        "é",
        "e\u0301",
        "ﬁ",
        "ß",
        "Σ",
        "ς",
        "’",
        "“",
        "—",
        "国",
        "家",
        "，",
        "、",
        "か\u3099",
    ]
    letters += [
        "ﾊﾟ",
        "한",
        "ＡＢ",
        "قِ",
        "ـ",
        "\u00ad",
        "\u200b",
        "\u2028",
        "\u00a0",
        "\u3000",
        "İ",
        "😀",
        "x.",
        "Й",
        "1",
    ]
    texts = ["".join(chance.choices(letters, k=chance.randint(1, 12))) for _ in range(1000)]
    script = (TEMPLATES / "js" / "folding.js").read_text("utf-8")
    page = browser.new_page()
    wrong = page.evaluate(
        """([script, texts]) => {
          const { fold, findFolded } = new Function(`${script}; return { fold, findFolded };`)();
          return texts.filter((text) => {
            const start = Math.floor(text.length / 3);
            const query = fold(text.slice(start, start + 3)).trim();
            if (!query || !fold(text).includes(query)) return false;
            const found = findFolded(text, query);
            return !found.length || found.some(([start, end]) => !fold(text.slice(start, end)).includes(query));
          });
        }""",
        [script, texts],
    )
    page.close()
    assert wrong == []
