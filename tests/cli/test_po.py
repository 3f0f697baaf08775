"""`dragoman po` as people use it: update and status."""

import json
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from running import Here, run_cli

REPORT = "Rice grew well.\n\nThe archive opened a hall on May 3.\n\nWheat did not grow.\n"
CATALOGUE = Path("locales/zh_CN/LC_MESSAGES/harvest.po")


@pytest.fixture
def exported(tmp_path: Path, here: Here) -> Path:
    """A report and its catalogue, in which a person has translated the archive's hall."""
    report = tmp_path / "harvest.txt"
    report.write_text(REPORT, encoding="utf-8")
    assert here.run("po", "update", report, "--to", "zh", "--engine", "none", "--quiet").returncode == 0
    text = CATALOGUE.read_text("utf-8")
    hall = 'msgid "The archive opened a hall on May 3."\nmsgstr "'
    assert hall in text
    CATALOGUE.write_text(text.replace(hall, hall + "档案馆于5月3日启用大厅。"), encoding="utf-8")
    return report


def test_update_says_what_changes(exported: Path, here: Here) -> None:
    exported.write_text(REPORT.replace("a hall on May 3", "a new hall on May 4"), encoding="utf-8")
    before = CATALOGUE.read_bytes()
    dry = here.run("po", "update", exported, "--to", "zh", "--engine", "none", "--dry-run")
    assert dry.returncode == 0
    assert dry.stdout == (
        f"{CATALOGUE}: 2 kept, 1 amended, 1 gone\n"
        "  amended   The archive opened a new hall on May 4.\n"
        "            was The archive opened a hall on May 3.\n"
        "            档案馆于5月3日启用大厅。\n"
    )
    assert dry.stderr == "dry run: nothing written\n"
    assert CATALOGUE.read_bytes() == before
    assert sorted(path.name for path in CATALOGUE.parent.iterdir()) == ["harvest.po"]

    done = here.run("po", "update", exported, "--to", "zh", "--engine", "none")
    assert done.stdout == dry.stdout
    assert '#| msgid "The archive opened a hall on May 3."' in CATALOGUE.read_text("utf-8")
    again = here.run("po", "update", exported, "--to", "zh", "--engine", "none", "--json")
    assert json.loads(again.stdout) == {
        "dry_run": False,
        "files": [{"file": str(CATALOGUE), "kept": 3, "changes": []}],
    }
    assert not Path("out").exists()


def test_a_better_engine_replaces_only_what_nobody_touched(exported: Path, here: Here) -> None:
    assert here.run("po", "update", exported, "--to", "zh").returncode == 0
    text = CATALOGUE.read_text("utf-8")
    # As an older engine left it: another key.
    key = text.partition(", key ")[2][:12]
    CATALOGUE.write_text(text.replace(key, "0" * 12, 1), encoding="utf-8")
    changes = json.loads(here.run("po", "update", exported, "--to", "zh", "--json", "--dry-run").stdout)
    assert changes["files"][0]["changes"] == []  # translated anew, and the text is the same
    here.run("po", "update", exported, "--to", "zh")
    assert f", key {key}" in CATALOGUE.read_text("utf-8")
    assert "档案馆于5月3日启用大厅。" in CATALOGUE.read_text("utf-8")


