"""The content of a page of a PDF → its glyphs: which characters stand where.

pypdf reads the file and the fonts; the text operators are followed here, because only the place of every single glyph
tells columns, table cells and right-to-left lines (ISO 32000-1, 8.4 and 9.4).

pypdfium2 5.15 was tried in place of this and of pypdf's private module of fonts. It is about as fast and 8 MB larger;
of 1,517 blocks of 18 files 1,467 came out alike. It parts Arabic ligatures, changes hyphens at the ends of lines,
cannot be stopped within a page, and gives a structure tree for each page that does not say which of its elements go on
over the page, so pypdf would have to stay for that.
"""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.documents.pdf.order import MIRRORED

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
QUARTER_TURNS: tuple[Matrix, ...] = (IDENTITY, (0, -1, 1, 0, 0, 0), (-1, 0, 0, -1, 0, 0), (0, 1, -1, 0, 0, 0))
"""What turns a page upright that is shown turned clockwise by so many quarters."""


def matrix_of(numbers: Sequence[float]) -> Matrix:
    """Return the matrix of six numbers."""
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does first `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


UNKNOWN = "\ufffd"
"""Stands for a glyph whose font does not say which character it is."""

_BOLD = ("bold", "black", "heavy", "demi")


class Font:
    """The characters and widths of a font's codes."""

    def __init__(self, resource: Any) -> None:
        # pypdf reads fonts in a private module; our requirement names the major version that it belongs to.
        from pypdf.generic._font import Font as PdfFont

        self._font = font = PdfFont.from_font_resource(resource)
        self._wide = isinstance(font.encoding, str)
        # An “identity” encoding counts glyphs; without a table there is no way from them to characters.
        mute = self._wide and not font.character_map and "identity" in str(resource.get("/Encoding", "")).lower()
        self._mute = mute or not font.interpretable
        matrix = resource.get("/FontMatrix") if font.sub_type == "Type3" else None
        self._unit = abs(number(matrix[0])) if isinstance(matrix, list) and matrix else 0.001
        self.bold = any(word in font.name.lower() for word in _BOLD)
        self._known: dict[str | int, tuple[str, float]] = {}

    def decode(self, codes: bytes) -> Iterator[tuple[str, float, bool]]:
        """Yield the characters of each code, its width in ems, and whether it is the code of a blank."""
        chars: str | bytes = codes.decode(str(self._font.encoding), "replace") if self._wide else codes
        for char in chars:
            known = self._known.get(char)
            if known is None:
                known = self._known[char] = self._look_up(char)
            yield *known, char == 32

    def _look_up(self, char: str | int) -> tuple[str, float]:
        font = self._font
        raw = font.encoding.get(char, chr(char)) if isinstance(char, int) else char  # type: ignore[union-attr]
        text = str(font.character_map.get(raw, raw))
        # "/g12": the name of a glyph that no list of names knows.
        if self._mute or (len(text) > 1 and text[0] == "/") or (text < " " and text != ""):
            text = UNKNOWN
        widths = font.character_widths
        width = widths.get(chr(char) if isinstance(char, int) else char, widths.get("default", 500))
        return text, number(width) * self._unit


def number(value: Any) -> float:
    """Return a number of the file as a finite float; 0 for anything else that stands in its place."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) else 0.0


ARTIFACT = -1
"""The mark of what the file calls no part of its text."""


class OutOfTimeError(Exception):
    """The deadline has passed."""


class TooMuchError(Exception):
    """A page holds more than any page of a report."""


@dataclass(slots=True)
class Glyph:
    """What one glyph stands for, and its place in points, y upwards, after the page was turned upright."""

    text: str
    left: float
    right: float
    y: float
    """Of the baseline."""
    size: float
    bold: bool
    mark: int | None = None
    """Identifier of the marked content that it belongs to, which the structure of the file refers to; `ARTIFACT`."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture on a page; its place is that of glyphs."""

    path: tuple[str, ...]
    """Its name among the resources of the page, behind those of the forms that it is drawn in."""
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class PageGlyphs:
    """The glyphs of a page, and its pictures."""

    turned: dict[int, list[Glyph]] = field(default_factory=dict)
    """By the direction of the text in quarter turns; 0 is upright."""
    boilerplate: list[Glyph] = field(default_factory=list)
    """Marked by the file itself as a running header, footer or page number."""
    pictures: list[Drawn] = field(default_factory=list)
    slanted: bool = False
    """Slanted text was left out."""


_UPRIGHT = 8
"""Degrees by which a line of text may lean; what leans more is a watermark or part of a drawing."""
_MAX_NESTING, _MAX_FORMS, _MAX_STATES = 12, 2_000, 500
_MAX_GLYPHS = 200_000
"""On one page; a dense newspaper page has 30,000."""
_MAX_PICTURES = 500
"""On one page; maps are drawn of some hundred strips."""
_NUMERIC = frozenset({b"cm", b"Tm", b"Td", b"TD", b"Tf", b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b'"'})
"""Operators with numbers among their operands."""
_LONGEST_ACTUAL_TEXT = 8


@dataclass(slots=True)
class _State:
    """The graphics state, as far as text depends on it."""

    matrix: Matrix
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


def read_glyphs(page: Any, fonts: dict[int, Any], deadline: float) -> PageGlyphs:
    """Return the glyphs of a pypdf page.

    `fonts` keeps the fonts of the document from page to page. `deadline` is a `time.monotonic()`; raises
    `OutOfTimeError` when it has passed, `TooMuchError`, and whatever pypdf raises on a damaged page.
    """
    from pypdf.generic import ContentStream

    found = PageGlyphs()
    content = page.get("/Contents")
    if content is not None and (content := content.get_object()) is not None:
        interpreter = _Interpreter(found, page.pdf, fonts, deadline)
        state = _State(QUARTER_TURNS[page.rotation // 90 % 4])
        interpreter.run(ContentStream(content, page.pdf, "bytes"), page.get("/Resources"), state, 0)
    return found


@dataclass(slots=True)
class _Mark:
    """An open span of marked content."""

    boilerplate: bool = False
    text: str | None = None
    """Replaces its glyphs."""
    mark: int | None = None
    """Identifier (MCID) on the page."""


class _Interpreter:
    """Follows the operators of a page and of the forms that it draws."""

    def __init__(self, found: PageGlyphs, pdf: Any, fonts: dict[int, Any], deadline: float) -> None:
        self._found = found
        self._pdf = pdf
        self._fonts = fonts
        self._deadline = deadline
        self._depth = 0
        self._forms = 0
        self._path: tuple[str, ...] = ()
        """Names of the forms that are being drawn."""
        self._inline = 0
        self._glyphs = 0
        self._resources: Any = None
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._state = _State(IDENTITY)
        self._marked: list[_Mark] = []
        """The open spans of marked content."""
        self._last: Glyph | None = None

    def run(self, content: Any, resources: Any, state: _State, depth: int) -> None:
        """Follow one content stream, which starts in `state`."""
        kept = self._resources, self._state, self._text, self._line, self._marked, self._depth
        self._resources = resources.get_object() if resources is not None else {}
        self._state, self._marked, self._depth = state, list(self._marked), depth
        saved: list[_State] = []
        for count, (operands, operator) in enumerate(content.operations):
            if count % 256 == 0 and time.monotonic() > self._deadline:
                raise OutOfTimeError
            if operator == b"q":
                if len(saved) < _MAX_STATES:
                    saved.append(replace(self._state))
            elif operator == b"Q":
                if saved:
                    self._state = saved.pop()
            elif operator == b"Do":
                self._draw(operands)
            elif operator == b"INLINE IMAGE":
                self._picture(f"~{self._inline}~")  # as pypdf calls those that stand in a page's own stream
                self._inline += not self._path
            else:
                self._follow(operator, operands)
        self._resources, self._state, self._text, self._line, self._marked, self._depth = kept

    def _follow(self, operator: bytes, operands: Any) -> None:  # noqa: C901 - a branch for each text operator
        values = list(operands) if isinstance(operands, list) else []
        numbers = [number(value) for value in values] if operator in _NUMERIC else []
        state = self._state
        match operator, len(values):
            case b"cm", 6:
                state.matrix = multiply(matrix_of(numbers), state.matrix)
            case b"BT", _:
                self._text = self._line = IDENTITY
            case b"Tm", 6:
                self._text = self._line = matrix_of(numbers)
            case b"Td", 2:
                self._move(*numbers)
            case b"TD", 2:
                state.leading = -numbers[1]
                self._move(*numbers)
            case b"T*", _:
                self._move(0, -state.leading)
            case b"Tf", 2:
                state.font, state.size = self._find_font(values[0]), numbers[1]
            case b"Tc", 1:
                state.char_space = numbers[0]
            case b"Tw", 1:
                state.word_space = numbers[0]
            case b"Tz", 1:
                state.stretch = numbers[0] / 100
            case b"TL", 1:
                state.leading = numbers[0]
            case b"Ts", 1:
                state.rise = numbers[0]
            case b"Tj", 1:
                self._show(values[0])
            case b"TJ", 1 if isinstance(values[0], list):
                self._show_spaced(values[0])
            case b"'", 1:
                self._move(0, -state.leading)
                self._show(values[0])
            case b'"', 3:
                state.word_space, state.char_space = numbers[:2]
                self._move(0, -state.leading)
                self._show(values[2])
            case b"BMC" | b"BDC", _:
                if len(self._marked) < _MAX_STATES:
                    self._marked.append(self._mark(values))
            case b"EMC", _:
                if self._marked:
                    self._marked.pop()
            case _:
                pass

    def _draw(self, operands: Any) -> None:
        """Draw a picture, whose place is noted, or a form, which can hold text."""
        from pypdf.generic import ContentStream

        objects = self._resources.get("/XObject")
        name = operands[0] if operands else None
        if objects is None or name not in (objects := objects.get_object()):
            return
        target = objects[name].get_object()
        if target.get("/Subtype") == "/Image":
            self._picture(str(name))
        elif target.get("/Subtype") == "/Form" and self._depth < _MAX_NESTING and self._forms < _MAX_FORMS:
            self._forms += 1
            own = target.get("/Matrix")
            numbers = [number(value) for value in own] if isinstance(own, list) and len(own) == 6 else None
            matrix = multiply(matrix_of(numbers), self._state.matrix) if numbers else self._state.matrix
            resources = target.get("/Resources") or self._resources
            kept, self._path = self._path, (*self._path, str(name))
            self.run(
                ContentStream(target, self._pdf, "bytes"),
                resources,
                replace(self._state, matrix=matrix),
                self._depth + 1,
            )
            self._path = kept

    def _picture(self, name: str) -> None:
        a, b, c, d, e, f = self._state.matrix  # of a square whose sides are 1
        if len(self._found.pictures) < _MAX_PICTURES:
            x, y = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
            self._found.pictures.append(Drawn((*self._path, name), min(x), min(y), max(x), max(y)))

    def _find_font(self, name: Any) -> Font | None:
        table = self._resources.get("/Font")
        if table is None or name not in (table := table.get_object()):
            return None
        resource = table[name].get_object()
        if id(resource) not in self._fonts:
            try:
                font = Font(resource)
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, AssertionError):
                font = None  # Its glyphs count as unknown.
            # The resource is kept too, lest another object get its id.
            self._fonts[id(resource)] = font, resource
        kept: Font | None = self._fonts[id(resource)][0]
        return kept

    def _move(self, x: float, y: float) -> None:
        self._text = self._line = multiply((1, 0, 0, 1, x, y), self._line)

    def _show_spaced(self, pieces: list[Any]) -> None:
        for piece in pieces:
            if isinstance(piece, (str, bytes)):
                self._show(piece)
            else:
                self._advance(-number(piece) / 1000 * self._state.size * self._state.stretch)

    def _advance(self, x: float) -> None:
        a, b, c, d, e, f = self._text
        self._text = a, b, c, d, e + x * a, f + x * b

    def _show(self, shown: Any) -> None:
        """Place the glyphs of a string, and go on behind them."""
        state = self._state
        codes = shown if isinstance(shown, bytes) else getattr(shown, "original_bytes", b"")
        self._glyphs += len(codes)
        if self._glyphs > _MAX_GLYPHS:
            raise TooMuchError
        a, b, c, d, e, f = multiply((1, 0, 0, 1, 0, state.rise), multiply(self._text, state.matrix))
        size, stretch = abs(state.size) * math.hypot(c, d), math.hypot(a, b)
        quarter = self._quarter(a, b) if size and math.isfinite(a + b + c + d + e + f + size) else None
        bold = state.font is not None and state.font.bold
        mark = next((span.mark for span in reversed(self._marked) if span.mark is not None), None)
        replaced = bool(self._marked) and self._marked[-1].text is not None
        unknown = ((UNKNOWN, 0.5, code == 32) for code in codes)
        placed: list[Glyph] = []
        moved = 0.0
        for text, width, blank in state.font.decode(codes) if state.font else unknown:
            width *= state.size * state.stretch
            x, y = e + moved * a, f + moved * b
            if quarter:
                x, y = _turned(x, y, quarter)
            right = x + abs(width) * stretch
            if replaced:
                text = self._replace(text)
                last = placed[-1] if placed else self._last
                if not text and last and abs(last.y - y) < size:
                    last.right = max(last.right, right)  # Its text stands for this one too.
            if text:
                placed.append(Glyph(text, x, right, y, size, bold, mark))
            moved += width + (state.char_space + (state.word_space if blank else 0)) * state.stretch
        if quarter is None:
            self._found.slanted |= bool(size) and any(not glyph.text.isspace() for glyph in placed)
        elif placed and math.isfinite(moved * (abs(a) + abs(b))):
            self._last = placed[-1]
            boilerplate = any(span.boilerplate for span in self._marked)
            (self._found.boilerplate if boilerplate else self._found.turned.setdefault(quarter, [])).extend(placed)
        self._advance(moved)

    def _mark(self, values: list[Any]) -> "_Mark":
        """Read the opening of marked content, whose properties may lie among the resources."""
        properties = values[1] if len(values) > 1 else None
        if isinstance(properties, str):
            table = self._resources.get("/Properties")
            properties = table.get_object().get(properties) if table is not None else None
        properties = properties.get_object() if properties is not None else None
        artifact = bool(values) and values[0] == "/Artifact"
        if not isinstance(properties, dict):
            return _Mark(mark=ARTIFACT if artifact else None)
        text, mark = properties.get("/ActualText"), properties.get("/MCID")
        if isinstance(text, bytes):
            text = text.decode("utf-16" if text[:2] in {b"\xfe\xff", b"\xff\xfe"} else "latin-1", "replace")
        short = isinstance(text, str) and len(text) <= _LONGEST_ACTUAL_TEXT
        if artifact:
            mark = ARTIFACT
        elif self._depth or not isinstance(mark, int):
            mark = None  # The marks in a form are those of another numbering.
        return _Mark(artifact and properties.get("/Type") == "/Pagination", str(text) if short else None, mark)

    def _quarter(self, a: float, b: float) -> int | None:
        """Return the direction of text in quarter turns; `None` for slanted text."""
        sign = -1 if self._state.size < 0 else 1  # A negative font size turns the text round.
        angle = math.degrees(math.atan2(b * sign, a * sign))
        quarter = round(angle / 90)
        return quarter % 4 if abs(angle - quarter * 90) <= _UPRIGHT else None

    def _replace(self, text: str) -> str:
        """Return what stands for a glyph in marked content: the first one takes the text of all, the others none."""
        actual, self._marked[-1].text = self._marked[-1].text, ""
        # A bracket of a right-to-left line stays as it is seen; what is seen is put in order later.
        return text if actual and MIRRORED.get(actual) == text else actual or ""


def _turned(x: float, y: float, quarter: int) -> tuple[float, float]:
    if quarter == 0:
        return x, y
    return {1: (y, -x), 2: (-x, -y), 3: (-y, x)}[quarter]
