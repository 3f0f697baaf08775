"""The glyphs of a page → its lines in the order of reading, column by column."""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.documents.kinds import is_list_item
from dragoman.documents.pdf.glyphs import Glyph
from dragoman.documents.pdf.order import is_rtl, logical, plain
from dragoman.documents.raised import shifted
from dragoman.text.scripts import CJK

PIECE_GAP = 0.9
"""Ems between pieces that may be columns or cells."""
_SAME_BASELINE, _SAME_ROW = 0.12, 0.45
"""Ems by which glyphs of one baseline, and pieces of one row, may differ in height."""
_COLUMN_ROWS, _COLUMN_WIDTH, _COLUMN_FILL = 4, 8, 0.66
"""A column has this many rows, is so many ems wide, and its lines fill so much of it."""
_TABLE_ROWS = 3
_STRAY_GAP = 1.7
"""Ems between baselines; a line farther from the next one is not part of its paragraph."""
_ROW_GAP = 1.7
"""Ems between the baselines of a table's rows, from which they cannot be lines of prose."""
_MAX_PIECES_FOR_COLUMNS = 3_000


@dataclass(slots=True)
class Piece:
    """Glyphs on one baseline without a wide gap between them."""

    glyphs: list[Glyph]
    left: float
    right: float
    y: float
    size: float


def find_pieces(glyphs: Sequence[Glyph]) -> Iterator[Piece]:
    """Yield the pieces of a page from top to bottom, those of one baseline from left to right."""
    baseline: list[Glyph] = []
    lowest = 0.0
    # Sorting keeps the order of the file among glyphs in one place, so that marks stay with their letters.
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        # Most have the height of the one before.
        if glyph.y != lowest and baseline and lowest - glyph.y > _SAME_BASELINE * max(glyph.size, baseline[-1].size):
            yield from _cut(baseline)
            baseline = []
        baseline.append(glyph)
        lowest = glyph.y
    yield from _cut(baseline)


def _cut(baseline: list[Glyph]) -> Iterator[Piece]:
    """Cut the glyphs of one baseline at wide gaps; blanks at the edges of a piece are dropped."""
    piece: list[Glyph] = []
    right = 0.0
    for glyph in sorted(baseline, key=lambda glyph: glyph.left):
        if glyph.text.isspace():
            continue
        # Most follow the one before closely.
        if piece and glyph.left > right and glyph.left - right > PIECE_GAP * max(glyph.size, piece[-1].size):
            yield _piece(piece)
            piece = []
        if not piece or glyph.right > right:
            right = glyph.right
        piece.append(glyph)
    if piece:
        yield _piece(piece)


def _piece(glyphs: list[Glyph]) -> Piece:
    sizes = Counter(glyph.size for glyph in glyphs)
    size = round(sizes.most_common(1)[0][0], 1)
    return Piece(glyphs, glyphs[0].left, max(glyph.right for glyph in glyphs), glyphs[-1].y, size)


def find_columns(pieces: list[Piece], *, rtl: bool, depth: int = 0) -> Iterator[list[Piece]]:
    """Cut a page at its gutters, from top to bottom; in a right-to-left text the right column comes first."""
    gutter = _gutter(pieces) if len(pieces) <= _MAX_PIECES_FOR_COLUMNS and depth < 8 else None
    if gutter is None:
        if pieces:
            yield pieces
        return
    x, top, bottom = gutter
    band = [piece for piece in pieces if bottom <= piece.y <= top]
    sides = [piece for piece in band if piece.left < x], [piece for piece in band if piece.left >= x]
    parts = [
        [piece for piece in pieces if piece.y > top],
        *(reversed(sides) if rtl else sides),
        [piece for piece in pieces if piece.y < bottom],
    ]
    for part in parts:
        yield from find_columns(part, rtl=rtl, depth=depth + 1)


def _gutter(pieces: list[Piece]) -> tuple[float, float, float] | None:
    """Find the gutter with the most rows beside it: its right edge, the top and the bottom of the columns."""
    starts = Counter(round(piece.left) for piece in pieces)
    # Where lines start often; a justified column on the left ends often in one place, too.
    often = [x for x, count in starts.most_common(12) if count + starts[x + 1] >= _COLUMN_ROWS]
    best: tuple[int, float, float, float] | None = None
    ordered = sorted(pieces, key=lambda piece: -piece.y)
    for x in often:
        edge = x - 1.0
        band: list[Piece] = []
        for piece in [*ordered, None]:
            if piece is not None and not piece.left < edge < piece.right + 0.5 * piece.size:
                band.append(piece)
                continue
            band = _without_strays(band, edge)
            rows = 0 if _is_table(band) else _column_rows(band, edge)
            if rows and (best is None or rows > best[0]):
                best = rows, edge, band[0].y, band[-1].y
            band = []
    return best[1:] if best else None


