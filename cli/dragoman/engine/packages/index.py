"""The index of Argos packages: what is available, in which version, and where."""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from dragoman import resources
from dragoman.engine.packages.address import local_path, shown_url
from dragoman.engine.packages.install import Expected, Installed, Trial, check_file, install_file
from dragoman.engine.packages.installed import version_key
from dragoman.engine.packages.metadata import check_metadata, shown
from dragoman.errors import EngineError
from dragoman.progress import Transfers

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
"""argostranslate's own default; its variable `ARGOS_PACKAGE_INDEX` (a folder) is honoured."""
MAX_INDEX = 8 * 2**20
"""Bytes; the public one has 40,000."""
MAX_PACKAGE = 2_000
"""Default limit of a package's size in megabytes."""
_TRIES = 3
_CHECKSUM = re.compile(r"(?:sha256[:=-])?([0-9a-f]{64})", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A package that the index offers."""

    from_code: str
    to_code: str
    version: str
    from_name: str
    to_name: str
    links: tuple[str, ...]
    """The usable addresses: all on the web, or all local files."""
    unserved: tuple[str, ...]
    """Why the others cannot be."""
    sha256: str | None
    fields: Mapping[str, Any]
    """All that the index says."""

    @property
    def pair(self) -> str:
        """`en-zh`."""
        return f"{self.from_code}-{self.to_code}"


@dataclass(frozen=True)
class Index:
    """What an index offers."""

    url: str
    entries: Sequence[Entry]
    problems: Sequence[str]
    """What is wrong with the entries that were left out."""

    def latest(self, source: str, target: str) -> Entry:
        """Return the entry with the highest version for a pair of Argos codes.

        Raises:
            EngineError: there is none; where two meet in English, the message names the command that installs them.
        """
        if found := self.find(source, target):
            return found
        where, through = shown_url(self.url), ""
        if self.find(source, "en") and self.find("en", target):
            through = f"; two meet in English: dragoman models install {source} en en {target}"
        matching = [problem for problem in self.problems if f" {source} → {target}:" in problem]
        wrong = "".join(f"; {problem}" for problem in (matching or self.problems)[:1])
        raise EngineError(
            f"{where}: no package translates {source} → {target}{through}{wrong}; see: dragoman models available"
        )

    def find(self, source: str, target: str) -> Entry | None:
        """Return the entry with the highest version for a pair of Argos codes, if there is one."""
        entries = [entry for entry in self.entries if (entry.from_code, entry.to_code) == (source, target)]
        return max(entries, key=lambda entry: version_key(entry.version), default=None)


def index_url() -> str:
    """Return the address of the index."""
    folder = os.environ.get("ARGOS_PACKAGE_INDEX")
    return folder.rstrip("/") + "/index.json" if folder else DEFAULT_INDEX


def read_index(url: str) -> Index:
    """Fetch the index from an http or https address, or read it from a file or a folder of this machine.

    Unusable entries are skipped and named; those of packages that do not translate are skipped.

    Raises:
        EngineError: there is no index.
    """
    data, place = _fetch(url)
    try:
        listed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EngineError(f"{shown_url(url)}: this is not an Argos package index: {error}") from error
    if not isinstance(listed, list) or not all(isinstance(fields, dict) for fields in listed):
        raise EngineError(f"{shown_url(url)}: this is not an Argos package index")
    entries, problems = [], []
    for fields in listed:
        if fields.get("type", "translate") == "translate":
            try:
                entries.append(_entry(place, fields))
            except ValueError as error:
                source, target = (shown(str(fields.get(name)))[1:-1] for name in ("from_code", "to_code"))
                problems.append(f"the entry {source} → {target}: {error}")
    return Index(url, entries, problems)


def install_from_index(entry: Entry, most: int, transfers: Transfers, trial: Trial | None = None) -> Installed:
    """Fetch a package and install it where Argos Translate keeps its packages.

    Args:
        entry: which one.
        most: bytes that it may have, packed and unpacked.
        transfers: hears how the download goes on.
        trial: see `install_file`.

    Raises:
        EngineError: no link works, or what came is not the package that was promised; nothing was changed.
    """
    for reason in entry.unserved:
        transfers.say(reason)
    if not entry.links:
        raise EngineError(f"{entry.pair} {entry.version}: the index has no usable link")
    expected = Expected(entry.from_code, entry.to_code, entry.sha256)
    if (file := Path(entry.links[0])).is_absolute():
        return install_file(file, expected=expected, most=most, trial=trial)
    from dragoman.engine.packages.download import downloaded  # only here: urllib3 asks for a socket when it is imported

    name = f"translate-{entry.from_code}_{entry.to_code}-{entry.version}"
    folder = resources.cache_folder() / "downloads"
    check = partial(check_file, expected=expected, most=most)
    with downloaded(name, entry.links, folder, most, check, transfers) as (file, link):
        transfers.begin(f"{entry.pair}: trial", 0, None)
        done = install_file(file, source=shown_url(link), expected=expected, most=most, trial=trial)
    if done.package.version != entry.version:
        transfers.say(f"{entry.pair}: the index calls it {entry.version}, the package itself {done.package.version}")
    return done


def _entry(url: str, fields: Mapping[str, Any]) -> Entry:
    """Return an entry that was judged; raise a `ValueError` with what is wrong with it."""
    check_metadata(fields)
    links, unserved = _links(url, fields)
    return Entry(
        from_code=fields["from_code"],
        to_code=fields["to_code"],
        version=fields["package_version"],
        from_name=fields["from_name"],
        to_name=fields["to_name"],
        links=tuple(links),
        unserved=tuple(unserved),
        sha256=_checksum(fields),
        fields=fields,
    )


def _links(url: str, fields: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the addresses of a package that can be served, and why the others cannot."""
    here = local_path(url)
    local, links, unserved = [], [], []
    for link in dict.fromkeys(fields.get("links", [])):
        scheme = urlsplit(link).scheme
        if here and (scheme == "file" or not scheme):
            local.append(str((_index_file(here).parent / (local_path(link) or "")).absolute()))
            continue
        address = link if here else urljoin(url, link)
        scheme, host = urlsplit(address)[:2]
        if scheme in ("http", "https") and not host:
            unserved.append(f"{shown_url(link)}: skipped, it names no server")
        elif scheme not in ("http", "https"):
            unserved.append(f"{shown_url(link)}: skipped, {scheme or 'such'} addresses are not supported")
        elif urlsplit(url).scheme == "https" and scheme == "http" and not _checksum(fields):
            unserved.append(f"{shown_url(link)}: skipped, an https index may link to http only with a checksum")
        else:
            links.append(address)
    return [link for link in local if Path(link).is_file()] or links or local, unserved


def _checksum(fields: Mapping[str, Any]) -> str | None:
    """Return the SHA-256 that the index gives for a package; the public one gives none."""
    given = fields.get("sha256", fields.get("checksum"))
    if given is None:
        return None
    if not isinstance(given, str) or not (found := _CHECKSUM.fullmatch(given)):
        raise ValueError("its checksum is not SHA-256")
    return found[1].lower()


def _index_file(path: Path) -> Path:
    return path / "index.json" if path.is_dir() else path


def _fetch(url: str) -> tuple[bytes, str]:
    """Return the bytes of the index, and where they were found in the end."""
    if path := local_path(url):
        try:
            with _index_file(path).open("rb") as file:
                data, place = file.read(MAX_INDEX + 1), url
        except OSError as error:
            raise EngineError(f"{error.filename}: the package index cannot be read: {error.strerror}") from error
    else:
        data, place = _ask(url)
    if len(data) > MAX_INDEX:
        raise EngineError(f"{shown_url(url)}: too large for a package index")
    return data, place


def _ask(url: str) -> tuple[bytes, str]:
    from dragoman.engine.packages import web

    tried = 0
    while True:
        try:
            with web.ask(url, {"Accept-Encoding": "gzip"}) as answer:
                return _begin(answer.chunks()), answer.url
        except web.FetchError as error:
            tried += 1
            if not error.again or error.offline or tried == _TRIES:
                raise _not_fetched(url, error.reason, offline=error.offline) from error
            web.sleep(web.back_off(tried, error.wait))


def _begin(chunks: Iterable[bytes]) -> bytes:
    """Return all that comes, or what shows that it is too much."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MAX_INDEX:
            break
    return bytes(data)


def _not_fetched(url: str, reason: str, *, offline: bool) -> EngineError:
    advice = "this command needs the network" if offline else "this command needs the index"
    return EngineError(
        f"{shown_url(url)}: the package index cannot be fetched ({reason}); {advice}, "
        "or a package file: dragoman models install --file PACKAGE"
    )
