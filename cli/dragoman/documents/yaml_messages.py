"""YAML files of messages (`.yaml`, `.yml`): the texts that are values; keys, comments, order and quoting stay.

libyaml says where each scalar stands; the characters around it are never touched, and a new text is quoted as the old
one was wherever it can be. What YAML 1.1 takes for a number, a date or a yes is none of ours.
https://yaml.org/spec/1.2.2/
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dragoman.documents.extract import Extract
from dragoman.documents.messages import DEEPEST, TOO_DEEP, read_messages
from dragoman.documents.put_back import PutBack
from dragoman.documents.spans import Notation, Span, Whole, put_spans
from dragoman.errors import DocumentError

_STRING = "tag:yaml.org,2002:str"
_BROKEN = "{path}:{line}: no valid YAML ({reason}); fix the file and try again"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNSAFE = re.compile(
    r"[\s\-?:,\[\]{}#&*!|>'\"%@`=]"  # what opens something else
    r"|.*(?::(?:\s|\Z)|\s#|\s\Z)",
    re.DOTALL,
)
"""What cannot stand without quotes (YAML 1.2.2, 7.3.3)."""
_FLOW = re.compile(r"[,\[\]{}?:]")
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n?|\n)")
_LINE_BREAKS = re.compile(r"\n+")


def read(label: str, data: bytes, encoding: str | None = None) -> Extract:
    """Read the texts of a file under their keys.

    Raises `DocumentError` if it is no YAML, nested too deep, or holds no text.
    """
    return read_messages(label, data, encoding, _NOTATION)


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the file with the translation in its values. Raises `DocumentError` as `read` does."""
    return put_spans(label, data, put, _NOTATION)


def _find(label: str, text: str) -> Iterator[Span]:
    """Yield the scalars that are values and text; collections are followed by a stack of their keys."""
    import yaml

    around: list[_Step] = []
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            match event:
                case yaml.ScalarEvent():
                    if span := _scalar(text, event, around):
                        yield span
                    _advance(around, event.value)
                case yaml.AliasEvent():
                    _advance(around, "")
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    if len(around) >= DEEPEST:
                        raise DocumentError(TOO_DEEP.format(path=label, limit=DEEPEST))
                    flow = bool(event.flow_style) or (bool(around) and around[-1].flow)
                    around.append(_Step(isinstance(event, yaml.MappingStartEvent), flow))
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    around.pop()
                    _advance(around, "")
    except yaml.YAMLError as error:
        raise DocumentError(_BROKEN.format(path=label, **_explain(error, text))) from None


def _explain(error: Any, text: str) -> dict[str, Any]:
    if mark := getattr(error, "problem_mark", None):
        return {"line": mark.line + 1, "reason": error.problem}
    before = text.encode()[: getattr(error, "position", 0)]  # of a character that no YAML may hold
    return {"line": before.count(b"\n") + 1, "reason": getattr(error, "reason", "unreadable")}


class _Step:
    """A collection that is open."""

    def __init__(self, mapping: bool, flow: bool) -> None:
        self.mapping, self.flow = mapping, flow
        self.key: str | None = None
        """Of the value that comes; `None` where a key does."""
        self.count = 0

    @property
    def name(self) -> str:
        return f".{self.key}" if self.mapping else f"[{self.count}]"

    @property
    def at_key(self) -> bool:
        return self.mapping and self.key is None


def _advance(around: list[_Step], value: str) -> None:
    """Note that a node has been passed: a key, or what belongs to it."""
    if around:
        step = around[-1]
        step.count += 1
        step.key = value if step.at_key else None


def _scalar(text: str, event: Any, around: list[_Step]) -> Span | None:
    if (around and around[-1].at_key) or not event.value.strip():
        return None
    if event.tag not in (None, "!", _STRING) or (event.tag is None and not _is_text(event.value, event.implicit)):
        return None
    start, end = event.start_mark.index, event.end_mark.index
    place = "".join(step.name for step in around).removeprefix(".") or "text"
    flow = bool(around) and around[-1].flow
    if event.style in ("|", ">"):
        return _block(text, start, end, place, event)
    # A tag or an anchor stands before the value and is no part of it.
    start = _behind_properties(text, start, end)
    quote = text[start]
    if quote not in "'\"":
        quote = ""
        end = start + len(text[start:end].rstrip())
    return Span(start, end, place, whole=Whole(event.value, lambda new: _written(new, quote, flow)))


_PROPERTIES = re.compile(r"(?:[!&]\S*+(?:\s|#[^\n]*+\n)++)*+")


def _behind_properties(text: str, start: int, end: int) -> int:
    found = _PROPERTIES.match(text, start, end)
    return found.end() if found else start


def _is_text(value: str, implicit: tuple[bool, bool]) -> bool:
    """Tell whether a scalar without a tag is text: quoted, or nothing else by its looks."""
    import yaml

    return not implicit[0] or _resolver().resolve(yaml.ScalarNode, value, (True, False)) == _STRING


@cache
def _resolver() -> Any:
    from yaml.resolver import Resolver

    return Resolver()


def _written(new: str, quote: str, flow: bool) -> str:
    """Return a value on one line, quoted as before where that can be."""
    if "\n" in new or _CONTROL.search(new):
        return _double(new)
    if quote == '"':
        return _double(new)
    if quote == "'":
        return "'" + new.replace("'", "''") + "'"
    unsafe = not new or _UNSAFE.match(new) or (flow and _FLOW.search(new)) or not _is_text(new, (True, False))
    return _double(new) if unsafe else new


def _double(new: str) -> str:
    quoted = json.dumps(new, ensure_ascii=False)
    return _CONTROL.sub(lambda found: _escape(ord(found[0])), quoted)


def _escape(code: int) -> str:
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _block(text: str, start: int, end: int, place: str, event: Any) -> Span | None:
    """Return the span of a literal or folded text: from its first character to its last, without header and indent."""
    start = _behind_properties(text, start, end)
    header = _HEADER.match(text, start)
    if header is None:
        return None
    value = event.value.strip("\n")
    value = value[: len(value.rstrip())]
    lead = len(value) - len(value.lstrip(" "))
    first = re.compile(r"[ \t]*[^\s]").search(text, header.end(), end)
    if first is None:
        return None
    line_start = max(text.rfind("\n", 0, first.end()), text.rfind("\r", 0, first.end())) + 1
    content = first.end() - 1
    indent = text[line_start : content - lead]
    last = start + len(text[start:end].rstrip())
    newline = "\r\n" if header[0].endswith("\r\n") else header[0][-1]
    folded = text[start] == ">"
    if folded and any(line[:1].isspace() for line in value.split("\n")):
        folded = False  # lines that are indented more are not folded: what is written is literal
        start_of_header = start

        def literal(new: str) -> str:
            header_text = "|" + text[start_of_header + 1 : content - lead]
            return header_text + _indented(new, newline, indent)

        return Span(start, last, place, whole=Whole(value, literal))

    def write_block(new: str) -> str:
        if folded:
            new = _LINE_BREAKS.sub(lambda found: found[0] + "\n", new)
        return _indented(new, newline, indent)

    return Span(content - lead, last, place, whole=Whole(value, write_block))


def _indented(new: str, newline: str, indent: str) -> str:
    lines = [_CONTROL.sub("\ufffd", line) for line in new.split("\n")]
    return newline.join([lines[0], *(indent + line if line else "" for line in lines[1:])])


_NOTATION = Notation(_find, choices=True)
