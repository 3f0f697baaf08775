"""The translation memory: reviewed translations of all catalogues and imported files, in SQLite.

The database is built from those files and brought up to date when they change; it is safe to delete at any time.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError
from dragoman.files.cache import is_damaged, remove_database
from dragoman.model import Suggestion, Unit
from dragoman.text.similarity import similarity, words

LEAST = 0.75
"""Minimum similarity of a suggestion."""

_VERSION = 4
"""Of the tables, and of how catalogues are read into them; a database of another version is rebuilt."""
_CANDIDATES = 40
"""Number of texts that are compared in full."""
_RARE_ENOUGH = 1_000
"""Approximate maximum of texts that are ranked by shared words."""
_HITS = 1_000
"""Maximum number of units that a search examines; words that are everywhere are not searched for."""
_BUSY_SECONDS = 30.0
_TABLES = """
CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, stamp TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, file INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL, before TEXT, after TEXT,
    obsolete INTEGER NOT NULL
);
CREATE INDEX unit_source ON unit (source);
CREATE INDEX unit_file ON unit (file);
CREATE VIRTUAL TABLE word USING fts5 (source, target, tokenize = "unicode61 remove_diacritics 0");
"""


@dataclass(frozen=True, slots=True)
class MemoryFile:
    """A file that the memory is built from."""

    path: Path
    label: str
    """The name by which a translator knows it: the report's."""
    load: Callable[[], Sequence[Unit]]
    """Returns its units in file order; those that are not reviewed count as neighbours only."""

    @property
    def stamp(self) -> str:
        """What changes when the file does: its size and time of change in nanoseconds."""
        found = self.path.stat()
        return f"{found.st_size} {found.st_mtime_ns}"


