"""A paragraph of DrawingML → its text with its inline markup (ECMA-376 part 1, 21.1.2)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dragoman.documents.elements import Element, attribute, child, local_name
from dragoman.documents.inline import Inline, Mark
from dragoman.documents.paint import about_link, painted, share_of
from dragoman.documents.raised import shifted
from dragoman.model import Paint

_PASSING = frozenset({"lang", "altLang", "dirty", "err", "noProof", "smtClean", "smtId", "kern", "spc", "bmk"})
"""Attributes of `a:rPr` that no reader sees, or that only set letters closer."""
_PASSING_ELEMENTS = frozenset({"latin", "ea", "cs", "sym", "extLst", "effectLst", "uFillTx", "uLnTx", "hlinkMouseOver"})
_OFF = frozenset({"0", "false", "none", "noStrike"})
_CODES = {
    "b": ("b", "bold"),
    "i": ("i", "italic"),
    "u": ("u", "underlined"),
    "strike": ("s", "struck out"),
    "hlinkClick": ("a", "link"),
    "sz": ("f", "size"),
    "cap": ("f", "capitals"),
    "solidFill": ("f", "colour"),
    "highlight": ("f", "highlighted"),
}

Look = frozenset[tuple[str, str]]
"""What of a run's properties shows: names, and what they are set to."""


class Origin(NamedTuple):
    """How a mark is written again: run properties, or an element that stands alone or around text."""

    properties: Element | None
    element: Element | None = None


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds."""

    inline: Inline = field(default_factory=Inline)
    plain: Element | None = None
    """Run properties of most of its text."""


def read_paragraph(element: Element, links: Mapping[str, str]) -> Paragraph:
    """Read an `a:p`; `links` are addresses by the ids of its part."""
    paragraph = Paragraph()
    inline = paragraph.inline
    atoms: list[tuple[int, int, Look, Element | None]] = []
    for inner in element:
        name = local_name(inner)
        properties = child(inner, "rPr")
        look = look_of(properties)
        start = inline.length
        if name == "r":
            text = "".join(part.text or "" for part in inner if local_name(part) == "t")
            raised = dict(look).get("baseline", "0")
            inline.add(text if raised == "0" else shifted(text, raised=not raised.startswith("-")))
            atoms.append((start, inline.length, look, properties))
        elif name == "br":
            inline.alone("br", "line break", Origin(properties, inner), blank="\n")
            atoms.append((start, inline.length, look, properties))
        elif name == "fld":
            pair = inline.open("field", f"field {attribute(inner, 'type')}".strip(), Origin(properties, inner))
            inline.add("".join(part.text or "" for part in inner if local_name(part) == "t"))
            inline.close(pair)
        elif name not in ("pPr", "endParaRPr"):
            inline.alone("", "", Origin(None, inner))
    _add_looks(paragraph, atoms, links)
    return paragraph


def look_of(properties: Element | None) -> Look:
    """Return what an `a:rPr` makes a run look like."""
    if properties is None:
        return frozenset()
    from lxml import etree

    found = {(str(key), str(value)) for key, value in properties.items() if key not in _PASSING}
    found = {(key, value) for key, value in found if value not in _OFF}
    for element in properties:
        if (name := local_name(element)) not in _PASSING_ELEMENTS:
            found.add((name, etree.tostring(element, method="c14n").decode()))
    return frozenset(found)


def _add_looks(
    paragraph: Paragraph, atoms: list[tuple[int, int, Look, Element | None]], links: Mapping[str, str]
) -> None:
    """Make codes of stretches that look different from most of the paragraph."""
    counts: Counter[Look] = Counter()
    for start, end, look, _ in atoms:
        counts[look] += end - start
    if not counts:
        return
    usual = max(counts, key=lambda look: counts[look])
    paragraph.plain = next(properties for _, _, look, properties in atoms if look == usual)
    marks = paragraph.inline.marks
    last: Mark | None = None
    before: Look | None = None
    for start, end, look, properties in atoms:
        if look == usual:
            last = None
        elif last and look == before and last.end == start:
            last.end = end
        else:
            name, about = _against(look, usual)
            address = links.get(attribute(child(properties, "hlinkClick"), "id"), "")
            about = about.replace("link", about_link(address), 1) if name == "a" else about
            paint = _paint(properties, usual)
            origin = Origin(properties)
            last = Mark(name, about, start, end, -1, False, origin, address=address, paint=paint)
            marks.append(last)
        before = look
    looks = [n for n, mark in enumerate(marks) if not mark.alone and mark.origin.element is None]
    for inner in marks:
        if inner.alone:
            around = (n for n in looks if marks[n].start <= inner.start < marks[n].end)
            inner.parent = next(around, -1)


def _paint(properties: Element | None, usual: Look) -> Paint:
    """Return what colours and size a run has that most of the paragraph has not."""
    if properties is None:
        return ()
    own = look_of(properties) - usual
    colours = {
        key: attribute(child(child(properties, name), "srgbClr"), "val")
        for key, name in (("color", "solidFill"), ("background", "highlight"))
        if any(said == name for said, _ in own)
    }
    size = dict(own).get("sz", "")
    return painted({**colours, "size": share_of(size, dict(usual).get("sz", _USUAL_SIZE))})


_USUAL_SIZE = "1800"
"""Of text whose size the layout says, in hundredths of a point."""


def _against(look: Look, usual: Look) -> tuple[str, str]:
    said = []
    for name, value in sorted(look - usual):
        if name == "baseline":
            said.append(("sub", "subscript") if value.startswith("-") else ("sup", "superscript"))
        else:
            said.append(_CODES.get(name, ("f", "formatted")))
    lost = [("f", f"not {_CODES.get(name, ('', name))[1]}") for name, _ in sorted(usual - look)]
    names = [name for name, _ in said]
    about = ", ".join(dict.fromkeys(what for _, what in [*said, *lost]))
    if "a" in names:
        return "a", about
    return (names[0] if len(set(names)) == 1 and not lost else "f"), about or "formatted"
