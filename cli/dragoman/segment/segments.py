"""Document → segments: which blocks are split, lists of persons among them, and the ids and places of the parts."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from dragoman.model import NUMBERED, PASSED, Block, Document, Kind, Segment
from dragoman.segment.engine import splitter_for
from dragoman.segment.markers import skip_space
from dragoman.segment.rules import Rules, rules_for
from dragoman.segment.tags import codes_between
from dragoman.text.list_markers import marker_length
from dragoman.text.newsroom import DATELINE, is_credit

_SEMICOLON = re.compile(r"[;；؛]\s*")
_NAME_AND_COMMA = (
    r"(?:[^\W\d_]{1,3}\s)?(?:[^\W\d_]{1,6}\.\s*){0,3}(?:[^\W\d_a-zа-я][\w.’'-]*\s+){0,4}[^\W\d_a-zа-я][\w.’'-]*[,،]\s"
)
_FEWEST = 2
"""Parts that must open like a person, lest a list of anything else be cut."""


def person_pattern(rules: Rules) -> re.Pattern[str]:
    """Compile how a part of a list of persons opens."""
    return re.compile(rules.person or _NAME_AND_COMMA)


def person_spans(person: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence that is a list of persons, each with its semicolon; else the sentence whole."""
    begins = [start, *(match.end() for match in _SEMICOLON.finditer(text, start, end) if match.end() < end)]
    if sum(person.match(text, begin, end) is not None for begin in begins) < _FEWEST:
        begins = [start]
    for begin, following in zip(begins, [*begins[1:], end], strict=True):
        stop = following
        while text[stop - 1].isspace():
            stop -= 1
        yield begin, stop


SEGMENTER = "rules 3"
"""Name and version of the segmenter: goes up with every change that moves a boundary."""

_WHOLE = frozenset({"heading", "byline", "image", "footer", *PASSED})
_CELL = re.compile(r"[^\t]+?(?= {3}|\t|\Z)")
_CELL_BETWEEN_PIPES = re.compile(r"\||[^|\t]+")
"""A pipe is a cell of its own, which passes through, because segments leave out nothing but white space."""
_LONGEST_WORD = 5_000
"""Characters without white space between them, in scripts without blanks those of a whole sentence."""


class SpanFinder(Protocol):
    """Anything that cuts text into sentences."""

    def spans(self, text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Yield start and end of each sentence of `text[start:end]`, which has no white space at its edges."""


def segment_document(
    document: Document, tag: str, *, each_person: bool = False, splitter: SpanFinder | None = None
) -> tuple[Segment, ...]:
    """Cut every block of a document into segments.

    `tag` is a language tag (`en`, `zh-Hant`, `pt_BR`); a language without rules of its own gets the default ones.
    `each_person` makes each person of an attendee list with semicolons a segment; `splitter` cuts sentences in place
    of the rules for the language. The segments are in order, do not overlap, have no white space at their edges and
    leave nothing out but white space and the bullets and numbers of list items and headings (`Segment.marker`). Time is
    linear in the length of the text.
    """
    finder = splitter or splitter_for(tag)
    if each_person:
        finder = _PersonFinder(finder, tag)
    found: list[Segment] = []
    for block in document.blocks:
        _add_segments(found, document.text, block, finder)
    return tuple(found)


class _PersonFinder:
    """Cuts sentences, then those that are lists of persons."""

    def __init__(self, finder: SpanFinder, tag: str) -> None:
        self._finder = finder
        self._person = person_pattern(rules_for(tag))

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        for first, last in self._finder.spans(text, start, end):
            yield from person_spans(self._person, text, first, last)


def _add_segments(found: list[Segment], text: str, block: Block, finder: SpanFinder) -> None:
    number, kind, line, seen = block.number, block.kind, block.line, block.start
    name = f"b{number:03}s"
    one_line = text.find("\n", block.start, block.end) < 0 and text.find("\r", block.start, block.end) < 0
    for count, (start, end) in enumerate(_spans(text, block, finder), 1):
        length = marker_length(text[start:end]) if kind in NUMBERED and not block.verbatim else 0
        marker, start = text[start : start + length], start + length
        if not one_line:
            line += _line_ends(text, seen, start)
            seen = start
        source = text[start:end]
        own = _kind(block, source)
        verbatim = _is_endless(source) or (own not in PASSED and (block.verbatim or not any(map(str.isalpha, source))))
        name_of = f"{name}0{count}" if count < 10 else f"{name}{count}"
        codes = tuple(code for code, _ in codes_between(block.codes, text, start, end)) if block.codes else ()
        seconds = round(block.seconds * (end - start) / (block.end - block.start), 3)
        found.append(Segment(name_of, number, own, line, start, end, source, verbatim, codes, marker, seconds=seconds))


def _kind(block: Block, source: str) -> Kind:
    """Return the kind of a segment: its block's, but of a picture credit that closes a caption."""
    return "credit" if source[0] in "[(（【" and block.kind not in _WHOLE and is_credit(source) else block.kind


def _is_endless(source: str) -> bool:
    """Tell whether something stands there that no language writes: encoded data, one letter or accent over and over.

    An engine would work on it for minutes.
    """
    return len(source) > _LONGEST_WORD and max(map(len, source.split())) > _LONGEST_WORD


def _spans(text: str, block: Block, finder: SpanFinder) -> Iterable[tuple[int, int]]:
    if block.verbatim or block.kind in _WHOLE:
        return ((block.start, block.end),)
    if block.kind == "table":
        return _cells(text, block)
    if dateline := DATELINE.match(text, block.start, block.end):
        return _behind_dateline(text, block, dateline.end(), finder)
    return finder.spans(text, block.start, block.end)


def _behind_dateline(text: str, block: Block, end: int, finder: SpanFinder) -> Iterator[tuple[int, int]]:
    """Yield a dateline, which is no part of the sentence behind it, then the sentences."""
    yield block.start, end
    start = skip_space(text, end, block.end)
    if start < block.end:
        yield from finder.spans(text, start, block.end)


def _cells(text: str, block: Block) -> Iterator[tuple[int, int]]:
    cells = _CELL_BETWEEN_PIPES if text[block.start] == text[block.end - 1] == "|" else _CELL
    for match in cells.finditer(text, block.start, block.end):
        cell = match[0].strip()
        if cell:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield start, start + len(cell)


def _line_ends(text: str, start: int, end: int) -> int:
    """Count line ends; `start` and `end` never stand between CR and LF, because no segment starts there."""
    lines = text.count("\n", start, end)
    returns = text.count("\r", start, end)
    return lines + returns - text.count("\r\n", start, end) if returns else lines
