"""Whatever people do to what was exported: every change of theirs is in the catalogue, or listed."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from polib import POEntry

from dragoman.exchange.marks import as_exported, export_mark
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.model import Origin, Provenance
from dragoman.po import Catalogue, format_provenance, read_catalogue
from dragoman.po.entry import entry_unit
from dragoman.po.layout import serialise
from dragoman.po.provenance import split_comment
from dragoman.po.syntax import readable
from dragoman.run.reimport.merge import Merged, Rules, merge, settle_lines
from examples import examples

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
MACHINE = Provenance("machine", "argos en-zh 0.1", -0.5, ("inline",), "9c1f03ab77de")
HEADER = POEntry(msgid="", msgstr="Content-Type: text/plain; charset=UTF-8\n")
NASTY = st.sampled_from(
    [
        "\u2028", "\x85", "\xa0", "\u3000", "\ufeff", '"', "\\", "\\n", "\n", "\t", "\r", "\r\n", "\0", "\x0b", "\x07",
        "\x1b", "#~", "%s", "\U0001f469\u200d\U0001f467", "\U00020000", "\u202e", "\u2067", "e\u0301", "国家档案馆",
        "（一）", "المحفوظات", "שלום-", " ", "=1+1", "_x000D_", "dragoman: ", ", check 0123456789ab",
    ]
)  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.lists(st.one_of(NASTY, st.text(CHARACTERS, max_size=6)), max_size=6).map("".join)
TARGET = TEXT.map(lambda text: f"水{text}。")
SOURCES = ("Rice grew well.", "Wheat", "Corn 50% \\ “beans”", "Oats\u00a0and\u2009rye", "a " * 60 + "b")
KINDS = ("paragraph", "heading")
Work = Literal["rest", "edit", "approve", "edit and approve", "doubt", "empty", "delete", "amend the source", "twice"]


def settled(text: str) -> str:
    """A text as a PO file of ours holds it."""
    return settle_lines(text, "")


@st.composite
def catalogues(draw: st.DrawFn) -> list[POEntry]:
    keys = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(SOURCES)), unique=True, min_size=1))
    return [_entry(*key, draw(st.sampled_from(["machine", "reviewed", "draft", "none"])), draw(TARGET)) for key in keys]


def _entry(kind: str, source: str, state: str, target: str) -> POEntry:
    entry = POEntry(msgctxt=kind, msgid=source, msgstr=settled(target) if state != "none" else "")
    if state == "machine":
        entry.tcomment = format_provenance(MACHINE, entry.msgstr, kind, source)
    entry.flags = ["fuzzy"] if state in ("machine", "draft") else []
    return entry


def load(entries: list[POEntry] | str, folder: str) -> Catalogue:
    path = Path(folder, "harvest.po")
    text = entries if isinstance(entries, str) else serialise(HEADER, entries)
    path.write_text(text, "utf-8", newline="")
    return read_catalogue(path)


def exported(entry: POEntry, number: int, marked: bool) -> ReturnedUnit:
    """Export an entry to a format that loses what XML cannot carry."""
    unit = entry_unit(entry)
    said: Origin | None = unit.origin if unit.origin in ("reviewed", "draft", "none") else None
    mark = export_mark(unit.origin, unit.target) if marked else ""
    return ReturnedUnit("", unit.kind, as_exported(unit.source), as_exported(unit.target), said, "", f"{number}", mark)


def work(unit: ReturnedUnit, how: Work, text: str, comment: str) -> list[ReturnedUnit]:
    """Do what people do to a row."""
    edited = replace(unit, target=text, comment=comment)
    match how:
        case "edit":
            return [edited]
        case "approve":
            return [replace(unit, said="reviewed")]
        case "edit and approve":
            return [replace(edited, said="reviewed")]
        case "doubt":
            return [replace(unit, said="draft")]
        case "empty":
            return [replace(unit, target="")]
        case "delete":
            return []
        case "amend the source":
            return [replace(edited, source=f"{unit.source} (amended)")]
        case "twice":
            return [edited, replace(unit, place=f"{unit.place}, again")]
    return [unit]


HOW: st.SearchStrategy[Work] = st.sampled_from(
    ["rest", "edit", "approve", "edit and approve", "doubt", "empty", "delete", "amend the source", "twice"]
)


@given(st.data(), st.booleans(), st.booleans())
@examples(40)
def test_every_change_is_taken_or_listed(data: st.DataObject, marked: bool, take: bool) -> None:
    with TemporaryDirectory() as folder:
        entries = data.draw(catalogues())
        went = {entry.msgctxt + entry.msgid: exported(entry, n, marked) for n, entry in enumerate(entries)}
        came = {key: work(unit, data.draw(HOW), data.draw(TARGET), data.draw(TEXT)) for key, unit in went.items()}
        meanwhile = load([_meanwhile(data, entry) for entry in entries], folder)
        units = data.draw(st.permutations([unit for rows in came.values() for unit in rows]))
        merged = bring(meanwhile, units, take)
        before = {entry.msgctxt + entry.msgid: entry for entry in meanwhile.entries}
        result = load(merged.text, folder) if merged.text is not None else meanwhile
        after = {entry.msgctxt + entry.msgid: entry for entry in result.entries if not entry.obsolete}
        assert after.keys() == before.keys()
        listed = {conflict.unit for conflict in merged.conflicts}
        amended = {(row.source, settled(row.target)) for rows in came.values() for row in rows}
        for key, rows in came.items():
            changed = [row for row in rows if row.target.strip() and has_changed(row, went[key], before[key])]
            if not any(is_taken(row, went[key], after[key], before[key]) for row in changed):
                same = (after[key].msgstr, after[key].flags) == (before[key].msgstr, before[key].flags)
                offered = take and (after[key].previous_msgid, after[key].msgstr) in amended
                assert same or offered, "an entry changed that nobody changed"
            for row in changed:
                taken = is_taken(row, went[key], after[key], before[key]) or in_obsolete(row, result)
                assert taken or row in listed, "a change is lost"
            for row in rows:
                if row.source == went[key].source:
                    comment = " ".join(readable(row.comment).split())
                    assert comment in " ".join(split_comment(after[key].tcomment)[0].split())
        again = bring(result, units, take)
        assert again.text is None, "a second time changes something"
        assert [one.unit for one in again.conflicts] == [one.unit for one in merged.conflicts]


def _meanwhile(data: st.DataObject, entry: POEntry) -> POEntry:
    """Let somebody else work on the PO file, or the engine get better, while the export is away."""
    match data.draw(st.sampled_from(["rest", "rest", "correct", "approve", "translate anew"])):
        case "correct":
            return _entry(
                entry.msgctxt, entry.msgid, data.draw(st.sampled_from(["reviewed", "draft"])), data.draw(TARGET)
            )
        case "approve" if entry.msgstr:
            return _entry(entry.msgctxt, entry.msgid, "reviewed", entry.msgstr)
        case "translate anew" if entry_unit(entry).origin == "machine":
            return _entry(entry.msgctxt, entry.msgid, "machine", data.draw(TARGET))
    return entry


def bring(catalogue: Catalogue, units: list[ReturnedUnit], take: bool) -> Merged:
    file = ReturnedFile("harvest.zh.tsv", "harvest", "en", "zh", tuple(units))
    return merge(catalogue, [file], {}, Rules(take=take, now=NOW))


def has_changed(row: ReturnedUnit, went: ReturnedUnit, before: POEntry) -> bool:
    """Tell whether a row shows a person's work, as far as can be told from it and the PO file."""
    if not row.exported and (
        as_exported(row.target) != as_exported(before.msgstr) or row.said in ("reviewed", "draft")
    ):
        return True
    restated = row.said == "reviewed" != went.said or (row.said, went.said) == ("draft", "reviewed")
    return as_exported(row.target) != went.target or restated


