"""The memory of a locales folder: which files it is built from, and where its database lies."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman import resources
from dragoman.memory.store import MemoryFile, MemoryStore
from dragoman.memory.units import read_units
from dragoman.model import Language, Unit
from dragoman.po.catalogue import catalogues_folder, read_catalogue

IMPORTED = "memory"
"""Folder below the locales folder that holds imported TMX files."""


def open_store(locales: Path, target: Language) -> MemoryStore:
    """Open the database of a locales folder and language, in the cache folder."""
    return MemoryStore(_database(locales, target))


def _database(locales: Path, target: Language) -> Path:
    name = f"{locales.absolute()}\0{target.gettext}".encode("utf-8", "surrogateescape")
    return resources.cache_folder() / "memory" / f"{sha256(name).hexdigest()[:16]}.sqlite"


@contextmanager
def snapshot(locales: Path, source: Language, target: Language) -> Iterator[tuple[Path, list[str]]]:
    """Bring the memory of a locales folder up to date and return its database, and what could not be read, and why.

    Where the cache folder takes no database it is a temporary one.
    """
    path = _database(locales, target)
    MemoryStore(path).close()
    with ExitStack() as stack:
        if not path.is_file():
            path = Path(stack.enter_context(TemporaryDirectory(prefix="dragoman-"))) / path.name
        store = MemoryStore(path)
        problems = store.refresh(memory_files(locales, source, target))
        store.close()
        yield path, problems


def memory_files(locales: Path, source: Language, target: Language) -> Iterator[MemoryFile]:
    """Yield the catalogues and the imported files of a language, in the order of their names."""
    folder = catalogues_folder(locales, target)
    for path in sorted(folder.rglob("*.po")):
        yield MemoryFile(path, path.relative_to(folder).with_suffix("").as_posix(), partial(_units, path))
    for path in sorted((locales / IMPORTED / target.gettext).glob("*.tmx")):
        yield MemoryFile(path, path.name, partial(read_units, path, source.tag, target.tag))


def _units(path: Path) -> tuple[Unit, ...]:
    return read_catalogue(path).units
