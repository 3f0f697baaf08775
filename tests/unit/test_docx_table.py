"""The Word table: what it shows, and what comes back of it when people have worked on it."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dragoman.errors import DragomanError
from dragoman.exchange.docx.reader import read_docx_table
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.exchange.style import Style
from factories import (
    ARABIC,
    SPANISH,
    Passage,
    Sentence,
    alignment,
    arabic_report,
    chinese_report,
    written_bytes,
)
from office import paragraph, saved, word, word_part, word_parts, zipped


def opened(report: Any) -> Any:
    return docx.Document(io.BytesIO(written_bytes("docx", report)))


def read(folder: Path, data: bytes, name: str = "harvest.zh.docx") -> ReturnedFile:
    path = folder / name
    path.write_bytes(data)
    return read_docx_table(path)


def small() -> Any:
    sentences = [
        Sentence("Rice grew.", "水稻长了。"),
        Sentence("Corn failed.", "玉米歉收。"),
        Sentence("Oats?", "", "none"),
    ]
    return alignment([Passage("paragraph", sentences)], name="harvest.txt")


def xml(cell: Any) -> str:
    text: str = cell._tc.xml
    return text


def test_what_the_table_shows() -> None:
    document = opened(chinese_report())
    facts, table = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "Id",
        "Source\nEnglish",
        "Target\nChinese",
        "Status",
        "Comment",
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    shown = {row.cells[0].text: row.cells[1].text for row in facts.rows}
    assert (shown["report"], shown["from"], shown["to"]) == ("reading-room-opens", "en", "zh")
    assert shown["signature"] == "dragoman 0.1.0 | argos en-zh 0.1 | glossary 5f3c1a | segmenter rules-en"
    assert shown["terms"] == "12 of 14 kept (forced 2, inline 2, missing 2, present 7, spliced 1)"
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Machine translation by a draft engine, argos en-zh 0.1; not reviewed." in texts
    row = table.rows[7].cells
    assert [cell.text for cell in row[1:4]] == [
        "The Board of Custodians will report on its first year to the Assembly.",
        "该委员会将向大会报告其第一年的工作。",
        "machine",
    ]
    assert row[0].text.startswith("b005s03\nparagraph\nmachine-")
    assert "[T001 error: the rendering 保管人理事会 of “Board of Custodians” is not in the target]" in row[4].text
    [section] = document.sections
    assert section.page_width > section.page_height
    assert "glossary 5f3c1a" in section.footer.paragraphs[0].text


def test_terms_are_marked_in_both_columns_by_status() -> None:
    _, table = opened(chinese_report()).tables
    row = table.rows[4].cells
    marked = [
        [(run.text, run.style.name) for run in cell.paragraphs[0].runs if run.style.name.startswith("Term")]
        for cell in row[1:3]
    ]
    assert marked == [
        [("Lin Wen", "TermEstablished"), ("Director-General", "TermOfficial"), ("State Archive", "TermOfficial")],
        [("国家档案馆", "TermOfficial"), ("馆长", "TermOfficial"), ("林文", "TermEstablished")],
    ]
    missing = [run.text for run in table.rows[7].cells[1].paragraphs[0].runs if run.style.name == "TermMissing"]
    assert missing == ["Board of Custodians", "Assembly"]


def test_fonts_languages_and_directions() -> None:
    document = opened(chinese_report())
    style = document.styles["SegmentTarget"].element.xml
    assert 'w:eastAsia="SimSun"' in style
    assert '<w:lang w:eastAsia="zh-CN"/>' in style
    document = opened(arabic_report())
    assert '<w:lang w:bidi="ar"/>' in document.styles["SegmentTarget"].element.xml
    rows = document.tables[1].rows
    source, target = rows[4].cells[1:3]
    assert ("<w:bidi/>" in xml(source), "<w:rtl/>" in xml(source)) == (False, False)
    assert xml(target).count("<w:bidi/>") == 1
    assert xml(target).count("<w:rtl/>") == len(target.paragraphs[0].runs) > 1
    assert "<w:rtl/>" not in xml(rows[2].cells[2])  # 1.jpg
    report = alignment([Passage("heading", [Sentence("Harvest", "Cosecha")])], SPANISH)
    assert '<w:lang w:val="es"/>' in opened(report).styles["SegmentTarget"].element.xml


@pytest.mark.parametrize("form", ["table", "report"])
def test_the_other_form_is_the_report_alone(form: Any) -> None:
    document = docx.Document(io.BytesIO(written_bytes("docx", chinese_report(), Style(docx=form))))
    assert (len(document.tables) == 2) == (form == "table")
    if form == "report":
        assert document.paragraphs[0].text == "国家档案馆阅览室向公众开放"
        last = [paragraph.text for paragraph in document.paragraphs][-2:]
        assert last == ["machine translation by a draft engine, argos en-zh 0.1; not reviewed", "not translated"]
        assert document.core_properties.comments.endswith("glossary 5f3c1a | segmenter rules-en")


def test_a_file_name_in_an_arabic_report_runs_from_left_to_right() -> None:
    data = written_bytes("docx", arabic_report(), Style(docx="report"))
    by_text = {paragraph.text: paragraph._p.xml for paragraph in docx.Document(io.BytesIO(data)).paragraphs}
    assert "w:rtl" not in by_text["1.jpg"]
    assert ARABIC.rtl
    assert "w:rtl" in by_text["لين ون يقص الشريط."]


def edited(change: Any) -> bytes:
    document = opened(small())
    change(document.tables[1])
    return saved(document)


def only(found: ReturnedFile, id: str) -> ReturnedUnit:
    [unit] = [unit for unit in found.units if unit.id == id]
    return unit


def test_what_a_person_wrote_comes_back(tmp_path: Path) -> None:
    def change(table: Any) -> None:
        row = table.rows[1].cells
        row[2].text = "水稻长势良好。"
        row[3].text = " Reviewed"
        row[4].paragraphs[-1].text = "checked\twith Ada"
        row[2].add_paragraph("第二段")
        table.rows[3].cells[2].text = "燕麦？"

    found = read(tmp_path, edited(change))
    assert (found.report, found.source_language, found.target_language) == ("harvest", "en", "zh")
    first = only(found, "b001s01")
    assert (first.target, first.said, first.comment) == ("水稻长势良好。\n第二段", "reviewed", "checked\twith Ada")
    assert (first.kind, first.source, first.place) == ("paragraph", "Rice grew.", "row 2")
    assert only(found, "b001s02").exported.startswith("machine-")
    assert (only(found, "b001s03").target, only(found, "b001s03").said) == ("燕麦？", None)


def test_findings_are_not_taken_for_comments(tmp_path: Path) -> None:
    def change(table: Any) -> None:
        table.rows[7].cells[4].paragraphs[0].add_run(" Really?")
        table.rows[7].cells[4].paragraphs[-1].text = "Ask the archive [by mail]."

    document = opened(chinese_report())
    change(document.tables[1])
    unit = only(read(tmp_path, saved(document)), "b005s03")
    assert unit.comment == "Really?\nAsk the archive [by mail]."


INSERTED = '<w:ins {} w:id="9" w:author="A"><w:r><w:t>很</w:t></w:r></w:ins>'
DELETED = '<w:del {} w:id="8" w:author="A"><w:r><w:delText>长</w:delText></w:r></w:del>'


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    def change(table: Any) -> None:
        paragraph = table.rows[1].cells[2].paragraphs[0]._p
        paragraph.append(parse_xml(INSERTED.format(nsdecls("w"))))
        paragraph.append(parse_xml(DELETED.format(nsdecls("w"))))
        mark = f'<w:rPr {nsdecls("w")}><w:del w:id="7" w:author="A"/></w:rPr>'
        table.rows[2].cells[2].paragraphs[0]._p.get_or_add_pPr().append(parse_xml(mark))
        table.rows[2].cells[2].add_paragraph("接着")
        properties = table.rows[3]._tr.get_or_add_trPr()
        properties.append(parse_xml(f'<w:del {nsdecls("w")} w:id="6" w:author="A"/>'))

    found = read(tmp_path, edited(change))
    assert [unit.target for unit in found.units] == ["水稻长了。很", "玉米歉收。接着"]


def test_columns_moved_rows_split_and_tables_cut_in_two(tmp_path: Path) -> None:
    def change(table: Any) -> None:
        for row in table.rows:  # the target first
            row._tr.tc_lst[0].addprevious(row._tr.tc_lst[2])
        second = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/></w:tbl>")
        table._tbl.addnext(second)
        table._tbl.addnext(parse_xml(f"<w:p {nsdecls('w')}/>"))
        second.append(table.rows[3]._tr)
        second.append(table.rows[2]._tr)

    found = read(tmp_path, edited(change))
    assert [(unit.id, unit.target) for unit in found.units] == [
        ("b001s01", "水稻长了。"),
        ("b001s03", ""),
        ("b001s02", "玉米歉收。"),
    ]


def test_comments_of_word_join_the_comment_of_their_row(tmp_path: Path) -> None:
    reference = '<w:r><w:commentReference w:id="3"/></w:r>'
    cells = [paragraph("b001s01"), paragraph("甲")[:-6] + reference + "</w:p>", paragraph("own")]
    heads = [paragraph(name) for name in ("ID", "Target", "Comment")]
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in (heads, cells))
    comment = f'<w:comment w:id="3" w:author="Ada">{paragraph("Why")}{paragraph("this?")}</w:comment>'
    data = word(f"<w:tbl>{rows}</w:tbl>", comments=word_part("w:comments", comment))
    [unit] = read(tmp_path, data).units
    assert (unit.id, unit.target, unit.comment) == ("b001s01", "甲", "own\nWhy\nthis?")


def test_an_empty_field_a_link_and_special_characters(tmp_path: Path) -> None:
    target = (
        "<w:p><w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink>"
        '<w:r><w:noBreakHyphen/><w:t xml:space="preserve"> b</w:t><w:tab/><w:br/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    head = f"<w:tr><w:tc>{paragraph('id')}</w:tc><w:tc>{paragraph('target')}</w:tc></w:tr>"
    wrapped = f"<w:sdt><w:sdtContent><w:tc>{paragraph('B001S02')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:tr>{wrapped}<w:tc>{target}</w:tc></w:tr>"
    [unit] = read(tmp_path, word(f"<w:tbl>{head}{row}</w:tbl>")).units
    assert (unit.id, unit.target) == ("b001s02", "甲\u2011 b\t\n7")


def test_a_table_inside_a_cell_is_text_of_the_cell(tmp_path: Path) -> None:
    def change(table: Any) -> None:
        table.rows[1].cells[2].add_table(1, 1).cell(0, 0).text = "一格"

    assert only(read(tmp_path, edited(change)), "b001s01").target == "水稻长了。\n一格\n"


ENTITIES = word_part("w:document", "<w:body><w:tbl><w:tr/></w:tbl></w:body>").replace(
    "<w:document", '<!DOCTYPE w:document [<!ENTITY a "a">]><w:document', 1
)
BAD = {
    "entities": (zipped({**word_parts(""), "word/document.xml": ENTITIES}), "uses XML entities of its own"),
    "not XML": (
        zipped({**word_parts(""), "word/document.xml": "<w:document><w:tbl>"}),
        "word/document.xml, line 1: malformed XML",
    ),
    "no table": (word(paragraph("Harvest")), "has no row with the names of the columns, id and target among them"),
    "no Word": (b"plain", "not a zipped Office file"),
    "old Word": (b"\xd0\xcf\x11\xe0" + bytes(99), "not a zipped Office file"),
    "half": (written_bytes("docx", small())[:9000], "the zip archive inside is damaged or cut off"),
    "two targets": (
        word(
            "<w:tbl><w:tr>"
            + "".join(f"<w:tc>{paragraph(n)}</w:tc>" for n in ("id", "target", "Target"))
            + "</w:tr></w:tbl>"
        ),
        "row 1: two columns are called target; rename or delete one",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    data, message = BAD[case]
    with pytest.raises(DragomanError) as caught:
        read(tmp_path, data)
    assert message in str(caught.value)
    assert "harvest.zh.docx: " in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DragomanError, match="cannot be read: No such file"):
        read_docx_table(tmp_path / "h.docx")
