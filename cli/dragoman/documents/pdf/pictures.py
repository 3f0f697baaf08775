"""The pictures of a PDF, and between which of its paragraphs each of them stands."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.documents.pdf.glyphs import Drawn
from dragoman.documents.pdf.paragraphs import Paragraph
from dragoman.documents.pdf.reader import opened, read_pages, seconds_for

_SMALLEST = 14
"""Points: what is narrower or lower is a rule, a bullet or a part of a drawing."""
_WHOLE_PAGE = 0.85
"""Of the page: a picture of it that lies behind its recognised text, or its background."""
_RUNNING = 3
"""Pages on which a picture stands in one place, as the mark of a letterhead does; it is taken once."""
_MOST, _MOST_BYTES = 400, 100 * 2**20
_SHOWN = frozenset({"jpg", "jpeg", "png"})
"""Formats that Word has always shown."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, in PNG or JPEG, and its place."""

    behind: int
    """Number of the block that it stands behind, 0 before all of them."""
    data: bytes
    width: float
    height: float
    """As the page shows it, in points."""


def read(label: str, data: bytes) -> list[Picture]:
    """Return the pictures in the order of their blocks; those that cannot be decoded are left out.

    Raises `DocumentError` as reading the text does.
    """
    found: list[tuple[int, int, Picture]] = []
    with opened(label, data) as reader:
        drawn: list[list[Drawn]] = []
        paragraphs, _ = read_pages(label, reader, seconds_for(reader), drawn)
        size = 0
        for page, one in _chosen(reader, drawn):
            content = _decoded(reader.pages[page], one.path)
            size += len(content)
            if len(found) == _MOST or size > _MOST_BYTES:
                break
            if content:
                behind = _behind(one, page + 1, paragraphs)
                found.append((behind, len(found), Picture(behind, content, one.right - one.left, one.top - one.bottom)))
    return [picture for *_, picture in sorted(found, key=lambda place: place[:2])]


def _chosen(reader: Any, drawn: Sequence[Sequence[Drawn]]) -> Iterator[tuple[int, Drawn]]:
    """Yield pages, from 0, and the pictures that belong to the text, from top to bottom."""
    places = Counter(_place(one) for page in drawn for one in page)
    seen: set[tuple[int, ...]] = set()
    for number, page in enumerate(drawn):
        box = reader.pages[number].mediabox
        whole = _WHOLE_PAGE * abs(float(box.width) * float(box.height))
        for one in sorted(page, key=lambda one: (-one.top, one.left)):
            width, height = one.right - one.left, one.top - one.bottom
            if not (min(width, height) >= _SMALLEST and width * height < whole):
                continue
            if places[_place(one)] >= _RUNNING:
                if _place(one) in seen:
                    continue
                seen.add(_place(one))
            yield number, one


def _place(one: Drawn) -> tuple[int, ...]:
    return tuple(round(edge) for edge in (one.left, one.bottom, one.right, one.top))


def _decoded(page: Any, path: tuple[str, ...]) -> bytes:
    """Return a picture as PNG or JPEG, empty where that cannot be had."""
    try:
        image = page.images[path[0] if len(path) == 1 else list(path)]
        if image.name.rpartition(".")[2].lower() in _SHOWN and image.image.mode != "CMYK":
            return bytes(image.data)
        written = io.BytesIO()
        mode = image.image.mode
        (image.image if mode in ("1", "L", "LA", "P", "RGB", "RGBA") else image.image.convert("RGB")).save(
            written, "PNG"
        )
        return written.getvalue()
    except Exception:  # pypdf and Pillow raise all there is on damaged pictures; the text is there without them
        return b""


def _behind(one: Drawn, page: int, paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of the paragraph, from 1, above a picture: next to it where there are columns."""
    middle = (one.top + one.bottom) / 2
    above: list[tuple[bool, float, int]] = []
    first = len(paragraphs)
    for number, paragraph in enumerate(paragraphs, 1):
        if paragraph.page >= page:
            first = min(first, number - 1)
        for line in paragraph.lines:
            if line.page == page and line.y > middle:
                beside = line.right < one.left or line.left > one.right
                above.append((beside, line.y - middle, number))
    return min(above)[2] if above else first
