"""Bullets and numbers at the start of list items: beside the text of an item, not part of it.

Translations of the items are then true of them whatever their numbers become.
"""

import re

_HAN = "一二三四五六七八九十"
_ITEM = (
    r"(?:[-*–⁃][ \t]+"
    r"|[•‣▪◦●○■□◆·][ \t]*"
    r"|[①-⑳⑴-⑽㈠-㈩❶-❿][ \t]*"
    r"|[(（](?:[a-z]|[ivx]{1,5}|\d{1,2})[)）][ \t]*"
    rf"|[(（][{_HAN}]{{1,3}}[)）]\s*"
    r"|(?:\d{1,3}|[a-z]|[ivx]{1,5})\.?[)）][ \t]+"
    r"|(?:\d{1,3}|[a-z]|[ivx]{2,5}|[IVX]{2,5})\.[ \t]+"
    rf"|(?:\d{{1,2}}|[{_HAN}]{{1,3}})、\s*)(?=\S)"
)
_MARKER = re.compile(_ITEM)
_MARKERS = re.compile(rf"(?:{_ITEM}){{1,2}}+")
"""Two at most: `- (a) …`."""
_DAY = re.compile(
    r"\d{1,2}\.[ \t]+(?:januar|februar|märz|marts?|mars|april|mai|maj|juni|juli|august|september|o[kc]tober|november"
    r"|de[csz]ember)\b",
    re.IGNORECASE,
)
"""The day of a date, as German and its neighbours write it: `3. Juli`."""
_HAN_NUMBER = re.compile(rf"([(（]?)([{_HAN}]{{1,3}})([)）、])\s*")

_COUNT_IN_HAN = frozenset({"zh", "yue", "ja", "ko"})


def is_item(text: str) -> bool:
    """Tell whether a text opens with a bullet or a number, and something follows.

    >>> is_item("1. A room"), is_item("（一）房间"), is_item("1.5 million"), is_item("-")
    (True, True, False, False)
    """
    return _MARKER.match(text) is not None


def marker_length(text: str) -> int:
    """Return where the text of a list item begins, behind its marker and the blanks after it; 0 where it has none.

    >>> marker_length("1. A room"), marker_length("- (a) A room"), marker_length("3. Juli 2024")
    (3, 6, 0)
    """
    found = _MARKERS.match(text)
    return found.end() if found and not _DAY.match(text) else 0


def marker_for(marker: str, tag: str) -> str:
    """Return a marker as it stands in a translation into a language: who does not count in Chinese gets figures.

    >>> marker_for("（二）", "en"), marker_for("十一、", "fr"), marker_for("二、", "zh-Hant")
    ('(2) ', '11. ', '二、')
    """
    found = None if tag.partition("-")[0] in _COUNT_IN_HAN else _HAN_NUMBER.fullmatch(marker)
    if found is None:
        return marker
    tens, ten, ones = found[2].rpartition("十")
    number = (10 * (_HAN.find(tens) + 1 if tens else 1) if ten else 0) + (_HAN.index(ones) + 1 if ones else 0)
    return f"({number}) " if found[1] else f"{number}{'.' if found[3] == '、' else ')'} "
