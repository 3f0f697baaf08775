"""The finished report as a Word document, with styles that a person can change in one place."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

from dragoman.exchange.finished.passages import LEGEND, Passage, Run, has_marker, number_of, passages, rows, states
from dragoman.exchange.ooxml import (
    ALWAYS,
    cell,
    east_asian_font,
    grid,
    mark_place,
    paragraph,
    run,
    script_attribute,
    word_language,
    write_document,
)
from dragoman.files.xml import representable
from dragoman.model import Alignment, Kind, Language

if TYPE_CHECKING:
    from docx.document import Document

_STYLES: dict[Kind, str] = {"caption": "Caption", "quote": "Quote", "byline": "Subtitle"}
_ENGLISH = Language("en", "en", "en", "English")
"""The language of the legend."""
_HIGHLIGHTS = {"machine": "yellow", "missing": "lightGray"}
_PAGE = 8_640
"""Width of the text, in twentieths of a point."""


def render_finished_docx(alignment: Alignment) -> bytes:
    """Render the finished report as DOCX; what people have not reviewed is highlighted, and a last line says so."""
    file = io.BytesIO()
    write_finished_docx(alignment, file)
    return file.getvalue()


def write_finished_docx(alignment: Alignment, file: BinaryIO) -> None:
    """Write what `render_finished_docx` renders."""
    import docx

    document = docx.Document()
    _set_up(document, alignment)
    mark_place(document)
    write_document(document, _pieces(alignment), file)


def _set_up(document: "Document", alignment: Alignment) -> None:
    from docx.oxml.ns import qn

    language = alignment.target_language
    properties = document.core_properties
    properties.title, properties.author = representable(alignment.document.stem), ""
    properties.comments, properties.language = representable(alignment.signature)[:255], language.tag
    properties.created = properties.modified = ALWAYS
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    if font := east_asian_font(language):
        fonts.set(qn("w:eastAsia"), font)


def _pieces(alignment: Alignment) -> Iterator[str]:
    language = alignment.target_language
    found = passages(alignment)
    titled = False
    for kind, group in groupby(found, key=lambda passage: passage.kind):
        if kind == "table":
            yield from _table(list(group), language)
            continue
        for passage in group:
            own = alignment.source_language if passage.verbatim else language
            number = number_of(passage)
            runs = passage.runs if number is None else (Run(f"{passage.marker.strip()} ", "done"), *passage.runs)
            yield _paragraph(_style(passage, titled), runs, own)
            titled = titled or kind == "heading"
    for state in states(found):
        drafted = alignment.draft and state == "machine"
        said = f"machine translation by a draft engine, {alignment.engine}; not reviewed" if drafted else LEGEND[state]
        yield _paragraph("Normal", (Run(said, state),), _ENGLISH)


def _style(passage: Passage, titled: bool) -> str:
    """Return the id of the style of a passage."""
    if passage.kind == "heading":
        return "Heading1" if titled else "Title"
    if passage.kind == "list":
        own = has_marker(passage.text) or passage.marker.isspace() or number_of(passage) is not None
        return "ListParagraph" if own else "ListBullet"
    return _STYLES.get(passage.kind, "Normal")


def _table(found: Sequence[Passage], language: Language) -> Iterator[str]:
    columns = max(map(len, rows(found)))
    widths = [_PAGE // columns] * columns
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>' + grid(widths)
    for row in rows(found):
        texts = [passage.runs for passage in row] + [()] * (columns - len(row))
        yield f"<w:tr>{''.join(cell(_paragraph('Normal', runs, language), widths[0]) for runs in texts)}</w:tr>"
    yield "</w:tbl>"


def _paragraph(style: str, runs: Sequence[Run], language: Language) -> str:
    return paragraph(style, "".join(_run(piece, language) for piece in runs), rtl=language.rtl)


def _run(piece: Run, language: Language) -> str:
    look = f'<w:highlight w:val="{_HIGHLIGHTS[piece.state]}"/>' if piece.state in _HIGHLIGHTS else ""
    if piece.state != "missing":  # that is source text
        look += "<w:rtl/>" if language.rtl else ""
        look += f'<w:lang {script_attribute(language)}="{word_language(language)}"/>'
    return run(representable(piece.text), look)
