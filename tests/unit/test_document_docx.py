"""Word documents, one feature at a time, written by hand as the standard has them."""

import pytest

from dragoman.documents.docx.reader import read
from dragoman.documents.elements import find_place
from dragoman.documents.parts import Parts
from dragoman.errors import DocumentError
from dragoman.files.zip import Package
from office import paragraph, relationships, word, word_part, word_parts, zipped

Found = list[tuple[str, str]]

STYLES = word_part(
    "w:styles",
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="House title"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Part"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="Loop 2"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>',
)


def found(data: bytes) -> Found:
    extract = read("report.docx", data)
    return [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]


def texts(body: str, **parts: str) -> list[str]:
    return [text for _, text in found(word(body, **parts))]


def notes(body: str, **parts: str) -> list[str]:
    return [note.removeprefix("report.docx: ") for note in read("report.docx", word(body, **parts)).notes]


def styled(style: str, text: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("H1", "heading"),
        ("a3", "heading"),
        ("Own", "heading"),
        ("Level", "heading"),
        ("Cap", "caption"),
        ("Q", "quote"),
        ("LB", "list"),
        ("Loop", "paragraph"),
        ("NotThere", "paragraph"),
        ("Heading3", "heading"),
    ],
)
def test_the_style_says_the_kind(style: str, kind: str) -> None:
    body = paragraph("Opening of the year.") + styled(style, "The harbor is safe and so are the ships in it.")
    assert found(word(body, styles=STYLES))[1][0] == kind


def test_direct_numbering_and_outline_win_over_the_style() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = (
        paragraph("Opening of the year.")
        + paragraph("The first thing is done.", number.format(3))
        + paragraph("Not counted any more.", '<w:pStyle w:val="LB"/>' + number.format(0))
        + paragraph("A part that begins here, as its level says.", '<w:outlineLvl w:val="0"/>')
        + paragraph("Body text, as its level says.", '<w:outlineLvl w:val="9"/>')
    )
    assert [kind for kind, _ in found(word(body, styles=STYLES))][1:] == ["list", "paragraph", "heading", "paragraph"]


def test_without_styles_the_wording_and_the_type_tell() -> None:
    body = (
        paragraph("Harbor office opens")
        + paragraph("Port Ellen, November 14, 2024")
        + paragraph("Ships may register. All of them may.")
        + paragraph("Who may register", run="<w:b/>")
        + paragraph("1. Owners may.")
        + paragraph("Figure 2: The new quay")
        + paragraph("1.jpg")
        + paragraph("12 / 2024")
        + paragraph("Copyright © Harbor Office. All rights reserved.")
    )
    expected = ["heading", "byline", "paragraph", "heading", "list", "caption", "image", "paragraph", "footer"]
    extract = read("report.docx", word(body))
    assert [block.kind for block in extract.blocks] == expected
    assert [block.verbatim for block in extract.blocks] == [False] * 6 + [True] * 3


def test_the_line_behind_the_name_of_a_picture_is_its_caption() -> None:
    lines = ["Harbor office opens", "1.jpg", "The hall is full.", "[Photo/Harbor News]", "The office has opened."]
    kinds = [kind for kind, _ in found(word("".join(map(paragraph, lines))))]
    assert kinds == ["heading", "image", "caption", "image", "paragraph"]


def test_runs_are_one_text_whatever_splits_them() -> None:
    body = (
        '<w:p><w:r><w:t>The har</w:t></w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="b"/>'
        '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">bor </w:t></w:r>'
        '<w:hyperlink r:id="r9"><w:r><w:t>office</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtContent><w:r><w:t>, the</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:smartTag><w:r><w:t xml:space="preserve"> first</w:t><w:softHyphen/><w:t>ling</w:t></w:r></w:smartTag>'
        "<w:r><w:noBreakHyphen/><w:t>like</w:t><w:tab/><w:t>end.</w:t></w:r></w:p>"
    )
    assert texts(body) == ["The harbor office, the firstling\u2011like end."]


def test_forced_line_breaks_part_addresses_but_neither_titles_nor_sentences() -> None:
    lines = "<w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r>"
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr>{lines.format("Yearly report", "of the harbor")}</w:p>'
        f"<w:p>{lines.format('Harbor Office.', 'Quay Road 12.')}</w:p>"
        f"<w:p>{lines.format('The rule', 'of law is firm.')}</w:p>"
    )
    expected = ["Yearly report of the harbor", "Harbor Office.", "Quay Road 12.", "The rule of law is firm."]
    assert texts(body, styles=STYLES) == expected


