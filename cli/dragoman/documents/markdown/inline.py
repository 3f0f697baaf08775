"""A paragraph of Markdown → its text with its inline markup, and where in the paragraph each character stands.

markdown-it-py says nothing of places inside of a paragraph. Here each of its rules notes where it ended; between two
such places text is found again as it is.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.documents.inline import Inline, Run
from dragoman.documents.kinds import file_name
from dragoman.documents.paint import about_link
from dragoman.documents.raised import shifted

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

NESTING = 24
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)[^>]*?(/?)>\Z", re.DOTALL)
_VOID = frozenset({"img", "wbr", "input", "hr"})
_HTML = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "u": "u",
    "ins": "u",
    "s": "s",
    "del": "s",
    "sup": "sup",
    "sub": "sub",
} | {
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "a": "a",
}
_PAIRS = {"em": ("i", "italic"), "strong": ("b", "bold"), "s": ("s", "struck out")}


class Raw(NamedTuple):
    """Where markup stands in its paragraph: a code that stands alone, or the beginning of a pair."""

    start: int
    end: int
    closing: tuple[int, int] = (0, 0)
    """Where the end of the pair stands."""


class Image(NamedTuple):
    """An image in a paragraph."""

    name: str
    alternative: str
    start: int
    """Where its alternative text stands."""


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds."""

    inline: Inline = field(default_factory=Inline)
    """Origins of its text are the places of its characters in the paragraph, a tuple each."""
    lines: list[int] = field(default_factory=lambda: [0])
    """The lines, from 0, on which the text begins and goes on behind each hard break."""
    images: list[Image] = field(default_factory=list)
    emphasised: bool = True
    """All of the text is."""


def read_inline(content: str, references: dict[str, Any]) -> Paragraph:
    """Read a paragraph; its line ends are `\\r` in the text, its hard breaks `\\n`."""
    tokens: list[Token] = []
    parser = inline_parser()
    parser.inline.parse(content, parser, references, tokens)
    reader = _Reader(content)
    for token in tokens:
        reader.take(token)
    reader.finish()
    return reader.paragraph


