"""Argos package files (`.argosmodel`, zip archives): checked before anything is written, then unpacked."""

import errno
import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath

from dragoman.engine.packages.judge import Content, check_directory, judge
from dragoman.engine.packages.metadata import printable
from dragoman.engine.packages.staging import put, staging
from dragoman.errors import EngineError

_CHUNK = 1 << 20

# What zipfile raises for files that are cut short, changed, encrypted or of a kind that it does not know.
_UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)

_DAMAGED = "{path}: the Argos package is damaged ({why}); remove it and install the package again"


def damaged(path: Path, why: str) -> EngineError:
    """Return the error for a package that cannot be used."""
    return EngineError(_DAMAGED.format(path=path, why=printable(why)))


@contextmanager
def opened(file: Path, unsound: Callable[[str], EngineError] | None = None) -> Iterator[zipfile.ZipFile]:
    """Open a package file; what is not sound in it, now or on reading, becomes the error that `unsound` makes of it.

    Raises:
        EngineError: the file is no sound archive.
        OSError: it cannot be read, or what the caller writes cannot be written.
    """
    unsound = unsound or partial(damaged, file)
    try:
        check_directory(file)
        with zipfile.ZipFile(file) as archive:
            yield archive
    except _UNSOUND as error:
        raise unsound(str(error)) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # zipfile seeks before the beginning of a file that lost it
            raise unsound("its beginning is missing") from error
        raise


def unpack(file: Path, packages: Path) -> Path:
    """Unpack the package file into a folder of its own under `packages` and return it.

    Nothing is done where the folder is there already with every file in its full size. The folder appears in one
    rename, so that neither a second process nor one that was killed can leave half of it.

    Raises:
        EngineError: the file is no sound Argos package, or `packages` cannot be written.
    """
    try:
        with opened(file) as archive:
            if whole := _unpacked(archive, packages):
                return whole
            content = judge(archive)
            with staging(packages) as stage:
                if whole := _unpacked(archive, packages):  # a second process was quicker
                    return whole
                ready = stage / "new" / content.root
                extract(archive, content, ready)
                put(ready, packages / content.root, stage)
            return packages / content.root
    except OSError as error:
        raise cannot_unpack(file, packages, error) from error


def altered(file: Path, folder: Path) -> list[str]:
    """Return the files of an unpacked package that are missing or not as they are in the package file.

    Raises:
        EngineError: the package file is not sound.
        OSError: a file cannot be read.
    """
    with opened(file) as archive:
        members = judge(archive).members
        return [
            name
            for name, member in members.items()
            if not (folder / name).is_file() or zlib.crc32((folder / name).read_bytes()) != member.CRC
        ]


def cannot_unpack(file: Path, packages: Path, error: OSError) -> EngineError:
    """Return the error for a folder of packages that cannot be written."""
    return EngineError(
        f"{error.filename or packages}: cannot unpack {file.name} ({error.strerror or error}); free the place or "
        "choose another folder with DRAGOMAN_CACHE (embedded package) or ARGOS_PACKAGES_DIR (installed packages)"
    )


def _unpacked(archive: zipfile.ZipFile, packages: Path) -> Path | None:
    """Return the folder of a package that is there with every file in its full size."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    whole = members and all(_has_size(packages / member.filename, member.file_size) for member in members)
    return packages / PurePosixPath(members[0].filename).parts[0] if whole else None


def extract(archive: zipfile.ZipFile, content: Content, folder: Path, *, keep: bool = False) -> dict[str, str]:
    """Write the files of a package that was judged to a new folder; return the SHA-256 of each.

    Args:
        archive: which was judged.
        content: what was found.
        folder: to be made.
        keep: bring the files to the disk before this returns, should the power fail.

    Raises:
        OSError: the folder cannot be written.
        zipfile.BadZipFile: a file does not have its checksum; there are more kinds of that, see `opened`.
    """
    found = {}
    for name, member in content.members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(member) as source, path.open("xb") as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                target.write(chunk)
            if keep:
                target.flush()
                os.fsync(target.fileno())
        found[name] = digest.hexdigest()
    return found


def check_space(folder: Path, size: int) -> None:
    """Make sure that a file system has room.

    Raises:
        OSError: it has not.
    """
    there = next(part for part in (folder, *folder.absolute().parents) if part.exists())
    free = shutil.disk_usage(there).free
    if free < size:
        said = f"{size / 1e6:,.0f} MB are needed, {free / 1e6:,.0f} MB are free"
        raise OSError(errno.ENOSPC, said, str(folder))


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
