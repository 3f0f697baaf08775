"""Names that no glossary knows: found in English, and required as they are written in other scripts."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.find import TermFinder
from dragoman.glossary.names.english import find_names
from dragoman.languages import parse_language
from dragoman.model import Concept, Match, Rendering
from dragoman.run.findings import segment_findings
from dragoman.terminology.uses import term_uses
from factories import one_segment

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "names.json").read_text("utf-8"))
ENGLISH, CHINESE, FRENCH = parse_language("en"), parse_language("zh"), parse_language("fr")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_names_are_told_from_other_words_with_capitals(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_names(text, headline=case.get("headline", False))
    assert [text[name.start : name.end] for name in found] == case["names"]


def matches(text: str, language: str = "zh", *, names: bool = True) -> list[Match]:
    concepts = {"shen": Concept("shen", "Shen Jian", (), "person", (), "", 2)}
    renderings = {"shen": Rendering("shen", "", (), (), "proposed", "", "", 2)}
    finder = TermFinder([Glossary(concepts, renderings, "0", True)], [parse_language(language)], names=names)
    return list(finder.find([one_segment(text)])[0][0])


def test_a_name_is_required_as_it_is_written_where_the_script_is_another() -> None:
    text = "Shen Jian met Wang Xiaoming at Marwick."
    assert [(match.category, match.forms) for match in matches(text)] == [
        ("name", ("Shen Jian",)),
        ("name", ("Wang Xiaoming",)),
        ("name", ("Marwick",)),
    ]
    assert [match.forms for match in matches(text, names=False)] == [()]
    assert [match.forms for match in matches(text, "fr")] == [()]


def test_names_are_found_in_capitals_too() -> None:
    text = "THE COURT HEARD YSOLDA MARWICK, AND WANG XIAOMING LEFT."
    assert [match.forms for match in matches(text)] == [("YSOLDA MARWICK",), ("WANG XIAOMING",)]
    assert matches("THE COURT REJECTED THE APPEAL ON MONDAY.") == []
    assert matches("HE RAN OR HE SANG AT THE OLD COURT.") == []


def findings(source: str, target: str, origin: str = "machine") -> list[str]:
    found = matches(source)
    uses = term_uses(found, target, {}, "zh")
    languages = (ENGLISH, CHINESE)
    told = segment_findings(one_segment(source), target, languages, origin, found, uses)  # type: ignore[arg-type]
    return [finding.code for finding in told]


def test_what_was_carried_over_is_said_and_what_was_lost_is_an_error() -> None:
    assert findings("They met Wang Xiaoming.", "他们会见Wang Xiaoming。") == ["T005"]
    assert findings("They met Wang Xiaoming.", "他们会见王小。") == ["T001"]
    assert findings("They met Shen Jian.", "他们会见Shen Jian。") == ["T003"]


def test_a_person_writes_names_as_they_like() -> None:
    assert findings("They met Wang Xiaoming.", "他们会见王晓明。", "reviewed") == []


def test_small_words_in_a_name_are_no_text_left_in() -> None:
    assert findings("They met Sofia de la Vega.", "他们会见Sofia de la Vega。") == ["T005"]


@pytest.mark.parametrize("unit", ["Marwick ", "Marwick & ", "M. ", "Mar-", "Mar'", "Marwick Co., Ltd. ", "de la ", "M"])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    find_names("Marwick of Marwick")  # reads the dictionary
    text = unit * (30_000 // len(unit)) + " x"
    began = time.process_time()
    find_names(text)
    assert time.process_time() - began < 3
