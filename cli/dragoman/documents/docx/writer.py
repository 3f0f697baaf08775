"""A translation put into the Word document that its source was read from: only text changes.

Paragraphs whose text is as it was stay as they are, byte for byte in their part where all of them do. In any other, the
runs are made anew around the new text, with the properties, links, fields, notes and pictures of the old ones. What was
deleted under change control goes, what was inserted is accepted: neither can be told of other words.
"""

import copy
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from dragoman.documents.docx.look import look_of
from dragoman.documents.docx.paragraph import Origin, Paragraph
from dragoman.documents.docx.reader import Reader, main_body
from dragoman.documents.elements import Element, attribute, child, children, innermost_first, local_name
from dragoman.documents.inline import Inline, Taken
from dragoman.documents.parts import Parts
from dragoman.documents.pptx.fill import fill_drawn
from dragoman.documents.put_back import PutBack
from dragoman.documents.raised import unshifted
from dragoman.documents.refill import Stretch, is_changed, refill
from dragoman.errors import DocumentError
from dragoman.files.xml import representable
from dragoman.files.zip import BROKEN, Package
from dragoman.languages import subtag
from dragoman.model import Block, Language

_BREAK = re.compile("([\n\t])")
_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
          "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
          "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
          "lang", "eastAsianLayout", "specVanish", "oMath")  # fmt: skip
