"""Words that head a section, a column or a field by themselves."""

import csv

import pytest

from dragoman.glossary import TermFinder, load_direction
from dragoman.glossary.placeables import labels
from dragoman.glossary.placeables.labels import find_label
from dragoman.languages import parse_language
from dragoman.model import Match
from dragoman.resources import glossary_folder
from dragoman.run.findings import segment_findings
from dragoman.terminology.uses import term_uses
from factories import one_segment

ENGLISH, CHINESE = parse_language("en"), parse_language("zh")
ROWS = list(csv.DictReader(labels._TABLE.read_text("utf-8").splitlines(), delimiter="\t"))
COLUMNS = [column for column in ROWS[0] if column != "en"]


def test_the_table_is_whole_and_sorted() -> None:
    words = [row["en"] for row in ROWS]
    assert words == sorted(set(words))
    assert all(value and value == value.strip() for row in ROWS for value in row.values())


@pytest.mark.parametrize("column", COLUMNS)
def test_a_label_is_found_in_every_language(column: str) -> None:
    language = parse_language(column)
    for row in ROWS:
        found = find_label(row["en"].capitalize(), ENGLISH, language)
        assert found is not None
        assert found.forms == (row[column],)
        back = find_label(row[column], language, ENGLISH)
        assert back is not None or row[column][0].islower()


def matches(text: str, language: str = "zh") -> tuple[Match, ...]:
    target = parse_language(language)
    return TermFinder([load_direction(glossary_folder(), ENGLISH, target)], [target]).find([one_segment(text)])[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Date", ["日期"]),
        ("Date:", ["日期"]),
        ("SUMMARY", ["摘要"]),
        ("Three", ["三"]),
        ("date", []),
        ("To date", []),
        ("The summary.", []),
        ("Prosecutor", ["检察官"]),
    ],
)
def test_a_label_is_a_whole_segment_and_the_glossary_comes_first(text: str, expected: list[str]) -> None:
    assert [match.forms[0] for match in matches(text)] == expected


def test_nobody_has_to_take_a_label() -> None:
    found = matches("Introduction")
    for origin in ("machine", "reviewed"):
        uses = term_uses(found, "导言", {}, "zh")
        segment = one_segment("Introduction")
        told = segment_findings(segment, "导言", (ENGLISH, CHINESE), origin, found, uses)
        assert told == ()
        assert [use.status for use in uses] == ["offered"]
