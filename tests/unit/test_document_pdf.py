"""PDF files written by hand: one property of layout at a time, then files that were made to do harm."""

import io
import random
import zlib
from contextlib import suppress

import pytest
from pypdf import PdfReader, PdfWriter

from dragoman.documents import parse_text
from dragoman.documents.pdf import glyphs, reader
from dragoman.documents.pdf.glyphs import Glyph
from dragoman.documents.pdf.lines import read_lines
from dragoman.documents.pdf.reader import read
from dragoman.errors import DocumentError
from pdfs import Put, assembled, column, content, streamed, written

PROSE = (
    "The harbor office published its report on the state of the",
    "port. It describes the work of the inspectors and the",
    "measures that were taken against pollution in the year.",
)
INFERRED = (
    "paragraphs, headings and tables were inferred from the places of the words on the page; tables are read row by row"
)

OVERFULL = "holds far more than its pages can show and may be malicious; "


def texts(data: bytes) -> list[str]:
    extract = read("report.pdf", data)
    return [extract.text[block.start : block.end] for block in extract.blocks]


def kinds(data: bytes) -> list[tuple[str, str]]:
    extract = read("report.pdf", data)
    return [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]


def notes(data: bytes) -> list[str]:
    first, *more = (note.removeprefix("report.pdf: ") for note in read("report.pdf", data).notes)
    assert first == INFERRED
    return more


