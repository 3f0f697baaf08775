"""SRX between dragoman and choppa, a port of the Java library that LanguageTool segments with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import choppa
import pytest

from dragoman.documents import parse_text
from dragoman.segment import segment_document
from dragoman.segment.srx.apply import SrxSplitter
from dragoman.segment.srx.writer import render_srx
from running import Here

CASES = Path(__file__).parents[1] / "cases"
DATA = Path(choppa.__file__).parent / "data"
SCHEMA, LANGUAGE_TOOL = DATA / "xsd" / "srx20.xsd", DATA / "srx" / "languagetool_segment.srx"


def cases(language: str) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[dict[str, Any]]] = json.loads((CASES / f"segmentation_{language}.json").read_text("utf-8"))
    joint = "" if language[:2] in ("zh", "ja") else " "
    for case in (*groups["boundaries"], *groups["negative"]):
        yield case.get("text", joint.join(case["sentences"])), case["sentences"]


def by_choppa(document: choppa.SrxDocument, language: str, text: str) -> list[str]:
    return [found.strip() for found in choppa.SrxTextIterator(document, language, text) if found.strip()]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "es", "ru", "ko"])
def test_our_rules_are_valid_srx_that_both_read_alike(language: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.srx"
    path.write_text(render_srx(language), "utf-8")
    document = choppa.SrxDocument(ruleset=str(path), validate_ruleset=str(SCHEMA))
    splitter = SrxSplitter(path, language)
    lost = 0
    for text, sentences in cases(language):
        ours = [text[start:end] for start, end in splitter.spans(text, 0, len(text))]
        assert ours == by_choppa(document, language, text)
        lost += ours != sentences
    # Of what the engine does, SRX can say nearly all; not where the items of a list begin in running text.
    assert lost <= 3


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_rules_of_language_tool_are_read_alike(language: str) -> None:
    document = choppa.SrxDocument(ruleset=str(LANGUAGE_TOOL))
    splitter = SrxSplitter(LANGUAGE_TOOL, f"{language}_two")
    for text, _ in cases(language):
        ours = [text[start:end] for start, end in splitter.spans(text, 0, len(text))]
        assert ours == by_choppa(document, f"{language}_two", text)


def test_what_is_exported_is_taken_again(here: Here, tmp_path: Path) -> None:
    rules, report = tmp_path / "rules.srx", tmp_path / "report.txt"
    report.write_text("Dr. Lin met Ms. Weber. They spoke.\n")
    done = here.run("segment", "--export-srx", "--from", "en")
    assert done.stderr == ""
    rules.write_text(done.stdout, "utf-8")
    assert here.run("segment", report, "--srx", rules).stdout == here.run("segment", report).stdout
    document = parse_text("report.txt", "report", report.read_bytes())
    assert len(segment_document(document, "en", splitter=SrxSplitter(rules, "en"))) == 2
