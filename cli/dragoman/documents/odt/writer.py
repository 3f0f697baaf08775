"""A translation put into the OpenDocument text that its source was read from: only text changes."""

import copy
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from dragoman.documents.docx.writer import packed, serialised
from dragoman.documents.elements import Element, attribute, child, innermost_first, local_name
from dragoman.documents.inline import Inline, Taken
from dragoman.documents.odt.reader import MAIN, STYLES, Reader, parsed
from dragoman.documents.put_back import BRACKETS, PutBack
from dragoman.documents.raised import unshifted
from dragoman.documents.refill import Stretch, refill
from dragoman.files.xml import representable
from dragoman.files.zip import Package
from dragoman.languages import subtag
from dragoman.model import Language

if TYPE_CHECKING:
    from dragoman.model import Block

_PIECE = re.compile(r"(\n|\t| {2,}|^ | $)")
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META = "meta.xml"
_ASIAN = frozenset({"zh", "ja", "ko"})


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the document with the translation in it; `label` stands for it in messages.

    Raises `DocumentError` if the document cannot be read.
    """
    package = Package(label, data)
    content, text, styles = parsed(label, package)
    reader = Reader(content, styles, keep=True)
    extract = reader.read(label, text)
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None and put.shows(block):
            by_inline[id(taken.inline)].append((block, taken))
    changed: dict[str, Element] = {}
    all_blocks: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None:
            all_blocks[id(taken.inline)].append((block, taken))
    for element, inline in innermost_first(reader.paragraphs or ()):
        if id(inline) in by_inline:
            stretches = refill(inline, all_blocks[id(inline)], put.filling)
            _fill(element, inline, stretches, put)
            root = element.getroottree().getroot()
            changed[MAIN if root is content else STYLES] = root
    for element, inline in reader.described:
        for block, _ in by_inline.get(id(inline), ()):
            element.text = representable(put.filling.text(block))  # of svg:desc or svg:title
            changed[MAIN] = content
    if not changed:
        return data
    for root in changed.values():
        _settle_changes(root)
    if styles is not None and _speak(styles, put):
        changed[STYLES] = styles
    for part, root in ((MAIN, content), (STYLES, styles)):
        if root is not None and _look_alike(root, put.language):
            changed[part] = root
    if _META in package:
        meta = package.parse(_META)
        _name(meta, put)
        changed[_META] = meta
    return packed(label, data, {name: serialised(root) for name, root in changed.items()})


def _fill(element: Element, inline: Inline, stretches: Sequence[Stretch], put: PutBack) -> None:
    """Exchange what is in a paragraph for its translation."""
    for old in list(element):
        element.remove(old)
    element.text = None
    stack: list[tuple[int, Element]] = []
    ends: dict[int, Element] = {}
    after_blank = True

    def leave(depth: int) -> None:
        """Close what is open beyond some depth."""
        while len(stack) > depth:
            n, inside = stack.pop()
            if isinstance(origin := inline.marks[n].origin, tuple):
                if n in ends:  # the last of several ends it
                    take_out(ends[n])
                ends[n] = bare(origin[1])
                inside.append(ends[n])

    for stretch in stretches:
        common = 0
        while common < min(len(stack), len(stretch.around)) and stack[common][0] == stretch.around[common]:
            common += 1
        leave(common)
        for n in stretch.around[common:]:
            origin = inline.marks[n].origin
            parent = stack[-1][1] if stack else element
            if not isinstance(origin, tuple):
                stack.append((n, etree.SubElement(parent, origin.tag, origin.attrib)))
                continue
            if n not in ends:
                parent.append(bare(origin[0]))
            stack.append((n, parent))
        parent = stack[-1][1] if stack else element
        if stretch.alone >= 0:
            mark = inline.marks[stretch.alone]
            parent.append(bare(mark.origin))
            after_blank = (after_blank or mark.name == "br") and mark.name != "tab"
            continue
        text = stretch.text
        if any(inline.marks[n].name in ("sup", "sub") for n in stretch.around):
            text = unshifted(text)
        shown = representable(text.join(BRACKETS[put.state_of(stretch.record)]))
        after_blank = _add(parent, shown, after_blank=after_blank)
    leave(0)


def bare(element: Element) -> Element:
    """Return a copy of an element without the text behind it."""
    made = copy.deepcopy(element)
    made.tail = None
    return made


def take_out(element: Element) -> None:
    """Take an element out and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _settle_changes(root: Element) -> None:
    """Take away the tracked changes whose words were exchanged: they are accepted."""
    points: dict[str, list[Element]] = defaultdict(list)
    for point in root.iter(*(f"{_TEXT}{name}" for name in ("change", "change-start", "change-end"))):
        points[attribute(point, "change-id")].append(point)
    for region in list(root.iter(f"{_TEXT}changed-region")):
        there = points[attribute(region, "id")]
        if len(there) == 1 + (child(region, "deletion") is None):
            continue
        for point in there:
            take_out(point)
        changes = region.getparent()
        take_out(region)
        if not len(changes):
            take_out(changes)