def message(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        parse_text("report.pdf", "report", data)
    found = str(caught.value)
    assert found.startswith("report.pdf: ")
    assert "\n" not in found
    return found.removeprefix("report.pdf: ")


# Lines and paragraphs


def test_wrapped_lines_are_joined_and_paragraphs_stay_apart() -> None:
    page = [*column(PROSE), *column(PROSE, top=700)]
    assert texts(written([page])) == [" ".join(PROSE)] * 2


def test_an_indent_begins_a_paragraph() -> None:
    lines = [*PROSE, *PROSE]
    page = [Put(put.x + (20 if number % 3 == 0 else 0), put.y, put.text) for number, put in enumerate(column(lines))]
    assert texts(written([page])) == [" ".join(PROSE)] * 2


def test_a_short_last_line_ends_a_paragraph() -> None:
    page = column([*PROSE[:2], "measures taken.", *PROSE])
    assert texts(written([page])) == [" ".join([*PROSE[:2], "measures taken."]), " ".join(PROSE)]


def test_addresses_are_not_joined() -> None:
    lines = ["Harbor Office", "Quay Road 12", "Port Ellen"]
    assert texts(written([column(PROSE) + column(lines, top=600)])) == [" ".join(PROSE), *lines]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("environ-", "mental office was published early", "environmental office"),
        ("long-term and the long-", "range plans were published", "long-term and the long-range plans"),
        ("self-", "government was published", "self-government was"),
        ("Anglo-", "Dutch company was published", "Anglo-Dutch company"),
        ("environ\xad", "mental office was published early", "environmental office"),
        ("year 2023 -", "and of others - was published", "year 2023 - and of others"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, joined: str) -> None:
    before = "Many people who live near the port have read that the report of the "
    lines = [f"{before}{first[:-1]}x", before + first, f"{second} and it was well received."]
    page = [*column(["The long-range plans are known."], top=800), *column(lines, size=9)]
    [_, text] = texts(written([page]))
    assert joined in text


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    first = [*column(PROSE[:2], top=100), *column(["Opening of the yearly report."], top=700)]
    second = column([PROSE[2], "It was well received."], top=760)
    extract = read("report.pdf", written([first, second]))
    assert [(block.place, extract.text[block.start : block.end]) for block in extract.blocks] == [
        ("page 1", "Opening of the yearly report."),
        ("page 1", " ".join([*PROSE, "It was well received."])),
    ]


def test_headings_stand_out_by_their_type() -> None:
    page = [
        Put(72, 780, "Yearly report of the harbor office", 20),
        *column(PROSE, top=740),
        Put(72, 680, "Work of the inspectors", 11, "F2"),
        *column(PROSE, top=660),
        Put(72, 600, "Short like a title", 11),
        *column(PROSE, top=580),
    ]
    assert [kind for kind, _ in kinds(written([page]))] == [
        *("heading", "paragraph", "heading", "paragraph", "paragraph", "paragraph")
    ]


def test_lists_keep_their_items() -> None:
    page = [
        *column(PROSE),
        *column(["• Every vessel that calls at the port is inspected", "  within two days of its arrival."], top=700),
        *column(["• Reports are published.", "1. The first measure is registration."], top=672),
    ]
    assert kinds(written([page]))[1:] == [
        ("list", "• Every vessel that calls at the port is inspected within two days of its arrival."),
        ("list", "• Reports are published."),
        ("list", "1. The first measure is registration."),
    ]


def test_tables_are_read_row_by_row() -> None:
    rows = [
        ("Year", "Ships", "Remarks"),
        ("2023", "410", "A quiet year"),
        ("2024", "412", "As quiet"),
        ("2025", "9", "-"),
    ]
    cells = [Put(72 + 120 * n, 600 - 16 * r, cell) for r, row in enumerate(rows) for n, cell in enumerate(row)]
    extract = read("report.pdf", written([[*column(PROSE), *cells]]))
    assert extract.text.endswith("\n\nYear\tShips\tRemarks\n2023\t410\tA quiet year\n2024\t412\tAs quiet\n2025\t9\t-")
    assert [block.kind for block in extract.blocks[1:]] == ["table"] * 4


def test_a_table_of_two_wide_columns_is_no_page_of_two_columns() -> None:
    rows = [(f"Task number {n} of the office", f"It was done in week {n} of the year") for n in range(8)]
    cells = [Put(72 + 220 * n, 700 - 24 * r, cell) for r, row in enumerate(rows) for n, cell in enumerate(row)]
    assert texts(written([cells])) == ["\t".join(row) for row in rows]


def test_a_list_of_options_is_no_page_of_two_columns() -> None:
    rows = [("-c, --check", "checks the report"), ("-o, --output", "the output file"), ("-h, --help", "shows the help")]
    rows += [("-v, --version", "shows the version")]
    cells = [Put(72 + 100 * n, 700 - 14 * r, cell) for r, row in enumerate(rows) for n, cell in enumerate(row)]
    assert texts(written([cells])) == ["\t".join(row) for row in rows]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "The harbor office published its report on",
        "the state of the port. It describes the work",
        "of the inspectors.",
    ] * 3
    right = [
        "Delegations of three countries attended the",
        "conference on the sea, and an exchange of",
        "information was agreed.",
    ] * 3
    page = [Put(72, 780, "Yearly report of the harbor office", 20), *column(left, x=60), *column(right, x=320)]
    one, other = " ".join(left[:3]), " ".join(right[:3])
    assert texts(written([page])) == ["Yearly report of the harbor office", *[one] * 3, *[other] * 3]


def test_justified_lines_are_no_table() -> None:
    spread = b"\nBT /F1 11 Tf 72 732 Td 74 Tw (describes inspectors work) Tj ET\n"
    lines = content(column(PROSE[:2])) + spread + content(column(PROSE[2:], top=718))
    [text] = texts(written([lines]))
    assert "describes inspectors work measures" in text


@pytest.mark.parametrize(
    ("letters", "text"), [("ANNUAL REVIEW", "ANNUAL REVIEW"), ("ABCDEF", "A B C D E F"), ("YES", "Y E S")]
)
def test_a_title_set_letter_by_letter_is_words_and_the_heads_of_columns_are_none(letters: str, text: str) -> None:
    title = f"\nBT /F1 18 Tf 72 760 Td 6 Tc ({letters}) Tj ET\n".encode()
    assert texts(written([content(column(PROSE, top=700)) + title]))[0] == text


