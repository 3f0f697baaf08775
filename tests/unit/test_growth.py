"""Time grows as texts do: what `tests/fuzz/growth.py` has found, and what an attack brought, in each stage."""

import json
from pathlib import Path

import pytest

from dragoman.documents import parse_text
from dragoman.segment import segment_document
from growing import LEAST_SECONDS, STAGES, WORST, seconds_of
from running import REPOSITORY

CASES = json.loads((REPOSITORY / "tests" / "cases" / "growth.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row, id=f"{row['stage']} {row['case'][1]}", marks=[pytest.mark.slow] if row["stage"] == "run" else []
        )
        for row in CASES
    ],
)
def test_four_times_the_text_takes_no_sixteen_times_as_long(row: dict[str, object], tmp_path: Path) -> None:
    stage, case = STAGES[str(row["stage"])], row["case"]
    assert isinstance(case, list)
    before, piece, closing, behind = case
    seconds_of(stage, ("", "The Court met on May 3. ", "", ""), 100, tmp_path)  # loads what the stage needs
    small = seconds_of(stage, (before, piece, closing, behind), 10_000, tmp_path)
    grown = seconds_of(stage, (before, piece, closing, behind), 40_000, tmp_path)
    assert grown < max(LEAST_SECONDS, WORST * small)


def test_a_megabyte_without_a_blank_is_not_translated(tmp_path: Path) -> None:
    text = "A ship came in.\n\n" + "a" * 2**20 + "\n\nIt left.\n"
    segments = segment_document(parse_text("a.txt", "a", text.encode()), "en")
    assert [segment.verbatim for segment in segments] == [False, True, False]
