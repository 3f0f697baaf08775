"""A Word table that people edit and `po import` reads back: a row for each segment, written one by one.

The frame is python-docx's; the rows go into its text as they are made, so that a report of any length takes no memory.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from typing import BinaryIO

from dragoman.handed_out import export_mark
from dragoman.model import Alignment, Finding, Language, Record, fold_lines
from dragoman.writers import docx_frame as frame
from dragoman.writers.cells import Stretch, source_stretches, target_stretches
from dragoman.writers.ooxml import copy_without_times
from dragoman.writers.style import Style
from dragoman.xml import pictured

_TEXT = "word/document.xml"
_WIDTHS = {"id": 1500, "source": 4800, "target": 4800, "status": 1100, "comment": 3160}
"""Of the columns, in twentieths of a point; together a landscape A4 page between its margins."""
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="C5CCD3"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_GRID = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS.values())
_TABLE = (
    f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS.values())}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f"<w:tblGrid>{_GRID}</w:tblGrid>"
)
_BREAK = re.compile("([\n\t])")
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def write_docx_table(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the table."""
    packed = io.BytesIO(frame.frame(alignment))
    with zipfile.ZipFile(packed) as archive:
        before, _, after = archive.read(_TEXT).partition(frame.ROWS)
    copy_without_times(packed, file, {_TEXT: _pieces(before, alignment, after)})


def _pieces(before: bytes, alignment: Alignment, after: bytes) -> Iterator[bytes]:
    yield before + _TABLE.encode()
    yield _header(alignment).encode()
    for record in alignment.records:
        yield _row(record, alignment).encode()
    yield b"</w:tbl>" + after


def _header(alignment: Alignment) -> str:
    languages = {"source": alignment.source_language.name, "target": alignment.target_language.name}
    cells = []
    for name, width in _WIDTHS.items():
        label = _paragraph(frame.ID, f"<w:r><w:rPr><w:b/></w:rPr><w:t>{name.title()}</w:t></w:r>")
        language = _plain(frame.KIND, languages[name]) if name in languages else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>'
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{label}{language}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(record: Record, alignment: Alignment) -> str:
    mark = export_mark(record.origin, record.target)
    language = alignment.source_language if record.origin == "verbatim" else alignment.target_language
    cells = (
        (_plain(frame.ID, record.id), _plain(frame.KIND, record.kind), _plain(frame.EXPORTED, mark)),
        (_marked(frame.SOURCE, source_stretches(record, alignment.renderings), alignment.source_language),),
        (_marked(frame.TARGET, target_stretches(record, alignment.renderings), language),),
        (_plain(frame.STATUS, record.origin),),
        (*(_plain(frame.FINDING, describe(finding)) for finding in record.findings), _plain(frame.COMMENT, "")),
    )
    columns = "".join(
        "".join((f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>', *paragraphs, "</w:tc>"))
        for paragraphs, width in zip(cells, _WIDTHS.values(), strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{columns}</w:tr>"


def describe(finding: Finding) -> str:
    """Return the line of a finding above what people write; in brackets, by which it is known on the way back."""
    message = fold_lines(finding.message).replace("[", "(").replace("]", ")")
    return f"[{finding.code} {finding.severity}: {message}]"


def _plain(style: str, text: str) -> str:
    return _paragraph(style, f"<w:r>{_text(pictured(text))}</w:r>" if text else "")


def _marked(style: str, stretches: Sequence[Stretch], language: Language) -> str:
    rtl = "<w:rtl/>" if language.rtl else ""
    texts = [pictured(stretch.text) for stretch in stretches]
    if texts and texts[-1].endswith(" "):  # LibreOffice takes away spaces at the end of a cell
        kept = texts[-1].rstrip(" ")
        texts[-1] = kept + "\u2420" * (len(texts[-1]) - len(kept))
    runs = (f"<w:r>{_look(stretch, rtl)}{_text(text)}</w:r>" for stretch, text in zip(stretches, texts, strict=True))
    return _paragraph(style, "".join(runs), "<w:bidi/>" if language.rtl else "")


def _look(stretch: Stretch, rtl: str) -> str:
    mark = f'<w:rStyle w:val="{frame.MARKS[stretch.mark]}"/>' if stretch.mark else ""
    return f"<w:rPr>{mark}{rtl}</w:rPr>" if mark or rtl else ""


def _paragraph(style: str, runs: str, direction: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direction}</w:pPr>{runs}</w:p>'


def _text(text: str) -> str:
    """Return what a run holds of a text; line breaks and tabs are elements."""
    return "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in _BREAK.split(text)
        if piece
    )
