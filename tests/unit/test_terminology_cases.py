"""The cases of `tests/cases/terminology.json`: an engine that translates word by word, in several languages."""

import json
from typing import Any

import pytest

from dragoman.progress import Watch
from dragoman.terminology.ladder import enforce
from dragoman.terminology.required import RequiredTerm, Task
from dragoman.terminology.verify import locate
from engines import FixedEngine
from running import REPOSITORY

CASES = json.loads((REPOSITORY / "tests" / "cases" / "terminology.json").read_text("utf-8"))


def requiring(case: dict[str, Any]) -> Task:
    source = case["source"]
    required_terms = []
    for term, forms in case["terms"].items():
        starts = [start for start in range(len(source)) if source.startswith(term, start)]
        spans = tuple((start, start + len(term)) for start in starts)
        required_terms.append(
            RequiredTerm(term, tuple(forms), spans, "", tuple(case.get("forbidden", {}).get(term, ())))
        )
    return Task(source, tuple(required_terms))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    target = "zh" if case["language"] == "zh" else "other"
    engine = FixedEngine(case["words"], target=target, inline=False)
    task = requiring(case)
    [found] = enforce([task], engine, case["language"], Watch())
    assert found.target == case.get("target", found.target)
    assert all(text in found.target for text in case.get("contains", ()))
    assert list(found.rungs) == case["rungs"]
    for span, rung in zip(locate(found.target, task.terms, case["language"]), found.rungs, strict=True):
        assert (span is None) == (rung == "missing")
