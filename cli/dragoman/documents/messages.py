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
_JSON_UNIT = re.compile(
    r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_PROPERTY = re.compile(
    r"^[ \t\f]*(?![#!\s])(?P<key>(?:\\.|[^\s:=\\])+)[ \t\f]*[:=]?[ \t\f]*(?P<value>(?:\\(?:\r\n|.|\n)|[^\r\n\\])*)",
    re.MULTILINE,
)
_PROPERTY_UNIT = re.compile(r"\\(?:\r\n|\r|\n)[ \t\f]*|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)
_STRINGS = re.compile(
    r'/\*.*?\*/|//[^\n]*|(?P<key>"(?:[^"\\]|\\.)*"|[\w.-]+)\s*=\s*"(?P<value>(?:[^"\\]|\\.)*)"\s*;', re.DOTALL
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
_DEEPEST = 200
_BROKEN = "{path}:{line}: no valid JSON ({reason}); fix the file and try again"
_TOO_DEEP = "{path}: nested more than {limit} deep, which no messages need"
_NOTHING = "{path}: nothing to translate: no key with a text was found"


def read_json(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the strings of a JSON file but for its keys. Raises `DocumentError` if it is no JSON or nested too deep."""
    return _read(label, data, encoding, _JSON_NOTATION)


def read_properties(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the values of a Java properties file. Raises `DocumentError` if there are none."""
    return _read(label, data, encoding, _PROPERTIES_NOTATION)


def read_strings(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the values of an Apple strings file. Raises `DocumentError` if there are none."""
    return _read(label, data, encoding, _STRINGS_NOTATION)


def _read(label: str, data: bytes, encoding: str | None, notation: Notation) -> Extract:
    text, codec, notes = decode(label, data, encoding)
    extract, spans = read_spans(label, text, notation)
    if not spans:
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
        raise DocumentError(_TOO_DEEP.format(path=label, limit=_DEEPEST)) from None
    around: list[str | int] = []
    key = True
    for token in _JSON.finditer(text):
        match token["mark"]:
            case "{" | "[" as mark:
                if len(around) >= _DEEPEST:
                    raise DocumentError(_TOO_DEEP.format(path=label, limit=_DEEPEST))
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


def _find_by(pattern: re.Pattern[str], label: str, text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        if match["key"] and match["value"].strip():
            yield Span(match.start("value"), match.end("value"), match["key"].strip('"'))


def _unescape(unit: str) -> str:
    """Return what an escape stands for; the end of a line that goes on is nothing."""
    if unit[0] != "\\" or len(unit) == 1:
        return unit
    if unit[1] in "uU":
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


_JSON_NOTATION = Notation(_find_json, unit=_JSON_UNIT, read=_unescape, write=_escape_json)
_PROPERTIES_NOTATION = Notation(
    partial(_find_by, _PROPERTY), unit=_PROPERTY_UNIT, read=_unescape, write=_escape_property
)
_STRINGS_NOTATION = Notation(partial(_find_by, _STRINGS), unit=_JSON_UNIT, read=_unescape, write=_escape_strings)
write_json = partial(_write, notation=_JSON_NOTATION)
write_properties = partial(_write, notation=_PROPERTIES_NOTATION)
write_strings = partial(_write, notation=_STRINGS_NOTATION)
