"""The messages of programs as reports: JSON, Java properties, Apple strings; keys and all that is no value stay.

`Block.place` is the key of a value, in JSON its path, `menu.file[0]`.
"""

import json
import re
from collections.abc import Iterator
from functools import partial

from dragoman.documents.decode import decode
from dragoman.documents.extract import Extract
from dragoman.documents.put_back import PutBack
from dragoman.documents.spans import Notation, Span, put_spans, read_spans
from dragoman.errors import DocumentError

_JSON = re.compile(r'"(?P<string>(?:[^"\\]|\\.)*)"|(?P<mark>[{}\[\],:])|[^\s{}\[\],:"]+')
_UNICODE = r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
_JSON_UNIT = re.compile(rf"{_UNICODE}|\\.|.", re.DOTALL)
_PROPERTY = re.compile(
    r"^[ \t\f]*(?![#!\s])(?P<key>(?:\\.|[^\s:=\\])+)[ \t\f]*[:=]?[ \t\f]*(?P<value>(?:\\(?:\r\n|.|\n)|[^\r\n\\])*)",
    re.MULTILINE,
)
_PROPERTY_UNIT = re.compile(rf"\\(?:\r\n|\r|\n)[ \t\f]*|{_UNICODE}|\\.|.", re.DOTALL)
_STRINGS = re.compile(
    r"\s++|/\*.*?\*/|//[^\r\n]*"
    r'|(?P<key>"(?:[^"\\]|\\.)*+"|[\w.$-]++)\s*+(?:=\s*+(?:"(?P<value>(?:[^"\\]|\\.)*+)"|[\w.$-]++)\s*+)?;',
    re.DOTALL,
)
_STRINGS_UNIT = re.compile(rf"{_UNICODE}|\\U[0-9a-fA-F]{{4}}|\\[0-7]{{1,3}}|\\?.", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
DEEPEST = 200
_BROKEN = "{path}:{line}: no valid JSON ({reason}); fix the file and try again"
TOO_DEEP = "{path}: nested more than {limit} deep, which no messages need"
_NO_ENTRY = (
    '{path}:{line}: not an entry of an Apple strings file; entries read "key" = "value"; with quotation marks '
    'inside of a text written \\" and a semicolon at the end: fix the file and try again'
)
_NOTHING = "{path}: nothing to translate: no key with a text was found"


def read_json(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the strings of a JSON file but for its keys. Raises `DocumentError` if it is no JSON or nested too deep."""
    return read_messages(label, data, encoding, _JSON_NOTATION)


def read_properties(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the values of a Java properties file. Raises `DocumentError` if there are none."""
    return read_messages(label, data, encoding, _PROPERTIES_NOTATION)


def read_strings(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the values of an Apple strings file. Raises `DocumentError` if there are none."""
    return read_messages(label, data, encoding, _STRINGS_NOTATION)


def read_messages(label: str, data: bytes, encoding: str | None, notation: Notation) -> Extract:
    """Read a file of messages by its notation. Raises `DocumentError` if it is broken or holds no text."""
    text, codec, notes = decode(label, data, encoding)
    extract, _ = read_spans(label, text, notation)
    if not extract.blocks:
        raise DocumentError(_NOTHING.format(path=label))
    return Extract(extract.text, extract.blocks, codec, notes)


def _write(label: str, data: bytes, put: PutBack, notation: Notation) -> bytes:
    return put_spans(label, data, put, notation)


def _find_json(label: str, text: str) -> Iterator[Span]:
    """Yield the strings that are values; objects and arrays are followed by a stack of their keys."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError(_BROKEN.format(path=label, line=error.lineno, reason=error.msg)) from None
    except RecursionError:
        raise DocumentError(TOO_DEEP.format(path=label, limit=DEEPEST)) from None
    around: list[str | int] = []
    key = True
    for token in _JSON.finditer(text):
        match token["mark"]:
            case "{" | "[" as mark:
                if len(around) >= DEEPEST:
                    raise DocumentError(TOO_DEEP.format(path=label, limit=DEEPEST))
                around.append("" if mark == "{" else 0)
                key = mark == "{"
            case "}" | "]":
                around.pop()
                key = False
            case ",":
                if around and isinstance(around[-1], int):
                    around[-1] += 1
                key = bool(around) and isinstance(around[-1], str)
            case ":":
                key = False
            case _ if token["string"] is not None and key:
                around[-1] = json.loads(token[0])
            case _ if token["string"]:
                path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in around)
                yield Span(token.start("string"), token.end("string"), path.removeprefix(".") or "text")


def _find_strings(label: str, text: str) -> Iterator[Span]:
    """Yield the values; between entries stand comments and blanks alone, lest what is broken be passed over."""
    position = 0
    while position < len(text):
        found = _STRINGS.match(text, position)
        if found is None:
            raise DocumentError(_NO_ENTRY.format(path=label, line=text.count("\n", 0, position) + 1))
        if (found["value"] or "").strip():
            yield Span(found.start("value"), found.end("value"), found["key"].strip('"'))
        position = found.end()


def _find_properties(label: str, text: str) -> Iterator[Span]:
    for match in _PROPERTY.finditer(text):
        if match["value"].strip():
            yield Span(match.start("value"), match.end("value"), match["key"])


def _unescape_strings(unit: str) -> str:
    """Return what an escape of an Apple strings file stands for; octal ones in NeXT's encoding, of it ASCII."""
    if len(unit) > 1 and unit[1] in "01234567":
        code = int(unit[1:], 8)
        return chr(code) if code < 0x80 else unit
    return _unescape(unit)


def _unescape(unit: str) -> str:
    """Return what an escape stands for; the end of a line that goes on is nothing."""
    if unit[0] != "\\" or len(unit) == 1:
        return unit
    if unit[1] in "uU" and len(unit) > 2:
        value: str = json.loads(f'"{unit.replace("U", "u")}"')
        return value
    if unit[1] in "\r\n":
        return ""
    return _ESCAPES.get(unit[1], unit[1])


def _escape_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escape_property(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    return (
        escaped.encode("ascii", "backslashreplace").decode()
        if escaped.isascii()
        else "".join(map(_as_unicode, escaped))
    )


def _as_unicode(char: str) -> str:
    """Write a character as every version of Java reads it."""
    if ord(char) < 0x7F:
        return char
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04X}" for pair in _pairs(char.encode("utf-16-be")))


def _pairs(data: bytes) -> Iterator[bytes]:
    return (data[n : n + 2] for n in range(0, len(data), 2))


def _escape_strings(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


_PLAIN = re.compile(r"[^\\\r]+")
_JSON_NOTATION = Notation(_find_json, unit=_JSON_UNIT, plain=_PLAIN, read=_unescape, write=_escape_json, choices=True)
_PROPERTIES_NOTATION = Notation(
    _find_properties, unit=_PROPERTY_UNIT, plain=_PLAIN, read=_unescape, write=_escape_property, choices=True
)
_STRINGS_NOTATION = Notation(
    _find_strings, unit=_STRINGS_UNIT, plain=_PLAIN, read=_unescape_strings, write=_escape_strings, choices=True
)
write_json = partial(_write, notation=_JSON_NOTATION)
write_properties = partial(_write, notation=_PROPERTIES_NOTATION)
write_strings = partial(_write, notation=_STRINGS_NOTATION)
