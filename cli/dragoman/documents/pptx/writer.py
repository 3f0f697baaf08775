"""A translation put into the PowerPoint presentation that its source was read from: only text changes."""

import copy
from collections import defaultdict
from typing import TYPE_CHECKING

from lxml import etree

from dragoman.documents.docx.reader import Parts
from dragoman.documents.docx.writer import name_document, packed, serialised, word_tag
from dragoman.documents.elements import Element, child, local_name
from dragoman.documents.pptx.paragraph import Paragraph, look_of
from dragoman.documents.pptx.reader import Reader
from dragoman.documents.put_back import BRACKETS, PutBack
from dragoman.documents.raised import unshifted
from dragoman.documents.refill import Stretch, is_changed, refill
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
            _fill(element, paragraph, refill(paragraph.inline, blocks, put.filling), put)
            changed.add(id(element.getroottree().getroot()))
    for named, inline in reader.described:
        for block, _ in by_inline.get(id(inline), ()):
            if put.filling.is_changed(block):
                named.set("descr", representable(put.filling.text(block)))
                changed.add(id(named.getroottree().getroot()))
    if not changed:
        return data
    new = {name: serialised(root) for name, root in parts.parsed.items() if id(root) in changed}
    return packed(label, data, new | name_document(parts, put))


def _fill(element: Element, paragraph: Paragraph, stretches: list[Stretch], put: PutBack) -> None:
    """Exchange what is in a paragraph for its translation."""
    prefix = element.tag.rpartition("}")[0] + "}"
    properties = child(element, "pPr")
    end = child(element, "endParaRPr")
    for old in list(element):
        if old is not properties and old is not end:
            element.remove(old)
    marks = paragraph.inline.marks
    new: list[Element] = []
    for stretch in stretches:
        if stretch.alone >= 0:
            new.append(copy.deepcopy(marks[stretch.alone].origin.element))
            continue
        if not stretch.text:
            continue
        looks = [marks[n].origin for n in stretch.around if marks[n].origin.element is None]
        fields = [marks[n].origin.element for n in stretch.around if marks[n].origin.element is not None]
        own = looks[-1].properties if looks else paragraph.plain
        raised = "baseline" in dict(look_of(own))
        text = unshifted(stretch.text) if raised else stretch.text
        run = etree.Element(f"{prefix}fld", fields[-1].attrib) if fields else etree.Element(f"{prefix}r")
        look = copy.deepcopy(child(fields[-1], "rPr") if fields else own)
        if look is None:
            look = etree.Element(f"{prefix}rPr")
        if stretch.record is not None and is_changed(stretch.record):
            look.set("lang", word_tag(put.language))
            look.attrib.pop("dirty", None)
        run.append(look)
        inside: Element = etree.SubElement(run, f"{prefix}t")
        inside.text = representable(text.replace("\n", " ").join(BRACKETS[put.state_of(stretch.record)]))
        new.append(run)
    place = 0 if properties is None else 1
    for offset, one in enumerate(new):
        element.insert(place + offset, one)
    if put.language.rtl:
        if properties is None:
            properties = etree.Element(f"{prefix}pPr")
            element.insert(0, properties)
        properties.set("rtl", "1")
    assert end is None or local_name(element[-1]) == "endParaRPr"
