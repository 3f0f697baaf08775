"""Where in the bytes of a page its tags and its text are: the parser's tree does not say.

Each start tag gets its number as an attribute before the page is parsed a second time, so that every element of the
tree leads back to its tag, whatever the parser brings in or leaves out; the text behind is followed character by
character.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.documents.decode import with_line_feeds
from dragoman.documents.elements import Element
from dragoman.documents.inline import Run
from dragoman.documents.splice import Splice, spliced

NUMBER = "dragoman-tag"
"""Attribute of the parsed page that holds the number of a start tag."""
_TOKEN = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|(?P<other><[!?][^>]*>)"
    r"|(?P<end></\s*(?P<ended>[a-z][^\s/>]*)[^>]*>)"
    r"|(?P<start><(?P<name>[a-z][^\s/>]*)(?P<inside>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>)",
    re.IGNORECASE | re.DOTALL,
)
_RAW_TEXT = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_CHARACTER = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?|\r\n|.", re.DOTALL)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in the page, or a comment."""

    start: int
    end: int
    name: str
    """In small letters; empty for comments and the like."""
    closing: bool = False


@dataclass(slots=True)
class RawPage:
    """The text of a page with its tags."""

    text: str
    tags: list[Tag] = field(default_factory=list)
    closings: dict[int, int] = field(default_factory=dict)
    """The number of the end tag of each start tag that has one."""
    places: dict[tuple[Element, bool], Sequence[tuple[int, int]]] = field(default_factory=dict)
    """For each text node, start and end of each of its characters; a text node is that of an element, or behind it."""
    changed: list[Splice] = field(default_factory=list)
    """New values of attributes."""

    def own(self, start: int, end: int) -> str:
        """Return a stretch of the page, with new values of attributes in it."""
        inside = [one for one in self.changed if start <= one.start and one.end <= end]
        return spliced(self.text[start:end], (Splice(a - start, b - start, new) for a, b, new in inside))

    def annotated(self) -> str:
        """Return the page with the number of each start tag in it, and with line feeds alone."""
        pieces: list[str] = []
        position = 0
        for number, tag in enumerate(self.tags):
            if tag.closing or not tag.name:
                continue
            at = tag.start + 1 + len(tag.name)
            pieces += (self.text[position:at], f' {NUMBER}="{number}"')
            position = at
        pieces.append(self.text[position:])
        return with_line_feeds("".join(pieces))

    def end_of(self, number: int) -> int:
        """Return where the element of a start tag ends: behind its end tag, or behind itself where it has none."""
        closing = self.closing_of(number)
        return self.tags[number].end if closing is None else closing.end

    def closing_of(self, number: int) -> Tag | None:
        """Return the end tag of a start tag, `None` where it has none."""
        opened = self.tags[number]
        if opened.name in _VOID or self.text[opened.end - 2] == "/":
            return None
        closing = self.closings.get(number)
        return None if closing is None else self.tags[closing]

    def locate(self, root: Element) -> None:
        """Find each text node of the parsed page in the text."""
        from lxml import etree

        position = index = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                number = element.get(NUMBER)
                if number is not None:
                    index = int(number) + 1
                    position = self.tags[int(number)].end
            text = element.text if event == "start" else element.tail
            if text and isinstance(element.tag, str):
                found, position, index = self._follow(text, position, index)
                self.places[element, event == "end"] = _compact(found)

    def _follow(self, text: str, position: int, index: int) -> tuple[list[tuple[int, int]], int, int]:
        """Return where the characters of a text node are, and where the next one may begin."""
        found: list[tuple[int, int]] = []
        characters = self._characters(position, index)
        waiting: tuple[str, int, int, int] | None = None
        for n, char in enumerate(text):
            while True:
                if waiting is None:
                    waiting = next(characters, None)
                if waiting is None:
                    found += [(position, position)] * (len(text) - n)
                    return found, position, index
                shown, start, end, index = waiting
                if shown[0] == char or (shown.isspace() and char.isspace()):
                    # An entity may stand for two characters.
                    waiting = (shown[1:], end, end, index) if len(shown) > 1 else None
                    found.append((start, end))
                    position = end
                    break
                if char.isspace():  # one that the parser brought in
                    found.append((position, position))
                    break
                waiting = None
        return found, position, index

    def _characters(self, position: int, index: int) -> Iterator[tuple[str, int, int, int]]:
        """Yield the characters of the text from a position on, without tags: character, start, end, next tag."""
        while index < len(self.tags) and self.tags[index].end <= position:
            index += 1
        while position < len(self.text):
            stop = self.tags[index].start if index < len(self.tags) else len(self.text)
            for match in _CHARACTER.finditer(self.text, position, max(stop, position)):
                piece = match[0]
                shown = html.unescape(piece) if piece[0] == "&" else "\n" if piece == "\r\n" else piece
                yield shown, match.start(), match.end(), index
            if index >= len(self.tags):
                return
            position = max(self.tags[index].end, position)
            index += 1


def _compact(places: list[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the places of characters, as a run where each stands right behind the one before."""
    first, last = places[0][0], places[-1][1]
    is_run = last - first == len(places) and all(start == n for n, (start, _) in enumerate(places, first))
    return Run(first, len(places)) if is_run else tuple(places)


def raw_page(text: str) -> RawPage:
    """Return a page with its tags found."""
    page = RawPage(text)
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match["start"]:
            name = match["name"].lower()
            page.tags.append(Tag(match.start(), match.end(), name))
            if name in _RAW_TEXT and name != "title" and not match["inside"].endswith("/"):
                closing = re.compile(rf"</{re.escape(name)}\b", re.IGNORECASE).search(text, position)
                position = closing.start() if closing else len(text)
        elif match["end"]:
            page.tags.append(Tag(match.start(), match.end(), match["ended"].lower(), closing=True))
        else:
            page.tags.append(Tag(match.start(), match.end(), ""))
    opened: dict[str, list[int]] = defaultdict(list)
    for number, tag in enumerate(page.tags):
        if not tag.closing:
            opened[tag.name].append(number)
        elif opened[tag.name]:
            page.closings[opened[tag.name].pop()] = number
    return page
