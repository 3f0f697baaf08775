"""Rows and cells of a Word table → texts, to the last blank (ECMA-376 part 1, 17.3 and 17.4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dragoman.document.docx_parts import Parts
from dragoman.document.xml import Element, attribute, child, children, local_name
from dragoman.xml import free

_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_LEFT_OUT = frozenset({"pPr", "rPr", "del", "moveFrom", "rt", "drawing", "pict", "object", "tblPr", "Fallback"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(slots=True)
class WordRow:
    """A row as it reads once tracked changes are accepted."""

    cells: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """What people attached to it with Word's own comments."""


def read_rows(parts: Parts, comments: Mapping[str, str]) -> Iterator[tuple[int, WordRow]]:
    """Yield the rows of a document's tables but those that were deleted, each with the number of its table, from 1.

    They are read as a stream; `comments` are the texts of Word's comments by id. Raises `DocumentError`.
    """
    table = depth = 0
    for event, element in parts.stream(("tbl", "tr")):
        if local_name(element) == "tbl":
            depth += 1 if event == "start" else -1
            table += event == "start" and depth == 1
        elif event == "end" and depth == 1:  # a table inside a cell is text of the cell
            if not _was_deleted(element):
                yield table, _read_row(element, comments)
            free(element)


def _was_deleted(row: Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _read_row(element: Element, comments: Mapping[str, str]) -> WordRow:
    row = WordRow()
    for cell in _inside(element, "tc"):
        row.cells.append(block_text(cell))
        row.cells += [""] * (_span(cell) - 1)
        row.comments += filter(None, (comments.get(id_, "") for id_ in _referred(cell)))
    return row


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name directly in `parent`, or in what only wraps them."""
    for element in parent:
        if local_name(element) == name:
            yield element
        elif local_name(element) in _WRAPPERS:
            yield from _inside(element, name)


def block_text(parent: Element) -> str:
    """Return the text of all paragraphs in a cell or a comment, with a line feed between two."""
    pieces: list[str] = []
    end = ""
    for paragraph in parent.iter("{*}p"):
        pieces += [end, *_texts(paragraph)]
        end = "" if _end_was_deleted(paragraph) else "\n"
    return "".join(pieces)


def _texts(parent: Element) -> Iterator[str]:
    for element in parent:
        name = local_name(element)
        if name == "t":
            yield element.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in _LEFT_OUT:
            yield from _texts(element)


def _end_was_deleted(paragraph: Element) -> bool:
    """Tell whether accepting the changes joins a paragraph with the next one."""
    properties = child(paragraph, "pPr")
    mark = child(properties, "rPr") if properties is not None else None
    return mark is not None and any(local_name(change) in ("del", "moveFrom") for change in mark)


def _span(cell: Element) -> int:
    """Return over how many columns a cell reaches."""
    properties = child(cell, "tcPr")
    span = attribute(next(children(properties, "gridSpan"), None), "val") if properties is not None else ""
    return min(int(span), 99) if span.isdecimal() and int(span) else 1


def _referred(cell: Element) -> Iterator[str]:
    return (attribute(element, "id") for element in cell.iter("{*}commentReference"))
