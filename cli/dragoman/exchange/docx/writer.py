"""A Word table that people edit and `po import` reads back: a row for each segment, written one by one.

The frame is python-docx's; the rows go into its text as they are made, so that a report of any length takes no memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.exchange.about import facts
from dragoman.exchange.cells import LEGEND, Stretch, source_stretches, target_stretches
from dragoman.exchange.formatting import formatting, link_of, looks
from dragoman.exchange.marks import export_mark
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
from dragoman.exchange.style import Style
from dragoman.files.xml import pictured
from dragoman.model import Alignment, Code, Finding, Language, Record, fold_lines
from dragoman.segment.tags import Tags, tag_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

ID, KIND, EXPORTED, SOURCE, TARGET, STATUS, COMMENT, FINDING = (
    *("SegmentId", "SegmentKind", "SegmentMark", "SegmentSource", "SegmentTarget"),
    *("SegmentStatus", "SegmentComment", "SegmentFinding"),
)
"""Styles of paragraphs, so that a person can change the look of a column in one place."""
TAG = "InlineTag"
"""Style of the tags that inline codes are in the texts."""
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
    "Correct the target, set the status of what you have checked to “reviewed”, and comment as you like. Keep the ids "
    "and the row with the names of the columns. Import the file with: dragoman po import"
)
_HELP_WITH_TAGS = f"The small grey tags hold links, notes and looks: keep each with the words that it is on. {_HELP}"


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
    tagged = any(record.segment.codes for record in alignment.records)
    document.add_paragraph(_HELP_WITH_TAGS if tagged else _HELP, style=COMMENT)
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
    tag = document.styles.add_style(TAG, WD_STYLE_TYPE.CHARACTER).font
    tag.size, tag.color.rgb = Pt(6), RGBColor.from_string("6B7280")


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
        for box, text in zip(row.cells, (name, value), strict=True):
            box.paragraphs[0].style = document.styles[STATUS if text is value else KIND]
            box.paragraphs[0].add_run(pictured(text))
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
    document = frame(alignment)
    write_document(document, _pieces(alignment, _links(document, alignment)), file)


def _links(document: "Document", alignment: Alignment) -> Mapping[str, str]:
    """Give a document a relationship for each address that the report links to; return their ids by address."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    addresses = dict.fromkeys(link_of(code) for record in alignment.records for code in record.segment.codes)
    return {
        address: document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        for address in addresses
        if address
    }


def _pieces(alignment: Alignment, links: Mapping[str, str]) -> Iterator[str]:
    yield _TABLE
    yield _header(alignment)
    for record in alignment.records:
        yield _row(record, alignment, links)
    yield "</w:tbl>"


def _header(alignment: Alignment) -> str:
    languages = {"source": alignment.source_language.name, "target": alignment.target_language.name}
    cells = []
    for name, width in _WIDTHS.items():
        label = paragraph(ID, run(name.title(), "<w:b/>"))
        language = _plain(KIND, languages[name]) if name in languages else ""
        cells.append(cell(label + language, width, '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>'))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(record: Record, alignment: Alignment, links: Mapping[str, str]) -> str:
    mark = export_mark(record.origin, record.target)
    language = alignment.source_language if record.origin == "verbatim" else alignment.target_language
    codes = record.segment.codes
    cells = (
        (_plain(ID, record.id), _plain(KIND, record.kind), _plain(EXPORTED, mark)),
        (_marked(SOURCE, source_stretches(record, alignment.renderings), alignment.source_language, codes, links),),
        (_marked(TARGET, target_stretches(record, alignment.renderings), language, codes, links),),
        (_plain(STATUS, record.origin),),
        (*(_plain(FINDING, _describe(finding)) for finding in record.findings), _plain(COMMENT, "")),
    )
    columns = "".join(cell("".join(texts), width) for texts, width in zip(cells, _WIDTHS.values(), strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{columns}</w:tr>"


def _describe(finding: Finding) -> str:
    """Return the line of a finding above what people write; in brackets, by which it is known on the way back."""
    message = fold_lines(finding.message).replace("[", "(").replace("]", ")")
    return f"[{finding.code} {finding.severity}: {message}]"


def _plain(style: str, text: str) -> str:
    return paragraph(style, run(pictured(text)) if text else "")


def _marked(
    style: str, stretches: Sequence[Stretch], language: Language, codes: Sequence[Code], links: Mapping[str, str]
) -> str:
    """Return the paragraph of a text whose codes are tags: small ones, around text that looks as they say.

    `links` are ids of relationships by address.

    The tags are what counts on the way back; a look alone is lost where people type over it.
    """
    rtl = "<w:rtl/>" if language.rtl else ""
    tags = Tags(codes)
    runs = []
    for number, stretch in enumerate(stretches, 1):
        text = pictured(stretch.text)
        if number == len(stretches) and text.endswith(" "):  # LibreOffice takes away spaces at the end of a cell
            kept = text.rstrip(" ")
            text = kept + "\u2420" * (len(text) - len(kept))
        mark = f'<w:rStyle w:val="{MARKS[stretch.mark]}"/>' if stretch.mark else ""
        for piece in tags.read(text):
            if isinstance(piece, str):
                paint = _painted(style, tags.around)
                shown = run(piece, run_properties(formatting(tags.around, piece), mark, paint, rtl))
                address = next((found for code in reversed(tags.around) if (found := link_of(code))), "")
                runs.append(f'<w:hyperlink r:id="{links[address]}">{shown}</w:hyperlink>' if address else shown)
            else:
                tag = tag_of(piece[0], closing=piece[1]) + "\n" * ("br" in looks(piece[0]))
                runs.append(run(tag, f'<w:rStyle w:val="{TAG}"/>'))
    return paragraph(style, "".join(runs), rtl=language.rtl)


def _painted(style: str, around: Sequence[Code]) -> str:
    """Return the properties of a run for the colours, size and font of the pairs around it, the innermost last."""
    paint = dict(chain.from_iterable(code.paint for code in around))
    found = []
    if font := paint.get("font"):
        found.append(f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>')
    if colour := paint.get("color"):
        found.append(f'<w:color w:val="{colour.upper()}"/>')
    if size := paint.get("size"):
        half_points = round(2 * _SIZES[style] * float(size))
        found.append(f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>')
    if behind := paint.get("background"):
        found.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{behind.upper()}"/>')
    return "".join(found)