def _without_strays(band: list[Piece], edge: float) -> list[Piece]:
    """Drop short lines and titles above and below the columns that happen to lie on one side of the gutter."""
    for top in (True, False):
        while True:
            ends = band if top else band[::-1]
            if not ends:
                return band
            own = ends[0].left < edge
            line = ends[0].y
            same = next((p for p in ends if (p.left < edge) is own and abs(p.y - line) > 0.5 * p.size), None)
            other = next((piece for piece in ends if (piece.left < edge) is not own), None)
            if same is None or other is None:
                break
            size = ends[0].size
            apart = abs(line - same.y) >= _STRAY_GAP * size or abs(size - same.size) > 0.5
            if abs(line - other.y) < 1.5 * size or not apart:
                break
            band = band[1:] if top else band[:-1]
    return band


def _column_rows(band: list[Piece], edge: float) -> int:
    """Return how many rows the smaller of two columns has; 0 where the sides are no columns of prose."""
    counts = []
    for side in ([piece for piece in band if piece.left < edge], [piece for piece in band if piece.left >= edge]):
        if len(side) < _COLUMN_ROWS:
            return 0
        rows = list(find_rows(side))
        left = min(piece.left for piece in side)
        right = max(piece.right for piece in side)
        size = max(row[0].size for row in rows)
        widths = sorted(max(piece.right for piece in row) - min(piece.left for piece in row) for row in rows)
        wide = right - left >= _COLUMN_WIDTH * size
        filled = widths[len(widths) // 2] >= _COLUMN_FILL * (right - left)
        if len(rows) < _COLUMN_ROWS or not (wide and filled and _flows(rows)):
            return 0
        counts.append(len(rows))
    return min(counts)


def _flows(rows: list[list[Piece]]) -> bool:
    """Tell whether some line goes on with a sentence, with a small letter or in a script that has none."""
    firsts = (min(row, key=lambda piece: piece.left).glyphs[0].text[:1] for row in rows[1:])
    return any(first.islower() or (first.isalpha() and not first.isupper()) for first in firsts)


def _is_table(band: list[Piece]) -> bool:
    """Tell whether what stands side by side is a table: three cells a row, or rows wider apart than lines are."""
    rows = list(find_rows(band))
    cells = [row for row, in_table in zip(rows, in_tables(rows), strict=True) if in_table]
    if 2 * len(cells) <= len(rows):
        return False
    apart = sorted((above[0].y - row[0].y) / row[0].size for above, row in pairwise(cells) if row[0].size)
    return all(len(row) > 2 for row in cells) or (bool(apart) and apart[len(apart) // 2] > _ROW_GAP)


def find_rows(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Group pieces that stand beside one another; raised and lowered ones (note marks) join their line."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if row and row[0].y - piece.y > _SAME_ROW * max(piece.size, *(other.size for other in row[-4:])):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def in_tables(rows: list[list[Piece]]) -> list[bool]:
    """Tell which rows belong to a table: three or more in a row whose pieces stand below one another."""
    found = [False] * len(rows)
    start = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and len(rows[index]) > 1 and _aligned(rows[index - 1], rows[index]):
            continue
        if index - start >= _TABLE_ROWS:
            found[start:index] = [True] * (index - start)
        start = index
    return found


def _aligned(row: list[Piece], other: list[Piece]) -> bool:
    if len(row) != len(other) or any(abs(piece.y - row[0].y) > 0.1 * piece.size for piece in row):
        return False
    columns = list(zip(*(sorted(pieces, key=lambda piece: piece.left) for pieces in (row, other)), strict=True))
    # Between two columns there is a strip that neither row touches.
    return all(
        max(piece.right for piece in before) + 0.5 * after[0].size < min(piece.left for piece in after)
        for before, after in pairwise(columns)
    )


# Distances in ems: what parts words, and what parts cells for certain.
_WORD_GAP, _MIXED_GAP, _CJK_WORD_GAP, _CELL_GAP = 0.17, 0.35, 0.6, 1.8
_LONGEST_ENTRY = 300
"""Characters of a line in a table of contents, whose dots lead to a page number."""
_NOTE_MARK = re.compile(r"[\d*†‡]+|[¹²³⁰⁴-⁹]+")
_STOPS = frozenset(".,;:!?”’»)。，；：！？）》")
_WORD_LETTERS = 3
_LOWERED = 0.1
_RAISED_SIZE, _RAISED = 0.8, 0.2
"""Shares of the size of a line: how large a note mark is at most, and how high it stands at least."""
_NEXT_LINE = 0.6
"""Ems by which the baseline of the next line differs; that of a note mark differs by less."""
_TRACKED = 5
"""Letters of a line that is set letter by letter, at least."""
_EVEN = 0.1
"""Ems by which the gaps between the words of a justified line may differ."""
_CJK = re.compile(f"[{CJK}]")
_LEADERS = re.compile(r"\s*(?:[.…·]\s?){4,}\s*(?=\S{1,8}$)")


@dataclass(slots=True)
class TextLine:
    """A line of text and its place in points, y upwards."""

    text: str
    """Tabs part the cells of a table row."""
    left: float
    right: float
    y: float
    size: float
    """Of most of its glyphs, in points."""
    bold: bool
    rtl: bool
    page: int
    """From 1."""
    column: int
    """Counts the columns of the document that have been read before; lines of one column can be one paragraph."""
    marked: bool = False
    """Raised note marks were left out."""


def read_lines(glyphs: Sequence[Glyph], page: int, first_column: int) -> list[TextLine]:
    """Return the lines of a page, columns after one another, numbered from `first_column`."""
    pieces = list(find_pieces(glyphs))
    rtl = is_rtl("".join(glyph.text for glyph in glyphs))
    lines = []
    for number, column in enumerate(find_columns(pieces, rtl=rtl), first_column):
        rows = list(find_rows(column))
        for row, in_table in zip(rows, in_tables(rows), strict=True):
            line = _line(row, page, number, in_table=in_table)
            if line.text:
                lines.append(line)
    return lines


def read_block(glyphs: Sequence[Glyph], page: int, column: int) -> list[TextLine]:
    """Return the lines of glyphs that belong together, which the file shows in the order of reading."""
    lines: list[TextLine] = []
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and abs(glyph.y - row[0].y) > _NEXT_LINE * max(glyph.size, row[0].size):
            lines += _lines_of(row, page, column)
            row = []
        row.append(glyph)
    return [line for line in (*lines, *_lines_of(row, page, column)) if line.text]


def _lines_of(glyphs: list[Glyph], page: int, column: int) -> list[TextLine]:
    pieces = list(find_pieces(glyphs))
    return [_line(pieces, page, column, in_table=False)] if pieces else []


def _line(row: list[Piece], page: int, column: int, *, in_table: bool) -> TextLine:
    main = max(row, key=lambda piece: piece.right - piece.left)
    drawn = _without_doubles(sorted((glyph for piece in row for glyph in piece.glyphs), key=lambda g: g.left))
    glyphs = list(_without_note_marks(drawn, main))
    rtl = is_rtl("".join(glyph.text for glyph in glyphs))
    text = _spaced(glyphs, main.size, PIECE_GAP if in_table else _CELL_GAP, rtl=rtl).strip()
    if len(text) <= _LONGEST_ENTRY:
        text = _LEADERS.sub("\t", text)
    return TextLine(
        text=_without_false_tabs(text),
        left=min(piece.left for piece in row),
        right=max(piece.right for piece in row),
        y=main.y,
        size=_size(glyphs),
        bold=sum(glyph.bold for glyph in glyphs) * 10 > len(glyphs) * 9,
        rtl=rtl,
        page=page,
        column=column,
        marked=len(glyphs) < len(drawn),
    )


def _size(glyphs: list[Glyph]) -> float:
    """Return the largest size that a twentieth of the glyphs have: code in a paragraph is often set smaller."""
    counts = Counter(round(glyph.size, 1) for glyph in glyphs)
    return max((size for size, count in counts.items() if 20 * count >= len(glyphs)), default=0.0)


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop glyphs that are drawn again a hair's breadth away, to look bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        near = glyph.left - 0.12 * glyph.size
        # Most stand clear of the last one; the rest is compared with the last two.
        if kept and kept[-1].left > near and any(old.text == glyph.text and old.left > near for old in kept[-2:]):
            continue
        kept.append(glyph)
    return kept


def _without_note_marks(glyphs: list[Glyph], line: Piece) -> Iterator[Glyph]:
    """Leave out raised figures behind a word or a stop, which would run into it; those of `m²` stay, raised."""
    behind = 0
    small, high = _RAISED_SIZE * line.size, line.y + _RAISED * line.size
    if all(glyph.size >= small for glyph in glyphs):
        yield from glyphs
        return
    for glyph in glyphs:
        raised = glyph.size < small and glyph.y > high
        if raised and behind >= _WORD_LETTERS and _NOTE_MARK.fullmatch(glyph.text):
            continue
        lowered = glyph.size < small and glyph.y < line.y - _LOWERED * line.size
        yield replace(glyph, text=shifted(glyph.text, raised=raised)) if raised or lowered else glyph
        if glyph.text.isalpha():
            behind += 1
        elif not raised:
            behind = _WORD_LETTERS if glyph.text in _STOPS else 0


def _spaced(glyphs: list[Glyph], size: float, cell_gap: float, *, rtl: bool) -> str:
    """Return the text of a line: blanks stand where the gaps are, for not all files write them."""
    letters = [glyph for glyph in glyphs if not unicodedata.combining(glyph.text[0])]
    lefts = [glyph.left for glyph in letters]
    marks: dict[int, str] = {}
    for mark in glyphs:
        if letters and unicodedata.combining(mark.text[0]):
            nearest = _nearest(letters, lefts, (mark.left + mark.right) / 2)
            marks[nearest] = marks.get(nearest, "") + mark.text
    widths = [(glyph.left - before.right) / size if size else 0.0 for before, glyph in pairwise(letters)]
    tracking = _tracking(letters, widths)
    if tracking or _is_spread(widths):
        cell_gap = math.inf
    units: list[str] = []
    for index, glyph in enumerate(letters):
        if index:
            before, gap = letters[index - 1], widths[index - 1]
            if gap > cell_gap:
                units.append("\t")
            elif gap - tracking > _word_gap(before.text, glyph.text):
                units.append(" ")
        units.append(plain(glyph.text + marks.get(index, "")))
    if "\t" not in units:
        return logical(units, rtl=rtl)
    cells: list[list[str]] = [[]]
    for unit in units:
        if unit == "\t":
            cells.append([])
        else:
            cells[-1].append(unit)
    return "\t".join(logical(cell, rtl=rtl).strip() for cell in (reversed(cells) if rtl else cells))


def _word_gap(before: str, after: str) -> float:
    """Return the ems from which a gap is a blank; programs set Chinese off against Latin letters without one."""
    wide = bool(_CJK.match(before[-1])) + bool(_CJK.match(after))
    return (_WORD_GAP, _MIXED_GAP, _CJK_WORD_GAP)[wide]


def _is_spread(widths: list[float]) -> bool:
    """Tell whether a line was spread out to fill its column: all of its words are equally far apart.

    In a row of a table, only what stands in different cells is; `widths` are the gaps between glyphs in ems.
    """
    words = [width for width in widths if width > _WORD_GAP]
    return len(words) > 1 and max(words) - min(words) < _EVEN


def _tracking(letters: list[Glyph], widths: list[float]) -> float:
    """Return the ems that all letters of a line are set apart, in a title such as A N N U A L; 0 as a rule.

    Letters in the order of the alphabet are the heads of columns.
    """
    texts = [glyph.text for glyph in letters]
    least = min(widths, default=0.0)
    if least <= _WORD_GAP or len(texts) < _TRACKED or any(not text.isalpha() or _CJK.match(text) for text in texts):
        return 0.0
    even = sum(width - least < _EVEN for width in widths)
    return least if 2 * even > len(widths) and texts != sorted(texts) else 0.0


def _nearest(letters: list[Glyph], lefts: list[float], x: float) -> int:
    """Return which letter a mark stands over; `lefts` is where they begin, in order."""
    after = bisect_left(lefts, x)
    near = range(max(after - 2, 0), min(after + 2, len(letters)))
    return min(near, key=lambda index: _distance(letters[index], x))


def _distance(glyph: Glyph, x: float) -> float:
    return max(glyph.left - x, x - glyph.right, 0.0)


def _without_false_tabs(text: str) -> str:
    """Take the gap after a list mark or a number of a heading, and between spread-out characters, for what it is."""
    if "\t" not in text:
        return text
    cells = text.split("\t")
    if all(len(cell) == 1 and _CJK.match(cell) for cell in cells):
        return "".join(cells)
    first, rest = cells[0], "\t".join(cells[1:])
    if len(first) <= 8 and (is_list_item(f"{first} x") or re.fullmatch(r"\d{1,2}(\.\d{1,2}){1,3}\.?", first)):
        return f"{first} {rest}"
    return text


def by_height(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines from the top of the page to its bottom."""
    return sorted(lines, key=lambda line: -line.y)


def gaps(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, TextLine, float]]:
    """Yield neighbouring lines of a column with the distance of their baselines, in ems."""
    for before, line in pairwise(lines):
        if before.column == line.column and line.size and before.y > line.y:
            yield before, line, (before.y - line.y) / line.size
