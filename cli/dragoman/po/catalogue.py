"""PO files as catalogues: who wrote what, and where it stands."""

import codecs
import re
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from polib import POEntry

from dragoman.errors import CatalogueError
from dragoman.model import Language, Unit
from dragoman.po.entry import entry_unit
from dragoman.po.older import as_today
from dragoman.po.past import NOTHING_PAST, Past, read_past
from dragoman.po.provenance import (
    APPROVED,
    CLEARED,
    MachineOrigin,
    Said,
    format_trace,
    source_fingerprint,
    split_comment,
    stamp_of,
    trace_of,
    with_trace,
)
from dragoman.po.syntax import PoSyntaxError, parse_entries

_CHARSET = re.compile(rb'^[^#\n]*?"(?:Content-Type:)?[^"#\n]*charset=([^\s"\\;]*)', re.MULTILINE | re.IGNORECASE)
_SECOND_MESSAGE = re.compile(rb"^msgstr.*?^(?:#~ *)?msg(?:id|ctxt)", re.MULTILINE | re.DOTALL)
_LONG_LINE = re.compile(r'^(?:#~ )?(?:msgid |msgstr )?"[^"\n ]* .{90,}"$', re.MULTILINE)
"""A string that anybody who wraps would have cut."""


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
    no_wrap: bool
    """Its strings are not cut into lines."""
    cleared: int
    """Texts of a machine's that have lost `fuzzy` in bulk, without an edit, and are taken for a machine's all the
    same."""
    _in_use: Mapping[tuple[str, str], Unit] = field(repr=False)
    _revivable: Mapping[tuple[str, str], Unit] = field(repr=False)

    def unit(self, kind: str, source: str) -> Unit | None:
        """Return what the catalogue holds for a text in a role: the entry in use, or the obsolete one to revive.

        Else one without a role: some programs drop `msgctxt`.
        """
        return self.in_use(kind, source) or self.revivable(kind, source) or self.in_use("", source)

    def in_use(self, kind: str, source: str) -> Unit | None:
        """Return what the entry in use for a text in a role holds, if there is one and it has no plural forms."""
        return self._in_use.get((kind, source))

    @property
    def all_units(self) -> tuple[Unit, ...]:
        """What the entries hold, those in use first, then the obsolete ones that have a translation."""
        return (*self.units, *self._revivable.values())

    def revivable(self, kind: str, source: str) -> Unit | None:
        """Return what an obsolete entry holds that comes back if its text does."""
        return self._revivable.get((kind, source))


def read_catalogue(path: Path, *, approve_unchanged: bool = False) -> Catalogue:
    """Read a PO file.

    What a machine wrote and has lost `fuzzy` in bulk, with nobody's edit, has not been reviewed: a converter, or a
    program that fills in what it finds in a memory, clears the flag everywhere. It is a machine's text still, unless
    `approve_unchanged`.

    Raises:
        CatalogueError: the file cannot be read or is not PO; the message says `path:line` and what is wrong.
    """
    try:
        if stat.S_ISFIFO(path.stat().st_mode):
            raise CatalogueError(f"{path}: is a pipe, not a file; name a PO file")
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(f"{path}: cannot be read: {error.strerror or error}") from None
    return parse_catalogue(data, path, read_past(path), approve_unchanged=approve_unchanged)


def parse_catalogue(
    data: bytes, path: Path, past: Past | None = NOTHING_PAST, *, approve_unchanged: bool = False
) -> Catalogue:
    """Read the bytes of a PO file that lies, or lay, at `path`; `past` is what it held before.

    Without a past nothing is doubted: the file is what somebody has made of a catalogue elsewhere.

    Raises:
        CatalogueError: as `read_catalogue`.
    """
    text, charset = _decode(data, path)
    try:
        found = parse_entries(text, charset)
    except PoSyntaxError as error:
        raise _refusal(path, error.line, error.problem) from None
    cleared = _cleared_in_bulk(found.entries, past) if past is not None else []
    for entry, origin in cleared:
        _mark(entry, origin, approved=approve_unchanged)
    entries = as_today(found.entries)
    units = []
    in_use, revivable = {}, {}
    for entry in entries:
        if entry.msgid_plural:
            continue
        unit = entry_unit(entry)
        if not entry.obsolete:
            units.append(unit)
            in_use[unit.kind, unit.source] = unit
        elif unit.target:
            revivable[unit.kind, unit.source] = unit
    return Catalogue(
        path=path,
        header=found.header,
        entries=tuple(entries),
        trailer=found.trailer,
        units=tuple(units),
        no_wrap=_LONG_LINE.search(text) is not None,
        cleared=len(cleared),
        _in_use=in_use,
        _revivable=revivable,
    )


def read_version(path: Path) -> Catalogue:
    """Read one of several versions of a PO file, wherever it lies; nothing in it is doubted.

    Raises:
        CatalogueError: as `read_catalogue`.
    """
    try:
        return parse_catalogue(path.read_bytes(), path, None)
    except OSError as error:
        raise CatalogueError(f"{path}: cannot be read: {error.strerror or error}") from None


