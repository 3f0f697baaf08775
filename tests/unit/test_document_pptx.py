"""PowerPoint presentations: what is read of them, and what is put back."""

import io
import zipfile
from collections import Counter
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from dragoman.documents.pptx.reader import read
from dragoman.errors import DocumentError
from office import zipped
from presentations import deck
from pseudo import messages, pseudo, put_back, same


def test_slides_notes_and_tables_are_read_in_order() -> None:
    assert messages("deck.pptx", deck()) == [
        ("heading", "The harbor in figures"),
        ("heading", "A report of the office"),
        ("heading", "Work of the year"),
        ("list", "Every case was <b1>registered</b1> within a week, see <a2>the guide</a2> of it."),
        ("list", "Two courses were held<br1/> at sea."),
        ("table", "Year"),
        ("table", "Cases"),
        ("table", "58 cases"),
        ("caption", "The quay at dawn"),
        ("paragraph", "Speak slowly here."),
        ("paragraph", "Then go on."),
    ]


def test_only_text_changes() -> None:
    data = deck()
    assert put_back("deck.pptx", data, same) == data
    done = put_back("deck.pptx", data)
    assert messages("deck.pptx", done) == [(kind, pseudo(text)) for kind, text in messages("deck.pptx", data)]
    made: Any = pptx.Presentation(io.BytesIO(done))
    assert made.core_properties.title == "Thé hárbór ín fígúrés"
    runs = made.slides[1].placeholders[1].text_frame.paragraphs[0].runs
    assert [(run.text, bool(run.font.bold), run.hyperlink.address) for run in runs] == [
        ("Évéry cásé wás ", False, None),
        ("régístéréd", True, None),
        (" wíthín á wéék, séé ", False, None),
        ("thé gúídé", False, "https://example.org/g"),
        (" óf ít.", False, None),
    ]
    assert made.slides[1].placeholders[1].text_frame.paragraphs[1].text == "Twó cóúrsés wéré héld\vát séá."
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(done)) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            if "media" in name or name.endswith(".rels"):
                assert new.read(name) == old.read(name)
        parts = [name for name in old.namelist() if "slides/slide" in name and name.endswith(".xml")]
        for name in parts:
            counts = [Counter(str(one.tag) for one in etree.fromstring(z.read(name)).iter()) for z in (old, new)]
            assert {t: n for t, n in counts[0].items() if "rPr" not in t} == {
                t: n for t, n in counts[1].items() if "rPr" not in t
            }


def test_arabic_runs_from_right_to_left() -> None:
    done = put_back("deck.pptx", deck(), lambda message: "نص", "ar")
    with zipfile.ZipFile(io.BytesIO(done)) as archive:
        text = archive.read("ppt/slides/slide1.xml").decode()
    assert text.count('rtl="1"') == 2
    assert 'lang="ar"' in text


def with_chart() -> bytes:
    """Return a slide with a chart that has titles, and an alternative text."""
    made: Any = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["East", "West"]
    data.add_series("Ships", (1, 2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(4), Inches(3), data)
    frame.chart.has_title = frame.chart.value_axis.has_title = True
    frame.chart.chart_title.text_frame.text = "Ships in the harbor by year"
    frame.chart.value_axis.axis_title.text_frame.text = "Number of ships"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "A chart of ships in the harbor")
    done = io.BytesIO()
    made.save(done)
    return done.getvalue()


def test_what_is_typed_into_a_chart_is_translated() -> None:
    data = with_chart()
    assert messages("deck.pptx", data) == [
        ("caption", "Ships in the harbor by year"),
        ("caption", "Number of ships"),
        ("caption", "A chart of ships in the harbor"),
    ]
    assert put_back("deck.pptx", data, same) == data
    made: Any = pptx.Presentation(io.BytesIO(put_back("deck.pptx", data)))
    frame = made.slides[0].shapes[0]
    assert frame.chart.chart_title.text_frame.text == "Shíps ín thé hárbór by yéár"
    assert frame.chart.value_axis.axis_title.text_frame.text == "Númbér óf shíps"
    assert [series.name for series in frame.chart.plots[0].series] == ["Ships"]


