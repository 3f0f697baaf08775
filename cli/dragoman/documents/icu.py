"""Messages of ICU that choose among texts: `{count, plural, one {# file} other {# files}}`.

https://unicode-org.github.io/icu/userguide/format_parse/messages/
"""

import re
from collections.abc import Iterator

_OPENING = re.compile(r"\s*\{\s*[\w.-]+\s*,\s*(?:plural|select|selectordinal)\s*,\s*(?:offset:\d+\s*)?")
_SELECTOR = re.compile(r"\s*(=\d+|[\w-]+)\s*\{")
_END = re.compile(r"\s*\}")
_SIGN = re.compile(r"'[{}'][^']*'|[{}]")
"""A brace; between apostrophes it is text."""
_DEEPEST = 8


def branches(text: str) -> list[tuple[int, int]]:
    """Return where the texts stand that a message chooses among, also inside of one another.

    There are none where the message is not wholly such a choice, or is malformed.

    >>> text = "{n, plural, one {# file} other {# files}}"
    >>> [text[start:end] for start, end in branches(text)], branches("You have {n, plural, other {#}}.")
    (['# file', '# files'], [])
    """
    found = _choice(text, 0, len(text), 0) if _OPENING.match(text) else None
    return found or []


def _choice(text: str, start: int, end: int, depth: int) -> list[tuple[int, int]] | None:
    opening = _OPENING.match(text, start, end)
    if opening is None or depth > _DEEPEST:
        return None
    found: list[tuple[int, int]] = []
    position = opening.end()
    while selector := _SELECTOR.match(text, position, end):
        closing = _closing(text, selector.end(), end)
        if closing is None:
            return None
        inner = _choice(text, selector.end(), closing, depth + 1)
        found += [(selector.end(), closing)] if inner is None else inner
        position = closing + 1
    closed = _END.match(text, position, end)
    return found if closed and not text[closed.end() : end].strip() else None


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where the brace is that closes one whose content begins at `start`."""
    depth = 1
    for sign in _braces(text, start, end):
        depth += 1 if text[sign] == "{" else -1
        if not depth:
            return sign
    return None


def _braces(text: str, start: int, end: int) -> Iterator[int]:
    return (sign.start() for sign in _SIGN.finditer(text, start, end) if len(sign[0]) == 1)
