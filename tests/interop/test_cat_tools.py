"""XLIFF and TMX in the programs that translators use: the official schemas, translate-toolkit and OmegaT."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from translate.storage import tmx, xliff, xliff2

from dragoman.exchange.marks import is_as_exported
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.exchange.style import PLAIN, Style
from dragoman.exchange.tmx.reader import read_tmx_file
from dragoman.exchange.xliff.reader import read_xliff
from dragoman.model import Alignment, Record, fold_lines
from factories import alignment, arabic_report, chinese_report, written_bytes
from omegat import translate_with_omegat
from xliffs import faults_of_tmx, faults_of_xliff1, faults_of_xliff2, suggested_report

OLD = Style(xliff="1.2")

REPORTS = [
    pytest.param(chinese_report(), id="chinese"),
    pytest.param(arabic_report(), id="arabic"),
    pytest.param(suggested_report(), id="suggestions and controls"),
    pytest.param(alignment([]), id="empty"),
]


@pytest.mark.parametrize("report", REPORTS)
def test_xliff_1_2_is_valid(report: Alignment) -> None:
    assert faults_of_xliff1(written_bytes("xliff", report, OLD)) == []


@pytest.mark.parametrize("report", REPORTS)
def test_xliff_2_1_is_valid(report: Alignment) -> None:
    assert faults_of_xliff2(written_bytes("xliff", report)) == []


@pytest.mark.parametrize("report", REPORTS)
def test_tmx_is_valid(report: Alignment) -> None:
    assert faults_of_tmx(written_bytes("tmx", report)) == []


def prose(report: Alignment) -> list[Record]:
    return [record for record in report.records if record.origin != "verbatim"]


# translate-toolkit


@dataclass(frozen=True)
class Form:
    """One of our formats, and how to read it with translate-toolkit and back."""

    format: str
    style: Style
    open: Callable[[str], Any]
    read: Callable[[Path], ReturnedFile]
    reviewed: str
    """What we take a unit for that a person has called fuzzy no longer."""


FORMS = [
    pytest.param(Form("xliff", OLD, xliff.Xliff1File.parsefile, read_xliff, "reviewed"), id="XLIFF 1.2"),
    pytest.param(Form("xliff", PLAIN, xliff2.Xliff2File.parsefile, read_xliff, "reviewed"), id="XLIFF 2.1"),
    pytest.param(Form("tmx", Style(tmx_machine=True), tmx.tmxfile.parsefile, read_tmx_file, "draft"), id="TMX"),
]


def opened(form: Form, report: Alignment, folder: Path) -> tuple[Path, Any, dict[str, Any]]:
    """Write a report, open it with the toolkit; return its store and its units by segment id."""
    path = folder / "report.file"
    path.write_bytes(written_bytes(form.format, report, form.style))
    store = form.open(str(path))
    return path, store, {unit.getid().split("\x04")[-1].split("::")[-1]: unit for unit in store.units}


@pytest.mark.parametrize("form", FORMS)
def test_the_toolkit_reads_all_texts(form: Form, tmp_path: Path) -> None:
    report = chinese_report()
    _, store, units = opened(form, report, tmp_path)
    assert (store.getsourcelanguage(), store.gettargetlanguage()) in [("en", "zh-CN"), ("en", None)]
    for record in prose(report):
        if form.format == "xliff" or record.target:
            unit = units[record.id]
            assert unit.source == fold_lines(record.source)
            if record.target:
                assert unit.target == record.target


def test_the_toolkit_tells_what_is_reviewed_what_is_fuzzy_and_what_is_to_be_left_alone(tmp_path: Path) -> None:
    report = chinese_report()
    for form in (FORMS[0].values[0], FORMS[1].values[0]):
        assert isinstance(form, Form)
        _, _, units = opened(form, report, tmp_path)
        for record in report.records:
            if not record.target:
                continue
            unit = units.get(record.id)
            if record.origin == "verbatim":
                assert unit is None or not unit.istranslatable()
            else:
                assert unit is not None
                assert unit.isapproved() == (record.origin == "reviewed")
                assert unit.isfuzzy() or record.origin == "reviewed"


def test_the_toolkit_offers_what_memory_has(tmp_path: Path) -> None:
    _, _, units = opened(FORMS[0].values[0], suggested_report(), tmp_path)  # type: ignore[arg-type]
    assert [(other.source, other.target) for other in units["b004s01"].getalttrans()] == [
        ("Lin Wen <cuts> a␂ ribbon.", "林文剪␃彩。")
    ] * 2


@pytest.mark.parametrize("form", FORMS)
def test_what_a_person_does_in_the_toolkit_comes_back(form: Form, tmp_path: Path) -> None:
    report = chinese_report()
    path, store, units = opened(form, report, tmp_path)
    units["b001s01"].target = "又\u2028一\U00020000个 \u202eעברית\u202c e\u0301 < & >"
    units["b005s02"].addnote("Is this the title of the law?")
    if form.format == "xliff":
        units["b001s01"].markfuzzy(False)
        units["b009s01"].markapproved()
    store.savefile(str(path))
    back = form.read(path)
    assert (back.report, back.source_language, back.target_language, back.warnings) == (
        "reading-room-opens",
        "en",
        "zh",
        (),
    )
    found = {unit.id: unit for unit in back.units}
    changed, noted, approved = (found.pop(id_) for id_ in ("b001s01", "b005s02", "b009s01"))
    assert changed.target == "又\u2028一\U00020000个 \u202eעברית\u202c e\u0301 < & >"
    assert changed.said == form.reviewed
    assert not is_as_exported(changed.exported, changed.target)
    assert noted.comment == "Is this the title of the law?"
    assert approved.said == ("reviewed" if form.format == "xliff" else "draft")
    for record in prose(report):
        if unit := found.get(record.id):
            assert (unit.kind, unit.source, unit.target) == (record.kind, fold_lines(record.source), record.target)
            assert is_as_exported(unit.exported, unit.target)


# OmegaT


@dataclass(frozen=True)
class Project:
    """What OmegaT made of our files."""

    report: Alignment
    old: ReturnedFile
    new: tuple[bytes, bytes]
    """Ours and its own."""
    memory: ReturnedFile


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with an untranslated report in both versions of XLIFF, and with its translations as TMX."""
    folder = tmp_path_factory.mktemp("omegat")
    report = chinese_report()
    untranslated = replace(
        report,
        records=tuple(
            replace(record, origin="none", target="") if record.origin != "verbatim" else record
            for record in report.records
        ),
    )
    old, new, memory = (folder / name for name in ("old.xliff", "new.xliff", "memory.tmx"))
    old.write_bytes(written_bytes("xliff", untranslated, OLD))
    new.write_bytes(written_bytes("xliff", report))
    memory.write_bytes(written_bytes("tmx", report))
    done = translate_with_omegat(folder, [old, new], memory)
    return Project(
        report,
        read_xliff(done / "target" / old.name),
        (new.read_bytes(), (done / "target" / new.name).read_bytes()),
        read_tmx_file(done / "project-omegat.tmx"),
    )


