"""A paragraph as its reader collects it: its text, the inline markup in it, and where in the file all of it comes from.

Readers tidy the text of a paragraph before it becomes blocks: white space is folded, a hard line break parts it, a soft
hyphen goes. `Inline.take` follows what is left back to what was collected, so that codes and places are carried, not
searched for.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from dragoman.model import Code, Paint


class Run(Sequence[tuple[int, int]]):
    """Start and end of each of some characters that stand side by side, without an object for each.

    >>> list(Run(3, 2))
    [(3, 4), (4, 5)]
    """

    __slots__ = ("_places",)

    def __init__(self, start: int, length: int) -> None:
        """Place `length` characters from `start` on."""
        self._places = range(start, start + length)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | Sequence[tuple[int, int]]:
        """Return the place of a character, or those of several."""
        found = self._places[index]
        return [(n, n + 1) for n in found] if isinstance(found, range) else (found, found + 1)


@dataclass(slots=True)
class Mark:
    """A piece of inline markup, while its paragraph is collected."""

    name: str
    """As in `Code`; empty for what must stay in the paragraph and nobody need see."""
    about: str
    start: int
    end: int
    parent: int
    """Index of the pair around it, -1 where there is none."""
    alone: bool
    origin: Any
    """What its format needs to write it again."""
    blank: bool = False
    """What stands alone and is a blank in the text: a tab, a line break."""
    kept: bool = False
    """A pair that must be there even where a translation leaves it out."""
    address: str = ""
    paint: Paint = ()
    """As in `Code`."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A block's share of a paragraph."""

    inline: "Inline"
    places: Sequence[int]
    """For each character of the block, its offset into the collected text."""
    marks: tuple[tuple[Code, Mark], ...]
    """With offsets into the block."""

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of the block, with offsets into it."""
        return tuple(code for code, _ in self.marks)

    def edges(self) -> "Edges":
        """Say which pairs reach beyond the block or are around all of it, and which begin or end with it."""
        first, last = self.places[0], self.places[-1] + 1
        pairs = [(n, code, self.inline.marks[n]) for n, code in self._pairs()]
        size = len(self.places)
        entered = [n for n, c, mark in pairs if c.start == 0 and (mark.start < first or c.end == size)]
        left = [n for n, c, mark in pairs if c.end == size and (mark.end > last or c.start == 0)]
        begun = [n for n, c, mark in pairs if c.start == 0 and n not in entered]
        ended = [n for n, c, mark in pairs if c.end == size and n not in left]
        return Edges(tuple(entered), tuple(left), tuple(begun), tuple(ended))

    def _pairs(self) -> Iterator[tuple[int, Code]]:
        for code, mark in self.marks:
            if not code.alone:
                yield next(n for n, one in enumerate(self.inline.marks) if one is mark), code


@dataclass(frozen=True, slots=True)
class Edges:
    """The pairs, by their index and outermost first, at the edges of a block."""

    entered: tuple[int, ...]
    """Open before it begins: not its own to open."""
    left: tuple[int, ...]
    """Still open where it ends: not its own to close."""
    begun: tuple[int, ...]
    """Opened right before its first character."""
    ended: tuple[int, ...]
    """Closed right behind its last one."""


@dataclass(slots=True)
class Inline:
    """The text of a paragraph with its marks."""

    marks: list[Mark] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _open: list[int] = field(default_factory=list)
    _cursor: int = 0
    length: int = 0
    seconds: float = 0.0
    """How long it is shown; its blocks have their shares of that."""
    origins: list[tuple[int, int, Any]] = field(default_factory=list)
    """Start, end and origin of each piece of text that came with one."""

    @property
    def text(self) -> str:
        """All that was collected."""
        self._pieces = ["".join(self._pieces)]  # asked for by each block of a paragraph
        return self._pieces[0]

    @property
    def around(self) -> int:
        """The index of the innermost pair that is open, -1 where none is."""
        return self._open[-1] if self._open else -1

    def add(self, text: str, origin: Any = None) -> None:
        """Add text."""
        if text:
            if origin is not None:
                self.origins.append((self.length, self.length + len(text), origin))
            self._pieces.append(text)
            self.length += len(text)

    def open(self, name: str, about: str, origin: Any = None, *, address: str = "", paint: Paint = ()) -> int:
        """Open a pair; return its index."""
        mark = Mark(name, about, self.length, -1, self.around, False, origin, address=address, paint=paint)
        self.marks.append(mark)
        self._open.append(len(self.marks) - 1)
        return self._open[-1]

    def close(self, index: int) -> None:
        """Close a pair, and those in it that are open."""
        while index in self._open:
            self.marks[self._open.pop()].end = self.length

    def dissolve(self, index: int) -> None:
        """Take an open pair for no pair, because its other end is elsewhere; what begins it stays where it is."""
        if index in self._open:
            self._open.remove(index)
        mark = self.marks[index]
        for inner in self.marks:
            if inner.parent == index:
                inner.parent = mark.parent
        mark.name, mark.about, mark.alone, mark.end = "", "", True, mark.start

    def alone(self, name: str, about: str, origin: Any = None, *, blank: str = "") -> None:
        """Add a code that stands alone; `blank` is what it is in the text, if anything."""
        self.marks.append(Mark(name, about, self.length, self.length, self.around, True, origin, bool(blank)))
        self.add(blank)

    def finish(self) -> None:
        """Close what is open."""
        if self._open:
            self.close(self._open[0])

    def go_to(self, offset: int) -> None:
        """Let the next block be what stands from an offset on."""
        self._cursor = offset

    def take(self, content: str) -> Taken:
        """Return the share of a block whose text, as it was tidied, is the next of what was collected."""
        self.finish()
        places = self._places(self.text, content)
        return Taken(self, places, tuple(self._marks(places)))

    def _places(self, text: str, content: str) -> Sequence[int]:
        """Follow each character of a block back to the collected text, and go on behind the last one."""
        at = self._cursor
        if text.startswith(content, at):  # as most do; a range takes no memory
            self._cursor += len(content)
            return range(at, self._cursor)
        places = array("q")
        for char in content:
            found = at
            if char.isspace():
                if not (at < len(text) and text[at].isspace()):
                    found = max(at - 1, 0)  # one that folding brought in
            else:
                found = text.find(char, at)
                if found < 0:
                    found = max(at - 1, 0)
            places.append(found)
            at = found + 1 if found >= at else at
        self._cursor = at
        return places

    def _marks(self, places: Sequence[int]) -> Iterator[tuple[Code, Mark]]:
        if not places or not self.marks:
            return
        first, last = places[0], places[-1] + 1
        numbers: dict[int, int] = {}
        ordered = sorted(
            range(len(self.marks)), key=lambda n: (self.marks[n].start, -self.marks[n].end, self._depth(n), n)
        )
        for n in ordered:
            mark = self.marks[n]
            if mark.alone:
                if not first < mark.start < last:
                    continue
                start = end = bisect_left(places, mark.start)
            else:
                start, end = bisect_left(places, mark.start), bisect_left(places, mark.end)
                if start >= end:
                    continue
            numbers[n] = len(numbers) + 1
            parent = mark.parent
            while parent not in numbers and parent != -1:
                parent = self.marks[parent].parent
            number, outer = numbers[n], numbers.get(parent, 0)
            yield Code(number, mark.name, start, end, mark.alone, outer, mark.about, mark.address, mark.paint), mark

    def _depth(self, n: int) -> int:
        depth = 0
        while (n := self.marks[n].parent) != -1:
            depth += 1
        return depth
