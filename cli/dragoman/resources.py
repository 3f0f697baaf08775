"""Where the files that ship with dragoman and the files that it keeps for itself are found."""

import os
from pathlib import Path

import platformdirs

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


def cache_folder() -> Path:
    """Return dragoman's own cache folder (`DRAGOMAN_CACHE`, else the platform's); it may not exist yet."""
    override = os.environ.get("DRAGOMAN_CACHE")
    return Path(override) if override else platformdirs.user_cache_path("dragoman", appauthor=False)


def data_folder() -> Path:
    """Return where dragoman keeps what cannot be made anew (`DRAGOMAN_DATA`, else the platform's); it may not exist."""
    override = os.environ.get("DRAGOMAN_DATA")
    return Path(override) if override else platformdirs.user_data_path("dragoman", appauthor=False)


def translations_file() -> Path:
    """Return the database of the translations that are kept between runs; it may not exist yet."""
    return cache_folder() / "translations.sqlite"
