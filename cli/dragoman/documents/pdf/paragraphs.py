"""The lines of a PDF → its paragraphs, without running heads and feet: wrapped lines are joined, also across pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from dragoman.documents.kinds import is_list_item
from dragoman.documents.layout import is_unfinished
from dragoman.documents.pdf.lines import TextLine, by_height, gaps
from dragoman.model import Kind
from dragoman.text.scripts import CJK

_Key = TypeVar("_Key")

_BULLET = re.compile(r"[-*–•‣▪◦●○■□◆·➢✓➤]")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])(?:[-\u2010]|\xad[-\u2010]?)\Z")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SPACELESS = re.compile(f"[{CJK}]")
_TAIL = 8
"""Characters at the end of a text that tell how it goes on."""
_SPACELESS_END = re.compile(_SPACELESS.pattern + "[”’…—]*\\Z")
_STOP_BEFORE_BREAK = re.compile(r"[.!?:;。！？；：؟۔][\"'”’»」』)\]）》】]*\Z")
# "self-\ngovernment" keeps its hyphen even where nothing else in the report shows it.
_PREFIXES = frozenset(
    {
        *("self", "non", "well", "anti", "co", "ex", "semi", "multi", "cross", "long", "short", "high", "low", "mid"),
        *("half", "full", "vice", "post", "pre", "pro", "one", "two", "three", "four", "five", "six", "seven", "eight"),
        *("nine", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    }
)
_LARGER, _SMALLER = 1.12, 0.93
"""Sizes, as shares of the body's, from which a line is a heading, and up to which it is a note."""
_SAME_SIZE = 0.08
_INDENT, _NARROWEST = 0.8, 14
"""Ems: what counts as indented, and the narrowest text that is taken for wrapped prose."""
_WIDEST_LEADING = 3.0
"""Ems between baselines, more than in double-spaced text."""
_EXTRA_LEADING = 1.3
"""A distance of baselines beyond this share of the usual one parts paragraphs."""


@dataclass(slots=True)
class Paragraph:
    """Lines that were joined, or one that stands by itself."""

    lines: list[TextLine]
    text: str = ""
    heading: bool = False
    """Its type is larger or bolder than that of the text around it."""
    kind: Kind | None = None
    """What the tags of the file say that it is."""

    @property
    def page(self) -> int:
        """The page on which it starts, from 1."""
        return self.lines[0].page


@dataclass(slots=True)
class _Style:
    """What is usual in a document."""

    size: float = 0.0
    """Of the body text, in points."""
    leading: dict[float, float] = field(default_factory=dict)
    """Distance of baselines, in ems, by type size."""
    ends: dict[int, float] = field(default_factory=dict)
    """By `id` of a line: how far the lines around it reach, in the direction of reading."""
    words: set[str] = field(default_factory=set)


def join_lines(lines: Iterable[TextLine]) -> list[Paragraph]:
    """Join the lines of a document, in the order of reading, to paragraphs and mark its headings."""
    lines = list(lines)
    style = _find_style(lines)
    paragraphs: list[Paragraph] = []
    body: Paragraph | None = None
    """The last one that is no note: a paragraph goes on after the notes at the foot of the page."""
    for line in lines:
        last = paragraphs[-1] if paragraphs else None
        if last and last.lines[-1].column == line.column and _continues(last, line, style):
            last.lines.append(line)
        elif (before := _across(last, body, line)) and _goes_on(before, line, style):
            before.lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
        if line.size >= _SMALLER * style.size:
            body = paragraphs[-1] if paragraphs[-1].lines[-1] is line else body
    for paragraph in paragraphs:
        paragraph.text = _join(paragraph.lines, style.words)
        paragraph.heading = _is_heading(paragraph, style)
    return [paragraph for paragraph in paragraphs if paragraph.text]


def join_blocks(blocks: Iterable[Paragraph]) -> list[Paragraph]:
    """Join the lines of paragraphs that the file itself tells apart, and mark its headings by their type too."""
    found = list(blocks)
    style = _find_style([line for paragraph in found for line in paragraph.lines])
    for paragraph in found:
        paragraph.text = paragraph.text or _join(paragraph.lines, style.words)
        paragraph.heading = _is_heading(paragraph, style)
    return [paragraph for paragraph in found if paragraph.text]


