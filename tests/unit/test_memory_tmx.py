"""TMX in and out: other tools' files, languages, markup, hostile files, and any text."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import MemoryFileError
from dragoman.memory.units import read_tmx, write_tmx
from dragoman.model import Unit

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header/><body>'
TAIL = "</body></tmx>"


def read(folder: Path, body: str, source: str = "en", target: str = "zh") -> list[tuple[str, str]]:
    path = folder / "memory.tmx"
    path.write_text(HEAD + body + TAIL, encoding="utf-8")
    return [(unit.source, unit.target) for unit in read_tmx(path, source, target)]


def tu(*variants: tuple[str, str], attribute: str = "xml:lang") -> str:
    return "<tu>" + "".join(f'<tuv {attribute}="{tag}"><seg>{text}</seg></tuv>' for tag, text in variants) + "</tu>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(tu(("en", "Rice"), ("zh", "水稻")), [("Rice", "水稻")], id="plain"),
        pytest.param(tu(("EN-GB", "Rice"), ("zh_CN", "水稻")), [("Rice", "水稻")], id="regional forms"),
        pytest.param(tu(("en", "Rice"), ("zh", "水稻"), attribute="lang"), [("Rice", "水稻")], id="TMX 1.1"),
        pytest.param(tu(("zh", "水稻"), ("en", "Rice"), ("fr", "Riz")), [("Rice", "水稻")], id="in any order"),
        pytest.param(tu(("en", "Rice"), ("fr", "Riz")), [], id="another language"),
        pytest.param(tu(("en", "Rice"), ("zh", " ")), [], id="empty"),
        pytest.param(tu(("eng", "Rice"), ("zha", "水稻")), [], id="tags that only begin alike"),
        pytest.param(
            tu(
                ("en", 'A <bpt i="1">&lt;b></bpt>bold <hi>word</hi><ept i="1">&lt;/b></ept>.'),
                ("zh", "粗<ph>x</ph>体。"),
            ),
            [("A bold word.", "粗x体。")],
            id="inline codes",
        ),
        pytest.param(tu(("en", "A &amp; B"), ("zh", "甲&#38;乙")), [("A & B", "甲&乙")], id="escapes"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_is_read(body: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert read(tmp_path, body) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "malformed XML", id="empty"),
        pytest.param("no XML", "malformed XML", id="text"),
        pytest.param("<html/>", "not a TMX file: its first element is <html>", id="a page"),
        pytest.param(HEAD + tu(("en", "Rice"), ("zh", "水稻")), ":3: malformed XML", id="cut off"),
        pytest.param(
            '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><tmx><body><tu/></body></tmx>',
            "uses XML entities of its own",
            id="entities",
        ),
        pytest.param(
            '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body>&a;</body></tmx>',
            "uses XML entities of its own",
            id="external entity",
        ),
        pytest.param("<tmx><body>" + "<tu>" * 500 + "</tmx>", "nested more than 256 deep", id="too deep"),
    ],
)
def test_what_is_refused(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MemoryFileError) as refused:
        list(read_tmx(path, "en", "zh"))
    assert str(refused.value).startswith(str(path))
    assert message in str(refused.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MemoryFileError, match="cannot be read"):
        list(read_tmx(tmp_path / "none.tmx", "en", "zh"))


def test_what_is_written_has_what_the_standard_asks_for() -> None:
    file = BytesIO()
    write_tmx(file, [("fair", Unit("", "Rice", "水稻", "reviewed"))], "en", "zh-Hant")
    root = ElementTree.fromstring(file.getvalue())
    header = root.find("header")
    assert root.get("version") == "1.4"
    assert header is not None
    assert {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"} <= set(
        header.keys()
    )
    assert [prop.text for prop in root.iter("prop")] == ["fair"]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_what_is_written_is_read(pairs: list[tuple[str, str]]) -> None:
    import tempfile

    units = [
        Unit("", one.strip() or "x", other.strip() or "y", "reviewed", obsolete=one < other) for one, other in pairs
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "m.tmx")
        with path.open("wb") as file:
            write_tmx(file, (("r", unit) for unit in units), "en", "zh")
        assert list(read_tmx(path, "en", "zh")) == units


@pytest.mark.parametrize(
    ("properties", "taken"),
    [
        pytest.param({"x-status": "machine"}, False, id="a machine's"),
        pytest.param({"x-status": "draft"}, False, id="a draft"),
        pytest.param({"x-status": "reviewed"}, True, id="reviewed"),
        pytest.param({"x-ConfirmationLevel": "Draft"}, False, id="a draft, says Studio"),
        pytest.param({"x-status": "machine", "x-ConfirmationLevel": "Translated"}, True, id="translated since"),
    ],
)
def test_what_is_no_persons_work_is_passed_over(properties: dict[str, str], taken: bool, tmp_path: Path) -> None:
    said = "".join(f'<prop type="{name}">{value}</prop>' for name, value in properties.items())
    found = read(tmp_path, tu(("en", "Rice"), ("zh", "水稻")).replace("<tu>", f"<tu>{said}"))
    assert found == ([("Rice", "水稻")] if taken else [])


def test_another_script_is_another_language(tmp_path: Path) -> None:
    body = tu(("en", "The software network is open."), ("zh-TW", "軟體網路已開放。"))
    body += tu(("en", "Rice"), ("zh-HK", "稻米")) + tu(("en-GB", "Wheat"), ("zh-SG", "小麦"))
    assert read(tmp_path, body, target="zh") == [("Wheat", "小麦")]
    assert read(tmp_path, body, target="zh-Hant") == [
        ("The software network is open.", "軟體網路已開放。"),
        ("Rice", "稻米"),
    ]


def test_what_codes_hold_is_part_of_the_text(tmp_path: Path) -> None:
    body = tu(("en", "Press <ph x='1'>F1</ph>."), ("zh", "按<ph x='1'>F1</ph>。"))
    body += tu(("en", "Press <ph x='1'>F2</ph>."), ("zh", "请按<ph x='1'>F2</ph>。"))
    assert read(tmp_path, body) == [("Press F1.", "按F1。"), ("Press F2.", "请按F2。")]
