"""The tables of the checks, TOML and TSV files in `data/`, each read when a check first needs it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.resources import read_table

_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return what `data/NAME.toml` holds."""
    return read_table(_DATA / f"{name}.toml")


@cache
def rows(name: str) -> Sequence[Sequence[str]]:
    """Return the rows of `data/NAME.tsv` behind its header, cell by cell."""
    text = (_DATA / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def of_language(name: str, language: str) -> Any:
    """Return what a table has for a language subtag; `None` where it has nothing."""
    return table(name).get(language)


def alternatives(forms: Sequence[str]) -> str:
    """Return a pattern that matches the longest of some patterns first."""
    return "|".join(sorted(forms, key=len, reverse=True))


def words_pattern(forms: Sequence[str], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern that matches one of some words as a whole."""
    return re.compile(rf"(?<!\w)(?:{alternatives(forms)})(?!\w)", flags)
