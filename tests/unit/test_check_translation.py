"""The checks of a translation by itself, on cases of our own and on any text."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.check.codes import all_codes
from dragoman.check.pair import Pair
from dragoman.check.quantities import find_numbers
from dragoman.check.translation import check_translation
from dragoman.languages import parse_language
from running import REPOSITORY

CASES: list[dict[str, Any]] = json.loads((REPOSITORY / "tests" / "cases" / "checks.json").read_text("utf-8"))
LANGUAGES = ("zh", "zh-Hant", "ja", "es", "fr", "ru", "ar", "de", "en", "ko", "nl")
MARKS = st.sampled_from('0123456789.,“”"()（）《》%亿万十 ')
TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), MARKS), max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['to']} {case['source'][:40]} | {case['target'][:30]}")
def test_case(case: dict[str, Any]) -> None:
    pair = Pair(
        case["source"],
        case["target"],
        parse_language(case.get("from", "en")),
        parse_language(case["to"]),
        case.get("kind", "paragraph"),
    )
    assert [finding.code for finding in check_translation(pair)] == case["codes"]


def test_every_code_of_a_translation_has_a_case_and_a_negative_case_stands_beside_it() -> None:
    found = {code for case in CASES for code in case["codes"]}
    elsewhere = {
        "L004",
        "N004",
        "U003",
        "W002",
        "W003",
        "W005",
    }  # a time, a glossary, an entry, several, or a dictionary: test_document_spans.py, test_review.py
    assert found == {code for code in all_codes() if code[0] not in "TF"} - elsewhere - {"M001", "M003"}
    assert sum(not case["codes"] for case in CASES) >= len(found)


@given(TEXT, TEXT, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_any_pair_of_texts_can_be_checked(source: str, target: str, first: str, second: str) -> None:
    findings = check_translation(Pair(source, target, parse_language(first), parse_language(second)))
    assert len(findings) == len(set(findings))
    assert {finding.code for finding in findings} <= set(all_codes())


@given(st.integers(0, 10**13) | st.integers(10**28, 10**45), st.sampled_from(LANGUAGES))
def test_a_number_is_read_as_it_is_written(number: int, language: str) -> None:
    [plain] = find_numbers(f"({number})", language)
    assert number in plain.values
    [grouped] = find_numbers(f"({number:,})", language)
    assert number in grouped.values


@given(TEXT, st.sampled_from(LANGUAGES))
def test_numbers_stand_where_they_say(text: str, language: str) -> None:
    end = 0
    for number in find_numbers(text, language):
        assert end <= number.start < number.end <= len(text)
        assert number.values
        end = number.end


def test_a_number_within_a_term_is_the_glossarys_business() -> None:
    source = "Since the 18th Congress in 2012, it is so."
    target = "十八大以来，一直如此。"
    english, chinese = parse_language("en"), parse_language("zh")
    assert [finding.code for finding in check_translation(Pair(source, target, english, chinese))] == ["N001"]
    settled = ((10, 31),)
    assert check_translation(Pair(source, target, english, chinese, "paragraph", settled)) == []
