"""What the tables share: the columns of a segment, and its two texts cut where terms begin and end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dragoman.exchange.html.rows import preferred_form
from dragoman.exchange.html.terms import merge_spans
from dragoman.exchange.jsonl import short_score
from dragoman.exchange.marks import export_mark
from dragoman.model import Record, Rendering, TermUse, fold_lines

COLUMNS = ("id", "kind", "source", "target", "status", "comment", "line", "score", "terms", "findings", "exported")
"""`comment` is for people and empty; `exported` is how `po import` knows what they changed."""

Mark = Literal["official", "established", "proposed", "missing", ""]
"""How a stretch of text is marked: the status of its rendering, or that it is missing from the target."""

LEGEND: Mapping[Mark, str] = {
    "official": "official rendering",
    "established": "established rendering",
    "proposed": "proposed rendering",
    "missing": "rendering missing",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text that is marked as one."""

    text: str
    mark: Mark = ""


def row(record: Record, renderings: Mapping[str, Rendering]) -> tuple[str, ...]:
    """Return the cells of a segment, by `COLUMNS`; line breaks of the report are folded as in the PO file."""
    return (
        record.id,
        record.kind,
        fold_lines(record.source),
        record.target,
        record.origin,
        "",
        str(record.line),
        "" if (score := short_score(record.score)) is None else f"{score:g}",
        "; ".join(dict.fromkeys(describe_term(term, renderings.get(term.id)) for term in record.terms)),
        "; ".join(f"{finding.code} {finding.severity}: {finding.message}" for finding in record.findings),
        export_mark(record.origin, record.target),
    )


def describe_term(term: TermUse, rendering: Rendering | None) -> str:
    """Say on one line what a term requires and how it was kept: `SPP → 最高人民检察院 [official, forced]`."""
    form = term.target or preferred_form(rendering, term.source) or "no rendering known"
    known = ", ".join(([rendering.status] if rendering else []) + [term.status])
    return fold_lines(f"{term.source} → {form} [{known}]")


def source_stretches(record: Record, renderings: Mapping[str, Rendering]) -> list[Stretch]:
    """Return the source, line breaks folded, cut at the edges of its terms."""
    text = fold_lines(record.source)
    return _cut(text, source_spans(record), [_mark(term, renderings) for term in record.terms])


def source_spans(record: Record) -> list[tuple[int, int, int]]:
    """Return where each term stands in the source as `fold_lines` leaves it, and its number from 0."""
    source = record.source
    spans = [(term.start, term.end, number) for number, term in enumerate(record.terms)]
    if (length := len(fold_lines(source))) == len(source):
        return spans
    return [
        (length - len(fold_lines(source[start:])), len(fold_lines(source[:end])), number)
        for start, end, number in spans
    ]


def target_stretches(record: Record, renderings: Mapping[str, Rendering]) -> list[Stretch]:
    """Return the target, cut at the edges of its terms."""
    spans = (
        (term.target_start, term.target_end, number)
        for number, term in enumerate(record.terms)
        if term.target_start is not None and term.target_end is not None
    )
    return _cut(record.target, spans, [_mark(term, renderings) for term in record.terms])


def _mark(term: TermUse, renderings: Mapping[str, Rendering]) -> Mark:
    if term.status == "missing":
        return "missing"
    rendering = renderings.get(term.id)
    return rendering.status if rendering else ""


def _cut(text: str, spans: Iterable[tuple[int, int, int]], marks: list[Mark]) -> list[Stretch]:
    pieces: list[Stretch] = []
    position = 0
    for span in merge_spans(spans, len(text)) if marks else ():
        if span.start > position:
            pieces.append(Stretch(text[position : span.start]))
        pieces.append(Stretch(text[span.start : span.end], marks[span.owners[0]]))
        position = span.end
    if position < len(text):
        pieces.append(Stretch(text[position:]))
    return pieces
