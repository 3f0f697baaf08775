"""Markdown with both texts, to be read in a pull request: GitHub's tables, or quotations with the target below each.

Texts are escaped after CommonMark 0.31, 2.4, and for what GitHub adds: strikethrough, tables and mathematics.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import BinaryIO

from dragoman.exchange.about import facts
from dragoman.exchange.finished.passages import has_marker
from dragoman.exchange.formatting import formatting, is_shown, looks
from dragoman.exchange.html.characters import visible
from dragoman.exchange.style import Style
from dragoman.exchange.txt import marker_of
from dragoman.model import Alignment, Code, Language, Record, fold_lines
from dragoman.segment.tags import Tags

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$#]|&(?=[#\w])")
_LINE_START = re.compile(r"^(?:(?=[+=-])|([0-9]{1,9})(?=[.)](?:\s|$)))")
"""Where a backslash keeps a paragraph from becoming a list or a heading."""
_UNTRANSLATED = "*not translated*"
_ELEMENTS = {"a": "ins", "u": "ins"}
"""Where HTML has another name for a code, or GitHub lets none of that name through."""


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
            source, target = _texts(record, alignment.target_language)
            if is_heading:
                yield from ("", f"## {source}<br>{target}", "", f"`{record.id}` {_status(record)}")
            else:
                yield f"| {record.id} | {source} | {target} | {_status(record)} |"


def _interleaved(alignment: Alignment) -> Iterator[str]:
    """Yield each source as a quotation and the target below."""
    for record in alignment.records:
        source, target = _texts(record, alignment.target_language)
        target = _LINE_START.sub(r"\1\\", target)
        before = "## " if record.kind == "heading" else ""
        if record.kind == "list" and not record.marker and not has_marker(record.target):
            before = "- "
        yield from ("", f"> `{record.id}` {record.origin}: {source}")
        yield from ("", before + target)
        for note in _notes(record):
            yield from ("", note)


def _texts(record: Record, language: Language) -> tuple[str, str]:
    codes = record.segment.codes
    source = _formatted(f"{record.marker}{fold_lines(record.source)}", codes)
    marker = marker_of(record, language)
    return source, _formatted(f"{marker}{record.target}", codes) if record.target else _UNTRANSLATED


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
    return _escaped(visible(text).strip())


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "<br>")


def _formatted(text: str, codes: Sequence[Code]) -> str:
    """Return a text that has its codes as tags with HTML in their place, which stands between letters of any script."""
    tags = Tags(codes)
    pieces: list[str] = []
    for piece in tags.read(visible(text).strip()):
        if isinstance(piece, str):
            names = [_ELEMENTS.get(look, look) for look in formatting(tags.around, piece)]
            pieces += (f"<{name}>" for name in names)
            pieces.append(_escaped(piece))
            pieces += (f"</{name}>" for name in reversed(names))
        elif not is_shown(piece[0], painted=False):
            pieces.append(f"<kbd>{'/' * piece[1]}{piece[0].number}</kbd>")
        elif piece[0].alone:
            pieces.append(f"<{looks(piece[0])[0]}>")
    return "".join(pieces)
