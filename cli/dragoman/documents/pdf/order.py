"""What a PDF shows → what it says: compatibility characters replaced, right-to-left lines in the order of reading."""

import re
import unicodedata
from collections.abc import Sequence

from dragoman.documents.symbols import SYMBOLS

# Ligatures, Arabic presentation forms and Kangxi radicals: fonts give them for the characters that were written.
_COMPATIBLE = re.compile("[\u2e9f\u2ef3\u2f00-\u2fdf\uf900-\ufad9\ufb00-\ufb4f\ufb50-\ufdfb\ufe70-\ufefc]")
# Unicode's EquivalentUnifiedIdeograph.txt, for the radicals that have no compatibility mapping.
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
    "民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
)
_BLANKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x85\xa0\u2007\u2028\u2029\u202f", " "))
_PLAIN = SYMBOLS | _RADICALS | _BLANKS
_DIRECTION_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WITHIN_NUMBERS = frozenset(".,:/-+%°٫٬")
MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
"""Brackets, by the bracket that is drawn for them in a right-to-left line."""


_DELETE = "\x7f"
"""The code under which some programs have the bullet of a symbol font; no text has it for itself."""


def plain(text: str) -> str:
    """Return the characters that were meant by those of a font.

    >>> plain("oﬃce"), plain("⻅⾯"), plain("ﻻ")
    ('office', '见面', 'لا')
    """
    if text.isascii() and text.isprintable():
        return text
    if text == _DELETE:
        return "•"
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _DIRECTION_MARKS.sub("", text.translate(_PLAIN))


def is_rtl(text: str) -> bool:
    """Tell whether a line is written from right to left: most of its letters are."""
    if text.isascii():
        return False
    rtl = sum(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    return rtl > 0 and 2 * rtl >= sum(map(str.isalpha, text))


def logical(units: Sequence[str], *, rtl: bool) -> str:
    """Return the text of a line whose units (the texts of its glyphs) are given from left to right.

    It undoes what the Unicode bidirectional algorithm does to plain lines: runs of the other direction are turned,
    numbers are not, and brackets of right-to-left runs are mirrored.

    >>> logical(["2024", " ", "ر", "ص", "م"], rtl=True)
    'مصر 2024'
    """
    text = "".join(units)
    if text.isascii():
        return text
    classes = [_unit_class(unit) for unit in units]
    if "R" not in classes:
        return text
    _settle_numbers(units, classes)
    _settle_neutrals(classes, "R" if rtl else "L")
    ordered: list[str] = []
    for start, end in _runs(classes, rtl=rtl):
        run = units[start:end]
        if classes[start] == "R":
            ordered += [MIRRORED.get(unit, unit) for unit in reversed(run)]
        else:
            ordered += run
    return "".join(ordered)


def _unit_class(unit: str) -> str:
    """`L`, `R`, `N` for a number, `-` for what takes the direction of its neighbours."""
    for char in unit:
        match unicodedata.bidirectional(char):
            case "R" | "AL":
                return "R"
            case "L":
                return "L"
            case "EN" | "AN":
                return "N"
    return "-"


def _settle_numbers(units: Sequence[str], classes: list[str]) -> None:
    for index, unit in enumerate(units):
        if classes[index] == "-" and unit in _WITHIN_NUMBERS:
            near = classes[max(index - 1, 0)], classes[min(index + 1, len(units) - 1)]
            if near == ("N", "N") or (unit in "%°" and near[0] == "N"):
                classes[index] = "N"


def _settle_neutrals(classes: list[str], base: str) -> None:
    """Give runs of neutrals the direction of both sides where these agree, the line's direction otherwise."""
    index = 0
    while index < len(classes):
        if classes[index] != "-":
            index += 1
            continue
        end = index
        while end < len(classes) and classes[end] == "-":
            end += 1
        # Next to a right-to-left letter, a number counts as right-to-left (rule N1 of UAX 9).
        sides = {_side(classes, index - 1, base), _side(classes, end, base)}
        classes[index:end] = [sides.pop() if len(sides) == 1 else base] * (end - index)
        index = end


def _side(classes: list[str], index: int, base: str) -> str:
    if not 0 <= index < len(classes):
        return base
    return base if classes[index] == "N" else classes[index]


def _runs(classes: list[str], *, rtl: bool) -> list[tuple[int, int]]:
    """Cut the line into runs of one class, in the order of reading."""
    starts = [index for index in range(len(classes)) if index == 0 or classes[index] != classes[index - 1]]
    runs = list(zip(starts, [*starts[1:], len(classes)], strict=True))
    if rtl:
        return runs[::-1]
    # In a left-to-right line, neighbouring runs that are not left-to-right are turned as a whole.
    ordered: list[tuple[int, int]] = []
    turned: list[tuple[int, int]] = []
    for run in runs:
        if classes[run[0]] == "L":
            ordered += [*reversed(turned), run]
            turned = []
        else:
            turned.append(run)
    return [*ordered, *reversed(turned)]