def _add(parent: Element, text: str, *, after_blank: bool) -> bool:
    """Add text as ODF writes it: tabs, line breaks and blanks that would be folded are elements.

    Returns whether a blank behind it would be folded.
    """
    for piece in _PIECE.split(text):
        if piece == "\n":
            etree.SubElement(parent, f"{_TEXT}line-break")
            after_blank = True
        elif piece == "\t":
            etree.SubElement(parent, f"{_TEXT}tab")
            after_blank = False
        elif piece and not piece.strip(" "):
            plain = "" if after_blank else " "
            _append(parent, plain)
            after_blank = True
            if (left := len(piece) - len(plain)) > 0:
                etree.SubElement(parent, f"{_TEXT}s", {f"{_TEXT}c": str(left)} if left > 1 else {})
                after_blank = False
        elif piece:
            _append(parent, piece)
            after_blank = False
    return after_blank


def _append(parent: Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _speak(styles: Element, put: PutBack) -> bool:
    """Say in the default styles which language the document is in and where it runs."""
    language, _, country = put.language.gettext.partition("_")
    if subtag(put.language) in _ASIAN:
        keys = (f"{_STYLE}language-asian", f"{_STYLE}country-asian")
        country = country or {"ja": "JP", "ko": "KR"}.get(language, "CN")
    elif put.language.rtl:
        keys = (f"{_STYLE}language-complex", f"{_STYLE}country-complex")
    else:
        keys = (f"{_FO}language", f"{_FO}country")
    done = False
    for style in styles.iter(f"{_STYLE}default-style"):
        properties = child(style, "text-properties")
        if properties is not None and attribute(style, "family") == "paragraph":
            properties.set(keys[0], language)
            properties.set(keys[1], country or "none")
            done = True
            layout = child(style, "paragraph-properties")
            if put.language.rtl and layout is not None:
                layout.set(f"{_STYLE}writing-mode", "rl-tb")
    return done


def _look_alike(root: Element, language: Language) -> bool:
    """Give the looks that styles have for Latin script to the script of a language, where they have none of its own.

    ODF 1.3 part 3, 20.273 and others: a style has weight, slant and size for each of three kinds of scripts.
    """
    if not (kind := "asian" if subtag(language) in _ASIAN else "complex" if language.rtl else ""):
        return False
    done = False
    for properties in root.iter(f"{_STYLE}text-properties"):
        for name in ("font-weight", "font-style", "font-size"):
            value, other = properties.get(f"{_FO}{name}"), f"{_STYLE}{name}-{kind}"
            if value and properties.get(other) is None:
                properties.set(other, value)
                done = True
    return done


def _name(meta: Element, put: PutBack) -> None:
    """Bring the properties of the document up to date."""
    inside = child(meta, "meta")
    if inside is None:
        return
    for element in inside:
        if local_name(element) == "title" and (found := put.translation(element.text or "")):
            element.text = representable(found)
        if local_name(element) == "language":
            element.text = put.language.tag
    if put.status:
        tag = inside.tag.rpartition("}")[0] + "}user-defined"
        name = inside.tag.rpartition("}")[0] + "}name"
        for old in [one for one in inside if one.tag == tag and one.get(name) == "Translation status"]:
            inside.remove(old)
        status: Element = etree.SubElement(inside, tag, {name: "Translation status"})
        status.text = put.status
