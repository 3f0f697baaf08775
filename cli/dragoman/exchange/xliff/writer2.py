"""XLIFF 2.1: one `<unit>` a block, one `<segment>` a sentence, with terms, findings and what resembles it in memory.

https://docs.oasis-open.org/xliff/xliff-core/v2.1/, with its modules for glossaries, matches and metadata.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from dragoman.exchange.about import facts_line
from dragoman.exchange.cells import source_spans
from dragoman.exchange.html.rows import preferred_form
from dragoman.exchange.html.terms import Span, merge_spans
from dragoman.exchange.marks import export_mark
from dragoman.exchange.txt import is_joint
from dragoman.exchange.xliff.codes import coded
from dragoman.files.xml import escape_text, quote_attribute, split_representable
from dragoman.languages import regional_tag
from dragoman.model import Alignment, Language, Origin, Record, Suggestion, fold_lines

_STATES: dict[Origin, str] = {"reviewed": "reviewed", "verbatim": "final"}
"""Of a segment; any other is `initial`, which translate-toolkit and Weblate show as needing work. The sub-state says
whose the text is, and on the way back that the state was changed by a program that does not know sub-states."""
_PRIORITIES = {"error": 1, "warning": 2, "info": 3}


def write_xliff2(alignment: Alignment, file: BinaryIO) -> None:
    """Write all segments of a report."""
    source, target = alignment.source_language, alignment.target_language
    file.write(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0" '
            'xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
            f'version="2.1" srcLang={quote_attribute(regional_tag(source))} '
            f"trgLang={quote_attribute(regional_tag(target))}>\n"
            f'<file id="f1" original={quote_attribute(alignment.document.name)} canResegment="no" '
            f'srcDir="{_direction(source)}" trgDir="{_direction(target)}" xml:space="preserve">\n'
            f'<notes><note category="dragoman:facts">{escape_text(facts_line(alignment))}</note></notes>\n'
        ).encode()
    )
    for _, records in groupby(alignment.records, key=lambda record: record.block):
        file.write("".join(_unit(alignment, tuple(records))).encode())
    if not alignment.records:
        file.write(b'<group id="empty"/>\n')  # a file must have some content
    file.write(b"</file>\n</xliff>\n")


def _direction(language: Language) -> str:
    return "rtl" if language.rtl else "ltr"


def _unit(alignment: Alignment, records: Sequence[Record]) -> Iterator[str]:
    first = records[0]
    name = f"{alignment.document.name}:{first.line}"
    prose = [record for record in records if record.is_translatable]
    marks = {record.id: _source_marks(record) for record in prose}
    entries = _entry_numbers(prose)
    held = "" if prose else ' translate="no"'
    yield f'<unit id="b{first.block:03}" type="dragoman:{first.kind}" name={quote_attribute(name)}{held}>\n'
    yield from _matches(prose)
    yield from _glossary(alignment, prose, marks, entries)
    yield from _metadata(prose)
    yield from _notes(records)
    previous: Record | None = None
    for record in records:
        if previous is not None:
            gap = alignment.document.text[previous.end : record.start]
            joined = is_joint(alignment.target_language, previous, record, gap)
            yield from _ignorable(gap, "" if joined else gap)
        if not record.is_translatable and prose:  # not translated, among segments that are
            yield from _ignorable(fold_lines(record.source), record.target, record.id)
        else:
            yield from _segment(record, marks.get(record.id, []), entries)
        previous = record
    yield "</unit>\n"


def _is_passed(record: Record) -> bool:
    """Tell whether nobody has translated a text that people may translate, so that it is passed through."""
    return record.origin == "verbatim" and record.is_translatable


def _matches(records: Sequence[Record]) -> Iterator[str]:
    found = [(record, suggestion) for record in records for suggestion in record.suggestions]
    if found:
        yield "<mtc:matches>\n"
        yield from (_match(record, suggestion) for record, suggestion in found)
        yield "</mtc:matches>\n"


def _match(record: Record, suggestion: Suggestion) -> str:
    return (
        f'<mtc:match ref="#{record.id}" type="tm" similarity="{suggestion.score * 100:.1f}" '
        f"origin={quote_attribute(suggestion.report)}><source>{_text(suggestion.source)}</source>"
        f"<target>{_text(suggestion.target)}</target></mtc:match>\n"
    )


def _entry_numbers(records: Sequence[Record]) -> dict[str, str]:
    """Return the ids of glossary entries, by concept: `g1`, `g2` …, for a concept's own need not be an XML name."""
    concepts = dict.fromkeys(use.id for record in records for use in record.terms)
    return {concept: f"g{number}" for number, concept in enumerate(concepts, start=1)}


