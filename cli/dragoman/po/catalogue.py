"""PO files as catalogues: who wrote what, and where it stands."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from polib import POEntry

from dragoman.errors import CatalogueError
from dragoman.model import Language, Unit
from dragoman.po.provenance import source_fingerprint, stamp_of
from dragoman.po.syntax import PoSyntaxError, parse_entries

_CHARSET = re.compile(rb'^[^#\n]*?"(?:Content-Type:)?[^"#\n]*charset=([^\s"\\;]*)', re.MULTILINE | re.IGNORECASE)
_SECOND_MESSAGE = re.compile(rb"^msgstr.*?^(?:#~ *)?msg(?:id|ctxt)", re.MULTILINE | re.DOTALL)


LC_MESSAGES = "LC_MESSAGES"
"""The folder of a language's catalogues, as gettext names it."""


def catalogues_folder(locales: Path, language: Language) -> Path:
    """Return the folder of a language's catalogues: `locales/zh_CN/LC_MESSAGES`."""
    return locales / language.gettext / LC_MESSAGES


def catalogue_path(locales: Path, language: Language, stem: str) -> Path:
    """Return the path of a report's catalogue in a language; the stem of a report in an archive may hold folders."""
    return catalogues_folder(locales, language) / f"{stem}.po"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file that was read. Its entries are not to be changed: copy them."""

    path: Path
    header: POEntry | None
    entries: tuple[POEntry, ...]
    """All but the header, in file order, obsolete ones included."""
    trailer: str
    """Comments behind the last entry."""
    units: tuple[Unit, ...]
    """What the entries in use hold; no plural forms, nothing obsolete."""
    _in_use: Mapping[tuple[str, str], Unit] = field(repr=False)
    _revivable: Mapping[tuple[str, str], Unit] = field(repr=False)

    def unit(self, kind: str, source: str) -> Unit | None:
        """Return what the catalogue holds for a text in a role: the entry in use, or the obsolete one to revive."""
        return self._in_use.get((kind, source)) or self.revivable(kind, source)

    @property
    def all_units(self) -> tuple[Unit, ...]:
        """What the entries hold, those in use first, then the obsolete ones that have a translation."""
        return (*self.units, *self._revivable.values())

    def revivable(self, kind: str, source: str) -> Unit | None:
        """Return what an obsolete entry holds that comes back if its text does."""
        return self._revivable.get((kind, source))


def read_catalogue(path: Path) -> Catalogue:
    """Read a PO file.

    Raises:
        CatalogueError: the file cannot be read or is not PO; the message says `path:line` and what is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"{path}: cannot be read: {error.strerror or error}") from None
    return parse_catalogue(data, path)


def parse_catalogue(data: bytes, path: Path) -> Catalogue:
    """Read the bytes of a PO file that lies, or lay, at `path`.

    Raises:
        CatalogueError: as `read_catalogue`.
    """
    text, charset = _decode(data, path)
    try:
        found = parse_entries(text, charset)
    except PoSyntaxError as error:
        raise _refusal(path, error.line, error.problem) from None
    units = []
    in_use, revivable = {}, {}
    for entry in found.entries:
        if entry.msgid_plural:
            continue
        unit = entry_unit(entry)
        if not entry.obsolete:
            units.append(unit)
            in_use[unit.kind, unit.source] = unit
        elif unit.target:
            revivable[unit.kind, unit.source] = unit
    return Catalogue(path, found.header, tuple(found.entries), found.trailer, tuple(units), in_use, revivable)


def read_catalogue_if_exists(path: Path) -> Catalogue | None:
    """Read a PO file, or return `None` where there is none.

    Raises:
        CatalogueError: as `read_catalogue`.
    """
    return read_catalogue(path) if path.exists() or path.is_symlink() else None


def entry_unit(entry: POEntry) -> Unit:
    """Say what an entry without plural forms holds, and who wrote it.

    A text of dragoman's that `msgmerge` has given to another wording is no translation of it, and nobody's: such an
    entry is untranslated. With a previous msgid above it, which dragoman never writes there, it is taken for a person's
    all the same, for a person may have reviewed it before.
    """
    kind, source = entry.msgctxt or "", entry.msgid
    target, flags = entry.msgstr, tuple(entry.flags)
    if not target:
        return Unit(kind, source, "", "none")
    if "fuzzy" not in entry.flags:
        return Unit(kind, source, target, "reviewed", flags=flags)
    stamp = stamp_of(entry)
    if stamp is None or entry.previous_msgid is not None:
        return Unit(kind, source, target, "draft", flags=flags)
    if stamp.source not in ("", source_fingerprint(entry.msgctxt, source)):
        return Unit(kind, source, "", "none")
    return Unit(kind, source, target, stamp.provenance.origin, stamp.provenance, flags)


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        raise _refusal(path, _line_at(data, data.index(b"\0")), "a NUL byte: this is not a PO file, or it is UTF-16")
    second = _SECOND_MESSAGE.search(data)
    declared = _CHARSET.search(data, 0, second.end() if second else len(data))
    charset = declared[1].decode("ascii", "replace") if declared else ""
    if not charset or charset == "CHARSET":
        charset = "utf-8"
    try:
        return data.decode(charset), charset
    except LookupError:
        line = _line_at(data, declared.start(1)) if declared else 1
        raise _refusal(path, line, f"unknown charset {charset!r}") from None
    except UnicodeError as error:
        position = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise _refusal(path, _line_at(data, position), f"this is not text in {charset}") from None


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _refusal(path: Path, line: int, problem: str) -> CatalogueError:
    return CatalogueError(f"{path}:{line}: {problem}; file unchanged; fix it and rerun")
