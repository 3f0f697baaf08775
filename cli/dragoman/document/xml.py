"""Bytes → XML tree, with everything switched off that a hostile file could use."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from dragoman.errors import DocumentError

Element = Any
"""An lxml element; lxml ships no types."""

_ENTITIES = "{where}: uses XML entities of its own, which can read other files or fill the memory; {advice}"
_TOO_DEEP = "{where}: XML nested more than 256 deep, which no report needs; {advice}"
_TOO_LONG = "{where}: a single text of more than 10 million characters; {advice}"
_MALFORMED = "{where}: malformed XML ({reason}); {advice}"

_POSITION = re.compile(r", line \d+, column \d+.*", re.DOTALL)


def parse_xml(label: str, data: bytes, *, advice: str, part: str = "") -> Element:
    """Parse an XML file, or one part of a zipped file, and return its root element.

    Comments and processing instructions are left out, entities are not resolved, nothing is fetched, and libxml2's
    limits hold: 256 levels, 10 million characters in one text. `advice` ends the messages: what to do next.
    Raises `DocumentError` if the XML is malformed, too deep, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        where = f"{label}: {part}, line {error.lineno}" if part else f"{label}:{error.lineno}"
        raise DocumentError(_explain(str(error.msg), data).format(where=where, advice=advice)) from None
    dtd = root.getroottree().docinfo.internalDTD
    # Without a declaration at hand, a reference stays in the tree where a DTD may have declared it.
    if dtd is not None and (next(dtd.iterentities(), None) or next(root.iter(etree.Entity), None)) is not None:
        raise DocumentError(_ENTITIES.format(where=f"{label}: {part}" if part else label, advice=advice))
    return root


def _explain(reason: str, data: bytes) -> str:
    if b"<!ENTITY" in data.replace(b"\0", b""):
        return _ENTITIES
    if "depth" in reason:
        return _TOO_DEEP
    if "Text node too long" in reason:
        return _TOO_LONG
    reason = _POSITION.sub("", reason).replace("{", "{{").replace("}", "}}")
    return _MALFORMED.replace("{reason}", reason)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    name: str = element.tag
    return name.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a local name."""
    return (found for found in element if local_name(found) == name)


def child(element: Element, name: str) -> Element | None:
    """Return the first child of a local name, `None` where there is none."""
    return next(children(element, name), None)


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its local name; empty where it, or the element, is missing."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")


def steps(parent: Element, path: str) -> Iterator[tuple[Element, str]]:
    """Yield the children of an element with their places; `path` is its own."""
    seen: Counter[str] = Counter()
    for element in parent:
        name = local_name(element)
        seen[name] += 1
        yield element, f"{path}/{name}[{seen[name]}]"


def within(
    parent: Element, path: str, wanted: Collection[str], wrappers: Collection[str]
) -> Iterator[tuple[Element, str]]:
    """Yield the children that have one of the wanted names, those inside wrappers too, with their places."""
    for element, place in steps(parent, path):
        name = local_name(element)
        if name in wanted:
            yield element, place
        elif name in wrappers:
            yield from within(element, place, wanted, wrappers)


def descendants(root: Element, path: str, names: Collection[str]) -> dict[Element, str]:
    """Return the descendants that have one of the names, with their places."""
    seen: Counter[str] = Counter()
    places = {}
    for element in root.iterdescendants():
        name = local_name(element)
        if name in names:
            seen[name] += 1
            places[element] = f"{path}//{name}[{seen[name]}]"
    return places


def find_place(root: Element, place: str) -> Element | None:
    """Return the element that a place leads to from `root`, `None` where there is none.

    A place is a path of local names, as `steps` and `descendants` give it: `tbl[2]` is the second child of that
    name, `//drawing[1]` the first descendant, in document order; without a number the first is meant.
    """
    element = root
    for deep, name, number in re.findall(r"(?:^|/)(/?)([\w.-]+)(?:\[(\d+)\])?", place):
        candidates = element.iterdescendants() if deep else element.iterchildren()
        alike = (candidate for candidate in candidates if local_name(candidate) == name)
        element = next((found for count, found in enumerate(alike, 1) if count == int(number or 1)), None)
        if element is None:
            return None
    return element
