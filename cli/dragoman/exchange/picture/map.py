"""The report as a picture: every block as lines of a small page, every segment and every term at its own place.

A long report does not fit on a page; it is drawn in slices of equal length, each as what it consists of.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import east_asian_width

from dragoman.exchange.html.characters import visible
from dragoman.exchange.html.rows import RUNGS
from dragoman.model import Alignment, Finding, Record, TermUse

_SCALES = ((150, 5, 4), (200, 4, 3), (280, 4, 2), (420, 3, 1))
"""Characters on a line, pixels from line to line, and pixels between blocks; the first that fits is taken."""
_TALL, _TALLEST = 1_100, 2_800
"""Pixels that a map may be high, and those that one in the smallest scale may."""
_HEADING = 15
"""Pixels of a heading's line, which has its words beside it."""
_LETTERS, _LEAST = 46, 4
"""Latin letters that the words of a heading may take if all of the line is free, and what is too few to be read."""
_SLICES, _SLICE = 240, 4
"""Slices of a long report, and the pixels of each."""
WAITING = "waiting"
"""Beside the rungs: required by a segment that has no target yet."""
_ORDER = ("reviewed", "draft", "memory", "machine", "verbatim", "none", *RUNGS, WAITING)


@dataclass(frozen=True, slots=True)
class Strip:
    """A rectangle of a map."""

    x: float
    width: float
    """Both in percent of the map."""
    y: int
    """In pixels."""
    name: str
    """The origin or the rung that colours it."""
    record: Record
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a heading, beside its line."""

    x: float
    y: int
    text: str
    lang: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A segment with findings, at the edge of its first line."""

    y: int
    record: Record
    severity: str
    title: str


@dataclass(frozen=True, slots=True)
class Map:
    """One picture of a report."""

    height: int
    thickness: int
    """Pixels of a line."""
    ground: Sequence[Strip]
    """Lines that carry nothing by themselves."""
    strips: Sequence[Strip]
    labels: Sequence[Label] = ()
    marks: Sequence[Mark] = ()


