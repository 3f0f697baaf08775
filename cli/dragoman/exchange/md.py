"""Markdown with both texts, to be read in a pull request: GitHub's tables, or quotations with the target below each.

Texts are escaped after CommonMark 0.31, 2.4, and for what GitHub adds: strikethrough, tables and mathematics.
"""

import re
from collections.abc import Iterator
from itertools import chain, groupby
from typing import BinaryIO

from dragoman.exchange.about import facts
from dragoman.exchange.finished.passages import has_marker
from dragoman.exchange.html.terms import visible
from dragoman.exchange.style import Style
from dragoman.model import Alignment, Record, fold_lines

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$#]|&(?=[#\w])")
_LINE_START = re.compile(r"^(?:(?=[+=-])|([0-9]{1,9})(?=[.)](?:\s|$)))")
"""Where a backslash keeps a paragraph from becoming a list or a heading."""
_UNTRANSLATED = "*not translated*"


def write_md(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the report with headings as headings, findings at their segments, figures and signature at the end."""
    lines = _interleaved(alignment) if style.bilingual == "interleaved" else _side_by_side(alignment)
    for line in chain(_opening(alignment), lines, _closing(alignment)):
        file.write(f"{line}\n".encode())


def _opening(alignment: Alignment) -> Iterator[str]:
    languages = f"{alignment.source_language.name} → {alignment.target_language.name}"
    yield f"# {_inline(alignment.document.name)}: {languages}"
    if alignment.draft:
        yield ""
        yield f"**Machine translation by a draft engine, {_inline(alignment.engine or '')}; not reviewed.**"


def _side_by_side(alignment: Alignment) -> Iterator[str]:
    """Yield headings with both texts, and between them tables."""
    names = f"{alignment.source_language.name} | {alignment.target_language.name}"
    for is_heading, records in groupby(alignment.records, key=lambda record: record.kind == "heading"):
        if not is_heading:
            yield from ("", f"| id | {names} | status |", "|---|---|---|---|")
        for record in records:
            source, target = _inline(fold_lines(record.source)), _inline(record.target) or _UNTRANSLATED
            if is_heading:
                yield from ("", f"## {source}<br>{target}", "", f"`{record.id}` {_status(record)}")
            else:
                yield f"| {record.id} | {source} | {target} | {_status(record)} |"


def _interleaved(alignment: Alignment) -> Iterator[str]:
    """Yield each source as a quotation and the target below."""
    for record in alignment.records:
        target = _LINE_START.sub(r"\1\\", _inline(record.target)) or _UNTRANSLATED
        before = "## " if record.kind == "heading" else ""
        if record.kind == "list" and not has_marker(record.target):
            before = "- "
        yield from ("", f"> `{record.id}` {record.origin}: {_inline(fold_lines(record.source))}")
        yield from ("", before + target)
        for note in _notes(record):
            yield from ("", note)


def _closing(alignment: Alignment) -> Iterator[str]:
    yield from ("", "---", "", "| | |", "|---|---|")
    for name, value in facts(alignment).items():
        yield f"| {name} | {_inline(value)} |"


def _status(record: Record) -> str:
    return "<br>".join((record.origin, *_notes(record)))


def _notes(record: Record) -> list[str]:
    return [f"⚠ {finding.code} {finding.severity}: {_inline(finding.message)}" for finding in record.findings]


def _inline(text: str) -> str:
    """Return a text as one line of Markdown that shows it and nothing else."""
    return _SPECIAL.sub(r"\\\g<0>", visible(text).strip()).replace("\n", "<br>")
