"""The rows of the bilingual page: each segment with its terms marked on both sides, in one language or several."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from dragoman.exchange.html.characters import as_json
from dragoman.exchange.html.codes import codes_as_json
from dragoman.exchange.html.terms import Mark, Span, merge_spans, render_marks
from dragoman.exchange.marks import export_mark
from dragoman.exchange.txt import marker_of
from dragoman.model import Alignment, Code, Kind, Language, Record, Rendering, Rung, TermUse
from dragoman.segment.tags import find_tags

RUNGS: Mapping[Rung, str] = {
    "present": "the translation had the rendering by itself",
    "inline": "the rendering, or a word standing in for it, was written into the source that the engine read",
    "forced": "the engine decoded the target again around the rendering",
    "spliced": "the rendering replaced the stretch that stood for the term",
    "offered": "the rendering is proposed, required of nobody, and not in the target",
    "missing": "the rendering is not in the target",
}
"""How a term was kept, the way of least effort first, and what that means."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a segment."""

    text: Markup
    raw: str | None = None
    """The text as JSON, where HTML cannot carry it as it is, or has the codes in it as formatting."""
    foreign: Language | None = None
    """The language of the text where it is not the column's."""
    codes: str | None = None
    """What the script has to know of the codes in a source, as JSON."""
    hint: Markup | None = None
    """For an untranslated segment: the source with the required renderings in place."""
    marker: str = ""
    """The bullet or number before the text, shown and never edited."""