def _glossary(
    alignment: Alignment, records: Sequence[Record], marks: dict[str, list[Span]], entries: dict[str, str]
) -> Iterator[str]:
    """Yield the terms of a unit, each with its rendering and who says so."""
    if not entries:
        return
    places: dict[str, str] = {}
    for record in records:
        for number, mark in enumerate(marks[record.id], start=1):
            places.setdefault(record.terms[mark.owners[0]].id, f"#{record.id}t{number}")
    uses = {use.id: use for record in reversed(records) for use in reversed(record.terms)}
    yield "<gls:glossary>\n"
    for concept, entry in entries.items():
        use, rendering = uses[concept], alignment.renderings.get(concept)
        place = f' ref="{places[concept]}"' if concept in places else ""
        form = preferred_form(rendering, use.source) or use.target
        authority = f" source={quote_attribute(rendering.authority)}" if rendering and rendering.authority else ""
        yield f'<gls:glossEntry id="{entry}"{place}><gls:term source={quote_attribute(f"dragoman: {concept}")}>'
        yield f"{escape_text(fold_lines(use.source))}</gls:term>"
        if form:
            yield f"<gls:translation{authority}>{escape_text(form)}</gls:translation>"
        if not form:
            yield "<gls:definition>no rendering known</gls:definition>"
        elif rendering:
            yield f"<gls:definition>{rendering.status} rendering</gls:definition>"
        yield "</gls:glossEntry>\n"
    yield "</gls:glossary>\n"


def _metadata(records: Sequence[Record]) -> Iterator[str]:
    """Yield the marks by which `po import` tells what a person changed."""
    if not records:
        return
    yield '<mda:metadata><mda:metaGroup category="dragoman:exported">'
    for record in records:
        yield f'<mda:meta type="{record.id}">{export_mark(record.origin, record.target)}</mda:meta>'
    yield "</mda:metaGroup></mda:metadata>\n"


def _notes(records: Sequence[Record]) -> Iterator[str]:
    found = [(record, n, finding) for record in records for n, finding in enumerate(record.findings, start=1)]
    if found:
        yield "<notes>\n"
        for record, n, finding in found:
            about = f"{record.id}: " if len(records) > 1 else ""
            yield (
                f'<note id="{record.id}f{n}" appliesTo="target" category="dragoman:finding" '
                f'priority="{_PRIORITIES[finding.severity]}">'
                f"{escape_text(f'{about}{finding.code} {finding.severity}: {finding.message}')}</note>\n"
            )
        yield "</notes>\n"


def _ignorable(source: str, target: str, id_: str = "") -> Iterator[str]:
    name = f' id="{id_}"' if id_ else ""
    yield f"<ignorable{name}><source>{_text(source)}</source>"
    yield "</ignorable>\n" if target == source else f"<target>{_text(target)}</target></ignorable>\n"


def _segment(record: Record, marks: list[Span], entries: dict[str, str]) -> Iterator[str]:
    origin = record.origin if record.target and not _is_passed(record) else "none"
    yield f'<segment id="{record.id}" state="{_STATES.get(origin, "initial")}" subState="dragoman:{origin}">\n'
    yield f"<source>{_marked(record, marks, entries)}</source>\n"
    if record.target:
        # Without marks: translate-toolkit, and so Weblate, would leave their texts standing behind an edited one.
        yield f"<target>{coded(record.target, record.segment.codes, _text, record.id)}</target>\n"
    yield "</segment>\n"


def _source_marks(record: Record) -> list[Span]:
    if record.segment.codes:  # what is in a pair and what is a term may cross
        return []
    return merge_spans(source_spans(record), len(fold_lines(record.source)))


def _marked(record: Record, marks: list[Span], entries: dict[str, str]) -> str:
    text = fold_lines(record.source)
    if record.segment.codes:
        return coded(text, record.segment.codes, _text, record.id)
    parts: list[str] = []
    position = 0
    for number, mark in enumerate(marks, start=1):
        entry = entries[record.terms[mark.owners[0]].id]
        parts.append(_text(text[position : mark.start]))
        parts.append(f'<mrk id="{record.id}t{number}" type="term" ref="#gls={entry}">')
        parts.append(f"{_text(text[mark.start : mark.end])}</mrk>")
        position = mark.end
    return "".join([*parts, _text(text[position:])])


def _text(text: str) -> str:
    return "".join(
        f'<cp hex="{ord(piece):04X}"/>' if number % 2 else escape_text(piece)
        for number, piece in enumerate(split_representable(text))
    )
