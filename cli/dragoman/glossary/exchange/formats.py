"""Which formats there are, and which one a file has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ExchangeError, RequestError
from dragoman.files.delimited import Line, read_rows
from dragoman.glossary.exchange.columns import parse_table, render_table
from dragoman.glossary.exchange.entries import SOURCE_LOCALE, Entry, Reading, locale_of
from dragoman.glossary.exchange.services import AMAZON, DEEPL, GOOGLE, Service, render_pairs
from dragoman.glossary.exchange.tbx import EDITION_2008, EDITION_2019, parse_tbx, render_tbx
from dragoman.glossary.exchange.words import (
    parse_languages,
    parse_pairs,
    parse_weblate,
    render_omegat,
    render_weblate,
)
from dragoman.glossary.exchange.xlsx import parse_xlsx, render_xlsx

Render = Callable[[Sequence[Entry], Sequence[str], str, list[str]], bytes]
"""Takes entries, locales, delimiter, and a list that warnings are added to."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that the glossary can be exported in."""

    render: Render
    suffixes: Sequence[str]
    """The first is the usual one."""
    about: str
    many: bool = False
    """Holds several languages in one file."""


def _service(service: Service) -> Render:
    return lambda entries, locales, delimiter, warnings: render_pairs(service, entries, locales, delimiter, warnings)


FORMATS: dict[str, Format] = {
    "tbx": Format(lambda e, ls, d, w: render_tbx(e, EDITION_2019), (".tbx",), "TBX-Basic, ISO 30042:2019", True),
    "tbx2008": Format(
        lambda e, ls, d, w: render_tbx(e, EDITION_2008), (".tbx",), "TBX-Basic of 2008: OmegaT, Weblate", True
    ),
    "xlsx": Format(lambda e, ls, d, w: render_xlsx(e, ls), (".xlsx",), "a spreadsheet", True),
    "tsv": Format(lambda e, ls, d, w: render_table(e, ls[0], "\t"), (".tsv",), "the glossary's columns, one language"),
    "csv": Format(lambda e, ls, d, w: render_table(e, ls[0], ","), (".csv",), "the same with commas"),
    "deepl": Format(_service(DEEPL), (".tsv", ".csv"), "DeepL"),
    "google": Format(_service(GOOGLE), (".tsv", ".csv"), "Google Cloud Translation"),
    "amazon": Format(_service(AMAZON), (".csv", ".tsv"), "Amazon Translate", True),
    "omegat": Format(lambda e, ls, d, w: render_omegat(e, ls[0], w), (".txt", ".utf8", ".tsv"), "OmegaT"),
    "weblate": Format(lambda e, ls, d, w: render_weblate(e, ls[0], w), (".csv",), "Weblate"),
}

_BY_SUFFIX = {".tbx": "tbx", ".xlsx": "xlsx", ".tsv": "tsv", ".csv": "csv"}
_LISTED = ", ".join(FORMATS)


def format_for(path: Path, name: str) -> str:
    """Return the format to export in: the one named, else what the suffix stands for.

    Raises:
        RequestError: the name is none, or nothing is named and the suffix says nothing.
    """
    if name and name not in FORMATS:
        raise RequestError(f"--format {name}: not a format; the formats are {_LISTED}")
    if found := name or _BY_SUFFIX.get(path.suffix.lower(), ""):
        return found
    raise RequestError(f"{path}: its suffix says no format; name one with --format: {_LISTED}")


def parse_file(label: str, data: bytes, name: str, locale: str) -> Reading:
    """Return what a file holds; `name` is its format, or empty where the file is to tell.

    `locale` is the language of the renderings where the file does not say it.

    Raises:
        ExchangeError: the file cannot be read as what it is.
        RequestError: the file does not say the language of its renderings, and `locale` does neither.
    """
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if name in {"tbx", "tbx2008"} or (not name and start.startswith(b"<")):
        return parse_tbx(label, data)
    if name == "xlsx" or (not name and data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))):
        return parse_xlsx(label, data, locale)
    delimiter = "\t" if name in {"tsv", "omegat"} else ""
    lines = list(read_rows(label, data, delimiter, raises=ExchangeError))
    kind = name or _kind(lines)
    if kind == "amazon":
        return parse_languages(label, lines)
    if kind in {"tsv", "csv"}:
        return parse_table(label, lines, locale)
    if not locale:
        raise RequestError(f"{label}: does not say which language its renderings are in; name it with --to")
    if kind == "weblate":
        return parse_weblate(label, lines, locale)
    return parse_pairs(label, lines, locale, comments=kind == "omegat")


def _kind(lines: Sequence[Line]) -> str:
    """Tell by the first row what the columns of a table are."""
    names = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    if "term" in names:
        return "tsv"
    if {"source", "target"} <= set(names):
        return "weblate"
    if len(names) > 1 and names[0] == SOURCE_LOCALE and all(len(name) < 12 and locale_of(name) for name in names):
        return "amazon"
    return "deepl"
