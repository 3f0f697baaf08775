"""A translation put into paragraphs of DrawingML: on slides, and in charts and diagrams wherever they are."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from lxml import etree

from dragoman.documents.elements import Element, child, local_name
from dragoman.documents.inline import Mark, Taken
from dragoman.documents.pptx.drawn import Drawn
from dragoman.documents.pptx.paragraph import Paragraph, look_of, read_paragraph
from dragoman.documents.put_back import BRACKETS, PutBack
from dragoman.documents.raised import unshifted
from dragoman.documents.refill import Stretch, is_changed, refill
from dragoman.files.xml import representable
from dragoman.model import Block

ByInline = Mapping[int, Sequence[tuple[Block, Taken]]]


def fill_drawn(drawn: Sequence[Drawn], by_inline: ByInline, put: PutBack) -> set[int]:
    """Exchange what is in charts, diagrams and drawings; return the ids of the roots of the parts that changed."""
    changed: set[int] = set()
    for one in drawn:
        blocks = by_inline.get(id(one.paragraph.inline), [])
        if any(put.shows(block) for block, _ in blocks):
            stretches = refill(one.paragraph.inline, blocks, put.filling)
            fill(one.element, one.paragraph, stretches, put)
            filled = [one.element, *fill_copies(one.copies, one.paragraph, stretches, put)]
            changed |= {id(element.getroottree().getroot()) for element in filled}
    return changed


def fill_copies(
    copies: Sequence[Element], paragraph: Paragraph, stretches: list[Stretch], put: PutBack
) -> Iterator[Element]:
    """Exchange what is in copies of a paragraph, which may have looks of their own, and yield them."""
    for element in copies:
        own = read_paragraph(element, {})
        alike = _where(own.inline.marks) == _where(paragraph.inline.marks)
        fill(element, own, stretches if alike else _plain(stretches), put)
        yield element


def _plain(stretches: list[Stretch]) -> list[Stretch]:
    """Return the text of stretches without marks, in as few of them as answer for it."""
    by_record = groupby(stretches, key=lambda one: id(one.record))
    found = (list(group) for _, group in by_record)
    return [Stretch("".join(one.text for one in group), (), record=group[0].record) for group in found]


def _where(marks: Sequence[Mark]) -> list[tuple[int, int, bool]]:
    return [(mark.start, mark.end, mark.alone) for mark in marks]


def fill(element: Element, paragraph: Paragraph, stretches: list[Stretch], put: PutBack) -> None:
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
            look.set("lang", put.office_tag)
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
