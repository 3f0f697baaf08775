"""The rows of the bilingual page: each segment with its terms marked on both sides."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from dragoman.model import Alignment, Kind, Language, Record, Rendering, Rung, TermUse
from dragoman.writers.marks import Mark, Span, merge_spans, render_marks

RUNGS: Mapping[Rung, str] = {
    "present": "the translation had the rendering by itself",
    "inline": "the rendering, or a word standing in for it, was written into the source that the engine read",
    "forced": "the engine decoded the target again around the rendering",
    "spliced": "the rendering replaced the stretch that stood for the term",
    "missing": "the rendering is not in the target",
}
"""How a term was kept, the way of least effort first, and what that means."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a segment."""

    lang: str
    dir: str
    """Direction of the column, from its language."""
    text: Markup
    foreign: Language | None = None
    """The language of the text where it is not the column's."""
    hint: Markup | None = None
    """For an untranslated segment: the source with the owed renderings in place."""


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


def groups(alignment: Alignment, anchors: Mapping[str, str]) -> Iterable[Group]:
    """Yield the segments of each block; `anchors` leads from concept ids to the list of terms."""
    for number, records in groupby(alignment.records, key=lambda record: record.block):
        rows = tuple(_row(alignment, record, anchors) for record in records)
        first = rows[0].record
        yield Group(number, first.kind, first.line, rows)


def _row(alignment: Alignment, record: Record, anchors: Mapping[str, str]) -> Row:
    source, target = alignment.source_language, alignment.target_language
    target_text, terms = record.target, record.terms
    if untranslated := record.origin == "none" and not record.target:
        target_text, terms = _in_place(record, alignment.renderings)
    source_marks, target_marks = _marks(record, target_text, terms, alignment.renderings, anchors)
    marked = render_marks(target_text, target_marks)
    counts = Counter(term.status for term in record.terms)
    return Row(
        record,
        Cell(source.tag, _direction(source), render_marks(record.source, source_marks)),
        Cell(
            target.tag,
            _direction(target),
            Markup() if untranslated else marked,
            source if record.origin == "verbatim" else None,
            marked if untranslated and terms else None,
        ),
        tuple((rung, counts[rung]) for rung in RUNGS if counts[rung] and not untranslated),
    )


def _in_place(record: Record, renderings: Mapping[str, Rendering]) -> tuple[str, tuple[TermUse, ...]]:
    """Return the source with the owed renderings in place of its terms, and the uses with their places in it.

    That is the hint of an untranslated segment; terms without a rendering stay as they are.
    """
    pieces: list[str] = []
    uses: list[TermUse] = []
    position = length = 0
    for use in record.terms:
        form = preferred_form(renderings.get(use.id), use.source) or use.source
        pieces += [record.source[position : use.start], form]
        start = length + use.start - position
        length, position = start + len(form), use.end
        uses.append(replace(use, target=form, target_start=start, target_end=length, status="present"))
    return "".join([*pieces, record.source[position:]]), tuple(uses)


def _direction(language: Language) -> str:
    return "rtl" if language.rtl else "ltr"


def _marks(
    record: Record,
    target: str,
    terms: Sequence[TermUse],
    renderings: Mapping[str, Rendering],
    anchors: Mapping[str, str],
) -> tuple[list[Mark], list[Mark]]:
    """Return the marks of both sides; each leads to its first counterpart, or to the list of terms."""
    if not terms:
        return [], []
    sources = merge_spans(((term.start, term.end, n) for n, term in enumerate(terms)), len(record.source))
    targets = merge_spans(
        (
            (term.target_start, term.target_end, n)
            for n, term in enumerate(terms)
            if term.target_start is not None and term.target_end is not None
        ),
        len(target),
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
    form = preferred_form(rendering, term.source) or term.target or "no rendering known"
    status = [rendering.status] if rendering else []
    authority = [rendering.authority] if rendering and rendering.authority else []
    return " · ".join([f"{' '.join(term.source.split())} → {form}", *status, term.status, *authority])


def preferred_form(rendering: Rendering | None, source: str) -> str:
    """Return the preferred rendering of a term that reads `source` in the report; empty where there is none."""
    return rendering.preferred(source) if rendering else ""
