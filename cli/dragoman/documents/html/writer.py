"""A translation put into the web page that its source was read from: all but text, language and direction stays.

What stands around a stretch of text is copied from the page, tag by tag; characters that the page's encoding has not
got become references.
"""

import codecs
import html
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from dragoman.documents.decode import decode
from dragoman.documents.html.raw import NUMBER, RawPage, raw_page
from dragoman.documents.html.reader import read_root
from dragoman.documents.html.tree import declared_charset, parse_markup
from dragoman.documents.inline import Edges, Inline, Mark, Taken
from dragoman.documents.put_back import LEGEND, PutBack
from dragoman.documents.raised import unshifted
from dragoman.documents.refill import Stretch, refill_block
from dragoman.documents.splice import Splice, encoded, spliced
from dragoman.model import Block

_ATTRIBUTE = re.compile(r"(\s)(lang|dir|xml:lang)(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the page with the translation in it; `label` stands for it in messages.

    Raises `DocumentError` as `read` does.
    """
    declared = declared_charset(data)
    text, codec, _ = decode(label, data, put.alignment.document.encoding, declared=declared)
    splices = _splices(label, text, codec, put)
    if not splices:
        return data
    if not declared and (data.isascii() or not codec.startswith("utf")):
        # A browser does not know how it is encoded, and what was a guess before must not be another one now.
        splices = [one._replace(text=one.text.encode("ascii", "xmlcharrefreplace").decode()) for one in splices]
    return encoded(spliced(text, splices), data, _said(declared) if data.isascii() else codec, "xmlcharrefreplace")


def _splices(label: str, text: str, codec: str, put: PutBack) -> list[Splice]:
    """Return what changes in a page."""
    page = raw_page(text)
    root = parse_markup(label, page.annotated())
    extract = read_root(label, root, codec)
    page.locate(root)
    splices: list[Splice] = []
    by_inline: dict[int, list[tuple[Block, Taken]]] = defaultdict(list)
    for block, taken in zip(extract.blocks, extract.taken, strict=True):
        if taken is not None and put.shows(block):
            by_inline[id(taken.inline)].append((block, taken))
    # What is in attributes first: it may be in tags that are copied.
    for found in sorted(by_inline.values(), key=lambda found: not isinstance(found[0][1].inline.origins[0][2][1], str)):
        place = place_in(page, found[0][1].inline)
        for block, taken in found:
            if (splice := place.splice(block, taken, put)) is not None:
                splices.append(splice)
                if place.is_attribute:
                    page.changed.append(splice)
    return [*splices, *_about(page, put)] if splices else []


def _said(declared: str | None) -> str:
    """Return the encoding that a page of ASCII characters says it is in."""
    try:
        return codecs.lookup(declared or "utf-8").name
    except LookupError:
        return "utf-8"


def place_in(page: RawPage, inline: Inline) -> "_Place":
    """Return where a run of text is in a page."""
    return _Place(page, inline)


class _Place:
    """A run of text of the page."""

    def __init__(self, page: RawPage, inline: Inline) -> None:
        self._page = page
        self._inline = inline
        self._places: list[tuple[int, int]] = []
        self._attribute = ""
        for _, _, (element, which) in inline.origins:
            if isinstance(which, str):
                self._attribute = which
                self._element = element
            else:
                self._places += page.places.get((element, which), [])

    @property
    def is_attribute(self) -> bool:
        """Whether the text is in a tag."""
        return bool(self._attribute)

    def splice(self, block: Block, taken: Taken, put: PutBack) -> Splice | None:
        """Return what goes where for one block; `None` where it cannot be found in the page."""
        if self._attribute:
            return self._in_attribute(put.filling.text(block))
        offsets = self._offsets()
        if not taken.places or taken.places[-1] >= len(offsets):
            return None
        start, end = offsets[taken.places[0]][0], offsets[taken.places[-1]][1]
        edges = taken.edges()
        for n in edges.begun:
            if (number := self._inline.marks[n].origin.get(NUMBER)) is not None:
                start = min(start, self._page.tags[int(number)].start)
        for n in edges.ended:
            if (number := self._inline.marks[n].origin.get(NUMBER)) is not None:
                end = max(end, self._page.end_of(int(number)))
        stretches = refill_block(block, taken, put.filling)
        written = _Written(self._page, self._inline, put, edges)
        body = written.write(stretches)
        return Splice(start, end, self._strays(start, end, written.numbers, edges) + body)

    def _offsets(self) -> list[tuple[int, int]]:
        """Return where the characters of the run are; what is a blank of a line break has no place of its own."""
        offsets: list[tuple[int, int]] = []
        node = 0
        for start, end, _ in self._inline.origins:
            while len(offsets) < start:
                last = offsets[-1][1] if offsets else 0
                offsets.append((last, last))
            offsets += self._places[node : node + end - start]
            node += end - start
        return offsets

    def _strays(self, start: int, end: int, numbers: set[int], edges: Edges) -> str:
        """Return the tags in a stretch that belong to nothing in it, and its comments: they go before the text."""
        tags = self._page.tags
        first = bisect_left(tags, start, key=lambda tag: tag.start)
        around = (self._inline.marks[n].origin.get(NUMBER) for n in edges.entered)
        opened = [int(number) for number in around if number is not None]
        strays: list[str] = []
        skip = start
        for number in range(first, len(tags)):
            tag = tags[number]
            if tag.start >= end:
                break
            if tag.start < skip:
                continue
            if not tag.name:
                strays.append(self._page.text[tag.start : tag.end])
            elif not tag.closing:
                if number in numbers:
                    if self._page.end_of(number) > tag.end and self._is_whole(number):
                        skip = self._page.end_of(number)
                    else:
                        opened.append(number)
            elif opened and any(tags[n].name == tag.name for n in opened):
                while tags[opened.pop()].name != tag.name:
                    pass
            else:
                strays.append(self._page.text[tag.start : tag.end])
        return "".join(strays)

    def _is_whole(self, number: int) -> bool:
        """Tell whether an element is a code that stands alone with all that is in it."""
        return any(
            mark.alone and not mark.name and mark.origin.get(NUMBER) == str(number) for mark in self._inline.marks
        )

    def _in_attribute(self, text: str) -> Splice | None:
        number = self._element.get(NUMBER)
        if number is None:
            return None
        tag = self._page.tags[int(number)]
        inside = self._page.text[tag.start : tag.end]
        found = re.search(rf"\s{re.escape(self._attribute)}\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", inside, re.IGNORECASE)
        if found is None:
            return None
        start = tag.start + found.start(1)
        return Splice(start, start + len(found[1]), f'"{html.escape(text)}"')


class _Written:
    """The markup of one block, made anew."""

    def __init__(self, page: RawPage, inline: Inline, put: PutBack, edges: Edges) -> None:
        self._page = page
        self._inline = inline
        self._put = put
        self._pieces: list[str] = []
        self._open = list(edges.entered)
        self._left = edges.left
        self.numbers: set[int] = {
            int(mark.origin.get(NUMBER)) for mark in inline.marks if mark.origin.get(NUMBER) is not None
        }
        """Of the start tags of all codes."""

    def write(self, stretches: Sequence[Stretch]) -> str:
        for stretch in stretches:
            self._turn_to(stretch.around)
            if stretch.alone >= 0:
                self._pieces.append(self._raw(self._inline.marks[stretch.alone]))
            elif stretch.text:
                self._pieces.append(self._text(stretch))
        self._turn_to(self._left)
        return "".join(self._pieces)

    def _text(self, stretch: Stretch) -> str:
        raised = any(self._inline.marks[n].name in ("sup", "sub") for n in stretch.around)
        text = html.escape(unshifted(stretch.text) if raised else stretch.text, quote=False)
        state = self._put.state_of(stretch.record)
        return text if state == "done" else f'<mark title="{LEGEND[state]}">{text}</mark>'

    def _turn_to(self, around: Sequence[int]) -> None:
        common = 0
        while common < min(len(around), len(self._open)) and around[common] == self._open[common]:
            common += 1
        while len(self._open) > common:
            self._pieces.append(self._end(self._inline.marks[self._open.pop()]))
        for n in around[common:]:
            self._pieces.append(self._begin(self._inline.marks[n]))
            self._open.append(n)

    def _begin(self, mark: Mark) -> str:
        number = mark.origin.get(NUMBER)
        if number is None:  # the parser brought it in
            return ""
        tag = self._page.tags[int(number)]
        return self._page.own(tag.start, tag.end)

    def _end(self, mark: Mark) -> str:
        number = mark.origin.get(NUMBER)
        if number is None:
            return ""
        closing = self._page.closing_of(int(number))
        if closing is not None:
            return self._page.text[closing.start : closing.end]
        begin = self._begin(mark)
        return f"</{begin[1 : 1 + len(str(mark.origin.tag))]}>"

    def _raw(self, mark: Mark) -> str:
        """Return the markup of what stands alone, with all that is in it."""
        number = mark.origin.get(NUMBER)
        if number is None:
            return ""
        tag = self._page.tags[int(number)]
        opened_only = (
            not mark.name and mark.end == mark.start and mark.origin.tag in _INLINE_STARTS and self._goes_on(mark)
        )
        return self._page.own(tag.start, tag.end if opened_only else self._page.end_of(int(number)))

    def _goes_on(self, mark: Mark) -> bool:
        """Tell whether an element has text in it that is in another block."""
        return any(block.tag in _BLOCKS for block in mark.origin.iterdescendants())


_INLINE_STARTS = frozenset(
    {"a", "b", "strong", "i", "em", "u", "s", "span", "font", "small", "big", "mark", "ins", "del"}
)
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section"}
)


def _about(page: RawPage, put: PutBack) -> list[Splice]:
    """Return what says in the page which language it is in, what it is called, and that it is a draft."""
    splices: list[Splice] = []
    for number, tag in enumerate(page.tags):
        if tag.name == "html" and not tag.closing:
            splices += _spoken(page, tag.start, tag.end, put)
        elif tag.name == "title" and not tag.closing:
            closing = next((one for one in page.tags[number + 1 :] if one.name == "title" and one.closing), None)
            if closing is not None:
                own = html.unescape(page.text[tag.end : closing.start])
                if translation := put.translation(own):
                    splices.append(Splice(tag.end, closing.start, html.escape(translation, quote=False)))
        elif tag.name == "head" and tag.closing and put.status:
            said = html.escape(put.status)
            splices.append(Splice(tag.start, tag.start, f'<meta name="translation-status" content="{said}">\n'))
        elif tag.name == "body":
            break
    return splices


def _spoken(page: RawPage, start: int, end: int, put: PutBack) -> list[Splice]:
    """Return what the tag `<html>` says of the language."""
    tag = page.text[start:end]
    found = {match[2].lower(): match for match in _ATTRIBUTE.finditer(tag)}
    splices = [
        Splice(start + match.start(4), start + match.end(4), f'"{put.language.tag}"')
        for name, match in found.items()
        if name != "dir"
    ]
    at = start + len("<html")
    added = "" if splices else f' lang="{put.language.tag}"'
    if put.language.rtl and "dir" in found:
        match = found["dir"]
        splices.append(Splice(start + match.start(4), start + match.end(4), '"rtl"'))
    elif put.language.rtl:
        added += ' dir="rtl"'
    return [*splices, *([Splice(at, at, added)] if added else [])]