def test_status_counts_segments_and_words(exported: Path, here: Here) -> None:
    here.run("po", "update", exported, "--to", "zh", "--quiet")
    shown = here.run("po", "status")
    assert shown.stdout == (
        f"{CATALOGUE} (zh_CN)\n  {'█' * 21}{'▓' * 19} 53% reviewed\n  █ reviewed 1 (8) · ▓ machine 2 (7)\n"
    )
    data = json.loads(here.run("po", "status", CATALOGUE, "--json", "--badge", "badge.svg").stdout)
    [file] = data["files"]
    assert file == {
        "file": str(CATALOGUE),
        "language": "zh_CN",
        "segments": {"reviewed": 1, "machine": 2, "fuzzy": 0, "untranslated": 0},
        "words": {"reviewed": 8, "machine": 7, "fuzzy": 0, "untranslated": 0},
        "approved_unchanged": 0,
        "characters": 57,
        "obsolete": 0,
        "reviewed_share": 0.5333,
    }
    assert data["total"]["segments"] == file["segments"]
    assert "53%" in Path("badge.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["status"], "locales: no such file or folder; name a PO file or the --locales folder", id="none"),
        pytest.param(["status", "bad.po"], "bad.po:1: unknown keyword", id="not PO"),
        pytest.param(["status", "good.po", "--badge", "good.po"], "name a file that ends in .svg", id="no SVG"),
        pytest.param(["update", "gone.txt", "--to", "zh"], "gone.txt: no such file", id="no report"),
        pytest.param(["update", "good.txt", "--to", "en"], "source and target languages are the same", id="same"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "bad.po").write_text("nonsense\n")
    (tmp_path / "good.po").write_text('msgid "Rice"\nmsgstr ""\n')
    (tmp_path / "good.txt").write_text("Rice grew.\n")
    done = run_cli("po", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert (tmp_path / "good.po").read_text() == 'msgid "Rice"\nmsgstr ""\n'


CHECKED = Path("locales/zh_CN/LC_MESSAGES/fair.po")
NUMBERS = (
    'msgid ""\nmsgstr "Project-Id-Version: x\\nPO-Revision-Date: 2025-03-03 09:30+0000\\nLast-Translator: L\\n'
    "Language-Team: none\\nLanguage: zh_CN\\nMIME-Version: 1.0\\nContent-Type: text/plain; charset=UTF-8\\n"
    'Content-Transfer-Encoding: 8bit\\n"\n\n'
    'msgid "It cost 1.2 billion yuan."\nmsgstr "耗资12万元。"\n\nmsgid "It is open (today)."\nmsgstr "（今天已开放。"\n'
)


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    path = tmp_path / CHECKED
    path.parent.mkdir(parents=True)
    path.write_text(NUMBERS, encoding="utf-8")
    return path


def test_check_prints_a_line_for_each_finding(checked: Path, here: Here) -> None:
    done = here.run("po", "check")
    assert done.returncode == 1
    assert done.stdout == (
        f"{CHECKED}:4: error N002: 1.2 billion became 12万, which is not the same number\n"
        f"{CHECKED}:7: warning P001: “（” has no counterpart\n"
        "1 error, 1 warning in 1 file\n"
    )
    assert here.run("po", "check", "--fail-on", "never").returncode == 0
    assert here.run("po", "check", "--ignore", "N").returncode == 0
    assert here.run("po", "check", "--ignore", "N", "--fail-on", "warning").returncode == 1
    assert here.run("po", "check", "--ignore", "N,P").stdout == "no findings in 1 file\n"
    assert here.run("po", "check", "--only", "machine").stdout == "no findings in 1 file\n"
    assert here.run("po", "check", "--quiet").stdout == here.run("po", "check").stdout, "data is printed all the same"
    assert checked.read_text("utf-8") == NUMBERS


def test_check_for_programs(checked: Path, here: Here) -> None:
    data = json.loads(here.run("po", "check", checked, "--json").stdout)
    assert data["files"] == 1
    assert data["counts"] == {"N002": 1, "P001": 1}
    assert data["findings"][0] == {
        "file": str(checked),
        "line": 4,
        "code": "N002",
        "severity": "error",
        "message": "1.2 billion became 12万, which is not the same number",
        "state": "reviewed",
        "source": "It cost 1.2 billion yuan.",
        "target": "耗资12万元。",
    }
    assert json.loads(here.run("po", "check", "--format", "sarif").stdout)["runs"][0]["results"][1]["ruleId"] == "P001"
    assert here.run("po", "check", "--format", "github").stdout.splitlines()[0] == (
        f"::error file={CHECKED},line=4,title=N002::1.2 billion became 12万, which is not the same number"
    )
    done = here.run("po", "check", "--only", "new")
    assert done.returncode == 2
    assert "--only: new is unknown" in done.stderr


def test_apply_writes_the_finished_report_in_the_shape_of_its_source(exported: Path, here: Here) -> None:
    refused = here.run("po", "apply", exported, "--to", "zh")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"error: {CATALOGUE}: 2 segments have no translation that --use takes (line 1: Rice grew well.; "
        "line 5: Wheat did not grow.); nothing was written: translate them, take more with --use, or use "
        "--missing mark\n"
    )
    assert not Path("finished").exists()

    marked = here.run("po", "apply", exported, "--to", "zh", "--missing", "mark")
    assert (marked.returncode, marked.stdout) == (0, "finished/harvest.zh.txt\n")
    assert "2 segments have no translation" in marked.stderr
    assert Path("finished/harvest.zh.txt").read_text("utf-8") == (
        "⟪Rice grew well.⟫\n\n档案馆于5月3日启用大厅。\n\n⟪Wheat did not grow.⟫\n\n⟪not translated⟫\n"
    )
    here.run("po", "apply", exported, "--to", "zh", "--missing", "source", "--quiet")
    assert Path("finished/harvest.zh.txt").read_text("utf-8") == (
        "Rice grew well.\n\n档案馆于5月3日启用大厅。\n\nWheat did not grow.\n"
    )
    assert here.run("po", "update", exported, "--to", "zh", "--quiet").returncode == 0
    options = ("--to", "zh", "--use", "reviewed,machine", "--formats", "same,docx", "--out", "d")
    done = here.run("po", "apply", exported, *options)
    assert done.stdout.split() == ["d/harvest.zh.txt", "d/harvest.zh.docx"]
    text = Path("d/harvest.zh.txt").read_text("utf-8")
    assert text.count("⟦") == 3
    assert "⟪" not in text


def test_apply_takes_the_format_of_the_report(tmp_path: Path, here: Here) -> None:
    (tmp_path / "fair.md").write_text("# Fair\n\n- rice\n", encoding="utf-8")
    here.run("po", "update", "fair.md", "--to", "es", "--engine", "none", "--quiet")
    assert here.run("po", "apply", "fair.md", "--to", "es", "--missing", "source", "--quiet").returncode == 0
    assert Path("finished/fair.es.md").read_text("utf-8") == "# Fair\n\n- rice\n"
    gone = here.run("po", "apply", "fair.md", "--to", "fr")
    assert gone.returncode == 2
    assert "fair.po" in gone.stderr


ITEMS = {"A room on the second floor.": "二层一间房。", "A lamp for each desk.": "每桌一盏灯。", "A line.": "一条线。"}
PLAN = Path("locales/zh_CN/LC_MESSAGES/plan.po")


def number(items: Iterable[str]) -> str:
    return "The office needs:\n\n" + "".join(f"{n}. {item}\n" for n, item in enumerate(items, 1))


def reviewed(path: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)).translated_entries() if not entry.obsolete}


