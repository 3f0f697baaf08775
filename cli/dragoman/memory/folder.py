"""The memory of a locales folder: which files it is built from, and where its database lies."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman import resources
from dragoman.files.lock import redo_if_outdated
from dragoman.files.names import printable
from dragoman.files.outputs import Outputs
from dragoman.memory.store import MemoryFile, MemoryStore
from dragoman.memory.units import read_tmx, read_translations, write_tmx
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

    Where the cache folder is not writable, the database is temporary.
    """
    path = _database(locales, target)
    files = list(memory_files(locales, source, target))
    with ExitStack() as stack:
        store = MemoryStore(path)
        problems = store.refresh(files)
        if store.path is None:
            store.close()
            path = Path(stack.enter_context(TemporaryDirectory(prefix="dragoman-"))) / path.name
            store = MemoryStore(path)
            problems = store.refresh(files)
            if store.path is None:
                said = "nowhere to keep the memory, so nothing is recalled; set DRAGOMAN_CACHE or TMPDIR"
                problems.append(f"{path.parent}: {said}")
        store.close()
        yield path, problems


def memory_files(locales: Path, source: Language, target: Language) -> Iterator[MemoryFile]:
    """Yield the catalogues and the imported files of a language, in the order of their names."""
    folder = catalogues_folder(locales, target)
    for path in sorted(filter(Path.is_file, folder.rglob("*.po"))):
        yield MemoryFile(path, label_of(path, locales, target), partial(_units, path))
    for path in sorted(filter(Path.is_file, (locales / IMPORTED / target.gettext).glob("*.tmx"))):
        yield MemoryFile(path, path.name, partial(_imported, path, source.tag, target.tag))


def label_of(path: Path, locales: Path, target: Language) -> str:
    """Return the name of a catalogue in the memory: its report's, with its folders, if any."""
    folder = catalogues_folder(locales, target).absolute()
    inside = path.absolute()
    return (inside.relative_to(folder) if inside.is_relative_to(folder) else Path(path.name)).with_suffix("").as_posix()


def _imported(path: Path, source: str, target: str) -> list[Unit]:
    return list(read_tmx(path, source, target))


def _units(path: Path) -> tuple[Unit, ...]:
    return read_catalogue(path).all_units


def take_files(
    files: Sequence[Path], locales: Path, source: Language, target: Language
) -> tuple[dict[Path, int], list[Path]]:
    """Copy the translations of TMX and PO files to the memory, all or none.

    A copy is called as its file; where another file with other translations has that name already, a number is added.
    Returns how many translations each copy holds, and the files that have none in these languages.

    Raises:
        MemoryFileError: a file cannot be used.
        OutputError: a copy cannot be written.
    """
    folder = locales / IMPORTED / target.gettext
    return redo_if_outdated(lambda: _take(files, folder, (source.tag, target.tag)), [folder / "any"])


def _take(files: Sequence[Path], folder: Path, tags: tuple[str, str]) -> tuple[dict[Path, int], list[Path]]:
    copies: dict[Path, list[Unit]] = {}
    empty: list[Path] = []
    with Outputs(files) as outputs:
        for path in files:
            units = read_translations(path, *tags)
            if not units:
                empty.append(path)
                continue
            names = (f"{printable(path.stem)}{f'-{number}' * (number > 1)}.tmx" for number in count(1))
            for copy in map(folder.joinpath, names):
                outputs.will_read(copy)
                there = list(read_tmx(copy, *tags)) if copy not in copies and copy.exists() else copies.get(copy)
                if there in (None, units):
                    break
            with outputs.open(copy) as file:
                write_tmx(file, ((path.stem, unit) for unit in units), *tags)
            copies[copy] = units
        outputs.commit()
    return {copy: len(units) for copy, units in copies.items()}, empty
