"""`dragoman memory`, and what the memory does for a new report."""

import json
from pathlib import Path

import pytest

from running import Here

FAIR = Path("locales/zh_CN/LC_MESSAGES/fair.po")
HALL = "The archive opened a reading hall on May 3."


@pytest.fixture
def reviewed(tmp_path: Path, here: Here) -> None:
    (tmp_path / "fair.txt").write_text(f"{HALL}\n\nRice prices fell again.\n", encoding="utf-8")
    here.run("po", "update", "fair.txt", "--to", "zh", "--engine", "none", "--quiet")
    text = FAIR.read_text("utf-8")
    FAIR.write_text(
        text.replace(f'msgid "{HALL}"\nmsgstr "', f'msgid "{HALL}"\nmsgstr "档案馆于5月3日启用阅览室。'), "utf-8"
    )


@pytest.mark.usefixtures("reviewed")
def test_a_similar_text_is_offered_in_the_po_file_and_the_page_and_never_taken(tmp_path: Path, here: Here) -> None:
    (tmp_path / "next.txt").write_text("The archive opened a new reading hall on May 4.\n", encoding="utf-8")
    assert here.translate("next.txt", "--engine", "none").returncode == 0
    po = Path("locales/zh_CN/LC_MESSAGES/next.po").read_text("utf-8")
    assert f"% like this, in fair: {HALL}\n#. there it reads: 档案馆于5月3日启用阅览室。\n" in po
    assert 'msgid "The archive opened a new reading hall on May 4."\nmsgstr ""\n' in po
    page = Path("out/next.zh.html").read_text("utf-8")
    assert '<p class="suggestion">' in page
    assert "档案馆于5月3日启用阅览室。" in page
    again = po
    here.translate("next.txt", "--engine", "none")
    assert Path("locales/zh_CN/LC_MESSAGES/next.po").read_text("utf-8") == again
    here.translate("next.txt", "--engine", "none", "--no-memory")
    assert "like this" not in Path("locales/zh_CN/LC_MESSAGES/next.po").read_text("utf-8")


@pytest.mark.usefixtures("reviewed")
def test_search(here: Here) -> None:
    found = here.run("memory", "search", "reading hall", "--to", "zh")
    assert (found.returncode, found.stdout) == (0, f"fair\n  {HALL}\n  档案馆于5月3日启用阅览室。\n")
    assert json.loads(here.run("memory", "search", "阅览室", "--to", "zh", "--json").stdout)["source"] == HALL
    like = here.run("memory", "search", "The archive opened a hall on May 3.", "--to", "zh", "--similar", "--json")
    assert json.loads(like.stdout)["similarity"] > 0.75
    none = here.run("memory", "search", "barley", "--to", "zh")
    assert (none.returncode, none.stdout) == (1, "")
    assert none.stderr == "no matches in 1 reviewed translations\n"
    nothing = here.run("memory", "search", "rice", "--to", "fr")
    assert nothing.returncode == 2
    assert "no catalogue and no imported TMX for fr here" in nothing.stderr


@pytest.mark.usefixtures("reviewed")
def test_out_and_in_again(tmp_path: Path, here: Here) -> None:
    assert here.run("memory", "export", "all.tmx", "--to", "zh").stdout == "all.tmx: 1 translations\n"
    other = ["--to", "zh", "--locales", "other"]
    taken = here.run("memory", "import", "all.tmx", *other)
    assert (taken.returncode, taken.stdout) == (0, "other/memory/zh_CN/all.tmx: 1 translations\n")
    (tmp_path / "next.txt").write_text(f"{HALL}\n", encoding="utf-8")
    here.run("po", "update", "next.txt", *other, "--engine", "none", "--quiet")
    po = Path("other/zh_CN/LC_MESSAGES/next.po").read_text("utf-8")
    assert "# dragoman: recalled from all.tmx, check " in po
    assert '#, fuzzy\nmsgctxt "paragraph"' in po
    assert here.run("memory", "export", "-", *other).stdout.startswith("<?xml")
    bad = here.run("memory", "import", "next.txt", *other)
    assert bad.returncode == 2
    assert "next.txt:1: malformed XML" in bad.stderr


TMX = """<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="x"
creationtoolversion="1" o-tmf="x"/><body><tu><tuv xml:lang="en"><seg>{0}</seg></tuv><tuv xml:lang="zh"><seg>{1}</seg>
</tuv></tu></body></tmx>
"""


def test_files_of_one_name_are_kept_beside_each_other(tmp_path: Path, here: Here) -> None:
    for folder, source, target in (("a", "One.", "一。"), ("b", "Two.", "二。"), ("c", "One.", "一。")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "old.tmx").write_text(TMX.format(source, target), "utf-8")
    copies = Path("locales/memory/zh_CN")
    both = here.run("memory", "import", "a/old.tmx", "b/old.tmx", "--to", "zh")
    assert both.stdout == f"{copies}/old.tmx: 1 translations\n{copies}/old-2.tmx: 1 translations\n"
    assert here.run("memory", "import", "b/old.tmx", "c/old.tmx", "--to", "zh").returncode == 0
    assert sorted(path.name for path in copies.iterdir()) == ["old-2.tmx", "old.tmx"]
    for text in ("One", "Two"):
        assert here.run("memory", "search", text, "--to", "zh").returncode == 0


@pytest.mark.usefixtures("reviewed")
def test_an_export_replaces_nothing_unasked(here: Here) -> None:
    for there in (Path("fair.txt"), FAIR):
        before = there.read_bytes()
        refused = here.run("memory", "export", str(there), "--to", "zh")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr == f"error: {there}: already exists; choose another name or overwrite it with --force\n"
        assert there.read_bytes() == before
    Path("all.tmx").touch()
    assert here.run("memory", "export", "all.tmx", "--to", "zh", "--force").returncode == 0