def _find_style(lines: list[TextLine]) -> _Style:
    style = _Style()
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
        style.words.update(_WORD.findall(line.text.casefold()))
    style.size = sizes.most_common(1)[0][0] if sizes else 0.0
    leading: dict[float, Counter[float]] = defaultdict(Counter)
    for before, line, gap in gaps(lines):
        if _same_size(before, line) and gap < _WIDEST_LEADING:
            leading[line.size][round(gap, 1)] += 1
    for size, counts in leading.items():
        # Of two distances that are about as frequent, the narrower one is that between lines.
        most = counts.most_common(1)[0][1]
        style.leading[size] = min(gap for gap, count in counts.items() if 2 * count >= most)
    _find_ends(lines, style)
    return style


def _find_ends(lines: list[TextLine], style: _Style) -> None:
    """Measure how wide the text is set, for each line: by its own block, its column, or else the document.

    Only what shows that it is wrapped has a width of its own; a cover page or a list of names has none.
    """
    everywhere: dict[bool, float] = {}
    for line in lines:
        everywhere[line.rtl] = max(everywhere.get(line.rtl, _edges(line)[1]), _edges(line)[1])
    for (_, rtl), column in _grouped(lines, lambda line: (line.column, line.rtl)):
        widest = max(_edges(line)[1] for line in column)
        column_end = widest if _is_wrapped(column) else everywhere[rtl]
        for block in _blocks(column, style):
            widest = max(_edges(line)[1] for line in block)
            end = widest if len(block) > 2 and _is_wrapped(block) else column_end
            style.ends.update((id(line), end) for line in block)


