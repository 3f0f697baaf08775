"""What became of one concept: the commits of the folder's Git repository that touched its rows, cell by cell."""

import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.errors import RequestError
from dragoman.glossary.diff import Change, git_reason, row_change, run_git
from dragoman.glossary.table import REPEATING, cells

_COMMIT = "\x01"
"""How the line of a commit begins, which no line of a diff does."""
_FORMAT = f"--format={_COMMIT}%H%x09%an <%ae>%x09%as%x09%s"
_TABLES = ":(glob)*.tsv"
_DIFF = ("-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--full-index", "--src-prefix=a/")


@dataclass(slots=True)
class Revision:
    """A commit, or what is not committed yet, and what it did to the concept."""

    commit: str
    """Empty for what is not committed."""
    author: str = ""
    date: str = ""
    subject: str = ""
    changes: list[Change] = field(default_factory=list)

    def facts(self) -> dict[str, Any]:
        """Return the revision as it is printed as JSON."""
        return {
            "commit": self.commit or None,
            "author": self.author or None,
            "date": self.date or None,
            "subject": self.subject or None,
            "changes": [change.facts() for change in self.changes],
        }


def history_of(folder: Path, id_: str, limit: int | None = None) -> list[Revision]:
    """Return the revisions that changed the rows of a concept, the latest first; at most `limit` commits.

    Raises:
        RequestError: Git is not installed, or the folder lies in no Git repository.
    """
    pattern = f"-G^{id_}\t"
    most = [f"-{limit}"] if limit else []
    try:
        uncommitted = run_git(folder, "diff", *_DIFF, "--relative", "HEAD", "--", _TABLES)
        committed = run_git(folder, "log", _FORMAT, *most, "-p", *_DIFF, "--relative", pattern, "--", _TABLES)
        columns = _Columns(folder)
        text = f"{_COMMIT}\n{uncommitted.decode(errors='replace')}{committed.decode(errors='replace')}"
        return [one for one in _revisions(text, id_, columns) if one.changes]
    except FileNotFoundError as error:
        raise RequestError("Git is not installed; the history of a glossary is that of its Git repository") from error
    except subprocess.CalledProcessError as error:
        raise RequestError(f"{folder}: has no Git history ({git_reason(error)})") from error


class _Columns:
    """The columns that files had, by the ids of their blobs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, list[str]] = {}

    def of(self, blob: str, name: str) -> list[str]:
        """Return the header of a version of a file; one that Git does not hold is the file in the folder."""
        if blob not in self._known:
            try:
                data = run_git(self._folder, "cat-file", "blob", blob)
            except subprocess.CalledProcessError:
                path = self._folder / name
                data = path.read_bytes() if path.is_file() else b""
            first = data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode(errors="replace")
            self._known[blob] = [column.strip() for column in first.split("\t")]
        return self._known[blob]


def _revisions(text: str, id_: str, columns: _Columns) -> Iterator[Revision]:
    """Read what `git log -p` prints: commits, the files of each, and the rows of the concept that came and went."""
    for part in text.split(_COMMIT)[1:]:
        first, *diffs = part.split("\ndiff --git ")
        commit, author, date, subject = [*first.strip().split("\t", 3), "", "", ""][:4]
        revision = Revision(commit, author, date, subject)
        for diff in diffs:
            revision.changes += _changes(diff.split("\n"), id_, columns)
        yield revision


def _changes(lines: Sequence[str], id_: str, columns: _Columns) -> list[Change]:
    """Return what a diff of one file did to the rows of a concept."""
    name = lines[0].rpartition(" b/")[2].strip('"')
    blobs = next((line.split()[1].split("..") for line in lines if line.startswith("index ")), ["", ""])
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in lines:
        if line[1:].startswith(f"{id_}\t") and line[0] in "-+":
            header = columns.of(blobs[line[0] == "+"], name)
            rows[line[0]].append(dict(zip(header, map(str.strip, cells(line[1:])), strict=False)))
    gone = [row for row in rows["-"] if row not in rows["+"]]
    come = [row for row in rows["+"] if row not in rows["-"]]
    if name not in REPEATING:
        found = [row_change(id_, name, next(iter(gone), None), next(iter(come), None))] if gone or come else []
    else:
        found = [row_change(id_, name, row, None) for row in gone] + [row_change(id_, name, None, row) for row in come]
    return [change for change in found if change]
