"""The finished report as a Word document, with styles that a person can change in one place."""

import io
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dragoman.model import Alignment, Kind, Language
from dragoman.writers.finished import LEGEND, Passage, Run, has_marker, number_of, passages, rows, states
from dragoman.writers.ooxml import ALWAYS, copy_without_times, east_asian_font, script_attribute, word_language
from dragoman.xml import carried

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_STYLES: dict[Kind, str] = {"caption": "Caption", "quote": "Quote", "byline": "Subtitle"}
_ENGLISH = Language("en", "en", "en", "English")
"""The language of the legend."""
_HIGHLIGHTS = {"machine": "yellow", "missing": "lightGray"}


def render_finished_docx(alignment: Alignment) -> bytes:
    """Render the finished report as DOCX; what people have not reviewed is highlighted, and a last line says so."""
    import docx

    document = docx.Document()
    language = alignment.target_language
    _set_up(document, alignment)
    found = passages(alignment)
    titled = False
    for kind, group in groupby(found, key=lambda passage: passage.kind):
        if kind == "table":
            _add_table(document, list(group), language)
            continue
        for passage in group:
            own = alignment.source_language if passage.verbatim else language
            number = number_of(passage)
            runs = passage.runs if number is None else (Run(f"{passage.marker.strip()} ", "done"), *passage.runs)
            _fill(document.add_paragraph(style=_style(passage, titled)), runs, own)
            titled = titled or kind == "heading"
    for state in states(found):
        by = f" by a draft engine: {alignment.engine}" if alignment.draft and state == "machine" else ""
        _fill(document.add_paragraph(), (Run(f"{LEGEND[state]}{by}", state),), _ENGLISH)
    packed, timeless = io.BytesIO(), io.BytesIO()
    document.save(packed)
    copy_without_times(packed, timeless)
    return timeless.getvalue()


def _set_up(document: "Document", alignment: Alignment) -> None:
    from docx.oxml.ns import qn

    language = alignment.target_language
    properties = document.core_properties
    properties.title, properties.author = carried(alignment.document.stem), ""
    properties.comments, properties.language = carried(alignment.signature)[:255], language.tag
    properties.created = properties.modified = ALWAYS
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    if font := east_asian_font(language):
        fonts.set(qn("w:eastAsia"), font)


def _style(passage: Passage, titled: bool) -> str:
    if passage.kind == "heading":
        return "Heading 1" if titled else "Title"
    if passage.kind == "list":
        own = has_marker(passage.text) or passage.marker.isspace() or number_of(passage) is not None
        return "List Paragraph" if own else "List Bullet"
    return _STYLES.get(passage.kind, "Normal")


def _add_table(document: "Document", found: list[Passage], language: Language) -> None:
    lines = list(rows(found))
    table = document.add_table(len(lines), max(map(len, lines)), style="Table Grid")
    for line, row in zip(lines, table.rows, strict=True):
        for passage, cell in zip(line, row.cells, strict=False):
            _fill(cell.paragraphs[0], passage.runs, language)


def _fill(paragraph: "Paragraph", runs: tuple[Run, ...], language: Language) -> None:
    if language.rtl:  # in the schema's order: w:bidi comes before the alignment
        paragraph._p.get_or_add_pPr().insert_element_before(_element("w:bidi"), "w:jc", "w:rPr", "w:sectPr")
    for run in runs:
        properties = paragraph.add_run(carried(run.text))._r.get_or_add_rPr()
        if run.state in _HIGHLIGHTS:
            properties.append(_element("w:highlight", "w:val", _HIGHLIGHTS[run.state]))
        if run.state == "missing":  # source text
            continue
        if language.rtl:
            properties.append(_element("w:rtl"))
        properties.append(_element("w:lang", script_attribute(language), word_language(language)))


def _element(name: str, attribute: str = "", value: str = "") -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    if attribute:
        element.set(qn(attribute), value)
    return element
