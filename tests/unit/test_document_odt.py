"""OpenDocument texts, one feature at a time, written by hand as the standard has them."""

import pytest

from dragoman.documents.elements import find_place
from dragoman.documents.odt.reader import read
from dragoman.errors import DocumentError
from dragoman.files.zip import Package
from office import odf_part, odt, odt_parts, zipped

AUTOMATIC = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P3" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="L1" style:family="paragraph" style:parent-style-name="L2"/>'
    '<style:style style:name="L2" style:family="paragraph" style:parent-style-name="L1"/>'
)


def found(data: bytes) -> list[tuple[str, str]]:
    extract = read("report.odt", data)
    return [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]


def texts(body: str) -> list[str]:
    return [text for _, text in found(odt(body, automatic=AUTOMATIC))]


def notes(body: str) -> list[str]:
    return [note.removeprefix("report.odt: ") for note in read("report.odt", odt(body, automatic=AUTOMATIC)).notes]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<text:h text:outline-level="2">The harbor is safe.</text:h>', "heading"),
        ('<text:p text:style-name="Title">The harbor is safe.</text:p>', "heading"),
        ('<text:p text:style-name="Illustration">The harbor is safe.</text:p>', "caption"),
        ('<text:p text:style-name="P1">The harbor is safe.</text:p>', "quote"),
        ('<text:p text:style-name="L1">The harbor is safe.</text:p>', "paragraph"),
        ('<text:p text:style-name="List_20_1">The harbor is safe.</text:p>', "list"),
        ('<text:p text:style-name="P2">Safe harbors</text:p>', "heading"),
        ('<text:p>Safe<text:span text:style-name="T2"> harbors</text:span></text:p>', "paragraph"),
        ("<text:list><text:list-item><text:p>The harbor is safe.</text:p></text:list-item></text:list>", "list"),
        ("<text:list><text:list-header><text:h>The harbor is safe.</text:h></text:list-header></text:list>", "heading"),
        ("<text:section><text:p>The harbor is safe.</text:p></text:section>", "paragraph"),
    ],
)
def test_the_markup_says_the_kind(markup: str, kind: str) -> None:
    assert found(odt(f"<text:p>Opening of the year.</text:p>{markup}", automatic=AUTOMATIC))[1][0] == kind


def test_white_space_is_collapsed_and_counted_as_the_standard_wants() -> None:
    body = (
        "<text:p>\n  The  <text:span> harbor </text:span>\n is<text:s text:c='3'/>open<text:tab/>now.<text:s/></text:p>"
        "<text:p>Ten<text:s text:c='99999999999'/>blanks<text:s text:c='x'/>.</text:p>"
    )
    assert texts(body) == ["The harbor is   open now.", "Ten blanks ."]


def test_forced_line_breaks_part_addresses() -> None:
    body = "<text:p>Harbor Office.<text:line-break/>Quay Road 12.</text:p><text:h>One<text:line-break/>Title</text:h>"
    assert texts(body) == ["Harbor Office.", "Quay Road 12.", "One Title"]


def test_links_fields_and_ruby_are_text() -> None:
    body = (
        '<text:p>See <text:a xlink:href="https://example.org">the register</text:a> of <text:date>March</text:date>, '
        "<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>かんじ</text:ruby-text></text:ruby>.</text:p>"
    )
    assert texts(body) == ["See the register of March, 漢字."]


def test_hidden_text_changes_and_comments_are_left_out_with_a_note() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>was deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Seen.<text:span text:style-name="T1">Not seen.</text:span>'
        "<text:hidden-text>Nor this.</text:hidden-text>"
        "<office:annotation><text:p>Check.</text:p></office:annotation></text:p>"
        '<text:p text:style-name="P3">Nor this.</text:p>'
        '<text:section text:display="none"><text:p>Nor that.</text:p></text:section>'
    )
    assert texts(body) == ["Seen."]
    assert notes(body) == [
        "has tracked changes; read as if they were accepted, without the deleted text",
        "hidden text is left out",
        "comments are left out",
    ]


NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>{}</text:p></text:note-body></text:note>"
)


def test_notes_and_margins_come_after_the_body() -> None:
    pages = (
        '<style:master-page style:name="Standard"><style:header><text:p text:style-name="P3">Bulletin</text:p>'
        "</style:header><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
        '<style:footer-left style:display="false"><text:p>Unused</text:p></style:footer-left></style:master-page>'
    )
    body = f"<text:p>The harbor{NOTE.format('As of March.')} is open.</text:p><text:p>All year.</text:p>"
    extract = read("report.odt", odt(body, automatic=AUTOMATIC, pages=pages))
    assert [(block.place, block.kind, extract.text[block.start : block.end]) for block in extract.blocks] == [
        ("text/p[1]", "paragraph", "The harbor is open."),
        ("text/p[2]", "paragraph", "All year."),
        ("text/p[1]//note[1]/note-body[1]/p[1]", "paragraph", "As of March."),
        ("master-styles/master-page[1]/header[1]/p[1]", "footer", "Bulletin"),
        ("master-styles/master-page[1]/footer[1]/p[1]", "footer", "Page 1"),
    ]


