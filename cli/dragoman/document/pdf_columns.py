"""The glyphs of a page → pieces of lines, and the columns that these stand in, in the order of reading."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.document.pdf_glyphs import Glyph

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
