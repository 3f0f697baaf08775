"""A translation put into the Markdown file that its source was read from: only what is translated changes.

Marks are copied as they stand. New text is escaped where it would be taken for markup; where emphasis would not be
seen, as between Chinese characters and marks (CommonMark 0.31, 6.2), it is written as HTML.
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.documents.decode import decode, with_line_feeds
from dragoman.documents.html.writer import place_in
from dragoman.documents.inline import Edges, Inline, Mark, Taken
from dragoman.documents.markdown.inline import Raw, read_inline
from dragoman.documents.markdown.reader import Alternative, FrontMatter, Html, Text, read_text
from dragoman.documents.put_back import BRACKETS, PutBack
from dragoman.documents.raised import unshifted
from dragoman.documents.refill import Stretch, refill_block
from dragoman.documents.splice import Splice, encoded, spliced
from dragoman.model import Block

_SPECIAL = re.compile(r"[\\`*\[\]]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|~(?=~)|(?<=~)~|!(?=\[)")
_LINE_START = re.compile(
    r"(\d{1,9})(?=[.)](?:\s|\Z))|(?=(?:[-+](?:\s|\Z)|#{1,6}(?:\s|\Z)|>|={2,}|-{2,}|~{3}|:?-+:?\|))"
)
_PLAIN_YAML = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`\s])(?:(?!: |:\Z| #).)*(?<!\s)")
_TAGS = {"b": "strong", "i": "em", "s": "del"}


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the file with the translation in it; `label` stands for it in messages.

    Raises `DocumentError` as `read` does.
    """
    original, codec, _ = decode(label, data, put.alignment.document.encoding)
    splices = _splices(label, with_line_feeds(original), codec, put)
    return encoded(spliced(original, _original(original, splices)), data, codec) if splices else data


def _splices(label: str, text: str, codec: str, put: PutBack) -> list[Splice]:
    """Return what changes in a text whose lines end in line feeds."""
    extract, sources = read_text(label, text, codec, (), keep=True)
    lines = _Lines(text)
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None and put.shows(block):
            by_inline[id(taken.inline)].append((block, taken))
    splices: list[Splice] = []
    cells = _Cells()
    # First what is in images: they may be in a text that is written anew.
    inner: dict[int, list[Splice]] = defaultdict(list)
    for key, (_, source) in sources.items():
        if isinstance(source, Alternative):
            inner[id(source.part)] += (_alternative(block, taken, put) for block, taken in by_inline.get(key, ()))
    for key, (_, source) in sources.items():
        if isinstance(source, Alternative):
            continue
        is_needed = isinstance(source, Text) and (source.cell or key in by_inline or id(source) in inner)
        places = cells.places(source, lines) if isinstance(source, Text) and is_needed else []
        for block, taken in by_inline.get(key, ()):
            if isinstance(source, Html):
                start = lines[source.line - 1][0]
                splice = place_in(source.page, taken.inline).splice(block, taken, put)
                if splice:
                    splices.append(Splice(start + splice.start, start + splice.end, splice.text))
            elif isinstance(source, FrontMatter):
                splices.append(_front(block, taken, lines[source.line - 1][0], source.quote, put))
            else:
                splices += _paragraph(block, taken, source, places, put, inner[id(source)])
        if places:
            splices += (Splice(places[a], places[b - 1] + 1, new) for a, b, new in inner[id(source)])
    return splices