def test_fields_give_their_result_and_not_their_instruction() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        "<w:p><w:r><w:t>See page </w:t></w:r>"
        + char.format("begin")
        + "<w:r><w:instrText>PAGEREF x</w:instrText><w:t>instruction</w:t></w:r>"
        + char.format("begin")
        + "<w:r><w:t>inner instruction</w:t></w:r>"
        + char.format("separate")
        + "<w:r><w:t>inner result</w:t></w:r>"
        + char.format("end")
        + char.format("separate")
        + "<w:r><w:t>12</w:t></w:r>"
        + char.format("end")
        + "<w:r><w:t>.</w:t></w:r></w:p>"
        + "<w:p>"
        + char.format("begin")
        + "<w:r><w:t>never ends</w:t></w:r></w:p>"
        + "<w:p>"
        + char.format("separate")
        + char.format("end")
        + '<w:fldSimple w:instr="DATE"><w:r><w:t>Today it is quiet.</w:t></w:r></w:fldSimple></w:p>'
    )
    assert texts(body) == ["See page 12.", "Today it is quiet."]


def test_tracked_changes_are_read_as_if_accepted() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">The office </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>was</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>is</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> open.</w:t></w:r></w:p>'
        '<w:p><w:moveFrom w:id="3"><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom></w:p>'
        '<w:p><w:moveTo w:id="4"><w:r><w:t>Moved here.</w:t></w:r></w:moveTo></w:p>'
        '<w:ins w:id="5"><w:p><w:r><w:t>A new paragraph.</w:t></w:r></w:p></w:ins>'
        '<w:p><w:pPr><w:rPr><w:del w:id="6"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>paragraph now.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        '<w:p><w:pPr><w:rPr><w:moveFrom w:id="7"/></w:rPr></w:pPr><w:r><w:t>The last.</w:t></w:r></w:p>'
    )
    extract = read("report.docx", word(body))
    found = [(block.place, extract.text[block.start : block.end]) for block in extract.blocks]
    assert found == [
        ("body/p[1]", "The office is open."),
        ("body/p[3]", "Moved here."),
        ("body/ins[1]/p[1]", "A new paragraph."),
        ("body/p[4]", "One paragraph now."),
        ("body/tbl[1]/tr[2]/tc[1]/p[1]", "kept"),
        ("body/p[6]", "The last."),
    ]
    assert extract.notes == (
        "report.docx: has tracked changes; read as if they were accepted, without the deleted text",
    )


def test_hidden_text_is_left_out_with_a_note() -> None:
    body = (
        "<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not seen.</w:t></w:r></w:p>"
        + paragraph("Nor this.", run='<w:rStyle w:val="Secret"/>')
        + paragraph("But this.", run='<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')
    )
    assert texts(body, styles=STYLES) == ["Seen.", "But this."]
    assert notes(body, styles=STYLES) == ["hidden text is left out"]


def test_notes_margins_and_comments_come_after_the_body() -> None:
    note = '<w:{0} w:id="2"><w:p><w:r><w:{0}Ref/><w:t>{1}</w:t></w:r></w:p></w:{0}>'
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
    data = word(
        paragraph("The harbor is open.") + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        footnotes=word_part("w:footnotes", separator + note.format("footnote", "As of March.")),
        endnotes=word_part("w:endnotes", note.format("endnote", "Source: the office.")),
        header1=word_part("w:hdr", paragraph("Bulletin")),
        header2=word_part("w:hdr", "<w:p/>"),
        footer1=word_part("w:ftr", paragraph("Page 1 of 3")),
        comments=word_part("w:comments", f"<w:comment>{paragraph('Check this.')}</w:comment>"),
    )
    extract = read("report.docx", data)
    assert [(block.place, block.kind, extract.text[block.start : block.end]) for block in extract.blocks] == [
        ("body/p[1]", "paragraph", "The harbor is open."),
        ("footnotes/footnote[2]/p[1]", "paragraph", "As of March."),
        ("endnotes/endnote[1]/p[1]", "paragraph", "Source: the office."),
        ("header1.xml/p[1]", "footer", "Bulletin"),
        ("footer1.xml/p[1]", "footer", "Page 1 of 3"),
    ]
    assert extract.notes == ("report.docx: 1 comment is left out",)


def test_text_boxes_are_read_once_and_after_their_paragraph() -> None:
    box = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
    inner = paragraph("In the box.")
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor>"
        + '<wp:docPr id="1" name="Text Box 1"/>'
        + box.format(inner)
        + "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + inner
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t>Beside it.</w:t></w:r></w:p>"
        + f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('An old box.')}</w:txbxContent>"
        + "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    assert texts(body) == ["Beside it.", "In the box.", "An old box."]


def test_pictures_stand_where_they_are_under_their_description() -> None:
    picture = (
        '<w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{}"/><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:embed="rId7"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    parts = word_parts(
        f"<w:p><w:r>{picture.format('The quay at dawn')}</w:r></w:p>"
        + paragraph("The quay on its first day", '<w:jc w:val="center"/>')
        + f"<w:p><w:r><w:t>Text first.</w:t>{picture.format('')}</w:r></w:p>"
        + '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId7" o:title="old quay"/></v:shape></w:pict></w:r></w:p>'
    )
    parts["word/_rels/document.xml.rels"] = relationships({"rId7": ("image", "media/image1.png")})
    extract = read("report.docx", zipped(parts))
    assert [(block.kind, extract.text[block.start : block.end], block.verbatim) for block in extract.blocks] == [
        ("image", "image1.png", True),
        ("caption", "The quay at dawn", False),
        ("caption", "The quay on its first day", False),
        ("paragraph", "Text first.", False),
        ("image", "image1.png", True),
        ("image", "old quay", True),
    ]


