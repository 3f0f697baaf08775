"""TMX files that come back: OmegaT's own, other tools', several languages or reports, and broken ones."""

from pathlib import Path

import pytest

from dragoman.errors import ReturnedError
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.exchange.tmx.reader import read_tmx_file

EN, ZH = "Rice is sold.", "水稻出售。"


def read(folder: Path, body: str, header: str = 'srclang="en"') -> ReturnedFile:
    path = folder / "grain.tmx"
    path.write_text(f'<tmx version="1.4"><header {header}/><body>{body}</body></tmx>', encoding="utf-8")
    return read_tmx_file(path)


def tu(before: str = "", attributes: str = 'tuid="b001s01"', source: str = EN, target: str = ZH) -> str:
    return (
        f'<tu {attributes}>{before}<tuv xml:lang="en"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="zh-CN"><seg>{target}</seg></tuv></tu>'
    )


def prop(**properties: str) -> str:
    return "".join(f'<prop type="{name.replace("_", "-")}">{value}</prop>' for name, value in properties.items())


def test_all_that_a_unit_holds(tmp_path: Path) -> None:
    known = prop(
        x_report="grain", x_kind="heading", x_status="machine", x_exported="machine-ee641d26b0b2", x_finding="T"
    )
    file = read(tmp_path, f"\n{tu(f'<note>Which rice?</note>{known}')}")
    assert (file.report, file.source_language, file.target_language, file.warnings) == ("grain", "en", "zh", ())
    assert file.units == (
        ReturnedUnit("b001s01", "heading", EN, ZH, "draft", "Which rice?", "line 2", "machine-ee641d26b0b2"),
    )


def test_the_memory_of_an_omegat_project(tmp_path: Path) -> None:
    """Its default translations know no place; alternative ones name file and segment."""
    units = '<tu><tuv lang="EN"><seg>Rice</seg></tuv><tuv lang="ZH-CN" changeid="lin"><seg>水稻</seg></tuv></tu>' + (
        f"<tu>{prop(file='grain.zh.xliff', id='b002s01')}"
        '<tuv lang="EN"><seg>Rice</seg></tuv><tuv lang="ZH-CN"><seg>大米</seg></tuv></tu>'
    )
    file = read(tmp_path, units, 'srclang="EN"')
    assert (file.report, file.source_language, file.target_language) == ("grain", "en", "zh")
    assert [(unit.id, unit.source, unit.target, unit.said) for unit in file.units] == [
        ("", "Rice", "水稻", None),
        ("b002s01", "Rice", "大米", None),
    ]


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ("", None),
        (prop(x_status="reviewed"), "reviewed"),
        (prop(x_status="memory"), "draft"),
        (prop(x_status="machine", x_ConfirmationLevel="ApprovedTranslation"), "reviewed"),
        (prop(x_status="reviewed", x_ConfirmationLevel="Draft"), "draft"),
        (prop(x_ConfirmationLevel="Unspecified"), None),
    ],
)
def test_what_is_said_of_a_translation(properties: str, said: str, tmp_path: Path) -> None:
    assert [unit.said for unit in read(tmp_path, tu(properties)).units] == [said]


def test_an_empty_target_is_untranslated(tmp_path: Path) -> None:
    assert [unit.said for unit in read(tmp_path, tu(prop(x_status="reviewed"), target=" ")).units] == ["none"]


def test_any_order_of_languages(tmp_path: Path) -> None:
    file = read(tmp_path, tu(), 'srclang="zh-CN"')
    assert (file.source_language, file.target_language, file.units[0].source) == ("zh", "en", ZH)
    file = read(tmp_path, tu(), 'srclang="*all*"')
    assert (file.source_language, file.target_language, file.units[0].source) == ("en", "zh", EN)
    assert read(tmp_path, tu(attributes='srclang="zh"')).units[0].source == ZH


def test_utf_16_as_trados_studio_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "grain.tmx"
    unit = tu().replace('xml:lang="en"', 'xml:lang="en-US"')
    body = f'<tmx version="1.4"><header srclang="en-US"/><body>{unit}</body></tmx>'
    path.write_text(f'<?xml version="1.0" encoding="utf-16"?>{body}', encoding="utf-16")
    file = read_tmx_file(path)
    assert (file.source_language, [unit.target for unit in file.units]) == ("en-US", [ZH])


def test_units_in_one_language_are_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, '<tu><tuv xml:lang="en"><seg>Rice</seg></tuv></tu>').units == ()


def test_inline_codes_are_left_out_and_counted(tmp_path: Path) -> None:
    inner = "水稻<ph>{x}</ph><hi>出售</hi>␁。"
    file = read(tmp_path, tu(target=inner))
    assert file.units[0].target == "水稻出售\x01。"
    assert file.warnings == (
        f"{tmp_path / 'grain.tmx'}: inline codes were left out of 1 segment (b001s01); only text is taken",
    )


def test_segments_of_several_reports_have_no_ids(tmp_path: Path) -> None:
    file = read(tmp_path, tu(prop(x_report="rice")) + tu(prop(x_report="grain")))
    assert (file.report, [unit.id for unit in file.units]) == ("", ["", ""])
    assert "holds segments of several reports (grain, rice)" in file.warnings[0]


@pytest.mark.parametrize(
    "body",
    [
        tu().replace("</tu>", '<tuv xml:lang="fr"><seg>Riz.</seg></tuv></tu>'),
        tu() + tu().replace("zh-CN", "fr"),
    ],
)
def test_several_target_languages_are_refused(body: str, tmp_path: Path) -> None:
    with pytest.raises(ReturnedError, match=r"several languages \(fr, zh\)"):
        read(tmp_path, body)


def test_a_broken_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "grain.tmx"
    path.write_text('<tmx version="1.4">\n<header/><body>\n<tu>', encoding="utf-8")
    with pytest.raises(ReturnedError, match=r"grain.tmx:3: malformed XML"):
        read_tmx_file(path)
