"""A glossary as it was in an earlier revision of its Git repository."""

import subprocess
from pathlib import Path

from dragoman.errors import RequestError
from dragoman.glossary.table import TERMS, Files


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
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    except FileNotFoundError as error:
        raise RequestError(f"{revision}: no such folder, and Git is not installed to look for a revision") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise RequestError(f"{revision}: neither a glossary folder nor a revision of {folder} ({reason})") from error
    return done.stdout
