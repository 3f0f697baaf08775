"""Folders → the reports in them, each with the names of its outputs, which mirror the folder."""

import errno
import stat
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePath, PurePosixPath

from dragoman.batch.addresses import addresses_below
from dragoman.documents import SUFFIXES
from dragoman.errors import RequestError
from dragoman.files.names import printable
from dragoman.run.clashes import clashes

_LOCALES = "locales"


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is to be translated."""

    path: Path
    name: str
    """What it is called in messages and references: its path below the folder that was named, `2024/report.txt`."""
    stem: str
    """What its files are named after, `2024/report`."""
    size: int = 0
    """Bytes."""
    address: str = ""
    """Where the report is, if that is not a file of this machine; `path` is then no more than its name in messages."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A report, or a folder, for which nothing could be done."""

    name: str
    message: str
    """One sentence: what, where, what to do next."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the paths of a command line."""

    reports: tuple[Report, ...]
    """By folder in the order given, by name inside of one."""
    failures: tuple[Failure, ...] = ()
    passed_over: tuple[str, ...] = ()
    """Files that are named as translations, `report.zh.html`."""


def find_reports(
    places: Sequence[Path | str], *, recursive: bool, besides: Sequence[Path | str], targets: Collection[str]
) -> Found:
    """Return the reports named and those in the folders named, with `recursive` in all folders below.

    A file is taken from a folder by its suffix, if a reader knows it. Left out are hidden files and folders, folders
    called `locales`, those of the outputs (`besides`), and files that are named as translations into a target language
    (tag), `report.zh.txt`. Links are followed, and no folder is entered twice. A place is a path or an address.

    Raises:
        RequestError: there is no report in a folder.
    """
    search = _Search(recursive, besides, targets)
    reports: list[Report] = []
    for place in places:
        before = len(search.failures)
        if isinstance(place, str):
            found = list(search.at(place))
        elif is_folder(place):
            found = list(search.below(place))
        else:
            found = [_report(place, PurePosixPath(place.name))]
        if not found and len(search.failures) == before:
            raise RequestError(_nothing_in(place, recursive))
        reports += found
    whole = Found(tuple(_with_stems(reports)), tuple(search.failures), tuple(search.passed_over))
    return apart(whole, lambda stem, name: [Path(f"{stem}.*")])


class _Search:
    """A walk through folders."""

    def __init__(self, recursive: bool, besides: Sequence[Path | str], targets: Collection[str]) -> None:
        self._recursive = recursive
        self._besides = {_identity(place) for place in besides if isinstance(place, Path)} - {None}
        self._besides_at = tuple(f"{place.rstrip('/')}/" for place in besides if isinstance(place, str))
        self._targets = targets
        self.failures: list[Failure] = []
        self.passed_over: list[str] = []

    def below(self, root: Path) -> Iterator[Report]:
        """Yield the reports in a folder, those of each folder before those in its sub-folders.

        Links to folders come last, so that none of them gives its name to what lies in the tree itself.
        """
        entered: set[tuple[int, int] | None] = {None}
        left, links = [root], deque[Path]()
        while left or links:
            folder = left.pop() if left else links.popleft()
            if (place := _identity(folder)) in entered:
                continue
            entered.add(place)
            try:
                paths = sorted(folder.iterdir(), key=lambda path: path.name)
            except OSError as error:
                said = f"{folder}: cannot be listed ({error.strerror}); check its permissions"
                self.failures.append(Failure(str(folder), said))
                continue
            modes = {path: self._mode(path) for path in paths if not path.name.startswith(".")}
            below = [path for path, mode in modes.items() if stat.S_ISDIR(mode) and path.name != _LOCALES]
            below = [path for path in below if self._recursive and _identity(path) not in self._besides]
            left += [path for path in reversed(below) if not path.is_symlink()]
            links += [path for path in below if path.is_symlink()]
            for path, mode in modes.items():
                if stat.S_ISREG(mode) and self._is_named_so(path, str(path)):
                    yield _report(path, PurePosixPath(path.relative_to(root)))

    def _mode(self, path: Path) -> int:
        """Return what a path is, as `stat` says it; 0 for a dangling link, and for what nobody may look at."""
        try:
            return path.stat().st_mode
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ELOOP) and path.suffix.lower() in SUFFIXES:
                said = f"{path}: cannot be read ({error.strerror}); check its permissions and those of its folder"
                self.failures.append(Failure(str(path), said))
            return 0

    def at(self, address: str) -> Iterator[Report]:
        """Yield the report at an address, or those in a folder there, in the order of their names."""
        for name, size in addresses_below(address, recursive=self._recursive):
            alone = name == "."
            place = address if alone else f"{address.rstrip('/')}/{name}"
            path = PurePosixPath(place.rpartition("/")[2] if alone else name)
            left_out = any(part.startswith(".") or part == _LOCALES for part in path.parts)
            if alone or (not (left_out or place.startswith(self._besides_at)) and self._is_named_so(path, place)):
                yield Report(Path(place), str(path), str(path.with_name(path.stem)), size, place)

    def _is_named_so(self, path: PurePath, place: str) -> bool:
        """Tell whether a file has the name of a report."""
        if path.suffix.lower() not in SUFFIXES:
            return False
        if "." in path.stem and path.stem.rpartition(".")[2] in self._targets:
            self.passed_over.append(place)
            return False
        return True


def _report(path: Path, name: PurePosixPath) -> Report:
    return Report(path, printable(str(name)), printable(str(name.with_name(path.stem))), _size(path))


def apart(found: Found, files: Callable[[str, str], Iterable[Path]]) -> Found:
    """Leave out reports that share one of the files that `files` gives for their stems and names, and say so."""
    reports = [(report.address or str(report.path), files(report.stem, report.name)) for report in found.reports]
    same = list(clashes(reports))
    failures = [Failure(clash.names, clash.message) for clash in same]
    lost = {place for clash in same for place in clash.places}
    left = tuple(report for place, report in enumerate(found.reports) if place not in lost)
    return replace(found, reports=left, failures=(*found.failures, *failures))


def _with_stems(reports: Sequence[Report]) -> list[Report]:
    """Leave out what is named twice, and let reports that differ in their suffix alone keep it in their stems."""
    by_name: dict[str, list[Report]] = {}
    for report in reports:
        same = by_name.setdefault(report.name, [])
        if _identity(report.path) not in [_identity(other.path) for other in same] or not report.path.exists():
            same.append(report)
    left = list(chain.from_iterable(by_name.values()))
    shared = Counter(report.stem for report in left)
    return [replace(one, stem=one.name) if shared[one.stem] > 1 else one for one in left]


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; one that nobody may look at is none, and is told of when it is read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _nothing_in(folder: Path | str, recursive: bool) -> str:
    known = " ".join(SUFFIXES)
    if recursive:
        return f"{folder}: no reports in this folder or below; supported suffixes: {known}"
    said = f"{folder}: no reports directly in this folder; supported suffixes: {known}"
    return f"{said}, --recursive looks into its sub-folders too"


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file or a folder from all others; `None` where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