def test_running_heads_and_page_numbers_are_left_out_with_a_note() -> None:
    pages = [
        [
            Put(72, 810, "Maritime Affairs Bulletin", 9),
            *column([f"Part {number} of the report is here.", "It has two sentences."]),
            Put(290, 30, f"- {number} -", 9),
        ]
        for number in range(1, 6)
    ]
    data = written(pages)
    sentences = [f"Part {number} of the report is here. It has two sentences." for number in range(1, 6)]
    assert [" ".join(texts(data)).count(sentence) for sentence in sentences] == [1] * 5
    assert "Bulletin" not in read("report.pdf", data).text
    assert notes(data) == [
        "running headers, footers and page numbers were left out: “Maritime Affairs Bulletin”, “- 1 -”"
    ]


def test_running_heads_that_change_are_known_by_their_page_numbers() -> None:
    titles = ["Summary", "Summary", "Tasks", "Tasks", "Outlook", "Outlook"]
    pages = [
        [
            Put(72, 810, f"Chapter on {title}", 9),
            Put(500, 810, str(page + 7), 9),
            *column([f"It is the text of {'page' * page}.", f"It has two {'sentences' * page}."]),
        ]
        for page, title in enumerate(titles, 1)
    ]
    data = written(pages)
    assert "Chapter" not in read("report.pdf", data).text
    [note] = notes(data)
    assert note.endswith("left out: “Chapter on Summary\t8”, “Chapter on Tasks\t10”, “Chapter on Outlook\t12”")


def test_smaller_code_in_a_paragraph_does_not_part_it() -> None:
    code = b"\nBT /F1 9.4 Tf 72 746 Td (data/reports/minutes, where it is sure to be kept well by all,) Tj"
    code += b" /F1 11 Tf ( and is) Tj ET\n"
    lines = [
        column(["The report of the office lies in a folder of the archive called"]),
        column(["read there."], top=732),
    ]
    assert len(texts(written([content(lines[0]) + code + content(lines[1])]))) == 1


def test_a_heading_that_is_repeated_in_the_text_is_kept() -> None:
    pages = [column(["Summary", *PROSE], top=760 - 60 * number) for number in range(4)]
    assert sum(text.startswith("Summary") for text in texts(written(pages))) == 4


def test_what_the_file_marks_as_running_is_left_out() -> None:
    marked = b"/Artifact << /Type /Pagination >> BDC BT /F1 9 Tf 72 810 Td (Bulletin) Tj ET EMC\n"
    prose = b"BT /F1 11 Tf 72 700 Td (The harbor is open to all ships.) Tj ET"
    data = written([marked + prose])
    assert texts(data) == ["The harbor is open to all ships."]
    assert notes(data) == ["running headers, footers and page numbers were left out: “Bulletin”"]
    assert texts(written([marked])) == ["Bulletin"]


# Glyphs


def shown(operators: str, **more: bytes) -> list[str]:
    return texts(written([operators.encode("latin-1")], **more))


def test_every_text_operator_is_followed() -> None:
    operators = (
        "BT /F1 12 Tf 14 TL 72 700 Td (One) Tj T* (Two) Tj 0 -40 TD (Three) Tj (Four) ' 1 0 (Five) \" "
        "1 0 0 1 72 400 Tm [(Si) -20 (x) -400 (seven)] TJ ET BT /F1 12 Tf 1 0 0 1 72 300 Tm 5 Ts (Eight) Tj ET"
    )
    assert " ".join(shown(operators)).split() == ["One", "Two", "Three", "Four", "Five", "Six", "seven", "Eight"]


def test_blanks_are_found_where_only_gaps_are() -> None:
    assert shown("BT /F1 10 Tf 72 700 Td (The) Tj 20 0 Td (port) Tj 22 0 Td (is) Tj 9.5 0 Td (safe.) Tj ET") == [
        "The port is safe."
    ]


