"""Catalogues checked as a reviewer would: the terms that they require, and what a translation shows by itself."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from polib import POEntry

from dragoman.check.codes import finding as finding_of
from dragoman.check.dismiss import dismissed_codes, is_dismissed
from dragoman.check.policy import ANY, Policy
from dragoman.check.spelling import load_speller, misspelt
from dragoman.errors import CatalogueError, RequestError
from dragoman.languages import parse_language
from dragoman.model import Finding, Kind, Language, Origin, Segment, Unit
from dragoman.po.catalogue import Catalogue, read_catalogue
from dragoman.po.entry import entry_unit, is_optional, time_of
from dragoman.po.status import find_language
from dragoman.progress import Advance
from dragoman.run.consistency import Checked, inconsistencies, left_out_in_one
from dragoman.run.eras import Eras
from dragoman.run.findings import segment_findings
from dragoman.terminology.uses import term_uses

_COMPLAINT = re.compile(r"^(?P<path>.*?):(?:(?P<line>\d+):)?(?:\d+:)? (?P<warning>warning: )?(?P<problem>.*)$")
_FIELD_MISSING = re.compile(r"header field '\S+' missing in header")
_MSGFMT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding and the entry that it is about."""

    path: Path
    line: int
    """Where the entry begins, from 1."""
    finding: Finding
    state: Origin | None = None
    """Of the entry, as `Unit.origin`; `None` for the file as a whole."""
    source: str = ""
    target: str = ""
    language: str = ""
    """BCP 47 tag; empty for the file as a whole."""
    dismissed: bool = False
    """A person has said so in the entry."""


@dataclass(frozen=True, slots=True)
class _File:
    catalogue: Catalogue
    language: Language
    entries: tuple[POEntry, ...]
    """Those in use, without plural forms."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be checked, and what is to be said of it."""

    states: frozenset[str]
    """Which entries, as `Unit.origin`."""
    policy: Policy = ANY
    untranslated: bool = False
    """Say which entries have no translation, too."""
    spelling: bool = False


def review(
    paths: Sequence[Path],
    wanted: Wanted,
    *,
    source: Language,
    target: Language | None,
    glossary: Path,
    as_of: str = "",
    advance: Advance = lambda count: None,
) -> list[Remark]:
    """Return what should be looked at in PO files, by file and line.

    `target` is the language of files that do not name theirs. Terms are those of the day `as_of`, in ISO 8601, else of
    the day that the report bears. A file that is not PO is a finding, not an error, so that
    the others are checked.

    Raises:
        RequestError: a file does not say its language and `target` is not given, or spelling cannot be checked.
        GlossaryError: the glossary cannot be used.
    """
    remarks: list[Remark] = []
    files: list[_File] = []
    for path in paths:
        try:
            files.append(_open(path, target))
        except CatalogueError as error:
            line, problem = _place(str(error), path)
            remarks.append(Remark(path, line, finding_of("F001", problem=problem)))
            continue
        remarks += _gettext_complaints(path)
    by_text: dict[str, list[tuple[Language, Checked]]] = {}
    entries: dict[str, tuple[_File, POEntry]] = {}
    for language in dict.fromkeys(file.language for file in files):
        spoken = [file for file in files if file.language == language]
        eras = Eras(glossary, source, [language], as_of=as_of)
        checker = load_speller(language) if wanted.spelling else None
        checked: list[Checked] = []
        for file in spoken:
            segments = [_segment(entry) for entry in file.entries]
            _, finder = eras.of_entries(file.entries)
            for entry, segment, expected in zip(file.entries, segments, finder.find(segments)[0], strict=True):
                unit = entry_unit(entry)
                if unit.origin == "none" and wanted.untranslated and not is_optional(entry):
                    remarks.append(_remark(file, entry, unit, finding_of("U003")))
                if unit.origin == "none" or unit.origin not in wanted.states:
                    continue
                uses = term_uses(expected, unit.target, {}, language.tag)
                findings = segment_findings(segment, unit.target, (source, language), unit.origin, expected, uses)
                if checker:
                    findings += tuple(misspelt(checker, unit.source, unit.target))
                remarks += (_remark(file, entry, unit, finding) for finding in findings)
                place = f"{file.catalogue.path}:{_line(entry)}"
                entries[place] = file, entry
                checked.append(Checked(place, unit, uses))
                by_text.setdefault(unit.source, []).append((language, checked[-1]))
            advance(1)
        for one, finding in inconsistencies(checked):
            remarks.append(_remark(*entries[one.place], one.unit, finding))
    said = {(str(remark.path), remark.line) for remark in remarks if remark.finding.code in ("L001", "L003")}
    for one, finding in left_out_in_one(by_text, source):
        file, entry = entries[one.place]
        if (str(file.catalogue.path), _line(entry)) not in said:
            remarks.append(_remark(file, entry, one.unit, finding))
    judged = ((remark, wanted.policy.judge(remark.finding, remark.language)) for remark in remarks)
    kept = [replace(remark, finding=finding) for remark, finding in judged if finding]
    order = {path: number for number, path in enumerate(paths)}
    return sorted(kept, key=lambda remark: (order[remark.path], remark.line, remark.finding.code))


def _remark(file: _File, entry: POEntry, unit: Unit, finding: Finding) -> Remark:
    dismissed = is_dismissed(finding, dismissed_codes(unit.flags or entry.flags))
    path, language = file.catalogue.path, file.language.tag
    return Remark(path, _line(entry), finding, unit.origin, unit.source, unit.target, language, dismissed)


def _open(path: Path, target: Language | None) -> _File:
    catalogue = read_catalogue(path)
    named = find_language(catalogue)
    if not named and target is None:
        raise RequestError(f"{path}: neither its header nor its folder says which language it is in; name it with --to")
    entries = tuple(entry for entry in catalogue.entries if not entry.obsolete and not entry.msgid_plural)
    return _File(catalogue, target if target and not named else parse_language(named), entries)


def _segment(entry: POEntry) -> Segment:
    kind: Kind = entry.msgctxt if entry.msgctxt in _KINDS else "paragraph"  # type: ignore[assignment]
    line = _line(entry)
    return Segment(f"line {line}", 1, kind, line, 0, len(entry.msgid), entry.msgid, seconds=time_of(entry))


def _line(entry: POEntry) -> int:
    return entry.linenum or 1


_KINDS = frozenset(get_args(Kind))


def _gettext_complaints(path: Path) -> Iterator[Remark]:
    """Yield what gettext's own `msgfmt -c` says, where it is installed.

    A header without a translator's name is left out: programs do without one, and no translation is wrong for it.
    """
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        return
    command = [msgfmt, "-c", "-o", "/dev/null", "--", str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", env={"LC_ALL": "C.UTF-8"}, timeout=_MSGFMT_SECONDS
    )
    for line in done.stderr.splitlines():
        found = _COMPLAINT.match(line)
        if found and found["path"] == str(path) and not _FIELD_MISSING.fullmatch(found["problem"]):
            finding = finding_of("F002", problem=found["problem"])
            yield Remark(path, int(found["line"] or 1), finding)


def _place(message: str, path: Path) -> tuple[int, str]:
    """Part an error message `path:line: problem` into line and problem."""
    rest = message.removeprefix(f"{path}:")
    line, _, problem = rest.partition(": ")
    return (int(line), problem) if line.isdigit() else (1, rest.strip())
