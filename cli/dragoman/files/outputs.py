"""Files written all or none: each beside its place first, then renamed when all are complete."""

import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dragoman.errors import OutdatedError, OutputError
from dragoman.files.lock import locked

LITTER_AGE = 3600
"""Seconds after which a file of a process that is not visible from here counts as left behind."""
_BESIDE = re.compile(r"\.dragoman-([0-9]+)-(?:([0-9a-f]{8})-)?[0-9]+\.(?:new|old)")
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Outputs:
    """The output files of one run; a context manager that leaves nothing behind unless `commit` was called.

    A target that is a symbolic link is replaced, never written through.
    """

    def __init__(self, inputs: Iterable[Path] = ()) -> None:
        """`inputs` are the paths that no output may replace."""
        self._inputs = [path for path in inputs if path.exists()]
        self._staged: dict[Path, Path] = {}
        """Where each file goes, and the file beside it that holds its data."""
        self._aside: set[Path] = set()
        """Those that nobody asked for; they are not reported."""
        self._folders: list[Path] = []
        self._swept: set[Path] = set()
        self._read: dict[Path, tuple[int, ...] | None] = {}
        """State of each file when it was about to be read; `None` where there was none."""

    def will_read(self, path: Path) -> None:
        """Remember how the file at `path`, which is read now and replaced later, is; there need not be one."""
        self._read[path] = _stamp(path)

    def check_folder(self, folder: Path) -> None:
        """Make sure that files can be written to `folder`, before long work for them begins.

        Raises:
            OutputError: it, or the folder above it that is there already, is no folder or cannot be written.
        """
        there = next(part for part in (folder, *folder.absolute().parents) if part.exists())
        if not there.is_dir():
            raise OutputError(f"{folder}: cannot be written, {there} is not a folder; nothing was changed")
        if not os.access(there, os.W_OK | os.X_OK):
            raise OutputError(f"{folder}: cannot be written, {there} is not writable; nothing was changed")

    def stage(self, path: Path, data: bytes) -> None:
        """Write `data` beside `path`; a file that was staged before is replaced.

        Raises:
            OutputError: the folder cannot be made or written, or `path` is one of the inputs or a folder.
        """
        with self.open(path) as file:
            file.write(data)

    def stage_aside(self, path: Path, data: bytes) -> None:
        """Write what the run can do without, if it can be written."""
        with suppress(OutputError):
            self.stage(path, data)
            self._aside.add(path)

    @contextmanager
    def open(self, path: Path) -> Iterator[BinaryIO]:
        """Open a file beside `path` to write to; a file that was staged before is replaced.

        Raises:
            OutputError: as of `stage`, when the file is opened, written or closed.
        """
        try:
            if path.is_dir():
                raise OutputError(f"{path}: cannot write a file here, a folder has that name")
            if path.exists() and any(path.samefile(source) for source in self._inputs):
                raise OutputError(f"{path}: this is the report itself; choose another --out folder")
            self._make_folder(path.parent)
            if path.parent not in self._swept:
                self._swept.add(path.parent)
                _sweep(path.parent)
            beside = self._staged.get(path) or _beside(path, f"{len(self._staged)}.new")
            beside.unlink(missing_ok=True)  # left by a killed process, or staged before
            self._staged[path] = beside  # first, for a signal may come at any time
            with beside.open("xb") as file:
                yield file
                if path.exists():
                    # The new data must be on the disk before the old is not, should the power fail.
                    file.flush()
                    os.fsync(file.fileno())
            if path.is_file() and not path.is_symlink():
                shutil.copymode(path, beside)  # who may write to the file stays as it was
        except OSError as error:
            if path in self._staged and not self._staged[path].exists():
                del self._staged[path]
            raise OutputError(f"{path}: cannot be written: {error.strerror}; nothing was changed") from error

    @property
    def staged(self) -> list[Path]:
        """The places of the files that wait to be moved there, in the order of staging."""
        return [path for path in self._staged if path not in self._aside]

    def commit(self) -> list[Path]:
        """Move every staged file to its place and return the places in the order of staging.

        Ctrl-C and other signals that would end the process wait until all are there, or have gone back.

        Raises:
            OutdatedError: one of them is not as it was when it was read.
            OutputError: a file cannot be moved to its place; those that were moved have gone back.
        """
        read = {path: stamp for path, stamp in self._read.items() if path in self._staged}
        with locked(path.parent for path in read), signals_deferred():
            for path, stamp in read.items():
                if _stamp(path) != stamp:
                    said = "another program changed it while dragoman worked; nothing was changed; rerun the command"
                    raise OutdatedError(f"{path}: {said}")
            return self._move()

    def _move(self) -> list[Path]:
        places: list[Path] = []
        backups: list[Path | None] = []
        try:
            for number, (path, beside) in enumerate(self._staged.items()):
                try:
                    backups.append(_back_up(path, _beside(path, f"{number}.old")))
                    beside.replace(path)
                except OSError as error:
                    for place, backup in zip(places, backups, strict=False):
                        _restore(place, backup)
                    raise OutputError(f"{path}: cannot be replaced: {error.strerror}; nothing was changed") from error
                places.append(path)
        finally:
            for backup in filter(None, backups):
                with suppress(OSError):
                    backup.unlink(missing_ok=True)
        told = [path for path in places if path not in self._aside]
        self._staged.clear()
        self._aside.clear()
        self._folders.clear()
        return told

    def _make_folder(self, folder: Path) -> None:
        """Make the folder and remember which parts of its path are new."""
        missing = [part for part in (folder, *folder.parents) if not part.exists()]
        for part in reversed(missing):
            part.mkdir(exist_ok=True)
            self._folders.append(part)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for beside in self._staged.values():
            with suppress(OSError):
                beside.unlink()
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def signals_deferred() -> Iterator[None]:
    """Let signals that end the process wait for the end of the block; nothing is done outside of the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, frame: came.append(number)) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for first in came[:1]:
            signal.raise_signal(first)


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what changes whenever a program saves the file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _beside(path: Path, name: str) -> Path:
    """Return a hidden name in the folder of `path` that is short, however long that of `path` is."""
    return path.with_name("-".join(filter(None, (".dragoman", str(os.getpid()), machine(), name))))


def _sweep(folder: Path) -> None:
    """Remove what killed processes have left in a folder: those of this machine at once, others after a while."""
    for path in folder.glob(".dragoman-*"):
        found = _BESIDE.fullmatch(path.name)
        with suppress(OSError):
            if found and not is_running(int(found[1])):
                ours = found[2] and found[2] == machine()
                if ours or time.time() - path.lstat().st_ctime > LITTER_AGE:
                    path.unlink()


@cache
def machine() -> str:
    """Return 8 hexadecimal digits shared by all processes that see the same process ids, until the machine reboots.

    Empty where the system does not tell: a process that is not visible may then run on another machine, or in a
    container.
    """
    try:
        started = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")
        return sha256(f"{started} {Path('/proc/self/ns/pid').readlink()}".encode()).hexdigest()[:8]
    except (OSError, ValueError):
        return ""


def is_running(process: int) -> bool:
    """Tell whether a process of this machine has not ended."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    try:  # one that has ended but that nobody has asked about yet keeps its number
        return Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except (OSError, IndexError):
        return True


def _back_up(path: Path, backup: Path) -> Path | None:
    """Give the file at `path` a second name, a link itself where it is one; `None` where there is nothing to keep."""
    if not os.path.lexists(path):
        return None
    backup.unlink(missing_ok=True)
    try:
        os.link(path, backup, follow_symlinks=False)
    except OSError:  # a file system without links, or another user's file
        shutil.copy2(path, backup, follow_symlinks=False)
    return backup


def _restore(path: Path, backup: Path | None) -> None:
    with suppress(OSError):
        if backup:
            backup.replace(path)
        else:
            path.unlink()
