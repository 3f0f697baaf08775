"""`dragoman po import` as people use it."""

import json
from pathlib import Path

import polib
import pytest

from running import Here

REPORT = "Rice grew well.\n\nThe archive opened a hall on May 3.\n\nWheat did not grow.\n\nRice grew well.\n"
CATALOGUE = Path("locales/zh_CN/LC_MESSAGES/harvest.po")


@pytest.fixture
def exported(tmp_path: Path, here: Here) -> Path:
    """The PO file of a report, and a copy of it on its way to a translator."""
    (tmp_path / "harvest.txt").write_text(REPORT, encoding="utf-8")
    assert here.translate("harvest.txt", "--quiet").returncode == 0
    copy = Path("harvest.zh.po")
    copy.write_bytes(CATALOGUE.read_bytes())
    return copy


def edit(path: Path, texts: dict[str, str], *, reviewed: bool = True, comment: str = "") -> None:
    """Let a translator work with an editor of PO files."""
    file = polib.pofile(str(path), wrapwidth=60)
    for entry in file:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid] or entry.msgstr
            entry.flags = [] if reviewed else entry.flags
            entry.tcomment = f"{entry.tcomment}\n{comment}" if comment else entry.tcomment
    file.save()


def test_what_a_translator_changed_is_taken(exported: Path, here: Here) -> None:
    edit(exported, {"Rice grew well.": "水稻长势良好。", "Wheat did not grow.": ""})
    edit(exported, {"The archive opened a hall on May 3.": "档案馆开馆。"}, reviewed=False, comment="which archive?")
    before = CATALOGUE.read_bytes()
    dry = here.run("po", "import", exported, "--dry-run")
    assert (dry.returncode, dry.stderr) == (0, "dry run: nothing written\n")
    assert dry.stdout == (
        f"{CATALOGUE}: harvest.zh.po: 2 taken (1 reviewed, 1 draft), 1 approved as is, 0 unchanged, "
        "1 commented, 0 in conflict\n"
    )
    assert CATALOGUE.read_bytes() == before
    done = here.run("po", "import", exported, "--translator", "Lin Wen <lin@archive.example>")
    assert (done.returncode, done.stdout, done.stderr) == (0, dry.stdout, "")
    found = polib.pofile(str(CATALOGUE))
    assert found.metadata["Last-Translator"] == "Lin Wen <lin@archive.example>"
    rice, hall, wheat = found
    assert (rice.msgstr, rice.flags, rice.tcomment) == ("水稻长势良好。", [], "")
    assert (hall.msgstr, hall.flags, hall.tcomment) == ("档案馆开馆。", ["fuzzy"], "which archive?")
    assert (wheat.flags, wheat.tcomment) == ([], "")
    after = CATALOGUE.read_bytes()
    again = json.loads(here.run("po", "import", exported, "--json").stdout)
    assert (again["files"][0]["unchanged"], again["files"][0]["written"]) == (3, False)
    assert CATALOGUE.read_bytes() == after
    assert here.translate("harvest.txt", "--quiet").returncode == 0
    assert [entry.msgstr for entry in polib.pofile(str(CATALOGUE))] == [entry.msgstr for entry in found]


def test_two_translators_who_disagree(exported: Path, here: Here) -> None:
    other = Path("harvest.zh (1).po")
    other.write_bytes(exported.read_bytes())
    edit(exported, {"Rice grew well.": "水稻长势良好。", "Wheat did not grow.": "小麦没有生长。"})
    edit(other, {"Rice grew well.": "稻子长得好。"})
    assert here.run("po", "import", exported, "--quiet").returncode == 0
    before = CATALOGUE.read_bytes()
    done = here.run("po", "import", other)
    assert done.returncode == 1
    assert done.stdout == (
        f"{CATALOGUE}: harvest.zh (1).po: 0 taken (0 reviewed, 0 draft), 0 approved as is, 2 unchanged, "
        "1 in conflict\n"
        "  conflict  harvest.zh (1).po, line 24: somebody changed the entry in the meantime\n"
        "    source          Rice grew well.\n"
        "    here, reviewed  水稻长势良好。\n"
        "    returned        稻子长得好。\n"
    )
    assert CATALOGUE.read_bytes() == before
    edit(other, {"The archive opened a hall on May 3.": "档案馆开馆。"})
    failed = here.run("po", "import", other, "--on-conflict", "fail")
    assert (failed.returncode, failed.stderr) == (1, "nothing written\n")
    assert CATALOGUE.read_bytes() == before
    data = json.loads(here.run("po", "import", other, "--json").stdout)["files"][0]
    assert data["conflicts"][0] | {"place": ""} == {
        "conflict": "text", "file": "harvest.zh (1).po", "place": "", "id": "", "kind": "paragraph",
        "source": "Rice grew well.", "here": "水稻长势良好。", "state": "reviewed", "returned": "稻子长得好。",
        "status": "reviewed", "comment": "",
    }  # fmt: skip
    assert data["reviewed"] == 1
    assert here.run("po", "import", other, "--on-conflict", "take").returncode == 0
    assert "稻子长得好。" in CATALOGUE.read_text("utf-8")
    both = here.run("po", "import", exported, other, "--on-conflict", "take")
    assert "1 older than here" in both.stdout, "it has been here, and another was preferred"


