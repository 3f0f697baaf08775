"""Zipped formats: their parts, read without trusting what the archive says about itself.

The limits follow Apache POI's ZipSecureFile: bytes are counted as they are unpacked, never taken from
the headers. Nothing is written to disk, so names in the archive cannot do harm.
"""

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator

from dragoman.errors import DocumentError
from dragoman.files.xml import Element, parse_xml, stream_part

MAX_ENTRIES = 20_000
MAX_UNPACKED = 100 * 2**20
"""Bytes of all parts that are read, unpacked; pictures are not read."""
MAX_TAGS = 3_000_000
"""In all XML that is read: some 3,000 pages. Each becomes an object of a hundred bytes and more."""
MAX_RATIO, RATIO_FREE = 300, 20 * 2**20
"""Maximum ratio of a part's size to its packed size, and the bytes up to which it does not matter: the XML of a long
table packs to a hundredth."""

_CHUNK = 2**16
_LOCAL_HEADER = 30
"""Bytes of a local file header without the name."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENTRY = b"PK\x01\x02"
_OLE_NAMES = (
    ("EncryptedPackage", "password-protected; open it, save it without a password and try again"),
    ("Workbook", "this is an old Excel file (.xls); open it in Excel or LibreOffice, save it as .xlsx and try again"),
)
_OLE_OTHER = "this is an old Office file; open it in the program it comes from, save the text as .docx and try again"

_ADVICE = "the file is damaged: open it, save it under another name and try again"
_NOT_ZIP = "{path}: not a zipped Office file; get it again, or give it the suffix of what it is"
_DAMAGED = "{path}: the zip archive inside is damaged or cut off ({reason}); get the file again"
_DAMAGED_PART = "{path}: {part}: cannot be unpacked ({reason}); the file is damaged: get it again"
_ENCRYPTED = "{path}: password-protected; open it, save it without a password and try again"
_TWICE = "{path}: holds two parts named {part}; open it, save it under another name and try again"
_OVERLAP = "{path}: {part}: shares its bytes with another part, as no program writes it; get the file again"
_MISSING = "{path}: has no {part}; the file is damaged: open it, save it under another name and try again"
_TOO_MANY = "{path}: more than {limit:,} parts; save only the text of it under another name and try again"
_TOO_MUCH = "{path}: {part}: more than {limit:,} XML tags, far more than any report holds; split the report"
_BOMB = "{path}: {part}: unpacks to far more than any report holds; if you trust it, save its text as a text file"

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
"""What `zipfile` raises on malformed archives; `NotImplementedError` is a `RuntimeError`."""


class Package:
    """The parts of a zipped file, by name; upper and lower case are one, as in Office's own files."""

    def __init__(self, label: str, data: bytes, most: int = 0) -> None:
        """Open an archive that is held in memory; `label` stands for it in messages.

        At most `most` bytes of its parts are unpacked, `MAX_UNPACKED` where it is 0.
        Raises `DocumentError` if it is no zip, damaged or has too many parts.
        """
        self.label = label
        self._most = most or MAX_UNPACKED
        if not data.startswith(b"PK"):
            raise DocumentError(_NOT_ZIP.format(path=label))
        # Counted before zipfile makes an object of each; the count in the archive's own directory may lie.
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise DocumentError(_TOO_MANY.format(path=label, limit=MAX_ENTRIES))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise DocumentError(_DAMAGED.format(path=label, reason=_reason(error))) from None
        self._entries: dict[str, list[zipfile.ZipInfo]] = {}
        for info in self._archive.infolist():
            self._entries.setdefault(_key(info.filename), []).append(info)
        self._ends = _ends(self._archive.infolist())
        self._unpacked = self._tags = 0

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises `DocumentError` if it is missing, ambiguous, encrypted, damaged or part of a zip bomb.
        """
        return b"".join(self._chunks(name))

    def stream(self, name: str, names: Collection[str]) -> Iterator[tuple[str, Element]]:
        """Yield starts and ends of the elements of a part that have one of the names, as `stream_part` does.

        Raises `DocumentError` as `read` and `stream_part` do.
        """
        with tempfile.TemporaryFile() as file:
            file.writelines(self._chunks(name))
            file.seek(0)
            yield from stream_part(self.label, name, file, names, advice=_ADVICE)

    def _chunks(self, name: str) -> Iterator[bytes]:
        entries = self._entries.get(_key(name), [])
        if not entries:
            raise DocumentError(_MISSING.format(path=self.label, part=name))
        if len(entries) > 1:
            raise DocumentError(_TWICE.format(path=self.label, part=name))
        [info] = entries
        if info.flag_bits & 1:
            raise DocumentError(_ENCRYPTED.format(path=self.label))
        if info.header_offset < self._ends[info.header_offset]:
            raise DocumentError(_OVERLAP.format(path=self.label, part=name))
        if info.compress_type not in _METHODS:
            reason = f"packed in the way number {info.compress_type}"
            raise DocumentError(_DAMAGED_PART.format(path=self.label, part=name, reason=reason))
        try:
            yield from self._unpack(info, name)
        except BROKEN as error:
            reason = _reason(error)
            raise DocumentError(_DAMAGED_PART.format(path=self.label, part=name, reason=reason)) from None

    def parse(self, name: str) -> Element:
        """Return the root element of a part that is XML.

        Raises `DocumentError` as `read` and `parse_xml` do, or if there are more tags than memory for them.
        """
        data = self.read(name)
        self._tags += data.count(b"<")
        if self._tags > MAX_TAGS:
            raise DocumentError(_TOO_MUCH.format(path=self.label, part=name, limit=MAX_TAGS))
        return parse_xml(self.label, data, advice=_ADVICE, part=name)

    def _unpack(self, info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
        size = 0
        with self._archive.open(info) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                self._unpacked += len(chunk)
                swollen = size > RATIO_FREE and size > MAX_RATIO * info.compress_size
                if swollen or self._unpacked > self._most:
                    raise DocumentError(_BOMB.format(path=self.label, part=name))
                yield chunk


def _key(name: str) -> str:
    """Some .NET programs write back slashes; OPC part names begin with a slash where they are referred to."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _ends(entries: list[zipfile.ZipInfo]) -> dict[int, int]:
    """Return, for the offset at which each entry begins, where the entries before it end."""
    ends: dict[int, int] = {}
    end = 0
    for info in sorted(entries, key=lambda entry: entry.header_offset):
        ends[info.header_offset] = max(end, ends.get(info.header_offset, 0))
        end = max(end, info.header_offset + _LOCAL_HEADER + info.compress_size)
    return ends


def explain_ole(data: bytes) -> str:
    """Say what an OLE2 file is and what to do, by the names in its directory, which are UTF-16 ([MS-CFB] 2.6.1).

    Nothing is said of an old Word file.
    """
    if _holds(data, "WordDocument") and not _holds(data, "EncryptedPackage"):
        return ""
    return next((what for name, what in _OLE_NAMES if _holds(data, name)), _OLE_OTHER)


def _holds(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _reason(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
