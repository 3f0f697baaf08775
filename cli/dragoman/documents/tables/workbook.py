"""Excel workbooks (`.xlsx`; ECMA-376 part 1, 18.3 and 18.4) as reports: the texts of some columns.

Formulas, numbers, dates, looks and all that is no cell stay. Texts lie in a table that cells share: where all that
share one get the same translation, it is exchanged there and the sheet stays byte by byte; else the cell gets a new
one. The headers of Excel's own tables stay, too, for formulas and filters refer to them.
"""

import copy
import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from dragoman.documents.docx.writer import name_document, packed, serialised
from dragoman.documents.elements import Element, attribute, child, children, local_name
from dragoman.documents.extract import Extract, ExtractBuilder, one_line
from dragoman.documents.inline import Inline, Mark
from dragoman.documents.kinds import is_image, is_prose
from dragoman.documents.parts import Parts
from dragoman.documents.pptx.drawn import Drawn, read_shapes
from dragoman.documents.pptx.fill import fill_drawn
from dragoman.documents.put_back import PutBack
from dragoman.documents.refill import Stretch, refill
from dragoman.documents.spans import marked
from dragoman.documents.tables.columns import (
    Chosen,
    Sheet,
    choose,
    gap_between,
    is_translated,
    kind_of,
    letters_of,
    number_of,
)
from dragoman.errors import DocumentError
from dragoman.files.workbook import escape, unescape
from dragoman.files.xml import free, representable
from dragoman.files.zip import Package

if TYPE_CHECKING:
    from dragoman.documents.inline import Taken
    from dragoman.model import Block

_NOT_EXCEL = "{path}: {part} is not an Excel workbook; open it, save it as .xlsx and try again"
_EMPTY = "{path}: nothing to translate: the columns that were named hold no text"
_BROKEN = "{path}: {part}: a cell refers to a text that is not there; open it in Excel, save it under another name"
_MAIN = "xl/workbook.xml"
_MOST = 10_000_000
"""Cells; a sheet of Excel's has more, no report does."""
_LOOKS = {"b": ("b", "bold"), "i": ("i", "italic"), "u": ("u", "underlined"), "strike": ("s", "struck out")}
_RAISED = {"superscript": ("sup", "superscript"), "subscript": ("sub", "subscript")}
_PLAIN_PROPERTIES = frozenset({"family", "charset", "scheme"})


@dataclass(slots=True)
class Cell:
    """A cell that holds text."""

    number: int
    """Of the cell in its sheet, in the order of the file."""
    row: int
    column: int
    shared: int
    """Number of its text among the shared ones; -1 where it has its own."""
    item: Element
    """The text, `si` or `is`."""
    inline: Inline = field(default_factory=Inline)


@dataclass(slots=True)
class Part:
    """A sheet with the texts in it."""

    name: str
    sheet: Sheet
    cells: list[Cell] = field(default_factory=list)
    count: int = 0
    """Of all cells."""
    formulas: bool = False


def read(label: str, data: bytes, columns: str = "") -> Extract:
    """Read the texts of some columns, see `choose`.

    Raises `DocumentError` if the workbook is damaged, password-protected, of another kind or a zip bomb, or if no
    column is known to be text.
    """
    return _Reader(label, Package(label, data)).read(columns)


