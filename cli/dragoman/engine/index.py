"""The public index of Argos packages: the only module that opens a network connection."""

import json
import os
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any

from dragoman.engine.archive import unpack
from dragoman.engine.packages import Package, read_package, user_folder, version_key
from dragoman.errors import EngineError
from dragoman.progress import Advance

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
"""argostranslate's own default; its variable `ARGOS_PACKAGE_INDEX` (a folder) is obeyed."""

Trial = Callable[[Package], object]
"""Called with an unpacked package before it is installed; raises `EngineError` if it does not work."""

_TIMEOUT_SECONDS = 30
_CHUNK_BYTES = 1 << 18
_USER_AGENT = "dragoman"


def index_url() -> str:
    """Return the address of the index."""
    folder = os.environ.get("ARGOS_PACKAGE_INDEX")
    return folder.rstrip("/") + "/index.json" if folder else DEFAULT_INDEX


def read_index(url: str) -> list[Mapping[str, Any]]:
    """Fetch the index: one mapping for each package, in `metadata.json`'s fields and `links`.

    Raises:
        EngineError: the network or the server does not answer, or not with an index.
    """
    try:
        with _open(url) as response:
            entries = json.load(response)
    except (OSError, HTTPException) as error:
        raise EngineError(
            f"{url}: the package index cannot be fetched ({_reason(error)}); this command needs the network, "
            "or a package file: dragoman models install --file PACKAGE"
        ) from error
    except ValueError as error:
        raise EngineError(f"{url}: this is not an Argos package index: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise EngineError(f"{url}: this is not an Argos package index")
    return [entry for entry in entries if entry.get("from_code") and entry.get("to_code")]


def install_from_index(source: str, target: str, url: str, trial: Trial, advance: Advance) -> Package:
    """Download the latest package for a pair of Argos codes and install it where Argos Translate keeps its packages.

    Raises:
        EngineError: the index has no such package, no link works, or what came is not a sound package.
    """
    entries = [e for e in read_index(url) if (e["from_code"], e["to_code"]) == (source, target)]
    if not entries:
        raise EngineError(f"{url}: no package translates {source} → {target}; see: dragoman models available")
    latest = max(entries, key=lambda entry: version_key(str(entry.get("package_version", ""))))
    links = latest.get("links")
    usable = [link for link in links if str(link).startswith(("http://", "https://"))] if type(links) is list else []
    with tempfile.TemporaryDirectory(prefix="dragoman-") as work:
        file = Path(work) / f"translate-{source}_{target}.argosmodel"
        _download(usable, file, advance)
        return install_file(file, trial)


def install_file(file: Path, trial: Trial) -> Package:
    """Install a package file that is on this machine; `trial` raises if the package does not work.

    A package in its place is replaced, whole or damaged, and only by one that works.

    Raises:
        EngineError: it is not a sound package, or the folder cannot be written.
    """
    if not file.is_file():
        raise EngineError(f"{file}: there is no such package file")

    def try_out(folder: Path) -> None:
        try:
            trial(read_package(folder, embedded=False))
        except EngineError as error:
            raise EngineError(
                f"{file}: this package does not work, so nothing was changed ({error.__cause__ or error})"
            ) from error

    return read_package(unpack(file, user_folder(), try_out), embedded=False)


def _download(links: Sequence[str], file: Path, advance: Advance) -> None:
    """Try the links in turn until one gives the whole file."""
    problems = []
    for link in links:
        try:
            with _open(link) as response, file.open("wb") as out:
                expected = response.headers.get("Content-Length")
                received = 0
                while chunk := response.read(_CHUNK_BYTES):
                    out.write(chunk)
                    received += len(chunk)
                    advance(len(chunk))
            if expected and expected.isdecimal() and received != int(expected):
                raise OSError(f"{received} of {expected} bytes came")
            if not zipfile.is_zipfile(file):
                raise OSError("this is not an Argos package")
        except (OSError, HTTPException) as error:
            problems.append(f"{link}: {_reason(error)}")
        else:
            return
    raise EngineError("the package cannot be downloaded: " + ("; ".join(problems) or "the index gives no link"))


def _open(url: str) -> Any:
    request = urllib.request.Request(url, headers={"User-Agent": _USER_AGENT})
    return urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS)


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.URLError) and not isinstance(error, urllib.error.HTTPError):
        return str(error.reason)
    return str(error) or type(error).__name__
