"""Downloads that survive a bad connection: they resume, retry, and try every address."""

import hashlib
import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dragoman.engine.packages import web
from dragoman.engine.packages.address import shown_url
from dragoman.engine.packages.archive import check_space
from dragoman.engine.packages.web import Answer, FetchError, ask
from dragoman.errors import EngineError
from dragoman.files.lock import locked
from dragoman.progress import Transfers

TRIES = 6
"""Failures in a row after which an address is given up."""
OFFLINE_TRIES = 2
"""The same where no server is reached at all: without a network nobody wants to wait."""
ADVANCED = 1 << 16
"""Bytes after which a broken attempt still counts as progress."""
_OLD = 14 * 86_400
"""Seconds after which a partial download is discarded."""

Check = Callable[[Path], object]
"""Called with a complete file; raises `EngineError` with what is wrong with it."""


@dataclass
class _Source:
    """A link, and the partial download from it; only this module reads partial downloads."""

    link: str
    part: Path
    failures: int = 0
    """In a row."""
    given_up: str = ""
    """Why, once it is."""

    @property
    def size(self) -> int:
        """Bytes received."""
        return self.part.stat().st_size if self.part.exists() else 0

    @property
    def validator(self) -> str | None:
        """What tells whether the rest that the server has belongs to the part; a part without one is of no use."""
        try:
            return self._note.read_text("utf-8") if self.size else None
        except (OSError, ValueError):
            return None

    def begin(self, validator: str | None) -> None:
        """Discard the partial download and begin a new one."""
        self.drop()
        if validator:
            self._note.write_text(validator, "utf-8")

    def drop(self) -> None:
        """Discard the partial download."""
        self.part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def fail(self, error: FetchError, before: int) -> None:
        """Count a failure of an attempt that began with `before` bytes."""
        if self.validator is None:
            self.drop()
        self.failures = 1 if self.size - before >= ADVANCED else self.failures + 1
        if not error.again or self.failures >= (OFFLINE_TRIES if error.offline and not before else TRIES):
            self.given_up = error.reason
        if not error.again:
            self.drop()

    @property
    def _note(self) -> Path:
        return self.part.with_suffix(".validator")


@contextmanager
def downloaded(
    name: str, links: Sequence[str], folder: Path, most: int, check: Check, transfers: Transfers
) -> Iterator[tuple[Path, str]]:
    """Download a file from the first link that gives it whole; give its path, for the time of the block, and the link.

    Args:
        name: what to call it.
        links: http or https addresses of the same file.
        folder: for what has come, which stays for the next time if the connection or the run broke off.
        most: bytes that it may have.
        check: raises if the file is not what was to come; then the next link is tried.
        transfers: hears how it goes on.

    Raises:
        EngineError: no link gives it; the message names each with its reason.
    """
    sources = [_Source(link, folder / f"{name}-{_key(link)}.part") for link in links]
    folder.mkdir(parents=True, exist_ok=True)
    waiting = f"{name}: waiting for another dragoman that is downloading"
    with locked([folder], patience=math.inf, busy=lambda: transfers.say(waiting)):
        _sweep(folder)
        source = _try_all(name, sources, most, check, transfers)
        try:
            yield source.part, source.link
        except KeyboardInterrupt:  # what is whole need not be fetched again
            raise
        except BaseException:
            _drop(sources)
            raise
        _drop(sources)


def _key(link: str) -> str:
    return hashlib.sha256(link.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _drop(sources: Sequence[_Source]) -> None:
    for source in sources:
        source.drop()


def _try_all(name: str, sources: Sequence[_Source], most: int, check: Check, transfers: Transfers) -> _Source:
    """Return the source that gave the complete file."""
    left = sorted(sources, key=lambda source: -source.size)  # the one that was begun with first
    while left:
        source, before = left[0], left[0].size
        try:
            _go_on(name, source, most, transfers)
            _check(source.part, check)
        except FetchError as error:
            source.fail(error, before)
            if source.given_up:
                left.remove(source)
            elif not source.size:  # another one is as good
                left.append(left.pop(0))
            if left:
                _wait(f"{shown_url(source.link)}: {error.reason}", left[0].failures, error.wait, transfers)
        else:
            return source
    reasons = "; ".join(f"{shown_url(source.link)}: {source.given_up}" for source in sources)
    raise EngineError(f"{name}: download failed: {reasons}")


def _check(file: Path, check: Check) -> None:
    try:
        check(file)
    except EngineError as error:
        raise FetchError(str(error), again=False) from error


def _wait(reason: str, failures: int, asked: float | None, transfers: Transfers) -> None:
    """Wait before the next attempt, longer after each failure of its address; not at all for an untried one."""
    if not failures:
        transfers.say(f"{reason}; trying the next address")
        return
    seconds = web.back_off(failures, asked)
    transfers.say(f"{reason}; trying again in {seconds:.0f} s")
    web.sleep(seconds)


def _go_on(name: str, source: _Source, most: int, transfers: Transfers) -> None:
    """Request what is missing from a link, or everything."""
    headers = {"Accept-Encoding": "identity"}
    if validator := source.validator:
        headers |= {"Range": f"bytes={source.size}-", "If-Range": validator}
    with ask(source.link, headers) as answer:
        start = _start(answer, source)
        if answer.status == 416:
            return
        total = None if answer.length is None else start + answer.length
        if total is not None and total > most:
            raise _too_large(total, most)
        try:
            if start == 0:
                source.begin(_validator(answer))
            check_space(source.part.parent, (total or 0) - start)
            transfers.begin(name, start, total)
            with source.part.open("ab") as file:
                _receive(answer, file, start, most, transfers)
        except OSError as error:
            source.drop()
            raise EngineError(f"{source.part}: cannot be written: {error.strerror}; set DRAGOMAN_CACHE") from error
        if total is not None and source.size != total:
            raise FetchError(f"{source.size:,} of {total:,} bytes came")


def _start(answer: Answer, source: _Source) -> int:
    """Return the offset at which an answer begins: 0, or the end of the partial download."""
    if answer.status == 200:
        return 0
    given, size = answer.headers.get("Content-Range", ""), source.size
    if answer.status == 416 and size and given == f"bytes */{size}":  # nothing is missing
        return size
    if answer.status == 206 and size and given.startswith(f"bytes {size}-") and not answer.encoded:
        return size
    source.drop()
    raise FetchError(f"the server sent a different part than requested ({answer.status} {given[:100]})".rstrip())


def _receive(answer: Answer, file: IO[bytes], start: int, most: int, transfers: Transfers) -> None:
    received = start
    for chunk in answer.chunks():
        received += len(chunk)
        if received > most:
            raise _too_large(received, most)
        file.write(chunk)
        transfers.advance(len(chunk))


def _too_large(size: int, most: int) -> FetchError:
    return FetchError(
        f"it has {size / 1e6:,.0f} MB or more, and {most / 1e6:,.0f} MB are allowed; raise --max-size", again=False
    )


def _validator(answer: Answer) -> str | None:
    """Return what If-Range takes (RFC 9110 §13.1.5): a strong ETag, or the date of the last change."""
    if answer.encoded:
        return None
    tag = answer.headers.get("ETag", "")
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified") or None


def _sweep(folder: Path) -> None:
    """Remove abandoned partial downloads."""
    for path in folder.iterdir():
        with suppress(OSError):
            if path.suffix in (".part", ".validator") and time.time() - path.stat().st_mtime > _OLD:
                path.unlink()
