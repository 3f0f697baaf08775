"""Argos package files (`.argosmodel`, zip archives), checked and unpacked so that a folder is whole or not there."""

import errno
import json
import lzma
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from dragoman.errors import EngineError

MAX_UNPACKED = 4 * 2**30
"""Bytes; the largest package of the public index has about 0.3 GB."""
MAX_METADATA = 2**20
"""Bytes of `metadata.json`, which is read into memory."""

# What zipfile raises for files that are cut short, changed, encrypted or compressed in a way it does not know.
_UNSOUND = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, ValueError)

_DAMAGED = "{path}: the Argos package is damaged ({why}); remove it and install the package again"


def damaged(path: Path, why: str) -> EngineError:
    """Return the error for a package that cannot be used."""
    return EngineError(_DAMAGED.format(path=path, why=why))


def unpack(file: Path, packages: Path, trial: Callable[[Path], object] | None = None) -> Path:
    """Unpack the package file into a folder of its own under `packages` and return it.

    Nothing is done where the folder is there already with every file in its full size, unless there is a `trial`: that
    is called with the unpacked folder before it takes its place, and what it raises leaves everything as it was. The
    folder appears in one rename, so that neither a second process nor one that was killed can leave half of it.

    Raises:
        EngineError: the file is no sound Argos package, or `packages` cannot be written.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = _checked_members(file, archive)
            folder = packages / PurePosixPath(members[0].filename).parts[0]
            if not trial and all(_has_size(packages / member.filename, member.file_size) for member in members):
                return folder
            packages.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=packages, prefix=".unpack-") as work:
                archive.extractall(work)  # checks each member's CRC
                unpacked = Path(work) / folder.name
                if trial:
                    trial(unpacked)
                _put_in_place(unpacked, folder, Path(work) / ".before")
    except _UNSOUND as error:
        raise damaged(file, str(error)) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # zipfile seeks before the beginning of a file that lost it
            raise damaged(file, "its beginning is missing") from error
        raise EngineError(
            f"{error.filename or packages}: cannot unpack {file.name} ({error.strerror or error}); free the place or "
            "choose another folder with DRAGOMAN_CACHE (embedded package) or ARGOS_PACKAGES_DIR (installed packages)"
        ) from error
    return folder


def _put_in_place(unpacked: Path, folder: Path, before: Path) -> None:
    """Rename `unpacked` to `folder`; what has that name now goes to `before`, and back if that fails."""
    with suppress(FileNotFoundError):
        folder.rename(before)
    try:
        unpacked.rename(folder)
    except OSError:
        if folder.is_dir():  # a second process was quicker, with the same files
            return
        with suppress(FileNotFoundError):
            before.rename(folder)
        raise


def _checked_members(file: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the archive's files after making sure that they are one package and stay inside its folder."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    roots = {PurePosixPath(member.filename).parts[:1] for member in members}
    if len(roots) != 1:
        raise damaged(file, "it does not hold exactly one folder")
    for member in members:
        path = PurePosixPath(member.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in member.filename:
            raise damaged(file, f"{member.filename!r} lies outside the package's folder")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise damaged(file, f"{member.filename!r} is a symbolic link")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise damaged(file, "it is larger than any translation package")
    [(root,)] = roots
    by_name = {str(PurePosixPath(member.filename).relative_to(root)): member for member in members}
    if missing := {"metadata.json", "model/model.bin"} - by_name.keys():
        raise damaged(file, f"it has no {' and no '.join(sorted(missing))}")
    if by_name["metadata.json"].file_size > MAX_METADATA:
        raise damaged(file, "metadata.json is larger than any")
    metadata = json.loads(archive.read(by_name["metadata.json"]))
    if not (isinstance(metadata, dict) and metadata.get("from_code") and metadata.get("to_code")):
        raise damaged(file, "metadata.json names no languages")
    return members


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
