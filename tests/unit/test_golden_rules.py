"""The 48 English golden rules, where the folder that holds them lies beside the checkout."""

import json
from pathlib import Path

import pytest

from dragoman.segment.engine import splitter_for

GOLDEN = Path(__file__).parents[3] / "shared" / "segmentation" / "golden_rules_en.json"
REACHED = 48


@pytest.mark.skipif(not GOLDEN.is_file(), reason="the golden rules are not part of the repository")
def test_golden_rules_for_english() -> None:
    cases = json.loads(GOLDEN.read_text(encoding="utf-8"))
    splitter = splitter_for("en")
    wrong = []
    for case in cases:
        text = case["text"]
        found = [text[start:end] for start, end in splitter.spans(text, 0, len(text))]
        if found != case["sentences"]:
            wrong.append((found, case["sentences"]))
    assert len(cases) - len(wrong) == REACHED, wrong
