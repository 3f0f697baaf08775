"""Messages of ICU that choose among texts: `{count, plural, one {# file} other {# files}}`.

https://unicode-org.github.io/icu/userguide/format_parse/messages/
"""

import re

_OPENING = re.compile(r"\{\s*[\w.-]+\s*,\s*(?:plural|select|selectordinal)\s*,\s*(?:offset:\d+\s*)?")
_SELECTOR = re.compile(r"\s*(=\d+|[\w-]+)\s*\{")
_END = re.compile(r"\s*\}")
_SIGN = re.compile(r"''|'[{}#|](?:[^']|'')*+(?:'|\Z)|[{}]")
"""A brace; between apostrophes it is text, and two apostrophes are one."""
_DEEPEST = 8

Spans = list[tuple[int, int]]


def branches(text: str) -> Spans:
    """Return where the texts stand that a message chooses among, also inside of one another, and those around them.

    There are none where the message makes no choice, or is malformed.

    >>> text = "You have {n, plural, one {# file} other {# files}}."
    >>> [text[start:end] for start, end in branches(text)], branches("You have {n, plural, other {#}.")
    (['You have ', '# file', '# files', '.'], [])
    """
    found = _texts(text, 0, len(text), 0)
    return found if found and found != [(0, len(text))] else []


def _texts(text: str, start: int, end: int, depth: int) -> Spans | None:
    """Return the texts of a message, or of a branch of one; `None` where it is malformed."""
    found: Spans = []
    begun = position = start
    while (sign := _brace(text, position, end)) is not None:
        if text[sign] == "}" or depth > _DEEPEST:
            return None
        if opening := _OPENING.match(text, sign, end):
            inner = _choice(text, opening.end(), end, depth)
            if inner is None:
                return None
            found += [(begun, sign), *inner[0]]
            begun = position = inner[1]
        elif (closing := _closing(text, sign + 1, end)) is not None:
            position = closing + 1
        else:
            return None
    return [(one, other) for one, other in (*found, (begun, end)) if text[one:other].strip()]


def _choice(text: str, start: int, end: int, depth: int) -> tuple[Spans, int] | None:
    """Return the texts of the branches from `start` on, and where the choice ends."""
    found: Spans = []
    position = start
    while selector := _SELECTOR.match(text, position, end):
        closing = _closing(text, selector.end(), end)
        inner = None if closing is None else _texts(text, selector.end(), closing, depth + 1)
        if closing is None or inner is None:
            return None
        found += inner
        position = closing + 1
    closed = _END.match(text, position, end)
    return (found, closed.end()) if closed and position > start else None


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where the brace is that closes one whose content begins at `start`."""
    depth = 1
    while (sign := _brace(text, start, end)) is not None:
        depth += 1 if text[sign] == "{" else -1
        if not depth:
            return sign
        start = sign + 1
    return None


def _brace(text: str, start: int, end: int) -> int | None:
    """Return where the next brace is that is no text."""
    return next((sign.start() for sign in _SIGN.finditer(text, start, end) if sign[0] in "{}"), None)
