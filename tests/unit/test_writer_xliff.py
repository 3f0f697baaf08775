"""XLIFF in both versions: states, terms, notes, matches, white space, and what the specifications ask for."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from dragoman.exchange.style import Style
from dragoman.model import Alignment
from factories import ARABIC, Passage, Sentence, alignment, arabic_report, chinese_report, written, written_bytes
from xliffs import NAMESPACES, breaches_of_xliff2, suggested_report

OLD, NEW = Style(xliff="1.2"), Style()
OLD_NAMESPACE = {"x": "urn:oasis:names:tc:xliff:document:1.2"}


def find(report: Alignment, path: str, style: Style = NEW) -> list[Any]:
    tree = etree.fromstring(written_bytes("xliff", report, style))
    found = tree.xpath(path, namespaces=NAMESPACES if style is NEW else OLD_NAMESPACE)
    assert isinstance(found, list)
    return found


def of_one(*sentences: Sentence) -> Alignment:
    return alignment([Passage("paragraph", sentences)])


def inner(element: Any) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return str(text).partition(">")[2].rpartition("</")[0].replace(' xmlns="urn:oasis:names:tc:xliff:document:2.0"', "")


@pytest.mark.parametrize("report", [chinese_report(), arabic_report(), suggested_report(), alignment([])])
def test_the_rules_of_2_1_are_kept(report: Alignment) -> None:
    assert breaches_of_xliff2(written_bytes("xliff", report)) == []


@pytest.mark.parametrize(
    ("origin", "new", "old"),
    [
        ("reviewed", ("reviewed", "dragoman:reviewed"), ("signed-off", None, "yes")),
        ("draft", ("initial", "dragoman:draft"), ("needs-review-translation", None, None)),
        ("memory", ("initial", "dragoman:memory"), ("needs-review-translation", "exact-match", None)),
        ("machine", ("initial", "dragoman:machine"), ("needs-review-translation", "mt-suggestion", None)),
    ],
)
def test_whose_work_a_translation_is(
    origin: Any, new: tuple[str, str], old: tuple[str, str | None, str | None]
) -> None:
    report = of_one(Sentence("Rice.", "水稻。", origin=origin))
    (segment,) = find(report, "//x:segment")
    assert (segment.get("state"), segment.get("subState")) == new
    (unit,) = find(report, "//x:trans-unit", OLD)
    target = unit.find("{*}target")
    assert (target.get("state"), target.get("state-qualifier"), unit.get("approved")) == old


def test_what_has_no_translation() -> None:
    """1.2 has a copy of the source there, for OmegaT translates what stands in targets."""
    report = of_one(Sentence("Rice.", origin="none"))
    (segment,) = find(report, "//x:segment")
    assert (segment.get("state"), segment.find("{*}target")) == ("initial", None)
    (target,) = find(report, "//x:target", OLD)
    assert (target.get("state"), target.text) == ("needs-translation", "Rice.")


def test_a_block_is_a_unit_and_a_sentence_a_segment() -> None:
    report = of_one(
        Sentence("Rice.", "水稻。"), Sentence("Wheat.", "小麦。"), Sentence("Oats.", origin="none", gap="\n")
    )
    (unit,) = find(report, "//x:unit")
    assert (unit.get("id"), unit.get("type"), unit.get("name")) == ("b001", "dragoman:paragraph", "report.txt:1")
    parts = [
        (etree.QName(part).localname, part.get("id"), part.findtext("{*}source"), part.findtext("{*}target"))
        for part in unit.iterchildren("{*}segment", "{*}ignorable")
    ]
    assert parts == [
        ("segment", "b001s01", "Rice.", "水稻。"),
        ("ignorable", None, " ", ""),  # Chinese writes no blank between sentences
        ("segment", "b001s02", "Wheat.", "小麦。"),
        ("ignorable", None, "\n", None),
        ("segment", "b001s03", "Oats.", None),
    ]


def test_what_is_not_prose_is_not_to_be_translated() -> None:
    report = alignment(
        [
            Passage("image", [Sentence("1.jpg", origin="verbatim")]),
            Passage("footer", [Sentence("Editor: Lin", "编辑：林"), Sentence("https://a.example", origin="verbatim")]),
        ]
    )
    assert [unit.get("translate") for unit in find(report, "//x:unit")] == ["no", None]
    assert [ignorable.get("id") for ignorable in find(report, "//x:unit[2]/x:ignorable")] == [None, "b002s02"]
    assert [unit.get("translate") for unit in find(report, "//x:trans-unit", OLD)] == ["no", None, "no"]


def test_terms_are_marked_in_the_source_and_explained() -> None:
    (caption,) = find(chinese_report(), "//x:unit[x:segment/@id = 'b004s01']")
    assert inner(caption.find("{*}segment/{*}source")).startswith(
        '<mrk id="b004s01t1" type="term" ref="#gls=g1">Lin Wen</mrk>, <mrk id="b004s01t2" type="term" ref="#gls=g2">'
    )
    entry = caption.xpath("gls:glossary/gls:glossEntry[2]", namespaces=NAMESPACES)[0]
    assert (entry.get("id"), entry.get("ref")) == ("g2", "#b004s01t2")
    said = [(etree.QName(part).localname, part.get("source"), part.text) for part in entry]
    assert said == [
        ("term", "dragoman: director", "Director-General"),
        ("translation", "Statute of the State Archive, art. 4; https://archive.example/law/statute", "馆长"),
        ("definition", None, "official rendering"),
    ]
    # Where translate-toolkit, and so Weblate, writes a new target, the texts of marks in the old one stay behind it.
    assert find(chinese_report(), "//x:target/x:mrk") == []


def test_a_term_without_a_rendering_says_so() -> None:
    entries = find(chinese_report(), "//gls:glossEntry[gls:term = 'Assembly']")
    assert [[part.text for part in entry] for entry in entries] == [["Assembly", "no rendering known"]]


def test_a_term_across_a_line_break_is_marked_where_it_stands() -> None:
    report = of_one(Sentence("He left\r\nthe {archive:State\nArchive} \n open.", "{archive:国家档案馆}。"))
    (source,) = find(report, "//x:source")
    mark = '<mrk id="b001s01t1" type="term" ref="#gls=g1">State Archive</mrk>'
    assert inner(source) == f"He left the {mark} open."


def test_terms_and_findings_are_notes_in_1_2() -> None:
    notes = find(chinese_report(), "//x:trans-unit[@id = 'b005s03']/x:note", OLD)
    assert [(note.get("from"), note.get("annotates"), note.text) for note in notes] == [
        ("dragoman", "source", "Board of Custodians → 保管人理事会 [proposed, missing]"),
        ("dragoman", "source", "Assembly → no rendering known [proposed, missing]"),
        (
            "dragoman",
            "target",
            "T001 error: the rendering 保管人理事会 of “Board of Custodians” is not in the target",
        ),
        ("dragoman", "target", "T003 warning: the glossary has no rendering of “Assembly”"),
    ]


def test_findings_are_notes_that_name_the_segment_where_there_are_several() -> None:
    notes = find(chinese_report(), "//x:unit[@id = 'b005']/x:notes/x:note")
    assert [(note.get("id"), note.get("category"), note.get("priority")) for note in notes] == [
        ("b005s03f1", "dragoman:finding", "1"),
        ("b005s03f2", "dragoman:finding", "2"),
    ]
    assert str(notes[0].text).startswith("b005s03: T001 error: ")


def test_suggestions() -> None:
    first, _ = find(suggested_report(), "//mtc:match")
    assert dict(first.attrib) == {
        "ref": "#b004s01",
        "type": "tm",
        "similarity": "87.6",
        "origin": "opening & closing",
    }
    assert inner(first.find("{*}target")) == '林文剪<cp hex="0003"/>彩。'
    first, _ = find(suggested_report(), "//x:alt-trans", OLD)
    assert (first.get("match-quality"), first.get("origin")) == ("87%", "opening & closing")


def test_languages_and_directions_are_those_that_programs_know() -> None:
    (new,) = find(chinese_report(), "/x:xliff")
    assert (new.get("version"), new.get("srcLang"), new.get("trgLang")) == ("2.1", "en", "zh-CN")
    (file,) = find(alignment([], ARABIC), "//x:file")
    assert (file.get("srcDir"), file.get("trgDir"), file.get("original")) == ("ltr", "rtl", "report.txt")
    (file,) = find(chinese_report(), "//x:file", OLD)
    assert (file.get("source-language"), file.get("target-language")) == ("en", "zh-CN")


@pytest.mark.parametrize("style", [OLD, NEW], ids=["1.2", "2.1"])
def test_figures_and_signature_are_in_it_and_nothing_of_the_time(style: Style) -> None:
    report = chinese_report()
    text = written("xliff", report, style)
    assert report.signature in text
    assert "segments: 16" in text
    assert written("xliff", replace(report), style) == text
