"""What is not language: found by the patterns of `literals.toml`, and left alone by terms."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from dragoman.glossary import find_terms
from dragoman.glossary.load import Glossary
from dragoman.glossary.placeables.literals import find_literals, literal_matches
from dragoman.languages import parse_language
from dragoman.model import Concept, Rendering, Segment

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "literals.json").read_text("utf-8"))
CHINESE = parse_language("zh")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_literal_is_found_whole_and_nothing_else_is(case: dict[str, Any]) -> None:
    text = case["text"]
    languages = parse_language(case.get("from", "en")), parse_language(case.get("to", "zh"))
    found = literal_matches(text, find_literals(text), *languages)
    assert [match.source for match in found] == case["kept"]
    assert all(match.forms == (match.source,) and match.category == "literal" for match in found)


def sources(text: str, **terms: str) -> list[str]:
    concepts = {id_: Concept(id_, term, (), "institution", ("case",), "", 2) for id_, term in terms.items()}
    renderings = {id_: Rendering(id_, "某", (), (), "established", "", "", 2) for id_ in terms}
    segment = Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)
    [[found]] = find_terms(Glossary(concepts, renderings, "0", True), CHINESE, [[segment]])
    return [match.source for match in found]


def test_no_term_is_found_inside_a_literal() -> None:
    text = "Ask SPP@example.org, the SPP or https://example.org/SPP; see SPP-2024-017."
    assert sources(text, spp="SPP") == ["SPP@example.org", "SPP", "https://example.org/SPP", "SPP-2024-017"]


def test_a_term_that_holds_a_whole_literal_is_a_term() -> None:
    text = "The G20 Summit and the COVID-19 Team met in room 12B."
    assert sources(text, g20="G20 Summit", team="COVID-19 Team") == ["G20 Summit", "COVID-19 Team", "12B"]


def test_the_same_literal_is_the_same_concept_and_others_are_others() -> None:
    text = "a.b@example.org, a-b@example.org, a.b@example.org; %s %d"
    ids = [match.id for match in literal_matches(text, find_literals(text), parse_language("en"), CHINESE)]
    assert ids[0] == ids[2]
    assert len(set(ids)) == 4


UNITS = (
    "a. a.b 1. 1- (1) /a \\a <a { {a % __a @a http:// http://( a@ +1 A-1 A1 （2024）沪 字 12 ISBN1 & `a :a x_ C++ 0a 👏"
    " ² $A {{a ${a a/b .a 1.2. (2024) 1:2 A/1"
)


@pytest.mark.parametrize("unit", [*UNITS.split(), "<a ", "+1 ", "字 ", "12 "])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    text = unit * (40_000 // len(unit)) + " x"
    began = time.process_time()
    literal_matches(text, find_literals(text), parse_language("en"), CHINESE)
    assert time.process_time() - began < 2


def test_laravel_placeholders_are_found_behind_letters_of_other_scripts() -> None:
    from dragoman.check.kept import find_literals as compared

    for text in ("有:number词", "见 :number。"):
        assert [one.text for one in compared(text)] == [":number"]
    assert not compared("at 10:am and a::b, http:x")
