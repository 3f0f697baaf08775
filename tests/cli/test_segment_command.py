"""`dragoman segment`: what it prints, and what it does not take together."""

from pathlib import Path

import pytest

from running import REPOSITORY, SAMPLE, Here

GOLDEN = REPOSITORY / "tests" / "golden" / "segments"

LIST = (
    "Harbor conference closes\n\n"
    "Anna Lin, Chief Prosecutor of Haizhou; Karl Weber, judge; and other officials attended. They spoke.\n"
)
ERRORS = {
    "no report": ([], "REPORT is missing; name a report, or - for standard input"),
    "export and report": (
        ["-", "--export-srx"],
        "--export-srx prints our own rules and takes neither REPORT nor --srx; leave them out",
    ),
    "export and rules": (
        ["--export-srx", "--srx", "rules.srx"],
        "--export-srx prints our own rules and takes neither REPORT nor --srx; leave them out",
    ),
}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(LIST, "utf-8")
    return path


def test_a_list_of_attendees_is_one_segment_or_one_a_person(here: Here, report: Path) -> None:
    assert here.run("segment", report).stdout.splitlines() == [
        "b001s01  heading    Harbor conference closes",
        "b002s01  paragraph  Anna Lin, Chief Prosecutor of Haizhou; Karl Weber, judge; and other officials attended.",
        "b002s02  paragraph  They spoke.",
    ]
    assert here.run("segment", report, "--each-person").stdout.splitlines()[1:] == [
        "b002s01  paragraph  Anna Lin, Chief Prosecutor of Haizhou;",
        "b002s02  paragraph  Karl Weber, judge;",
        "b002s03  paragraph  and other officials attended.",
        "b002s04  paragraph  They spoke.",
    ]


def test_verbose_says_where_and_how_long(here: Here, report: Path) -> None:
    done = here.run("segment", report, "--verbose")
    assert done.stdout.splitlines()[2] == "b002s02  paragraph      3  114–125  They spoke."
    assert "segment" in done.stderr


def test_chinese_report(here: Here) -> None:
    """Official Chinese as it comes: byline, dateline, enumerations, quotations of every kind, attendees, footers."""
    done = here.run("segment", SAMPLE.with_name("sample-report-zh.txt"), "--from", "zh", "--verbose")
    assert done.stdout == (GOLDEN / "sample-report-zh.txt").read_text("utf-8")


@pytest.mark.parametrize("case", ERRORS)
def test_what_does_not_go_together(here: Here, case: str) -> None:
    arguments, message = ERRORS[case]
    done = here.run("segment", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize("language", ["en", "zh_TW", "sw"])
def test_the_export_is_the_same_on_every_run(here: Here, language: str) -> None:
    first, second = (here.run("segment", "--export-srx", "--from", language) for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stdout.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert (first.returncode, first.stderr) == (0, "")
