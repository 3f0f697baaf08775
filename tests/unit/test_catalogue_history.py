"""How far a catalogue had come at each commit, asked of real repositories."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dragoman.po import history
from dragoman.po.history import History, read_history

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs the Debian package git")

HEADER = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
DAY = 24 * 3600
START = 1_767_225_600
"""1 January 2026, in seconds."""

Commit = Callable[..., None]


def catalogue(reviewed: int, of: int = 4) -> str:
    """Return a PO file in which so many of the one-word entries are reviewed."""
    entries = [f'msgid "word{n}"\nmsgstr "词{n}"\n' for n in range(of)]
    return "\n".join([HEADER, *entries[:reviewed], *(f"#, fuzzy\n{entry}" for entry in entries[reviewed:])])


def git(*arguments: str, day: int = 0) -> None:
    who = {f"GIT_{role}_{field}": "x" for role in ("AUTHOR", "COMMITTER") for field in ("NAME", "EMAIL")}
    when = {f"GIT_{role}_DATE": f"{START + day * DAY} +0000" for role in ("AUTHOR", "COMMITTER")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], env={**os.environ, **who, **when, **alone}, check=True, capture_output=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The place of a catalogue in a repository."""
    git("init", "-q", "-b", "main", ".")
    folder = tmp_path / "locales" / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "report.po"


def commit(path: Path, text: str, day: int) -> None:
    path.write_text(text, "utf-8")
    git("add", "-A")
    git("commit", "-qm", f"day {day}", day=day)


def shares(found: History) -> list[float]:
    return [milestone.reviewed for milestone in found.milestones]


def test_each_commit_counts_with_its_date(path: Path) -> None:
    for day, reviewed in enumerate((0, 1, 1, 4)):
        commit(path, catalogue(reviewed) + f"# {day}\n", day)
        (path.parent / "other.po").write_text(catalogue(day))
        git("add", "-A")
        git("commit", "-qm", "another file", day=day)
    found = read_history(path)
    assert shares(found) == [0, 0.25, 0.25, 1]
    assert [milestone.time for milestone in found.milestones] == [
        datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3, 4)
    ]
    assert (found.commits, found.cut_off) == (4, False)
    assert read_history(path) == found


def test_what_is_not_committed_is_no_history(path: Path) -> None:
    path.write_text(catalogue(1))
    assert read_history(path) == History()
    commit(path, catalogue(1), 0)
    path.write_text(catalogue(4))
    assert shares(read_history(path)) == [0.25]


@pytest.mark.parametrize(
    "name", [":(top)x.po", "a b\nc.po", ':100644 "q".po', "-p.po", "\x01 1.po", "é*[.po", "报告.po"]
)
def test_a_file_of_any_name_is_followed_through_its_renaming(path: Path, name: str) -> None:
    commit(path, catalogue(0, 20), 0)
    commit(path, catalogue(5, 20), 1)
    renamed = path.with_name(name)
    path.rename(renamed)
    commit(renamed, catalogue(10, 20), 2)
    commit(renamed, catalogue(20, 20), 3)
    assert shares(read_history(renamed)) == [0, 0.25, 0.5, 1]


def test_of_many_commits_a_spread_is_taken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_POINTS", 5)
    for day in range(12):
        commit(path, catalogue(day, 11), day)
    found = read_history(path)
    assert shares(found) == [share / 11 for share in (0, 3, 6, 8, 11)]
    assert found.commits == 12
    monkeypatch.setattr(history, "_MOST_BYTES", 2 * (path.stat().st_size + 200))
    assert shares(read_history(path)) == [0, 1]
    monkeypatch.setattr(history, "_MOST_BYTES", 100)
    assert read_history(path).milestones == ()


def test_versions_that_are_no_catalogue_are_passed_over(path: Path) -> None:
    commit(path, catalogue(1), 0)
    commit(path, catalogue(2) + "<<<<<<< HEAD\nmsgid\n", 1)
    path.unlink()
    path.symlink_to("elsewhere.po")
    git("add", "-A")
    git("commit", "-qm", "a link", day=2)
    path.unlink()
    commit(path, catalogue(4), 3)
    assert shares(read_history(path)) == [0.25, 1]


def test_a_shallow_clone_says_that_it_is_cut_off(path: Path, tmp_path: Path) -> None:
    for day in range(3):
        commit(path, catalogue(day), day)
    git("clone", "-q", "--depth", "1", tmp_path.as_uri(), "clone")
    found = read_history(tmp_path / "clone" / path.relative_to(tmp_path))
    assert shares(found) == [0.5]
    assert found.cut_off


def test_merges_and_clocks_that_differ_do_no_harm(path: Path) -> None:
    commit(path, catalogue(0), 5)
    git("checkout", "-qb", "side")
    commit(path, catalogue(2), 3)
    git("checkout", "-q", "main")
    (path.parent / "other.txt").write_text("x")
    git("add", "-A")
    git("commit", "-qm", "main goes on", day=6)
    git("merge", "-q", "--no-ff", "side", "-m", "merge", day=7)
    found = read_history(path)
    assert shares(found) == [0.5, 0]
    assert [milestone.time.day for milestone in found.milestones] == [4, 6]


def test_no_repository_no_git_and_a_damaged_one(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(path, catalogue(1), 0)
    assert read_history(tmp_path / "nowhere" / "report.po") == History()
    objects = tmp_path / ".git" / "objects"
    objects.rename(tmp_path / "elsewhere")
    assert read_history(path) == History()
    (tmp_path / "elsewhere").rename(objects)
    assert shares(read_history(path)) == [0.25]
    monkeypatch.setenv("GIT_DIR", "/nowhere")  # as in a hook of another repository
    assert shares(read_history(path)) == [0.25]
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert read_history(path) == History()


def test_git_is_not_waited_for_forever(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(path, catalogue(1), 0)
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(history, "_SECONDS", 0.2)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    began = time.monotonic()
    assert read_history(path) == History()
    assert time.monotonic() - began < 30


def test_a_repository_cannot_make_git_run_a_program(path: Path, tmp_path: Path) -> None:
    commit(path, catalogue(1), 0)
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/caught'\n")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "gpg.program", "core.pager", "diff.external", "core.sshCommand"):
        git("config", name, str(trap))
    git("config", "log.showSignature", "true")
    assert shares(read_history(path)) == [0.25]
    assert not (tmp_path / "caught").exists()