def read_catalogue_if_exists(path: Path, *, approve_unchanged: bool = False) -> Catalogue | None:
    """Read a PO file, as `read_catalogue`, or return `None` where there is none.

    Raises:
        CatalogueError: as `read_catalogue`.
    """
    there = path.exists() or path.is_symlink()
    return read_catalogue(path, approve_unchanged=approve_unchanged) if there else None


def is_bulk(cleared: int, others: int, *, comments_lost: bool, contexts_lost: bool) -> bool:
    """Tell whether machine texts that have lost `fuzzy` without an edit lost it by a program, not by a reader.

    `others` are those that are fuzzy still, or that somebody edited. A single one is a person's decision, and so are a
    few of many; more than half of all at once are not, nor several in a file where the comments are gone as well, nor
    any where the contexts are: no editor drops those.
    """
    if comments_lost and contexts_lost:
        return cleared > 0
    return cleared > 1 and (cleared > others or comments_lost)


def _cleared_in_bulk(entries: Iterable[POEntry], past: Past) -> list[tuple[POEntry, MachineOrigin]]:
    """Return the texts of dragoman's that are not fuzzy any more though nobody read them, and whose they are."""
    entries = [entry for entry in entries if entry.msgstr and not entry.obsolete and not entry.msgid_plural]
    waiting = [
        (entry, trace.origin)
        for entry in entries
        if CLEARED in entry.comment and "fuzzy" in entry.flags and (trace := trace_of(entry)) and trace.said == CLEARED
    ]
    cleared = [
        (entry, origin)
        for entry in entries
        if "fuzzy" not in entry.flags and APPROVED not in entry.comment and (origin := _unedited(entry, past))
    ]
    if not cleared:
        return waiting
    unread = {id(entry) for entry, _ in cleared}
    stamps = others = contexts = 0
    for entry in entries:
        stamped = split_comment(entry.tcomment)[1] is not None
        stamps += stamped
        contexts += entry.msgctxt is not None
        if id(entry) in unread or APPROVED in entry.comment:
            continue
        ours = "fuzzy" in entry.flags and entry_unit(entry).origin in ("machine", "memory")
        others += stamped or ours or ("fuzzy" not in entry.flags and past.had_machine(entry.msgid))
    in_bulk = is_bulk(len(cleared), others, comments_lost=not stamps, contexts_lost=not contexts)
    return [*waiting, *cleared] if in_bulk else waiting


def _unedited(entry: POEntry, past: Past) -> MachineOrigin | None:
    """Say whose a text is that dragoman wrote and nobody has changed since, whether the entry says so or its past."""
    stamp = stamp_of(entry)
    if stamp and stamp.source in ("", source_fingerprint(entry.msgctxt, entry.msgid)):
        return stamp.provenance.origin
    return past.by_machine(entry.msgid, entry.msgstr)


def _mark(entry: POEntry, origin: MachineOrigin, *, approved: bool) -> None:
    """Give an entry back its `fuzzy`, or call it approved; either way it says so."""
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    said: Said = APPROVED if approved else CLEARED
    entry.flags = flags if approved else ["fuzzy", *flags]
    if approved:
        entry.tcomment, _ = split_comment(entry.tcomment)
    entry.comment = with_trace(entry.comment, format_trace(origin, said, entry.msgstr, entry.msgctxt, entry.msgid))


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        raise _refusal(path, _line_at(data, data.index(b"\0")), "a NUL byte: this is not a PO file, or it is UTF-16")
    second = _SECOND_MESSAGE.search(data)
    declared = _CHARSET.search(data, 0, second.end() if second else len(data))
    charset = declared[1].decode("ascii", "replace") if declared else ""
    if not charset or charset == "CHARSET":
        charset = "utf-8"
    charset = _real(charset, data)
    try:
        return _with_line_feeds(data.decode(charset)), charset
    except LookupError:
        line = _line_at(data, declared.start(1)) if declared else 1
        raise _refusal(path, line, f"unknown charset {charset!r}") from None
    except UnicodeError as error:
        position = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise _refusal(path, _line_at(data, position), f"this is not text in {charset}") from None


def _real(charset: str, data: bytes) -> str:
    """Return the charset that data are in: UTF-8 where they are that, though the header names one of single bytes.

    There every sequence of bytes is some text, and what is UTF-8 by chance does not occur.
    """
    if data.isascii() or charset.lower().replace("_", "-") not in _SINGLE_BYTES:
        return charset
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return "utf-8"
    return charset


_SINGLE_BYTES = frozenset(
    (*(f"iso-8859-{part}" for part in range(1, 17)), "latin-1", "latin1", "ascii", "us-ascii", "cp1252", "windows-1252")
)


def _with_line_feeds(text: str) -> str:
    """Return a text whose lines end as those of old Macs, with a carriage return alone, in lines that gettext reads."""
    return text if "\n" in text else text.replace("\r", "\n")


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _refusal(path: Path, line: int, problem: str) -> CatalogueError:
    return CatalogueError(f"{path}:{line}: {problem}; file unchanged; fix it and rerun")
