"""What becomes of translations in the tools of others: no word is lost, none passes for another's."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from translate.storage import xliff

from omegat import translate_with_omegat
from running import Here, tool

REPORT = """\
# The reading room opens

The archive opened its new reading room on March 3, 2025, in the capital.

Readers may enter without an appointment, the clerk said.

Letters deposited by private families stay closed until their owners agree.
"""
CATALOGUE = Path("locales/zh_CN/LC_MESSAGES/room.po")
CLERK = "Readers may enter without an appointment, the clerk said."
LETTERS = "Letters deposited by private families stay closed until their owners agree."


@pytest.fixture
def went(here: Here, tmp_path: Path) -> Path:
    """The catalogue of a report as the engine wrote it, and the copy that goes out."""
    (tmp_path / "room.md").write_text(REPORT, "utf-8")
    assert here.run("po", "update", "room.md", "--to", "zh", "--quiet").returncode == 0
    copy = Path("room.zh.po")
    copy.write_bytes(CATALOGUE.read_bytes())
    return copy


def through_csv(path: Path) -> Path:
    """Convert a catalogue to CSV and back, which knows neither flags nor comments nor contexts."""
    tool("po2csv", path, "room.csv")
    tool("csv2po", "room.csv", "back.po")
    Path("back.po").replace("room.zh.po")
    return Path("room.zh.po")


def edit(path: Path, texts: dict[str, str], reviewed: bool = True) -> None:
    """Let a person translate entries in an editor."""
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid]
            entry.flags = [] if reviewed else ["fuzzy"]
    file.save()


def entries(path: Path = CATALOGUE) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def counts(here: Here) -> dict[str, int]:
    found = json.loads(here.run("po", "status", CATALOGUE, "--json").stdout)["total"]
    return {**found["segments"], "unchanged": found["approved_unchanged"]}


# Machine text is a machine's


def test_a_round_through_csv_reviews_nothing(went: Path, here: Here) -> None:
    before = CATALOGUE.read_bytes()
    done = here.run("po", "import", through_csv(went))
    assert (done.returncode, CATALOGUE.read_bytes()) == (0, before)
    assert "0 approved as is, 4 unchanged texts not taken as reviewed" in done.stdout
    assert "--approve-unchanged" in done.stderr
    assert here.run("po", "apply", "room.md", "--to", "zh").returncode == 2
    assert here.run("po", "import", went, "--approve-unchanged").returncode == 0
    assert counts(here) == {"reviewed": 4, "machine": 0, "fuzzy": 0, "untranslated": 0, "unchanged": 4}
    assert here.run("po", "update", "room.md", "--to", "zh", "--quiet").returncode == 0
    for entry in entries().values():
        assert "machine text, approved unchanged, check" in entry.comment
        assert "dragoman" not in entry.tcomment


def test_what_was_edited_in_csv_is_a_persons_and_no_more(went: Path, here: Here) -> None:
    file = through_csv(went)
    edit(file, {CLERK: "办事员说，读者无需预约。"})
    assert here.run("po", "import", file, "--quiet").returncode == 0
    assert counts(here) == {"reviewed": 1, "machine": 3, "fuzzy": 0, "untranslated": 0, "unchanged": 0}


def test_a_catalogue_that_was_replaced_by_its_copy_through_csv(went: Path, here: Here) -> None:
    through_csv(went).replace(CATALOGUE)
    done = here.run("po", "update", "room.md", "--to", "zh")
    assert "4 machine texts have lost fuzzy at once" in done.stderr
    assert counts(here)["machine"] == 4
    assert all(entry.msgctxt and "fuzzy" in entry.flags for entry in entries().values())
    assert here.run("po", "update", "room.md", "--to", "zh", "--quiet", "--approve-unchanged").returncode == 0
    assert counts(here)["unchanged"] == 4


def test_one_that_a_person_approved_in_an_editor_is_reviewed(went: Path, here: Here) -> None:
    edit(CATALOGUE, {CLERK: entries()[CLERK].msgstr})
    assert here.run("po", "update", "room.md", "--to", "zh", "--quiet").returncode == 0
    assert counts(here) == {"reviewed": 1, "machine": 3, "fuzzy": 0, "untranslated": 0, "unchanged": 0}


@pytest.mark.office
def test_what_omegat_fills_in_from_our_tmx_is_no_review(went: Path, here: Here, tmp_path: Path) -> None:
    assert here.run("translate", "room.md", "--to", "zh", "--formats", "tmx", "--tmx-machine", "-q").returncode == 0
    done = translate_with_omegat(tmp_path / "omegat", [went], Path("out/room.zh.tmx"))
    result = here.run("po", "import", done / "target" / went.name)
    assert result.returncode == 0, result.stderr
    assert counts(here)["machine"] == 4


def test_the_tmx_for_translators_has_no_machine_text(went: Path, here: Here) -> None:
    edit(CATALOGUE, {CLERK: "办事员说，读者无需预约。"})
    assert here.run("translate", "room.md", "--to", "zh", "--formats", "tmx", "-q").returncode == 0
    assert re.findall("<seg>(.*?)</seg>", Path("out/room.zh.tmx").read_text("utf-8")) == [
        CLERK,
        "办事员说，读者无需预约。",
    ]


@pytest.mark.parametrize("past", [True, False], ids=["past known", "past lost"])
def test_a_tool_that_drops_comments_makes_nobodys_draft(past: bool, went: Path, here: Here) -> None:
    if not past:
        shutil.rmtree(CATALOGUE.with_name(".dragoman"))
    tool("pocommentclean", "locales")
    assert "# dragoman" not in CATALOGUE.read_text("utf-8")
    assert counts(here)["machine"] == 4
    assert here.run("po", "update", "room.md", "--to", "zh", "--quiet").returncode == 0
    assert CATALOGUE.read_text("utf-8").count("# dragoman") == 4


# Newer work


def test_what_the_translator_did_not_touch_does_not_replace_newer_work(went: Path, here: Here) -> None:
    """The file that went out holds a reviewed text, which somebody improves while it is away."""
    edit(CATALOGUE, {CLERK: "职员称读者不用预约。"})
    assert here.run("po", "update", "room.md", "--to", "zh", "--quiet").returncode == 0
    went.write_bytes(CATALOGUE.read_bytes())
    edit(CATALOGUE, {CLERK: "办事员说，读者无需预约。"})
    edit(went, {LETTERS: "私人寄存的信件，经物主同意方可阅。"})
    done = here.run("po", "import", went, "--on-conflict", "take")
    assert done.returncode == 0, done.stdout
    assert entries()[CLERK].msgstr == "办事员说，读者无需预约。"
    assert entries()[LETTERS].msgstr == "私人寄存的信件，经物主同意方可阅。"


@pytest.mark.parametrize("base", ["sent.po", "HEAD"])
def test_the_version_that_went_out_can_be_named(base: str, went: Path, here: Here) -> None:
    """Nothing dragoman has seen: the text was written, sent and replaced between two runs."""
    edit(CATALOGUE, {CLERK: "职员称读者不用预约。", LETTERS: "家信不开放。"})
    went.write_bytes(CATALOGUE.read_bytes())
    Path("sent.po").write_bytes(CATALOGUE.read_bytes())
    git = ("git", "-c", "user.name=Lin", "-c", "user.email=lin@a.example")
    for command in (["init", "-q"], ["add", CATALOGUE], ["commit", "-qm", "sent"]):
        subprocess.run([*git, *command], check=True)
    edit(CATALOGUE, {CLERK: "办事员说，读者无需预约。", LETTERS: "私人信件暂不开放。"})
    edit(went, {LETTERS: "私人寄存的信件，经物主同意方可阅。"})
    kept = here.run("po", "import", went, "--base", base)
    assert (kept.returncode, kept.stdout.count("  conflict  ")) == (1, 1)
    taken = here.run("po", "import", went, "--base", base, "--on-conflict", "take")
    assert (taken.returncode, taken.stdout.count("  replaced  ")) == (0, 1)
    assert entries()[CLERK].msgstr == "办事员说，读者无需预约。"
    letters = entries()[LETTERS]
    assert letters.msgstr == "私人寄存的信件，经物主同意方可阅。"
    assert letters.tcomment == "replaced by room.zh.po: 私人信件暂不开放。"


def test_who_translated_is_kept(went: Path, here: Here) -> None:
    file = polib.pofile(str(went))
    file.metadata |= {
        "Last-Translator": "Lin Wen <lin@archive.example>",
        "Language-Team": "Archive <desk@archive.example>",
        "PO-Revision-Date": "2025-04-01 10:00+0800",
    }
    file.save()
    before = CATALOGUE.read_bytes()
    assert here.run("po", "import", went, "--quiet").returncode == 0
    assert CATALOGUE.read_bytes() == before, "nobody has worked on it"
    edit(went, {CLERK: "办事员说，读者无需预约。"})
    assert here.run("po", "import", went, "--quiet", "--credit").returncode == 0
    assert file.metadata.items() <= {**file.metadata, **polib.pofile(str(CATALOGUE)).metadata}.items()
    said = polib.pofile(str(CATALOGUE)).metadata
    assert [said[name] for name in ("Last-Translator", "Language-Team", "PO-Revision-Date")] == [
        "Lin Wen <lin@archive.example>",
        "Archive <desk@archive.example>",
        "2025-04-01 10:00+0800",
    ]
    assert entries()[CLERK].tcomment == "Translator: Lin Wen <lin@archive.example>, 2025-04-01"


# Odd files


def test_our_notes_do_not_come_back_as_comments_through_xliff(went: Path, here: Here) -> None:
    assert here.run("translate", "room.md", "--to", "zh", "--formats", "xliff", "--xliff", "1.2", "-q").returncode == 0
    tool("xliff2po", "out/room.zh.xliff", went)
    edit(went, {CLERK: "办事员说，读者无需预约。"})
    assert here.run("po", "import", went, "--quiet").returncode == 0
    assert entries()[CLERK].msgstr == "办事员说，读者无需预约。"
    assert [entry.tcomment for entry in entries().values() if "dragoman:" not in entry.tcomment] == [""]


def test_what_msgcat_puts_together_is_never_printed(went: Path, here: Here) -> None:
    for path, text in ((went, "办事员说，读者无需预约。"), (CATALOGUE, "职员称读者不用预约。")):
        edit(path, {CLERK: text})
    tool("msgcat", CATALOGUE, went, "-o", "both.po")
    assert "#-#-#-#-#" in entries(Path("both.po"))[CLERK].msgstr
    shutil.copy("both.po", CATALOGUE)
    for use in ("reviewed,draft,machine,memory", "reviewed"):
        done = here.run("po", "apply", "room.md", "--to", "zh", "--use", use, "--missing", "source")
        assert done.returncode == 0, done.stderr
        assert "#-#-#" not in Path("finished/room.zh.md").read_text("utf-8")
    assert here.run("translate", "room.md", "--to", "zh", "-q").returncode == 0
    kept = entries()[CLERK].msgstr
    assert "办事员说，读者无需预约。" in kept
    assert "职员称读者不用预约。" in kept
    assert "#-#-#" not in Path("out/room.zh.txt").read_text("utf-8")
    shutil.copy("both.po", went)
    assert "msgcat put together" in here.run("po", "import", went).stderr
    edit(went, {CLERK: "读者无需预约。"})
    assert here.run("po", "import", went, "--quiet").returncode == 0
    assert entries()[CLERK].msgstr == "读者无需预约。"
    assert "办事员说，读者无需预约。" in entries()[CLERK].tcomment


@pytest.mark.parametrize("how", ["old Mac", "called Latin-1"])
def test_files_that_were_saved_oddly_are_read_rightly(how: str, went: Path, here: Here) -> None:
    edit(CATALOGUE, {CLERK: "办事员说，读者无需预约。"})
    text = CATALOGUE.read_bytes()
    text = text.replace(b"\n", b"\r") if how == "old Mac" else text.replace(b"charset=UTF-8", b"charset=ISO-8859-1")
    CATALOGUE.write_bytes(text)
    assert here.run("po", "update", "room.md", "--to", "zh", "-q").returncode == 0
    assert entries()[CLERK].msgstr == "办事员说，读者无需预约。"
    assert counts(here)["reviewed"] == 1


def test_a_catalogue_without_contexts_keeps_what_people_wrote(went: Path, here: Here) -> None:
    edit(CATALOGUE, {CLERK: "办事员说，读者无需预约。"})
    text = CATALOGUE.read_text("utf-8")
    CATALOGUE.write_text(re.sub(r"^msgctxt .*\n", "", text, flags=re.MULTILINE), "utf-8")
    assert here.run("po", "update", "room.md", "--to", "zh", "-q").returncode == 0
    assert counts(here) == {"reviewed": 1, "machine": 3, "fuzzy": 0, "untranslated": 0, "unchanged": 0}
    assert {entry.msgctxt for entry in entries().values()} == {"heading", "paragraph"}


# Memory


def test_what_a_report_has_dropped_is_remembered(went: Path, here: Here) -> None:
    edit(CATALOGUE, {CLERK: "办事员说，读者无需预约。"})
    Path("room.md").write_text(REPORT.replace(CLERK, ""), "utf-8")
    assert here.run("po", "update", "room.md", "--to", "zh", "-q").returncode == 0
    assert "#~ msgid" in CATALOGUE.read_text("utf-8")
    assert "room (obsolete)" in here.run("memory", "search", "appointment", "--to", "zh").stdout
    assert here.run("memory", "export", "all.tmx", "--to", "zh", "-q").returncode == 0
    assert 'type="x-obsolete"' in Path("all.tmx").read_text("utf-8")
    Path("other.md").write_text(f"{CLERK}\n", "utf-8")
    assert here.run("po", "update", "other.md", "--to", "zh", "-q").returncode == 0
    [entry] = entries(CATALOGUE.with_name("other.po")).values()
    assert entry.msgstr == "办事员说，读者无需预约。"
    assert "fuzzy" in entry.flags
    assert "recalled from room (obsolete)" in entry.tcomment


# One text, two places


def test_one_sentence_in_two_places_is_stored_twice(here: Here, tmp_path: Path) -> None:
    said = "It was closed."
    Path("room.md").write_text(f"The archive was old.\n\n{said}\n\nThe mill was new.\n\n{said}\n", "utf-8")
    command = ("translate", "room.md", "--to", "zh", "--formats", "jsonl,po,xliff", "--xliff", "1.2", "-q")
    assert here.run(*command).returncode == 0
    path = Path("out/room.zh.xliff")
    store = xliff.Xliff1File.parsefile(str(path))  # type: ignore[no-untyped-call]
    first, second = (unit for unit in store.units if unit.source == said)
    first.target, second.target = "档案馆关闭了。", "磨坊停工了。"
    for unit in (first, second):
        unit.markfuzzy(False)
        unit.markapproved()
    store.savefile(str(path))
    done = here.run("po", "import", path)
    assert (done.returncode, "stored separately" in done.stdout) == (0, True), done.stdout
    texts = {"paragraph": "档案馆关闭了。", "paragraph after: The mill was new.": "磨坊停工了。"}

    def held() -> dict[str | None, str]:
        file = polib.pofile(str(CATALOGUE))
        return {one.msgctxt: one.msgstr for one in file if one.msgid == said and not one.obsolete}

    assert held() == texts
    again = here.run("po", "import", path)
    assert (again.returncode, "stored separately" in again.stdout) == (0, False), again.stdout
    for report in (Path("room.md").read_text("utf-8"), Path("room.md").read_text("utf-8").replace("was new", "is new")):
        Path("room.md").write_text(report, "utf-8")
        assert here.run("po", "update", "room.md", "--to", "zh", "-q").returncode == 0
        assert held() == texts
        done = here.run("po", "apply", "room.md", "--to", "zh", "--missing", "source")
        assert done.returncode == 0, done.stderr
        finished = Path("finished/room.zh.md").read_text("utf-8")
        assert finished.index("档案馆关闭了。") < finished.index("磨坊停工了。")
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", CATALOGUE], check=True)
