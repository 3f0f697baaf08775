"""XML bytes → tree, with everything switched off that a hostile file could use."""

import re
from typing import Any

from dragoman.errors import DocumentError, DragomanError

Element = Any
"""An lxml element: what can be done with it depends on its kind, which no parser says."""

_ENTITIES = "{where}: uses XML entities of its own, which can read other files or fill the memory; {advice}"
_TOO_DEEP = "{where}: XML nested more than 256 deep, which no report needs; {advice}"
_TOO_LONG = "{where}: a single text of more than 10 million characters; {advice}"
_MALFORMED = "{where}: malformed XML ({reason}); {advice}"

_NOT_CARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_POSITION = re.compile(r", line \d+, column \d+.*", re.DOTALL)


def carried(text: str) -> str:
    """Return a text with U+FFFD for what XML 1.0 cannot carry: controls, and two code points that are none."""
    return _NOT_CARRIED.sub("\ufffd", text)


def parse_xml(
    label: str, data: bytes, *, advice: str, part: str = "", raises: type[DragomanError] = DocumentError
) -> Element:
    """Parse an XML file, or one part of a zipped file, and return its root element.

    Comments and processing instructions are left out, entities are not resolved, nothing is fetched, and libxml2's
    limits hold: 256 levels, 10 million characters in one text. `advice` ends the messages: what to do next.
    Raises the error that `raises` names if the XML is malformed, too deep, or declares entities.
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
        raise raises(_explain(str(error.msg), data).format(where=where, advice=advice)) from None
    dtd = root.getroottree().docinfo.internalDTD
    # Without a declaration at hand, a reference stays in the tree where a DTD may have declared it.
    if dtd is not None and (next(dtd.iterentities(), None) or next(root.iter(etree.Entity), None)) is not None:
        raise raises(_ENTITIES.format(where=f"{label}: {part}" if part else label, advice=advice))
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
