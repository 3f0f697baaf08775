"""The bilingual page: source and target side by side in one file that needs nothing else."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dragoman.model import (
    Alignment,
    Finding,
    Kind,
    Language,
    Origin,
    Record,
    Rendering,
    RenderingStatus,
    Rung,
    TermUse,
)
from dragoman.writers.marks import Mark, Span, merge_spans, render_marks, visible

_TEMPLATES = Path(__file__).parent / "templates"
_URL = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])")
_MOST_LINKS = 12
"""Segments that the term list names for one term."""
_MOST_FINDINGS = 200
"""Findings that the list at the top names; all of them stand at their segments."""

_ORIGINS: Mapping[Origin, tuple[str, str]] = {
    "reviewed": ("Reviewed", "a person’s translation of exactly this segment"),
    "draft": ("Human draft", "a person’s text that is still marked fuzzy"),
    "memory": ("Memory", "a person’s translation recalled from another report"),
    "machine": ("Machine", "the engine’s translation; nobody has reviewed it"),
    "verbatim": ("Verbatim", "not prose; passes through untranslated"),
    "none": ("Untranslated", "nothing has translated it yet"),
}
_RUNGS: Mapping[Rung, str] = {
    "present": "the translation had the rendering by itself",
    "inline": "the rendering was written into the source that the engine read",
    "forced": "the engine decoded the target again around the rendering",
    "spliced": "the rendering replaced the stretch that stood for the term",
    "missing": "the rendering is not in the target",
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
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a segment."""

    lang: str
    dir: str
    """Direction of the column, from its language."""
    text: Markup
    foreign: Language | None = None
    """The language of the text where it is not the column's."""


