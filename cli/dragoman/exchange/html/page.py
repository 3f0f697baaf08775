"""The bilingual page: source and targets side by side in one file that needs nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO

from jinja2.environment import TemplateStream
from markupsafe import Markup

from dragoman.exchange.html.lists import Count, codes, entries, findings, shares
from dragoman.exchange.html.rows import RUNGS, groups, parts
from dragoman.exchange.pages import assets, environment, policy
from dragoman.exchange.paint import paint_rules
from dragoman.exchange.style import Style
from dragoman.model import Alignment, Kind, Language, Origin, RenderingStatus, Severity, Summary

STYLES = tuple(
    f"css/{name}.css"
    for name in ("base", "summary", "text", "codes", "terms", "toolbar", "panel", "review", "narrow", "print")
)
SCRIPTS = tuple(
    f"js/{name}.js"
    for name in (
        *("rows", "codes", "folding", "highlight", "filter", "moving", "columns", "lighting", "panel"),
        *("lines", "work", "editor", "progress", "download", "keys"),
    )
)
"""The parts of the page's style and script, in the order in which they stand on it."""
_PART = 60
"""Segments that a browser lays out together; with more than 10,000 rows to watch, scrolling is slow."""
_MOST_FINDINGS = 200
"""Findings that the list at the top names; all of them stand at their segments."""

_ORIGINS: Mapping[Origin, tuple[str, str]] = {
    "reviewed": ("Reviewed", "a person’s translation of exactly this segment"),
    "draft": ("Human draft", "a person’s text that is still marked fuzzy"),
    "memory": ("Memory", "a person’s translation recalled from another report"),
    "machine": ("Machine", "the engine’s translation; nobody has reviewed it"),
    "verbatim": ("Verbatim", "passes through untranslated"),
    "none": ("Untranslated", "nothing has translated it yet"),
}
_STATUSES: Mapping[RenderingStatus, str] = {
    "official": "an authority publishes this rendering",
    "established": "usual in the field",
    "proposed": "the glossary’s own proposal",
}
_KINDS: Mapping[Kind, str] = {
    "heading": "Heading",
    "byline": "Byline",
    "caption": "Caption",
    "paragraph": "Paragraph",
    "list": "List item",
    "quote": "Quotation",
    "table": "Table",
    "image": "Image",
    "footer": "Footer",
    "credit": "Credit",
    "copyright": "Copyright",
    "navigation": "Navigation",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One target language of the page."""

    number: int
    """From 1."""
    language: Language
    engine: str | None
    draft: bool
    signature: str
    summary: Summary
    origins: Sequence[Count]
    rungs: Sequence[Count]
    codes: Sequence[Count]
    severities: Mapping[Severity, int]


def write_html(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the bilingual page; the same alignment always gives the same bytes."""
    write_combined_html([alignment], file, style)


def write_combined_html(alignments: Sequence[Alignment], file: BinaryIO, style: Style) -> None:
    """Write one page with the source and a column for each target language, in the order of `alignments`.

    The page is written as it is rendered: its size does not stand in memory.

    Raises:
        ValueError: the alignments are not of the same segments, or there are none.
    """
    _stream(alignments).dump(file, "utf-8")


def render_html(*alignments: Alignment) -> str:
    """Return the page as one text."""
    return "".join(_stream(alignments))


def _stream(alignments: Sequence[Alignment]) -> TemplateStream:
    ids = [[record.id for record in alignment.records] for alignment in alignments]
    if not ids or any(other != ids[0] for other in ids):
        raise ValueError("a page needs alignments of the same segments")
    stream = environment().get_template("page.html.jinja").stream(_context(alignments))
    stream.enable_buffering(512)
    return stream


def _context(alignments: Sequence[Alignment]) -> dict[str, Any]:
    paints = (code.paint for record in alignments[0].records for code in record.segment.codes)
    style = assets(STYLES) + Markup(paint_rules(paints))
    script = Markup('(() => {{\n"use strict";\n{}}})();\n').format(assets(SCRIPTS))
    first = alignments[0]
    columns = [_column(number, alignment) for number, alignment in enumerate(alignments, start=1)]
    engines = {column.engine: column.draft for column in columns if column.engine}
    terms = entries(alignments)
    return {
        "name": first.document.name,
        "stem": first.document.stem,
        # Work that is kept in the browser belongs to this text, not to another one that is called the same.
        "digest": sha256(first.document.text.encode("utf-8", "replace")).hexdigest()[:12],
        "source": first.source_language,
        "segments": first.summary.segments,
        "words": first.summary.words,
        "columns": columns,
        "engines": list(engines.items()),
        "drafts": list(dict.fromkeys(column.engine or "draft" for column in columns if column.draft)),
        "signatures": list(dict.fromkeys(column.signature for column in columns)),
        "findings": list(islice(findings(alignments), _MOST_FINDINGS)),
        "findings_total": sum(sum(column.severities.values()) for column in columns),
        "origins_found": [name for name in _ORIGINS if any(column.summary.origins.get(name) for column in columns)],
        "codes_found": dict(sorted(sum((Counter(column.summary.findings) for column in columns), Counter()).items())),
        "parts": parts(groups(alignments, {concept: entry.anchor for concept, entry in terms.items()}), _PART),
        "entries": list(terms.values()),
        "origin_names": _ORIGINS,
        "rung_names": RUNGS,
        "status_names": _STATUSES,
        "kind_names": _KINDS,
        "style": style,
        "script": script,
        "policy": policy(style, script),
    }


def _column(number: int, alignment: Alignment) -> Column:
    summary = alignment.summary
    found = [finding for record in alignment.records for finding in record.findings]
    return Column(
        number,
        alignment.target_language,
        alignment.engine,
        alignment.draft,
        alignment.signature,
        summary,
        shares(summary.origins, {name: label for name, (label, _) in _ORIGINS.items()}),
        shares(summary.terms_by_status, {rung: rung for rung in RUNGS}),
        codes(summary.findings, found),
        Counter(finding.severity for finding in found),
    )
