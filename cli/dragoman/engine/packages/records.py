"""What was installed, file by file, so that it can be told later what has changed since.

The records lie in dragoman's data folder, a JSON file for each package: Argos Translate's folder is not ours to add to.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from dragoman import resources
from dragoman.files.outputs import Outputs


@dataclass(frozen=True)
class Record:
    """A package as it was when dragoman installed it."""

    path: str
    """Its folder."""
    pair: str
    version: str
    source: str
    """The address or the file that it came from."""
    sha256: str
    """Of the package file."""
    files: Mapping[str, str]
    """SHA-256 of each file by its path in the folder."""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_record(record: Record) -> None:
    """Keep the record, in place of an earlier one of the same folder.

    Raises:
        OutputError: the data folder cannot be written.
    """
    with Outputs() as outputs:
        outputs.stage(_place(Path(record.path)), (json.dumps(asdict(record), indent=1) + "\n").encode())
        outputs.commit()


def read_record(folder: Path) -> Record | None:
    """Return what is recorded of a package's folder; `None` if another program installed it."""
    try:
        fields = json.loads(_place(folder).read_text("utf-8"))
        record = Record(**fields)
        return record if all(isinstance(value, str) for value in record.files.values()) else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def forget_record(folder: Path) -> None:
    """Remove what is recorded of a package's folder, if anything is."""
    _place(folder).unlink(missing_ok=True)


def changes(record: Record) -> Iterator[str]:
    """Say of each file that was altered, is missing or was added since, which, sorted by name.

    Raises:
        OSError: a file cannot be read.
    """
    folder = Path(record.path)
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    for name in sorted(there.keys() | record.files.keys()):
        if name not in there:
            yield f"{name} is missing"
        elif name not in record.files:
            yield f"{name} was added"
        elif there[name].is_symlink() or digest(there[name]) != record.files[name]:
            yield f"{name} was altered"


def _place(folder: Path) -> Path:
    name = hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return resources.data_folder() / "packages" / f"{folder.name}-{name}.json"