def test_an_item_more_leaves_the_reviewed_ones_reviewed(tmp_path: Path, here: Here) -> None:
    report = tmp_path / "plan.txt"
    report.write_text(number(ITEMS), encoding="utf-8")
    assert here.run("po", "update", report, "--to", "zh", "--engine", "none", "--quiet").returncode == 0
    catalogue = polib.pofile(str(PLAN))
    for entry in catalogue:
        entry.msgstr = ITEMS.get(entry.msgid, "办公室需要：")
    catalogue.save()

    report.write_text(number(["A door.", *ITEMS]), encoding="utf-8")
    done = here.run("po", "update", report, "--to", "zh", "--engine", "none")
    assert done.stdout == f"{PLAN}: 4 kept, 1 new\n"
    assert reviewed(PLAN) == {"The office needs:": "办公室需要：", **ITEMS}
    status = json.loads(here.run("po", "status", "--json", PLAN).stdout)
    assert status["files"][0]["segments"] == {"reviewed": 4, "machine": 0, "fuzzy": 0, "untranslated": 1}

    done = here.run("po", "apply", report, "--to", "zh", "--missing", "source", "--out", "done")
    assert done.returncode == 0, done.stderr
    assert Path("done/plan.zh.txt").read_text("utf-8") == (
        "办公室需要：\n\n1. A door.\n2. 二层一间房。\n3. 每桌一盏灯。\n4. 一条线。\n"
    )


def test_a_catalogue_with_numbers_in_its_msgids_is_taken_over(tmp_path: Path, here: Here) -> None:
    report = tmp_path / "plan.txt"
    report.write_text(number(ITEMS), encoding="utf-8")
    PLAN.parent.mkdir(parents=True)
    old = "".join(
        f'msgctxt "list"\nmsgid "{n}. {source}"\nmsgstr "{n}. {target}"\n\n'
        for n, (source, target) in enumerate(ITEMS.items(), 1)
    )
    PLAN.write_text(
        f'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n{old}', "utf-8"
    )
    done = here.run("po", "update", report, "--to", "zh", "--engine", "none")
    assert done.returncode == 0, done.stderr
    assert reviewed(PLAN) == ITEMS
    assert "#~" not in PLAN.read_text("utf-8")


