"""A Word table that people edit and `po import` reads back: a row for each segment, written one by one.

The frame is python-docx's; the rows go into its text as they are made, so that a report of any length takes no memory.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dragoman.handed_out import export_mark
from dragoman.model import Alignment, Finding, Language, Record, fold_lines
from dragoman.writers import docx_frame as frame
from dragoman.writers.cells import Stretch, source_stretches, target_stretches
from dragoman.writers.style import Style
from dragoman.writers.wordprocessing import cell, grid, paragraph, run, write_document
from dragoman.xml import pictured

_WIDTHS = {"id": 1500, "source": 4800, "target": 4800, "status": 1100, "comment": 3160}
"""Of the columns, in twentieths of a point; together a landscape A4 page between its margins."""
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="C5CCD3"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS.values())}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    + grid(_WIDTHS.values())
)


def write_docx_table(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the table."""
    write_document(frame.frame(alignment), _pieces(alignment), file)


def _pieces(alignment: Alignment) -> Iterator[str]:
    yield _TABLE
    yield _header(alignment)
    for record in alignment.records:
        yield _row(record, alignment)
    yield "</w:tbl>"


def _header(alignment: Alignment) -> str:
    languages = {"source": alignment.source_language.name, "target": alignment.target_language.name}
    cells = []
    for name, width in _WIDTHS.items():
        label = paragraph(frame.ID, run(name.title(), "<w:b/>"))
        language = _plain(frame.KIND, languages[name]) if name in languages else ""
        cells.append(cell(label + language, width, '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>'))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(record: Record, alignment: Alignment) -> str:
    mark = export_mark(record.origin, record.target)
    language = alignment.source_language if record.origin == "verbatim" else alignment.target_language
    cells = (
        (_plain(frame.ID, record.id), _plain(frame.KIND, record.kind), _plain(frame.EXPORTED, mark)),
        (_marked(frame.SOURCE, source_stretches(record, alignment.renderings), alignment.source_language),),
        (_marked(frame.TARGET, target_stretches(record, alignment.renderings), language),),
        (_plain(frame.STATUS, record.origin),),
        (*(_plain(frame.FINDING, _describe(finding)) for finding in record.findings), _plain(frame.COMMENT, "")),
    )
    columns = "".join(cell("".join(texts), width) for texts, width in zip(cells, _WIDTHS.values(), strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{columns}</w:tr>"


def _describe(finding: Finding) -> str:
    """Return the line of a finding above what people write; in brackets, by which it is known on the way back."""
    message = fold_lines(finding.message).replace("[", "(").replace("]", ")")
    return f"[{finding.code} {finding.severity}: {message}]"


def _plain(style: str, text: str) -> str:
    return paragraph(style, run(pictured(text)) if text else "")


def _marked(style: str, stretches: Sequence[Stretch], language: Language) -> str:
    rtl = "<w:rtl/>" if language.rtl else ""
    texts = [pictured(stretch.text) for stretch in stretches]
    if texts and texts[-1].endswith(" "):  # LibreOffice takes away spaces at the end of a cell
        kept = texts[-1].rstrip(" ")
        texts[-1] = kept + "\u2420" * (len(texts[-1]) - len(kept))
    looks = (f'<w:rStyle w:val="{frame.MARKS[stretch.mark]}"/>' if stretch.mark else "" for stretch in stretches)
    runs = "".join(run(text, look + rtl) for text, look in zip(texts, looks, strict=True))
    return paragraph(style, runs, rtl=language.rtl)
