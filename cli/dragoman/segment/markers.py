"""Markers of list items: at the opening of a sentence, and where a list runs on in one line."""

import re

BULLETS = "•⁃‣▪●"

_MARKER = re.compile(
    rf"(?P<bullet>[{BULLETS}])?\s{{0,4}}[(（]?(?P<value>\d{{1,3}}|[a-zа-я])(?P<style>\.[)）]|[.)）])(?=\s)"
    rf"|(?P<alone>[{BULLETS}])"
)
_NUMBERING = re.compile(
    rf"[{BULLETS}>*–-]?\s{{0,4}}[(（]?(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|[^\W\d_]|[ivxIVX]{{2,5}}|[一二三四五六七八九十]{{1,3}})"
)
_NOUN_OF_NUMBER = re.compile(r"(?:^|\s)(?:[^\W\d_a-z]\w*|of|in|at|on|to|by|and|or|from|the|no|day|page|phase)\s+\Z")
_LONGEST, _LOOK_BACK = 4, 24
_COLONS = (":", "：")


def is_numbering(opening: str) -> bool:
    """Tell whether what a sentence opens with, up to a full stop, is the number of an item or a section.

    >>> is_numbering("2.1.3"), is_numbering("b"), is_numbering("It met")
    (True, True, False)
    """
    return _NUMBERING.fullmatch(opening) is not None


def item_start(text: str, begin: int, mark: int) -> int | None:
    """Return where the marker that ends at `mark` starts: the `2` of "… item 2. The second"; None where none does."""
    start = mark
    while start > begin and mark - start < _LONGEST and not text[start - 1].isspace():
        start -= 1
    return None if start in (mark, begin) or not text[start - 1].isspace() else start


def cut_before_item(text: str, begin: int, start: int, end: int) -> tuple[int, int] | None:
    """Return the cut before the item at `start`: where it goes on counting from the one at `begin`, or begins to count.

    What begins to count stands behind a colon: "The needs are simple: 1. A room. 2. A lamp."
    """
    previous, item = _MARKER.match(text, begin, end), _MARKER.match(text, start, end)
    if item is None:
        return None
    if previous is None:
        if item["value"] not in ("1", "a", "а") or item["bullet"] or text[start - 2 : start - 1] not in _COLONS:
            return None
        following = skip_space(text, item.end(), end)
        return (start - 1, start) if following < end and not text[following].islower() else None
    if previous["bullet"] or previous["alone"]:
        if text[start] != text[begin]:
            return None
    else:
        if item["value"] is None or item["bullet"] or not _counts_on(previous, item):
            return None
        following = skip_space(text, item.end(), end)
        if following >= end or text[following].islower():
            return None
        if item["style"] == "." and _NOUN_OF_NUMBER.search(text, max(previous.end(), start - _LOOK_BACK), start):
            return None
    stop = start
    while text[stop - 1].isspace():
        stop -= 1
    return stop, start


def skip_space(text: str, position: int, end: int) -> int:
    """Return the first position from `position` on that holds no white space, or `end`."""
    while position < end and text[position].isspace():
        position += 1
    return position


def _counts_on(previous: re.Match[str], item: re.Match[str]) -> bool:
    if previous["style"] != item["style"] or previous["value"].isdigit() != item["value"].isdigit():
        return False
    if item["value"].isdigit():
        return int(item["value"]) == int(previous["value"]) + 1
    return ord(item["value"]) == ord(previous["value"]) + 1
