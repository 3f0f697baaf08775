"""Catalogues checked as a reviewer would: the terms that they require, and what a translation shows by itself."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from polib import POEntry

from dragoman.check.codes import finding as finding_of
from dragoman.errors import CatalogueError, RequestError
from dragoman.glossary import find_terms, load_glossary
from dragoman.languages import parse_language
from dragoman.model import Finding, Kind, Language, Match, Origin, Segment
from dragoman.po.catalogue import Catalogue, entry_unit, read_catalogue
from dragoman.po.status import find_language
from dragoman.progress import Advance
from dragoman.run.findings import segment_findings
from dragoman.terminology.uses import term_uses

_COMPLAINT = re.compile(r"^(?P<path>.*?):(?:(?P<line>\d+):)?(?:\d+:)? (?P<warning>warning: )?(?P<problem>.*)$")
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


@dataclass(frozen=True, slots=True)
class _File:
    catalogue: Catalogue
    language: Language
    entries: tuple[POEntry, ...]
    """Those in use, without plural forms."""


def review(
    paths: Sequence[Path],
    *,
    source: Language,
    target: Language | None,
    glossary: Path,
    states: frozenset[str],
    untranslated: bool = False,
    advance: Advance = lambda count: None,
) -> list[Remark]:
    """Return what should be looked at in PO files, by file and line.

    `target` is the language of files that do not name theirs; `states` says which entries are checked, as in
    `Unit.origin`. A file that is not PO is a finding, not an error, so that the others are checked.

    Raises:
        RequestError: a file does not say its language and `target` is not given.
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
    for language in dict.fromkeys(file.language for file in files):
        spoken = [file for file in files if file.language == language]
        terms = load_glossary(glossary, language)
        segments = [[_segment(entry) for entry in file.entries] for file in spoken]
        for file, found, matches in zip(spoken, segments, find_terms(terms, language, segments), strict=True):
            remarks += _check_file(file, source, found, matches, states, untranslated)
            advance(1)
        remarks += _inconsistencies(spoken, states)
    return sorted(remarks, key=lambda remark: (paths.index(remark.path), remark.line, remark.finding.code))


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
    return Segment(f"line {line}", 1, kind, line, 0, len(entry.msgid), entry.msgid)


def _line(entry: POEntry) -> int:
    return entry.linenum or 1


_KINDS = frozenset(("heading", "byline", "caption", "paragraph", "list", "quote", "table", "footer"))


def _check_file(
    file: _File,
    source: Language,
    segments: Sequence[Segment],
    matches: Sequence[Sequence[Match]],
    states: frozenset[str],
    untranslated: bool,
) -> Iterator[Remark]:
    for entry, segment, expected in zip(file.entries, segments, matches, strict=True):
        unit = entry_unit(entry)
        if unit.origin == "none":
            findings = [finding_of("U003")] if untranslated else []
        elif unit.origin in states:
            uses = term_uses(expected, unit.target, {}, file.language.tag)
            texts, languages = (unit.source, unit.target), (source, file.language)
            findings = list(segment_findings(texts, languages, segment.kind, unit.origin, expected, uses))
        else:
            continue
        for finding in findings:
            yield Remark(file.catalogue.path, _line(entry), finding, unit.origin, unit.source, unit.target)


def _inconsistencies(files: Sequence[_File], states: frozenset[str]) -> Iterator[Remark]:
    """Yield entries whose text is translated otherwise in an earlier entry of the same language."""
    first: dict[str, tuple[str, str]] = {}
    for file in files:
        for entry in file.entries:
            unit = entry_unit(entry)
            if unit.origin not in states or unit.origin == "none":
                continue
            place = f"{file.catalogue.path}:{_line(entry)}"
            where, other = first.setdefault(" ".join(unit.source.split()), (place, unit.target))
            if other != unit.target:
                finding = finding_of("W002", place=where, other=other)
                yield Remark(file.catalogue.path, _line(entry), finding, unit.origin, unit.source, unit.target)


def _gettext_complaints(path: Path) -> Iterator[Remark]:
    """Yield what gettext's own `msgfmt -c` says, where it is installed."""
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        return
    command = [msgfmt, "-c", "-o", "/dev/null", "--", str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", env={"LC_ALL": "C.UTF-8"}, timeout=_MSGFMT_SECONDS
    )
    for line in done.stderr.splitlines():
        found = _COMPLAINT.match(line)
        if found and found["path"] == str(path):
            finding = finding_of("F002", problem=found["problem"])
            yield Remark(path, int(found["line"] or 1), finding)


def _place(message: str, path: Path) -> tuple[int, str]:
    """Part an error message `path:line: problem` into line and problem."""
    rest = message.removeprefix(f"{path}:")
    line, _, problem = rest.partition(": ")
    return (int(line), problem) if line.isdigit() else (1, rest.strip())
