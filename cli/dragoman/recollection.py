"""The memory of a locales folder: which files it is built from, and where its database lies."""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from dragoman import resources
from dragoman.catalogue import read_catalogue
from dragoman.memory.store import MemoryFile, MemoryStore
from dragoman.memory.tmx import read_units
from dragoman.model import Language, Unit

IMPORTED = "memory"
"""Folder below the locales folder that holds imported TMX files."""


def open_store(locales: Path, target: Language) -> MemoryStore:
    """Open the database of a locales folder and language, in the cache folder."""
    name = f"{locales.absolute()}\0{target.gettext}".encode("utf-8", "surrogateescape")
    return MemoryStore(resources.cache_folder() / "memory" / f"{sha256(name).hexdigest()[:16]}.sqlite")


def memory_files(locales: Path, source: Language, target: Language) -> Iterator[MemoryFile]:
    """Yield the catalogues and the imported files of a language, in the order of their names."""
    for path in sorted((locales / target.gettext / "LC_MESSAGES").glob("*.po")):
        yield MemoryFile(path, path.stem, partial(_units, path))
    for path in sorted((locales / IMPORTED / target.gettext).glob("*.tmx")):
        yield MemoryFile(path, path.name, partial(read_units, path, source.tag, target.tag))


def _units(path: Path) -> tuple[Unit, ...]:
    return read_catalogue(path).units
