import re
from pathlib import Path

import pytest
from lxml import etree

from dragoman.documents import read_document
from dragoman.documents.elements import find_place
from dragoman.errors import DocumentError
from places import DATA, bare, check_tiling, read, shown

FILES = DATA / "exchange"


def unit(source: str, attributes: str = "") -> str:
    return (
        '<xliff version="1.2"><file><body>'
        f'<trans-unit id="1" {attributes}><source>{source}</source></trans-unit></body></file></xliff>'
    )


def test_version_1_2() -> None:
    document = read_document(FILES / "pier-1.2.xlf")
    assert shown(document) == [
        ("heading", "The pier"),
        ("table", "Port"),
        ("table!", "Ningbo"),
        ("paragraph", "It was closed for %d days, the ministry said."),
        ("paragraph", "Road 12"),
        ("paragraph", "Shanghai"),
        ("paragraph", "See the ship, {{ name }}."),
        ("paragraph", "A ship"),
        ("paragraph", "One."),
        ("paragraph", "Two."),
        ("paragraph!", "Kept."),
    ]
    assert document.language == "en-US"
    assert [(block.line, block.place) for block in document.blocks][3:6] == [
        (11, "file[1]/body[1]/trans-unit[2]"),
        (17, "file[1]/body[1]/trans-unit[3]"),
        (17, "file[1]/body[1]/trans-unit[3] part 2"),
    ]
    said = "only the sources were read, not the translations of one unit (see `dragoman po import`)"
    assert document.notes == (f"{FILES}/pier-1.2.xlf: {said}",)


def test_version_2_1() -> None:
    document = read_document(FILES / "pier-2.1.xlf")
    assert shown(document) == [
        ("heading", "The pier"),
        ("paragraph", "It was closed for %d days. It is open again now."),
        ("paragraph", "Road 12"),
        ("paragraph", "Shanghai"),
        ("paragraph!", "Kept."),
    ]
    assert document.language == "en"
    assert document.blocks[0].place == "file[1]/group[1]/unit[1]"


@pytest.mark.parametrize("path", sorted(FILES.glob("*.xlf")), ids=lambda path: path.stem)
def test_places_lead_back_to_the_units(path: Path) -> None:
    document = read_document(path)
    root = etree.fromstring(path.read_bytes())
    check_tiling(document)
    for block in document.blocks:
        found = find_place(root, re.sub(r" part \d+\Z", "", block.place))
        assert found is not None
        assert found.sourceline == block.line
        words = bare(document.text[block.start : block.end]).replace("{{name}}", "")[-9:]
        assert words in bare("".join(found.itertext())).replace("</b>", "").replace("now.", "now."), block


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("Shang<g id='1'>hai</g>", ["Shanghai"], id="inside of a word"),
        pytest.param("a<bx id='1'/>b<ex id='1'/>", ["ab"], id="codes"),
        pytest.param("a <it id='1' pos='open'>[i]</it>b", ["a b"], id="isolated code"),
        pytest.param("a<ph id='1'>&lt;br/&gt;</ph>B", ["a", "B"], id="break by its code"),
        pytest.param("a <x id='1' equiv-text='&lt;span&gt;'/>b", ["a b"], id="markup in the text for it"),
        pytest.param("法治\n      中国", ["法治中国"], id="line end between Chinese characters"),
        pytest.param("the rule\n      of law", ["the rule of law"], id="line end"),
        pytest.param("{\\b bold} x <ph id='1'>{\\b </ph>y", ["{\\b bold} x y"], id="codes of RTF"),
    ],
)
def test_inline_codes(source: str, expected: list[str]) -> None:
    assert [text for _, text in shown(read("a.xlf", unit(source)))] == expected


@pytest.mark.parametrize(
    ("restype", "kind"),
    [("x-h2", "heading"), ("caption", "caption"), ("x-dragoman-byline", "byline"), ("button", "paragraph")],
)
def test_kinds(restype: str, kind: str) -> None:
    assert shown(read("a.xlf", unit("The pier", f'restype="{restype}"'))) == [(kind, "The pier")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param("<xliff version='3.0'/>", "XLIFF version '3.0'; versions 1.0 to 1.2 and 2.0 to 2.2", id="version"),
        pytest.param("<xliff/>", "XLIFF version ''", id="no version"),
        pytest.param("<tmx version='1.4'/>", "not an XLIFF file: its root element is 'tmx'", id="another format"),
        pytest.param("<xliff version='1.2'><file/></xliff>", "no unit with a source text was found", id="no units"),
        pytest.param(unit(" "), "no unit with a source text was found", id="blank units"),
        pytest.param(unit("a")[:-30], r"a\.xlf:1: malformed XML", id="cut off"),
        pytest.param("not XML", r"a\.xlf:1: malformed XML", id="not XML"),
        pytest.param("<!DOCTYPE x [<!ENTITY a 'ha'>]>" + unit("&a;"), "uses XML entities of its own", id="entities"),
        pytest.param(
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + unit("&a;"),
            "uses XML entities of its own",
            id="external entity",
        ),
        pytest.param(unit("<g>" * 300 + "</g>" * 300), "XML nested more than 256 deep", id="deep"),
        pytest.param("<xliff version='1.2'>" + "<b/>" * 2_000_001, "more than 2,000,000 tags", id="tags"),
    ],
)
def test_what_cannot_be_read_is_refused(data: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read("a.xlf", data)


def test_other_encodings_are_declared() -> None:
    data = "<?xml version='1.0' encoding='GB18030'?>" + unit("港口")
    document = read("a.xlf", data.encode("gb18030"))
    assert (document.text, document.encoding) == ("港口", "gb18030")
    assert read("a.xlf", unit("港口").encode("utf-16")).text == "港口"