@pytest.mark.office
def test_omegat_translates_xliff_1_2_from_our_tmx(project: Project) -> None:
    records = prose(project.report)
    units = {unit.id: unit for unit in project.old.units}
    assert list(units) == [record.id for record in records]
    assert (project.old.report, project.old.target_language, project.old.warnings) == ("reading-room-opens", "zh", ())
    for record in records:
        unit = units[record.id]
        assert (unit.source, unit.target) == (fold_lines(record.source), record.target)
        assert unit.said == ("draft" if record.target else "none")


@pytest.mark.office
def test_omegat_leaves_xliff_2_1_as_it_is(project: Project, tmp_path: Path) -> None:
    """Its own filter does not translate version 2, for which people install the Okapi plugin."""

    def units(data: bytes) -> tuple[ReturnedUnit, ...]:
        path = tmp_path / "new.xliff"
        path.write_bytes(data)
        return read_xliff(path).units

    ours, theirs = project.new
    assert units(theirs) == units(ours)


@pytest.mark.office
def test_what_omegat_remembers_comes_back(project: Project) -> None:
    assert (project.memory.source_language, project.memory.target_language) == ("en", "zh")
    found = {unit.source: unit.target for unit in project.memory.units}
    expected = {fold_lines(record.source): record.target for record in prose(project.report) if record.target}
    # It does not list what it left as it is in the report.
    assert found.items() <= expected.items()
    assert len(found) == len(expected)
    assert {unit.said for unit in project.memory.units} == {None}
