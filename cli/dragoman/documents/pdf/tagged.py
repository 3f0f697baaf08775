"""Tagged PDF (ISO 32000-1, 14.7 and 14.8): the blocks as the file itself tells them apart, where its tags are sound."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dragoman.documents.layout import is_unfinished
from dragoman.documents.pdf.glyphs import ARTIFACT, Glyph
from dragoman.documents.pdf.lines import TextLine, read_block, read_lines
from dragoman.documents.pdf.paragraphs import Paragraph, join_blocks, join_lines
from dragoman.model import Kind

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"), "heading"),
    **dict.fromkeys(("LI", "TOCI"), "list"),
    **dict.fromkeys(("TD", "TH"), "table"),
    "Caption": "caption",
    "BlockQuote": "quote",
}
_BLOCKS = frozenset({*_KINDS, "P", "Note", "FENote", "Figure", "Formula", "BibEntry"})
"""What begins a block; what stands within one belongs to it (`Span`, `Link`, `LBody` …)."""
_WHOLE = frozenset({"LI", "TD", "TH", "TOCI", "Caption"})
"""Blocks whose first paragraph is no block of its own; of a cell, the others neither."""
_GROUPS = frozenset({"Document", "Part", "Art", "Sect", "L", "Table", "THead", "TBody", "TFoot", "TR", "TOC"})
_MAX_ELEMENTS, _MAX_DEPTH, _MAX_ROLES = 200_000, 100, 8


@dataclass(slots=True)
class Element:
    """A block of the structure; its content lies on pages under marks."""

    kind: Kind | None
    """What the tag says, `None` for a paragraph."""
    row: int = 0
    """The row of a table that a cell belongs to, counted through the document from 1; 0 elsewhere."""


@dataclass(slots=True)
class Structure:
    """The blocks of a document in the order of reading."""

    elements: list[Element] = field(default_factory=list)
    content: dict[tuple[int, int], int] = field(default_factory=dict)
    """By the object number of a page and the mark (MCID) on it: which element the content belongs to."""


def read_structure(reader: Any) -> Structure | None:
    """Return the structure that a pypdf reader finds; `None` where a file has none, or one too large to be true.

    Raises whatever pypdf raises on a damaged file.
    """
    root = reader.trailer["/Root"].get_object().get("/StructTreeRoot")
    root = root.get_object() if root is not None else None
    if not isinstance(root, dict) or "/K" not in root:
        return None
    walk = _Walk(root)
    for kid in _kids(root):
        walk.follow(kid, page=0, block=None, depth=0)
    return walk.structure if walk.structure.content and walk.left else None


class _Walk:
    """Follows the tree from parent to child."""

    def __init__(self, root: Any) -> None:
        self.structure = Structure()
        self.left = _MAX_ELEMENTS
        roles = root.get("/RoleMap")
        self._roles = roles.get_object() if roles is not None else {}
        self._row = 0
        self._seen: set[int] = set()
        self._open: set[int] = set()
        """Items and captions whose first paragraph has not come yet."""

    def follow(self, kid: Any, *, page: int, block: int | None, depth: int) -> None:
        """Take up one kid: a mark, or an element within `block`."""
        if not self.left or depth > _MAX_DEPTH:
            return
        self.left -= 1
        number = getattr(kid, "idnum", 0)
        kid = kid.get_object()
        if isinstance(kid, int):
            self._mark(page, kid, block)
        elif isinstance(kid, dict):
            page = getattr(dict.get(kid, "/Pg"), "idnum", page)  # the reference itself, as pypdf's own `get` hides it
            if kid.get("/Type") == "/MCR":
                self._mark(page, kid.get("/MCID"), block)
            elif "/S" in kid and number not in self._seen:
                self._seen |= {number} if number else set()
                self._element(kid, page, block, depth)

    def _element(self, element: Any, page: int, block: int | None, depth: int) -> None:
        role = self._role(element.get("/S"))
        if role == "Artifact":
            return
        if role == "TR":
            self._row += 1
        if role in _GROUPS:
            block = None  # A list within an item, a table within a cell: what they hold are blocks of their own.
        elif role in _BLOCKS and not (role == "P" and self._is_text_of(block)):
            block = self._begin(role, block)
        for kid in _kids(element):
            self.follow(kid, page=page, block=block, depth=depth + 1)

    def _begin(self, role: str, outer: int | None) -> int:
        inherited = self.structure.elements[outer].kind if outer is not None else None
        kind = _KINDS.get(role, inherited if inherited in {"list", "quote"} else None)
        self.structure.elements.append(Element(kind, self._row if kind == "table" else 0))
        block = len(self.structure.elements) - 1
        if role in _WHOLE:
            self._open.add(block)
        return block

    def _is_text_of(self, block: int | None) -> bool:
        """Tell whether a paragraph is the text of the item, caption or cell that it stands in, not one of its own."""
        if block is None or block not in self._open:
            return False
        if self.structure.elements[block].kind != "table":
            self._open.remove(block)
        return True

    def _mark(self, page: int, mark: Any, block: int | None) -> None:
        if not isinstance(mark, int):
            return
        if block is None:
            self.structure.elements.append(Element(None))
            block = len(self.structure.elements) - 1
        self.structure.content.setdefault((page, int(mark)), block)

    def _role(self, name: Any) -> str:
        for _ in range(_MAX_ROLES):
            role = str(name).removeprefix("/")
            if role in _BLOCKS or role in _GROUPS or name not in self._roles:
                return role
            name = self._roles[name]
        return ""


def _kids(element: Any) -> Iterator[Any]:
    """Yield the kids of an element, references unresolved."""
    if "/K" not in element:
        return
    kids = dict.__getitem__(element, "/K")
    found = kids.get_object()
    if isinstance(found, list):
        yield from found
    elif found is not None:
        yield kids


_LOOSE, _RUNNING = -1, -2
"""In place of blocks: what has no tag, and what the file calls no part of its text."""
_TAGGED_SHARE = 0.9
"""Of the characters that have to lie under tags."""
_TORN, _TORN_SHARE = 3, 0.1
"""How many paragraphs, and which share of all, may break off in the middle of a sentence: some programs tag lines."""


class TaggedText:
    """Collects the glyphs of a document by the blocks that they belong to."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._lines: dict[int, list[TextLine]] = defaultdict(list)
        self._loose: dict[int, list[TextLine]] = defaultdict(list)
        """Lines without a tag, by the last block that stands before them."""
        self.running: list[str] = []
        """Lines that are no part of the text."""
        self._last = 0
        self._tagged = self._all = 0

    def add_page(self, key: int, number: int, turned: Mapping[int, list[Glyph]]) -> None:
        """Take up a page; `key` is the number of its object, `number` counts pages from 1."""
        content = self._structure.content
        for _, glyphs in sorted(turned.items()):
            groups: dict[int, list[Glyph]] = defaultdict(list)
            for glyph in glyphs:
                unknown = _RUNNING if glyph.mark == ARTIFACT else _LOOSE
                groups[unknown if glyph.mark is None else content.get((key, glyph.mark), unknown)].append(glyph)
            loose = [glyph for glyph in groups.pop(_LOOSE, []) if not glyph.text.isspace()]
            self.running += [line.text for line in read_lines(groups.pop(_RUNNING, []), number, 0)]
            for block, found in groups.items():
                self._lines[block] += read_block(found, number, block)
            self._last = max(groups, default=self._last)
            self._loose[self._last] += read_lines(loose, number, 0)
            self._all += len(glyphs)
            self._tagged += len(glyphs) - len(loose)

    def paragraphs(self) -> list[Paragraph] | None:
        """Return the paragraphs in the order of reading, `None` where the tags do not tell what is one."""
        if self._tagged < _TAGGED_SHARE * self._all:
            return None
        elements = self._structure.elements
        blocks = {
            number: Paragraph(self._lines[number], kind=element.kind)
            for number, element in enumerate(elements)
            if self._lines.get(number)
        }
        join_blocks(blocks.values())
        found = list(blocks.values())
        torn = sum(_is_torn(before, after) for before, after in pairwise(found))
        if torn >= _TORN and torn > _TORN_SHARE * len(found):
            return None
        return [paragraph for paragraph in self._in_order(blocks) if paragraph.text]

    def _in_order(self, blocks: Mapping[int, Paragraph]) -> Iterator[Paragraph]:
        """Yield the blocks, the cells of a row as one, and what has no tag behind what stands before it."""
        row: list[Paragraph | None] = []
        elements = self._structure.elements
        for number, element in enumerate(elements):
            block = blocks.get(number)
            if element.row:
                row.append(block)
                if number + 1 == len(elements) or elements[number + 1].row != element.row:
                    yield from _joined(row)
                    row = []
            elif block is not None:
                block.text = block.text.replace("\t", " ")
                yield block
            if number in self._loose:
                yield from join_lines(self._loose[number])


def tagged_text(reader: Any) -> TaggedText | None:
    """Return what collects the text of a pypdf reader by its tags, `None` where it has none that can be read."""
    try:
        structure = read_structure(reader)
    except Exception:  # pypdf raises all there is on damaged files; the text can be read without the tags.
        return None
    return TaggedText(structure) if structure else None


def _joined(row: list[Paragraph | None]) -> Iterator[Paragraph]:
    cells = [cell.text.replace("\t", " ") if cell else "" for cell in row]
    lines = [line for cell in row if cell for line in cell.lines]
    if lines:
        yield Paragraph(lines, "\t".join(cells).rstrip("\t"), kind="table")


def _is_torn(before: Paragraph, after: Paragraph) -> bool:
    plain = before.kind is None is after.kind
    return plain and is_unfinished(before.text) and after.text[:1].islower()