@dataclass(frozen=True, slots=True)
class Version:
    """A segment in one target language."""

    record: Record
    target: Cell
    rungs: tuple[tuple[Rung, int], ...]
    exported: str
    """The mark by which `po import` tells what people change on the page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One segment."""

    record: Record
    """In the first target language; its id, kind and source are those of all."""
    source: Cell
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The segments of one block."""

    kind: Kind
    line: int
    rows: tuple[Row, ...]


Place = tuple[int, int, str]
"""Where a term stands in the source of its segment, and its concept."""


def groups(alignments: Sequence[Alignment], anchors: Mapping[str, str]) -> Iterator[Group]:
    """Yield the segments of each block; `anchors` leads from concept ids to the list of terms."""
    everywhere = zip(*(alignment.records for alignment in alignments), strict=True)
    for _, records in groupby(everywhere, key=lambda versions: versions[0].block):
        rows = tuple(_row(alignments, versions, anchors) for versions in records)
        first = rows[0].record
        yield Group(first.kind, first.line, rows)


def parts(blocks: Iterable[Group], size: int) -> Iterator[tuple[Group, ...]]:
    """Gather blocks until they have `size` segments: what a browser lays out, or leaves for later, as one."""
    part: list[Group] = []
    for block in blocks:
        part.append(block)
        if sum(len(one.rows) for one in part) >= size:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _row(alignments: Sequence[Alignment], records: tuple[Record, ...], anchors: Mapping[str, str]) -> Row:
    """Mark the terms of one segment; terms are numbered by their place in the source, alike in all languages."""
    shown = [_shown(record, alignment.renderings) for record, alignment in zip(records, alignments, strict=True)]
    places = {place: n for n, place in enumerate(dict.fromkeys(_place(use) for _, uses in shown for use in uses))}
    ids = [f"{records[0].id}-{alignment.target_language.tag}" for alignment in alignments]
    if len(ids) == 1:
        ids = [records[0].id]
    spans = [_target_spans(text, uses, places) for text, uses in shown]
    targets = [
        {owner: f"{id}-t{span.owners[0] + 1}" for span in found for owner in span.owners}
        for id, found in zip(ids, spans, strict=True)
    ]
    first = {owner: target for found in reversed(targets) for owner, target in found.items()}
    sources = merge_spans(((start, end, n) for (start, end, _), n in places.items()), len(records[0].source))
    origins = {owner: f"{records[0].id}-s{span.owners[0] + 1}" for span in sources for owner in span.owners}
    uses = [
        {places[_place(use)]: (use, alignment.renderings.get(use.id)) for use in found}
        for (_, found), alignment in zip(shown, alignments, strict=True)
    ]

    def mark(span: Span, id: str, other: Mapping[int, str], within: Sequence[_Uses]) -> Mark:
        said = [found[owner] for found in within for owner in span.owners if owner in found]
        concepts = [anchors[use.id] for use, _ in said]
        href = next((other[owner] for owner in span.owners if owner in other), concepts[0])
        title = "\n".join(dict.fromkeys(_describe(*one) for one in said))
        return Mark(span, id, href, _classes(said), tuple(dict.fromkeys(concepts)), title)

    source_marks = [mark(span, origins[span.owners[0]], first, uses) for span in sources]
    versions = tuple(
        _version(
            record,
            alignment,
            text,
            [mark(span, target[span.owners[0]], origins, [own]) for span in found],
        )
        for record, alignment, (text, _), found, target, own in zip(
            records, alignments, shown, spans, targets, uses, strict=True
        )
    )
    source, codes = records[0].source, records[0].segment.codes
    marked = render_marks(source, source_marks, codes)
    cell = Cell(marked, _raw(source, codes), codes=codes_as_json(codes), marker=records[0].marker)
    return Row(records[0], cell, versions)


def _raw(text: str, codes: Sequence[Code]) -> str | None:
    return json.dumps(text) if find_tags(text, codes) else as_json(text)


_Uses = Mapping[int, tuple[TermUse, Rendering | None]]
"""The terms of a segment in one target language, by their numbers in its row."""


def _place(use: TermUse) -> Place:
    return use.start, use.end, use.id


def _is_hint(record: Record) -> bool:
    return record.origin == "none" and not record.target


def _shown(record: Record, renderings: Mapping[str, Rendering]) -> tuple[str, tuple[TermUse, ...]]:
    """Return what stands in the target cell, and the terms with their places in it."""
    return _in_place(record, renderings) if _is_hint(record) else (record.target, record.terms)


def _target_spans(text: str, uses: Sequence[TermUse], places: Mapping[Place, int]) -> list[Span]:
    return merge_spans(
        (
            (use.target_start, use.target_end, places[_place(use)])
            for use in uses
            if use.target_start is not None and use.target_end is not None
        ),
        len(text),
    )


def _version(record: Record, alignment: Alignment, text: str, marks: Sequence[Mark]) -> Version:
    codes = record.segment.codes
    marked = render_marks(text, marks, codes)
    counts = Counter(term.status for term in record.terms)
    hint = _is_hint(record)
    return Version(
        record,
        Cell(
            Markup() if hint else marked,
            None if hint else _raw(text, codes),
            alignment.source_language if record.origin == "verbatim" else None,
            hint=marked if hint and record.terms else None,
            marker=marker_of(record, alignment.target_language),
        ),
        tuple((rung, counts[rung]) for rung in RUNGS if counts[rung] and not hint),
        export_mark(record.origin, record.target),
    )


def _in_place(record: Record, renderings: Mapping[str, Rendering]) -> tuple[str, tuple[TermUse, ...]]:
    """Return the source with the required renderings in place of its terms, and the uses with their places in it.

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


def _classes(said: Sequence[tuple[TermUse, Rendering | None]]) -> str:
    """Return what a mark looks like: missing if it is so anywhere, else by the standing of its rendering."""
    if any(use.status == "missing" for use, _ in said):
        return "term missing"
    first, *others = (rendering.status if rendering else "" for _, rendering in said)
    return f"term {first}" if first and all(other == first for other in others) else "term"


def _describe(term: TermUse, rendering: Rendering | None) -> str:
    form = preferred_form(rendering, term.source) or term.target or "no rendering known"
    status = [rendering.status] if rendering else []
    return " · ".join([f"{' '.join(term.source.split())} → {form}", *status, term.status])


def preferred_form(rendering: Rendering | None, source: str) -> str:
    """Return the preferred rendering of a term that reads `source` in the report; empty where there is none."""
    return rendering.preferred(source) if rendering else ""
