"""What proposing and approving share: who decides what, and when."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import RequestError
from dragoman.glossary.diff import run_git
from dragoman.glossary.lint.authorities import is_day
from dragoman.glossary.reviews import Decision, Review, proposed
from dragoman.glossary.table import Files


def make_review(
    files: Files, id_: str, name: str, rendering: str, decision: Decision, said: tuple[str, str, str]
) -> Review:
    """Return a decision; `said` is the person, the date and the note, of which the first two have defaults.

    Raises:
        RequestError: nothing says who decides, or the date is none.
    """
    person, date, note = said
    person = " ".join(person.split()) or _git_identity(files.folder)
    if not person:
        raise RequestError("say who decides with --by NAME; Git's user.name is not set here")
    if date and not is_day(date):
        raise RequestError(f"--date: {date!r} is not a date; write it like 2026-11-30")
    if not rendering:
        raise RequestError("--rendering is empty")
    day = date or datetime.now(UTC).date().isoformat()
    return Review(id_, name.removesuffix(".tsv"), rendering, decision, person, day, note)


def chosen(files: Files, name: str, id_: str, rendering: str) -> str:
    """Return the rendering that is meant: the one named, else the only one that is proposed.

    Raises:
        RequestError: it is not proposed, nothing is, or several are.
    """
    there = proposed(files, name, id_)
    where = f"{files.folder / name}: {id_}"
    if rendering and rendering not in there:
        raise RequestError(f"{where}: {rendering!r} is not proposed; proposed: {', '.join(there) or 'nothing'}")
    if not there:
        raise RequestError(
            f"{where}: nothing is proposed; do so with: glossary propose, or list: glossary list --status proposed"
        )
    if len(there) > 1 and not rendering:
        raise RequestError(f"{where}: several are proposed; name one with --rendering: {', '.join(there)}")
    return rendering or there[0]


def _git_identity(folder: Path) -> str:
    """Return the name that Git signs commits in a folder with; empty where it has none."""
    try:
        return run_git(folder, "config", "user.name").decode(errors="replace").strip()
    except (FileNotFoundError, subprocess.CalledProcessError):
        return ""
