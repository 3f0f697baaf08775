"""Installing and removing packages where Argos Translate keeps its own: tried out, recorded, or not at all."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dragoman.engine.packages.archive import cannot_unpack, check_space, extract, opened
from dragoman.engine.packages.installed import Package, read_package, sound_packages, user_folder
from dragoman.engine.packages.judge import MAX_UNPACKED, Content, judge
from dragoman.engine.packages.records import Record, digest, forget_record, write_record
from dragoman.engine.packages.staging import put, staging, take_away
from dragoman.engine.packages.trial import try_package
from dragoman.errors import EngineError

Trial = Callable[[Path], object]
"""Called with the folder of an unpacked package before it is installed; raises `EngineError` if it does not work."""


@dataclass(frozen=True)
class Expected:
    """What an index says of a package."""

    from_code: str
    to_code: str
    sha256: str | None
    """Of the package file, if the index gives it."""


@dataclass(frozen=True)
class Installed:
    """A package that was installed."""

    package: Package
    replaced: tuple[Package, ...]
    """Those of the same pair that it replaced."""
    record: Record


def install_file(
    file: Path,
    *,
    source: str | None = None,
    expected: Expected | None = None,
    most: int = MAX_UNPACKED,
    trial: Trial | None = None,
) -> Installed:
    """Install a local package file, replacing those installed for its pair.

    Args:
        file: the package.
        source: where it comes from, if that is not the file itself.
        expected: what the package must be.
        most: bytes that it may have, packed and unpacked.
        trial: in place of `try_package`, raises if the package does not work.

    Raises:
        EngineError: it is not a sound package or does not work, or the folder cannot be written; nothing was changed.
    """
    packages, name = user_folder(), source or str(file)
    unsound = f"{name}: this is not a sound Argos package ({{}}); nothing was changed"
    try:
        with _sound(file, unsound, expected, most) as (archive, content, sha256), staging(packages) as stage:
            check_space(stage, content.size)
            ready, folder = stage / "new" / content.root, packages / content.root
            files = extract(archive, content, ready, keep=True)
            _try(name, ready, trial or try_package)
            replaced = _of_pair(content, packages)
            put(ready, folder, stage)
            package = read_package(folder, embedded=False)
            record = Record(str(folder.absolute()), package.pair, package.version, name, sha256, files)
            write_record(record)
            for other in _of_pair(content, packages):
                if other.path != folder:
                    _take_away(other.path, stage)
    except OSError as error:
        raise cannot_unpack(file, packages, error) from error
    return Installed(package, replaced, record)


def check_file(file: Path, expected: Expected, most: int) -> None:
    """Make sure that a file is a sound package, the one that is expected, of at most so many bytes.

    Raises:
        EngineError: it is not; the message does not name the file.
        OSError: it cannot be read.
    """
    with _sound(file, "this is not a sound Argos package ({})", expected, most):
        pass


def remove_package(package: Package) -> None:
    """Remove an installed package.

    Raises:
        EngineError: the folder cannot be changed.
    """
    try:
        with staging(package.path.parent) as stage:
            _take_away(package.path, stage)
    except OSError as error:
        raise EngineError(f"{package.path}: cannot be removed: {error.strerror}") from error


def _take_away(folder: Path, stage: Path) -> None:
    take_away(folder, stage)
    forget_record(folder)


@contextmanager
def _sound(
    file: Path, unsound: str, expected: Expected | None, most: int
) -> Iterator[tuple[zipfile.ZipFile, Content, str]]:
    """Open a package file; give the archive, what is in it, and its SHA-256. `unsound` takes what is wrong with it."""
    if not file.is_file():
        raise EngineError(f"{file}: no such package file")
    with opened(file, lambda why: EngineError(unsound.format(why))) as archive:
        if file.stat().st_size > most:
            raise ValueError(f"it is larger than the {most / 1e6:,.0f} MB that are allowed")
        sha256 = digest(file)
        if expected and expected.sha256 not in (None, sha256):
            raise ValueError("its checksum differs from that in the index")
        content = judge(archive, most)
        _check_identity(content, expected, user_folder())
        yield archive, content, sha256


def _check_identity(content: Content, expected: Expected | None, packages: Path) -> None:
    """Make sure that the package is what was asked for and does not take the place of one for another pair."""
    mine = content.metadata["from_code"], content.metadata["to_code"]
    if expected and mine != (expected.from_code, expected.to_code):
        raise ValueError(f"it translates {mine[0]} → {mine[1]}, not {expected.from_code} → {expected.to_code}")
    for other in sound_packages(packages):
        if other.path.name.casefold() == content.root.casefold() and (other.from_code, other.to_code) != mine:
            raise ValueError(f"it would replace {other.path}, which translates {other.pair}")


def _of_pair(content: Content, packages: Path) -> tuple[Package, ...]:
    mine = content.metadata["from_code"], content.metadata["to_code"]
    return tuple(found for found in sound_packages(packages) if (found.from_code, found.to_code) == mine)


def _try(name: str, folder: Path, trial: Trial) -> None:
    try:
        trial(folder)
    except EngineError as error:
        reason = error.__cause__ or error
        raise EngineError(f"{name}: this package does not work, so nothing was changed ({reason})") from error