def test_chinese_set_off_against_latin_letters_gets_no_blanks() -> None:
    glyphs = [
        Glyph(char, x, x + width, 700, 10, False) for char, x, width in (("京", 0, 10), ("I", 12.5, 3), ("备", 18, 10))
    ]
    [line] = read_lines(glyphs, 1, 0)
    assert line.text == "京I备"


def test_letters_that_are_drawn_twice_are_read_once() -> None:
    assert shown("BT /F1 10 Tf 72 700 Td (Bold) Tj 0.3 0 Td (Bold) Tj ET") == ["Bold"]


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
FORM = b"/Type /XObject /Subtype /Form "
PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>"


def of_page(*objects: bytes, kids: bytes = b"3 0 R", page: bytes = PAGE) -> bytes:
    """Return a PDF of one page; the objects from number 4 on are given."""
    tree = b"<< /Type /Pages /Count 1 /Kids [" + kids + b"] >>"
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, *objects])


def test_forms_are_read_where_they_are_drawn() -> None:
    form = streamed(
        b"BT /F1 10 Tf 72 700 Td (In the form.) Tj ET",
        FORM + b"/Matrix [1 0 0 1 0 -100] /Resources << /Font << /F1 5 0 R >> >> ",
    )
    assert texts(of_page(streamed(b"/X Do"), FONT, form)) == ["In the form."]


def test_forms_that_draw_themselves_end() -> None:
    form = streamed(b"/X Do /X Do", FORM + b"/Resources << /XObject << /X 6 0 R >> >> ")
    assert message(of_page(streamed(b"/X Do"), FONT, form)).startswith("nothing to translate")


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 360, -90])
def test_turned_pages_are_read_upright(turn: int) -> None:
    matrix = {0: "1 0 0 1 72 700", 90: "0 1 -1 0 100 72", 180: "-1 0 0 -1 500 100", 270: "0 -1 1 0 500 700"}[turn % 360]
    lines = "".join(f"({line}) Tj T* " for line in PROSE)
    operators = f"BT /F1 11 Tf 14 TL {matrix} Tm {lines} ET"
    assert shown(operators, page=f" /Rotate {turn} ".encode()) == [" ".join(PROSE)]


def test_turned_text_on_an_upright_page_is_read_after_the_rest() -> None:
    aside = "BT /F1 11 Tf 0 1 -1 0 40 300 Tm (On the margin) Tj ET "
    assert shown(aside + "BT /F1 11 Tf 72 700 Td (The harbor is open.) Tj ET") == [
        "The harbor is open.",
        "On the margin",
    ]


def test_watermarks_are_left_out_with_a_note() -> None:
    mark = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET "
    data = written([(mark + "BT /F1 11 Tf 72 700 Td (The harbor is open.) Tj ET").encode()])
    assert texts(data) == ["The harbor is open."]
    assert notes(data) == ["page 1 holds slanted text, such as a watermark, which was left out"]


def test_ligatures_and_replacement_texts() -> None:
    operators = (
        "BT /F1 11 Tf 72 700 Td /Span << /ActualText (ffi) >> BDC (x) Tj EMC (ce of the ) Tj "
        "/Span << /ActualText <FEFF00740068> >> BDC (y) Tj (yy) Tj EMC (ree ports) Tj ET"
    )
    assert shown(operators) == ["ffice of the three ports"]


def test_scans_are_refused_and_single_pictures_noted() -> None:
    picture = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
    assert message(written([picture])).startswith("pictures of pages without any text, as a scanner makes them; ")
    data = written([column(PROSE), picture, picture])
    [note] = notes(data)
    assert note.startswith("pages 2, 3 hold a picture and no text, so nothing was translated there (scanned? ")
    assert message(written([b""])).startswith("nothing to translate: no text was found in its pages; ")


