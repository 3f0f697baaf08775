"""The text of Word documents (WordprocessingML, ECMA-376 part 1, 17) written piece by piece into a ready frame.

python-docx looks through a document for each paragraph that it adds; this takes the same time for each.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, BinaryIO

from dragoman.languages import subtag
from dragoman.model import Language

if TYPE_CHECKING:
    from docx.document import Document

ALWAYS = datetime(2000, 1, 1)
"""The date of every document, always the same so that the same input gives the same bytes."""

_EAST_ASIAN_FONTS = {"zh": "SimSun", "zh-Hant": "PMingLiU", "ja": "MS Mincho", "ko": "Batang"}
"""Fonts that Word and LibreOffice have, or replace by one of the same script."""
_COMPLEX = frozenset("bn bo dv dz gu hi km kn lo ml mr my ne or pa sa si ta te th".split())  # noqa: SIM905
_CHUNK = 2**20


def east_asian_font(language: Language) -> str:
    """Return the font for a language that is written in East Asian characters; empty for any other."""
    return _EAST_ASIAN_FONTS.get(language.tag) or _EAST_ASIAN_FONTS.get(subtag(language), "")


def script_attribute(language: Language) -> str:
    """Return the attribute of `w:lang` for a language; Word sets three kinds of scripts apart, with a font for each."""
    if east_asian_font(language):
        return "w:eastAsia"
    return "w:bidi" if language.rtl or subtag(language) in _COMPLEX else "w:val"


def word_language(language: Language) -> str:
    """Return a language's tag as Word knows it, Chinese by its territory.

    >>> word_language(Language("zh-Hant", "zt", "zh_TW", "Chinese (Traditional)"))
    'zh-TW'
    """
    return language.gettext.replace("_", "-") if subtag(language) == "zh" else language.tag


def copy_without_times(
    packed: BinaryIO, timeless: BinaryIO, replaced: Mapping[str, Iterator[bytes]] | None = None
) -> None:
    """Copy a zip file with one time for all its members, piece by piece; `replaced` are other contents by name.

    No member gets the records of ZIP64, which pandoc and other strict readers refuse; so none may have 2 GiB.
    """
    replaced = replaced or {}
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with new.open(entry, "w") as copy:
                if name in replaced:
                    for piece in replaced[name]:
                        copy.write(piece)
                    continue
                with old.open(name) as original:
                    while piece := original.read(_CHUNK):
                        copy.write(piece)


_PART = "word/document.xml"
_HERE = "pieces"
_BREAK = re.compile("([\n\r\t])")
_BREAKS = {"\n": "<w:br/>", "\r": "<w:br/>", "\t": "<w:tab/>"}


def mark_place(document: "Document") -> None:
    """Mark the end of what a python-docx document holds so far as the place of the pieces."""
    from lxml import etree

    body = document.element.body
    body.insert(len(body) - 1, etree.Comment(_HERE))


def write_document(document: "Document", pieces: Iterable[str], file: BinaryIO) -> None:
    """Write a document with the pieces of XML in the marked place; the same input gives the same bytes."""
    # Word 2010's copy of the styles, of which python-docx's template has an old one.
    for name in [name for name, one in document.part.rels.items() if one.reltype.endswith("/stylesWithEffects")]:
        document.part.drop_rel(name)
        document.part.rels.pop(name, None)
    packed = io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as archive:
        before, _, after = archive.read(_PART).partition(f"<!--{_HERE}-->".encode())

    def content() -> Iterator[bytes]:
        yield before
        yield from (piece.encode() for piece in pieces)
        yield after

    copy_without_times(packed, file, {_PART: content()})


def paragraph(style: str, runs: str, *, rtl: bool = False) -> str:
    """Return a paragraph in a style, by its id."""
    direction = "<w:bidi/>" if rtl else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direction}</w:pPr>{runs}</w:p>'


_ORDER = "rStyle rFonts b bCs i iCs strike color sz szCs highlight u shd vertAlign rtl lang".split()  # noqa: SIM905
"""Of the properties of a run (ECMA-376 part 1, 17.3.2.28, `CT_RPr`)."""
_LOOKS = {
    "b": "<w:b/><w:bCs/>",
    "i": "<w:i/><w:iCs/>",
    "u": '<w:u w:val="single"/>',
    "s": "<w:strike/>",
    "sup": '<w:vertAlign w:val="superscript"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "code": '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>',
    "a": '<w:color w:val="0563C1"/><w:u w:val="single"/>',
}
_PROPERTY = re.compile(r"<w:(\w+)[^>]*/>")


def run_properties(looks: Iterable[str], *others: str) -> str:
    """Return the properties of a run: its looks (see `formatting`) and others, in the order that Word demands."""
    written = "".join((*(_LOOKS[look] for look in looks), *others))
    found = {match[1]: match[0] for match in _PROPERTY.finditer(written)}
    return "".join(found[name] for name in sorted(found, key=_ORDER.index))


def run(text: str, properties: str = "") -> str:
    """Return a run of a text that XML can carry; line breaks and tabs become elements."""
    inside = "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in _BREAK.split(text)
        if piece
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>" if properties else f"<w:r>{inside}</w:r>"


def cell(content: str, width: int, properties: str = "") -> str:
    """Return a cell of a table with its paragraphs; `width` in twentieths of a point."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def grid(widths: Iterable[int]) -> str:
    """Return the columns of a table."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"
