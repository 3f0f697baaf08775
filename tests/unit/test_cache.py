import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.files import cache as module
from dragoman.files.cache import Cache


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "translations.sqlite"


def stored(path: Path, *keys: str) -> dict[str, object]:
    cache = Cache(path)
    try:
        return cache.get(keys)
    finally:
        cache.close()


def store(path: Path, **values: object) -> None:
    cache = Cache(path)
    cache.put(values)
    cache.close()


def test_what_is_put_is_there_in_the_next_run(path: Path) -> None:
    value = ["最高人民检察院 \u2028\x00\U0001f642", -0.5, ["present", "inline"], None]
    store(path, a=value, b=1)
    assert stored(path, "a", "b", "c") == {"a": value, "b": 1}


def test_nothing_is_put_and_nothing_asked(path: Path) -> None:
    store(path)
    assert stored(path) == {}


def test_a_later_value_replaces_an_earlier_one(path: Path) -> None:
    store(path, a=1)
    store(path, a=2)
    assert stored(path, "a") == {"a": 2}


def test_the_oldest_entries_make_room(path: Path) -> None:
    keys = [f"key-{number:05}" for number in range(3000)]
    limit = 200_000
    for key in range(0, 3000, 500):
        cache = Cache(path, limit)
        cache.put(dict.fromkeys(keys[key : key + 500], "x" * 200))
        cache.close()
        assert path.stat().st_size <= limit
    kept = stored(path, *keys)
    assert 400 < len(kept) < 1000
    assert sorted(kept) == keys[-len(kept) :]


def test_an_entry_that_is_put_again_is_a_new_one(path: Path) -> None:
    keys = [f"key-{number:05}" for number in range(1000)]
    store(path, **dict.fromkeys(keys, "x" * 200))
    cache = Cache(path, 200_000)
    cache.put({keys[0]: "y", "new": "z"})
    assert set(cache.get([*keys, "new"])) > {keys[0], keys[-1], "new"}
    assert keys[1] not in cache.get(keys)
    cache.close()


def test_a_cache_without_room_keeps_nothing_and_makes_no_file(path: Path) -> None:
    cache = Cache(path, 0)
    cache.put({"a": 1})
    assert cache.get(["a"]) == {}
    cache.close()
    assert not path.parent.exists()


def test_a_closed_cache_is_empty_and_takes_nothing(path: Path) -> None:
    cache = Cache(path)
    cache.put({"a": 1})
    cache.close()
    cache.close()
    cache.put({"b": 1})
    assert cache.get(["a"]) == {}
    assert stored(path, "a", "b") == {"a": 1}


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\0" + b"\xff" * 4000, bytes(5000)])
def test_a_file_that_is_no_database_is_begun_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store(path, a=1)
    assert stored(path, "a") == {"a": 1}


@pytest.mark.parametrize("harm", ["cut", "overwritten"])
@pytest.mark.parametrize("first", ["get", "put"])
def test_a_database_that_proves_to_be_damaged_is_begun_anew(path: Path, harm: str, first: str) -> None:
    """The first page, which is all that opening reads, is sound."""
    store(path, **{f"key-{number}": "x" * 200 for number in range(500)})
    size = path.stat().st_size
    if harm == "cut":
        os.truncate(path, size // 3)
    else:
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\xa5" * (size - 4096))
    keys = [f"key-{number}" for number in range(500)]
    if first == "get":
        assert set(stored(path, *keys).values()) <= {"x" * 200}
    else:
        store(path, **dict.fromkeys(keys, "z"))
    store(path, a=1)
    assert stored(path, "a") == {"a": 1}


def test_an_entry_that_is_no_json_is_passed_over(path: Path) -> None:
    store(path, a=1, b=2)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE entry SET value = '[1, ' WHERE key = 'a'")
    connection.close()
    assert stored(path, "b") == {"b": 2}
    assert "a" not in stored(path, "a")


def test_a_locked_database_costs_time_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.1)
    store(path, a=1)
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    try:
        began = time.perf_counter()
        store(path, b=1)
        assert stored(path, "a") == {}
        assert time.perf_counter() - began < 5
    finally:
        other.close()
    assert stored(path, "a", "b") == {"a": 1}, "a locked cache is not damaged"


def test_a_database_that_is_locked_later_costs_time_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.1)
    store(path, a=1)
    cache = Cache(path)
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    cache.put({"b": 1})
    assert cache.get(["a"]) == {}
    other.close()
    cache.put({"c": 1})
    assert cache.get(["a", "b", "c"]) == {"a": 1, "c": 1}
    cache.close()


def test_a_place_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "cache.sqlite", tmp_path / "folder", Path(os.devnull) / "x"):
        store(path, a=1)
        assert stored(path, "a") == {}


def test_a_read_only_database_is_read(path: Path) -> None:
    store(path, a=1)
    path.chmod(0o400)
    assert stored(path, "a") == {"a": 1}
    store(path, b=1)
    assert stored(path, "a")["a"] == 1


@pytest.mark.parametrize("limit", [module.DEFAULT_BYTES, 30_000])
def test_processes_share_a_cache(path: Path, limit: int) -> None:
    """With little room each makes room all the time while the others write."""
    program = (
        "import sys; from pathlib import Path; from dragoman.files.cache import Cache;"
        f"cache = Cache(Path(sys.argv[1]), {limit}); name = sys.argv[2];"
        "[cache.put({f'{name}-{number}': 'x' * 100}) for number in range(40)]; cache.close()"
    )
    commands = [[sys.executable, "-c", program, str(path), name] for name in "xyz"]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]
    assert [process.communicate()[1] for process in running] == [b"", b"", b""]
    keys = [f"{name}-{number}" for name in "xyz" for number in range(40)]
    found = stored(path, *keys)
    assert set(found.values()) == {"x" * 100}
    assert len(found) == len(keys) if limit == module.DEFAULT_BYTES else path.stat().st_size <= limit