def test_text_over_a_scan_is_read() -> None:
    recognised = b"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI BT 3 Tr /F1 11 Tf 72 700 Td (Recognised text.) Tj ET"
    assert texts(written([recognised])) == ["Recognised text."]


def test_fonts_that_do_not_say_their_characters_are_refused() -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts "
    font += b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo "
    font += b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    shown = streamed(b"BT /F1 11 Tf 72 700 Td <00240025002600270028> Tj ET")
    expected = "the fonts of this PDF do not say which characters their glyphs are; "
    assert message(of_page(shown, font)).startswith(expected)


def test_single_unknown_glyphs_are_noted() -> None:
    page = b"BT /F1 11 Tf 72 700 Td (The harbor is open to ships.) Tj /F9 11 Tf (x) Tj ET"
    data = written([page])
    assert texts(data) == ["The harbor is open to ships.\ufffd"]
    assert notes(data) == ["page 1 holds characters that the fonts of the file do not name; they read \ufffd"]


# Files that are broken, locked or made to do harm


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_locked_files(algorithm: str) -> None:
    def locked(user: str) -> bytes:
        writer = PdfWriter(PdfReader(io.BytesIO(written([column(PROSE)]))))
        writer.encrypt(user, "owner", algorithm=algorithm)
        data = io.BytesIO()
        writer.write(data)
        return data.getvalue()

    assert message(locked("secret")) == "password-protected; open it in a viewer and save it without a password"
    assert texts(locked("")) == [" ".join(PROSE)]


def test_a_cut_off_file_is_read_or_refused() -> None:
    whole = written([column(PROSE)] * 3)
    for length in range(9, len(whole), 60):
        with suppress(DocumentError):
            assert parse_text("report.pdf", "report", whole[:length]).blocks
    assert message(b"%PDF-1.7\n").startswith("a damaged PDF file, it may be cut off; ")
    assert message(b"\n%PDF-1.7\nrubbish").startswith("a damaged PDF file")


def test_a_file_without_its_table_is_mended() -> None:
    data = written([column(PROSE)])
    assert texts(data.replace(b"startxref\n", b"startxref\n1")) == [" ".join(PROSE)]


def test_a_damaged_page_is_noted_and_the_others_are_read() -> None:
    damaged = b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>"
    sound = streamed(b"BT /F1 11 Tf 72 700 Td (All is well.) Tj ET")
    data = of_page(sound, FONT, streamed(b"abc", b"/Filter /NoSuchFilter "), damaged, kids=b"7 0 R 3 0 R")
    assert texts(data) == ["All is well."]
    assert notes(data) == ["page 1 is damaged and could not be read; the text there is missing"]


def test_page_trees_that_go_round_are_refused() -> None:
    assert message(of_page(kids=b"2 0 R")).startswith("a damaged PDF file")
    around = b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
    assert message(of_page(page=around)).startswith("a damaged PDF file")
    own_parent = b"<< /Type /Page /Parent 3 0 R /Contents 3 0 R /Resources 3 0 R >>"
    assert message(of_page(page=own_parent))


def test_too_many_pages_are_refused() -> None:
    expected = "10000 pages, more than the 3000 that are read at once; split the file and try again"
    assert message(of_page(kids=b"3 0 R " * 10_000)) == expected
    assert message(of_page(kids=b"3 0 R " * 50_000)).startswith(OVERFULL)


def test_packed_streams_that_swell_are_refused() -> None:
    bomb = zlib.compress(b" " * 60_000_000, 9)
    assert message(of_page(streamed(bomb, b"/Filter /FlateDecode "), FONT)).startswith(OVERFULL)
    twice = streamed(zlib.compress(bomb), b"/Filter [/FlateDecode /FlateDecode] ")
    assert message(of_page(twice, FONT)).startswith(OVERFULL)
    swollen = streamed(bomb, b"/Type /ObjStm /N 3 /First 20 /Filter /FlateDecode ")
    data = b"%PDF-1.7\n1 0 obj\n" + swollen + b"\nendobj\ntrailer << /Root 9 0 R >>\n%%EOF"
    assert message(data).startswith("a damaged PDF file")


