"""Machine translations kept between runs, in SQLite under dragoman's cache folder; safe to delete at any time.

A key stands for everything that decided its value (text, engine, settings, required terms), so nothing in here is ever
out of date. A cache that cannot be opened or written costs time, never a result.
"""

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

DEFAULT_BYTES = 256 * 2**20
"""Size of the database above which the oldest entries are dropped: about half a million sentences."""
_ROOM = 0.9
"""Share of the limit that is left after entries were dropped, so that this need not happen every time."""

_BUSY_SECONDS = 5.0


class Cache:
    """A persistent mapping from key to a JSON value, shared by all processes of the user."""

    def __init__(self, path: Path, limit: int = DEFAULT_BYTES) -> None:
        """Open the cache in a file that may take `limit` bytes; with a limit of 0 it keeps nothing and has nothing."""
        self._path = path
        self._limit = limit
        self._connection: sqlite3.Connection | None = None
        if limit == 0:
            return
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _open(path)

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values of those keys that are there."""
        found: dict[str, Any] = {}
        if not self._connection:
            return found
        with self._mending(), suppress(ValueError):
            for key in keys:
                row = self._connection.execute("SELECT value FROM entry WHERE key = ?", (key,)).fetchone()
                if row:
                    found[key] = json.loads(row[0])
        return found

    def put(self, values: Mapping[str, Any]) -> None:
        """Store the values; the oldest entries are dropped for them."""
        if not self._connection:
            return
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        with self._mending(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO entry (key, value) VALUES (?, ?)", rows)
        with self._mending():
            self._make_room(self._connection)

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """Drop the oldest entries where the database is larger than it may be, and give the space back."""
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if pages * size <= self._limit:
            return
        [count] = connection.execute("SELECT count(*) FROM entry").fetchone()
        oldest = math.ceil(count * (1 - _ROOM * self._limit / (pages * size)))
        with connection:
            connection.execute(
                "DELETE FROM entry WHERE rowid IN (SELECT rowid FROM entry ORDER BY rowid LIMIT ?)", (oldest,)
            )
        connection.execute("VACUUM")

    @contextmanager
    def _mending(self) -> Iterator[None]:
        """Do without the cache where that fails, and recreate it where it proves to be damaged."""
        try:
            yield
        except sqlite3.Error as error:
            if is_damaged(error):
                self.close()
                with suppress(OSError, sqlite3.Error):
                    remove_database(self._path)
                    self._connection = _open(self._path)

    def close(self) -> None:
        """Close the database."""
        if self._connection:
            self._connection.close()
            self._connection = None


def _open(path: Path) -> sqlite3.Connection:
    """Open the database; a damaged one is recreated."""
    for attempt in (1, 2):
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
        try:
            connection.execute("CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        except sqlite3.Error as error:
            connection.close()
            if attempt == 2 or not is_damaged(error):
                raise
            remove_database(path)
        else:
            return connection
    raise AssertionError("unreachable")


_DAMAGED = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT)


def is_damaged(error: sqlite3.Error) -> bool:
    """Tell whether a database is damaged, or has other tables than ours; one that is locked or full has not, nor one
    that cannot be written.
    """
    return (getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF) in _DAMAGED


def remove_database(path: Path) -> None:
    """Remove the database and its journal, which would be replayed into the next one."""
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    path.unlink(missing_ok=True)
