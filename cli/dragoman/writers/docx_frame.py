"""What stands around the rows of a Word table: page, styles, figures, legend, and where the rows go."""

from typing import TYPE_CHECKING, Any

from dragoman.facts import facts
from dragoman.model import Alignment, Language
from dragoman.writers.cells import LEGEND
from dragoman.writers.ooxml import ALWAYS, east_asian_font, script_attribute, word_language
from dragoman.writers.wordprocessing import mark_place
from dragoman.xml import pictured

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

ID, KIND, EXPORTED, SOURCE, TARGET, STATUS, COMMENT, FINDING = (
    *("SegmentId", "SegmentKind", "SegmentMark", "SegmentSource", "SegmentTarget"),
    *("SegmentStatus", "SegmentComment", "SegmentFinding"),
)
"""Styles of paragraphs, so that a person can change the look of a column in one place."""
MARKS = {mark: f"Term{mark.title()}" for mark in LEGEND}
"""Styles of runs, by how a term is marked."""

_SIZES = {ID: 8, KIND: 7, EXPORTED: 5, SOURCE: 10, TARGET: 10, STATUS: 9, COMMENT: 9, FINDING: 8}
_COLOURS = {KIND: "6B7280", EXPORTED: "B6BCC4", FINDING: "B3261E"}
_LOOKS = {
    "official": ("single", "1B7F3B", "E6F4EA"),
    "established": ("dotted", "1F5FA8", "E8F0FB"),
    "proposed": ("dash", "9A5B00", "FFF3DC"),
    "missing": ("wave", "C0392B", "FDE7E4"),
}
"""By mark: underline, its colour, shading; each can be told from the others without colour."""
_HELP = (
    "Change the target, write “reviewed” as the status of what you have checked, and comment as you like. Keep the ids "
    "and the row with the names of the columns. The file is brought back by: dragoman po import"
)


def frame(alignment: Alignment) -> "Document":
    """Return a Word document with everything but the table of the segments, and its place marked."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    document.styles["Normal"].font.name = "Calibri"
    _set_properties(document, alignment)
    _set_page(document)
    _add_styles(document, alignment)
    document.add_paragraph(pictured(alignment.document.stem), style="Title")
    document.styles["Title"].font.size = Pt(18)
    languages = f"{alignment.source_language.name} → {alignment.target_language.name}"
    document.add_paragraph(languages, style="Subtitle")
    if alignment.draft:
        said = f"Machine translation by a draft engine, {alignment.engine}; not reviewed."
        document.add_paragraph().add_run(pictured(said)).bold = True
    _add_facts(document, alignment)
    legend = document.add_paragraph(style=COMMENT)
    for mark, meaning in LEGEND.items():
        legend.add_run(meaning, style=MARKS[mark])
        legend.add_run("   ")
    document.add_paragraph(_HELP, style=COMMENT)
    mark_place(document)
    document.add_paragraph(style=KIND)  # a table may not be the last thing in a document
    _add_footer(document, alignment)
    return document


def _set_properties(document: "Document", alignment: Alignment) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = pictured(alignment.document.stem)[:255], "dragoman", ""
    properties.language = alignment.target_language.tag
    properties.created = properties.modified = ALWAYS


def _set_page(document: "Document") -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    [section] = document.sections
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(13)


def _add_styles(document: "Document", alignment: Alignment) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    for name, size in _SIZES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(0)
        if name in _COLOURS:
            style.font.color.rgb = RGBColor.from_string(_COLOURS[name])
    _set_language(document.styles[SOURCE], alignment.source_language)
    _set_language(document.styles[TARGET], alignment.target_language)
    for mark, name in MARKS.items():
        line, colour, shade = _LOOKS[mark]
        properties = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER).element.get_or_add_rPr()
        properties.append(_element("w:u", {"w:val": line, "w:color": colour}))
        properties.append(_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade}))


def _set_language(style: "ParagraphStyle", language: Language) -> None:
    """Give a style the fonts and the language that its text is set and checked in."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    if font := east_asian_font(language):
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    size = properties.find(qn("w:sz"))
    properties.append(_element("w:szCs", {"w:val": size.get(qn("w:val"))}))
    properties.append(_element("w:lang", {script_attribute(language): word_language(language)}))


def _add_facts(document: "Document", alignment: Alignment) -> None:
    from docx.shared import Mm

    found = facts(alignment)
    table = document.add_table(len(found), 2)
    table.autofit = False
    for column, width in zip(table.columns, (28, 240), strict=True):
        column.width = Mm(width)
    for row, (name, value) in zip(table.rows, found.items(), strict=True):
        for cell, text in zip(row.cells, (name, value), strict=True):
            cell.paragraphs[0].style = document.styles[STATUS if text is value else KIND]
            cell.paragraphs[0].add_run(pictured(text))
    document.add_paragraph(style=KIND)


def _add_footer(document: "Document", alignment: Alignment) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles[KIND]
    paragraph.add_run(f"{pictured(alignment.signature)} | page ")
    for kind, code in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()._r
        run.append(_element("w:fldChar", {"w:fldCharType": kind}) if kind else _instruction(code))


def _instruction(code: str) -> Any:
    element = _element("w:instrText", {})
    element.text = code
    return element


def _element(name: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
