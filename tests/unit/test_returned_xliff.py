"""XLIFF files that come back: what each program says of a translation, cuts, joins, and broken files."""

from pathlib import Path

import pytest

from dragoman.errors import ReturnedError
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.exchange.xliff.reader import read_xliff

OLD = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0">'
    '<file original="C:\\work\\grain.txt" source-language="en" target-language="zh-CN" datatype="plaintext"><body>'
)
NEW = (
    '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="zh-CN"'
    ' xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"><file id="f1" original="grain.txt">'
)
EN, ZH = "Rice is sold.", "水稻出售。"


def read(folder: Path, text: str) -> ReturnedFile:
    path = folder / "grain.xlf"
    path.write_text(text, encoding="utf-8")
    return read_xliff(path)


def old(folder: Path, *units: str) -> tuple[ReturnedUnit, ...]:
    return read(folder, f"{OLD}{''.join(units)}</body></file></xliff>").units


def new(folder: Path, *units: str) -> tuple[ReturnedUnit, ...]:
    return read(folder, f"{NEW}{''.join(units)}</file></xliff>").units


def trans_unit(target: str = f"<target>{ZH}</target>", attributes: str = "", source: str = EN) -> str:
    return f'<trans-unit id="b001s01" {attributes}><source>{source}</source>{target}</trans-unit>'


def segment(target: str = f"<target>{ZH}</target>", attributes: str = 'id="b001s01"', source: str = EN) -> str:
    return f"<segment {attributes}><source>{source}</source>{target}</segment>"


def unit(*content: str, attributes: str = 'id="b001"') -> str:
    return f"<unit {attributes}>{''.join(content)}</unit>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(trans_unit(), None, id="no word about it"),
        pytest.param(trans_unit(""), "none", id="no target"),
        pytest.param(trans_unit("<target/>"), "none", id="empty target"),
        pytest.param(trans_unit(attributes='approved="yes"'), "reviewed", id="approved"),
        pytest.param(trans_unit(attributes='approved="no"'), "draft", id="not approved"),
        pytest.param(trans_unit(f'<target state="signed-off">{ZH}</target>'), "reviewed", id="signed off"),
        pytest.param(trans_unit(f'<target state="final">{ZH}</target>'), "reviewed", id="final"),
        pytest.param(
            trans_unit(f'<target state="final">{ZH}</target>', 'approved="no"'), "draft", id="final but not approved"
        ),
        pytest.param(trans_unit(f'<target state="translated">{ZH}</target>'), "draft", id="translated"),
        pytest.param(trans_unit(f'<target state="needs-review-translation">{ZH}</target>'), "draft", id="to review"),
        pytest.param(
            trans_unit(f'<target state="needs-review-translation" state-qualifier="mt-suggestion">{ZH}</target>'),
            "draft",
            id="a machine's",
        ),
        pytest.param(trans_unit(f'<target state="new">{EN}</target>'), "none", id="a copy of the source"),
        pytest.param(
            trans_unit(f'<target state="needs-translation">{ZH}</target>'), "draft", id="as the toolkit says fuzzy"
        ),
        pytest.param(
            trans_unit(f'<target>{ZH}</target><sdl:seg-defs><sdl:seg id="1" conf="Translated"/></sdl:seg-defs>'),
            "draft",
            id="Studio: translated",
        ),
        pytest.param(
            trans_unit(f'<target>{ZH}</target><sdl:seg-defs><sdl:seg id="1" conf="ApprovedSignOff"/></sdl:seg-defs>'),
            "reviewed",
            id="Studio: signed off",
        ),
    ],
)
def test_what_1_2_says_of_a_translation(content: str, said: str | None, tmp_path: Path) -> None:
    assert [one.said for one in old(tmp_path, content)] == [said]