def test_translation_of_what_was_cut_meanwhile(exported: Path, here: Here, tmp_path: Path) -> None:
    edit(exported, {"The archive opened a hall on May 3.": "档案馆于5月3日启用大厅。"})
    (tmp_path / "harvest.txt").write_text(REPORT.replace("The archive opened a hall on May 3.\n\n", ""), "utf-8")
    here.translate("harvest.txt", "--quiet")
    assert "neither this text nor this id is in the report" in here.run("po", "import", exported).stdout
    assert here.run("po", "import", exported, "--on-conflict", "take").returncode == 0
    [entry] = polib.pofile(str(CATALOGUE)).obsolete_entries()
    assert (entry.msgstr, entry.flags) == ("档案馆于5月3日启用大厅。", [])
    (tmp_path / "harvest.txt").write_text(REPORT, "utf-8")
    here.translate("harvest.txt", "--quiet")
    assert polib.pofile(str(CATALOGUE))[1].msgstr == "档案馆于5月3日启用大厅。"


def test_translation_of_what_was_amended_meanwhile(exported: Path, here: Here, tmp_path: Path) -> None:
    edit(exported, {"The archive opened a hall on May 3.": "档案馆于5月3日启用大厅。"}, comment="ask the desk")
    (tmp_path / "harvest.txt").write_text(REPORT.replace("May 3", "May 4"), "utf-8")
    here.translate("harvest.txt", "--quiet")
    kept = here.run("po", "import", exported)
    assert kept.returncode == 1
    assert "neither this text nor this id is in the report" in kept.stdout
    taken = here.run("po", "import", exported, "--on-conflict", "take")
    assert taken.returncode == 0
    assert "1 taken (1 reviewed, 0 draft), 0 approved as is, 1 offered for an amended text" in taken.stdout
    for _ in range(2):
        file = polib.pofile(str(CATALOGUE))
        [entry] = [entry for entry in file if "May 4" in entry.msgid]
        assert (entry.msgstr, entry.flags, entry.tcomment) == ("档案馆于5月3日启用大厅。", ["fuzzy"], "ask the desk")
        assert entry.previous_msgid == "The archive opened a hall on May 3."
        assert [one.msgstr for one in file.obsolete_entries()] == ["档案馆于5月3日启用大厅。"]
        assert here.translate("harvest.txt", "--quiet").returncode == 0
    assert here.run("po", "import", exported, "--on-conflict", "take").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["gone.po"], "gone.po: cannot be read: No such file", id="no file"),
        pytest.param(["page.html"], "page.html: unsupported format; download the PO file", id="page"),
        pytest.param(["odd.xyz"], "odd.xyz: unsupported format; supported: ", id="suffix"),
        pytest.param(["bad.zh.po"], "bad.zh.po:1: unknown keyword", id="not PO"),
        pytest.param(["other.po"], "other.po: neither the file nor its name says which language", id="no language"),
        pytest.param(["other.po", "--to", "zh"], "locales/zh_CN/LC_MESSAGES/other.po: not found", id="no catalogue"),
        pytest.param(["other.po", "--to", "zh", "--report", "one"], "nothing in it is in locales", id="other report"),
        pytest.param(["other.po", "--to", "klingonese"], "not a language code", id="language"),
        pytest.param(["other.po", "--max-size", "0"], "other.po: larger than 0 MB", id="size"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], message: str, here: Here, tmp_path: Path) -> None:
    (tmp_path / "bad.zh.po").write_text("nonsense\n")
    (tmp_path / "other.po").write_text('msgid "Rice"\nmsgstr "Reis"\n')
    (tmp_path / "page.html").write_text("")
    (tmp_path / "odd.xyz").write_text("")
    one = tmp_path / "locales" / "zh_CN" / "LC_MESSAGES" / "one.po"
    one.parent.mkdir(parents=True)
    one.write_text('msgid "Wheat"\nmsgstr ""\n')
    done = here.run("po", "import", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert one.read_text() == 'msgid "Wheat"\nmsgstr ""\n'
