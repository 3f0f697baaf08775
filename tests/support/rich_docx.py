"""A Word report with all that a finished one has to keep: made by python-docx and by hand."""

import io
import struct
import zlib
from typing import Any

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, RGBColor

from office import saved


def png(size: int = 8) -> bytes:
    """Return a red square."""
    rows = b"".join(b"\0" + b"\xff\0\0" * size for _ in range(size))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rich_docx() -> bytes:
    """Return a report with looks, links, fields, bookmarks, a picture in the line, a note, lists, merged cells."""
    document = docx.Document()
    document.core_properties.title = "Yearly report of the harbor office"
    document.add_heading("Yearly report of the harbor office", 0)
    _looks(document.add_paragraph("The office held a "))
    paragraph = document.add_paragraph("See ")
    _link(paragraph, "the long guide", "https://example.org/g")
    paragraph.add_run(" for more, or ask the office.")
    paragraph = document.add_paragraph("Here is a small picture ")
    paragraph.add_run().add_picture(io.BytesIO(png()), width=Inches(0.3))
    paragraph.add_run(" in the line, and text after it.")
    _field(document.add_paragraph("Page "))
    for text in ("Every case was registered within one week.", "Two courses were held at sea."):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row.cells):
            cell.text = f"Cell number {i} {j} of the table"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(2, 2).merge(table.cell(1, 2))
    paragraph = document.add_paragraph("A line\twith a tab")
    paragraph.add_run().add_break()
    paragraph.add_run("And a second line of it.")
    _bookmark(document.add_paragraph())
    _note(document.add_paragraph("The rules were published in May"))
    section = document.sections[0]
    section.header.paragraphs[0].text = "Maritime Affairs Bulletin"
    section.footer.paragraphs[0].text = "For official use only"
    [columns] = document.add_section()._sectPr.xpath("w:cols")
    columns.set(qn("w:num"), "2")
    for _ in range(6):
        sentences = "This paragraph stands in two columns. It is long enough to be broken into several lines. "
        document.add_paragraph(sentences * 3)
    return saved(document)


def _looks(paragraph: Any) -> None:
    paragraph.add_run("bold meeting").bold = True
    paragraph.add_run(" and an ")
    paragraph.add_run("italic one").italic = True
    paragraph.add_run(" at 10")
    paragraph.add_run("6").font.superscript = True
    paragraph.add_run(" places. The second sentence is ")
    paragraph.add_run("red. This too is").font.color.rgb = RGBColor(255, 0, 0)
    paragraph.add_run(" red in part.")


def _link(paragraph: Any, text: str, address: str) -> None:
    role = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    name = paragraph.part.relate_to(address, role, is_external=True)
    look = '<w:rPr><w:color w:val="0000FF"/><w:u w:val="single"/></w:rPr>'
    run = f"<w:r>{look}<w:t>{text}</w:t></w:r>"
    paragraph._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{name}">{run}</w:hyperlink>'))


def _field(paragraph: Any) -> None:
    for part in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run("1" if part == "1" else "")
        if part == "":
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'))
        elif part != "1":
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{part}"/>'))
    paragraph.add_run(" of the report was written by hand.")


def _bookmark(paragraph: Any) -> None:
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="5" w:name="_Ref1"/>'))
    paragraph.add_run("Table 1")
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="5"/>'))
    paragraph.add_run(" shows the cases of the year.")


def _note(paragraph: Any) -> None:
    """Give a paragraph a footnote, which python-docx has no way to write."""
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{}</w:r>'
    notes = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in enumerate(("separator", "continuationSeparator"))
    )
    said = '<w:r><w:t xml:space="preserve"> They are at the foot of this page.</w:t></w:r>'
    text = mark.format("<w:footnoteRef/>") + said
    notes += f'<w:footnote w:id="2"><w:p>{text}</w:p></w:footnote>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    content = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), kind, content, paragraph.part.package)
    paragraph.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    reference = mark.format('<w:footnoteReference w:id="2"/>').replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)
    paragraph._p.append(parse_xml(reference))
    paragraph.add_run(" and hold for every ship.")
