"""The text of a tagged PDF: its blocks as the file itself tells them apart, where its tags can be trusted."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from dragoman.document.layout import is_unfinished
from dragoman.document.pdf_glyphs import ARTIFACT, Glyph
from dragoman.document.pdf_layout import Paragraph, join_blocks, join_lines
from dragoman.document.pdf_lines import TextLine, read_block, read_lines
from dragoman.document.pdf_tags import Structure, read_structure

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