def test_many_glyphs_and_operators_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "_MAX_GLYPHS", 1_000)
    monkeypatch.setitem(reader._LIMITS, "stream_parsing_work_maximum_count", 1_000)
    shown = b"BT /F1 11 Tf 72 700 Td (" + b"x" * 1_001 + b") Tj ET"
    assert message(written([shown])).startswith(OVERFULL)
    assert message(written([b"q " * 1_001])).startswith(OVERFULL)
    assert notes(written([column(PROSE), shown])) == [
        "page 2 holds far more than a page of a report, and was not read; the text there is missing"
    ]


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", -9.0)
    expected = "page 1 could not be read within the time for the whole file; split the file, or print it to a new PDF"
    assert message(written([column(PROSE)])) == expected


def test_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(7)
    whole = written([[*column(PROSE), *column(PROSE, x=320), Put(72, 30, "Page 1")]] * 2)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(9, len(data))
            data[place : place + chance.randrange(3)] = data[chance.randrange(len(data)) :][: chance.randrange(4)]
        with suppress(DocumentError):
            assert parse_text("report.pdf", "report", bytes(data)).blocks


# Tags


def tagged(kids: str, content: str, *elements: str, root: str = "") -> bytes:
    """Return a PDF whose structure has the kids given; the page is object 3, further elements are 7 and on."""
    tree = f"<< /Type /StructTreeRoot /K [{kids}] {root} >>".encode()
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R /MarkInfo << /Marked true >> >>"
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    shown = streamed(content.encode())
    return assembled([catalogue, pages, page, shown, FONT, tree, *(element.encode() for element in elements)])


def under(mark: int, text: str, y: int, role: str = "P") -> str:
    return f"/{role} << /MCID {mark} >> BDC BT /F1 11 Tf 72 {y} Td ({text}) Tj ET EMC\n"


def of(role: str, *kids: object) -> str:
    return f"<< /S /{role} /Pg 3 0 R /K [{' '.join(map(str, kids))}] >>"


def test_tags_give_order_and_kinds() -> None:
    content = under(1, "It is the second.", 700) + under(0, "Title", 600) + under(2, "and goes on here.", 500)
    content += "/Artifact << /Type /Pagination >> BDC BT /F1 9 Tf 72 800 Td (Bulletin) Tj ET EMC\n"
    content += "/Artifact BMC BT /F1 9 Tf 72 20 Td (Printed in March) Tj ET EMC\n"
    data = tagged(of("Sect", of("H1", 0), of("Quote", of("BlockQuote", 1, 2))), content)
    assert kinds(data) == [("heading", "Title"), ("quote", "It is the second. and goes on here.")]
    [note] = read("report.pdf", data).notes
    assert note.endswith("running headers, footers and page numbers were left out: “Bulletin”, “Printed in March”")


def test_roles_of_a_programs_own_are_looked_up() -> None:
    content = under(0, "A title of this house", 700) + under(1, "The harbor is open to all.", 600)
    data = tagged(of("Ours", 0) + of("Body", 1), content, root="/RoleMap << /Ours /Mine /Mine /H2 /Body /P >>")
    assert kinds(data) == [("heading", "A title of this house"), ("paragraph", "The harbor is open to all.")]


def test_cells_of_a_row_are_one_row_and_empty_ones_count() -> None:
    content = "".join(
        under(number, text, 700 - 20 * number) for number, text in enumerate(["Year", "2024", "quiet", "a", "b"])
    )
    rows = of("TR", of("TH", 0), of("TH"), of("TH", 1)) + of(
        "TR", of("TD", of("P", 2)), of("TD", of("P", 3), of("P", 4))
    )
    assert kinds(tagged(of("Table", rows), content)) == [("table", "Year\t\t2024"), ("table", "quiet\ta b")]


