"""Characters that HTML cannot carry."""

import json
import re

_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# An HTML parser drops or replaces these, each in its own way, so they are shown as what they are.
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NEEDS_CARE = re.compile(f"{_BREAK.pattern}|{_UNSPEAKABLE.pattern}")


def visible(text: str) -> str:
    r"""Return `text` as HTML can carry it: line breaks as `\n`, control characters as their pictures.

    >>> visible("a\r\nb\x00c\x90d")
    'a\nb␀c�d'
    """
    if _NEEDS_CARE.search(text) is None:
        return text
    return _UNSPEAKABLE.sub(_picture, _BREAK.sub("\n", text))


def as_json(text: str) -> str | None:
    r"""Return `text` as a JSON string where HTML cannot carry all of its characters, else nothing.

    >>> as_json("a\x00b"), as_json("a\r\nb")
    ('"a\\u0000b"', None)
    """
    return json.dumps(text) if _UNSPEAKABLE.search(text) else None


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
