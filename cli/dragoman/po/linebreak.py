"""Where a line may be broken: Unicode Standard Annex 14 in the dialect of gettext 0.21 (libunistring 1.0).

The dialect breaks after a full stop or comma inside a word (`example.` `org`), against rule LB29, and between a
parenthesis and a small kana, against half of rule LB16.

Most classes follow from the general category and the East Asian width; `_EXCEPTIONS` lists the rest, from the
line breaking property of Unicode 14.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, pairwise, product
from unicodedata import category, east_asian_width

from dragoman.po.syntax import escape

_NAMES = (
    "SP ZW ZWJ CM BK AL NU HL ID EB EM RI NS JL JV JT H2 H3 "
    "QU OP OPW CP CL EX IS SY IN B2 BA BB HY PR PO GL WJ"
)  # fmt: skip
LETTERS = dict(zip(_NAMES.split(), "abcdefghijklmnopqrstuvwxyzABCDEFGHI", strict=True))
"""One letter for each class of Unicode Standard Annex 14, so that a text's classes are a string. `OPW` is an
opening bracket of East Asian width, `EB` includes the pictographs still to be assigned, `BK` every line end."""

_EXCEPTIONS = {
    "AL": """
        600-605 6dd 70f 890-891 8e2 e31-e3a e47-e4e eb1-ecd 102b-103e 1056-108f 109a-109d 17b4-17d3 17dd
        1a55-1a7c 2061-2064 23e9-23ec 25fd-25fe 2648-2653 2693-26ab 26ce 2705 2728-2757 2795-27bf 2b1b-2b55
        a9e5 aa7b-aac1 110bd 110cd 1171d-1172b 18b00-18cd5 1aff0-1affe 1f18e-1f19a 1f3b5-1f3b6 1f3bc 1f4a0
        1f4a2 1f4a4 1f4af 1f4b1-1f4b2 1f500-1f506 1f517-1f524 1f532-1f53d 2fffe-2ffff
    """,
    "B2": """
        2014 2e3a-2e3b
    """,
    "BA": """
        9 7c ad 58a 5be 964-965 e5a-e5b f0b f34 f7f f85 fbe-fbf fd2 104a-104b 1361 1400 1680 16eb-16ed
        1735-1736 17d4-17d5 17d8 17da 1804-1805 1b5a-1b5b 1b5d-1b60 1b7d-1b7e 1c3b-1c3f 1c7e-1c7f 2000-2006
        2008-200a 2010 2012-2013 2027 2056 2058-205b 205d-205f 2cfa-2cfc 2cff 2d70 2e0e-2e15 2e17 2e19
        2e2a-2e2d 2e30-2e31 2e33-2e34 2e3c-2e3e 2e40-2e41 2e43-2e4a 2e4c 2e4e-2e4f 2e5d 3000 a4fe-a4ff a60d
        a60f a6f3-a6f7 a8ce-a8cf a92e-a92f a9c7-a9c9 aa5d-aa5f aaf0-aaf1 abeb 10100-10102 1039f 103d0 10857
        1091f 10a50-10a57 10af0-10af5 10b39-10b3f 10ead 11047-11048 110be-110c1 11140-11143 111c5-111c6
        111c8 111dd-111df 11238-11239 1123b-1123c 112a9 1144b-1144e 1145a-1145b 115c2-115c3 115c9-115d7
        11641-11642 1173c-1173e 11944-11946 11a41-11a44 11a9a-11a9c 11aa1-11aa2 11c41-11c45 11fff
        12470-12474 16a6e-16a6f 16af5 16b37-16b39 16b44 16e97-16e98 1bc9f 1da87-1da8a
    """,
    "BB": """
        b4 2c8 2cc 2df c77 c84 f01-f04 f06-f07 f09-f0a fd0-fd1 fd3 1806 1ffd a874-a875 a8fc 11175 111db
        115c1 11660-1166c 119e2 11a3f 11a45 11a9e-11aa0 11c70
    """,
    "BK": """
        a-d 85 2028-2029
    """,
    "CL": """
        3001-3002 fe11-fe12 fe50 fe52 ff0c ff0e ff61 ff64 1325b-1325d 13282 13287 13289 1337a-1337b 13438
        145cf
    """,
    "CM": """
        3035
    """,
    "CP": """
        29 5d
    """,
    "EB": """
        261d 26f9 270a-270d 1f02c-1f02f 1f094-1f09f 1f0af-1f0b0 1f0c0 1f0d0 1f0f6-1f0ff 1f1ae-1f1e5
        1f203-1f20f 1f23c-1f23f 1f249-1f24f 1f252-1f25f 1f266-1f2ff 1f385 1f3c2-1f3c4 1f3c7 1f3ca-1f3cc
        1f442-1f443 1f446-1f450 1f466-1f478 1f47c 1f481-1f483 1f485-1f487 1f48f 1f491 1f4aa 1f574-1f575
        1f57a 1f590 1f595-1f596 1f645-1f647 1f64b-1f64f 1f6a3 1f6b4-1f6b6 1f6c0 1f6cc 1f6d8-1f6dc
        1f6ed-1f6ef 1f6fd-1f6ff 1f774-1f77f 1f7d9-1f7df 1f7ec-1f7ef 1f7f1-1f7ff 1f80c-1f80f 1f848-1f84f
        1f85a-1f85f 1f888-1f88f 1f8ae-1f8af 1f8b2-1f8ff 1f90c 1f90f 1f918-1f91f 1f926 1f930-1f939
        1f93c-1f93e 1f977 1f9b5-1f9b6 1f9b8-1f9b9 1f9bb 1f9cd-1f9cf 1f9d1-1f9dd 1fa54-1fa5f 1fa6e-1fa6f
        1fa75-1fa77 1fa7d-1fa7f 1fa87-1fa8f 1faad-1faaf 1fabb-1fabf 1fac3-1facf 1fada-1fadf 1fae8-1faff
        1fc00-1fffd
    """,
    "EM": """
        1f3fb-1f3ff
    """,
    "EX": """
        21 3f 5c6 61b 61d-61f 6d4 7f9 f0d-f11 f14 1802-1803 1808-1809 1944-1945 2762-2763 2cf9 2cfe 2e2e
        2e53-2e54 a60e a876-a877 fe15-fe16 fe56-fe57 ff01 ff1f 115c4-115c5 11c71
    """,
    "GL": """
        a0 34f 35c-362 f08 f0c f12 fd9-fda 180e 2007 2011 202f 13430-13436 16fe4
    """,
    "HL": """
        5d0-5ea 5ef-5f2 fb1d fb1f-fb28 fb2a-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4f
    """,
    "HY": """
        2d
    """,
    "ID": """
        23f1-23f2 2600-2603 2618 261a-261c 261e-261f 2639-263b 2668 26bf-26c8 26cd 26cf-26d1 26d3 26d8-26d9
        26dc 26df-26e1 26f1-26f4 26f7-26f8 26fe-2704 2708-2709 2764 303f fa6e-faff ff66 ff71-ff9d ffa0-ffbe
        ffc2-ffc7 ffca-ffcf ffd2-ffd7 ffda-ffdc fffc 1f000-1f02b 1f030-1f093 1f0a0-1f0ae 1f0b1-1f0bf
        1f0c1-1f0ce 1f0d1-1f0f5 1f10d-1f10f 1f16d-1f16f 1f1ad 1f321-1f37d 1f394-1f39b 1f39e-1f39f
        1f3cd-1f3f7 1f43f-1f441 1f4fd-1f4fe 1f54a-1f573 1f576-1f579 1f57b-1f58f 1f591-1f594 1f597-1f5d3
        1f5dc-1f5f3 1f5fa 1f6c6-1f6cb 1f6cd-1f6d4 1f6e0-1f6ea 1f6f0-1f6f3 1f7d5-1f7d8 1f8b0-1f8b1 1f93b
        1f946 1fa60-1fa6d
    """,
    "IN": """
        2024-2026 22ef fe19 10af6
    """,
    "IS": """
        2c 2e 3a-3b 37e 589 60c-60d 7f8 2044 fe10 fe13-fe14
    """,
    "JL": """
        1100-115f a960-a97c
    """,
    "JT": """
        11a8-11ff d7cb-d7fb
    """,
    "JV": """
        1160-11a7 d7b0-d7c6
    """,
    "NS": """
        17d6 203c-203d 2047-2049 3005 301c 303b-303c 3041 3043 3045 3047 3049 3063 3083 3085 3087 308e
        3095-3096 309b-309e 30a0-30a1 30a3 30a5 30a7 30a9 30c3 30e3 30e5 30e7 30ee 30f5-30f6 30fb-30fe
        31f0-31ff a015 fe54-fe55 ff1a-ff1b ff65 ff67-ff70 ff9e-ff9f 16fe0-16fe3 1b150-1b152 1b164-1b167
        1f679-1f67b
    """,
    "NU": """
        66b-66c
    """,
    "OP": """
        a1 bf 2e18 13258-1325a 13286 13288 13379 13437 145ce 1e95e-1e95f
    """,
    "OPW": """
        ff62
    """,
    "PO": """
        25 a2 b0 609-60b 66a 9f2-9f3 9f9 d79 2030-2037 20a7 20b6 20bb 20be 20c0 2103 2109 a838 fdfc fe6a
        ff05 ffe0 11fdd-11fe0 1ecac 1ecb0
    """,
    "PR": """
        2b 5c b1 20c1-20cf 2116 2212-2213
    """,
    "QU": """
        22 27 275b-2760 2e00-2e0b 1f676-1f678
    """,
    "RI": """
        1f1e6-1f1ff
    """,
    "SP": """
        20
    """,
    "SY": """
        2f
    """,
    "WJ": """
        2060 feff
    """,
    "ZW": """
        200b
    """,
    "ZWJ": """
        200d
    """,
}


@cache
def _listed_classes() -> dict[int, str]:
    return {
        point: name
        for name, ranges in _EXCEPTIONS.items()
        for span in ranges.split()
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