def is_taken(row: ReturnedUnit, went: ReturnedUnit, entry: POEntry, before: POEntry) -> bool:
    """Tell whether an entry holds what a row asks for."""
    if row.source != went.source or as_exported(settled(row.target)) != as_exported(entry.msgstr):
        return False
    if row.target != went.target and entry.msgstr != before.msgstr:
        assert entry.msgstr == settled(row.target)
    state = entry_unit(entry).origin
    if row.said == "reviewed":
        return state == "reviewed"
    return row.said != "draft" or state in ("draft", "machine")  # who calls a machine text a draft has not touched it


def in_obsolete(row: ReturnedUnit, catalogue: Catalogue) -> bool:
    return any(entry.obsolete and entry.msgstr == settled(row.target) for entry in catalogue.entries)


@given(st.data())
@examples(6)
def test_gettext_takes_the_result_as_its_own(data: st.DataObject) -> None:
    if not (shutil.which("msgfmt") and shutil.which("msgcat")):
        pytest.skip("msgfmt and msgcat are not installed: they are in the Debian package gettext")
    with TemporaryDirectory() as folder:
        entries = data.draw(catalogues())
        units = [replace(exported(entry, n, True), target=data.draw(TARGET)) for n, entry in enumerate(entries)]
        merged = bring(load(entries, folder), [replace(unit, said="reviewed") for unit in units], True)
        assume(merged.text)
        path = Path(folder, "harvest.po")
        path.write_text(merged.text or "", "utf-8", newline="")
        checked = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        laid_out = subprocess.run(["msgcat", path], capture_output=True, check=True).stdout
        if b" 0.21" in subprocess.run(["msgcat", "--version"], capture_output=True).stdout.splitlines()[0]:
            assert laid_out.decode() == merged.text