def _grouped(lines: Iterable[TextLine], key: Callable[[TextLine], _Key]) -> Iterator[tuple[_Key, list[TextLine]]]:
    groups: dict[_Key, list[TextLine]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    yield from groups.items()


def _blocks(column: list[TextLine], style: _Style) -> Iterator[list[TextLine]]:
    """Cut a column where the distance between lines, or the type, changes."""
    block = column[:1]
    for line in column[1:]:
        if not _is_below(block[-1], line, style):
            yield block
            block = []
        block.append(line)
    yield block


def _is_wrapped(lines: Sequence[TextLine]) -> bool:
    """Tell whether some long line breaks off in the middle of a sentence that the next one goes on with."""
    widest = max(line.right - line.left for line in lines)
    if widest < _NARROWEST * lines[0].size:
        return False
    for before, line in pairwise(lines):
        first = line.text[:1]
        goes_on = first.islower() or (first.isalpha() and not first.isupper())
        if goes_on and is_unfinished(before.text) and before.right - before.left > 0.8 * widest:
            return True
    return False


def _is_below(before: TextLine, line: TextLine, style: _Style) -> bool:
    """Tell whether a line stands where the next line of a paragraph stands."""
    if not _same_size(before, line) or not line.size:
        return False
    gap = (before.y - line.y) / line.size
    usual = style.leading.get(line.size, 1.2)
    return 0 < gap <= max(usual * _EXTRA_LEADING, usual + 0.15)


def _edges(line: TextLine) -> tuple[float, float]:
    """Where a line begins and ends, in the direction of reading."""
    return (-line.right, -line.left) if line.rtl else (line.left, line.right)


def _same_size(line: TextLine, other: TextLine) -> bool:
    return abs(line.size - other.size) <= _SAME_SIZE * max(line.size, other.size)


def _across(last: Paragraph | None, body: Paragraph | None, line: TextLine) -> Paragraph | None:
    """Return the paragraph that a line at the top of a column may go on with."""
    if last is None or last.lines[-1].column == line.column:
        return None
    return body if body and line.page - body.lines[-1].page <= 1 else None


def _continues(paragraph: Paragraph, line: TextLine, style: _Style) -> bool:
    """Tell whether a line belongs to the paragraph above it in the same column."""
    before = paragraph.lines[-1]
    if not _is_below(before, line, style) or "\t" in before.text + line.text or line.rtl is not before.rtl:
        return False
    if line.size > _LARGER * style.size:
        return line.bold is before.bold  # Lines of a title are not filled up.
    start, _ = _edges(line)
    start_before, _ = _edges(before)
    indent = (start - start_before) / line.size
    full = _is_full(before, line, style)
    if is_list_item(line.text) or _BULLET.match(line.text):
        return full and is_unfinished(before.text) and abs(indent) < 0.3 and not _opens_list(paragraph)
    if line.bold is not before.bold and not full:
        return False
    if indent > _INDENT and not _opens_list(paragraph):
        return False
    if indent < -_INDENT and len(paragraph.lines) > 1:
        return False
    lower = line.text[:1].islower() and is_unfinished(before.text)
    return full or lower


def _opens_list(paragraph: Paragraph) -> bool:
    text = paragraph.lines[0].text
    return is_list_item(text) or _BULLET.match(text) is not None


def _is_full(line: TextLine, following: TextLine, style: _Style) -> bool:
    """Tell whether the first word of the following line would not have fitted on the line."""
    start, end = _edges(following)
    text = following.text
    share = 2 / len(text) if _SPACELESS.match(text) else (len(text.split(None, 1)[0]) + 1) / len(text)
    # Justified text is not filled up greedily, and a blank is narrower than other characters.
    word = min(share, 1.0) * (end - start) + 0.3 * line.size
    return _edges(line)[1] + word > style.ends[id(line)]


def _goes_on(paragraph: Paragraph, line: TextLine, style: _Style) -> bool:
    """Tell whether the first line of a column goes on with the paragraph that ended the one before."""
    before = paragraph.lines[-1]
    if not _same_size(before, line) or line.rtl is not before.rtl or "\t" in before.text + line.text:
        return False
    if line.size > _LARGER * style.size or line.bold is not before.bold:
        return False
    if _STOP_BEFORE_BREAK.search(before.text[-_TAIL:]) or is_list_item(line.text) or _BULLET.match(line.text):
        return False
    _, end = _edges(before)
    full = end > style.ends[id(before)] - 6 * before.size
    return full or line.text[:1].islower()


def _is_heading(paragraph: Paragraph, style: _Style) -> bool:
    first = paragraph.lines[0]
    if "\t" in paragraph.text or len(paragraph.lines) > 4 or not any(map(str.isalpha, paragraph.text)):
        return False
    if first.size > _LARGER * style.size:
        return len(paragraph.text) <= 200 and not paragraph.text.endswith((",", "，", "、"))
    bold = all(line.bold for line in paragraph.lines)
    short = len(paragraph.lines) <= 2 and len(paragraph.text) <= 120
    return bold and short and first.size >= _SMALLER * style.size and is_unfinished(paragraph.text)


def _join(lines: list[TextLine], words: set[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        following = line.text
        if hyphen := _HYPHENATED.search(text[-_TAIL:]):
            text = _mend_hyphen(text, hyphen[0], following, words)
        elif _SPACELESS_END.search(text[-_TAIL:]) and _SPACELESS.match(following.lstrip("“‘")):
            pass
        else:
            text += " "
        text += following
    return text.replace("\xad", "").strip()


def _mend_hyphen(text: str, hyphen: str, following: str, words: set[str]) -> str:
    """Take away the hyphen of a word that was divided, and leave the one of a compound."""
    if "\xad" in hyphen:
        return text[: -len(hyphen)]
    if not following[:1].islower():
        return text
    first = _WORD.findall(text[:-1])[-1].casefold()
    second = _WORD.match(following)
    rest = second[0].casefold() if second else ""
    if first + rest in words:
        return text[:-1]
    if f"{first}-{rest}" in words or first in _PREFIXES or "-" in first or _is_compound(first, rest):
        return text
    return text[:-1]


def _is_compound(first: str, rest: str) -> bool:
    """Tell whether two halves are English words and make none together: world-class, not prosecu-tion."""
    from simplemma import is_known  # reads its dictionary

    return is_known(first, "en") and is_known(rest, "en") and not is_known(first + rest, "en")


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