class _Reader:
    def __init__(self, label: str, package: Package, *, keep: bool = False) -> None:
        self._label = label
        self.parts = parts = Parts(package, _MAIN)
        self._package = package
        self._builder = ExtractBuilder(keep=keep)
        self.shared_part = next(iter(parts.related(parts.main, "sharedStrings")), "")
        root = parts.parse(self.shared_part) if self.shared_part else None
        self.shared: list[Element] = [] if root is None else list(children(root, "si"))
        self.uses: Counter[int] = Counter()
        """How many cells show each shared text."""
        self.sheets: list[Part] = []
        self.read_cells: list[tuple[Part, Cell]] = []
        """Those that were read, in order."""
        self.drawn: list[Drawn] = []
        """Paragraphs of text boxes, charts and diagrams."""
        self.described: list[tuple[Element, Inline]] = []
        """Pictures and the like with alternative texts, and what was collected of these."""

    def read(self, columns: str) -> Extract:
        """Read all sheets, and of the columns that are text the blocks."""
        root = self.parts.root()
        if local_name(root) != "workbook":
            raise DocumentError(_NOT_EXCEL.format(path=self._label, part=self.parts.main))
        targets = self.parts.targets(self.parts.main)
        sheets = child(root, "sheets")
        for sheet in () if sheets is None else children(sheets, "sheet"):
            identity = next((str(value) for key, value in sheet.items() if key.endswith("}id")), "")
            if (name := targets.get(identity, "")) in self._package and "worksheets/" in name:
                hidden = attribute(sheet, "state") in ("hidden", "veryHidden")
                self.sheets.append(self._sheet(name, Sheet(attribute(sheet, "name"), hidden)))
        chosen, notes = choose(self._label, [part.sheet for part in self.sheets], columns, headers=False)
        self._add(chosen)
        for part in self.sheets:
            if not part.sheet.hidden:
                for name in self.parts.related(part.name, "drawing"):
                    self._add_drawing(name)
        if not len(self._builder):
            raise DocumentError(_EMPTY.format(path=self._label))
        return self._builder.build("utf-8", notes)

    def _sheet(self, name: str, sheet: Sheet) -> Part:
        part = Part(name, sheet)
        row = column = -1
        for number, (event, element) in enumerate(self._package.stream(name, ("row", "c"))):
            if number > 2 * _MOST:
                raise DocumentError(f"{self._label}: {name}: more than {_MOST:,} cells; split the workbook")
            if local_name(element) == "row":
                if event == "start":
                    stated = attribute(element, "r")
                    row, column = int(stated) - 1 if stated.isdecimal() else row + 1, -1
                else:
                    free(element)
            elif event == "start":
                letters = attribute(element, "r").rstrip("0123456789")
                column = number_of(letters) if letters.isalpha() and letters.isascii() else column + 1
            else:
                self._cell(part, element, row, column)
                element.clear(keep_tail=True)
        return part

    def _cell(self, part: Part, element: Element, row: int, column: int) -> None:
        number = part.count
        part.count += 1
        kind = attribute(element, "t")
        formula = child(element, "f") is not None
        part.formulas = part.formulas or formula
        value = child(element, "v")
        own = child(element, "is")
        item, shared = None, -1
        if kind == "s" and value is not None and (value.text or "").strip():
            shared = self._index(part, value.text or "")
            item = self.shared[shared]
            self.uses[shared] += 1
        elif kind == "inlineStr" and own is not None:
            item = copy.deepcopy(own)
        if item is not None and not formula:
            part.cells.append(Cell(number, row, column, shared, item))
            part.sheet.look(row, column, _text_of(item))
        elif value is not None:
            part.sheet.look(row, column, "")

    def _index(self, part: Part, text: str) -> int:
        index = int(text) if text.strip().isdecimal() else -1
        if not 0 <= index < len(self.shared):
            raise DocumentError(_BROKEN.format(path=self._label, part=part.name))
        return index

    def _add(self, chosen: Chosen) -> None:
        before: tuple[str, int, int] | None = None
        for part in self.sheets:
            title = part.sheet.title
            columns = chosen.get(title, {})
            headers = self._headers(part) if columns else set()
            for cell in part.cells:
                if not is_translated(columns, cell.row, cell.column) or (cell.row, cell.column) in headers:
                    continue
                cell.inline = _collected(cell.item)
                text = cell.inline.text
                place = f"{title}!{letters_of(cell.column)}{cell.row + 1}"
                kind = kind_of(text)
                now = (title, cell.row, cell.column)
                lines = [line for line in map(one_line, text.split("\n")) if line]
                for number, line in enumerate(lines, 1):
                    self._builder.add(
                        kind,
                        line,
                        place=place if number == 1 else f"{place} part {number}",
                        verbatim=not is_prose(line),
                        gap=gap_between(before, now) if number == 1 else " ",
                        inline=cell.inline,
                    )
                if lines:
                    self.read_cells.append((part, cell))
                    before = now

    def _add_drawing(self, name: str) -> None:
        """Add what stands on a sheet and in none of its cells: no column is named for that."""
        root = self.parts.parse(name)
        if root is None:
            return
        for one in read_shapes(root, self.parts, name):
            text = one_line(one.paragraph.inline.text)
            self._builder.add(one.kind, text, place=one.place, verbatim=not is_prose(text), inline=one.paragraph.inline)
            self.drawn.append(one)
        for number, shape in enumerate([one for one in root.iter() if local_name(one) == "cNvPr"], 1):
            text = attribute(shape, "descr")
            if is_prose(text) and not is_image(text):
                inline = Inline()
                inline.add(text)
                place = f"{posixpath.basename(name)}//cNvPr[{number}]/@descr"
                self._builder.add("caption", one_line(text), place=place, inline=inline)
                self.described.append((shape, inline))

    def _headers(self, part: Part) -> set[tuple[int, int]]:
        """Return where the headers of Excel's tables stand: their texts are names, in other parts, too."""
        found: set[tuple[int, int]] = set()
        for name in self.parts.related(part.name, "table"):
            table = self.parts.parse(name)
            area = attribute(table, "ref").partition(":")[0]
            letters = area.rstrip("0123456789")
            row = area[len(letters) :]
            columns = None if table is None else child(table, "tableColumns")
            if attribute(table, "headerRowCount") != "0" and letters.isalpha() and row and columns is not None:
                first = number_of(letters)
                found |= {(int(row) - 1, first + number) for number in range(len(columns))}
        return found


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the workbook with the translation in its cells; `label` stands for it in messages.

    Raises `DocumentError` as `read` does.
    """
    reader = _Reader(label, Package(label, data), keep=True)
    extract = reader.read(put.alignment.document.columns)
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None:
            by_inline[id(taken.inline)].append((block, taken))
    new: list[tuple[Part, Cell, Element]] = []
    for part, cell in reader.read_cells:
        blocks = by_inline.get(id(cell.inline), [])
        if any(put.shows(block) for block, _ in blocks):
            new.append((part, cell, _written(cell, refill(cell.inline, blocks, put.filling), put)))
    drawn = fill_drawn(reader.drawn, by_inline, put)
    for shape, inline in reader.described:
        for block, _ in by_inline.get(id(inline), ()):
            if put.filling.is_changed(block):
                shape.set("descr", representable(put.filling.text(block)))
                drawn.add(id(shape.getroottree().getroot()))
    if not new and not drawn:
        return data
    changed = {name: serialised(root) for name, root in reader.parts.parsed.items() if id(root) in drawn}
    changed |= _put(reader, new)
    if any(part.formulas for part in reader.sheets):
        changed |= _recalculated(reader.parts)
    return packed(label, data, changed | name_document(reader.parts, put))


def _put(reader: _Reader, new: list[tuple[Part, Cell, Element]]) -> dict[str, bytes]:
    """Return the parts that get new texts: the shared ones where that is enough, else the sheets, too."""
    by_shared: dict[int, list[Element]] = defaultdict(list)
    for _, cell, item in new:
        if cell.shared >= 0:
            by_shared[cell.shared].append(item)
    alike = {
        shared: items[0]
        for shared, items in by_shared.items()
        if len(items) == reader.uses[shared] and len({etree.tostring(item) for item in items}) == 1
    }
    for shared, item in alike.items():
        old = reader.shared[shared]
        item.tail = old.tail
        old.getparent().replace(old, item)
    root = reader.parts.parse(reader.shared_part) if reader.shared_part else None
    added: dict[bytes, int] = {}
    cells: dict[str, dict[int, int | Element]] = defaultdict(dict)
    for part, cell, item in new:
        if cell.shared < 0:
            cells[part.name][cell.number] = item
        elif cell.shared not in alike and root is not None:
            key = etree.tostring(item)
            if key not in added:
                added[key] = len(reader.shared) + len(added)
                root.append(item)
            cells[part.name][cell.number] = added[key]
    changed = {name: _sheet_with(reader, name, those) for name, those in cells.items()}
    if root is not None and (alike or added):
        if added and root.get("uniqueCount"):
            root.set("uniqueCount", str(len(reader.shared) + len(added)))
        changed[reader.shared_part] = serialised(root)
    return changed


def _sheet_with(reader: _Reader, name: str, cells: dict[int, "int | Element"]) -> bytes:
    root = reader.parts.parse(name)
    assert root is not None
    for number, element in enumerate([one for one in root.iter() if local_name(one) == "c"]):
        new = cells.get(number)
        if new is None:
            continue
        if isinstance(new, int):
            value = child(element, "v")
            assert value is not None
            value.text = str(new)
        else:
            old = child(element, "is")
            assert old is not None
            element.replace(old, new)
    return serialised(root)


def _recalculated(parts: Parts) -> dict[str, bytes]:
    """Let the program reckon formulas anew when it opens the workbook: what they show may be made of texts."""
    root = parts.root()
    settings = child(root, "calcPr")
    if settings is None:
        return {}
    settings.set("fullCalcOnLoad", "1")
    return {parts.main: serialised(root)}


def _text_of(item: Element) -> str:
    return "".join(unescape(text.text or "") for text, _ in _runs(item))


def _runs(item: Element) -> Iterator[tuple[Element, Element | None]]:
    """Yield the texts of an item, each with its properties; how it is pronounced is none of them."""
    for one in item:
        name = local_name(one)
        if name == "t":
            yield one, None
        elif name == "r" and (text := child(one, "t")) is not None:
            yield text, child(one, "rPr")


def _collected(item: Element) -> Inline:
    """Return the text of an item, with a mark around each run that looks different from most of it."""
    inline = Inline()
    runs: list[tuple[int, int, bytes, Element | None]] = []
    for text, properties in _runs(item):
        start = inline.length
        inline.add(unescape(text.text or "").replace("\r\n", "\n"))
        runs.append((start, inline.length, _look(properties), properties))
    lengths: Counter[bytes] = Counter()
    for start, end, look, _ in runs:
        lengths[look] += end - start
    usual = max(lengths, key=lambda look: lengths[look], default=b"")
    for start, end, look, properties in runs:
        if look == usual or start == end:
            continue
        last = inline.marks[-1] if inline.marks else None
        if last is not None and last.end == start and _look(last.origin) == look:
            last.end = end
        else:
            inline.marks.append(Mark(*_about(properties), start, end, -1, False, properties))
    return inline


def _look(properties: Element | None) -> bytes:
    """Return what shows of a run's properties; nothing where they are those of the cell, as far as can be told.

    Excel gives the first run none where it looks as its cell does, and spells the cell's font out in later ones.
    """
    if properties is None or _is_plain(properties):
        return b""
    said = (etree.tostring(one, method="c14n") for one in properties if local_name(one) not in _PLAIN_PROPERTIES)
    return b"".join(sorted(said))


def _is_plain(properties: Element) -> bool:
    for one in properties:
        name = local_name(one)
        if name in _LOOKS or name == "vertAlign":
            return False
        if name == "color" and not (attribute(one, "theme") == "1" or attribute(one, "rgb") == "FF000000"):
            return False
    return True


def _about(properties: Element | None) -> tuple[str, str]:
    if properties is None:
        return "f", "formatted"
    found = [_LOOKS[local_name(one)] for one in properties if local_name(one) in _LOOKS]
    raised = (attribute(one, "val") for one in children(properties, "vertAlign"))
    found += [_RAISED[value] for value in raised if value in _RAISED]
    names = [name for name, _ in found]
    about = ", ".join(dict.fromkeys(what for _, what in found))
    return (names[0] if len(set(names)) == 1 else "f"), about or "formatted"


def _subelement(parent: Element, tag: str) -> Element:
    return etree.SubElement(parent, tag)


def _written(cell: Cell, stretches: list[Stretch], put: PutBack) -> Element:
    """Return the item of a cell with other text."""
    old = cell.item
    prefix = old.tag.rpartition("}")[0] + "}" if "}" in old.tag else ""
    new: Element = etree.Element(old.tag, nsmap=old.nsmap)
    marks = cell.inline.marks
    runs = list(_runs(old))
    rich = any(properties is not None for _, properties in runs)
    marked_looks = {_look(mark.origin) for mark in marks}
    plain = next((properties for _, properties in runs if _look(properties) not in marked_looks), None)
    for stretch in stretches:
        if not stretch.text:
            continue
        parent = new
        if rich:
            parent = etree.SubElement(new, f"{prefix}r")
            properties = marks[stretch.around[-1]].origin if stretch.around else plain
            if properties is not None:
                parent.append(copy.deepcopy(properties))
        text = child(new, "t") if not rich else None
        if text is None:
            text = _subelement(parent, f"{prefix}t")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = (text.text or "") + representable(escape(marked(stretch, put)))
    return new
