"""TMX 1.4b: translation memories read and written, one unit after another.

https://www.gala-global.org/tmx-14b; our inline codes are its `<bpt>`, `<ept>` and `<ph>` around our tags, those of
others are left out. A character that XML cannot carry is written as its picture, `␇`, which programs leave alone; codes
they drop or leave behind.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.files.xml import Element, escape_text, pictured, quote_attribute, stream_xml, unpictured
from dragoman.model import Code
from dragoman.segment.tags import split_tags

STATUS = "x-status"
"""Property that holds the origin of a target, in the words of the alignment record."""
REPORT = "x-report"
"""Property that holds the stem of the report that a unit is from."""
KIND = "x-kind"
"""Property that holds the kind of the block that a unit is from."""
OBSOLETE = "x-obsolete"
"""Property of a unit whose text its report has dropped."""
EXPORTED = "x-exported"
"""Property that holds the mark of the target as it was exported."""
CONFIRMATION = "x-ConfirmationLevel"
"""Property by which Trados Studio tells drafts from approved translations."""

_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Elements that hold codes of a document format, not text."""
_OUR_TAG = re.compile(r"</?[a-z]+\d{1,4}/?>")
_TYPES = {"b": "bold", "i": "italic", "u": "underlined", "a": "link", "img": "image", "f": "font"}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEEPEST = 64
_ADVICE = "export it again"


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """A text in several languages."""

    variants: tuple[tuple[str, str], ...]
    """Language, as a tag such as `en` or `zh-CN`, and text, in the order of the file."""
    id: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    source_language: str = ""
    """What the file says the source is: a tag, or `*all*`."""
    line: int = 0
    codes: int = 0
    """Inline codes that were left out."""
    tags: Sequence[Code] = ()
    """The inline codes that stand in the texts as tags, for what is written."""


def read_tmx(path: Path, *, raises: type[DragomanError], placeholders: bool = False) -> Iterator[TmxUnit]:
    """Yield the units of a TMX file, read as a stream; entities that it declares are refused.

    With `placeholders` what `<ph>` holds, such as a value, is part of the texts.

    Raises the error that `raises` names if the file is not there, not XML or not TMX; the message says `path:line`.
    """
    source = ""
    for event, element in stream_xml(path, "a TMX", "tmx", ("header", "tu"), advice=_ADVICE, raises=raises):
        if element.tag == "header":
            source = _tag(element.get("srclang"))
        elif event == "end":
            yield _unit(element, source, placeholders=placeholders)


def _unit(element: Element, source: str, *, placeholders: bool) -> TmxUnit:
    variants = []
    properties = {}
    notes = []
    codes = 0
    for child in element.iter("tuv", "prop", "note"):
        if child.tag == "prop":
            properties[str(child.get("type") or "")] = child.text or ""
        elif child.tag == "note":
            notes.append(child.text or "")
        elif (segment := child.find("seg")) is not None:
            pieces: list[str] = []
            codes += _collect(segment, pieces, placeholders=placeholders)
            variants.append((_tag(child.get(_LANG) or child.get("lang")), unpictured("".join(pieces))))
    return TmxUnit(
        tuple(variants),
        str(element.get("tuid") or ""),
        properties,
        notes,
        _tag(element.get("srclang")) or source,
        element.sourceline,
        codes,
    )


def _tag(code: str | None) -> str:
    return (code or "").replace("_", "-")


def _collect(element: Element, pieces: list[str], depth: int = 0, *, placeholders: bool) -> int:
    """Add the text of an element to `pieces`; return how many codes were left out."""
    codes = 0
    kept = _OUR_TAG.fullmatch(element.text or "") or (placeholders and element.tag == "ph")
    if depth == 0 or element.tag not in _CODES or kept:
        pieces.append(element.text or "")
    else:
        codes += 1
    for child in element if depth < _DEEPEST else ():
        codes += _collect(child, pieces, depth + 1, placeholders=placeholders)
        pieces.append(child.tail or "")
    return codes


def write_tmx(
    file: BinaryIO, units: Iterable[TmxUnit], source: str, *, encoding: str = "", notes: Iterable[str] = ()
) -> None:
    """Write a TMX file, unit by unit; `source` is a language tag, `encoding` that of the original document.

    Nothing in it depends on the time, so that equal units give equal files.
    """
    original = f" o-encoding={quote_attribute(encoding)}" if encoding else ""
    said = "".join(f"<note>{escape_text(note)}</note>\n" for note in notes)
    file.write(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
            f'<header creationtool="dragoman" creationtoolversion="{__version__}" segtype="sentence" o-tmf="dragoman" '
            f'adminlang="en" srclang={quote_attribute(source)} datatype="plaintext"{original}'
            f"{f'>{chr(10)}{said}</header>' if said else '/>'}\n<body>\n"
        ).encode()
    )
    for unit in units:
        file.write(_render(unit).encode())
    file.write(b"</body>\n</tmx>\n")


def _render(unit: TmxUnit) -> str:
    parts = [f"<tu tuid={quote_attribute(unit.id)}>" if unit.id else "<tu>"]
    parts += (f"<note>{escape_text(note)}</note>" for note in unit.notes)
    parts += (
        f"<prop type={quote_attribute(kind)}>{escape_text(value)}</prop>"
        for kind, value in unit.properties.items()
        if value
    )
    for language, text in unit.variants:
        parts.append(f"<tuv xml:lang={quote_attribute(language)}><seg>{_coded(text, unit.tags)}</seg></tuv>")
    return "".join([*parts, "</tu>\n"])


def _coded(message: str, codes: Sequence[Code]) -> str:
    """Return a text with the elements of TMX around the tags in it."""
    pieces = []
    for piece in split_tags(message, codes):
        if isinstance(piece, str):
            pieces.append(escape_text(pictured(piece)))
            continue
        code, closing = piece
        tag = escape_text(f"<{'/' * closing}{code.name}{code.number}{'/' * code.alone}>")
        kind = f' type="{_TYPES.get(code.name, f"x-{code.name}")}"'
        if code.alone:
            pieces.append(f'<ph x="{code.number}"{kind}>{tag}</ph>')
        else:
            pieces.append(
                f'<ept i="{code.number}">{tag}</ept>' if closing else f'<bpt i="{code.number}"{kind}>{tag}</bpt>'
            )
    return "".join(pieces)
