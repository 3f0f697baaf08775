"""Bytes → text: UTF-8 and UTF-16, and for everything else an error that says what to do."""

import codecs
import re
import unicodedata

from dragoman.errors import DocumentError

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)

_EMPTY = "{path}: nothing to translate: the report is empty"
_BLANK = "{path}: nothing to translate: the report holds only white space"
_OTHER_FORMAT = "{path}: this is {what}, not plain text; save the report as UTF-8 text and try again"
_UTF32 = "{path}: UTF-32, not UTF-8 or UTF-16; convert it first: iconv -f UTF-32 -t UTF-8 {path}"
_NOT_UTF8 = (
    "{path}: not UTF-8 or UTF-16: byte 0x{byte:02X} at offset {offset} (line {line}); convert it first, "
    "for example: iconv -f GB18030 -t UTF-8 {path} (or -f WINDOWS-1252, -f BIG5: whichever it was written in)"
)
_BROKEN_UTF16 = (
    "{path}: broken UTF-16 at byte offset {offset}: {reason}; the file may be cut off: save it again, best as UTF-8"
)
_BINARY = "{path}: not a text file: {what}; save the report as UTF-8 text and try again"

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_SAMPLE = 65_536
"""Characters that are looked at to tell text from binary data."""


def decode(label: str, data: bytes) -> tuple[str, str]:
    r"""Return the text of a report and the name of its encoding.

    A byte-order mark is not part of the text; line ends stay as they are. `label` stands for the report in
    messages. Raises `DocumentError` if the bytes are empty, binary, or neither UTF-8 nor UTF-16.

    >>> decode("report.txt", b"\xff\xfeO\x00K\x00")
    ('OK', 'utf-16-le')
    """
    if not data:
        raise DocumentError(_EMPTY.format(path=label))
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(_OTHER_FORMAT.format(path=label, what=what))
    if data.startswith(_UTF32_BOMS):
        raise DocumentError(_UTF32.format(path=label))
    text, encoding = _decode(label, data)
    _refuse_binary(label, text)
    if not text or text.isspace():
        raise DocumentError((_BLANK if text else _EMPTY).format(path=label))
    return text, encoding


def _decode(label: str, data: bytes) -> tuple[str, str]:
    for bom, name, codec in _BOMS:
        if data.startswith(bom):
            return _strict(label, data, len(bom), codec), name
    if unmarked := _unmarked_utf16(data):
        return unmarked
    return _strict(label, data, 0, "utf-8"), "utf-8"


def _strict(label: str, data: bytes, skip: int, codec: str) -> str:
    try:
        return codecs.decode(data[skip:] if skip else data, codec)
    except UnicodeDecodeError as error:
        offset = skip + error.start
        if codec != "utf-8":
            raise DocumentError(_BROKEN_UTF16.format(path=label, offset=offset, reason=error.reason)) from None
        if b"\0" in data[:_SAMPLE]:
            raise DocumentError(_BINARY.format(path=label, what="it holds null bytes")) from None
        line = len(re.findall(rb"\r\n|\r|\n", data[:offset])) + 1
        raise DocumentError(_NOT_UTF8.format(path=label, byte=data[offset], offset=offset, line=line)) from None


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """Recognise UTF-16 without a byte-order mark, only where nothing else can be meant.

    Blanks, line ends and Latin letters leave null bytes on one side of every pair and never on the other.
    """
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if bool(even) == bool(odd):
        return None
    codec = "utf-16-le" if odd else "utf-16-be"
    try:
        text = codecs.decode(data, codec)
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    if _CONTROL.search(sample) or any(unicodedata.category(char) in {"Cn", "Co"} for char in set(sample)):
        return None
    return text, codec


def _refuse_binary(label: str, text: str) -> None:
    null = text.find("\0")
    if null >= 0:
        raise DocumentError(_BINARY.format(path=label, what=f"it holds a null character at offset {null}"))
    sample = text[:_SAMPLE]
    # A stray control character comes with text copied from a PDF; a tenth of them is no text.
    if len(_CONTROL.findall(sample)) * 10 > len(sample):
        raise DocumentError(_BINARY.format(path=label, what="it is full of control characters"))
