import json
from dataclasses import replace

import pytest

from dragoman.errors import RequestError
from dragoman.exchange.formats import FORMATS, writer
from dragoman.model import Finding
from factories import Passage, Sentence, alignment, chinese_report, written, written_bytes


def test_a_record_is_one_line_with_the_contracts_fields_in_their_order() -> None:
    report = alignment(
        [
            Passage(
                "paragraph",
                [
                    Sentence(
                        "The {archive:State Archive} heard the {board:Board}.",
                        "{archive:国家档案馆}听取了汇报。",
                        score=-0.41996612,
                        rungs=["forced"],
                        findings=(Finding("T001", "error", "保管人理事会 is missing"),),
                    )
                ],
            )
        ]
    )
    assert written("jsonl", report) == (
        '{"id": "b001s01", "block": 1, "kind": "paragraph", "line": 1, "start": 0, "end": 34, '
        '"source": "The State Archive heard the Board.", "target": "国家档案馆听取了汇报。", '
        '"origin": "machine", "engine": "argos en-zh 0.1", "score": -0.42, "codes": [], "terms": ['
        '{"id": "archive", "source": "State Archive", "start": 4, "end": 17, '
        '"target": "国家档案馆", "target_start": 0, "target_end": 5, "status": "forced"}, '
        '{"id": "board", "source": "Board", "start": 28, "end": 33, '
        '"target": null, "target_start": null, "target_end": null, "status": "missing"}], '
        '"findings": [{"code": "T001", "severity": "error", "message": "保管人理事会 is missing"}]}\n'
    )


def test_offsets_lead_back_to_the_report() -> None:
    report = chinese_report()
    lines = [json.loads(line) for line in written("jsonl", report).splitlines()]
    assert len(lines) == len(report.records)
    for line in lines:
        assert report.document.text[line["start"] : line["end"]] == line["source"]
        for term in line["terms"]:
            assert line["source"][term["start"] : term["end"]] == term["source"]
            if term["target"] is not None:
                assert line["target"][term["target_start"] : term["target_end"]] == term["target"]


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        pytest.param(None, "null", id="no score"),
        pytest.param(-0.123456789, "-0.1235", id="four decimals"),
        pytest.param(-0.00000001, "0.0", id="no negative zero"),
        pytest.param(float("-inf"), "null", id="JSON has no infinity"),
        pytest.param(float("nan"), "null", id="nor nan"),
    ],
)
def test_scores_are_short_and_valid(score: float | None, shown: str) -> None:
    report = alignment([Passage("paragraph", [Sentence("Yes.", "是。", score=score)])])
    assert f'"score": {shown}, ' in written("jsonl", report)


def test_no_line_break_of_any_kind_stands_inside_a_line() -> None:
    report = alignment([Passage("paragraph", [Sentence("a\x0b\x0c\x1c\x85\u2028\u2029\r\nb", "c")])])
    (line,) = written("jsonl", report).splitlines()
    assert "\\u0085\\u2028\\u2029" in line
    assert json.loads(line)["source"] == "a\x0b\x0c\x1c\x85\u2028\u2029\r\nb"


def test_nothing_aligned_is_nothing_written() -> None:
    assert written("jsonl", replace(chinese_report(), records=())) == ""


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_its_writer(format: str) -> None:
    data = written_bytes(format, chinese_report())
    assert data.startswith(b"PK") or "国家档案馆" in data.decode()
    assert written_bytes(format, chinese_report()) == data


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(RequestError, match="'wordstar'; choose among html, jsonl, txt"):
        writer("wordstar")
