"""XML bytes → tree, with everything switched off that a hostile file could use."""

import re
from collections.abc import Collection, Iterator
from html import escape
from pathlib import Path
from typing import IO, Any

from dragoman.errors import DocumentError, DragomanError

Element = Any
"""An lxml element: what can be done with it depends on its kind, which no parser says."""

_ENTITIES = "{where}: uses XML entities of its own, which can read other files or fill the memory; {advice}"
_TOO_DEEP = "{where}: XML nested more than 256 deep, which no report needs; {advice}"
_TOO_LONG = "{where}: a single text of more than 10 million characters; {advice}"
_MALFORMED = "{where}: malformed XML ({reason}); {advice}"

_UNREADABLE = "{where}: cannot be read ({reason})"
_OTHER = "{where}: not {kind} file: its first element is <{name}>"

_NOT_REPRESENTABLE = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff])")
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Options of every parser."""
_PICTURED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\u2400-\u2420\u2424-\u2426]")
_PICTURES = re.compile("\u2424?[\u2400-\u2420\u2424-\u2426]")
_POSITION = re.compile(r", line \d+, column \d+.*", re.DOTALL)


def representable(text: str) -> str:
    """Return a text with U+FFFD for what XML 1.0 cannot carry: controls, surrogates and two noncharacters."""
    return _NOT_REPRESENTABLE.sub("\ufffd", text)


def split_representable(text: str) -> list[str]:
    r"""Split a text at what XML 1.0 cannot carry: odd items are one such character each.

    >>> split_representable("a\x00b"), split_representable("ab")
    (['a', '\x00', 'b'], ['ab'])
    """
    return [text] if text.isprintable() else _NOT_REPRESENTABLE.split(text)


def pictured(text: str) -> str:
    r"""Return a text with Unicode's pictures of what a document in XML does not keep; `unpictured` undoes it.

    Those are the controls that XML 1.0 cannot carry and carriage returns, which parsers change. A picture that the text
    has itself gets a ␤ before it.

    >>> pictured("a\x07b"), pictured("a␇b"), pictured("a\r")
    ('a␇b', 'a␤␇b', 'a␍')
    """
    return text if text.isascii() and text.isprintable() else _PICTURED.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return {0xFFFE: "\u2425", 0xFFFF: "\u2426"}.get(code) or f"\u2424{found[0]}"


def unpictured(text: str) -> str:
    r"""Return the text that `pictured` was given; a bare ␠ is a space.

    >>> unpictured("a␇b"), unpictured("a␤␇b"), unpictured("␤␤␛␤"), unpictured("a␠")
    ('a\x07b', 'a␇b', '␤\x1b␤', 'a ')
    """
    return text if text.isascii() else _PICTURES.sub(_unpicture, text)


def _unpicture(found: re.Match[str]) -> str:
    last = found[0][-1]
    if len(found[0]) == 2:
        return last
    return {"\u2424": last, "\u2425": "\ufffe", "\u2426": "\uffff"}.get(last) or chr(ord(last) - 0x2400)


def escape_text(text: str) -> str:
    """Return a text as it stands between tags; what XML cannot carry becomes U+FFFD."""
    return escape(representable(text), quote=False).replace("\r", "&#13;")


def quote_attribute(text: str) -> str:
    """Return a text as the value of an attribute, quoted; what XML cannot carry becomes U+FFFD."""
    from xml.sax.saxutils import quoteattr  # loads all that downloads need: a tenth of a short command's imports

    return quoteattr(representable(text))


def parse_xml(
    label: str, data: bytes, *, advice: str, part: str = "", raises: type[DragomanError] = DocumentError
) -> Element:
    """Parse an XML file, or one part of a zipped file, and return its root element.

    Comments and processing instructions are left out, entities are not resolved, nothing is fetched, and libxml2's
    limits hold: 256 levels, 10 million characters in one text. `advice` ends the messages: what to do next.
    Raises the error that `raises` names if the XML is malformed, too deep, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(**_SAFE)
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


def stream_xml(
    path: Path, kind: str, root: str, names: Collection[str], *, advice: str, raises: type[DragomanError]
) -> Iterator[tuple[str, Element]]:
    """Yield `("start", element)` and `("end", element)` for the elements of an XML file that have one of the names.

    Names are local ones. The file is read as a stream, under the conditions of `parse_xml`: what has ended is freed
    when the next is asked for, so an element that ends has its content, and one that starts its attributes only. `kind`
    is what the file should be, with its article, `a TMX`, and `root` its outermost element; `advice` ends the messages.
    Raises the error that `raises` names if the file cannot be read, is something else, is malformed, or declares
    entities; the message says `path:line`.
    """
    from lxml import etree

    try:
        with path.open("rb") as file:
            _, first = next(etree.iterparse(file, ("start",), **_SAFE))
            if first.tag != root and local_name(first) != root:
                raise raises(f"{_OTHER.format(where=path, kind=kind, name=first.tag)}; {advice}")
            _refuse_entities(first, str(path), advice, raises)
            file.seek(0)
            for event, element in _events(file, names, str(path), ":", advice, raises):
                yield event, element
                if event == "end":
                    free(element)
    except etree.XMLSyntaxError as error:  # not even a root
        raise raises(_explain(str(error.msg), b"").format(where=f"{path}:{error.lineno}", advice=advice)) from None
    except OSError as error:
        raise raises(_UNREADABLE.format(where=path, reason=error.strerror or error)) from None


def stream_part(
    label: str, part: str, file: IO[bytes], names: Collection[str], *, advice: str
) -> Iterator[tuple[str, Element]]:
    """Yield what `stream_xml` does from one part of a zipped file; it is for the caller to `free` what has ended.

    Raises `DocumentError`.
    """
    return _events(file, names, f"{label}: {part}", ", line ", advice, DocumentError)


def _events(
    file: IO[bytes], names: Collection[str], where: str, line: str, advice: str, raises: type[DragomanError]
) -> Iterator[tuple[str, Element]]:
    """Yield starts and ends; `line` stands between `where` and the number of a line."""
    from lxml import etree

    tags = [f"{{*}}{name}" for name in names]
    checked = False
    try:
        for event, element in etree.iterparse(file, ("start", "end"), tag=tags, **_SAFE):
            if not checked:
                _refuse_entities(element, where, advice, raises)
                checked = True
            if event == "end" and next(element.iter(etree.Entity), None) is not None:
                raise raises(_ENTITIES.format(where=f"{where}{line}{element.sourceline}", advice=advice))
            yield event, element
    except etree.XMLSyntaxError as error:
        place = f"{where}{line}{error.lineno}"
        raise raises(_explain(str(error.msg), b"").format(where=place, advice=advice)) from None


def _refuse_entities(element: Element, where: str, advice: str, raises: type[DragomanError]) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise raises(_ENTITIES.format(where=where, advice=advice))


def free(element: Element) -> None:
    """Free the memory of an element that has ended, and of what stands before it in its parent."""
    element.clear(keep_tail=True)
    while element.getprevious() is not None:
        del element.getparent()[0]


def _explain(reason: str, data: bytes) -> str:
    if b"<!ENTITY" in data.replace(b"\0", b""):
        return _ENTITIES
    if "depth" in reason:
        return _TOO_DEEP
    if "Text node too long" in reason:
        return _TOO_LONG
    reason = " ".join(_POSITION.sub("", reason).split()).replace("{", "{{").replace("}", "}}")
    return _MALFORMED.replace("{reason}", reason)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    name: str = element.tag
    return name.rpartition("}")[2]
