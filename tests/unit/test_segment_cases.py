"""What a person would call a sentence, language by language: `tests/cases/segmentation_LANGUAGE.json`.

`boundaries` are texts that are cut, `negative` those that look as if they should be and are not; what is wanted and not
reached is a known failure, and the test fails once it is reached.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.segment.engine import splitter_for

FOLDER = Path(__file__).parents[1] / "cases"
FILES = {path.stem.partition("_")[2]: path for path in sorted(FOLDER.glob("segmentation_*.json"))}
CASES: dict[str, dict[str, list[dict[str, Any]]]] = {
    name: json.loads(path.read_text(encoding="utf-8")) for name, path in FILES.items()
}
WANTED = {"en", "zh-Hans", "zh-Hant", "es", "fr", "ru", "ar", "ja", "de", "pt", "it", "ko", "others"}
WITHOUT_BLANKS = {"zh-Hans", "zh-Hant", "ja"}


def _params() -> list[Any]:
    found = []
    for name, groups in CASES.items():
        for group, cases in groups.items():
            marks = [pytest.mark.xfail(strict=True)] if group == "known-failures" else []
            found += [pytest.param(name, case, id=f"{name}: {case['label']}", marks=marks) for case in cases]
    return found


@pytest.mark.parametrize(("name", "case"), _params())
def test_sentences(name: str, case: dict[str, Any]) -> None:
    text = case.get("text", ("" if name in WITHOUT_BLANKS else " ").join(case["sentences"]))
    splitter = splitter_for(case.get("language", name))
    assert [text[start:end] for start, end in splitter.spans(text, 0, len(text))] == case["sentences"]


def test_there_are_cases_enough_of_both_kinds() -> None:
    assert set(CASES) == WANTED
    for name, groups in CASES.items():
        assert list(groups) == ["boundaries", "negative", "known-failures"]
        assert all(len(case["sentences"]) == 1 for case in groups["negative"])
        assert min(len(groups["boundaries"]), len(groups["negative"])) >= 10, name
        labels = [case["label"] for cases in groups.values() for case in cases]
        assert len(set(labels)) == len(labels), name
        texts = [json.dumps({**case, "label": ""}) for cases in groups.values() for case in cases]
        assert len(set(texts)) == len(texts), name
    assert sum(len(cases) for groups in CASES.values() for cases in groups.values()) >= 400
    assert sum(len(cases) for name in ("zh-Hans", "zh-Hant") for cases in CASES[name].values()) >= 100
    assert sum(map(len, CASES["en"].values())) >= 80
