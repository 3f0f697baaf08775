"""What translators use, on the PO files that `po update` writes: msgmerge, i18nspector, translate-toolkit, OmegaT."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from omegat import translate_with_omegat
from people import Key, key_of
from running import Here

REPORT = """\
# The reading room opens

The archive opened its new reading room on March 3, 2025, in the capital.

Readers may enter without an appointment, the clerk said.

Letters deposited by private families stay closed until their owners agree.

# What readers will find

Maps of the land survey are shown for the first time; the first map was drawn in 1912.
"""
AMENDED = REPORT.replace("March 3", "March 4").replace("may enter", "may now enter").replace("# What", "# Also what")
REVIEWED = {
    "The archive opened its new reading room on March 3, 2025, in the capital.": "2025年3月3日，首都启用新阅览室。",
    "Letters deposited by private families stay closed until their owners agree.": "私人寄存的信件，经物主同意方可阅。",
    "The reading room opens": "阅览室开放",
}
DRAFTS = {"Readers may enter without an appointment, the clerk said.": "办事员说，读者无需预约。"}


@pytest.fixture
def catalogue(here: Here, tmp_path: Path) -> Path:
    """A catalogue that a person has worked on, beside its report."""
    path = update(here, tmp_path, REPORT)
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgid in REVIEWED:
            entry.msgstr, entry.flags = REVIEWED[entry.msgid], []
        entry.msgstr = DRAFTS.get(entry.msgid, entry.msgstr)
    file.save()
    update(here, tmp_path, REPORT)
    return path


def update(here: Here, folder: Path, report: str, engine: str = "argos") -> Path:
    """Bring the catalogue of a report in `folder` up to date."""
    (folder / "room.md").write_text(report, "utf-8")
    done = here.run("po", "update", "room.md", "--to", "zh", "--quiet", "--engine", engine, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "locales" / "zh_CN" / "LC_MESSAGES" / "room.po"


def need(tool: str, package: str) -> None:
    if not shutil.which(tool):
        pytest.skip(f"no {tool} here; install the Debian package {package}")


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8", env=env, cwd=cwd)


def state(entry: polib.POEntry) -> tuple[str, bool]:
    return entry.msgstr, "fuzzy" in entry.flags


def states(path: Path) -> dict[Key, tuple[str, bool]]:
    return {key_of(entry): state(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}


def texts(entries: Iterable[polib.POEntry]) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in entries}


# gettext


def merged(catalogue: Path, template: Path) -> Path:
    need("msgmerge", "gettext")
    path = catalogue.with_name("merged.po")
    run("msgmerge", "--quiet", "--previous", "-o", path, catalogue, template)
    return path


def test_an_amended_catalogue_is_laid_out_as_gettext_lays_it_out(here: Here, catalogue: Path) -> None:
    need("msgcat", "gettext")
    for report in (AMENDED, REPORT, AMENDED.replace("clerk", "keeper")):
        path = update(here, catalogue.parents[3], report)
        text = path.read_text("utf-8")
        assert "\n#~ msgid" in text
        assert ("\n#| msgid" in text) == (report != REPORT)
        said = run("msgfmt", "-c", "-v", "-o", "/dev/null", path).stderr
        assert len(said.splitlines()) == 1, said
        if " 0.21" in run("msgcat", "--version").stdout.splitlines()[0]:
            assert run("msgcat", path).stdout == text


def test_msgmerge_has_nothing_to_add_to_an_update(here: Here, catalogue: Path) -> None:
    folder = catalogue.parents[3]
    path = update(here, folder, AMENDED)
    theirs = merged(path, folder / "locales" / "room.pot").read_text("utf-8")
    # The template knows the kinds of the texts, not the terms that they require.
    ours = re.sub(r"^#\. (?!kind: ).*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert theirs == ours


def test_msgmerge_and_an_update_agree(here: Here, catalogue: Path) -> None:
    folder = catalogue.parents[3]
    before = states(catalogue)
    kept = catalogue.read_bytes()
    ours = states(update(here, folder, AMENDED, "none"))
    catalogue.write_bytes(kept)
    theirs = states(merged(catalogue, folder / "locales" / "room.pot"))
    assert ours.keys() == theirs.keys()
    assert len(ours.keys() & before.keys()) == 3
    for key, found in ours.items():
        if key in before:
            assert found == theirs[key] == before[key]
        else:
            assert found[1] or not found[0]
            assert theirs[key][1] or not theirs[key][0]
    amended = [msgid for msgid in (*REVIEWED, *DRAFTS) if ("paragraph", msgid) not in ours and msgid not in REPORT]
    assert all((text, True) in ours.values() and (text, True) in theirs.values() for text in texts_of(amended))


def texts_of(msgids: Iterable[str]) -> list[str]:
    return [(REVIEWED | DRAFTS)[msgid] for msgid in msgids]


def test_what_msgmerge_made_fuzzy_is_not_overwritten(here: Here, catalogue: Path) -> None:
    """Also where a person had only cleared the flag, so that the text is the engine's to the letter."""
    folder = catalogue.parents[3]
    file = polib.pofile(str(catalogue))
    for entry in file:
        entry.flags = []
    file.save()
    update(here, folder, AMENDED, "none")
    file.save()
    path = merged(catalogue, folder / "locales" / "room.pot")
    theirs = states(path)
    assert any(fuzzy for _, fuzzy in theirs.values())
    path.replace(catalogue)
    assert states(update(here, folder, AMENDED)) == theirs


