from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import RequestError
from dragoman.po.provenance import fingerprint
from dragoman.po.status import add, find_catalogues, read_status, render_badge

CATALOGUE = f"""\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: zh_CN\\n"

msgid "Rice grew well."
msgstr "水稻长势良好。"

# dragoman: machine translation: argos en-zh 0.1, check {fingerprint("玉米歉收。")}
#, fuzzy
msgid "Corn failed badly, they say."
msgstr "玉米歉收。"

# dragoman: recalled from spring, check {fingerprint("小麦。")}
#, fuzzy
msgid "Wheat"
msgstr "小麦。"

#, fuzzy
msgid "Oats and rye"
msgstr "燕麦"

msgid "Barley"
msgstr ""

msgid "one bean"
msgid_plural "%d beans"
msgstr[0] "豆"

msgid "one pea"
msgid_plural "%d peas"
msgstr[0] ""

#~ msgid "Gone"
#~ msgstr "没了"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "de" / "LC_MESSAGES" / "harvest.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_counts(catalogue: Path) -> None:
    status = read_status(catalogue)
    assert status.segments == {"reviewed": 2, "machine": 2, "fuzzy": 1, "untranslated": 2}
    assert status.words == {"reviewed": 5, "machine": 6, "fuzzy": 3, "untranslated": 3}
    assert status.obsolete == 1
    assert status.language == "zh_CN"
    assert status.share("reviewed") == pytest.approx(5 / 17)
    total = add([status, status], "")
    assert total.segments["machine"] == 4
    assert total.share("reviewed") == status.share("reviewed")


def test_a_file_without_a_language_has_its_folders(catalogue: Path) -> None:
    catalogue.write_text('msgid "Rice"\nmsgstr ""\n', encoding="utf-8")
    assert read_status(catalogue).language == "de"


def test_an_empty_file_is_not_done(catalogue: Path) -> None:
    catalogue.write_text("", encoding="utf-8")
    assert read_status(catalogue).share("reviewed") == 0


def test_which_files(catalogue: Path) -> None:
    root = catalogue.parents[2]
    assert find_catalogues([root, catalogue]) == [catalogue]
    (root / "empty").mkdir()
    for path, message in (("empty", "no PO file in this folder"), ("nowhere", "no such file or folder")):
        with pytest.raises(RequestError, match=message):
            find_catalogues([root / path])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")), st.floats(0, 1))
def test_badge_is_valid_and_says_it_all(label: str, share: float) -> None:
    svg = ElementTree.fromstring(render_badge(label, share))
    texts = ["".join(node.itertext()) for node in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == [label, f"{int(share * 100 + 1e-9)}%"]


def test_badge_says_100_only_when_all_is_done() -> None:
    assert "99%" in render_badge("reviewed", 0.9999)
    assert "100%" in render_badge("reviewed", 1.0)
