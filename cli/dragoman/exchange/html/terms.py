"""Text with its terms as linked marks, for the bilingual page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dragoman.exchange.html.characters import visible
from dragoman.exchange.html.codes import draw
from dragoman.model import Code
from dragoman.segment.tags import Tags


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


def render_marks(text: str, marks: Sequence[Mark], codes: Sequence[Code] = ()) -> Markup:
    """Render `text` with `marks`, which are in order and do not overlap, and with the `codes` that are tags in it."""
    tags = Tags(codes)
    parts: list[str] = []
    position = 0
    for mark in marks:
        span = mark.span
        numbers = " ".join(str(owner + 1) for owner in span.owners)
        parts += [
            *draw(text[position : span.start], tags),
            f'<a class="{_escaped(mark.classes)}" id="{_escaped(mark.id)}" href="#{_escaped(mark.href)}" ',
            f'data-term="{numbers}" data-concept="{_escaped(" ".join(mark.concepts))}" title="{_escaped(mark.title)}">',
            "<mark>",
            *draw(text[span.start : span.end], tags, in_link=True),
            "</mark></a>",
        ]
        position = span.end
    parts += draw(text[position:], tags)
    return Markup("".join(parts))


def _escaped(text: str) -> str:
    return str(escape(visible(text)))
