"""Every pattern of placeables, by its cases in `placeable_*.json`: what it finds and what it leaves alone.

`finds` gives the words of the term and its required rendering, by language; `leaves` has texts in which the
pattern requires nothing in any language.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.glossary.placeables import find_placeables
from dragoman.glossary.placeables.find import PATTERNS
from dragoman.glossary.placeables.pattern import placeable_matches, spot_pattern
from dragoman.languages import parse_language
from dragoman.model import Match

LANGUAGES = {code: parse_language(code) for code in ("zh", "es", "fr", "ru", "ar", "ja", "de")}
FILES = sorted((Path(__file__).parents[1] / "cases").glob("placeable_*.json"))
CASES: dict[str, dict[str, list[Any]]] = {}
for path in FILES:
    CASES |= json.loads(path.read_text("utf-8"))
QUANTITIES = ("percent", "points", "number", "money")
"""Kinds of case that one pattern serves."""
BY_NAME = {pattern.name: pattern for pattern in PATTERNS}
BY_NAME |= dict.fromkeys(QUANTITIES, BY_NAME.pop("quantity"))


def found_alone(name: str, text: str, code: str) -> list[Match]:
    """Return what one pattern finds, without the others."""
    return [
        match for one in spot_pattern(BY_NAME[name], text) for match in placeable_matches(one, text, LANGUAGES[code])
    ]


def test_every_pattern_has_its_cases() -> None:
    assert CASES.keys() == BY_NAME.keys()
    assert len(PATTERNS) == len(BY_NAME) - len(QUANTITIES) + 1


@pytest.mark.parametrize("name", CASES)
def test_a_pattern_has_at_least_twelve_cases_and_six_that_it_leaves_alone(name: str) -> None:
    texts = [case["text"] for case in CASES[name]["finds"]]
    assert len(set(texts)) == len(texts) >= 12
    assert len(set(CASES[name]["leaves"])) >= 6


FINDS = [
    pytest.param(name, case, id=f"{name}-{n}") for name, row in CASES.items() for n, case in enumerate(row["finds"])
]


@pytest.mark.parametrize(("name", "case"), FINDS)
def test_a_term_is_found_with_its_rendering(name: str, case: dict[str, Any]) -> None:
    for code, rendering in case["to"].items():
        found = find_placeables(case["text"], LANGUAGES[code])
        assert [match.forms[0] for match in found if match.source == case["source"]] == [rendering], found
        alone = [match.source for match in found_alone(name, case["text"], code)]
        assert case["source"] in alone or name == "month-of-year"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_what_may_be_something_else_requires_nothing(name: str, code: str) -> None:
    for text in CASES[name]["leaves"]:
        assert found_alone(name, text, code) == [], text
