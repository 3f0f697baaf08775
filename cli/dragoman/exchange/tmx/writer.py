"""TMX 1.4b: the translated segments for the memories of other programs, each saying whose work it is."""

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.exchange.about import facts_line
from dragoman.exchange.marks import export_mark
from dragoman.exchange.style import Style
from dragoman.exchange.tmx import format
from dragoman.exchange.txt import is_translated
from dragoman.languages import regional_tag
from dragoman.model import Alignment, Record, fold_lines

_CONFIRMED = {"reviewed": "ApprovedTranslation"}


def write_tmx(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write one unit for each segment that a person has translated, and a machine if `style` says so; line breaks of
    the report are folded as in the PO file.

    `prev` and `next` are OmegaT's names for the texts before and after. Its `file` is left out: OmegaT would use the
    unit for a file of that name alone.
    """
    format.write_tmx(
        file,
        _units(alignment, machine=style.tmx_machine),
        regional_tag(alignment.source_language),
        encoding=alignment.document.encoding,
        notes=[facts_line(alignment)],
    )


def _units(alignment: Alignment, *, machine: bool) -> Iterator[format.TmxUnit]:
    languages = (regional_tag(alignment.source_language), regional_tag(alignment.target_language))
    prose = [record for record in alignment.records if record.origin != "verbatim"]
    texts = ["", *(fold_lines(record.source) for record in prose), ""]
    for record, before, text, after in zip(prose, texts, texts[1:], texts[2:], strict=False):
        if is_translated(record) and (machine or record.origin != "machine"):
            yield format.TmxUnit(
                variants=((languages[0], text), (languages[1], record.target)),
                id=record.id,
                tags=record.segment.codes,
                properties={
                    format.REPORT: alignment.document.stem,
                    format.KIND: record.kind,
                    format.STATUS: record.origin,
                    format.CONFIRMATION: _CONFIRMED.get(record.origin, "Draft"),
                    "x-engine": record.engine or "",
                    "x-line": str(record.line),
                    "x-finding": _findings(record),
                    "prev": before,
                    "next": after,
                    format.EXPORTED: export_mark(record.origin, record.target),
                },
            )


def _findings(record: Record) -> str:
    return "\n".join(f"{finding.code} {finding.severity}: {finding.message}" for finding in record.findings)
