"""Bullets and numbers of list items: no part of a msgid, and none of an older catalogue's any more."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.model import Provenance, Unit
from dragoman.po.catalogue import read_catalogue
from dragoman.po.provenance import format_provenance, format_trace
from dragoman.text.list_markers import marker_for, marker_length

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
NOW = datetime(2025, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("marker", "text"),
    [
        ("- ", "A room"),
        ("• ", "A room"),
        ("1. ", "A room"),
        ("(1) ", "A room"),
        ("12) ", "A room"),
        ("（一）", "一间屋子"),
        ("十二、", "一间屋子"),
        ("① ", "一间屋子"),
        ("- (a) ", "A room"),
        ("", "1.5 million rooms"),
        ("", "2024 was a year of rooms"),
        ("", "-5 degrees"),
        ("", "3. Juli 2024"),
        ("", "1."),
    ],
)
def test_a_marker_ends_where_the_text_begins(marker: str, text: str) -> None:
    assert marker_length(marker + text) == len(marker)


def test_numbers_of_chinese_items_are_figures_for_others() -> None:
    assert [marker_for(f"{n}、", "en") for n in ("一", "十", "十九", "二十", "二十一")] == [
        *("1. ", "10. ", "19. ", "20. ", "21. ")
    ]
    assert marker_for("（三）", "ar") == "(3) "
    assert marker_for("三）", "ru") == "3) "
    assert marker_for("（三）", "ja") == "（三）"
    assert marker_for("• ", "en") == "• "


def read(tmp_path: Path, *entries: str) -> tuple[Unit, ...]:
    path = tmp_path / "plan.po"
    path.write_text(HEADER + "\n".join(entries), encoding="utf-8")
    return read_catalogue(path).all_units


def entry(kind: str, source: str, target: str, *lines: str) -> str:
    return "".join(f"{line}\n" for line in lines) + f'msgctxt "{kind}"\nmsgid "{source}"\nmsgstr "{target}"\n'


def test_a_reviewed_item_of_an_older_catalogue_stays_reviewed_without_its_number(tmp_path: Path) -> None:
    assert read(
        tmp_path,
        entry("list", "1. A room.", "1. 一间屋子。"),
        entry("heading", "二、房间", "II. Rooms"),
        entry("list", "- A lamp.", "一盏灯。", "#, fuzzy"),
        entry("paragraph", "1. A line.", "1. 一条线。"),
    ) == (
        Unit("list", "A room.", "一间屋子。", "reviewed"),
        Unit("heading", "房间", "Rooms", "reviewed"),
        Unit("list", "A lamp.", "一盏灯。", "draft", flags=("fuzzy",)),
        Unit("paragraph", "1. A line.", "1. 一条线。", "reviewed"),
    )


def test_a_machines_item_stays_a_machines(tmp_path: Path) -> None:
    provenance = Provenance("machine", "argos en-zh 0.2", key="0123456789ab")
    line = format_provenance(provenance, "1. 一间屋子。", "list", "1. A room.")
    trace = format_trace("machine", "", "1. 一间屋子。", "list", "1. A room.")
    approved = format_trace("machine", "approved unchanged", "2. 一盏灯。", "list", "2. A lamp.")
    room, lamp = read(
        tmp_path,
        entry("list", "1. A room.", "1. 一间屋子。", f"# {line}", f"#. {trace}", "#, fuzzy"),
        entry("list", "2. A lamp.", "2. 一盏灯。", f"#. {approved}"),
    )
    assert room == Unit("list", "A room.", "一间屋子。", "machine", provenance, ("fuzzy",))
    assert lamp == Unit("list", "A lamp.", "一盏灯。", "reviewed", unchanged=True)


def test_of_items_with_one_text_a_persons_goes_first_and_no_persons_is_lost(tmp_path: Path) -> None:
    assert read(
        tmp_path,
        entry("list", "1. A room.", "1. 屋子。", "#, fuzzy"),
        entry("list", "2. A room.", "2. 房间。"),
        entry("list", "3. A lamp.", "3. 灯。"),
        entry("list", "A lamp.", "", "# Ask Ana."),
        entry("list", "4. A line.", "4. 线。"),
        entry("list", "A line.", "电话线。"),
    ) == (
        Unit("list", "1. A room.", "1. 屋子。", "draft", flags=("fuzzy",)),
        Unit("list", "A room.", "房间。", "reviewed"),
        Unit("list", "A lamp.", "灯。", "reviewed"),
        Unit("list", "4. A line.", "4. 线。", "reviewed"),
        Unit("list", "A line.", "电话线。", "reviewed"),
    )
    assert "Ask Ana." in read_catalogue(tmp_path / "plan.po").entries[2].tcomment
