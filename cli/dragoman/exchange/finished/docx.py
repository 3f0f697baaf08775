"""The finished report as a Word document, with styles that a person can change in one place."""

import io
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from dragoman.documents.formats import find_format
from dragoman.exchange.finished.passages import LEGEND, Passage, Run, has_marker, number_of, passages, rows, states
from dragoman.exchange.ooxml import (
    ALWAYS,
    cell,
    east_asian_font,
    grid,
    mark_place,
    paragraph,
    run,
    run_properties,
    script_attribute,
    word_language,
    write_document,
)
from dragoman.files.xml import representable
from dragoman.model import Alignment, Document, Kind, Language

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from dragoman.documents.pdf.pictures import Picture

_STYLES: dict[Kind, str] = {"caption": "Caption", "quote": "Quote", "byline": "Subtitle"}
_ENGLISH = Language("en", "en", "en", "English")
"""The language of the legend."""
_HIGHLIGHTS = {"machine": "yellow", "missing": "lightGray"}
_PAGE = 8_640
"""Width of the text, in twentieths of a point."""
_HIGHEST = 600
"""Points: the height of a page, less a caption."""


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
    pictures = [(one.behind, _picture(document, one)) for one in _pictures(alignment.document)]
    mark_place(document)
    write_document(document, _pieces(alignment, pictures), file)


def _pictures(document: Document) -> "Sequence[Picture]":
    if not document.data:
        return ()
    found, _ = find_format(document.name, PurePath(document.name).suffix, document.data)
    return found.read_pictures(document.name, document.data)


def _picture(document: "WordDocument", picture: "Picture") -> str:
    """Add a picture to a document, and return the paragraph that shows it, no larger than the page."""
    from docx.shared import Pt
    from lxml import etree

    share = min(1.0, _PAGE / 20 / picture.width, _HIGHEST / picture.height)
    size = Pt(picture.width * share), Pt(picture.height * share)
    try:
        inline = document.part.new_pic_inline(io.BytesIO(picture.data), *size)
    except Exception:  # python-docx raises what it likes where it cannot read the head of a picture
        return ""
    shown = etree.tostring(inline, encoding="unicode")
    return paragraph("Normal", f"<w:r><w:drawing>{shown}</w:drawing></w:r>")


def _set_up(document: "WordDocument", alignment: Alignment) -> None:
    from docx.oxml.ns import qn

    language = alignment.target_language
    properties = document.core_properties
    properties.title, properties.author = representable(alignment.document.stem), ""
    properties.comments, properties.language = representable(alignment.signature)[:255], language.tag
    properties.created = properties.modified = ALWAYS
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    if font := east_asian_font(language):
        fonts.set(qn("w:eastAsia"), font)


def _pieces(alignment: Alignment, pictures: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield the report; each of `pictures` is a paragraph with the number of the block that it stands behind."""
    language = alignment.target_language
    found = passages(alignment)
    titled = False
    left = deque(pictures)
    for kind, group in groupby(found, key=lambda passage: passage.kind):
        if kind == "table":
            table = list(group)
            yield from _shown_before(table[0], left)
            yield from _table(table, language)
            continue
        for passage in group:
            yield from _shown_before(passage, left)
            own = alignment.source_language if passage.verbatim else language
            number = number_of(passage)
            runs = passage.runs if number is None else (Run(f"{passage.marker.strip()} ", "done"), *passage.runs)
            yield _paragraph(_style(passage, titled), runs, own)
            titled = titled or kind == "heading"
    yield from (picture for _, picture in left)
    for state in states(found):
        drafted = alignment.draft and state == "machine"
        said = f"machine translation by a draft engine, {alignment.engine}; not reviewed" if drafted else LEGEND[state]
        yield _paragraph("Normal", (Run(said, state),), _ENGLISH)


def _shown_before(passage: Passage, pictures: deque[tuple[int, str]]) -> Iterator[str]:
    while pictures and pictures[0][0] < passage.block:
        yield pictures.popleft()[1]


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
    looks = [f'<w:highlight w:val="{_HIGHLIGHTS[piece.state]}"/>'] if piece.state in _HIGHLIGHTS else []
    if piece.state != "missing":  # that is source text
        looks += ["<w:rtl/>"] if language.rtl else []
        looks.append(f'<w:lang {script_attribute(language)}="{word_language(language)}"/>')
    return run(representable(piece.text), run_properties(piece.looks, *looks))