@dataclass(frozen=True, slots=True)
class Row:
    """One segment."""

    record: Record
    source: Cell
    target: Cell
    rungs: tuple[tuple[Rung, int], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The segments of one block."""

    number: int
    kind: Kind
    line: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One distinct term of the report, for the list at the end."""

    anchor: str
    sources: tuple[str, ...]
    rendering: str
    seen: tuple[str, ...]
    """Forms in the target other than the preferred rendering."""
    status: str
    authority: tuple[tuple[bool, str], ...]
    """Pieces of text; `True` for those that are links."""
    owed: int
    kept: int
    segments: tuple[str, ...]
    more: int
    """Segments beyond those named."""


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the summary: a name, its number, and its share of the whole for the bar."""

    name: str
    label: str
    number: int
    start: float = 0.0
    width: float = 0.0
    severity: str = ""


def render_html(alignment: Alignment) -> str:
    """Render the bilingual page; the same alignment always gives the same bytes."""
    environment = _environment()
    style, script = (_asset(f"bilingual.{suffix}") for suffix in ("css", "js"))
    entries = _entries(alignment)
    anchors = {concept: entry.anchor for concept, entry in entries.items()}
    findings = [(record, finding) for record in alignment.records for finding in record.findings]
    return environment.get_template("bilingual.html.jinja").render(
        name=alignment.document.name,
        source=alignment.source_language,
        target=alignment.target_language,
        engine=alignment.engine,
        draft=alignment.draft,
        signature=alignment.signature,
        summary=alignment.summary,
        origins=_shares(alignment.summary.origins, {name: label for name, (label, _) in _ORIGINS.items()}),
        rungs=_shares(alignment.summary.terms_by_status, {rung: rung for rung in _RUNGS}),
        codes=_codes(alignment.summary.findings, (finding for _, finding in findings)),
        severities=Counter(finding.severity for _, finding in findings),
        findings=findings[:_MOST_FINDINGS],
        findings_total=len(findings),
        groups=_groups(alignment, anchors),
        entries=list(entries.values()),
        origin_names=_ORIGINS,
        rung_names=_RUNGS,
        status_names=_STATUSES,
        kind_names=_KINDS,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )


@cache
def _asset(name: str) -> Markup:
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))


def _policy(style: str, script: str) -> str:
    """Allow the page its own style and script, by their digests, and nothing else."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


# --- the text ---------------------------------------------------------------------------------------------


def _groups(alignment: Alignment, anchors: Mapping[str, str]) -> Iterable[Group]:
    for number, records in groupby(alignment.records, key=lambda record: record.block):
        rows = tuple(_row(alignment, record, anchors) for record in records)
        first = rows[0].record
        yield Group(number, first.kind, first.line, rows)


def _row(alignment: Alignment, record: Record, anchors: Mapping[str, str]) -> Row:
    source, target = alignment.source_language, alignment.target_language
    source_marks, target_marks = _marks(record, alignment.renderings, anchors)
    counts = Counter(term.status for term in record.terms)
    return Row(
        record,
        Cell(source.tag, _direction(source), render_marks(record.source, source_marks)),
        Cell(
            target.tag,
            _direction(target),
            render_marks(record.target, target_marks),
            source if record.origin == "verbatim" else None,
        ),
        tuple((rung, counts[rung]) for rung in _RUNGS if counts[rung]),
    )


def _direction(language: Language) -> str:
    return "rtl" if language.rtl else "ltr"


def _marks(
    record: Record, renderings: Mapping[str, Rendering], anchors: Mapping[str, str]
) -> tuple[list[Mark], list[Mark]]:
    """Return the marks of both sides; each leads to its first counterpart, or to the list of terms."""
    terms = record.terms
    if not terms:
        return [], []
    sources = merge_spans(((term.start, term.end, n) for n, term in enumerate(terms)), len(record.source))
    targets = merge_spans(
        (
            (term.target_start, term.target_end, n)
            for n, term in enumerate(terms)
            if term.target_start is not None and term.target_end is not None
        ),
        len(record.target),
    )
    source_ids = {owner: f"{record.id}-s{span.owners[0] + 1}" for span in sources for owner in span.owners}
    target_ids = {owner: f"{record.id}-t{span.owners[0] + 1}" for span in targets for owner in span.owners}

    def mark(span: Span, own: Mapping[int, str], other: Mapping[int, str]) -> Mark:
        href = next((other[owner] for owner in span.owners if owner in other), None)
        uses = [terms[owner] for owner in span.owners]
        return Mark(
            span,
            own[span.owners[0]],
            href or anchors[uses[0].id],
            _classes(uses[0], renderings),
            "\n".join(dict.fromkeys(_describe(use, renderings.get(use.id)) for use in uses)),
        )

    return (
        [mark(span, source_ids, target_ids) for span in sources],
        [mark(span, target_ids, source_ids) for span in targets],
    )


def _classes(term: TermUse, renderings: Mapping[str, Rendering]) -> str:
    if term.status == "missing":
        return "term missing"
    rendering = renderings.get(term.id)
    return f"term {rendering.status}" if rendering else "term"


def _describe(term: TermUse, rendering: Rendering | None) -> str:
    form = _preferred(rendering, term.source) or term.target or "no rendering known"
    status = [rendering.status] if rendering else []
    authority = [rendering.authority] if rendering and rendering.authority else []
    return " · ".join([f"{' '.join(term.source.split())} → {form}", *status, term.status, *authority])


def _preferred(rendering: Rendering | None, source: str) -> str:
    if rendering is None:
        return ""
    return source if rendering.rendering == "=" else rendering.rendering


# --- summary and list of terms ----------------------------------------------------------------------------


def _shares(numbers: Mapping[str, int], labels: Mapping[Origin, str] | Mapping[Rung, str]) -> list[Count]:
    total = sum(numbers.values()) or 1
    counts: list[Count] = []
    done = 0
    for name, label in labels.items():
        number = numbers.get(name, 0)
        if number:
            start, done = done, done + number
            counts.append(Count(name, label, number, round(100 * start / total, 2), round(100 * number / total, 2)))
    return counts


def _codes(numbers: Mapping[str, int], findings: Iterable[Finding]) -> list[Count]:
    severities = {finding.code: finding.severity for finding in findings}
    return [Count(code, code, number, severity=severities.get(code, "")) for code, number in sorted(numbers.items())]


def _entries(alignment: Alignment) -> dict[str, Entry]:
    """Return the distinct terms by concept, in the order of the alphabet."""
    uses: dict[str, list[tuple[str, TermUse]]] = {}
    for record in alignment.records:
        for term in record.terms:
            uses.setdefault(term.id, []).append((record.id, term))
    ordered = sorted(uses.items(), key=lambda item: (item[1][0][1].source.casefold(), item[0]))
    return {
        concept: _entry(f"term-{number}", found, alignment.renderings.get(concept))
        for number, (concept, found) in enumerate(ordered, start=1)
    }


def _entry(anchor: str, uses: list[tuple[str, TermUse]], rendering: Rendering | None) -> Entry:
    sources = tuple(dict.fromkeys(" ".join(term.source.split()) for _, term in uses))
    preferred = _preferred(rendering, sources[0])
    seen = dict.fromkeys(term.target for _, term in uses if term.target)
    segments = tuple(dict.fromkeys(segment for segment, _ in uses))
    return Entry(
        anchor,
        sources,
        preferred,
        tuple(form for form in seen if form != preferred),
        rendering.status if rendering else "",
        _linkify(rendering.authority) if rendering else (),
        len(uses),
        sum(term.status != "missing" for _, term in uses),
        segments[:_MOST_LINKS],
        len(segments) - len(segments[:_MOST_LINKS]),
    )


def _linkify(text: str) -> tuple[tuple[bool, str], ...]:
    """Split `text` into links and what stands between them.

    >>> _linkify("Act 12, https://law.example/12.")
    ((False, 'Act 12, '), (True, 'https://law.example/12'), (False, '.'))
    """
    return tuple((bool(i % 2), piece) for i, piece in enumerate(_URL.split(text)) if piece)