class _Reader:
    def __init__(self, content: str) -> None:
        self.paragraph = Paragraph()
        self._inline = self.paragraph.inline
        self._content = content
        self._at = 0
        self._line = 0
        self._depth = 0
        self._broken = False
        """The last thing was a line break."""
        self._pairs: list[tuple[str, int]] = []
        """Those that are open: what closes them, and their marks."""

    def take(self, token: "Token") -> None:
        start, end = self._place(token)
        match token.type:
            case "text" | "text_special" | "code_inline":
                self._text(token, start, end)
            case "em_open" | "strong_open" | "s_open":
                self._depth += token.type != "s_open"
                self._open(token.type[:-5], *_PAIRS[token.type[:-5]], start, end)
            case "em_close" | "strong_close" | "s_close":
                self._depth -= token.type != "s_close"
                self._close(token.type[:-6], start, end)
            case "link_open":
                address = str(token.attrs.get("href", ""))
                self._open("link", "a", about_link(address), start, end, address)
            case "link_close":
                self._close("link", start, end)
            case "softbreak":
                self._soft_break(start)
            case "hardbreak":
                self._hard_break(start, end, lines=1)
            case "html_inline" if _BREAK.fullmatch(token.content):
                self._hard_break(start, end, lines=0)
            case "html_inline":
                self._html(token.content, start, end)
            case "image":
                alternative = "".join(child.content for child in token.children or () if child.type != "image")
                name = file_name(str(token.attrs.get("src", "")))
                self.paragraph.images.append(Image(name, alternative, start + 2))
                self._inline.alone("img", "picture", Raw(start, end))
        self._at = end

    def _place(self, token: "Token") -> tuple[int, int]:
        """Return where a token stands in the paragraph."""
        end = token.meta.get("end")
        markup = (
            token.markup
            if token.type in ("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close")
            else ""
        )
        if markup:
            start = self._find(markup)
            return start, start + len(markup)
        if token.type == "text" and end is None:
            start = self._find(token.content)
            return start, start + len(token.content)
        if token.type == "link_open":
            start = self._find("<" if token.markup == "autolink" else "[")
            return start, start + 1
        return (self._at, end) if end is not None else (self._at, self._at)

    def _find(self, text: str) -> int:
        found = self._content.find(text, self._at)
        return found if found >= 0 else self._at

    def _text(self, token: "Token", start: int, end: int) -> None:
        text = token.content
        if not text:
            return
        self._broken = False
        if token.type == "code_inline":
            inside = self._content.find(text.replace("\n", " ")[:1], start + len(token.markup)) if text else start
            first = start + len(token.markup)
            first += self._content[first : first + len(text)].replace("\n", " ") != text and inside >= first
            pair = self._inline.open("code", "code, keep unchanged", Raw(start, first, (first + len(text), end)))
            self._inline.add(text, Run(first, len(text)))
            self._inline.close(pair)
        elif token.type == "text_special":
            self._inline.add(text, ((start, end),) + ((end, end),) * (len(text) - 1))
        else:
            self._plain(text, start)
        self.paragraph.emphasised &= self._depth > 0 or not text.strip()

    def _plain(self, text: str, start: int) -> None:
        """Add text, with the marks of footnotes in it as codes."""
        raised = [name for _, n in self._pairs if (name := self._inline.marks[n].name) in ("sup", "sub")]
        shown = shifted(text, raised=raised[-1] == "sup") if raised else text
        position = 0
        for mark in _FOOTNOTE_MARK.finditer(text):
            self._add(shown, start, position, mark.start())
            self._inline.alone("note", "footnote", Raw(start + mark.start(), start + mark.end()))
            position = mark.end()
        self._add(shown, start, position, len(text))

    def _add(self, text: str, start: int, first: int, last: int) -> None:
        self._inline.add(text[first:last], Run(start + first, last - first))

    def _open(self, what: str, name: str, about: str, start: int, end: int, address: str = "") -> None:
        self._pairs.append((what, self._inline.open(name, about, Raw(start, end), address=address)))

    def _close(self, what: str, start: int, end: int) -> None:
        number = next((n for n in range(len(self._pairs) - 1, -1, -1) if self._pairs[n][0] == what), None)
        if number is None:
            self._inline.alone("", "", Raw(start, end))
            return
        for _, left in self._pairs[number + 1 :]:  # a tag of HTML that does not end inside
            self._inline.dissolve(left)
        mark = self._pairs[number][1]
        del self._pairs[number:]
        self._inline.marks[mark].origin = self._inline.marks[mark].origin._replace(closing=(start, end))
        self._inline.close(mark)

    def _soft_break(self, start: int) -> None:
        self._line += 1
        if self._broken:
            self.paragraph.lines[-1] = self._line
        else:
            self._inline.add("\r", ((start, start + 1),))

    def _hard_break(self, start: int, end: int, lines: int) -> None:
        self._line += lines
        self._inline.alone("br", "line break", Raw(start, end), blank="\n")
        self.paragraph.lines.append(self._line)
        self._broken = True

    def _html(self, tag: str, start: int, end: int) -> None:
        found = _HTML_TAG.match(tag)
        if found is None:
            self._inline.alone("", "", Raw(start, end))
            return
        closing, name, empty = found[1], found[2].lower(), found[3]
        if closing:
            self._close(f"<{name}>", start, end)
        elif empty or name in _VOID:
            self._inline.alone("img" if name == "img" else "f", f"<{name}>", Raw(start, end))
        else:
            self._open(f"<{name}>", _HTML.get(name, "f"), f"<{name}>", start, end)

    def finish(self) -> None:
        """Take what was not closed for no pair."""
        for _, left in self._pairs:
            self._inline.dissolve(left)


@cache
def inline_parser() -> "MarkdownIt":
    """Return a parser for what is in a paragraph; its tokens say in `meta["end"]` where they end, but for text."""
    from markdown_it import MarkdownIt
    from markdown_it import rules_inline as rules

    parser = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable(["table", "strikethrough"])
    known = {"newline": rules.newline, "escape": rules.escape, "backticks": rules.backtick, "link": rules.link}
    known |= {
        "image": rules.image,
        "autolink": rules.autolink,
        "html_inline": rules.html_inline,
        "entity": rules.entity,
    }
    for name, rule in known.items():
        parser.inline.ruler.at(name, _noting(rule))
    parser.inline.ruler2.disable("fragments_join", True)
    return parser


def _noting(rule: "Callable[[StateInline, bool], bool]") -> "Callable[[StateInline, bool], bool]":
    """Let a rule note on the last token that it makes where it ended."""

    def noting(state: "StateInline", silent: bool) -> bool:
        count = len(state.tokens)
        done = rule(state, silent)
        if done and not silent and len(state.tokens) > count:
            state.tokens[-1].meta["end"] = state.pos
        return done

    return noting
