"""An XLIFF file (1.2, 2.0 to 2.2) as a report: its units are the blocks.

`Block.place` is a path of local names from the root, as `dragoman.documents.elements.find_place` follows it:
`file[1]/body[1]/trans-unit[3]` (1.2) or `file[1]/unit[3]` (2.x); ` part 2` behind it where a line break parts the text.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html, https://docs.oasis-open.org/xliff/xliff-core/v2.1/
"""

import re

from dragoman.documents.elements import Element, attribute, child, children, local_name, steps
from dragoman.documents.extract import KIND_BY_NAME, Extract, ExtractBuilder
from dragoman.documents.inline import Inline
from dragoman.documents.kinds import kind_by_wording
from dragoman.documents.layout import broken_lines, join_lines
from dragoman.errors import DocumentError
from dragoman.files.xml import parse_xml
from dragoman.model import Kind

_GROUPS = frozenset({"body", "group"})
_UNITS = frozenset({"trans-unit", "unit"})
_SEGMENTS = frozenset({"segment", "ignorable"})
_CODES = frozenset({"bpt", "ept", "it", "ph", "x", "bx", "ex", "sc", "ec", "sm", "em"})
"""Stand for markup of the original."""
_PAIRS = frozenset({"g", "pc"})
_PAIR_CODES = {
    **dict.fromkeys(("bold", "xlf:b"), ("b", "bold")),
    **dict.fromkeys(("italic", "xlf:i"), ("i", "italic")),
    **dict.fromkeys(("underlined", "xlf:u"), ("u", "underlined")),
    "link": ("a", "link"),
}
_PLACEHOLDERS = frozenset({"ph", "x"})
"""Can stand for text as well: `%s`, `{0}`."""
_KINDS: dict[str, Kind] = {
    "title": "heading",
    "header": "heading",
    "cell": "table",
    "row": "table",
    "listitem": "list",
    "paragraph": "paragraph",
    **dict.fromkeys((f"h{level}" for level in range(1, 7)), "heading"),
    "blockquote": "quote",
}
_LINE_BREAK = re.compile(r"lb|x-?(?:html-)?br|(?:fmt:)?lb|xlf:lb|<br\s*/?>", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:</?[a-z]|\{?\\|&lt;)", re.IGNORECASE)
_LINE_END = re.compile(r"(?<![ \t])[ \t]*+\n[ \t\n]*+")
_HARD_BREAK = "\0"
"""Stands for a line break while text is collected; XML cannot hold it."""
_VERSIONS = frozenset({"1.0", "1.1", "1.2", "2.0", "2.1", "2.2"})

_ADVICE = "export the file again from the program that made it"
_NOT_XLIFF = "{path}: not an XLIFF file: its root element is {name!r}; " + _ADVICE
_VERSION = "{path}: XLIFF version {version!r}; versions 1.0 to 1.2 and 2.0 to 2.2 can be read"
_TAGS = 2_000_000
"""Opening and closing; as a tree they take about 400 MB."""
_TOO_MANY = "{path}: more than {limit:,} tags; split the file and try again"
_NOTHING = "{path}: nothing to translate: no unit with a source text was found"
_TRANSLATED = "{path}: only the sources were read, not the translations of {count} (see `dragoman po import`)"


def read(label: str, data: bytes) -> Extract:
    """Read the source texts of an XLIFF file; `label` stands for it in messages.

    A unit's segments and what stands between them are one block. Units that are not to be translated are verbatim;
    `restype` (1.2) or `type` (2.x) gives the kind. Raises `DocumentError` if the file is malformed, not XLIFF, of a
    version that cannot be read, or holds no source text.
    """
    return parsed(label, data)[0]


def parsed(label: str, data: bytes, *, keep: bool = False) -> tuple[Extract, Element, list[tuple[Element, Inline]]]:
    """Read a file; return its root, too, and with `keep` the units whose translation can be put into them."""
    if data.count(b"<") > _TAGS:
        raise DocumentError(_TOO_MANY.format(path=label, limit=_TAGS))
    root = parse_xml(label, data, advice=_ADVICE)
    if local_name(root) != "xliff":
        raise DocumentError(_NOT_XLIFF.format(path=label, name=local_name(root)))
    version = attribute(root, "version")
    if version not in _VERSIONS:
        raise DocumentError(_VERSION.format(path=label, version=version))
    reader = _Reader(keep=keep)
    for file, place in steps(root, ""):
        if local_name(file) == "file":
            reader.read_group(file, place[1:], verbatim=attribute(file, "translate") == "no")
    if not reader.builder:
        raise DocumentError(_NOTHING.format(path=label))
    notes: tuple[str, ...] = ()
    if reader.translated:
        count = "one unit" if reader.translated == 1 else f"{reader.translated:,} units"
        notes = (_TRANSLATED.format(path=label, count=count),)
    first = child(root, "file")
    language = attribute(root, "srcLang") or attribute(first, "source-language")
    extract = reader.builder.build(str(root.getroottree().docinfo.encoding or "utf-8").lower(), notes, language)
    return extract, root, reader.holders


class _Reader:
    def __init__(self, *, keep: bool) -> None:
        self.builder = ExtractBuilder(keep=keep)
        self.holders: list[tuple[Element, Inline]] = []
        """Of one source each: what holds it, and what was collected of it."""
        self.translated = 0
        """Units that have a translation."""

    def read_group(self, group: Element, path: str, *, verbatim: bool) -> None:
        """Read the units of a file or a group."""
        for element, place in steps(group, path):
            name = local_name(element)
            kept = verbatim or attribute(element, "translate") == "no"
            if name in _UNITS:
                self._read_unit(element, place, verbatim=kept)
            elif name in _GROUPS:
                self.read_group(element, place, verbatim=kept)

    def _read_unit(self, unit: Element, place: str, *, verbatim: bool) -> None:
        holders = [unit] if local_name(unit) == "trans-unit" else [e for e in unit if local_name(e) in _SEGMENTS]
        sources = [source for holder in holders for source in children(holder, "source")]
        self.translated += any("".join(t.itertext()).strip() for h in holders for t in children(h, "target"))
        keeps_space = any(attribute(element, "space") == "preserve" for element in (unit, *holders, *sources))
        text = _Text(child(unit, "originalData"))
        for source in sources:
            text.add(source)
        kind = _kind(unit)
        part = 0
        text.inline.finish()
        if len(sources) == 1:
            self.holders.append((sources[0].getparent(), text.inline))
        for number, content in enumerate(("".join(text.pieces), *text.subordinate)):
            if not keeps_space:
                content = _LINE_END.sub("\r", content)
            for line in broken_lines(join_lines(content.replace(_HARD_BREAK, "\n"))):
                part += 1
                settled, is_kept = kind_by_wording(line, kind, near_top=False)
                self.builder.add(
                    settled,
                    line,
                    line=unit.sourceline,
                    place=place if part == 1 else f"{place} part {part}",
                    verbatim=verbatim or is_kept,
                    inline=text.inline if number == 0 else None,
                )


class _Text:
    """Collects the text of a unit without its inline markup."""

    def __init__(self, data: Element | None) -> None:
        self.pieces: list[str] = []
        self.inline = Inline()
        """The same, with the markup; origins of its marks are elements."""
        self.subordinate: list[str] = []
        """Texts inside of codes: the title of a link, the alternative text of a picture."""
        self._data = {} if data is None else {attribute(e, "id"): "".join(e.itertext()) for e in data}

    def add(self, element: Element) -> None:
        """Add the text of an element that holds text: `source`, `g`, `pc`, `mrk`, `sub`."""
        self._add(element.text or "")
        for inner in element:
            name = local_name(inner)
            if name in _CODES:
                self._add_code(inner)
            elif name == "cp":
                self._add(_code_point(attribute(inner, "hex")))
            elif name in _PAIRS:
                kind = attribute(inner, "ctype") or attribute(inner, "subType") or attribute(inner, "type")
                pair = self.inline.open(*_PAIR_CODES.get(kind, ("f", kind or "formatted")), inner)
                self.add(inner)
                self.inline.close(pair)
            else:
                self.add(inner)
            self._add(inner.tail or "")

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.inline.add(text)

    def _add_code(self, code: Element) -> None:
        native = code.text or self._data.get(attribute(code, "dataRef"), "")
        shown = attribute(code, "equiv-text") or attribute(code, "disp") or attribute(code, "equiv") or native
        marks = (attribute(code, "ctype"), attribute(code, "subType"), attribute(code, "equiv-text"), native.strip())
        if any(map(_LINE_BREAK.fullmatch, marks)):
            self.pieces.append(_HARD_BREAK)
            self.inline.alone("br", "line break", code, blank="\n")
        elif local_name(code) in _PLACEHOLDERS and shown and not _MARKUP.match(shown):
            pair = self.inline.open("ph", "placeholder, keep unchanged", code)
            self._add(shown)
            self.inline.close(pair)
        else:
            self.inline.alone("x", shown.strip()[:60] or "code", code)
        for sub in children(code, "sub"):
            inside = _Text(None)
            inside.add(sub)
            self.subordinate += ["".join(inside.pieces), *inside.subordinate]


def _code_point(hexadecimal: str) -> str:
    """Return the character that XML cannot hold, a blank for those that no text needs."""
    try:
        char = chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return ""
    return char if char.isprintable() else " "


def _kind(unit: Element) -> Kind:
    named = (attribute(unit, "restype") or attribute(unit, "type")).lower()
    name = re.sub(r"\A(?:x-)?(?:dragoman[-:])?|\A\w+:", "", named)
    return KIND_BY_NAME.get(name) or _KINDS.get(name, "paragraph")