@dataclass(frozen=True, slots=True)
class Recall:
    """A person's translation of the same text in another report."""

    target: str
    report: str
    in_context: bool
    """The texts before and after are the same there."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """A unit, and the name of the file that has it."""

    label: str
    unit: Unit

    @property
    def name(self) -> str:
        """The label, with a word where the report has dropped the text."""
        return _label(self.label, self.unit.obsolete)


class MemoryStore:
    """The units of a set of files, looked up by exact text, by likeness, and by their words."""

    def __init__(self, path: Path | None) -> None:
        """Open the database at `path`; where there is none, or it cannot be written, one in working memory."""
        self._connection, self.path = _open(path)
        self._files: Sequence[MemoryFile] = ()
        """Those of the last refresh."""

    def refresh(self, files: Iterable[MemoryFile], advance: Callable[[int], None] = lambda count: None) -> list[str]:
        """Read what changed in the files and forget those that are gone; return what could not be read, and why.

        Two processes may do this at once: the second waits and finds it done. A database that proves to be damaged,
        or has no room, is replaced by one in this process.
        """
        self._files = list(files)
        try:
            return self._refresh(self._files, advance)
        except sqlite3.Error as error:
            self._do_without(error)
            return self._refresh(self._files, advance)

    def _do_without(self, error: sqlite3.Error) -> None:
        """Continue in memory; a damaged database is deleted, so that the next run makes a good one."""
        with suppress(sqlite3.Error):
            self._connection.close()
        if self.path is not None and is_damaged(error):
            with suppress(OSError):
                remove_database(self.path)
        self._connection, self.path = _open(None)

    def _rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Return what a statement finds."""
        try:
            return self._connection.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            if self.path is None:
                raise
            self._do_without(error)
            self._refresh(self._files, lambda count: None)
            return self._connection.execute(statement, parameters).fetchall()

    def _refresh(self, files: Iterable[MemoryFile], advance: Callable[[int], None]) -> list[str]:
        problems = []
        wanted = {str(file.path): file for file in files}
        with self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            known = dict(connection.execute("SELECT path, stamp FROM file").fetchall())
            for path in known.keys() - wanted.keys():
                self._forget(path)
            for path, file in wanted.items():
                try:
                    if known.get(path) != (stamp := file.stamp):
                        self._forget(path)
                        self._take_in(file, stamp)
                except DragomanError as error:
                    problems.append(f"{error} (not used as memory)")
                except OSError as error:
                    problems.append(f"{path}: cannot be read: {error.strerror} (not used as memory)")
                advance(1)
        return problems

    def _forget(self, path: str) -> None:
        found = self._connection.execute("SELECT id FROM file WHERE path = ?", (path,)).fetchone()
        if found:
            self._connection.execute("DELETE FROM word WHERE rowid IN (SELECT id FROM unit WHERE file = ?)", found)
            self._connection.execute("DELETE FROM unit WHERE file = ?", found)
            self._connection.execute("DELETE FROM file WHERE id = ?", found)

    def _take_in(self, file: MemoryFile, stamp: str) -> None:
        units = file.load()
        number = self._connection.execute(
            "INSERT INTO file (path, stamp, label) VALUES (?, ?, ?)", (str(file.path), stamp, file.label)
        ).lastrowid
        next_id = self._connection.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()[0]
        rows, texts = [], []
        for position, unit in enumerate(units):
            if unit.origin != "reviewed":
                continue
            next_id += 1
            before, after = (None, None) if unit.obsolete else _neighbours(units, position)
            rows.append((next_id, number, position, unit.kind, unit.source, unit.target, before, after, unit.obsolete))
            texts.append((next_id, " ".join(words(unit.source)), " ".join(words(unit.target))))
        self._connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._connection.executemany("INSERT INTO word (rowid, source, target) VALUES (?, ?, ?)", texts)

    def __len__(self) -> int:
        """Count the reviewed units."""
        return int(self._rows("SELECT count(*) FROM unit")[0][0])

    def recall(
        self, kind: str, text: str, before: str | None, after: str | None, *, besides: str = ""
    ) -> Recall | None:
        """Return the best translation of exactly this text in any file besides the one with the label named.

        One in the same context wins, then one that is in use, one in the same role, then the first by label. A text
        that opens or closes a report has `None` for the neighbour it lacks; one that stands alone has no context.
        """
        found = self._rows(
            "SELECT unit.target, file.label, unit.kind, unit.position, unit.before, unit.after, unit.obsolete"
            " FROM unit JOIN file"
            " ON file.id = unit.file WHERE unit.source = ? AND file.label <> ?",
            (text, besides),
        )
        context = (before, after)

        def in_context(row: tuple[str, str, str, int, str | None, str | None, int]) -> bool:
            return context not in ((None, None), ("", "")) and context == row[4:6]

        best = min(found, key=lambda row: (not in_context(row), row[6], row[2] != kind, row[1], row[3]), default=None)
        return Recall(best[0], _label(best[1], best[6]), in_context(best)) if best else None

    def suggest(self, text: str, *, besides: str = "", most: int = 1) -> list[Suggestion]:
        """Return translations of texts that are at least `LEAST` similar, the most similar first; not equal ones."""
        best: dict[tuple[str, str], Suggestion] = {}
        for source, target, label in self._candidates(text, besides):
            score = similarity(text, source)
            if score >= LEAST and source != text:
                best.setdefault((source, target), Suggestion(source, target, label, score))
        return sorted(best.values(), key=lambda one: (-one.score, one.report, one.source, one.target))[:most]

    def _candidates(self, text: str, besides: str) -> Iterator[tuple[str, str, str]]:
        """Yield source, target and label of units that share the rarest words with a text."""
        counts = []
        for word in dict.fromkeys(words(text)):
            [[count]] = self._rows(
                "SELECT count(*) FROM (SELECT 1 FROM word WHERE word MATCH ? LIMIT ?)",
                (f"source : {_quoted(word)}", _RARE_ENOUGH + 1),
            )
            if count:
                counts.append((count, -len(word), word))  # of words too common to be counted the longer is the rarer
        chosen: list[str] = []
        total = 0
        for count, _, word in sorted(counts):
            if chosen and total + count > _RARE_ENOUGH:
                break
            chosen.append(word)
            total += count
        if not chosen:
            return
        if total > _RARE_ENOUGH:  # even the rarest word is common: three together are not
            query = " AND ".join(_quoted(word) for *_, word in sorted(counts)[:3])
        else:
            query = " OR ".join(map(_quoted, chosen))
        yield from self._rows(
            "SELECT unit.source, unit.target, file.label || iif(unit.obsolete, ' (obsolete)', '')"
            " FROM word JOIN unit ON unit.id = word.rowid JOIN file ON file.id = unit.file"
            " WHERE word MATCH ? AND file.label <> ? ORDER BY rank LIMIT ?",
            (f"source : ({query})", besides, _CANDIDATES),
        )

    def search(self, text: str, *, limit: int = 20) -> list[Concordance]:
        """Return units that have the words of `text` one after another, in their source or their target.

        The shortest come first: they say most about the words.
        """
        wanted = words(text)
        if not wanted:
            return []
        phrase = _quoted(" ".join(wanted))
        found = self._rows(
            "SELECT file.label, unit.kind, unit.source, unit.target, unit.obsolete"
            " FROM (SELECT rowid AS id FROM word WHERE word MATCH ? LIMIT ?) AS hit"
            " JOIN unit ON unit.id = hit.id JOIN file ON file.id = unit.file"
            " ORDER BY length(unit.source), unit.source, unit.target, file.label LIMIT ?",
            (phrase, _HITS, limit),
        )
        return [_concordance(*row) for row in found]

    def units(self) -> Iterator[Concordance]:
        """Yield all units, by file and in the order in which they stand there."""
        for row in self._rows(
            "SELECT file.label, unit.kind, unit.source, unit.target, unit.obsolete"
            " FROM unit JOIN file ON file.id = unit.file ORDER BY file.label, unit.position"
        ):
            yield _concordance(*row)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()


def _neighbours(units: Sequence[Unit], position: int) -> tuple[str | None, str | None]:
    """Return the texts before and after one; obsolete ones, which stand behind all others, are nobody's neighbours."""
    before = units[position - 1].source if position else None
    behind = units[position + 1] if position + 1 < len(units) else None
    return before, behind.source if behind and not behind.obsolete else None


def _concordance(label: str, kind: str, source: str, target: str, obsolete: int) -> Concordance:
    return Concordance(label, Unit(kind, source, target, "reviewed", obsolete=bool(obsolete)))


def _label(label: str, obsolete: int) -> str:
    """Return the name of a report, with a word where it has dropped the text."""
    return f"{label}{' (obsolete)' * obsolete}"


def _quoted(word: str) -> str:
    """Return a word or a phrase as FTS5 reads it."""
    return '"' + word.replace('"', '""') + '"'


def _open(path: Path | None) -> tuple[sqlite3.Connection, Path | None]:
    """Open the database, and return where it lies; a damaged or outdated one is recreated.

    Where that fails, it is in memory.
    """
    if path is not None:
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            for _ in range(2):
                connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
                try:
                    if _prepared(connection):
                        return connection, path
                except sqlite3.Error as error:
                    if not is_damaged(error):
                        connection.close()
                        raise
                connection.close()
                remove_database(path)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_TABLES)
    return connection, None


def _prepared(connection: sqlite3.Connection) -> bool:
    """Create missing tables; tell whether they are of this version."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        [version] = connection.execute("PRAGMA user_version").fetchone()
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if empty:
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        return bool(empty or version == _VERSION)
    finally:
        connection.execute("COMMIT")
