"""The finished report: what a catalogue holds, put into the report's own shape."""

from collections.abc import Callable, Sequence

from dragoman.model import PASSED, Alignment, Document, Language, Record, Segment
from dragoman.po import Catalogue
from dragoman.po.places import placed
from dragoman.run.alignment import align
from dragoman.run.origin import Decision
from dragoman.run.request import Item
from dragoman.segment.tags import message_of
from dragoman.terminology.required import Task

FORMATS = ("same", "txt", "docx")
"""The report's own format; its text alone; a Word document, built anew where the report is none."""
STATES = ("reviewed", "draft", "machine", "memory")
"""Of an entry, as `Unit.origin`: those whose text may go into the finished report."""


def finish(
    document: Document,
    segments: Sequence[Segment],
    catalogue: Catalogue,
    languages: tuple[Language, Language],
    states: frozenset[str],
) -> Alignment:
    """Return the alignment of a report with what its catalogue holds in entries of the given states.

    `languages` are source and target. A segment without such an entry has the origin `none`.
    """
    items = [
        Item(segment, (), Task(segment.text, ()), None, _decide(segment, catalogue, states))
        for segment in placed(segments, catalogue)
    ]
    return align(document, languages, None, "none", items)


def _decide(segment: Segment, catalogue: Catalogue, states: frozenset[str]) -> Decision:
    if segment.verbatim:
        return Decision("verbatim", segment.source)
    unit = catalogue.unit(segment.role, message_of(segment))
    if unit is None or unit.origin not in states or not unit.target:
        return Decision("verbatim", message_of(segment)) if segment.kind in PASSED else Decision("none", "")
    return Decision(unit.origin, unit.target, flags=unit.flags)


def missing(alignment: Alignment) -> list[Record]:
    """Return the records that have no translation."""
    return [record for record in alignment.records if record.origin == "none"]


def finished_writer(format: str, document: Document) -> Callable[[Alignment], bytes]:
    """Return the function that renders the finished report of `document` in one of `FORMATS`."""
    from dragoman.exchange.same import finished, finished_suffix

    if format in ("same", finished_suffix(document.name, document.data)):
        return lambda alignment: finished(alignment, mark=True)
    if format == "docx":
        from dragoman.exchange.finished.docx import render_finished_docx

        return render_finished_docx
    from dragoman.exchange.finished.passages import render_finished_txt

    return lambda alignment: render_finished_txt(alignment).encode()