NEWS = "A hall opens\n\nIt is full. [Photo by Li Wei/China Daily]\n\nBack to top\n\nCopyright © 2024 Example.\n"
NEWS_PO = Path("locales/zh_CN/LC_MESSAGES/news.po")


def test_rights_and_navigation_pass_through_until_somebody_translates_them(tmp_path: Path, here: Here) -> None:
    report = tmp_path / "news.txt"
    report.write_text(NEWS, encoding="utf-8")
    assert here.run("translate", report, "--to", "zh", "--formats", "txt,po,xliff", "--quiet").returncode == 0
    assert Path("out/news.zh.txt").read_text("utf-8").split("\n")[4:7:2] == ["Back to top", "Copyright © 2024 Example."]
    catalogue = polib.pofile(str(NEWS_PO))
    kinds = {entry.msgid: (entry.msgctxt, entry.msgstr) for entry in catalogue}
    assert kinds["[Photo by Li Wei/China Daily]"] == ("credit", "[Li Wei/中国日报 摄]")
    assert kinds["Back to top"] == ("navigation", "")
    assert kinds["Copyright © 2024 Example."] == ("copyright", "")
    status = json.loads(here.run("po", "status", "--json", NEWS_PO).stdout)["files"][0]
    assert status["segments"]["untranslated"] == 0
    assert "U003" not in here.run("po", "check", "--untranslated", NEWS_PO).stdout

    theirs = {"A hall opens": "大厅启用", "It is full.": "座无虚席。", "Back to top": "返回顶部"}
    for entry in catalogue:
        entry.flags = []
        entry.msgstr = theirs.get(entry.msgid, entry.msgstr)
    catalogue.save()
    done = here.run("po", "apply", report, "--to", "zh", "--use", "reviewed", "--out", "done")
    assert done.returncode == 0, done.stderr
    finished = Path("done/news.zh.txt").read_text("utf-8")
    assert "[Li Wei/中国日报 摄]" in finished
    assert finished.endswith("返回顶部\n\nCopyright © 2024 Example.\n")


def test_what_came_back_for_the_rights_is_taken(tmp_path: Path, here: Here) -> None:
    report = tmp_path / "news.txt"
    report.write_text(NEWS, encoding="utf-8")
    assert here.run("translate", report, "--to", "zh", "--formats", "po,xliff,tsv", "--quiet").returncode == 0
    table = Path("out/news.zh.tsv")
    text = table.read_text("utf-8")
    rights = "Copyright © 2024 Example."
    assert f"\t{rights}\t{rights}\t" in text
    table.write_text(text.replace(f"\t{rights}\t{rights}\t", f"\t{rights}\t版权所有\t"), encoding="utf-8")
    assert 'translate="no"' not in Path("out/news.zh.xliff").read_text("utf-8")
    done = here.run("po", "import", table)
    assert done.returncode == 0, done.stderr + done.stdout
    assert 'msgstr "版权所有"' in NEWS_PO.read_text("utf-8")


def test_a_credit_of_an_older_catalogue_stays_reviewed(tmp_path: Path, here: Here) -> None:
    report = tmp_path / "news.txt"
    report.write_text(NEWS, encoding="utf-8")
    NEWS_PO.parent.mkdir(parents=True)
    entry = 'msgctxt "caption"\nmsgid "[Photo by Li Wei/China Daily]"\nmsgstr "（李薇/中国日报 摄）"\n'
    header = 'msgid ""\nmsgstr "Language: zh_CN\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    NEWS_PO.write_text(header + entry, encoding="utf-8")
    assert here.run("po", "update", report, "--to", "zh", "--engine", "none", "--quiet").returncode == 0
    assert reviewed(NEWS_PO) == {"[Photo by Li Wei/China Daily]": "（李薇/中国日报 摄）"}
    assert "#~" not in NEWS_PO.read_text("utf-8")
