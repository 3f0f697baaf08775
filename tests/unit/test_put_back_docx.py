"""A translation put back into a Word document: only text changes, and what is in the line stands where it belongs."""

import io
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from lxml import etree
from pypdf import PdfReader

from dragoman.documents import parse_text
from dragoman.exchange.same import finished
from dragoman.languages import parse_language
from dragoman.run.alignment import align
from dragoman.run.origin import Decision
from dragoman.run.request import Item
from dragoman.segment import segment_document
from dragoman.segment.tags import message_of
from dragoman.terminology.required import Task
from office import converted, paragraph, word, word_part, word_parts, zipped
from pseudo import messages, pseudo, put_back, same
from rich_docx import rich_docx

_BY_RUN = {"r", "t", "rPr", "lang", "tab", "br"}


def elements(data: bytes, part: str = "word/document.xml") -> Counter[str]:
    """Count the elements of a part, but for those that runs are cut into anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    names = (str(element.tag).rpartition("}")[2] for element in root.iter())
    return Counter(name for name in names if name not in _BY_RUN)


def test_the_own_text_gives_the_very_file() -> None:
    data = rich_docx()
    assert put_back("report.docx", data, same) == data


def test_a_pseudo_translation_is_what_is_read_again() -> None:
    data = rich_docx()
    done = put_back("report.docx", data)
    assert messages("report.docx", done) == [(kind, pseudo(text)) for kind, text in messages("report.docx", data)]
    assert elements(done) == elements(data)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(done)) as new:
        assert old.namelist() == new.namelist()
        untouched = [name for name in old.namelist() if "media" in name or name.endswith(".rels")]
        assert [new.read(name) for name in untouched] == [old.read(name) for name in untouched]
    assert docx.Document(io.BytesIO(done)).core_properties.title == "Yéárly répórt óf thé hárbór óffícé"


def test_codes_are_told_by_what_they_do() -> None:
    texts = [text for _, text in messages("report.docx", rich_docx())]
    assert texts[1:8] == [
        "The office held a <b1>bold meeting</b1> and an <i2>italic one</i2> at 10<sup3>⁶</sup3> places.",
        "The second sentence is <f1>red.</f1>",
        "<f1>This too is</f1> red in part.",
        "See <a1>the long guide</a1> for more, or ask the office.",
        "Here is a small picture <img1/> in the line, and text after it.",
        "Page <field1>1</field1> of the report was written by hand.",
        "Every case was registered within one week.",
    ]


BODY = (
    '<w:p><w:r><w:t xml:space="preserve">It rains</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    '<w:r><w:t xml:space="preserve"> in </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>May</w:t></w:r>'
    "<w:r><w:t>.</w:t></w:r></w:p>"
)


def finished_with(data: bytes, target: str, to: str = "zh") -> bytes:
    document = parse_text("report.docx", "report", data)
    [segment] = segment_document(document, "en")
    item = Item(segment, (), Task(segment.text, ()), None, Decision("reviewed", target))
    return finished(align(document, (parse_language("en"), parse_language(to)), None, "none", [item]), mark=False)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("<b2>五月</b2>下雨<note1/>。", "[五月]下雨^。"),
        ("五月<1/>下<2>雨</2>。", "五月^下[雨]。"),
        ("五月下雨。", "五月下雨。^"),
        ("<note1/>五月<b2>下雨。", "^五月[下雨。]"),
        ("<b2>五月</b2>下<b2>雨</b2><note1/>。<note1/>", "[五月]下[雨]^。"),
        ("五月</b2>下雨<note1/> <u7>", "五月下雨^ <u7>"),
    ],
)
def test_what_a_person_does_with_codes_is_taken(target: str, expected: str) -> None:
    done = finished_with(zipped(word_parts(BODY)), target)
    [paragraph] = docx.Document(io.BytesIO(done)).paragraphs
    shown = ""
    for run in paragraph.runs:
        note = any(str(one.tag).endswith("footnoteReference") for one in run._r)
        shown += "^" if note else f"[{run.text}]" if run.bold else run.text
    assert shown == expected


def test_what_no_translation_has_and_what_a_person_left_out_is_said() -> None:
    document = parse_text("report.docx", "report", zipped(word_parts(BODY)))
    [segment] = segment_document(document, "en")
    assert message_of(segment) == "It rains<note1/> in <b2>May</b2>."
    item = Item(segment, (), Task(segment.text, ()), None, Decision("reviewed", "<b2>五月</b2>下雨。"))
    languages = parse_language("en"), parse_language("zh")
    [record] = align(document, languages, None, "none", [item]).records
    assert [(one.code, one.severity) for one in record.findings if one.code[0] == "C"] == [("C001", "warning")]


def test_arabic_runs_from_right_to_left() -> None:
    done = finished_with(zipped(word_parts(BODY)), "تمطر<note1/> في <b2>مايو</b2>.", "ar")
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        text = archive.read("word/document.xml").decode()
    assert "<w:bidi/>" in text
    assert text.count("<w:rtl/>") == 4
    assert 'w:bidi="ar"' in text


def test_tracked_changes_are_accepted_where_the_words_change() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">The fee is </w:t></w:r><w:del w:id="1"><w:r><w:delText>5</w:delText></w:r>'
        '</w:del><w:ins w:id="2"><w:r><w:t>7</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> yuan.</w:t></w:r></w:p>'
    )
    done = finished_with(zipped(word_parts(body)), "费用为7元。")
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        text = archive.read("word/document.xml").decode()
    assert "delText" not in text
    assert "w:ins" not in text
    assert messages("report.docx", done) == [("paragraph", "费用为7元。")]


def test_a_table_of_contents_survives() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = (
        f"<w:p>{field('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{field('separate')}"
        f'<w:hyperlink w:anchor="_Toc1"><w:r><w:t>Work of the year</w:t></w:r><w:r><w:tab/></w:r>{field("begin")}'
        f"<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>{field('separate')}<w:r><w:t>3</w:t></w:r>"
        f"{field('end')}</w:hyperlink></w:p><w:p>{field('end')}</w:p>"
        '<w:p><w:bookmarkStart w:id="1" w:name="_Toc1"/><w:r><w:t>Work of the year</w:t></w:r>'
        '<w:bookmarkEnd w:id="1"/></w:p>'
    )
    data = zipped(word_parts(body))
    assert messages("report.docx", data)[0][1] == "Work of the year<tab1/> <field2>3</field2>"
    done = put_back("report.docx", data)
    assert elements(done) == elements(data)
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.index("TOC") < text.index("<w:hyperlink") < text.index("PAGEREF") < text.index("</w:hyperlink>")
    assert "Wórk óf thé yéár" in text


@pytest.mark.office
def test_libreoffice_shows_as_many_pages_with_all_in_its_place(tmp_path: Path) -> None:
    data = rich_docx()
    shown = converted(tmp_path, {"old.docx": data, "new.docx": put_back("report.docx", data)}, "pdf")
    old, new = (PdfReader(io.BytesIO(shown[name])) for name in ("old.pdf", "new.pdf"))
    assert len(old.pages) == len(new.pages) == 2
    for before, after in zip(old.pages, new.pages, strict=True):
        assert after.extract_text().split() == pseudo(before.extract_text()).split()
        assert len(after.images) == len(before.images)


def test_an_opendocument_text_keeps_all_too(tmp_path: Path) -> None:
    data = converted(tmp_path, {"report.docx": rich_docx()}, "odt")["report.odt"]
    assert put_back("report.odt", data, same) == data
    done = put_back("report.odt", data)
    assert messages("report.odt", done) == [(kind, pseudo(text)) for kind, text in messages("report.odt", data)]
    ours = {"span", "s", "language", "meta"}

    def kept(data: bytes) -> Counter[str]:
        return Counter({name: n for name, n in elements(data, "content.xml").items() if name not in ours})

    assert kept(done) == kept(data)
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize("suffix", ["docx", pytest.param("odt", marks=pytest.mark.office)])
def test_text_boxes_and_notes_in_a_paragraph_get_their_words(tmp_path: Path, suffix: str) -> None:
    box = (
        '<w:r><w:pict><v:shape style="width:100pt;height:50pt"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>The words of the box.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    body = f"<w:p><w:r><w:t>The office is open.</w:t></w:r>{box}<w:r><w:t> It is large.</w:t></w:r></w:p>"
    data = zipped(word_parts(body))
    if suffix == "odt":
        data = converted(tmp_path, {"report.docx": data}, "odt")["report.odt"]
    before = messages(f"report.{suffix}", data)
    assert any("box" in text for _, text in before)
    assert messages(f"report.{suffix}", put_back(f"report.{suffix}", data)) == [(k, pseudo(t)) for k, t in before]


def test_what_is_typed_into_a_chart_is_translated() -> None:
    frame = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Chart 1"/><a:graphic><a:graphicData>'
        '<c:chart r:id="rchart1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    title = "<c:title><c:tx><c:rich>{}</c:rich></c:tx></c:title>"
    run = "<a:p><a:pPr/><a:r><a:rPr b='1'/><a:t>Ships in </a:t></a:r><a:r><a:t>the new harbor</a:t></a:r></a:p>"
    series = "<c:ser><c:tx><c:strRef><c:strCache><c:pt><c:v>Ships</c:v></c:pt></c:strCache></c:strRef></c:tx></c:ser>"
    chart = word_part("c:chartSpace", f"<c:chart>{title.format(run)}<c:plotArea>{series}</c:plotArea></c:chart>")
    data = word(frame + paragraph("The harbor was opened."), chart1=chart)
    assert messages("a.docx", data) == [
        ("caption", "<b1>Ships in </b1>the new harbor"),
        ("paragraph", "The harbor was opened."),
    ]
    assert put_back("a.docx", data, same) == data
    done = put_back("a.docx", data)
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        part = archive.read("word/chart1.xml").decode()
    assert part.count("<a:t>") == 2
    assert ">Shíps ín </a:t>" in part
    assert "<c:v>Ships</c:v>" in part


def test_a_text_box_says_the_same_to_old_programs() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>".format(paragraph("The words of the box."))
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx>{box}</wps:txbx></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    done = put_back("a.docx", word(f"<w:p><w:r>{both}<w:t>Beside the box.</w:t></w:r></w:p>"))
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        part = archive.read("word/document.xml").decode()
    assert part.count("Thé wórds óf thé bóx.") == 2
    assert "The words" not in part


def test_bold_is_bold_from_right_to_left_too() -> None:
    body = '<w:p><w:r><w:t xml:space="preserve">The </w:t></w:r><w:r><w:rPr><w:b/><w:sz w:val="30"/></w:rPr>'
    body += "<w:t>old</w:t></w:r><w:r><w:t> harbor is closed.</w:t></w:r></w:p>"
    with zipfile.ZipFile(io.BytesIO(put_back("report.docx", zipped(word_parts(body)), to="ar"))) as archive:
        text = archive.read("word/document.xml").decode()
    assert '<w:b/><w:bCs/><w:sz w:val="30"/><w:szCs w:val="30"/><w:rtl/>' in text