class _Lines(Sequence[tuple[int, str]]):
    """The lines of a text with their offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = array("q", [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, index: Any) -> Any:
        start, behind = self._starts[index], self._starts[index + 1]
        return start, self._text[start : behind - 1]


def _original(text: str, splices: Sequence[Splice]) -> Iterator[Splice]:
    """Yield splices with the offsets that they have in a text with its own line ends."""
    if "\r\n" not in text:
        yield from splices
        return
    ends = [match.start() for match in re.finditer("\r\n", text)]
    newline = "\r\n"
    # An offset behind the nth such line end is n characters farther on.
    shifted = [end - n for n, end in enumerate(ends)]
    for start, end, new in splices:
        yield Splice(start + bisect_left(shifted, start), end + bisect_left(shifted, end), new.replace("\n", newline))


class _Cells:
    """Finds paragraphs in their lines; the cells of a table row one after the other."""

    def __init__(self) -> None:
        self._row = (0, 0)
        self._behind = 0

    def places(self, source: Text, lines: Sequence[tuple[int, str]]) -> list[int]:
        """Return where in the file each character of a paragraph is; empty if that cannot be told."""
        content = source.content.split("\n")
        places: list[int] = []
        for number, part in enumerate(content):
            if source.line - 1 + number >= len(lines):
                return []
            start, line = lines[source.line - 1 + number]
            after = 0
            if source.cell:
                after = self._behind if self._row == (source.line, source.row) else 0
            found = _find(line, part, after, last=number == len(content) - 1 and not source.cell)
            if found is None:
                return []
            places += (start + place for place in found)
            places.append(start + (found[-1] + 1 if found else len(line)))  # the line end
            if source.cell:
                self._row, self._behind = (source.line, source.row), (found[-1] + 1 if found else after)
        return places


def _find(line: str, part: str, after: int, *, last: bool) -> list[int] | None:
    """Return where the characters of a line of a paragraph are in its line of the file."""
    bare = line.rstrip()
    if last and part and bare.endswith(part):
        start = len(bare) - len(part)
        return list(range(start, start + len(part)))
    start = line.find(part, after)
    if start >= 0:
        return list(range(start, start + len(part)))
    if "|" not in part:
        return None
    # In a table a pipe has a backslash.
    pattern = "".join(r"(\\?\|)" if char == "|" else re.escape(char) for char in part)
    found = re.compile(pattern).search(line, after)
    if found is None:
        return None
    places: list[int] = []
    position = found.start()
    pipes = iter(range(1, part.count("|") + 1))
    for char in part:
        if char == "|":
            position = found.end(next(pipes))
            places.append(position - 1)
        else:
            places.append(position)
            position += 1
    return places


def _paragraph(
    block: Block, taken: Taken, source: Text, places: list[int], put: PutBack, inner: Sequence[Splice]
) -> Iterator[Splice]:
    """Yield what goes where for a block of a paragraph; `inner` are the new alternative texts in it."""
    characters: list[tuple[int, int]] = []
    for start, _, own in taken.inline.origins:
        while len(characters) < start:
            last = characters[-1][1] if characters else 0
            characters.append((last, last))
        characters += own
    if not places or not taken.places or taken.places[-1] >= len(characters):
        return
    first, end = characters[taken.places[0]][0], characters[taken.places[-1]][1]
    edges = _edges(taken, source.content)
    first = min([first, *(taken.inline.marks[n].origin.start for n in edges.begun)])
    end = max([end, *(taken.inline.marks[n].origin.closing[1] for n in edges.ended)])
    stretches = refill_block(block, taken, put.filling)
    begins = not source.cell and _begins_line(source.content, first)
    body = _Written(taken.inline, source, put, edges, inner, begins=begins).write(stretches)
    if not _is_read_so(body, stretches, taken.inline, edges):
        body = _Written(taken.inline, source, put, edges, inner, begins=begins, as_html=True).write(stretches)
    yield Splice(places[first], places[end - 1] + 1 if end else places[first], body)


def _edges(taken: Taken, content: str) -> Edges:
    """Return the edges of a block; a link that is called by its text is written anew, even around all of it."""
    edges = taken.edges()
    marks = taken.inline.marks
    own = [
        n
        for n in edges.entered
        if n in edges.left
        and marks[n].start >= taken.places[0]
        and content[slice(*marks[n].origin.closing)] in ("]", "][]")
    ]
    if not own:
        return edges
    entered, left = (tuple(n for n in some if n not in own) for some in (edges.entered, edges.left))
    return Edges(entered, left, (*edges.begun, *own), (*edges.ended, *own))


def _begins_line(content: str, place: int) -> bool:
    return not content[:place].rpartition("\n")[2].strip()


def _is_read_so(body: str, stretches: Sequence[Stretch], inline: Inline, edges: Edges) -> bool:
    """Tell whether Markdown reads all pairs in a text that was written with them."""
    if edges.entered or edges.left:  # it cannot be read by itself
        return True
    read = read_inline(body, {}).inline.marks
    wanted = {n for stretch in stretches for n in stretch.around if inline.marks[n].name in _TAGS}
    runs = sum(
        1
        for before, stretch in zip([None, *stretches], stretches, strict=False)
        for n in stretch.around
        if n in wanted and (before is None or n not in before.around)
    )
    return sum(1 for mark in read if mark.name in _TAGS and not mark.alone) >= runs


class _Written:
    """The text of one block with its marks."""

    def __init__(
        self,
        inline: Inline,
        source: Text,
        put: PutBack,
        edges: Edges,
        inner: Sequence[Splice],
        *,
        begins: bool,
        as_html: bool = False,
    ) -> None:
        self._inline = inline
        self._source = source
        self._put = put
        self._begins = begins
        self._as_html = as_html
        self._open = list(edges.entered)
        self._left = edges.left
        self._inner = inner
        self._pieces: list[str] = []

    def write(self, stretches: Sequence[Stretch]) -> str:
        """Return the text."""
        for stretch in stretches:
            self._turn_to(stretch.around)
            if stretch.alone >= 0:
                raw: Raw = self._inline.marks[stretch.alone].origin
                self._pieces.append(self._own(raw.start, raw.end))
            elif stretch.text:
                self._pieces.append(self._text(stretch))
        self._turn_to(self._left)
        return "".join(self._pieces)

    def _own(self, start: int, end: int) -> str:
        inside = [one for one in self._inner if start <= one.start and one.end <= end]
        moved = (Splice(a - start, b - start, new) for a, b, new in inside)
        own = spliced(self._source.content[start:end], moved)
        return own.replace("|", "\\|") if self._source.cell else own

    def _text(self, stretch: Stretch) -> str:
        text = " ".join(stretch.text.split("\n"))
        names = [self._inline.marks[n].name for n in stretch.around]
        if "sup" in names or "sub" in names:
            text = unshifted(text)
        if "code" not in names or self._inline.marks[stretch.around[names.index("code")]].origin.closing == (0, 0):
            text = _SPECIAL.sub(r"\\\g<0>", text)
            if self._begins and not any(self._pieces):
                text = _LINE_START.sub(r"\1\\", text, count=1) if _LINE_START.match(text) else text
        if self._source.cell:
            text = text.replace("|", "\\|")
        return text.join(BRACKETS[self._put.state_of(stretch.record)])

    def _turn_to(self, around: Sequence[int]) -> None:
        common = 0
        while common < min(len(around), len(self._open)) and around[common] == self._open[common]:
            common += 1
        while len(self._open) > common:
            self._pieces.append(self._mark(self._inline.marks[self._open.pop()], closing=True))
        for n in around[common:]:
            self._pieces.append(self._mark(self._inline.marks[n], closing=False))
            self._open.append(n)

    def _mark(self, mark: Mark, *, closing: bool) -> str:
        raw: Raw = mark.origin
        own = self._own(*raw.closing) if closing else ""
        if own in ("]", "][]") and raw.start + 1 < raw.closing[0]:
            return f"][{self._own(raw.start + 1, raw.closing[0])}]"  # its text is also what the link is called by
        if self._as_html and mark.name in _TAGS:
            return f"<{'/' * closing}{_TAGS[mark.name]}>"
        return self._own(*raw.closing) if closing else self._own(raw.start, raw.end)


def _alternative(block: Block, taken: Taken, put: PutBack) -> Splice:
    """Return the new alternative text of an image, and where in its paragraph it goes."""
    own = taken.inline.origins[0][2]
    text = _SPECIAL.sub(r"\\\g<0>", " ".join(put.filling.text(block).split()))
    return Splice(own[taken.places[0]][0], own[taken.places[-1]][1], text)


def _front(block: Block, taken: Taken, line: int, quote: str, put: PutBack) -> Splice:
    """Return the new value of a key above the text, quoted where YAML or TOML would take it for something else."""
    places = taken.inline.origins[0][2]
    start, end = places[taken.places[0]][0], places[taken.places[-1]][1]
    text = " ".join(put.filling.text(block).split())
    if quote == "'":
        text = text.replace("'", "''")
    elif quote or not _PLAIN_YAML.fullmatch(text):
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        text = text if quote else f'"{text}"'
    return Splice(line + start, line + end, text)
