"""The commands that print data: one JSON object a line, with the fields of the contract."""

import json
from pathlib import Path
from typing import Any

from running import SAMPLE, run_cli


def rows(*arguments: object) -> list[dict[str, Any]]:
    done = run_cli(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_segments_are_slices_of_the_report() -> None:
    text = SAMPLE.read_text("utf-8")
    found = rows("segment", SAMPLE)
    assert list(found[0]) == ["id", "block", "kind", "line", "start", "end", "source"]
    assert all(row["source"] == text[row["start"] : row["end"]] for row in found)
    assert found[0]["kind"] == "heading"


def test_matches_are_slices_of_the_report() -> None:
    text = SAMPLE.read_text("utf-8")
    found = rows("glossary", "match", SAMPLE, "--to", "zh")
    assert list(found[0]) == ["segment", "start", "end", "source", "id", "rendering"]
    assert all(row["source"] == text[row["start"] : row["end"]] for row in found)
    renderings = {row["id"]: row["rendering"] for row in found}
    assert renderings["ying-yong"] == "应勇"
    office = "chief-prosecutor-of-the-gansu-provincial-peoples-procuratorate"
    assert renderings[f"shen-jian+{office}"] == "甘肃省人民检察院检察长Shen Jian"
    assert renderings["date-2025-11-21"] == "2025年11月21日"


def test_data_is_printed_quiet_or_not(tmp_path: Path) -> None:
    report = tmp_path / "short.txt"
    report.write_text("The SPP met in Shanghai.\n")
    for arguments in (["segment", report], ["glossary", "match", report, "--to", "zh"]):
        assert run_cli(*arguments, "--quiet").stdout == run_cli(*arguments).stdout != ""


def test_the_card_of_a_package_and_the_doctor() -> None:
    [card] = rows("models", "info", "en", "zh")
    assert card["draft"]
    assert "CC BY-SA 4.0" in card["card"]
    [facts] = rows("doctor")
    assert facts["en-zh"] == "0.3 (draft, embedded)"
    assert facts["translations"].endswith("translations.sqlite")
