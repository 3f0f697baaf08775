"""What the shipped glossary finds in sentences that terminologists tried: cases of `matching_shipped.json`."""

import json
from functools import cache
from typing import Any

import pytest

from dragoman.glossary import Glossary, find_terms, load_direction
from dragoman.languages import parse_language
from dragoman.model import Segment
from running import REPOSITORY

CASES: list[dict[str, Any]] = json.loads((REPOSITORY / "tests" / "cases" / "matching_shipped.json").read_text("utf-8"))


@cache
def shipped(source: str, target: str) -> Glossary:
    return load_direction(REPOSITORY / "glossary", parse_language(source), parse_language(target))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_cases(case: dict[str, Any]) -> None:
    segments = [
        Segment(f"b{number:03}s01", number, "paragraph", 1, 0, len(text), text)
        for number, text in enumerate(case["text"], 1)
    ]
    [found] = find_terms(shipped(case["from"], case["to"]), parse_language(case["to"]), [segments])
    assert [[[match.source, match.forms[0]] for match in matches] for matches in found] == case["owed"]


@pytest.mark.parametrize(
    ("code", "short"),
    [
        *(("zh", "该部"), ("zh-Hant", "該部"), ("zh-HK", "該部"), ("ja", "同省"), ("es", "Ministerio")),
        *(("fr", "ministère"), ("de", "Ministerium"), ("ru", "министерства"), ("ar", "الوزارة")),
    ],
)
def test_the_ministry_may_be_called_so_in_every_language(code: str, short: str) -> None:
    """Only where the report calls it so, after it was named: its full name is not rendered by the word alone."""
    texts = ("The Ministry of Justice met.", "The Ministry spoke.")
    segments = [Segment(f"b{number}", number, "paragraph", 1, 0, len(text), text) for number, text in enumerate(texts)]
    [[[named], [called]]] = find_terms(shipped("en", code), parse_language(code), [segments])
    assert (named.id, called.id) == ("ministry-of-justice", "ministry-of-justice")
    assert called.forms[0] == named.forms[0]
    assert short in called.forms
    assert short not in named.forms