@pytest.mark.parametrize(
    ("state", "target", "said"),
    [
        ("", ZH, None),
        ('state="initial"', "", "none"),
        ('state="initial"', EN, "none"),
        ('state="initial"', ZH, "draft"),
        ('state="initial" subState="dragoman:machine"', ZH, "draft"),
        ('state="initial" subState="dragoman:machine"', EN, "draft"),
        ('state="translated"', ZH, "draft"),
        ('state="translated" subState="dragoman:machine"', ZH, "reviewed"),
        ('state="initial" subState="dragoman:none"', EN, "none"),
        ('state="reviewed"', ZH, "reviewed"),
        ('state="final"', ZH, "reviewed"),
        ('state="final"', " ", "none"),
    ],
)
def test_what_2_x_says_of_a_translation(state: str, target: str, said: str | None, tmp_path: Path) -> None:
    content = unit(segment(f"<target>{target}</target>", f'id="b001s01" {state}'))
    assert [one.said for one in new(tmp_path, content)] == [said]


def test_all_that_a_unit_of_1_2_holds(tmp_path: Path) -> None:
    marks = 'restype="x-dragoman-heading" extradata="machine-ee641d26b0b2"'
    note = '<note from="dragoman">term</note><note from="Lin">Which <b>rice</b>?</note><note>Ask.</note>'
    other = '<alt-trans><source>Old</source><target state="final">旧</target></alt-trans>'
    file = read(tmp_path, f"{OLD}\n{trans_unit(f'<target>{ZH}</target>{note}{other}', marks)}</body></file></xliff>")
    assert (file.report, file.source_language, file.target_language, file.warnings) == ("grain", "en", "zh", ())
    assert file.units == (
        ReturnedUnit("b001s01", "heading", EN, ZH, None, "Which rice?\nAsk.", "line 2", "machine-ee641d26b0b2"),
    )


def test_all_that_a_unit_of_2_1_holds(tmp_path: Path) -> None:
    mark = '<mda:meta type="b001s02">machine-ee641d26b0b2</mda:meta>'
    data = f"<mda:metadata><mda:metaGroup>{mark}</mda:metaGroup></mda:metadata>"
    notes = (
        '<notes><note category="dragoman:finding">T001</note><note>About the block.</note><note id="n1">Marked.</note>'
        '<note id="b001s02-n">By its name.</note></notes>'
    )
    marked = (
        '<mrk id="m1" type="comment" ref="#n=n1">Rice</mrk> is <mrk id="m2" type="comment" value="Sure?">sold</mrk>.'
    )
    file = read(
        tmp_path,
        NEW
        + unit(
            data,
            notes,
            segment(),
            "<ignorable><source> </source></ignorable>",
            segment(attributes='id="b001s02"', source=marked, target="<notes><note>Toolkit.</note></notes>"),
            attributes='id="b001" type="dragoman:list"',
        )
        + unit(segment(attributes='id="b002s01"'), attributes='id="b002" translate="no"')
        + "</file></xliff>",
    )
    assert (file.report, file.source_language, file.target_language, file.warnings) == ("grain", "en", "zh", ())
    first, second = file.units
    assert (first.id, first.kind, first.comment, first.exported) == ("b001s01", "list", "About the block.", "")
    assert (second.id, second.source, second.exported) == ("b001s02", EN, "machine-ee641d26b0b2")
    assert second.comment == "Sure?\nMarked.\nBy its name.\nToolkit."


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<g id="1">水稻</g>出售。', ZH),
        ('<mrk mtype="seg" mid="0">水稻</mrk><mrk mtype="seg" mid="1">出售。</mrk>', ZH),
        ('水稻<x id="1" ctype="lb"/>出售。', "水稻\n出售。"),
        ("水稻␋出售␤␋。", "水稻\x0b出售␋。"),
        ("水稻\n 出售。", "水稻\n 出售。"),
        ("水稻&#13;<![CDATA[<出售>]]>。", "水稻\r<出售>。"),
    ],
)
def test_text_inside_of_inline_markup_of_1_2(inner: str, text: str, tmp_path: Path) -> None:
    assert [one.target for one in old(tmp_path, trans_unit(f"<target>{inner}</target>"))] == [text]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<pc id="1">水稻</pc><mrk id="m" type="term">出售</mrk>。', ZH),
        ('<sm id="1" type="term"/>水稻<em startRef="1"/>出售。', ZH),
        ('水稻<cp hex="0001"/>出售<cp hex="FFFF"/>。', "水稻\x01出售\uffff。"),
        ('水稻<ph id="1" type="fmt" subType="xlf:lb"/>出售。', "水稻\n出售。"),
        ('水稻<cp hex="FFFFFFFF"/>出售<cp hex="x"/>。', ZH),
        ('水稻<cp hex="D800"/>出售。', "水稻\ufffd出售。"),
    ],
)
def test_text_inside_of_inline_markup_of_2_x(inner: str, text: str, tmp_path: Path) -> None:
    assert [one.target for one in new(tmp_path, unit(segment(f"<target>{inner}</target>")))] == [text]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        pytest.param(
            OLD + trans_unit('<target>水稻<ph id="1">&lt;br></ph>出售。</target>') + "</body></file></xliff>",
            "inline codes were left out of 1 segment (b001s01); only text is taken",
            id="codes in 1.2",
        ),
        pytest.param(
            NEW + unit(segment('<target>水稻<ph id="1"/>出售。</target>')) + "</file></xliff>",
            "inline codes were left out of 1 segment (b001s01); only text is taken",
            id="codes in 2.1",
        ),
        pytest.param(
            OLD
            + trans_unit('<target><mrk mtype="seg" mid="0">水稻</mrk><mrk mtype="seg" mid="1"/></target>')
            + "</body></file></xliff>",
            "parts without a translation in 1 segment (b001s01)",
            id="half of a split segment",
        ),
        pytest.param(
            OLD + f'<group merged-trans="yes">{trans_unit()}</group></body></file></xliff>',
            "joined with their neighbours: 1 segment (b001s01)",
            id="joined",
        ),
        pytest.param(
            NEW + unit(segment(), segment(attributes='id="s2"')) + "</file></xliff>",
            "cut into other segments: 1 block (b001)",
            id="cut anew",
        ),
    ],
)
def test_what_is_doubtful_is_said(text: str, warning: str, tmp_path: Path) -> None:
    (said,) = read(tmp_path, text).warnings
    assert said.startswith(f"{tmp_path / 'grain.xlf'}: {warning}")


