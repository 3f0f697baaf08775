"""Catalogues on branches of a repository: real `git merge`, with `dragoman po merge` as its driver and without."""

import subprocess
import sys
from pathlib import Path

import polib
import pytest

from running import Here, environment

SENTENCES = [f"The {name} opened its doors to readers that year." for name in ["archive", "museum", "harbour", "mill"]]
CATALOGUE = Path("locales/zh_CN/LC_MESSAGES/room.po")


def git(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    command = ["git", "-c", "user.name=Lin", "-c", "user.email=lin@archive.example", *arguments]
    return subprocess.run(command, check=check, capture_output=True, text=True, env=environment())


def update(here: Here, sentences: list[str], *options: str) -> None:
    Path("room.txt").write_text("\n\n".join(sentences) + "\n", "utf-8")
    assert here.run("po", "update", "room.txt", "--to", "zh", "-q", *options).returncode == 0


def commit(said: str) -> None:
    git("add", "-A")
    git("commit", "-qm", said)


def translate(texts: dict[str, str]) -> None:
    file = polib.pofile(str(CATALOGUE))
    for entry in file:
        if entry.msgid in texts:
            entry.msgstr, entry.flags = texts[entry.msgid], []
    file.save()


def entries() -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}


@pytest.fixture
def repository(here: Here, tmp_path: Path) -> Path:
    git("init", "-q", "-b", "main")
    Path(".gitattributes").write_text("*.po merge=dragoman\n*.pot merge=dragoman\n", "utf-8")
    git("config", "merge.dragoman.driver", f"{sys.executable} -m dragoman po merge %O %A %B")
    update(here, SENTENCES)
    commit("first")
    return tmp_path


@pytest.mark.parametrize("location", ["file", "full"])
def test_a_branch_that_gained_a_paragraph_merges_without_line_numbers(
    location: str, here: Here, repository: Path
) -> None:
    """As Git merges lines, without the driver."""
    Path(".gitattributes").unlink()
    update(here, SENTENCES, "--add-location", location)
    translate({SENTENCES[0]: "档案馆当年向读者开放。"})
    commit("before")
    git("checkout", "-qb", "branch")
    update(here, ["A new paragraph stands first.", *SENTENCES], "--add-location", location)
    commit("gained one")
    git("checkout", "-q", "main")
    translate({SENTENCES[3]: "磨坊当年向读者开放。"})
    commit("translated")
    done = git("merge", "branch", check=False)
    assert (done.returncode == 0) == (location == "file"), done.stdout
    assert ("<<<<" in CATALOGUE.read_text("utf-8")) == (location == "full")


def test_what_both_branches_did_is_there(here: Here, repository: Path) -> None:
    git("checkout", "-qb", "branch")
    update(here, ["A new paragraph stands first.", *SENTENCES[1:]])
    translate({SENTENCES[1]: "博物馆当年向读者开放。"})
    commit("theirs")
    git("checkout", "-q", "main")
    translate({SENTENCES[0]: "档案馆当年向读者开放。", SENTENCES[3]: "磨坊当年向读者开放。"})
    commit("ours")
    git("merge", "-q", "branch")
    found = entries()
    assert [found[text].msgstr for text in (SENTENCES[0], SENTENCES[1], SENTENCES[3])] == [
        "档案馆当年向读者开放。",
        "博物馆当年向读者开放。",
        "磨坊当年向读者开放。",
    ]
    assert found[SENTENCES[0]].obsolete, "theirs has dropped it, ours translated it"
    assert "fuzzy" in found["A new paragraph stands first."].flags
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", CATALOGUE], check=True)


def test_two_texts_for_one_entry_are_both_kept(here: Here, repository: Path) -> None:
    git("checkout", "-qb", "branch")
    translate({SENTENCES[1]: "博物馆当年向读者开放。"})
    commit("theirs")
    git("checkout", "-q", "main")
    translate({SENTENCES[1]: "那一年，博物馆迎来读者。"})
    commit("ours")
    assert git("merge", "branch", check=False).returncode == 1
    entry = entries()[SENTENCES[1]]
    assert "博物馆当年向读者开放。" in entry.msgstr
    assert "那一年，博物馆迎来读者。" in entry.msgstr
    assert "fuzzy" in entry.flags
    assert here.run("po", "update", "room.txt", "--to", "zh", "-q").returncode == 0
    assert entries()[SENTENCES[1]].msgstr == entry.msgstr


def test_how_a_file_is_wrapped_is_kept(here: Here, repository: Path) -> None:
    long = "The archive, " + "which the town had built beside the mill, " * 4 + "opened."
    update(here, [long, *SENTENCES], "--no-wrap")
    assert f'msgid "{long}"' in CATALOGUE.read_text("utf-8")
    before = CATALOGUE.read_bytes()
    update(here, [long, *SENTENCES])
    assert CATALOGUE.read_bytes() == before