def test_what_msgmerge_gave_to_another_wording_is_translated_anew(here: Here, catalogue: Path) -> None:
    """Without --previous nothing but the check tells the engine's text for the old wording from one for the new."""
    need("msgmerge", "gettext")
    folder = catalogue.parents[3]
    kept = catalogue.read_bytes()
    fresh = states(update(here, folder, AMENDED))
    catalogue.write_bytes(kept)
    run("msgmerge", "--quiet", "--update", "--backup=none", catalogue, folder / "locales" / "room.pot")
    moved = {key: found for key, found in states(catalogue).items() if key not in states_of(kept, folder) and found[0]}
    heading = ("heading", "Also what readers will find")
    assert moved[heading][1]
    assert moved[heading] != fresh[heading]
    said = json.loads(here.run("po", "status", catalogue, "--json").stdout)["total"]["segments"]
    assert said["untranslated"] == 1
    after = states(update(here, folder, AMENDED))
    assert after[heading] == fresh[heading]
    theirs = {key: found for key, found in moved.items() if key != heading}
    assert len(theirs) == 2
    assert {key: after[key] for key in theirs} == theirs


def states_of(data: bytes, folder: Path) -> dict[Key, tuple[str, bool]]:
    (folder / "before.po").write_bytes(data)
    return states(folder / "before.po")


def test_i18nspector_finds_nothing_but_what_only_people_know(here: Here, catalogue: Path) -> None:
    need("i18nspector", "i18nspector")
    path = update(here, catalogue.parents[3], AMENDED)
    found = sorted(line.split(": ")[2].split(" ")[0] for line in run("i18nspector", path).stdout.splitlines())
    assert found == [
        "invalid-last-translator",
        "no-report-msgid-bugs-to-header-field",
        "no-version-in-project-id-version",
    ]
    file = polib.pofile(str(path))
    people = {
        "Project-Id-Version": "room 1.0",
        "Report-Msgid-Bugs-To": "desk@archive.org",
        "Last-Translator": "Lin Wen <lin@archive.org>",
    }
    file.metadata |= people
    file.save()
    path = update(here, catalogue.parents[3], REPORT)
    assert people.items() <= polib.pofile(str(path)).metadata.items()
    assert run("i18nspector", path).stdout == ""


# translate-toolkit


def toolkit(program: str, *arguments: str | Path) -> None:
    run(Path(sys.executable).with_name(program), "--progress=none", *arguments)


def test_pofilter_reads_a_catalogue(here: Here, catalogue: Path, tmp_path: Path) -> None:
    path = update(here, catalogue.parents[3], AMENDED)
    toolkit("pofilter", "--test=isfuzzy", path, tmp_path / "fuzzy.po")
    fuzzy = [entry for entry in polib.pofile(str(path)) if "fuzzy" in entry.flags and not entry.obsolete]
    assert texts(polib.pofile(str(tmp_path / "fuzzy.po"))) == texts(fuzzy)
    toolkit("pofilter", "--test=untranslated", path, tmp_path / "untranslated.po")
    assert not (tmp_path / "untranslated.po").exists()


def test_a_catalogue_comes_back_from_xliff(here: Here, catalogue: Path, tmp_path: Path) -> None:
    path = update(here, catalogue.parents[3], AMENDED)
    toolkit("po2xliff", path, tmp_path / "room.xlf")
    toolkit("xliff2po", tmp_path / "room.xlf", tmp_path / "back.po")
    # Contexts are dropped on the way, and what is obsolete comes back to life.
    back = {msgid: found for (_, msgid), found in states(tmp_path / "back.po").items()}
    assert back.items() >= {msgid: found for (_, msgid), found in states(path).items()}.items()


# OmegaT


@pytest.mark.office
def test_omegat_takes_the_catalogue_and_the_memory(here: Here, catalogue: Path, tmp_path: Path) -> None:
    done = here.run("memory", "export", "reviewed.tmx", "--to", "zh", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    gone, *left = REVIEWED
    file = polib.pofile(str(catalogue))
    for entry in file:
        entry.msgstr = entry.msgstr if entry.msgid != gone else ""
    file.save()
    project = translate_with_omegat(tmp_path, [catalogue], tmp_path / "reviewed.tmx")
    theirs = project / "target" / catalogue.name
    by_omegat = {entry.msgid: state(entry) for entry in polib.pofile(str(theirs))}
    assert by_omegat[gone] == (REVIEWED[gone], False)
    assert {msgid: by_omegat[msgid] for msgid in left} == {msgid: (REVIEWED[msgid], False) for msgid in left}
    # The file comes back without the texts of fuzzy entries: an import takes what OmegaT translated, and keeps those.
    before = states(catalogue)
    for name, options in ((theirs, ()), (project / "project-omegat.tmx", ("--to", "zh"))):
        done = here.run("po", "import", name, "--report", catalogue.stem, *options, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
    imported = states(catalogue)
    [filled] = [key for key in before if key[1] == gone]
    assert imported == before | {filled: (REVIEWED[gone], False)}
    # In the place of ours it is filled again, and nothing that is in it is changed.
    shutil.copy(theirs, catalogue)
    back = {msgid: found for (_, msgid), found in states(update(here, tmp_path, REPORT)).items()}
    assert {msgid: back[msgid] for msgid in REVIEWED} == {msgid: (text, False) for msgid, text in REVIEWED.items()}
    assert all(text for text, _ in back.values())
