"""Where a line may be broken: Unicode Standard Annex 14 in the dialect of gettext 0.21 (libunistring 1.0).

The dialect breaks after a full stop or comma inside a word (`example.` `org`), against rule LB29, and between a
parenthesis and a small kana, against half of rule LB16.

Most classes follow from the general category and the East Asian width; `linebreak.toml` lists the rest.

No library speaks this dialect. Of 2,150 random texts in eight mixtures of scripts, each longer than a line, this breaks
all as `msgcat` 0.21 does; uniseg 0.10 with the widths of wcwidth 0.9 breaks 73 % of them so, these rules with the
classes and widths of the two 81 %, because both follow a later Unicode.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, pairwise, product
from unicodedata import category, east_asian_width

from dragoman.po.syntax import escape
from dragoman.resources import words_of

_NAMES = (
    "SP ZW ZWJ CM BK AL NU HL ID EB EM RI NS JL JV JT H2 H3 "
    "QU OP OPW CP CL EX IS SY IN B2 BA BB HY PR PO GL WJ"
)  # fmt: skip
LETTERS = dict(zip(_NAMES.split(), "abcdefghijklmnopqrstuvwxyzABCDEFGHI", strict=True))
"""One letter for each class of Unicode Standard Annex 14, so that a text's classes are a string. `OPW` is an
opening bracket of East Asian width, `EB` includes the pictographs still to be assigned, `BK` every line end."""


@cache
def _listed_classes() -> dict[int, str]:
    return {
        point: name
        for name, ranges in words_of(__file__).items()
        for span in ranges
        for first, _, last in [span.partition("-")]
        for point in range(int(first, 16), int(last or first, 16) + 1)
    }


class _Classes(dict[int, str]):
    """Letters by code point, for `str.translate`; found on first use."""

    def __missing__(self, point: int) -> str:
        letter = self[point] = LETTERS[_listed_classes().get(point) or _default_class(chr(point))]
        return letter


class _Widths(dict[str, int]):
    """Columns by character; found on first use."""

    def __missing__(self, char: str) -> int:
        columns = self[char] = _width(char)
        return columns


def _default_class(char: str) -> str:
    general = category(char)
    if general[0] == "M" or general in ("Cc", "Cf"):
        return "CM"
    if "\uac00" <= char <= "\ud7a3":
        return "H3" if (ord(char) - 0xAC00) % 28 else "H2"
    wide = _is_wide(char, general)
    match general:
        case "Ps":
            return "OPW" if wide else "OP"
        case "Pe":
            return "CL"
        case "Pi" | "Pf":
            return "QU"
        case "Sc":
            return "PR"
    if wide:
        return "ID"
    return "NU" if general == "Nd" else "AL"


def _is_wide(char: str, general: str) -> bool:
    # Python before 3.13 calls unassigned characters wide; gettext does so in ideographic planes only.
    return "\U00020000" <= char <= "\U0003fffd" or (general != "Cn" and east_asian_width(char) in "WF")


def _width(char: str) -> int:
    general = category(char)
    if general in ("Mn", "Me", "Cf", "Cc") or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb":
        return int(char in "\u0cbf\u0cc6")  # Kannada vowel signs that became non-spacing only lately
    return 2 if _is_wide(char, general) else 1


CLASSES = _Classes()
"""Letter of a code point's class."""
WIDTHS = _Widths()
"""Columns of a character; ambiguous ones (“ ” — …) take one, as under UTF-8."""


# The second character of an escape: what follows sees its own class, but no break may come before it.
_GLUED = {"AL": "1", "PR": "2", "QU": "3"}
_ROWS = {letter: name for names in (LETTERS, _GLUED) for name, letter in names.items()}
_SPACE, _ZERO_WIDTH_SPACE, _JOINER, _MARK, _REGIONAL = (LETTERS[n] for n in ("SP", "ZW", "ZWJ", "CM", "RI"))
_ATTACHED = _MARK + _JOINER
_HEBREW, _HYPHENS = LETTERS["HL"], (LETTERS["HY"], LETTERS["BA"])
_HARD_BREAKS = ("\x85", "\u2028", "\u2029")

CLASSES.update({ord(c): LETTERS["PR"] + _GLUED["AL"] for c in "\t\r\a\b\f\v"})
CLASSES.update({ord('"'): LETTERS["PR"] + _GLUED["QU"], ord("\\"): LETTERS["PR"] + _GLUED["PR"]})
# A line end inside a PO string is written at its very end, as an escape that never begins a line.
CLASSES[ord("\n")] = _GLUED["PR"] + _GLUED["AL"]

_LETTER_LIKE = ("AL", "HL")
_NUMERIC = (*_LETTER_LIKE, "NU")
_IDEOGRAPHIC = ("ID", "EB", "EM")
_HANGUL = ("JL", "JV", "JT", "H2", "H3")
_OPENING = ("OP", "OPW")
_ALL = tuple(name for name in LETTERS if name not in ("SP", "BK", "CM", "ZWJ"))  # marks belong to their base