def test_a_block_that_was_cut_anew_keeps_its_texts_without_ids(tmp_path: Path) -> None:
    units = new(tmp_path, unit(segment(), segment(attributes='id="s2"')), unit(segment(), attributes='id="b002"'))
    assert [(one.id, one.source, one.target) for one in units] == [("", EN, ZH), ("", EN, ZH), ("b001s01", EN, ZH)]


def test_files_of_other_programs_have_no_ids_of_ours(tmp_path: Path) -> None:
    file = read(tmp_path, NEW + unit(segment(attributes=""), attributes='id="tu1"') + "</file></xliff>")
    assert [(one.id, one.kind, one.source) for one in file.units] == [("", "", EN)]
    assert file.warnings == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "malformed XML", id="empty"),
        pytest.param("id,source,target", "malformed XML", id="a table"),
        pytest.param("<tmx version='1.4'/>", "not an XLIFF file: its first element is <tmx>", id="TMX"),
        pytest.param("<xliff version='3.0'/>", "XLIFF version '3.0'", id="another version"),
        pytest.param("<xliff/>", "XLIFF version ''", id="no version"),
        pytest.param(OLD + trans_unit(), ":1: malformed XML", id="cut off"),
        pytest.param(
            '<!DOCTYPE xliff [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + OLD + trans_unit("<target>&b;</target>"),
            "uses XML entities of its own",
            id="entities",
        ),
        pytest.param(
            '<!DOCTYPE xliff SYSTEM "x.dtd">' + OLD + trans_unit("<target>&b;</target>") + "</body></file></xliff>",
            "uses XML entities of its own",
            id="entities of another file",
        ),
        pytest.param(
            OLD.replace("grain", "rice")
            + trans_unit()
            + "</body></file>"
            + OLD.partition(">")[2]
            + trans_unit()
            + "</body></file></xliff>",
            "holds several reports (rice, grain)",
            id="several reports",
        ),
    ],
)
def test_what_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReturnedError) as refused:
        read(tmp_path, text)
    assert str(refused.value).startswith(str(tmp_path / "grain.xlf"))
    assert message in str(refused.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReturnedError, match="cannot be read"):
        read_xliff(tmp_path / "none.xlf")
