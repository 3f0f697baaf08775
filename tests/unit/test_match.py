"""Every way in which official reports write terms that a matcher gets wrong is a case in `matching.json`."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.glossary import Glossary, Matcher
from dragoman.model import Concept, Rendering, Segment

DATA: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "matching.json").read_text(encoding="utf-8"))


def make_glossary(rows: list[dict[str, Any]]) -> Glossary:
    concepts = {
        row["id"]: Concept(
            row["id"],
            row["term"],
            tuple(row.get("variants", ())),
            row.get("category", "formula"),
            tuple(row.get("match", ())),
            "",
            line,
        )
        for line, row in enumerate(rows, 2)
    }
    renderings = {
        row["id"]: Rendering(
            row["id"],
            row["rendering"],
            tuple(row.get("accepted", ())),
            (),
            "established",
            "",
            "",
            line,
        )
        for line, row in enumerate(rows, 2)
        if row["rendering"] is not None
    }
    return Glossary(concepts, renderings, "0" * 12, True)


def make_segments(texts: list[str], verbatim: tuple[int, ...] = ()) -> list[Segment]:
    return [
        Segment(f"b{number + 1:03}s01", number + 1, "paragraph", 1, 0, len(text), text, number in verbatim)
        for number, text in enumerate(texts)
    ]


MATCHER = Matcher(make_glossary(DATA["concepts"]))


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: str(case["name"]))
def test_cases(case: dict[str, Any]) -> None:
    found = MATCHER.find_matches(make_segments(case["text"], tuple(case.get("verbatim", ()))))
    assert [[[match.source, match.id] for match in matches] for matches in found] == case["matches"]
    for text, matches in zip(case["text"], found, strict=True):
        assert all(text[match.start : match.end] == match.source for match in matches)
    forms = {match.id: list(match.forms) for matches in found for match in matches}
    assert forms | case.get("forms", {}) == forms


def only_match(row: dict[str, Any], text: str) -> list[str]:
    (matches,) = Matcher(make_glossary([row])).find_matches(make_segments([text]))
    return [match.source for match in matches]


def test_forms_are_the_preferred_then_the_accepted_once_each() -> None:
    row = {"id": "spp", "term": "SPP", "rendering": "最高人民检察院", "accepted": ["最高检", "最高人民检察院"]}
    ((match,),) = Matcher(make_glossary([row])).find_matches(make_segments(["SPP"]))
    assert match.forms == ("最高人民检察院", "最高检")
    assert match.rendering.rendering == "最高人民检察院"


def test_equals_sign_keeps_the_source_before_accepted_forms() -> None:
    row = {"id": "iso", "term": "ISO report", "rendering": "=", "accepted": ["国际标准化组织报告"]}
    ((match,),) = Matcher(make_glossary([row])).find_matches(make_segments(["The iso  reports"]))
    assert match.forms == ("iso  reports", "国际标准化组织报告")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("city", "two cities", ["cities"]),
        ("day", "two days", ["days"]),
        ("church of stone", "churches of stone", ["churches of stone"]),
        ("spokesman for trade", "spokesmen for trade", ["spokesmen for trade"]),
        ("crisis", "many crises", ["crises"]),
        ("armed forces", "an armed force", ["armed force"]),
        ("glass", "a glas", []),
        ("Secretary-General", "secretaries-general", ["secretaries-general"]),
        ("C++", "C++ and (C++), no C", ["C++", "C++"]),
        ("“Green Lane”", 'a "green lane" and green lane', ['"green lane"']),
        ("№ 5", "No 5 and № 5", ["No 5", "№ 5"]),
        ("½ share", "a 1⁄2 share", ["1⁄2 share"]),
        ("2", "½ is 2", ["2"]),
        ("İzmir Port", "İzmir Port", ["İzmir Port"]),
    ],
)
def test_inflection_and_signs(term: str, text: str, found: list[str]) -> None:
    assert only_match({"id": "x", "term": term, "rendering": "某"}, text) == found


def test_capitals_tell_two_concepts_apart() -> None:
    rows = [
        {"id": "country", "term": "US", "rendering": "美国"},
        {"id": "we", "term": "us", "rendering": "我们"},
    ]
    (matches,) = Matcher(make_glossary(rows)).find_matches(make_segments(["US and us and Us"]))
    assert [match.id for match in matches] == ["country", "we", "we"]


def test_form_of_a_concept_without_rendering_is_not_derived_for_another() -> None:
    rows: list[dict[str, Any]] = [
        {"id": "head", "term": "Prosecutor General", "rendering": "检察长"},
        {"id": "heads", "term": "Prosecutors General", "rendering": None},
    ]
    assert Matcher(make_glossary(rows)).find_matches(make_segments(["Prosecutors General"])) == [()]


def test_documents_do_not_share_names() -> None:
    matcher = Matcher(make_glossary(DATA["concepts"]))
    matcher.find_matches(make_segments(["Ying Lan"]))
    assert matcher.find_matches(make_segments(["Ying"])) == [()]


def test_empty_glossary() -> None:
    assert Matcher(make_glossary([])).find_matches(make_segments(["SPP", ""])) == [(), ()]
