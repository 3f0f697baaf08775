"""Which formats there are, and which one a file has."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.documents.decode import decode as decode_report
from dragoman.documents.decode import encoding_label
from dragoman.errors import DocumentError, ExchangeError, RequestError
from dragoman.files.delimited import Line, decode, read_rows
from dragoman.glossary.exchange.columns import parse_table, render_table
from dragoman.glossary.exchange.entries import Entry, Reading
from dragoman.glossary.exchange.foreign import find_headings, is_iate, is_utx, parse_foreign, parse_iate, parse_utx
from dragoman.glossary.exchange.services import AMAZON, DEEPL, GOOGLE, Service, render_pairs
from dragoman.glossary.exchange.tbx import EDITION_2008, EDITION_2019, parse_xml_file, render_tbx
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

_ACCESS = re.compile(rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB")
"""How a database of Microsoft Access begins, which a termbase of MultiTerm is."""
_EXPORT_MULTITERM = (
    "export it there as MultiTerm XML (Catalog, Export, Default export definition), and import that file"
)
_WHICH_LANGUAGE = (
    "does not say which language its renderings are in; name it with --to, or the columns with --map NAME=LANG"
)
_OMEGAT = (".txt", ".utf8", ".tab")
_HEAD = 4096
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


def parse_file(label: str, data: bytes, name: str, locale: str, mapped: Mapping[str, str] | None = None) -> Reading:
    """Return what a file holds; `name` is its format, or empty where the file is to tell.

    `locale` is the language of the renderings where the file does not say it, `mapped` what its columns hold where
    their headings do not (see `parse_map`).

    Raises:
        ExchangeError: the file cannot be read as what it is.
        RequestError: the file does not say the language of its renderings, and `locale` does neither.
    """
    if _ACCESS.match(data):
        raise ExchangeError(f"{label}: a MultiTerm termbase (.sdltb), which only MultiTerm opens; {_EXPORT_MULTITERM}")
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if name in {"tbx", "tbx2008"} or (not name and start.startswith(b"<")):
        return parse_xml_file(label, data)
    if name == "xlsx" or (not name and data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))):
        return parse_xlsx(label, data, locale, mapped or {})
    data, notes = _in_utf8(label, data)
    text = data[:_HEAD].decode(errors="replace")
    if not name and is_utx(text):
        reading = parse_utx(label, decode(label, data, raises=ExchangeError))
    else:
        reading = _parse_rows(label, data, name, locale, mapped or {})
    return replace(reading, warnings=[*notes, *reading.warnings])


def _parse_rows(label: str, data: bytes, name: str, locale: str, mapped: Mapping[str, str]) -> Reading:
    lines = _read_rows(label, data, name)
    kind = name or _kind(lines)
    if kind == "iate":
        return parse_iate(label, lines)
    found = find_headings(lines, mapped, locale) if not name and kind in {"deepl", "tsv"} else None
    if found and (kind == "deepl" or any(one.role == "text" for one in found[1])):
        return parse_foreign(label, lines, *found, locale)
    if kind == "amazon":
        return parse_languages(label, lines)
    if kind in {"tsv", "csv"}:
        return parse_table(label, lines, locale)
    if not locale:
        raise RequestError(f"{label}: {_WHICH_LANGUAGE}")
    if kind == "weblate":
        return parse_weblate(label, lines, locale)
    return parse_pairs(label, lines, locale, comments=kind == "omegat")


def _read_rows(label: str, data: bytes, name: str) -> list[Line]:
    """Return the rows of a table; OmegaT knows no quotes, so a line of its that begins with one is a term that does."""
    if name == "omegat" or (not name and label.lower().endswith(_OMEGAT)):
        return list(read_rows(label, data, "\t", quotes=False, raises=ExchangeError))
    first = data.lstrip().partition(b"\n")[0]
    delimiter = "\t" if name == "tsv" else "|" if b"|" in first and not set(b"\t,;") & set(first) else ""
    try:
        return list(read_rows(label, data, delimiter, raises=ExchangeError))
    except ExchangeError:
        if name or b"\t" not in data.partition(b"\n")[0]:
            raise
        return list(read_rows(label, data, "\t", quotes=False, raises=ExchangeError))


def _in_utf8(label: str, data: bytes) -> tuple[bytes, list[str]]:
    """Return a text in UTF-8 or UTF-16 as it is; one in GBK or another encoding in UTF-8, with a note that says so.

    Raises:
        ExchangeError: the data is no text.
    """
    if not data or data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return data, []
    try:
        data.decode()
    except UnicodeDecodeError:
        try:
            text, codec, _ = decode_report(label, data)
        except DocumentError as error:
            raise ExchangeError(str(error).replace("save the report", "save it")) from None
        said = f"{label}: read as {encoding_label(codec)}; if characters look wrong, save it as UTF-8"
        return text.encode(), [said]
    return data, []


def _kind(lines: Sequence[Line]) -> str:
    """Tell by the first row what the columns of a table are."""
    names = [cell.strip().lower() for cell in lines[0][1]] if lines else []
    if is_iate(lines):
        return "iate"
    if "term" in names:
        return "tsv"
    if {"source", "target"} <= set(names):
        return "weblate"
    return "deepl"
