"""Running heads and feet of a PDF: what stands at the same place of many pages, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from dragoman.document.pdf_lines import TextLine, by_height

_Wording = tuple[str, int]

_EDGE_LINES = 3
"""Lines from the top and from the bottom of a page that can be its running head or foot."""
_REPEATED_PAGES, _REPEATED_SHARE = 3, 0.4
"""A running head stands on so many pages at least, and on this share of all (left and right pages can differ)."""
_APART = 1.6
"""Ems between the baselines of running lines and of the text."""
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|·•/]*(?:(?:page|p\.?|seite|página|стр\.?|صفحة|第)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:页|頁|ページ|/|of|de|von|из)\s*"
    r"(?:(?:共|total)?\s*\d{1,4}\s*(?:页|頁)?)?)?[\s\-–—|·•/]*",
    re.IGNORECASE,
)
_LEADING, _TRAILING = re.compile(r"\A[-–—|\s]*(\d{1,4})\b"), re.compile(r"\b(\d{1,4})[-–—|\s]*\Z")
_DIGITS = re.compile(r"\d+")


def drop_running_lines(pages: Sequence[Sequence[TextLine]]) -> tuple[list[list[TextLine]], list[str]]:
    """Take out page numbers and what stands at the same place of many pages; return it, each wording once."""
    ordered = [by_height(lines) for lines in pages]
    places: dict[_Wording, set[int]] = defaultdict(set)
    for number, lines in enumerate(ordered):
        for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]):
            places[_wording(line)].add(number)
    wanted = max(_REPEATED_PAGES, _REPEATED_SHARE * len(pages))
    repeated = {wording for wording, numbers in places.items() if len(numbers) >= wanted}
    numbers = {wording for wording, numbers in places.items() if len(numbers) > 1}
    counted = _counted(ordered, wanted)
    edges: list[set[int]] = []
    running: dict[_Wording, str] = {}
    for page, lines in enumerate(ordered, 1):
        edge: list[TextLine] = []
        for most in (_EDGE_LINES, 1):
            edge = [line for way in (lines, lines[::-1]) for line in _edge(way, most, repeated)]
            edge += [line for line in (*lines[:1], *lines[-1:]) if _is_page_number(line, page, numbers)]
            edge += [line for line in (*lines[:1], *lines[-1:]) if id(line) in counted]
            if len({id(line) for line in edge}) < len(lines):
                break
        edges.append({id(line) for line in edge})
        # Where nothing else stands on a page, it may be a form that says the same on every page.
        if len(edges[-1]) < len(lines):
            running |= {_wording(line): line.text for line in edge if _wording(line) not in running}
    kept = [
        [line for line in lines if id(line) not in edge or _wording(line) not in running]
        for lines, edge in zip(pages, edges, strict=True)
    ]
    return kept, list(running.values())


def _edge(lines: list[TextLine], most: int, repeated: Collection[_Wording]) -> list[TextLine]:
    """Return the running lines at the edge of a page, whose lines are given from there inwards.

    A single one can stand close to the text; several, at most `most`, are parted from it.
    """
    found = 0
    for count, line in enumerate(lines[:most], 1):
        if _wording(line) not in repeated:
            break
        if count in (1, len(lines)) or abs(line.y - lines[count].y) > _APART * line.size:
            found = count
    return lines[:found]


def _counted(pages: Sequence[Sequence[TextLine]], wanted: float) -> set[int]:
    """Return (by `id`) the outermost lines that count the pages: chapter titles with a page number change their words.

    The number at the same end of lines at the same height differs from that of the page by the same amount.
    """
    found: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for page, lines in enumerate(pages, 1):
        for line in {id(line): line for line in (*lines[:1], *lines[-1:])}.values():
            for pattern in (_LEADING, _TRAILING):
                if match := pattern.search(line.text):
                    found[round(line.y / 6), int(match[1]) - page, pattern is _LEADING].append(id(line))
    return {line for same in found.values() if len(same) >= wanted for line in same}


def _wording(line: TextLine) -> _Wording:
    """What running lines have in common: the words, without the numbers, and the height on the page."""
    return _DIGITS.sub("#", line.text), round(line.y / 6)


def _is_page_number(line: TextLine, page: int, repeated: Collection[_Wording]) -> bool:
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return _wording(line) in repeated or page in map(int, _DIGITS.findall(line.text))
