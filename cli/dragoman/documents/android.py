"""Android's string resources (`res/values/strings.xml`): strings, arrays and plurals under their names.

Inline tags are codes, `<xliff:g>` stays as it is, what is `translatable="false"` or refers to another resource is left
out. HTML in CDATA, or written with `&lt;`, counts as tags too.
https://developer.android.com/guide/topics/resources/string-resource
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.documents.decode import decode
from dragoman.documents.extract import Extract
from dragoman.documents.messages import read_messages
from dragoman.documents.put_back import PutBack
from dragoman.documents.spans import Notation, Span, put_spans
from dragoman.errors import DocumentError
from dragoman.files.xml import local_name, parse_xml

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![A-Z][^>\[]*(?:\[[^\]]*\]\s*)?>"
    r"|<(?P<close>/?)(?P<name>[^\s/<>!?]+)(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_HOLDERS = frozenset({"string-array", "plurals"})
_REFERENCE = re.compile(r"\s*(?:@(?:null|empty)|@[+*]?(?:[\w.]+:)?\w+/[\w.]+|\?(?:[\w.]+:)?(?:\w+/)?[\w.]+)\s*")
_WHOLE_CDATA = re.compile(r"\s*<!\[CDATA\[((?:(?!\]\]>).)*)\]\]>\s*", re.DOTALL)

_TAG = re.compile(
    r"(?:<|&lt;)(/?)([A-Za-z][\w:.-]*)(?:\s(?:(?!&[lg]t;)[^<>])*)?/?(?:>|&gt;)|<!--()().*?-->|<!\[CDATA\[()().*?\]\]>",
    re.DOTALL,
)
_UNIT = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|&#?\w+;|\s+|.", re.DOTALL)
_PLAIN = re.compile(r"[^<\\&\s\"]+(?: [^<\\&\s\"]+)*")
_ESCAPES = {"n": "\n", "t": "\t"}
_HTML = re.compile(r"</?[A-Za-z]|&#?\w+;")
_NAMES = {
    **dict.fromkeys(("b", "strong"), ("b", "bold")),
    **dict.fromkeys(("i", "em", "cite", "dfn"), ("i", "italic")),
    "u": ("u", "underlined"),
    **dict.fromkeys(("s", "strike", "del"), ("s", "struck out")),
    "sup": ("sup", "superscript"),
    "sub": ("sub", "subscript"),
    "a": ("a", "link"),
    "xliff:g": ("keep", "keep unchanged"),
    **dict.fromkeys(("tt", "code"), ("code", "code, keep unchanged")),
    **dict.fromkeys(("annotation", "big", "small", "font", "span", "div", "p", "ul", "ol", "li"), ("f", "formatted")),
}
_ADVICE = "fix the file and try again"
_OTHER = (
    "{path}: this is an XML file of an unknown kind, its first element is <{name}>; string resources of Android, XLIFF "
    "and web pages are read, else save the report as .docx, .pdf, .html or UTF-8 text"
)


def read(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the strings of a resource file.

    Raises `DocumentError` if it is malformed, XML of another kind, declares entities, or has nothing to translate.
    """
    root = parse_xml(label, data, advice=_ADVICE)
    if local_name(root) != "resources":
        raise DocumentError(_OTHER.format(path=label, name=local_name(root)))
    return read_messages(label, data, encoding or _declared(label, data), _NOTATION)


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the file with the translation in its strings. Raises `DocumentError` as `read` does."""
    return put_spans(label, data, put, _NOTATION, errors="xmlcharrefreplace")


def _declared(label: str, data: bytes) -> str | None:
    """Return the encoding that the file declares, where it is the one it is in."""
    named = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    return decode(label, data, declared=named[1].decode())[1] if named else None


@dataclass(slots=True)
class _Open:
    """An element that may hold text, while the file is gone through."""

    start: int
    place: str
    depth: int


def _find(label: str, text: str) -> Iterator[Span]:
    depth = 0
    holder, holder_kept, count = "", True, 0
    opened: _Open | None = None
    for token in _TOKEN.finditer(text):
        name = token["name"]
        if name is None:
            continue
        if token["close"]:
            depth -= 1
            if opened and depth == opened.depth:
                yield from _spans(text, opened.start, token.start(), opened.place)
                opened = None
            continue
        if token["attributes"].endswith("/"):
            count += name == "item"
            continue
        if opened is None:
            attributes = {one[1]: one[2] or one[3] or "" for one in _ATTRIBUTE.finditer(token["attributes"])}
            kept = attributes.get("translatable") == "false"
            if depth == 1:
                holder, holder_kept, count = attributes.get("name", ""), kept, 0
                is_text = name == "string" or (name == "item" and attributes.get("type") == "string")
                if is_text and not kept:
                    opened = _Open(token.end(), holder, depth)
                holder_kept = holder_kept or name not in _HOLDERS
            elif depth == 2 and name == "item":
                if not holder_kept and not kept:
                    opened = _Open(token.end(), f"{holder}[{attributes.get('quantity', count)}]", depth)
                count += 1
        depth += 1


def _spans(text: str, start: int, end: int, place: str) -> Iterator[Span]:
    content = text[start:end]
    if not content.strip() or _REFERENCE.fullmatch(content):
        return
    if inside := _WHOLE_CDATA.fullmatch(content):
        notation = _NOTATION if _HTML.search(inside[1]) else _CDATA_NOTATION
        yield Span(start + inside.start(1), start + inside.end(1), place, notation=notation)
    else:
        yield Span(start, end, place)


def _read(unit: str) -> str:
    if unit[0] == "\\" and len(unit) > 1:
        return chr(int(unit[2:], 16)) if len(unit) == 6 else _ESCAPES.get(unit[1], unit[1])
    if unit[0] == "&":
        return html.unescape(unit)
    if unit == '"':
        return ""  # keeps the blanks around it, and is not shown
    return " " if unit.isspace() else unit


def _escaped(text: str) -> str:
    """Write what a backslash stands before; a leading `@` or `?` is for `_lay_out`."""
    return re.sub(r"[\\'\"]", r"\\\g<0>", text).replace("\n", "\\n").replace("\t", "\\t")


def _write(text: str) -> str:
    return html.escape(_escaped(text), quote=False)


def _write_cdata(text: str) -> str:
    return _escaped(text).replace("]]>", "]]]]><![CDATA[>")


def _lay_out(own: str, new: str) -> str:
    """A text that opens with such a sign would be a reference."""
    return f"\\{new}" if new[:1] in ("@", "?") else new


_NOTATION = Notation(
    _find, unit=_UNIT, plain=_PLAIN, read=_read, write=_write, tag=_TAG, names=_NAMES, layout=_lay_out, choices=True
)
_CDATA_NOTATION = Notation(
    _find, unit=re.compile(r"\\u[0-9a-fA-F]{4}|\\.|\s+|.", re.DOTALL), plain=_PLAIN, read=_read, write=_write_cdata,
    layout=_lay_out, choices=True,
)  # fmt: skip
