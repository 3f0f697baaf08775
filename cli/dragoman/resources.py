"""Where the files that ship with dragoman and the files that it keeps for itself are found."""

import os
from pathlib import Path
from typing import Any, cast

from dragoman.errors import RequestError
from dragoman.memo import recall

PACKAGE = Path(__file__).parent


def glossary_folder() -> Path:
    """Return the curated glossary: package data in a wheel, the repository's folder in a checkout."""
    packaged = PACKAGE / "data" / "glossary"
    return packaged if packaged.is_dir() else PACKAGE.parents[1] / "glossary"


def is_packaged(folder: Path) -> bool:
    """Say whether a folder is part of an installed dragoman, which the next version replaces."""
    return folder.is_relative_to(PACKAGE)


def embedded_packages() -> list[Path]:
    """Return the Argos package files (`.argosmodel`) that ship with dragoman, sorted by name."""
    return sorted((PACKAGE / "data").glob("*.argosmodel"))


def table_of(module: str) -> dict[str, Any]:
    """Return what the TOML file beside a module, and named like it, holds; `module` is its `__file__`."""
    return read_table(Path(module).with_suffix(".toml"))


def read_table(path: Path) -> dict[str, Any]:
    """Return what a TOML file that ships with dragoman holds."""
    return recall(_parse, path.read_text("utf-8"))


def _parse(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def words_of(module: str) -> dict[str, frozenset[str]]:
    """Return the words of `table_of(module)`, a set for each of its strings, which have blanks between them."""
    return {name: frozenset(words.split()) for name, words in table_of(module).items()}


def home() -> Path:
    """Return the user's home folder.

    Raises:
        RequestError: there is none, as in a container that runs under a number that no user has.
    """
    try:
        return Path.home()
    except RuntimeError:
        raise RequestError("this user has no home folder; set HOME to a writable folder") from None


def _own(variable: str, usual: str) -> Path:
    if override := os.environ.get(variable):
        return Path(override)
    import platformdirs

    try:
        return cast("Path", getattr(platformdirs, usual)("dragoman", appauthor=False))
    except RuntimeError:
        raise RequestError(f"this user has no home folder; set HOME, or {variable}, to a writable folder") from None


def cache_folder() -> Path:
    """Return dragoman's own cache folder (`DRAGOMAN_CACHE`, else the platform's); it may not exist yet."""
    return _own("DRAGOMAN_CACHE", "user_cache_path")


def data_folder() -> Path:
    """Return where dragoman keeps what cannot be made anew (`DRAGOMAN_DATA`, else the platform's); it may not exist."""
    return _own("DRAGOMAN_DATA", "user_data_path")


def translations_file() -> Path:
    """Return the database of the translations that are kept between runs; it may not exist yet."""
    return cache_folder() / "translations.sqlite"
