"""Kinds of blocks in plain text: `tests/cases/kinds.json`, what is recognised and what only looks alike."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.documents.text import split_blocks
from dragoman.model import Document
from dragoman.segment import segment_document

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "kinds.json").read_text("utf-8")
)


def _params() -> list[Any]:
    return [pytest.param(case, id=f"{group}: {case['label']}") for group, cases in CASES.items() for case in cases]


@pytest.mark.parametrize("case", _params())
def test_kinds(case: dict[str, Any]) -> None:
    assert [block.kind for block in split_blocks(case["text"])] == case["kinds"]


def cells(text: str) -> list[tuple[str, bool]]:
    document = Document("r", "r", text, tuple(split_blocks(text)), "utf-8")
    found = segment_document(document, "en")
    assert all(segment.kind == "table" for segment in found)
    return [(segment.source, segment.verbatim) for segment in found]


def test_cells_of_columns_are_segments() -> None:
    assert cells("Year     Open cases   Note\n2022     few   It met. It rose.") == [
        *(("Year", False), ("Open cases", False), ("Note", False)),
        *(("2022", True), ("few", False), ("It met. It rose.", False)),
    ]


def test_pipes_pass_through_and_cells_between_them_are_segments() -> None:
    assert cells("| Year | Open cases |\n|---|---|") == [
        *(("|", True), ("Year", False), ("|", True), ("Open cases", False), ("|", True)),
        ("|---|---|", True),
    ]
