"""Downloads that stand a bad line: they go on where they stopped, try again, and try every address that there is."""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dragoman.engine import web
from dragoman.engine.address import shown_url
from dragoman.engine.archive import check_space
from dragoman.engine.records import digest
from dragoman.engine.staging import locked
from dragoman.engine.web import Answer, FetchError, ask
from dragoman.errors import EngineError
from dragoman.progress import Transfers

TRIES = 5
"""How often an address may fail in a row before it is given up."""
OFFLINE_TRIES = 2
"""How often, where no server is reached at all: without a network nobody wants to wait."""
ADVANCED = 1 << 16
"""Bytes that make a try that broke off count as one that went well."""
_OLD = 14 * 86_400
"""Seconds after which a part is not gone on with."""


@dataclass
class _Part:
    """The part of a file that has come so far, with what tells whether the rest that a server has belongs to it.

    It ends in `.part`, and nothing but this module ever reads it.
    """

    path: Path

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def of(self, link: str) -> str | None:
        """Return the validator that the part has from that link."""
        try:
            known = json.loads(self._notes.read_text("utf-8"))
            return str(known["validator"]) if known["link"] == link and self.size else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note(self, link: str, validator: str | None) -> None:
        """Remember where the part comes from; without a validator it cannot be gone on with."""
        if validator:
            self._notes.write_text(json.dumps({"link": link, "validator": validator}), "utf-8")
        else:
            self._notes.unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)

    @property
    def _notes(self) -> Path:
        return self.path.with_suffix(".json")


@contextmanager
def downloaded(
    name: str, links: Sequence[str], folder: Path, most: int, sha256: str | None, transfers: Transfers
) -> Iterator[tuple[Path, str]]:
    """Download a file from the first link that gives it whole; give its path, for the time of the block, and the link.

    Args:
        name: what to call it.
        links: http or https addresses of the same file.
        folder: for the part that has come, which stays for the next time if the download is interrupted.
        most: bytes that it may have.
        sha256: of the file, if known.
        transfers: hears how it goes on.

    Raises:
        EngineError: no link gives it; the message names each with its reason.
    """
    key = hashlib.sha256("\n".join(links).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    part = _Part(folder / f"{name}-{key}.part")
    waiting = f"{name}: waiting for another dragoman that is downloading"
    with locked(folder, lambda: transfers.say(waiting)):
        _sweep(folder)
        link = _try_all(name, list(links), part, most, sha256, transfers)
        try:
            yield part.path, link
        except EngineError:  # not after Ctrl-C: then it need not be fetched again
            part.drop()
            raise
        part.drop()


def _try_all(name: str, links: list[str], part: _Part, most: int, sha256: str | None, transfers: Transfers) -> str:
    """Fill the part from one link; return that."""
    failures = dict.fromkeys(links, 0)
    given_up: dict[str, str] = {}
    links.sort(key=lambda link: part.of(link) is None)  # the one that it was begun from first
    while links:
        link, before = links[0], part.size
        try:
            _go_on(name, link, part, most, transfers)
            if sha256 and digest(part.path) != sha256:
                raise FetchError("what came does not have the checksum that the index gives", again=False)
        except FetchError as error:
            advanced = part.size - before >= ADVANCED and part.of(link) is not None
            failures[link] = 1 if advanced else failures[link] + 1
            if not error.again or failures[link] >= (OFFLINE_TRIES if error.offline and not before else TRIES):
                part.drop()
                given_up[link] = error.reason
                links.pop(0)
                if links:
                    transfers.say(f"{shown_url(link)}: {error.reason}; trying the next address")
            else:
                if part.of(link) is None:
                    part.drop()
                    links.append(links.pop(0))
                _wait(link, error, failures[links[0]], transfers)
        else:
            return link
    raise EngineError(
        f"{name}: the package cannot be downloaded: "
        + "; ".join(f"{shown_url(link)}: {reason}" for link, reason in given_up.items())
    )


def _wait(link: str, error: FetchError, failures: int, transfers: Transfers) -> None:
    """Wait before a link is tried again, the longer the oftener it failed; one that was not tried is not waited for."""
    if not failures:
        return
    seconds = web.back_off(failures, error.wait)
    transfers.say(f"{shown_url(link)}: {error.reason}; trying again in {seconds:.0f} s")
    web.sleep(seconds)


def _go_on(name: str, link: str, part: _Part, most: int, transfers: Transfers) -> None:
    """Ask a link for what is missing, or for all."""
    validator = part.of(link)
    if validator is None:
        part.drop()
    headers = {"Accept-Encoding": "identity"}
    if validator:
        headers |= {"Range": f"bytes={part.size}-", "If-Range": validator}
    with ask(link, headers) as answer:
        start = _start(answer, part)
        if answer.status == 416:
            return
        if start == 0:
            part.drop()
            part.note(link, _validator(answer))
        total = None if answer.length is None else start + answer.length
        if total is not None and total > most:
            raise _too_large(total, most)
        try:
            check_space(part.path.parent, (total or 0) - start)
            transfers.begin(name, start, total)
            with part.path.open("ab") as file:
                _receive(answer, file, start, most, transfers)
        except OSError as error:
            part.drop()
            raise EngineError(f"{part.path}: cannot be written: {error.strerror}; set DRAGOMAN_CACHE") from error
        if total is not None and part.size != total:
            raise FetchError(f"{part.size:,} of {total:,} bytes came")


def _start(answer: Answer, part: _Part) -> int:
    """Return the byte that an answer begins with, for one that goes on exactly where the part ends, or anew."""
    if answer.status == 200:
        return 0
    given = answer.headers.get("Content-Range", "")
    size = part.size
    if answer.status == 416 and size and given == f"bytes */{size}":  # nothing is missing
        return size
    if answer.status == 206 and size and given.startswith(f"bytes {size}-") and not answer.encoded:
        return size
    part.drop()
    raise FetchError(f"the server gives another part than it was asked for ({answer.status} {given})".rstrip())


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
        f"it has {size / 1e6:,.0f} MB or more, and {most / 1e6:,.0f} MB are allowed (--max-size)", again=False
    )


def _validator(answer: Answer) -> str | None:
    """Return what If-Range takes (RFC 9110 §13.1.5): a strong ETag, or the date of the last change."""
    if answer.encoded:
        return None
    tag = answer.headers.get("ETag", "")
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified") or None


def _sweep(folder: Path) -> None:
    """Remove parts that nobody went on with."""
    for path in folder.iterdir():
        with suppress(OSError):
            if path.suffix in (".part", ".json") and time.time() - path.stat().st_mtime > _OLD:
                path.unlink()
