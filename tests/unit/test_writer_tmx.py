"""TMX from a report: what is in it, what it says of whose work it is, and how memory takes it."""

from pathlib import Path
from typing import Any

from lxml import etree

from dragoman.exchange.marks import export_mark
from dragoman.exchange.style import PLAIN, Style
from dragoman.memory.units import read_tmx
from dragoman.model import Unit
from factories import Passage, Sentence, alignment, arabic_report, chinese_report, written, written_bytes

REPORT = alignment(
    [
        Passage(
            "heading",
            [
                Sentence("Rice\nand wheat", "水稻和小麦", origin="reviewed"),
                Sentence("1.jpg", origin="verbatim"),
                Sentence("Oats.", "燕麦。"),
                Sentence("Rye.", origin="none"),
            ],
        )
    ]
)


def units() -> list[Any]:
    return list(etree.fromstring(written_bytes("tmx", REPORT)).iter("tu"))


def test_translated_prose_is_in_it_on_one_line_with_all_that_is_known() -> None:
    first, second = units()
    assert [first.get("tuid"), second.get("tuid")] == ["b001s01", "b001s03"]
    assert [seg.text for unit in (first, second) for seg in unit.iter("seg")] == [
        "Rice and wheat",
        "水稻和小麦",
        "Oats.",
        "燕麦。",
    ]
    assert {prop.get("type"): prop.text for prop in second.iter("prop")} == {
        "x-report": "report",
        "x-kind": "heading",
        "x-status": "machine",
        "x-ConfirmationLevel": "Draft",
        "x-engine": "argos en-zh 0.1",
        "x-line": "2",
        "prev": "Rice and wheat",
        "next": "Rye.",
        "x-exported": export_mark("machine", "燕麦。"),
    }


def test_header_and_languages() -> None:
    tree = etree.fromstring(written_bytes("tmx", arabic_report()))
    header = tree.find("header")
    assert header is not None
    assert (header.get("srclang"), header.get("o-encoding"), header.get("creationtool")) == ("en", "utf-8", "dragoman")
    assert "segmenter rules-en" in str(header.findtext("note"))
    assert set(tree.xpath("//tuv/@xml:lang")) == {"en", "ar"}
    assert written("tmx", arabic_report()) == written("tmx", arabic_report())


def test_no_memory_of_ours_takes_a_machines_work_for_reviewed(tmp_path: Path) -> None:
    path = tmp_path / "report.zh.tmx"
    path.write_bytes(written_bytes("tmx", REPORT))
    assert list(read_tmx(path, "en", "zh")) == [Unit("", "Rice and wheat", "水稻和小麦", "reviewed")]


def test_there_is_a_unit_for_each_translated_segment() -> None:
    report = chinese_report()
    translated = [record.id for record in report.records if record.target and record.origin != "verbatim"]
    tree = etree.fromstring(written_bytes("tmx", report))
    assert [unit.get("tuid") for unit in tree.iter("tu")] == translated


def test_a_machines_text_is_there_only_if_asked_for() -> None:
    texts = [written_bytes("tmx", REPORT, style) for style in (PLAIN, Style(tmx_machine=True))]
    assert [b">machine<" in text for text in texts] == [False, True]
    assert all("水稻和小麦".encode() in text for text in texts)
