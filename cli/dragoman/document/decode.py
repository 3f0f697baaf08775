"""Bytes → text: UTF-8 and UTF-16 by themselves, older encodings by name or by a guess that is never silent."""

import codecs
import re
import unicodedata

from dragoman.document.guess import encoding_label, guess_encoding, is_broken_utf8
from dragoman.errors import DocumentError, RequestError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SUPERSETS = {
    # What programs and web pages call by the name of a standard holds the characters of its extension too:
    # https://encoding.spec.whatwg.org/#names-and-labels
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_NOT_TEXT = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "unicode-escape", "utf-7"}
)

_EMPTY = "{path}: nothing to translate: the report is empty"
_BLANK = "{path}: nothing to translate: the report holds only white space"
_UTF32 = "{path}: UTF-32, not UTF-8 or UTF-16; convert it first: iconv -f UTF-32 -t UTF-8 {path}"
_NO_GUESS = (
    "{path}: not UTF-8 or UTF-16: byte 0x{byte:02X} at offset {offset} (line {line}), and no other encoding fits well "
    "enough to guess; name the one it was written in, for example --encoding GB18030 or --encoding Windows-1252"
)
_BROKEN_UTF8 = (
    "{path}: broken UTF-8: byte 0x{byte:02X} at offset {offset} (line {line}); the file may be cut off or put together "
    "from two encodings: save it again as UTF-8, or name another encoding with --encoding"
)
_BROKEN_UTF16 = (
    "{path}: broken UTF-16 at byte offset {offset}: {reason}; the file may be cut off: save it again, best as UTF-8"
)
_NOT_AS_NAMED = (
    "{path}: not {name}: byte 0x{byte:02X} at offset {offset} (line {line}) does not belong to it; name another "
    "encoding, or leave --encoding out to have it found"
)
_UNKNOWN_NAME = (
    "--encoding: {name!r} is no encoding that is known here; name one like UTF-8, GB18030, Big5, Shift_JIS, EUC-KR or "
    "Windows-1252"
)
_BINARY = "{path}: not a text file: {what}; save the report as UTF-8 text and try again"
_GUESSED = (
    "{path}: read as {name}, a guess (no byte-order mark, not UTF-8); if characters look wrong, name it with --encoding"
)
_DECLARED_WRONGLY = "{path}: says that it is {name}, but is not; that was passed over"

_ISO_2022 = b"\x1b$B"
"""Switches to Japanese characters; the rest of such a text is ASCII."""
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f]")
_RARE = 8
"""A null byte in so many bytes, or fewer, is a stray one."""
_SAMPLE = 65_536
"""Characters that are looked at to tell text from binary data."""


def decode(
    label: str, data: bytes, encoding: str | None = None, *, declared: str | None = None
) -> tuple[str, str, tuple[str, ...]]:
    r"""Return the text of a report, the name of its encoding, and notes on what was assumed.

    A byte-order mark is not part of the text; line ends stay as they are. `label` stands for the report in
    messages. `encoding`, named by the user, is taken as it is; `declared`, named by the file itself, yields to a
    byte-order mark and is passed over where it does not fit. Without either, what is neither UTF-8 nor UTF-16 is
    guessed (`dragoman.document.guess`), with a note. Raises `DocumentError` if the bytes are empty, binary, not in
    the encoding named or in none that can be told; `RequestError` if the user named no encoding.

    >>> decode("report.txt", b"\xff\xfeO\x00K\x00")
    ('OK', 'utf-16-le', ())
    """
    if not data:
        raise DocumentError(_EMPTY.format(path=label))
    if encoding is not None:
        text, codec = _as_named(label, data, encoding)
        notes: tuple[str, ...] = ()
    else:
        text, codec, notes = _as_found(label, data, declared)
    _refuse_binary(label, text)
    if not text or text.isspace():
        raise DocumentError((_BLANK if text else _EMPTY).format(path=label))
    return text, codec, notes


def known_codec(name: str) -> str | None:
    """Return Python's name for an encoding, of its superset where one is in use; `None` where there is none.

    >>> known_codec("GB2312"), known_codec("latin1"), known_codec("hex")
    ('gb18030', 'cp1252', None)
    """
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)  # Not every codec is one between text and bytes.
    except (LookupError, ValueError):
        return None
    return None if codec in _NOT_TEXT else _SUPERSETS.get(codec, codec)


def _as_named(label: str, data: bytes, name: str) -> tuple[str, str]:
    codec = known_codec(name)
    if codec is None:
        raise RequestError(_UNKNOWN_NAME.format(name=name))
    try:
        return codecs.decode(data, codec).removeprefix("\ufeff"), codec
    except UnicodeDecodeError as error:
        before = codecs.decode(data[: error.start], codec, "replace")
        raise DocumentError(_not_at(_NOT_AS_NAMED, label, data, error.start, before, name)) from None


def _as_found(label: str, data: bytes, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    if data.startswith(_UTF32_BOMS):
        raise DocumentError(_UTF32.format(path=label))
    for bom, name, codec in _BOMS:
        if data.startswith(bom):
            return _with_bom(label, data, len(bom), codec), name, ()
    if unmarked := _unmarked_utf16(data):
        return *unmarked, ()
    try:
        text = codecs.decode(data, "utf-8")
        if not (_ISO_2022 in data and data.isascii()):
            return text, "utf-8", ()
        offset = data.index(_ISO_2022)
    except UnicodeDecodeError as error:
        offset = error.start
    if b"\0" in data[:_SAMPLE]:
        raise DocumentError(_BINARY.format(path=label, what="it holds null bytes"))
    notes: tuple[str, ...] = ()
    if declared:
        if text_codec := _if_fits(data, known_codec(declared)):
            return *text_codec, ()
        notes = (_DECLARED_WRONGLY.format(path=label, name=declared),)
    broken = is_broken_utf8(data)
    if not broken and (found := _if_fits(data, guess_encoding(data))):
        return *found, (*notes, _GUESSED.format(path=label, name=encoding_label(found[1])))
    message = _BROKEN_UTF8 if broken else _NO_GUESS
    raise DocumentError(_not_at(message, label, data, offset, data[:offset].decode("latin-1")))


def _if_fits(data: bytes, codec: str | None) -> tuple[str, str] | None:
    """Decode strictly, or not at all."""
    try:
        return (codecs.decode(data, codec), codec) if codec else None
    except UnicodeDecodeError:
        return None


def _not_at(message: str, label: str, data: bytes, offset: int, before: str, name: str = "") -> str:
    """Fill in where decoding stopped; `before` is the text up to there."""
    line = len(re.findall(r"\r\n|\r|\n", before)) + 1
    return message.format(path=label, byte=data[offset], offset=offset, line=line, name=name)


def _with_bom(label: str, data: bytes, skip: int, codec: str) -> str:
    try:
        return codecs.decode(data[skip:], codec)
    except UnicodeDecodeError as error:
        offset = skip + error.start
        if codec == "utf-8":
            message = _not_at(_BROKEN_UTF8, label, data, offset, data[:offset].decode("latin-1"))
            raise DocumentError(message) from None
        raise DocumentError(_BROKEN_UTF16.format(path=label, offset=offset, reason=error.reason)) from None


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """Recognise UTF-16 without a byte-order mark, only where nothing else can be meant.

    Blanks, line ends and Latin letters leave null bytes on one side of every pair and never on the other.
    """
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if bool(even) == bool(odd):
        return None
    if (even + odd) * _RARE < len(data) and _if_fits(data, "utf-8"):
        return None  # UTF-8 with a stray null byte.
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
