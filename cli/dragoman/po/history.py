"""How much of a catalogue people had reviewed at each commit, where its folder lies in a Git repository.

Git is asked what it has, never made to run or to fetch anything: a repository that came from elsewhere may name
programs in its settings, and a partial clone would get what it lacks over the network.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import CatalogueError
from dragoman.po.catalogue import parse_catalogue
from dragoman.po.status import count_states


@dataclass(frozen=True, slots=True)
class Milestone:
    """One committed version of a catalogue."""

    commit: str
    """12 hexadecimal digits."""
    time: datetime
    """When it was committed, in UTC."""
    reviewed: float
    """Share of the source words that people had translated or approved, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class History:
    """What Git knows of one catalogue."""

    milestones: tuple[Milestone, ...] = ()
    """Oldest first; of many commits a choice, evenly spread."""
    commits: int = 0
    """How many there are."""
    cut_off: bool = False
    """The clone is shallow: what lies further back is not known here."""


MOST_POINTS = 60
"""Commits that are looked at, spread evenly; the first and the last are among them."""
_MOST_BYTES = 16 * 2**20
"""Of all versions together: beyond that fewer commits are looked at."""
_MOST_COMMITS = 10_000
_SECONDS = 10.0
"""After which Git is not waited for any more."""

_SETTINGS = ("core.fsmonitor=false", "log.showSignature=false", "protocol.allow=never", "core.quotePath=false")
_GIT = ("git", "--no-pager", "--literal-pathspecs", *(part for setting in _SETTINGS for part in ("-c", setting)))
_FILE_MODES = ("100644", "100755")


def read_history(path: Path) -> History:
    """Return what Git knows of the catalogue at `path`, oldest first, through renamings too.

    Times are those of the commits, shares those of the source words. Versions that are not PO are passed over. Empty
    where there is no Git, no repository, no commit of the file, or where Git takes longer than some seconds.
    """
    try:
        return _read(path)
    except (OSError, subprocess.SubprocessError, ValueError):
        return History()


def committed(path: Path, revision: str) -> bytes | None:
    """Return the file at `path` as a revision of its Git repository has it; `None` where there is no such thing."""
    if revision.startswith("-"):
        return None
    with suppress(OSError, subprocess.SubprocessError):
        return _git(path.absolute().parent, "show", f"{revision}:./{path.name}")
    return None


def _read(path: Path) -> History:
    folder, name = path.absolute().parent, path.name
    log = ("log", "--follow", "--raw", "-z", "--no-abbrev", f"--max-count={_MOST_COMMITS}")
    listing = _git(folder, *log, "--format=%H %ct", "--", name)
    commits = list(_commits(listing))[::-1]
    if not commits:
        return History()
    sizes = _sizes(folder, [blob for _, _, blob in commits])
    chosen = _spread(commits, sizes)
    blobs = _contents(folder, [blob for _, _, blob in chosen])
    milestones = []
    for (commit, time, _), data in zip(chosen, blobs, strict=True):
        try:
            status = count_states(parse_catalogue(data, path))
        except CatalogueError:
            continue
        milestones.append(Milestone(commit[:12], datetime.fromtimestamp(time, UTC), status.share("reviewed")))
    cut = _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
    milestones.sort(key=lambda milestone: milestone.time)  # clocks differ; a rebase reorders
    return History(tuple(milestones), len(commits), cut)


def _commits(listing: bytes) -> Iterator[tuple[str, int, str]]:
    """Yield commit, time in seconds and blob of each version, newest first, from `git log --raw -z`.

    What Git prints is taken piece by piece, for a file may be called whatever a line of Git looks like.
    """
    pieces = iter(listing.split(b"\0"))
    commit, time = "", 0
    for piece in pieces:
        text = piece.lstrip(b"\n").decode("ascii")
        if text.startswith(":"):
            _, mode, _, blob, status = text.split(" ")
            for _ in range(2 if status[0] in "RC" else 1):
                next(pieces)
            if mode in _FILE_MODES:
                yield commit, time, blob
        elif text:
            commit, _, seconds = text.partition(" ")
            time = int(seconds)


def _spread(commits: Sequence[tuple[str, int, str]], sizes: Sequence[int]) -> list[tuple[str, int, str]]:
    """Return at most `MOST_POINTS` of the commits, evenly spread, and no more than fit into `_MOST_BYTES`."""
    most = min(MOST_POINTS, len(commits), max(_MOST_BYTES // max(*sizes, 1), 1))
    if most == 1:
        return [commits[-1]] if sizes[-1] <= _MOST_BYTES else []
    last = len(commits) - 1
    return [commits[round(number * last / (most - 1))] for number in range(most)]


def _sizes(folder: Path, blobs: Sequence[str]) -> list[int]:
    lines = _git(folder, "cat-file", "--batch-check=%(objectsize)", wanted=blobs).decode("ascii").splitlines()
    return [int(line) for line in lines]


def _contents(folder: Path, blobs: Sequence[str]) -> list[bytes]:
    """Return the bytes of each blob."""
    answer = _git(folder, "cat-file", "--batch=%(objectsize)", wanted=blobs)
    contents = []
    place = 0
    for _ in blobs:
        head = answer.index(b"\n", place)
        start = head + 1
        place = start + int(answer[place:head])
        contents.append(answer[start:place])
        place += 1  # a line feed ends each
    return contents


def _git(folder: Path, *arguments: str, wanted: Sequence[str] = ()) -> bytes:
    """Return what a command of Git prints; `wanted` goes to its standard input, a line each."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    done = subprocess.run(
        [*_GIT, *arguments],
        cwd=folder,
        env=environment,
        input="".join(f"{name}\n" for name in wanted).encode(),
        capture_output=True,
        check=True,
        timeout=_SECONDS,
    )
    return done.stdout