"""Of the children of `w:rPr`, as the schema has it (ECMA-376 part 1, A.1, EG_RPrBase)."""
_BEFORE_BIDI = frozenset(
    {
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr", "shd"),
        *("suppressLineNumbers", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
        *("topLinePunct", "autoSpaceDE", "autoSpaceDN"),
    }
)
_COMPLEX = frozenset(
    {"ar", "fa", "he", "iw", "ps", "ur", "yi", "hi", "th", "bn", "ta", "te", "ml", "kn", "si", "my", "km", "lo"}
)
_EAST_ASIAN = {"zh": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei", "ja": "Yu Mincho", "ko": "Malgun Gothic"}
_HIGHLIGHT = {"machine": "yellow", "missing": "lightGray"}


_DAMAGED = "{path}: a part of the file is damaged ({reason}), so that it cannot be written again; get the file again"


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the document with the translation in it; `label` stands for it in messages.

    Raises `DocumentError` if the document cannot be read.
    """
    parts = Parts(Package(label, data))
    reader = Reader(label, parts, keep=True)
    extract = reader.read(main_body(label, parts))
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None:
            by_inline[id(taken.inline)].append((block, taken))
    writer = _Writer(put, parts.root().tag.rpartition("}")[0] + "}")
    changed: set[int] = set()
    for element, paragraph in innermost_first(reader.paragraphs or ()):
        blocks = by_inline.get(id(paragraph.inline), [])
        if any(put.shows(block) for block, _ in blocks):
            writer.fill(element, paragraph, blocks)
            changed.add(id(element.getroottree().getroot()))
    for drawing, key, inline in reader.described:
        for block, _ in by_inline.get(id(inline), ()):
            if put.filling.is_changed(block):
                drawing.set(key, representable(put.filling.text(block)))
                changed.add(id(drawing.getroottree().getroot()))
    changed |= fill_drawn(reader.drawn, by_inline, put)
    if not changed:
        return data
    new = {name: root for name, root in parts.parsed.items() if id(root) in changed}
    for root in new.values():
        _repeat_in_fallbacks(root)
    return packed(label, data, {**{name: serialised(root) for name, root in new.items()}, **_about(parts, put)})


def _repeat_in_fallbacks(root: Element) -> None:
    """Let the text boxes that old programs and LibreOffice are shown say what the others say.

    Word writes a box twice, as a shape and, in `mc:Fallback`, as VML (ECMA-376 part 3, 7.6).
    """
    for both in root.iter():
        if local_name(both) != "AlternateContent":
            continue
        shown, repeated = ([*_boxes(both, name)] for name in ("Choice", "Fallback"))
        if len(shown) != len(repeated):
            continue
        for box, old in zip(shown, repeated, strict=True):
            if "".join(box.itertext()) != "".join(old.itertext()):
                old[:] = copy.deepcopy(box)[:]


def _boxes(both: Element, name: str) -> Iterator[Element]:
    branch = child(both, name)
    return (one for one in (() if branch is None else branch.iter()) if local_name(one) == "txbxContent")


class _Writer:
    """Writes paragraphs anew."""

    def __init__(self, put: PutBack, prefix: str) -> None:
        self._put = put
        self._w = prefix

    def fill(self, element: Element, paragraph: Paragraph, blocks: Sequence[tuple[Block, Taken]]) -> None:
        """Exchange what is in a paragraph for its translation."""
        stretches = refill(paragraph.inline, blocks, self._put.filling)
        content = _Content(self, paragraph).build(stretches)
        properties = child(element, "pPr")
        if properties is not None:
            for mark in children(properties, "rPr"):
                for inserted in [*children(mark, "ins"), *children(mark, "moveTo")]:
                    mark.remove(inserted)
        for old in list(element):
            if old is not properties:
                element.remove(old)
        for new in content:
            element.append(new)
        if self._put.language.rtl:
            self._turn(element)

    def _turn(self, element: Element) -> None:
        """Let a paragraph run from right to left."""
        properties = child(element, "pPr")
        if properties is None:
            properties = etree.Element(f"{self._w}pPr")
            element.insert(0, properties)
        if child(properties, "bidi") is None:
            place = sum(1 for one in properties if local_name(one) in _BEFORE_BIDI)
            properties.insert(place, etree.Element(f"{self._w}bidi"))

    def run(self, properties: Element | None, stretch: Stretch) -> Iterator[Element]:
        """Yield a run of text."""
        if not stretch.text:
            return
        run = etree.Element(f"{self._w}r")
        own = copy.deepcopy(properties) if properties is not None else None
        if stretch.record is not None and is_changed(stretch.record):
            own = self._spoken(etree.Element(f"{self._w}rPr") if own is None else own)
        if (state := self._put.state_of(stretch.record)) in _HIGHLIGHT:
            own = etree.Element(f"{self._w}rPr") if own is None else own
            for old in list(children(own, "highlight")):
                own.remove(old)
            self._insert(own, "highlight", {"val": _HIGHLIGHT[state]})
        if own is not None and len(own):
            run.append(own)
        text = unshifted(stretch.text) if look_of(properties).shift else stretch.text
        for piece in _BREAK.split(representable(text)):
            if piece in ("\n", "\t"):
                etree.SubElement(run, f"{self._w}{'br' if piece == chr(10) else 'tab'}")
            elif piece:
                inside: Element = etree.SubElement(run, f"{self._w}t")
                inside.text = piece
                inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        yield run

    def alone(self, properties: Element | None, element: Element) -> Element:
        """Return a run with an element in it."""
        run = etree.Element(f"{self._w}r")
        if properties is not None:
            run.append(copy.deepcopy(properties))
        run.append(copy.deepcopy(element))
        return run

    def _spoken(self, properties: Element) -> Element:
        """Say in run properties which language it is now."""
        language = self._put.language
        for old in [*children(properties, "lang"), *children(properties, "rtl")]:
            properties.remove(old)
        if language.rtl:
            self._insert(properties, "rtl", {})
            for name in ("b", "i", "sz"):  # what is set from right to left has looks of its own
                own = child(properties, name)
                if own is not None and child(properties, f"{name}Cs") is None:
                    values = {str(key).rpartition("}")[2]: str(value) for key, value in own.items()}
                    self._insert(properties, f"{name}Cs", values)
        self._insert(properties, "lang", {script_of(language): self._put.office_tag})
        return properties

    def _insert(self, properties: Element, name: str, values: dict[str, str]) -> None:
        new = etree.Element(f"{self._w}{name}", {f"{self._w}{key}": value for key, value in values.items()})
        place = sum(1 for one in properties if local_name(one) in _ORDER[: _ORDER.index(name)])
        properties.insert(place, new)


class _Content:
    """Builds what is in one paragraph, with the wrappers and fields around stretches opened and closed."""

    def __init__(self, writer: _Writer, paragraph: Paragraph) -> None:
        self._writer = writer
        self._paragraph = paragraph
        self._inline: Inline = paragraph.inline
        self._top: list[Element] = []
        self._open: list[tuple[int, Callable[[Element], None]]] = []
        """The pairs that are open, and how to add to what is in each."""
        self._seen: set[int] = set()
        self._kept: set[int] = set()
        """Pairs that keep all that is in them, and have been written."""

    def build(self, stretches: Sequence[Stretch]) -> list[Element]:
        """Return the elements of the paragraph."""
        for stretch in stretches:
            if any(self._origin(n).kind == "whole" for n in stretch.around):
                self._whole(stretch)
                continue
            self._turn_to(tuple(n for n in stretch.around if self._origin(n).kind != "look"))
            if stretch.alone >= 0:
                self._alone(stretch)
                continue
            for run in self._writer.run(self._properties(stretch.around), stretch):
                self._add(run)
        self._turn_to(())
        return self._top

    def _origin(self, n: int) -> Origin:
        origin: Origin = self._inline.marks[n].origin
        return origin

    def _add(self, element: Element) -> None:
        if self._open:
            self._open[-1][1](element)
        else:
            self._top.append(element)

    def _properties(self, around: Sequence[int]) -> Element | None:
        """Return the run properties of text in the given pairs."""
        innermost = around[-1] if around else -1
        if around and self._origin(innermost).kind == "look":
            return self._origin(innermost).properties
        for n in (*reversed(around), -1):
            if n in self._paragraph.plain:
                return self._paragraph.plain[n]
        return None

    def _turn_to(self, around: tuple[int, ...]) -> None:
        """Close and open pairs until those that are open are the ones given."""
        common = 0
        while common < min(len(around), len(self._open)) and around[common] == self._open[common][0]:
            common += 1
        while len(self._open) > common:
            self._close(self._open.pop()[0])
        for n in around[common:]:
            self._begin(n)

    def _begin(self, n: int) -> None:
        origin = self._origin(n)
        again = n in self._seen
        self._seen.add(n)
        if origin.kind == "wrapper":
            shell, inside = _shell(origin.before[0])
            self._add(shell)
            self._open.append((n, inside.append))
            return
        outer = self._open[-1][1] if self._open else self._top.append
        if not (again and origin.kind == "range"):
            for element in origin.before:
                self._add(copy.deepcopy(element))
        self._open.append((n, outer))

    def _close(self, n: int) -> None:
        origin = self._origin(n)
        if origin.kind in ("field", "range"):
            for element in origin.behind:
                if origin.kind == "range":  # the last of several ends it
                    name = attribute(element, "id")
                    for sibling in [one for one in self._top if _is_end(one, name)]:
                        self._top.remove(sibling)
                self._add(copy.deepcopy(element))

    def _alone(self, stretch: Stretch) -> None:
        origin = self._origin(stretch.alone)
        if origin.kind == "run":
            properties = origin.properties
            self._add(self._writer.alone(properties, origin.before[0]))
            return
        for element in origin.before:
            self._add(copy.deepcopy(element))

    def _whole(self, stretch: Stretch) -> None:
        n = next(n for n in stretch.around if self._origin(n).kind == "whole")
        if n in self._kept:
            return
        self._kept.add(n)
        before = stretch.around[: stretch.around.index(n)]
        self._turn_to(tuple(one for one in before if self._origin(one).kind != "look"))
        self._add(copy.deepcopy(self._origin(n).before[0]))


def _is_end(element: Element, name: str) -> bool:
    return local_name(element) == "bookmarkEnd" and attribute(element, "id") == name


def _shell(wrapper: Element) -> tuple[Element, Element]:
    """Return a copy of an element around runs without them, and where in it they go."""
    shell = etree.Element(wrapper.tag, wrapper.attrib, wrapper.nsmap)
    inside = shell
    for element in wrapper:
        name = local_name(element)
        if name in ("sdtPr", "sdtEndPr", "fldData"):
            shell.append(copy.deepcopy(element))
        elif name == "sdtContent":
            inside = etree.SubElement(shell, element.tag, element.attrib)
    if local_name(wrapper) == "sdt":
        for properties in children(shell, "sdtPr"):
            for placeholder in list(children(properties, "showingPlcHdr")):
                properties.remove(placeholder)
    return shell, inside


def script_of(language: Language) -> str:
    """Return the attribute of `w:lang` for a language; Word sets three kinds of scripts apart, with a font for each."""
    if subtag(language) in ("zh", "ja", "ko"):
        return "eastAsia"
    return "bidi" if language.rtl or subtag(language) in _COMPLEX else "val"


def _about(parts: Parts, put: PutBack) -> dict[str, bytes]:
    """Return the parts that say what language the document is in, what it is called, and whether it is a draft."""
    changed: dict[str, bytes] = {}
    font = _EAST_ASIAN.get(put.language.tag) or _EAST_ASIAN.get(subtag(put.language), "")
    for name, root in parts.of("styles"):
        defaults = next((one for one in root.iter() if local_name(one) == "rPrDefault"), None)
        properties = None if defaults is None else child(defaults, "rPr")
        if properties is not None and _speak(properties, put, font):
            changed[name] = serialised(root)
    return changed | name_document(parts, put)


def name_document(parts: Parts, put: PutBack) -> dict[str, bytes]:
    """Return the part with the properties of an Office document, with title, language and status brought up to date."""
    changed: dict[str, bytes] = {}
    for name, root in parts.core():
        _name(root, put)
        changed[name] = serialised(root)
    return changed


def _speak(properties: Element, put: PutBack, font: str) -> bool:
    w = properties.tag.rpartition("}")[0] + "}"
    fonts = child(properties, "rFonts")
    if font and fonts is not None and not (attribute(fonts, "eastAsia") or attribute(fonts, "eastAsiaTheme")):
        fonts.set(f"{w}eastAsia", font)
    lang = child(properties, "lang")
    if lang is None:
        lang = etree.SubElement(properties, f"{w}lang")
    lang.set(f"{w}{script_of(put.language)}", put.office_tag)
    return True


_DC, _CP = (
    "{http://purl.org/dc/elements/1.1/}",
    ("{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"),
)


def _name(root: Element, put: PutBack) -> None:
    title = child(root, "title")
    if title is not None and (found := put.translation(title.text or "")):
        title.text = representable(found)
    values = {f"{_DC}language": put.language.tag}
    if put.status:
        values[f"{_CP}contentStatus"] = put.status
    for tag, value in values.items():
        element = root.find(tag)
        if element is None:
            element = etree.SubElement(root, tag)
        element.text = value


def serialised(root: Element) -> bytes:
    """Return the bytes of a part."""
    tree = root.getroottree()
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=tree.docinfo.standalone)
    return data


def packed(label: str, data: bytes, replaced: dict[str, bytes]) -> bytes:
    """Return a zip file with some of its members exchanged; all else is copied as it is.

    Raises `DocumentError` if a part that nobody has read so far is damaged.
    """
    try:
        return _packed(data, replaced)
    except BROKEN as error:
        raise DocumentError(_DAMAGED.format(path=label, reason=str(error) or type(error).__name__)) from None


def _packed(data: bytes, replaced: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type = info.compress_type
            entry.external_attr = info.external_attr
            with new.open(entry, "w") as copied:
                content = replaced.get(info.filename.replace("\\", "/").lstrip("/"))
                if content is not None:
                    copied.write(content)
                    continue
                with old.open(info) as original:
                    while piece := original.read(2**16):
                        copied.write(piece)
    return file.getvalue()
