"""PowerPoint presentations: what is read of them, and what is put back."""

import io
import zipfile
from collections import Counter
from typing import Any

import pptx
import pytest
from lxml import etree

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
