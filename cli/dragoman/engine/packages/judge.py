"""Checks of an archive before anything of it is written: one package of bounded size that stays in its folder."""

import json
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dragoman.engine.packages.metadata import check_metadata, shown

MAX_UNPACKED = 4 * 2**30
"""Bytes; the largest package of the public index has about 0.3 GB."""
MAX_METADATA = 2**20
"""Bytes of `metadata.json`, which is read into memory."""
MAX_MEMBERS = 2_000
"""Files and folders; the public packages have up to some 30."""
MAX_DIRECTORY = 2**20
"""Bytes of the archive's own directory, which is read into memory."""
MAX_RATIO = 100
"""How much larger than the archive its content may be, from `_SMALL` on; weights hardly shrink at all."""
_SMALL = 32 * 2**20
_DEEPEST = 12

_TOKENIZERS = ("sentencepiece.model", "bpe.model")
_VOCABULARIES = tuple(
    tuple(f"model/{side}_vocabulary.{suffix}" for side in sides)
    for sides in (("shared",), ("source", "target"))
    for suffix in ("json", "txt")
)


@dataclass(frozen=True)
class Content:
    """What a sound package file holds."""

    root: str
    """Name of its one folder."""
    metadata: Mapping[str, Any]
    members: Mapping[str, zipfile.ZipInfo]
    """The files by their paths in that folder."""

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(member.file_size for member in self.members.values())


def check_directory(file: Path) -> None:
    """Make sure that the directory at the end of the archive is not so long that reading it takes all memory.

    Raises:
        ValueError: it is.
        OSError: the file cannot be read.
    """
    with file.open("rb") as data:
        length = data.seek(0, os.SEEK_END)
        data.seek(max(0, length - 20 - 22 - 65_535))  # where a larger directory is located, the end, and a comment
        end = data.read()
    # Wherever the end may be taken to begin: the signature can stand in the comment or in a number, too.
    for record in re.finditer(rb"PK\x05\x06(?=.{8}(.{4}))", end, re.DOTALL):
        if end[: record.start()][-20:].startswith(b"PK\x06\x07"):
            raise ValueError("it is a zip64 archive, which only larger files need")
        if int.from_bytes(record[1], "little") > MAX_DIRECTORY:
            raise ValueError("it holds more files than any package")


def judge(archive: zipfile.ZipFile, most: int = MAX_UNPACKED) -> Content:
    """Make sure that the archive holds one package of at most `most` bytes that stays in its folder.

    Raises:
        ValueError: it does not; the message says why.
        zipfile.BadZipFile: its metadata cannot be unpacked; there are more kinds of that, see `opened`.
    """
    listed = archive.infolist()
    if len(listed) > MAX_MEMBERS:
        raise ValueError(f"it holds {len(listed):,} files, more than any package")
    paths = {member: _path(member) for member in listed}
    files = [member for member in listed if not member.is_dir()]
    roots = {path.parts[0] for path in paths.values()}
    if len(roots) != 1 or any(len(paths[member].parts) < 2 for member in files):
        raise ValueError("it does not hold exactly one folder")
    [root] = roots
    if root.startswith(".") or root.endswith("~"):
        raise ValueError(f"its folder has the hidden name {shown(root)}")
    _check_alike([paths[member] for member in files])
    _check_sizes(archive, files, most)
    members = {paths[member].relative_to(root).as_posix(): member for member in files}
    if missing := {"metadata.json", "model/model.bin"} - members.keys():
        raise ValueError(f"it has no {' and no '.join(sorted(missing))}")
    if not members.keys() & set(_TOKENIZERS):
        raise ValueError(f"it has neither {' nor '.join(_TOKENIZERS)}")
    if not any(members.keys() >= set(names) for names in _VOCABULARIES):
        raise ValueError("its model has no vocabulary")
    if members["metadata.json"].file_size > MAX_METADATA:
        raise ValueError("metadata.json is too large")
    fields = json.loads(archive.read(members["metadata.json"]))
    return Content(root, check_metadata(fields), members)


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    """Return where a member would lie, if that is a place for an ordinary file or folder inside of the package."""
    name = member.orig_filename  # as it is in the file; zipfile cuts the other one at a NUL
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or name[1:2] == ":":
        raise ValueError(f"{shown(name)} lies outside the package's folder")
    if not path.parts or not name.isprintable() or len(path.parts) > _DEEPEST:
        raise ValueError(f"{shown(name)} is not a file name")
    if any(len(part.encode()) > 255 for part in path.parts):
        raise ValueError(f"{shown(name)} is too long for a name")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{shown(name)} is compressed in an unusual way")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if stat.S_ISLNK(kind):
        raise ValueError(f"{shown(name)} is a symbolic link")
    if kind not in (0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG):
        raise ValueError(f"{shown(name)} is not a regular file")
    return path


def _check_alike(paths: list[PurePosixPath]) -> None:
    """Make sure that no file takes the place of another, or of a folder, on file systems that know no case either."""
    seen: set[PurePosixPath] = set()
    for path in (PurePosixPath(unicodedata.normalize("NFC", str(path)).casefold()) for path in paths):
        if path in seen:
            raise ValueError(f"{shown(str(path))} appears twice")
        seen.add(path)
    if both := seen.intersection(parent for path in seen for parent in path.parents):
        raise ValueError(f"{shown(str(min(both)))} is both a file and a folder")


def _check_sizes(archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], most: int) -> None:
    """Make sure that the files do not swell; zipfile gives no more of one than its declared size."""
    size = sum(member.file_size for member in files)
    if size > most:
        raise ValueError(f"it unpacks to {size / 1e6:,.0f} MB, more than the {most / 1e6:,.0f} MB that are allowed")
    packed = Path(str(archive.filename)).stat().st_size
    if size > _SMALL and size > MAX_RATIO * packed:
        raise ValueError(f"it unpacks to {size // packed:,} times its size, unlike any package")
