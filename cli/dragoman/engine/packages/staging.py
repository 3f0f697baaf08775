"""Changes to a folder of packages: one process at a time, each in one rename, and swept up after kills."""

import json
import math
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dragoman.files.lock import locked


@contextmanager
def staging(packages: Path) -> Iterator[Path]:
    """Keep other processes from changing `packages`; give an empty folder on its file system to make packages ready in.

    That folder is not among the packages, because Argos Translate takes every folder there for one and stops at those
    that are none. Its name is always the same, so that what a killed process left is taken away by the next.

    Raises:
        OSError: the folders cannot be made or written.
        OutputError: `packages` cannot be locked.
    """
    packages.mkdir(parents=True, exist_ok=True)
    with locked([packages], patience=math.inf), _swept(_place(packages.resolve())) as folder:
        yield folder


@contextmanager
def _swept(folder: Path) -> Iterator[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        # Should it have to lie among the packages, it is one of a kind that Argos Translate passes over.
        (folder / "metadata.json").write_text(json.dumps({"type": "dragoman-staging"}), "utf-8")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place(packages: Path) -> Path:
    """Return where to make packages ready: beside the folder, or in it where that is another file system."""
    above = packages.parent
    beside = above.stat().st_dev == packages.stat().st_dev and os.access(above, os.W_OK | os.X_OK)
    return (above if beside else packages) / f".{packages.name}-dragoman"


def put(ready: Path, folder: Path, stage: Path) -> None:
    """Rename the folder `ready` to `folder`; what had that name is gone afterwards, or back if that fails.

    At no time is there neither: a package in its place keeps it until the other stands beside it.

    Raises:
        OSError: it cannot be renamed.
    """
    if not os.path.lexists(folder):
        ready.rename(folder)
        return
    beside = folder.with_name(f"{folder.name}~")
    if os.path.lexists(beside):
        take_away(beside, stage)
    ready.rename(beside)
    before = stage / f"before-{folder.name}"
    try:
        folder.rename(before)
        beside.rename(folder)
    except OSError:
        with suppress(OSError):
            before.rename(folder)
        with suppress(OSError):
            beside.rename(ready)
        raise
    _discard(before)


def take_away(folder: Path, stage: Path) -> None:
    """Remove a package so that a kill leaves all of it or none; of a symbolic link only the link.

    Raises:
        OSError: it cannot be moved.
    """
    away = stage / f"away-{folder.name}"
    folder.rename(away)
    _discard(away)


def _discard(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)  # what stays goes with the stage