def test_embedded_files_are_named_in_a_note() -> None:
    body = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Chart 1"/><a:graphic><a:graphicData>'
        '<c:chart r:id="r1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p><w:altChunk r:id="r2"/>'
    )
    assert found(word(body)) == [("image", "Chart 1")]
    assert notes(body) == ["another file is embedded in the text and is not read"]


CELL = "<w:tc>{}</w:tc>"


def test_tables_are_laid_out_row_by_row() -> None:
    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>left over</w:t></w:r></w:p></w:tc>"
    nested = f"<w:tbl><w:tr>{CELL.format(paragraph('in'))}{CELL.format(paragraph('ner'))}</w:tr></w:tbl><w:p/>"
    body = (
        "<w:tbl>"
        + f"<w:tr>{CELL.format(paragraph('Year'))}{CELL.format('<w:p/>')}{CELL.format(paragraph('Ships'))}</w:tr>"
        + f"<w:sdt><w:sdtContent><w:tr>{merged}{CELL.format(paragraph('two') + paragraph('parts'))}"
        + f"{CELL.format(nested)}</w:tr></w:sdtContent></w:sdt></w:tbl>"
        + paragraph("After it.")
    )
    extract = read("report.docx", word(paragraph("Before it.") + body))
    assert extract.text == "Before it.\n\nYear\t\tShips\n\ttwo parts\nin\tner\n\nAfter it."
    assert {block.kind for block in extract.blocks[1:-1]} == {"table"}


def test_long_prose_in_a_cell_is_a_paragraph_and_is_cut_into_sentences() -> None:
    prose = "The harbor office has opened. " * 8
    body = f"<w:tbl><w:tr>{CELL.format(paragraph(prose))}</w:tr></w:tbl>"
    assert found(word(body)) == [("paragraph", prose.strip())]


def test_symbols_and_formulas() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
    fraction = "<m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den>"
    body = (
        f"<w:p>{symbol.format('F0B7')}<w:r><w:t> ok </w:t></w:r>{symbol.format('F0EE')}{symbol.format('20AC')}"
        f"{symbol.format('no')}</w:p><w:p><m:oMath><m:f><m:fPr/>{fraction}</m:f></m:oMath></w:p>"
    )
    assert texts(body) == ["• ok €", "a/b"]
    assert notes(body) == ["symbols of a picture font are left out"]


def test_ruby_text_gives_its_base() -> None:
    run = "<w:{0}><w:r><w:t>{1}</w:t></w:r></w:{0}>"
    body = f"<w:p><w:r><w:ruby>{run.format('rt', 'かんじ')}{run.format('rubyBase', '漢字')}</w:ruby></w:r></w:p>"
    assert texts(body) == ["漢字"]


def test_right_to_left_and_east_asian_text_is_as_it_was_written() -> None:
    written = ["افتتح المكتب دورته السنوية في 14 نوفمبر 2024.", "最高人民检察院召开了年度会议。"]
    assert texts("".join(paragraph(text, "<w:bidi/>") for text in written)) == written


def test_strict_and_unusual_packages_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {
        "_rels/.rels": relationships({"x": ("officeDocument", "/word/document2.xml")}),
        "word\\Document2.XML": f'<d:document xmlns:d="{strict}"><d:body><d:p><d:r><d:t>Strict.</d:t>'
        "</d:r></d:p></d:body></d:document>",
    }
    assert found(zipped(parts)) == [("paragraph", "Strict.")]


def test_every_place_leads_back_to_its_paragraph() -> None:
    parts = Parts(
        Package(
            "report.docx",
            data := word(
                paragraph("One.")
                + f"<w:tbl><w:tr>{CELL.format(paragraph('Two.'))}</w:tr></w:tbl>"
                + f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph('Three.')}</w:txbxContent></v:textbox>"
                + "</w:pict></w:r></w:p>"
            ),
        )
    )
    extract = read("report.docx", data)
    assert len(extract.blocks) == 3
    for block in extract.blocks:
        element = find_place(parts.root(), block.place)
        assert element is not None
        assert "".join(element.itertext()) == extract.text[block.start : block.end]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            word("<w:p/>"), "report.docx: nothing to translate: the document holds no text", id="empty paragraph"
        ),
        pytest.param(
            zipped({"word/document.xml": word_part("w:glossary", "<w:body/>")}),
            "report.docx: word/document.xml is not the text of a Word document; "
            "open it, save it as .docx and try again",
            id="another root",
        ),
        pytest.param(
            zipped({"_rels/.rels": relationships({"x": ("officeDocument", "word/gone.xml")})}),
            "report.docx: has no word/gone.xml; the file is damaged: open it, save it under another name and try again",
            id="main part missing",
        ),
        pytest.param(
            word("<w:p><w:r><w:t>cut"),
            "report.docx: word/document.xml, line 1: malformed XML (",
            id="malformed",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read("report.docx", data)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