def test_frames_give_their_text_or_their_picture() -> None:
    body = (
        '<draw:frame draw:name="Box"><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>'
        '<text:p><draw:frame draw:name="Picture 1"><draw:image xlink:href="Pictures/quay.png"/>'
        "<svg:desc>The quay at dawn</svg:desc></draw:frame></text:p>"
        "<text:p>Text first.<draw:frame><draw:image xlink:href='Pictures/quay.png'/></draw:frame></text:p>"
        '<text:p><draw:a><draw:frame draw:name="Chart"><draw:object/><draw:image/></draw:frame></draw:a></text:p>'
        "<text:p><draw:g><draw:custom-shape><text:p>In the arrow.</text:p></draw:custom-shape></draw:g></text:p>"
    )
    assert found(odt(body)) == [
        ("paragraph", "In the box."),
        ("image", "quay.png"),
        ("caption", "The quay at dawn"),
        ("paragraph", "Text first."),
        ("image", "quay.png"),
        ("image", "Chart"),
        ("paragraph", "In the arrow."),
    ]
    assert notes(body) == ["text inside charts, formulas and other embedded objects is not read"]


def test_tables_are_laid_out_row_by_row() -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    year, ships = cell.format("<text:p>Year</text:p>"), cell.format("<text:p>Ships</text:p>")
    body = (
        "<text:p>Before it.</text:p><table:table><table:table-column/><table:table-header-rows>"
        f"<table:table-row>{year}{cell.format('')}{ships}</table:table-row></table:table-header-rows>"
        "<table:table-row><table:covered-table-cell><text:p>covered</text:p></table:covered-table-cell>"
        f"{cell.format('<text:p>two</text:p><text:p>parts</text:p>')}</table:table-row></table:table>"
        "<text:p>After it.</text:p>"
    )
    extract = read("report.odt", odt(body))
    assert extract.text == "Before it.\n\nYear\t\tShips\n\ttwo parts\n\nAfter it."
    assert extract.blocks[1].place == "text/table[1]/table-header-rows[1]/table-row[1]/table-cell[1]/p[1]"


def test_every_place_leads_back_to_its_paragraph() -> None:
    data = odt(
        f"<text:p>One{NOTE.format('Two')}</text:p><text:list><text:list-item><text:p>Three</text:p></text:list-item>"
        "</text:list><text:p><draw:frame><draw:text-box><text:p>Four</text:p></draw:text-box></draw:frame></text:p>"
    )
    extract = read("report.odt", data)
    text = Package("report.odt", data).parse("content.xml")[1][0]
    assert len(extract.blocks) == 4
    for block in extract.blocks:
        element = find_place(text, block.place.removeprefix("text/"))
        assert element is not None
        assert element.text == extract.text[block.start : block.end]


def manifest(content: str) -> dict[str, str | bytes]:
    return odt_parts("<text:p/>") | {"META-INF/manifest.xml": odf_part("manifest:manifest", content)}


def test_the_manifest_of_an_old_program_is_no_obstacle() -> None:
    old = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    old += "<manifest:manifest/>"
    parts = odt_parts("<text:p>The harbor is open.</text:p>") | {"META-INF/manifest.xml": old}
    assert found(zipped(parts)) == [("paragraph", "The harbor is open.")]


LOCKED = '<manifest:file-entry manifest:full-path="{}"><manifest:encryption-data/></manifest:file-entry>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            odt("<text:p><text:s/></text:p>"),
            "report.odt: nothing to translate: the document holds no text",
            id="no text",
        ),
        pytest.param(
            zipped(manifest(LOCKED.format("content.xml"))),
            "report.odt: password-protected; open it, save it without a password and try again",
            id="password",
        ),
        pytest.param(
            zipped({"encrypted-package": b"\x01" * 99} | manifest(LOCKED.format("encrypted-package"))),
            "report.odt: password-protected; open it, save it without a password and try again",
            id="password, as LibreOffice 24.8 and later write it",
        ),
        pytest.param(
            zipped({"content.xml": odf_part("office:document-content", "<office:body><office:chart/></office:body>")}),
            "report.odt: content.xml is not the content of an OpenDocument text; "
            "open it, save it as .odt and try again",
            id="another content",
        ),
        pytest.param(
            zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
            "report.odt: has no content.xml; the file is damaged: open it, save it under another name and try again",
            id="no content",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read("report.odt", data)
    assert str(caught.value) == message