def test_text_without_a_tag_is_not_lost() -> None:
    content = under(0, "The first paragraph of the report is here, and it is long.", 700)
    content += "BT /F1 11 Tf 72 650 Td (Loose.) Tj ET\n" + under(
        1, "The last paragraph of the report is here too.", 600
    )
    assert texts(tagged(of("P", 0) + of("P", 1), content)) == [
        "The first paragraph of the report is here, and it is long.",
        "The last paragraph of the report is here too.",
        "Loose.",
    ]


def test_tags_that_cannot_be_trusted_are_passed_over() -> None:
    lines = "".join(under(number, line, 700 - 14 * number) for number, line in enumerate([*PROSE] * 3))
    torn = tagged(" ".join(of("P", number) for number in range(9)), lines)
    assert texts(torn) == [" ".join([*PROSE] * 3)]
    assert read("report.pdf", torn).notes == (f"report.pdf: {INFERRED}",)
    few = tagged(of("P", 0), under(0, "Tagged.", 700) + "BT /F1 11 Tf 72 600 Td (All of this is not tagged.) Tj ET")
    assert read("report.pdf", few).notes == (f"report.pdf: {INFERRED}",)


@pytest.mark.parametrize(
    "element",
    [
        "<< /S /Sect /K 7 0 R >>",
        "<< /S /Sect /K [6 0 R 7 0 R 0] >>",
        "<< /S /P /Pg 9 0 R /K [(x) null /y << /Type /MCR >> << /Type /MCR /MCID (z) >>] >>",
        "<< /S 7 0 R /K 99 0 R >>",
        "[0 1 2]",
        "<< /S /P /K " + "<< /S /Span /K " * 150 + "0" + " >>" * 150 + " >>",
    ],
)
def test_broken_structures_do_no_harm(element: str) -> None:
    data = tagged(
        "7 0 R", under(0, "The harbor is open to all ships.", 700), element, root="/RoleMap << /P /Q /Q /P >>"
    )
    assert texts(data) == ["The harbor is open to all ships."]


def test_note_marks_are_left_out_and_powers_kept() -> None:
    operators = (
        "BT /F1 11 Tf 72 700 Td (It was opened in 2025.) Tj 4 Ts /F1 6 Tf (12) Tj 0 Ts /F1 11 Tf ( It has 40 m) Tj "
        "4 Ts /F1 6 Tf (2) Tj 0 Ts /F1 11 Tf ( and 10) Tj 4 Ts /F1 6 Tf (6) Tj 0 Ts /F1 11 Tf ( ships) Tj "
        "4 Ts /F1 6 Tf (*) Tj 0 Ts /F1 11 Tf ( now.) Tj ET"
    )
    data = written([operators.encode()])
    assert texts(data) == ["It was opened in 2025. It has 40 m² and 10⁶ ships now."]
    assert notes(data) == ["raised note marks behind words were left out"]


def test_lines_of_dots_and_of_marks_take_no_time() -> None:
    dots = "." * 20_000
    assert len(shown(f"BT /F1 1 Tf 72 700 Td (The end {dots}) Tj ET")[0]) > 20_000
    assert shown("BT /F1 11 Tf 72 700 Td " + "(1.) Tj 40 0 Td " * 1_500 + "ET")


def test_lowered_figures_and_bullets_of_symbol_fonts() -> None:
    operators = (
        "BT /F1 11 Tf 72 700 Td (The plant bought CO) Tj -3 Ts /F1 6 Tf (2) Tj 0 Ts /F1 11 Tf ( sensors.) Tj ET "
        "BT /F1 11 Tf 72 660 Td (\\177 To sweep the lane.) Tj 0 -14 Td (\\177 To mend the gate.) Tj ET"
    )
    assert texts(written([operators.encode()])) == [
        "The plant bought CO₂ sensors.",
        "• To sweep the lane.",
        "• To mend the gate.",
    ]
