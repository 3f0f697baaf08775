"""Addresses of indexes and packages, on the web and on this machine; nothing here opens a connection."""

from pathlib import Path
from urllib.parse import unquote, urlsplit


def shown_url(url: str) -> str:
    """Return the address without the password that may be in it.

    >>> shown_url("https://me:secret@example.org/index.json")
    'https://…@example.org/index.json'
    """
    login, at, _ = url.partition("://")[2].partition("/")[0].rpartition("@")
    return url.replace(login + at, "…@", 1) if at else url


def local_path(url: str) -> Path | None:
    """Return the local file that an address names; `None` for one on the web.

    >>> local_path("file:///packages/a%20mirror").as_posix(), local_path("https://example.org")
    ('/packages/a mirror', None)
    """
    if url.startswith("file:"):
        return Path(unquote(urlsplit(url).path))
    return None if "://" in url else Path(url)
