"""What a change to a glossary's files does, line by line, also against an earlier revision of its Git repository."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from dragoman.errors import RequestError
from dragoman.glossary.table import TERMS, Files, Table, records


def files_at(folder: Path, revision: str) -> Files:
    """Return the TSV files that lay in `folder` at a revision: a commit, a tag, a branch, `HEAD~3`.

    Raises:
        RequestError: Git is not installed, the folder is in no repository, or the revision has no glossary there.
    """
    names = _git(folder, revision, "ls-tree", "--full-tree", "--name-only", "-z", f"{revision}:./").decode().split("\0")
    tables = [name for name in names if name.endswith(".tsv")]
    if TERMS not in tables:
        raise RequestError(f"{revision}: {folder} had no {TERMS} in that revision")
    return Files(
        Path(f"{revision}:{folder}"), {name: _git(folder, revision, "show", f"{revision}:./{name}") for name in tables}
    )


def _git(folder: Path, revision: str, *arguments: str) -> bytes:
    if revision.startswith("-"):
        raise RequestError(f"{revision}: neither a folder nor a revision")
    try:
        return run_git(folder, *arguments)
    except FileNotFoundError as error:
        raise RequestError(f"{revision}: no such folder, and Git is not installed to look for a revision") from error
    except subprocess.CalledProcessError as error:
        what = f"neither a glossary folder nor a revision of {folder} ({git_reason(error)})"
        raise RequestError(f"{revision}: {what}") from error


def run_git(folder: Path, *arguments: str) -> bytes:
    """Return what Git prints when it runs in a folder.

    Raises:
        FileNotFoundError: Git is not installed.
        CalledProcessError: Git refuses; `git_reason` says why.
    """
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout


def git_reason(error: subprocess.CalledProcessError) -> str:
    """Return the first line of what Git said when it refused."""
    said: str = error.stderr.decode(errors="replace").strip().partition("\n")[0]
    return said.removeprefix("fatal: ")


def changed_lines(before: Files, after: Files) -> Iterator[str]:
    """Yield the lines that differ, each with its file and number: `-` as it was, `+` as it is now."""
    for name in sorted({*before.data, *after.data}):
        old, new = before.data.get(name, b""), after.data.get(name, b"")
        if old != new:
            yield from _changes(name, _lines(before, name), _lines(after, name))


def _lines(files: Files, name: str) -> tuple[str, ...]:
    table: Table | None = files.table(name) if name in files.data else None
    return table.lines if table else ()


def _changes(name: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[str]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield from (f"- {name}:{line + 1}: {_shown(old[line])}" for line in range(old_start, old_end))
            yield from (f"+ {name}:{line + 1}: {_shown(new[line])}" for line in range(new_start, new_end))


def _shown(line: str) -> str:
    """Return a line as it can be printed: tabs as bars, bytes that are not UTF-8 as question marks."""
    text = line.removesuffix("\r").encode(errors="replace").decode()
    return text.replace("\t", " ⇥ ")


@dataclass(frozen=True, slots=True)
class Change:
    """A row that was added, removed or changed."""

    id: str
    name: str
    """Of the file."""
    before: Mapping[str, str] | None
    """The cells that differ, by column; all that hold something where the row was added or removed."""
    after: Mapping[str, str] | None

    def facts(self) -> dict[str, Any]:
        """Return the change as it is printed as JSON."""
        return {"id": self.id, "file": self.name, "before": self.before, "after": self.after}

    def __str__(self) -> str:
        where = "" if self.name == TERMS else f" ({self.name.removesuffix('.tsv')})"
        if self.before is None or self.after is None:
            sign, row = ("+", self.after) if self.before is None else ("-", self.before)
            return f"{sign} {self.id}{where}  {', '.join(f'{column}: {cell}' for column, cell in (row or {}).items())}"
        pairs = (f"{column}: {self.before[column] or '–'} → {self.after[column] or '–'}" for column in self.after)
        return f"~ {self.id}{where}  {', '.join(pairs)}"


def changed_concepts(before: Files, after: Files, names: Iterable[str]) -> Iterator[Change]:
    """Yield what differs in the terms and in the language files `names`, sorted by id, the terms first."""
    changes = [change for name in (TERMS, *names) for change in _row_changes(before, after, name)]
    yield from sorted(changes, key=lambda change: (change.id, change.name != TERMS, change.name))


def _row_changes(before: Files, after: Files, name: str) -> Iterator[Change]:
    old = records(before.table(name)) if name in before.data else {}
    new = records(after.table(name)) if name in after.data else {}
    for id_ in old.keys() | new.keys():
        was, now = old.get(id_), new.get(id_)
        if change := row_change(id_, name, was, now):
            yield change


def row_change(id_: str, name: str, was: Mapping[str, str] | None, now: Mapping[str, str] | None) -> Change | None:
    """Return what changed between two versions of a row, given by column; `None` where they say the same."""
    if was is None or now is None:
        return Change(id_, name, was and _held(was), now and _held(now))
    if differing := [column for column in {**was, **now} if was.get(column, "") != now.get(column, "")]:
        before, after = ({column: row.get(column, "") for column in differing} for row in (was, now))
        return Change(id_, name, before, after)
    return None


def _held(row: Mapping[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in row.items() if cell and column != "id"}
