"""One process at a time where files are read, changed and replaced: flock(2) on the folder itself.

Nothing is left in the folder, and the lock of a killed process is gone with it. filelock locks a file that it has to
make and leaves behind, here in a person's folders, and waits for ever where this process holds the lock already.
"""

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from dragoman.errors import OutdatedError, OutputError

PATIENCE = 120.0
"""Seconds to wait for another process: more than any work on catalogues takes, and less than a person's patience."""
_PAUSE = 0.02
_ATTEMPTS = 5

Result = TypeVar("Result")


def _quiet() -> None:
    """Say nothing."""


_held: set[tuple[int, int]] = set()
"""The folders that this process has locked, by device and inode."""


def redo_if_outdated(work: Callable[[], Result], paths: Iterable[Path]) -> Result:
    """Do work that reads the files at `paths` and replaces them; again where another program saves one in the meantime.

    The first attempt locks nothing but the moment of replacing, for it may take hours. Those that follow have the
    folders of the files to themselves, so that only programs that know no locks can come in between.

    Raises:
        OutdatedError: such a program has saved a file again and again.
        OutputError: another process has kept a folder locked.
    """
    with suppress(OutdatedError):
        return work()
    with locked(path.parent for path in paths):
        for _ in range(_ATTEMPTS - 2):
            with suppress(OutdatedError):
                return work()
        return work()


@contextmanager
def locked(
    folders: Iterable[Path], *, patience: float | None = None, busy: Callable[[], object] = _quiet
) -> Iterator[None]:
    """Keep other dragoman processes from locking any of the folders; missing ones are skipped.

    What this process has locked already stays locked. All wait in one order, so that no two wait for each other.

    Args:
        patience: seconds to wait for another process, `PATIENCE` if not given.
        busy: called once if one has to be waited for.

    Raises:
        OutputError: a folder cannot be opened, or another process has kept it locked for longer.
    """
    places = {(found.st_dev, found.st_ino): folder for folder in set(folders) if (found := _stat(folder))}
    with ExitStack() as stack:
        for place in sorted(places.keys() - _held):
            descriptor = _lock(places[place], PATIENCE if patience is None else patience, busy)
            stack.callback(_unlock, descriptor, place)
            _held.add(place)
        yield


def _stat(folder: Path) -> os.stat_result | None:
    with suppress(OSError):
        return folder.stat()
    return None


def _lock(folder: Path, patience: float, busy: Callable[[], object]) -> int:
    """Return a descriptor that holds the lock."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            if not _wait(descriptor, patience, busy):
                # NFS locks only what is open for writing, which a folder never is.
                os.close(descriptor)
                descriptor = os.open(folder / ".dragoman.lock", os.O_RDWR | os.O_CREAT, 0o666)
                _wait(descriptor, patience, busy)
        except TimeoutError:
            os.close(descriptor)
            said = f"another dragoman process has kept this folder locked for {patience:g} seconds"
            raise OutputError(f"{folder}: {said}; nothing was changed, try again when it has ended") from None
        except BaseException:
            os.close(descriptor)
            raise
    except OSError as error:
        raise OutputError(f"{folder}: cannot be locked: {error.strerror}; nothing was changed") from error
    return descriptor


def _wait(descriptor: int, patience: float, busy: Callable[[], object]) -> bool:
    """Wait for the lock; `False` where the file system has none: there, what was read is only compared at the end."""
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise TimeoutError from None
            busy()
            busy = _quiet
            time.sleep(_PAUSE)
        except OSError as error:
            if error.errno not in (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP):
                raise
            return False
        else:
            return True


def _unlock(descriptor: int, place: tuple[int, int]) -> None:
    _held.discard(place)
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_UN)  # at once, though a child may have inherited the descriptor
    os.close(descriptor)
