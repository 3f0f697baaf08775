"""Text with its terms as linked marks, for the bilingual page."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

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


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that renders, or is rendered by, one or more terms."""

    start: int
    end: int
    owners: tuple[int, ...]
    """Positions of the terms in `Record.terms`, ascending."""


def merge_spans(spans: Iterable[tuple[int, int, int]], length: int) -> list[Span]:
    """Join `(start, end, owner)` triples that overlap, so that marks can stand side by side.

    Empty stretches and stretches outside the text are left out.

    >>> merge_spans([(0, 4, 0), (0, 4, 1), (3, 6, 2), (6, 7, 3), (8, 99, 4)], 9)
    [Span(start=0, end=6, owners=(0, 1, 2)), Span(start=6, end=7, owners=(3,))]
    """
    merged: list[Span] = []
    for start, end, owner in sorted(spans):
        if not 0 <= start < end <= length:
            continue
        if merged and start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, end), tuple(sorted({*last.owners, owner})))
        else:
            merged.append(Span(start, end, (owner,)))
    return merged


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with all that its element shows."""

    span: Span
    id: str
    href: str
    classes: str
    concepts: tuple[str, ...]
    """Anchors in the list of terms."""
    title: str


def render_marks(text: str, marks: Sequence[Mark]) -> Markup:
    """Render `text` with `marks`, which are in order and do not overlap."""
    parts: list[str] = []
    position = 0
    for mark in marks:
        span = mark.span
        numbers = " ".join(str(owner + 1) for owner in span.owners)
        parts += [
            _escaped(text[position : span.start]),
            f'<a class="{_escaped(mark.classes)}" id="{_escaped(mark.id)}" href="#{_escaped(mark.href)}" ',
            f'data-term="{numbers}" data-concept="{_escaped(" ".join(mark.concepts))}" title="{_escaped(mark.title)}">',
            f"<mark>{_escaped(text[span.start : span.end])}</mark></a>",
        ]
        position = span.end
    parts.append(_escaped(text[position:]))
    return Markup("".join(parts))


def _escaped(text: str) -> str:
    return str(escape(visible(text)))
