"""XLIFF and TMX with any text: valid XML, and nothing lost on the way back."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import xliff, xliff2

from dragoman.exchange.marks import export_mark
from dragoman.exchange.returned import ReturnedFile
from dragoman.exchange.style import PLAIN, Style
from dragoman.exchange.tmx.reader import read_tmx_file
from dragoman.exchange.xliff.reader import read_xliff
from dragoman.model import Alignment, Origin, fold_lines
from examples import examples
from factories import Passage, Sentence, alignment, written_bytes
from random_reports import alignments
from xliffs import breaches_of_xliff2, faults_of_tmx, faults_of_xliff1, faults_of_xliff2

OLD = Style(xliff="1.2")
SAID: dict[Origin, Origin] = {"reviewed": "reviewed", "draft": "draft", "memory": "draft", "machine": "draft"}
OPEN: dict[Style, Callable[[str], Any]] = {OLD: xliff.Xliff1File.parsefile, PLAIN: xliff2.Xliff2File.parsefile}
_PICTURES = "".join(map(chr, range(0x2400, 0x2427)))
"""Stand for characters that XML cannot carry."""
TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff" + _PICTURES), min_size=1
).filter(str.strip)


@st.composite
def reports(draw: st.DrawFn) -> Alignment:
    """Reports in which what is not translated has no target."""
    report = draw(alignments())
    return replace(report, records=tuple(replace(r, target="") if r.origin == "none" else r for r in report.records))


def back(read: Callable[[Path], ReturnedFile], data: bytes) -> ReturnedFile:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report")
        path.write_bytes(data)
        return read(path)


@pytest.mark.parametrize("style", [OLD, PLAIN], ids=["1.2", "2.1"])
@examples(25)
@given(report=reports())
def test_any_report_comes_back_from_xliff_as_it_was(style: Style, report: Alignment) -> None:
    returned = back(read_xliff, written_bytes("xliff", report, style))
    records = [record for record in report.records if record.origin != "verbatim"]
    assert returned.warnings == ()
    assert [(unit.id, unit.source, unit.target, unit.said, unit.exported, unit.comment) for unit in returned.units] == [
        (
            record.id,
            fold_lines(record.source),
            record.target,
            SAID.get(record.origin, "draft") if record.target else "none",
            export_mark(record.origin, record.target),
            "",
        )
        for record in records
    ]


@examples(25)
@given(reports())
def test_any_report_comes_back_from_tmx_as_it_was(report: Alignment) -> None:
    returned = back(read_tmx_file, written_bytes("tmx", report))
    assert returned.warnings == ()
    assert [(unit.id, unit.kind, unit.source, unit.target, unit.said, unit.exported) for unit in returned.units] == [
        (
            record.id,
            record.kind,
            fold_lines(record.source),
            record.target,
            SAID[record.origin],
            export_mark(record.origin, record.target),
        )
        for record in report.records
        if record.target and record.origin not in ("verbatim", "none")
    ]


@examples(20)
@given(reports())
def test_any_report_is_valid(report: Alignment) -> None:
    new = written_bytes("xliff", report)
    assert breaches_of_xliff2(new) == []
    assert faults_of_tmx(written_bytes("tmx", report)) == []
    assert faults_of_xliff2(new) == []
    assert faults_of_xliff1(written_bytes("xliff", report, OLD)) == []


@pytest.mark.parametrize("style", [OLD, PLAIN], ids=["1.2", "2.1"])
@examples(20)
@given(text=TEXT)
def test_any_text_that_the_toolkit_writes_comes_back(style: Style, text: str) -> None:
    report = alignment([Passage("paragraph", [Sentence("The {a:Rice}.", "稻。"), Sentence("Wheat.", origin="none")])])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report")
        path.write_bytes(written_bytes("xliff", report, style))
        store = OPEN[style](str(path))
        for unit in store.units:
            unit.target = text
        store.savefile(str(path))
        returned = read_xliff(path)
    assert [(unit.id, unit.target) for unit in returned.units] == [("b001s01", text), ("b001s02", text)]