def with_diagram() -> bytes:
    """Return a slide with a diagram: its data, and the drawing that was made of it, with looks of its own."""
    spaces = (
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    point = "<dgm:pt><dgm:t><a:bodyPr/><a:p>{}</a:p></dgm:t></dgm:pt>"
    bold = "<a:r><a:rPr b='1'/><a:t>Register</a:t></a:r><a:r><a:t> each ship</a:t></a:r>"
    plain = "<a:r><a:rPr sz='{}'/><a:t>{}</a:t></a:r>"
    model = "<dgm:extLst><a:ext><dsp:dataModelExt relId='r3'/></a:ext></dgm:extLst>"
    points = point.format(bold) + point.format(plain.format(1200, "Then tell the office"))
    shape = "<dsp:sp><dsp:txBody><a:p>{}</a:p></dsp:txBody></dsp:sp>"
    shapes = shape.format(plain.format(900, "Register each ship")) + shape.format(
        plain.format(900, "Then tell the office")
    )
    frame = (
        "<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm='r2'/></a:graphicData></a:graphic></p:graphicFrame>"
    )
    relation = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
    one = "<Relationship Id='{}' Type='x/{}' Target='{}'/>"
    slides = "<p:sldIdLst><p:sldId r:id='r1'/></p:sldIdLst>"
    return zipped(
        {
            "_rels/.rels": relation.format(one.format("r1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {spaces}>{slides}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relation.format(one.format("r1", "slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": f"<p:sld {spaces}><p:cSld><p:spTree>{frame}</p:spTree></p:cSld></p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": relation.format(
                one.format("r2", "diagramData", "../diagrams/data1.xml")
                + one.format("r3", "diagramDrawing", "../diagrams/drawing1.xml")
            ),
            "ppt/diagrams/data1.xml": f"<dgm:dataModel {spaces}><dgm:ptLst>{points}</dgm:ptLst>{model}</dgm:dataModel>",
            "ppt/diagrams/drawing1.xml": f"<dsp:drawing {spaces}><dsp:spTree>{shapes}</dsp:spTree></dsp:drawing>",
        }
    )


def test_a_diagram_is_translated_in_its_data_and_in_its_drawing() -> None:
    data = with_diagram()
    assert messages("deck.pptx", data) == [("list", "<b1>Register</b1> each ship"), ("list", "Then tell the office")]
    assert put_back("deck.pptx", data, same) == data
    with zipfile.ZipFile(io.BytesIO(put_back("deck.pptx", data))) as archive:
        model, drawing = (archive.read(f"ppt/diagrams/{name}1.xml") for name in ("data", "drawing"))
    assert [text for text in etree.fromstring(model).itertext() if text] == [
        "Régístér", " éách shíp", "Thén téll thé óffícé",
    ]  # fmt: skip
    assert [text for text in etree.fromstring(drawing).itertext() if text] == [
        "Régístér éách shíp", "Thén téll thé óffícé",
    ]  # fmt: skip
    assert drawing.count(b'sz="900"') == 2


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (b"<dgm:dataModel", "diagrams/data1.xml, line 1: malformed XML"),
        (b"<!DOCTYPE a [<!ENTITY b 'cc'>]><a>&b;</a>", "diagrams/data1.xml: uses XML entities of its own"),
        (b"", "diagrams/data1.xml, line 1: malformed XML \\(Document is empty\\)"),
        (None, "the presentation holds no text"),
    ],
    ids=["cut off", "entities", "empty", "missing"],
)
def test_broken_diagrams_are_refused(part: bytes | None, said: str) -> None:
    with zipfile.ZipFile(io.BytesIO(with_diagram())) as archive:
        made = {name: archive.read(name) for name in archive.namelist() if not name.endswith("data1.xml")}
    if part is not None:
        made["ppt/diagrams/data1.xml"] = part
    with pytest.raises(DocumentError, match=said) as caught:
        read("deck.pptx", zipped(made))
    assert str(caught.value).startswith("deck.pptx: ")


def presentation(main: str) -> bytes:
    role = '<Relationship Id="r1" Type="x/officeDocument" Target="ppt/presentation.xml"/>'
    spaces = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return zipped({"_rels/.rels": f"<Relationships {spaces}>{role}</Relationships>", "ppt/presentation.xml": main})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (deck()[:2000], "damaged or cut off"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "no word/document.xml|is not a PowerPoint presentation"),
        (presentation('<!DOCTYPE p [<!ENTITY e "x">]><p:presentation xmlns:p="p">&e;</p:presentation>'), "entities"),
        (presentation('<p:presentation xmlns:p="p"/>'), "holds no text"),
    ],
)
def test_broken_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read("deck.pptx", data)
