"""A translation put into the PowerPoint presentation that its source was read from: only text changes."""

from collections import defaultdict
from typing import TYPE_CHECKING

from dragoman.documents.docx.writer import name_document, packed, serialised
from dragoman.documents.parts import Parts
from dragoman.documents.pptx.fill import fill, fill_copies
from dragoman.documents.pptx.reader import Reader
from dragoman.documents.put_back import PutBack
from dragoman.documents.refill import refill
from dragoman.files.xml import representable
from dragoman.files.zip import Package

if TYPE_CHECKING:
    from dragoman.documents.inline import Taken
    from dragoman.model import Block


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the presentation with the translation in it; `label` stands for it in messages.

    Raises `DocumentError` if the presentation cannot be read.
    """
    parts = Parts(Package(label, data))
    reader = Reader(label, parts, keep=True)
    extract = reader.read()
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None:
            by_inline[id(taken.inline)].append((block, taken))
    changed: set[int] = set()
    for element, paragraph in reader.paragraphs:
        blocks = by_inline.get(id(paragraph.inline), [])
        if any(put.shows(block) for block, _ in blocks):
            stretches = refill(paragraph.inline, blocks, put.filling)
            fill(element, paragraph, stretches, put)
            filled = [element, *fill_copies(reader.copies.get(element, ()), paragraph, stretches, put)]
            changed |= {id(one.getroottree().getroot()) for one in filled}
    for named, inline in reader.described:
        for block, _ in by_inline.get(id(inline), ()):
            if put.filling.is_changed(block):
                named.set("descr", representable(put.filling.text(block)))
                changed.add(id(named.getroottree().getroot()))
    if not changed:
        return data
    new = {name: serialised(root) for name, root in parts.parsed.items() if id(root) in changed}
    return packed(label, data, new | name_document(parts, put))
