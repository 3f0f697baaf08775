"""Offices with their holders, deputies and jurisdictions, by the cases in `tests/cases`, in every language."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from dragoman.glossary import TermFinder, load_direction
from dragoman.glossary.offices.style import style_of
from dragoman.glossary.ranks import rank_of
from dragoman.glossary.table import COLUMNS
from dragoman.languages import parse_language
from dragoman.model import Match, Segment
from dragoman.resources import glossary_folder
from dragoman.terminology.uses import term_uses
from running import REPOSITORY

CASES = REPOSITORY / "tests" / "cases"
LANGUAGES = sorted(path.stem for path in glossary_folder().glob("*.tsv") if path.name not in COLUMNS)


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return found


OFFICES, DEPUTIES, OWNERS = cases("offices"), cases("deputies"), cases("owners")
ENGLISH_CASES = [case for case in (*OFFICES, *DEPUTIES, *OWNERS) if "from" not in case]


@cache
def finder(source: str, to: str) -> TermFinder:
    target = parse_language(to)
    return TermFinder([load_direction(glossary_folder(), parse_language(source), target)], [target])


def matches(text: str, to: str, source: str = "en") -> tuple[Match, ...]:
    segment = Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)
    [[found]] = finder(source, to).find([segment])
    return found


def required(found: Sequence[Match]) -> list[list[str]]:
    return [[match.source, match.forms[0] if match.forms else ""] for match in found]


@pytest.mark.parametrize("case", OFFICES, ids=lambda case: case["text"][:60])
def test_offices_stand_with_their_holders_in_the_order_of_the_language(case: dict[str, Any]) -> None:
    found = matches(case["text"], case["to"], case.get("from", "en"))
    units = [match for match in found if match.parts]
    assert required(units) == case["units"]
    if "rest" in case:
        assert required([match for match in found if not match.parts]) == case["rest"]


@pytest.mark.parametrize("case", DEPUTIES, ids=lambda case: case["text"][:60])
def test_a_title_inside_its_deputy_is_no_match(case: dict[str, Any]) -> None:
    assert required(matches(case["text"], case["to"], case.get("from", "en"))) == case["terms"]


@pytest.mark.parametrize("case", OWNERS, ids=lambda case: case["text"][:60])
def test_what_is_somebody_elses_requires_nothing(case: dict[str, Any]) -> None:
    assert required(matches(case["text"], case["to"])) == case["terms"]


@pytest.mark.parametrize("to", LANGUAGES)
def test_what_is_required_holds_together_in_every_language(to: str) -> None:
    """No title without its rank, no term twice; a unit that stands in the target keeps all of its parts."""
    for text in dict.fromkeys(case["text"] for case in ENGLISH_CASES):
        ends = 0
        for match in matches(text, to):
            assert match.start >= ends, text
            ends = match.end
            assert match.source == text[match.start : match.end]
            if match.parts:
                assert style_of(parse_language(to)), text
                assert_its_parts_are_kept(match, parse_language(to).tag)
            else:
                assert rank_of(text, match) is None, text


def assert_its_parts_are_kept(unit: Match, to: str) -> None:
    assert len(unit.parts) > 1
    assert all(unit.start <= part.start and part.end <= unit.end for part in unit.parts)
    for form in unit.forms:
        uses = term_uses([unit], f"«{form}».", {unit.id: "inline"}, to)
        assert [use.id for use in uses] == [part.id for part in unit.parts]
        assert all(use.status == "inline" for use, part in zip(uses, unit.parts, strict=True) if part.forms), form
