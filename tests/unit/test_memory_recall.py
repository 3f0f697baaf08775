"""The memory: exact recall, suggestions, concordance, and its database, which may be old, damaged or shared."""

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import CatalogueError
from dragoman.memory import MemoryFile, MemoryStore, Recall
from dragoman.model import Suggestion, Unit
from dragoman.text.similarity import similarity


def unit(source: str, target: str = "", kind: str = "paragraph", state: str = "reviewed") -> Unit:
    assert state in ("reviewed", "draft", "machine", "memory", "none")
    return Unit(kind, source, target or source.upper(), state)  # type: ignore[arg-type]


SPRING = [unit("a"), unit("rice", "spring rice"), unit("b", state="draft"), unit("rice", "spring heading", "heading")]
AUTUMN = [unit("x"), unit("rice", "autumn rice"), unit("y")]


def files(folder: Path, **reports: Sequence[Unit]) -> list[MemoryFile]:
    made = []
    for label, units in reports.items():
        path = folder / f"{label}.po"
        path.write_text("\n".join(repr(one) for one in units))
        made.append(MemoryFile(path, label, lambda units=units: units))  # type: ignore[misc]
    return made


def store_of(folder: Path, path: Path | None = None, **reports: Sequence[Unit]) -> MemoryStore:
    store = MemoryStore(path)
    assert store.refresh(files(folder, **reports)) == []
    return store


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("paragraph", "a", "b", Recall("spring rice", "spring", True)),
        ("heading", "x", "y", Recall("autumn rice", "autumn", True)),
        ("paragraph", "a", "y", Recall("autumn rice", "autumn", False)),
        ("heading", "a", "y", Recall("spring heading", "spring", False)),
        ("heading", "b", None, Recall("spring heading", "spring", True)),
        ("caption", None, None, Recall("autumn rice", "autumn", False)),
    ],
)
def test_context_then_kind_then_name(
    kind: str, before: str | None, after: str | None, expected: Recall, tmp_path: Path
) -> None:
    store = store_of(tmp_path, spring=SPRING, autumn=AUTUMN)
    assert store.recall(kind, "rice", before, after) == expected
    assert len(store) == 6


@pytest.mark.parametrize("text", ["b", "Rice", "rice ", ""])
def test_only_reviewed_and_exact(text: str, tmp_path: Path) -> None:
    assert store_of(tmp_path, spring=SPRING).recall("paragraph", text, None, None) is None


def test_a_report_does_not_recall_itself(tmp_path: Path) -> None:
    store = store_of(tmp_path, spring=SPRING)
    assert store.recall("paragraph", "rice", None, None, besides="spring") is None
    assert store.suggest("rice is", besides="spring") == []


def test_text_that_stands_alone_has_no_context(tmp_path: Path) -> None:
    store = store_of(tmp_path, one=[unit("rice")])
    assert store.recall("paragraph", "rice", None, None) == Recall("RICE", "one", False)


HALL = unit("The archive opened a reading hall on May 3.", "档案馆于5月3日启用阅览室。")
CHINESE = unit("档案馆于5月3日启用阅览室。", "The archive opened a reading hall on May 3.")


def test_what_is_alike_is_suggested(tmp_path: Path) -> None:
    store = store_of(tmp_path, fair=[HALL, unit("Rice prices fell."), CHINESE])
    [found] = store.suggest("The archive opened a new reading hall on May 4.")
    assert found == Suggestion(HALL.source, HALL.target, "fair", similarity(HALL.source, found.source) and found.score)
    assert 0.75 <= found.score < 1
    assert store.suggest(HALL.source) == []  # the same text is recalled, not suggested
    assert store.suggest("Nothing of this kind was ever said.") == []
    [chinese] = store.suggest("档案馆于5月4日启用了阅览室。")
    assert chinese.source == CHINESE.source


def test_words_that_every_text_has_do_not_hide_what_is_alike(tmp_path: Path) -> None:
    many = [unit(f"The archive opened hall number {number}.") for number in range(9_000)]
    store = store_of(tmp_path, fair=many)
    assert (
        store.suggest("The archive opened hall number 8123 today.")[0].source == "The archive opened hall number 8123."
    )
    assert store.suggest("The archive opened hall number X.")[0].score > 0.75


