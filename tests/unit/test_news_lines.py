"""Datelines and picture credits: patterns with a rendering, required like any term."""

from functools import cache

import pytest

from dragoman.documents.read import parse_text
from dragoman.glossary.load import load_glossary
from dragoman.glossary.matching.find import TermFinder
from dragoman.languages import parse_language
from dragoman.model import Match
from dragoman.resources import glossary_folder
from dragoman.run.findings import segment_findings
from dragoman.segment import segment_document
from dragoman.terminology.uses import term_uses
from factories import one_segment


@cache
def finder(to: str) -> TermFinder:
    language = parse_language(to)
    return TermFinder([load_glossary(glossary_folder(), language)], [language])


def line(text: str, to: str, category: str) -> list[Match]:
    [[matches]] = finder(to).find([one_segment(text)])
    return [match for match in matches if match.category == category]


@pytest.mark.parametrize(
    ("text", "to", "rendering"),
    [
        ("BEIJING, March 5 (Xinhua) --", "zh", "新华社北京3月5日电"),
        ("BEIJING, March 5 (Xinhua) --", "zh-Hant", "新華社北京3月5日電"),
        ("SHANGHAI, Nov. 14 (Xinhua) --", "zh", "新华社上海11月14日电"),
        ("BEIJING, March 5, 2024 (Xinhua) —", "zh", "新华社北京2024年3月5日电"),
        ("Beijing, March 5 (Reuters) -", "zh", "路透社北京3月5日电"),
        ("BEIJING (AFP) –", "zh", "法新社北京电"),
        ("SPRINGFIELD, May 4 (Harbour News) --", "zh", "Harbour News SPRINGFIELD 5月4日电"),
        ("BEIJING, March 5 (Xinhua) --", "fr", "Beijing, 5 mars (Xinhua) --"),
        ("BEIJING, March 5 (Xinhua) --", "es", "Beijing, 5 de marzo (Xinhua) --"),
        ("BEIJING, March 5 (Xinhua) --", "ru", "Пекин, 5 марта /Синьхуа/ --"),
        ("BEIJING, March 5 (Xinhua) --", "ar", "بكين 5 مارس (شينخوا) --"),
        ("BEIJING, March 5 (Xinhua) --", "ja", "【新華社北京3月5日】"),
    ],
)
def test_datelines(text: str, to: str, rendering: str) -> None:
    [found] = line(text, to, "dateline")
    assert (found.source, found.forms[0]) == (text, rendering)


@pytest.mark.parametrize(
    ("text", "to", "rendering"),
    [
        ("[Photo by Li Wei/China Daily]", "zh", "[Li Wei/中国日报 摄]"),
        ("(Photo by Li Wei/Xinhua)", "zh", "（Li Wei/新华社 摄）"),
        ("(Photo by Ying Yong/Xinhua)", "zh", "（应勇/新华社 摄）"),
        ("[Photo by Ana Ruiz]", "zh", "[Ana Ruiz 摄]"),
        ("[Photo/Xinhua]", "zh", "[图/新华社]"),
        ("(Photo/Xinhua)", "zh-Hant", "（圖/新華社）"),
        ("(Photo provided by Harbour News)", "zh", "（图/Harbour News）"),
        ("(Xinhua)", "zh", "（新华社）"),
        ("[Photo by Li Wei/China Daily]", "fr", "[Photo\u00a0: Li Wei/China Daily]"),
        ("[Photo/Xinhua]", "ru", "[Фото: Синьхуа]"),
    ],
)
def test_credits(text: str, to: str, rendering: str) -> None:
    [found] = line(text, to, "credit")
    assert (found.source, found.forms[0]) == (text, rendering)


def test_a_name_that_nobody_knows_is_told() -> None:
    text, english = "[Photo by Li Wei/China Daily]", parse_language("en")
    for to, target, names in [
        ("zh", "[Li Wei/中国日报 摄]", ["Li Wei"]),
        ("fr", "[Photo\u00a0: Li Wei/China Daily]", []),
    ]:
        matches = line(text, to, "credit")
        uses = term_uses(matches, target, {}, to)
        languages = (english, parse_language(to))
        found = segment_findings(one_segment(text, "credit"), target, languages, "machine", matches, uses)
        assert [one.code for one in found] == ["T005"] * len(names)
        assert all(name in one.message for name, one in zip(names, found, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "The council met in Beijing, March 5 (Xinhua) --",
        "(Harbour)",
        "The photo by Li Wei was shown.",
        "BEIJING, March 35 (Xinhua) --",
        "He wrote to Xinhua (and to others) -- nobody answered.",
    ],
)
def test_what_is_no_line_of_news(text: str) -> None:
    assert line(text, "zh", "dateline") == line(text, "zh", "credit") == []


def test_a_dateline_is_a_segment_of_its_own_and_a_credit_has_its_kind() -> None:
    text = (
        "A hall opens\n\nBEIJING, March 5 (Xinhua) -- The hall opened. It is full.\n\n1.jpg\n\n"
        "The hall. [Photo by Li Wei/China Daily]\n\n[Photo/Xinhua]\n\nBack to top\n\nCopyright © 2024 Example.\n"
    )
    found = segment_document(parse_text("report.txt", "report", text.encode()), "en")
    assert [(one.kind, one.source, one.verbatim) for one in found] == [
        ("heading", "A hall opens", False),
        ("paragraph", "BEIJING, March 5 (Xinhua) --", False),
        ("paragraph", "The hall opened.", False),
        ("paragraph", "It is full.", False),
        ("image", "1.jpg", True),
        ("caption", "The hall.", False),
        ("credit", "[Photo by Li Wei/China Daily]", False),
        ("credit", "[Photo/Xinhua]", False),
        ("navigation", "Back to top", False),
        ("copyright", "Copyright © 2024 Example.", False),
    ]