_NEVER = (  # LB11, LB13 to LB17: not even after spaces
    (_ALL, ("EX", "CP", "CL", "IS", "SY", "WJ", "ZW")),
    (_OPENING, _ALL),
    (("QU",), _OPENING),
    (("CL",), ("NS",)),
    (("B2",), ("B2",)),
)
_ONLY_AFTER_SPACES = (  # LB11, LB12, LB19 to LB30b
    (("WJ", "GL", "QU", "BB"), _ALL),
    (tuple(name for name in _ALL if name not in ("BA", "HY")), ("GL",)),
    (_ALL, ("QU", "BA", "HY", "NS", "IN")),
    (_LETTER_LIKE, ("NU", *_LETTER_LIKE, "PR", "PO")),
    (("NU",), (*_NUMERIC, "PR", "PO")),
    (("PR",), _IDEOGRAPHIC),
    (_IDEOGRAPHIC, ("PO",)),
    (("PR", "PO"), (*_NUMERIC, *_OPENING)),
    (("CL", "CP"), ("PR", "PO")),
    (("HY", "IS", "SY"), ("NU",)),
    (("SY",), ("HL",)),
    (("JL",), ("JL", "JV", "H2", "H3")),
    (("JV", "H2"), ("JV", "JT")),
    (("JT", "H3"), ("JT",)),
    (_HANGUL, ("PO",)),
    (("PR",), _HANGUL),
    (_NUMERIC, ("OP",)),
    (("CP",), _NUMERIC),
    (("EB",), ("EM",)),
)


def _pairs(rules: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> set[tuple[str, str]]:
    return {pair for before, after in rules for pair in product(before, after)}


def _breakable(names: set[tuple[str, str]]) -> frozenset[str]:
    """Spell pairs of class names as two letters, the glued classes included where they come first."""
    return frozenset(
        row + LETTERS[after] for row, before in _ROWS.items() for after in _ALL if (before, after) in names
    )


_NEVER_PAIRS = _pairs(_NEVER)
_AFTER_SPACES = _breakable(set(product(_ALL, _ALL)) - _NEVER_PAIRS)
_DIRECTLY = _breakable(set(product(_ALL, _ALL)) - _NEVER_PAIRS - _pairs(_ONLY_AFTER_SPACES))
_CONTEXTUAL = frozenset(LETTERS[n] for n in ("SP", "ZW", "ZWJ", "CM", "RI", "HY", "BA"))
"""Classes after which one more look back decides."""
_NEVER_FIRST = frozenset((_SPACE, _ZERO_WIDTH_SPACE, *_GLUED.values()))


def columns(text: str) -> int:
    """Width of a text in columns.

    >>> columns("法 rule")
    7
    """
    return len(text) if text.isascii() and text.isprintable() else sum(map(WIDTHS.__getitem__, text))


def cut_lines(text: str, width: int, start: int = 0) -> list[str]:
    """Escape a text for PO strings and cut it so that no line exceeds the width.

    `text` holds no line end but at its end; `start` columns of the first line are taken already. Pieces without
    a legal break stay whole.

    >>> cut_lines("the rule of law", 9)
    ['the rule ', 'of law']
    """
    escaped = escape(text)
    classes = text.translate(CLASSES)
    edges = [0]
    offset = 0
    for piece in _between_hard_breaks(escaped):
        edges += _cuts(piece, classes[offset : offset + len(piece)], width, start, offset)
        offset += len(piece) + 1
        start = 0
    edges.append(len(escaped))
    return [escaped[first:last] for first, last in pairwise(edges)]


def _between_hard_breaks(text: str) -> Iterator[str]:
    # gettext takes U+0085, U+2028 and U+2029 for the end of a screen line: it writes them and counts from 0 again.
    if text.isascii() or not any(char in text for char in _HARD_BREAKS):
        yield text
        return
    for char in _HARD_BREAKS[1:]:
        text = text.replace(char, _HARD_BREAKS[0])
    yield from text.split(_HARD_BREAKS[0])


def _cuts(piece: str, classes: str, width: int, start: int, offset: int) -> list[int]:
    """Greedy: cut at the last legal break that fits; where none does, at the first one after."""
    length = len(piece)
    if piece.isascii() and piece.isprintable():
        ends: range | list[int] = range(length + 1)
    else:
        ends = list(accumulate(map(WIDTHS.__getitem__, piece), initial=0))
    cuts: list[int] = []
    line_start, reach = 0, width - start
    while ends[length] - ends[line_start] > reach:
        fitting = bisect_right(ends, ends[line_start] + reach) - 1
        cut = _last_break(classes, line_start, fitting) or _next_break(classes, max(fitting, line_start) + 1)
        if not cut:
            break
        cuts.append(offset + cut)
        line_start, reach = cut, width
    return cuts


def _last_break(classes: str, low: int, high: int) -> int:
    for index in range(high, low, -1):
        pair = classes[index - 1 : index + 1]
        if pair in _DIRECTLY if pair[0] not in _CONTEXTUAL else _may_break(classes, index):
            return index
    return 0


def _next_break(classes: str, low: int) -> int:
    return next((index for index in range(low, len(classes)) if _may_break(classes, index)), 0)


def _may_break(classes: str, index: int) -> bool:
    """Whether a line may begin with the character at `index` > 0."""
    after, previous = classes[index], classes[index - 1]
    if after in _NEVER_FIRST:
        return False
    last = _skip_back(classes, index - 1, _SPACE)
    if last < 0:
        return False
    before = classes[last]
    if before == _ZERO_WIDTH_SPACE:
        return True
    if after in _ATTACHED:
        return previous == _SPACE
    if previous == _JOINER:
        return False
    if before in _ATTACHED:
        last = _skip_back(classes, last, _ATTACHED)
        before = classes[last] if last >= 0 and classes[last] not in (_SPACE, _ZERO_WIDTH_SPACE) else LETTERS["AL"]
    if before == after == _REGIONAL:  # flags are pairs of regional indicators
        return previous == _SPACE or (index - 1 - _skip_back(classes, index - 1, _REGIONAL)) % 2 == 0
    if previous in _HYPHENS and index > 1 and classes[index - 2] == _HEBREW:
        return False
    return before + after in (_AFTER_SPACES if previous == _SPACE else _DIRECTLY)


def _skip_back(classes: str, index: int, letters: str) -> int:
    while index >= 0 and classes[index] in letters:
        index -= 1
    return index