def test_concordance_finds_words_in_source_and_target(tmp_path: Path) -> None:
    store = store_of(tmp_path, fair=[HALL, unit("Rice prices fell.", "米价下跌。")])
    assert [one.unit.source for one in store.search("Reading HALL")] == [HALL.source]
    assert [one.unit.source for one in store.search("阅览室")] == [HALL.source]
    assert [one.unit.target for one in store.search("米价")] == ["米价下跌。"]
    assert store.search("hall reading") == []
    assert store.search('"') == store.search("") == []
    assert len(store.search("a", limit=1)) == 1


def test_the_database_follows_the_files(tmp_path: Path) -> None:
    database = tmp_path / "cache" / "m.sqlite"
    store_of(tmp_path, database, spring=SPRING, autumn=AUTUMN).close()
    never = [
        MemoryFile(tmp_path / f"{label}.po", label, lambda: pytest.fail("read again though nothing changed"))
        for label in ("spring", "autumn")
    ]
    store = MemoryStore(database)
    assert store.refresh(never) == []
    assert len(store) == 6
    assert store.refresh(files(tmp_path, spring=[unit("new")])) == []
    assert [one.unit.source for one in store.units()] == ["new"]
    assert store.search("rice") == []
    assert store.recall("paragraph", "rice", None, None) is None


def test_a_file_that_cannot_be_read_is_told_and_the_others_count(tmp_path: Path) -> None:
    def broken() -> Sequence[Unit]:
        raise CatalogueError("bad.po:3: syntax error")

    (tmp_path / "bad.po").write_text("x")
    store = MemoryStore(None)
    problems = store.refresh([MemoryFile(tmp_path / "bad.po", "bad", broken), *files(tmp_path, spring=SPRING)])
    assert problems == ["bad.po:3: syntax error (not used as memory)"]
    assert len(store) == 3


@pytest.mark.parametrize("content", [b"", b"no database at all" * 300, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_database_is_begun_anew(content: bytes, tmp_path: Path) -> None:
    database = tmp_path / "m.sqlite"
    database.write_bytes(content)
    assert len(store_of(tmp_path, database, spring=SPRING)) == 3


def test_a_database_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    database = tmp_path / "m.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE unit (id)")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert len(store_of(tmp_path, database, spring=SPRING)) == 3


def test_without_a_place_for_it_the_database_is_in_working_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(store_of(tmp_path, tmp_path / "file" / "m.sqlite", spring=SPRING)) == 3


def test_two_processes_bring_it_up_to_date_at_once(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom dragoman.memory import MemoryFile, MemoryStore\n"
        "from dragoman.model import Unit\nfolder = Path(sys.argv[1])\n"
        "units = [Unit('paragraph', f'text {n}', f'TEXT {n}', 'reviewed') for n in range(3000)]\n"
        "(folder / 'a.po').exists() or (folder / 'a.po').write_text('x')\n"
        "store = MemoryStore(folder / 'm.sqlite')\n"
        "assert store.refresh([MemoryFile(folder / 'a.po', 'a', lambda: units)]) == []\n"
        "assert len(store) == 3000, len(store)\n"
    )
    (tmp_path / "a.po").write_text("x")
    running = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(min_size=1, max_size=20)), max_size=6), st.text(max_size=20))
def test_any_text_can_be_kept_and_looked_for(pairs: list[tuple[str, str]], text: str) -> None:
    pairs = [(a.encode("utf-8", "replace").decode(), b.encode("utf-8", "replace").decode()) for a, b in pairs]
    text = text.encode("utf-8", "replace").decode()
    units = [Unit("paragraph", source, target, "reviewed") for source, target in pairs]
    store = MemoryStore(None)
    assert store.refresh([MemoryFile(Path(__file__), "any", lambda: units)]) == []
    assert [(one.unit.source, one.unit.target) for one in store.units()] == pairs
    store.search(text)
    assert all(one.score >= 0.75 for one in store.suggest(text))
    for source, _ in pairs:
        found = store.recall("paragraph", source, None, None)
        assert found
        assert found.target == next(target for other, target in pairs if other == source)
    store.close()
