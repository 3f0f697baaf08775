"""Files at addresses, `s3://bucket/reports`, which fsspec reads and writes."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.errors import OutputError, RequestError


def parse_place(text: str) -> Path | str:
    """Return a place as the user writes it, as a path of this machine or as an address.

    >>> parse_place("file:///reports"), parse_place("reports"), parse_place("s3://bucket/reports")
    (PosixPath('/reports'), PosixPath('reports'), 's3://bucket/reports')
    """
    if text.startswith("file://"):
        from urllib.request import url2pathname

        return Path(url2pathname(text.removeprefix("file://")))
    return text if is_address(text) else Path(text)


def is_address(place: str) -> bool:
    """Tell whether a place is an address, `s3://bucket/reports`, and not a path."""
    return "://" in place


def reach(address: str) -> tuple[Any, str]:
    """Return the file system of an address and its path in there.

    Raises:
        RequestError: fsspec is not installed, or knows no such file system.
    """
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        said = f"{address} needs a package that is not installed: {error}"
        raise RequestError(f"{said}; install dragoman with its extra `ray`") from error
    except ValueError as error:
        raise RequestError(f"{address}: unsupported address: {error}") from error
    return system, path


def read_address(address: str) -> bytes:
    """Return what is in the file at an address. Raises `OSError`."""
    system, path = reach(address)
    data: bytes = system.cat_file(path)
    return data


def addresses_below(address: str, *, recursive: bool) -> Sequence[tuple[str, int]]:
    """Return the files below a folder at an address, by their path in it, and their sizes in bytes, sorted.

    Raises:
        RequestError: there is nothing, or it cannot be reached.
    """
    system, root = reach(address)
    try:
        found = system.find(root, maxdepth=None if recursive else 1, detail=True)
    except OSError as error:
        raise RequestError(f"{address}: cannot be listed ({error})") from error
    files = ((posixpath.relpath(path, root), about) for path, about in found.items() if about.get("type") == "file")
    return sorted((name, int(about.get("size") or 0)) for name, about in files)


@contextmanager
def copied(address: str, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Copy the files with certain suffixes below an address into a folder that lasts as long as the block.

    Raises:
        RequestError: the address cannot be reached.
    """
    with TemporaryDirectory(prefix="dragoman-") as folder:
        for name, _ in addresses_below(address, recursive=True):
            if name.endswith(suffixes):
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(read_address(posixpath.join(address, name)))
        yield Path(folder)


@contextmanager
def written(contents: Mapping[str, bytes]) -> Iterator[None]:
    """Write files to their addresses, as far as their file system can all or none, when the block has ended well."""
    if not contents:
        yield
        return
    system, _ = reach(next(iter(contents)))  # the same for all: reports of one batch have one place each
    try:
        with system.transaction:
            for address, data in contents.items():
                _, path = reach(address)
                system.makedirs(posixpath.dirname(path), exist_ok=True)
                with system.open(path, "wb") as file:
                    file.write(data)
            yield
    except OSError as error:
        raise OutputError(f"{next(iter(contents))}: cannot be written ({error})") from error
