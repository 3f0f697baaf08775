"""Caches that are damaged, full, somebody else's or not to be had: a run does without them or makes them anew."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.exchange.pages import environment
from running import Here, files

HALL = "The archive opened a reading hall on May 3."
TRANSLATED = "档案馆于5月3日启用阅览室。"


@pytest.fixture
def cache(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that a run has filled, and a project with a reviewed translation; the package is that of all tests."""
    shared = Path(os.environ["DRAGOMAN_CACHE"]) / "packages"
    own = tmp_path / "cache"
    own.mkdir()
    shared.mkdir(parents=True, exist_ok=True)
    (own / "packages").symlink_to(shared)
    monkeypatch.setenv("DRAGOMAN_CACHE", str(own))
    environment.cache_clear()
    (tmp_path / "hall.txt").write_text(f"{HALL}\n\nRice prices fell again.\n", "utf-8")
    assert translate(here, "hall.txt") == 0
    po = tmp_path / "locales" / "zh_CN" / "LC_MESSAGES" / "hall.po"
    text = po.read_text("utf-8")
    head, found, tail = text.partition(f'msgid "{HALL}"\n')
    _, _, rest = tail.partition("\n")
    po.write_text(f'{head.rpartition("#, fuzzy")[0]}msgctxt "paragraph"\n{found}msgstr "{TRANSLATED}"\n{rest}', "utf-8")
    (tmp_path / "next.txt").write_text(f"{HALL}\n\nWheat prices rose.\n", "utf-8")
    assert translate(here, "next.txt") == 0
    once = {"words", "memo"}  # read once in the life of a process, which may have been in another test
    assert {path.name for path in own.iterdir()} - once == {
        "packages",
        "translations.sqlite",
        "memory",
        "templates",
        "sound",
        "patterns",
        "relations",
    }
    return own


def translate(here: Here, report: str, *, says: str = "") -> int:
    done = here.translate(report, "--quiet", "--fail-on", "never")
    assert says in done.stderr
    assert "internal error" not in done.stderr
    environment.cache_clear()
    return done.returncode


def sound(here: Here, tmp_path: Path) -> None:
    """All commands that use caches do what they do without any."""
    out = files(tmp_path / "out")
    locales = files(tmp_path / "locales")
    shutil.rmtree(tmp_path / "out")
    assert translate(here, "next.txt") == 0
    assert files(tmp_path / "out").items() <= out.items()
    assert files(tmp_path / "locales") == locales
    apart = ("--out", "apart", "--locales", "apart", "--formats", "txt,po")  # without what is in the catalogues
    assert here.translate("next.txt", *apart, "--quiet", "--fail-on", "never").returncode == 0
    assert (tmp_path / "apart" / "next.zh.txt").read_bytes() != b""
    shutil.rmtree("apart")
    found = here.run("memory", "search", "reading hall", "--to", "zh", "--json")
    assert [json.loads(line)["target"] for line in found.stdout.splitlines()] == [TRANSLATED]
    assert here.run("memory", "export", "-", "--to", "zh").returncode == 0


def garbled(path: Path) -> None:
    """All but the first page is noise."""
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def text(path: Path) -> None:
    path.write_bytes(b"this is no database\n" * 400)


def other_tables(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for [name] in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if not name.startswith(("sqlite_", "word_")):
                connection.execute(f"DROP TABLE {name}")
        connection.execute("CREATE TABLE entry (other INTEGER)")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def other_values(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'entry'").fetchone():
            for number, value in enumerate(
                ('"text"', "[]", "[1, 2, 3]", '["法", "x", []]', '["法", 0, ["no rung"]]', "{}")
            ):
                connection.execute("UPDATE entry SET value = ? WHERE rowid % 6 = ?", (value, number))
    connection.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("kind", "harm"),
    [
        *(("translations.sqlite", harm) for harm in (garbled, other_tables, other_values)),
        *(("memory/*.sqlite", harm) for harm in (garbled, cut, other_tables, folder)),
    ],
)
def test_a_harmed_database_is_no_harm(
    here: Here, tmp_path: Path, cache: Path, kind: str, harm: Callable[[Path], None]
) -> None:
    [path] = cache.glob(kind)
    harm(path)
    sound(here, tmp_path)
    if harm is not folder:
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


@pytest.mark.parametrize("harm", [garbled, text])
def test_harmed_templates_are_compiled_again(
    here: Here, tmp_path: Path, cache: Path, harm: Callable[[Path], None]
) -> None:
    for path in (cache / "templates").iterdir():
        path.write_bytes(path.read_bytes() * 2)
        harm(path)
        if harm is garbled:
            path.write_bytes(path.read_bytes()[:12] + b"\x80\x04\x95\xff" + path.read_bytes()[16:])
    sound(here, tmp_path)


def test_a_cache_that_cannot_be_made_is_done_without(here: Here, tmp_path: Path, cache: Path) -> None:
    for name in ("memory", "templates", "translations.sqlite"):
        path = cache / name
        if path.is_dir():
            shutil.rmtree(path)
            path.write_bytes(b"")
        else:
            path.unlink()
            path.mkdir()
    sound(here, tmp_path)
    archive = here.translate("next.txt", "hall.txt", "--jobs", "2", "--quiet", "--fail-on", "never", "--formats", "txt")
    assert (archive.returncode, archive.stderr) == (0, "")


def test_a_full_disk_is_done_without(
    here: Here, tmp_path: Path, cache: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small_disk / "packages").symlink_to((cache / "packages").readlink())
    monkeypatch.setenv("DRAGOMAN_CACHE", str(small_disk))
    environment.cache_clear()
    (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    sound(here, tmp_path)
    (small_disk / "filler").write_bytes(b"")
    sound(here, tmp_path)


def test_a_locked_memory_is_done_without_and_stays(
    here: Here, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.memory.store._BUSY_SECONDS", 0.1)
    [path] = cache.glob("memory/*.sqlite")
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    before = path.stat().st_ino
    found = here.run("memory", "search", "reading hall", "--to", "zh", "--json")
    assert json.loads(found.stdout)["target"] == TRANSLATED
    assert path.stat().st_ino == before
    other.close()


@pytest.mark.usefixtures("cache")
def test_a_pipe_among_the_catalogues_is_passed_over(here: Here, tmp_path: Path) -> None:
    place = tmp_path / "locales" / "zh_CN" / "LC_MESSAGES"
    os.mkfifo(place / "pipe.po")
    os.mkfifo(place / "report.po")
    assert here.run("memory", "search", "reading hall", "--to", "zh").returncode == 0
    (tmp_path / "report.txt").write_text("Ships came in.\n", "utf-8")
    for command in (
        ["translate", "report.txt", "--to", "zh", "--engine", "none"],
        ["po", "update", "report.txt", "--to", "zh", "--engine", "none"],
        ["po", "apply", "report.txt", "--to", "zh"],
        ["po", "status"],
        ["po", "check"],
        ["po", "import", str(place / "pipe.po"), "--to", "zh"],
    ):
        done = here.run(*command)
        assert done.returncode == (1 if "check" in command else 2), command
        assert re.search("is a pipe, not a file|is not a file", done.stdout + done.stderr), command
        assert done.stderr.count("\n") == ("check" not in command)
