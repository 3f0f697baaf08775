"""The shapes in which Chinese writes offices: institution, offices, name, with nothing between but 、."""

import re
from collections.abc import Iterator, Sequence

from dragoman.glossary.offices.shapes import INSTITUTION, PERSON, TITLE, Kind, Shape, held, lettered
from dragoman.model import Match

_HOLDER = re.compile(rf"{INSTITUTION}?{TITLE}(?:[、兼]\s*{INSTITUTION}?{TITLE})*{PERSON}(?!、{PERSON})")
_OFFICE = re.compile(rf"{INSTITUTION}{TITLE}(?![、兼{PERSON}])")
_RANK = re.compile(r"(?P<rank>常务副|常務副|第一副|副|原|前|代|代理|名誉|名譽|时任|時任)$")
_RANKS = {
    **dict.fromkeys(("常务副", "常務副", "第一副"), "first deputy"),
    **dict.fromkeys(("原", "前"), "former"),
    **dict.fromkeys(("代", "代理"), "acting"),
    **dict.fromkeys(("名誉", "名譽"), "honorary"),
    **dict.fromkeys(("时任", "時任"), "then"),
    "副": "vice",
}


def find_chinese_shapes(source: str, matches: Sequence[Match]) -> Iterator[Shape]:
    """Yield the offices with their holders and institutions in a Chinese text, in order and without overlap."""
    letters, starts, terms = lettered(source, matches)
    done = 0
    for found in sorted((*_HOLDER.finditer(letters), *_OFFICE.finditer(letters)), key=lambda one: one.span()):
        if found.start() >= done:
            done = found.end()
            kind: Kind = "holder" if PERSON in found[0] else "office"
            yield Shape(kind, starts[found.start()], starts[done], found[0], held(terms, found))


def rank_of_chinese(source: str, match: Match) -> tuple[int, str] | None:
    """Return where the rank right before a title begins and what it is in English; `None` where there is none.

    >>> title = Match(3, 6, "检察长", "prosecutor-general", (), None, "title")
    >>> rank_of_chinese("他是副检察长", title)
    (2, 'vice')
    """
    if match.category != "title":
        return None
    found = _RANK.search(source[max(0, match.start - 3) : match.start])
    return (match.start - len(found[0]), _RANKS[found["rank"]]) if found else None