class Layout:
    """Where the characters of a report stand in its map; the same for all target languages.

    `is_page` is false where the report is too long to be drawn line by line; `height` is in pixels.
    """

    def __init__(self, records: Sequence[Record], *, spaceless: bool = False) -> None:
        """Lay out the segments of a report; what is written without blanks says more with fewer characters."""
        self._blocks = {number: tuple(group) for number, group in groupby(records, key=lambda record: record.block)}
        self.is_page = True
        for letters, self._pitch, self._gap in _SCALES:
            self._letters = letters // 3 if spaceless else letters
            self._tops, self.height = self._place()
            if self.height <= _TALL:
                return
        self.is_page = self.height <= _TALLEST

    @property
    def thickness(self) -> int:
        """Pixels of a line."""
        return self._pitch - 1

    def _place(self) -> tuple[dict[int, int], int]:
        """Return the top of each block, and the height of all."""
        tops = {}
        y = 0
        for number, group in self._blocks.items():
            if group[0].kind == "heading":
                y += self._gap if y else 0
                tops[number] = y
                y += _HEADING * self._lines(group)
            else:
                tops[number] = y
                y += self._pitch * self._lines(group) + self._gap
        return tops, y

    def _lines(self, group: Sequence[Record]) -> int:
        return -(-max(group[-1].end - group[0].start, 1) // self._letters)

    def places(self, record: Record, start: int, end: int) -> Iterator[tuple[float, float, int]]:
        """Yield left edge and width in percent and the top in pixels of each line over `record.source[start:end]`."""
        first = self._blocks[record.block][0]
        heading = first.kind == "heading"
        pitch = _HEADING if heading else self._pitch
        top = self._tops[record.block] + (5 if heading else 0)
        start, end = (record.start - first.start + place for place in (start, end))
        for line in range(start // self._letters, -(-end // self._letters)):
            left = max(start - line * self._letters, 0)
            right = min(end - line * self._letters, self._letters)
            scale = 100 / self._letters
            yield left * scale, (right - left) * scale, top + line * pitch


def coverage_map(layout: Layout, alignment: Alignment) -> Map:
    """Draw where each segment's target comes from, with the headings and the findings."""
    if not layout.is_page:
        return _slices(alignment.records, lambda record: {record.origin: len(record.source)}, whole=True)
    strips, labels, marks = [], [], []
    for record in alignment.records:
        title = f"{record.id}, line {record.line}: {record.origin}{_codes(record.findings)}"
        places = list(layout.places(record, 0, len(record.source)))
        strips += [Strip(x, width, y, record.origin, record, title) for x, width, y in places]
        if places and record.findings:
            marks.append(Mark(places[0][2], record, record.findings[0].severity, title))  # the worst comes first
        if places and record.kind == "heading" and (label := _label(alignment, record, places[-1])):
            labels.append(label)
    return Map(layout.height, layout.thickness, (), strips, labels, marks)


def term_map(layout: Layout, alignment: Alignment) -> Map:
    """Draw where each term stands and which rung kept it."""
    if not layout.is_page:
        return _slices(
            alignment.records, lambda record: Counter(rung_of(record, use) for use in record.terms), whole=False
        )
    ground, strips = [], []
    for record in alignment.records:
        ground += [Strip(x, width, y, "", record, "") for x, width, y in layout.places(record, 0, len(record.source))]
        for use in record.terms:
            title = f"“{' '.join(use.source.split())}” {f'→ {use.target}' if use.target else ''} ({use.status})"
            for x, width, y in layout.places(record, use.start, use.end):
                strips.append(Strip(x, width, y, rung_of(record, use), record, title))
    return Map(layout.height, layout.thickness, ground, strips)


def rung_of(record: Record, use: TermUse) -> str:
    """Return the rung; a term of a segment that nothing has translated yet is not lost, it waits."""
    return WAITING if use.status == "missing" and not record.target else use.status


def _slices(records: Sequence[Record], weigh: Callable[[Record], Mapping[str, int]], *, whole: bool) -> Map:
    """Draw a long report in slices of equal length, each as long as what is in it, or all as wide as the map."""
    total = sum(len(record.source) for record in records) or 1
    found: list[tuple[Record, Counter[str]]] = []
    done, number = 0, -1
    for record in records:
        if done * _SLICES // total > number:
            number = done * _SLICES // total
            found.append((record, Counter()))
        found[-1][1].update(weigh(record))
        done += len(record.source)
    most = max((weights.total() for _, weights in found), default=0) or 1
    strips = []
    for line, (record, weights) in enumerate(found):
        x, scale = 0.0, 100 / (weights.total() if whole else most)
        title = f"from {record.id}, line {record.line}: " + ", ".join(
            f"{weights[name]:,} {name}" for name in sorted(weights)
        )
        for name in filter(weights.__getitem__, _ORDER):
            strips.append(Strip(x, weights[name] * scale, line * _SLICE, name, record, title))
            x += weights[name] * scale
    return Map(len(found) * _SLICE, _SLICE - 1, (), strips)


def _codes(findings: Sequence[Finding]) -> str:
    return "".join(f", {finding.code}" for finding in findings)


def _label(alignment: Alignment, record: Record, place: tuple[float, float, int]) -> Label | None:
    """Return the words of a heading, translated where it is, if there is room beside its line."""
    x = place[0] + place[1]
    language = alignment.target_language if record.target else alignment.source_language
    room = int(_LETTERS * (1 - x / 100) * 1.1)
    text = _shortened(visible(" ".join((record.target or record.source).split())), room)
    return Label(x, place[2], text, language.tag, language.rtl) if room > _LEAST else None


def _shortened(text: str, room: int) -> str:
    """Return the beginning of a text that takes the place of so many Latin letters.

    >>> _shortened("Reading room opens", 9), _shortened("阅览室开放", 5), _shortened("Maps", 9)
    ('Reading …', '阅览…', 'Maps')
    """
    for place, char in enumerate(text):
        room -= 2 if east_asian_width(char) in "WF" else 1
        if room < 0 or (room < 1 and place + 1 < len(text)):
            return f"{text[:place]}…"
    return text
