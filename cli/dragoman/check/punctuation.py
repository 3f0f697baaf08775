"""Brackets, quotation marks and the mark at the end, by the customs of the target language.

Sources: GB/T 15834-2011 for Chinese; CLDR's delimiters and exemplar punctuation for the other languages.
"""

import re
from collections.abc import Iterator, Mapping

from dragoman.check import codes
from dragoman.check.pair import Pair
from dragoman.model import Finding

_BRACKETS = {
    ")": "(",
    "）": "（",
    "]": "[",
    "］": "［",
    "】": "【",
    "》": "《",
    "〉": "〈",
    "}": "{",
    "」": "「",
    "』": "『",
}
_CLOSE_ALIKE = {"(": "（", "[": "［"}
"""Half- and full-width forms that close one another in careless but readable text."""
_ENUMERATION = re.compile(
    r"(?:^|(?<=[\s;；,，。.:：]))[\[（(]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[)）](?=\s|\W|[\u4e00-\u9fff])"
)
"""`a)` and `1)` open nothing."""

_MARKS: Mapping[str, str] = {
    **dict.fromkeys(".。．।۔", "."),
    **dict.fromkeys("?？؟", "?"),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(";；؛", ";"),
    **dict.fromkeys(",，،、", ","),
    "…": "…",
}
_TAIL = " \u00a0\u202f\t\"'”’»«›‹“‘」』)）]］】》〉*_0123456789"
_GOOD_ENOUGH = {
    frozenset(".;"),
    frozenset(".:"),
    frozenset(".!"),
    frozenset(".…"),
    frozenset(":;"),
    frozenset(",;"),
    frozenset(",."),
}
"""Marks that translators rightly exchange: a list that ends its items with stops, a colon before a quotation."""

_QUOTES: Mapping[str, tuple[str, str]] = {
    "zh": ("“‘「『《〈", "”’」』》〉"),
    "ja": ("「『“《", "」』”》"),
    "ko": ("“‘「『《〈", "”’」』》〉"),
    "fr": ("«“‹", "»”›"),
    "ru": ("«„", "»“"),
    "de": ("„»‚›", "“«‘‹"),
    "es": ("«“", "»”"),
    "it": ("«“", "»”"),
    "pt": ("«“", "»”"),
    "ar": ("«“", "»”"),
}
_ANY_QUOTE = re.compile(r"<<|>>|[\"“”„«»‹›「」『』《》〈〉‘‚]|(?<!\w)['’](?=\w)")
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.){2,}\W*\Z|\b(?:etc|Inc|Ltd|Co|Jr|Sr|St)\.\W*\Z")
_STRAIGHT = re.compile(r'"')
_INCHES = re.compile(r'(?<=\d)"')


def check_punctuation(pair: Pair) -> Iterator[Finding]:
    """Yield what is wrong with brackets, quotation marks and the end of a translation."""
    yield from _brackets(pair)
    yield from _quotes(pair)
    yield from _end(pair)


def _brackets(pair: Pair) -> Iterator[Finding]:
    odd = _unbalanced(pair.target)
    if odd and not _unbalanced(pair.source):
        yield codes.BRACKET_UNBALANCED.finding(bracket=odd)


def _unbalanced(text: str) -> str | None:
    """Return the first bracket without its counterpart."""
    opened: list[str] = []
    for char in _ENUMERATION.sub("", text):
        if char in _BRACKETS.values():
            opened.append(char)
        elif char in _BRACKETS:
            if not opened:
                return char
            last, needed = opened.pop(), _BRACKETS[char]
            if _CLOSE_ALIKE.get(last, last) != _CLOSE_ALIKE.get(needed, needed):
                return last
    return opened[-1] if opened else None


def _quotes(pair: Pair) -> Iterator[Finding]:
    if not (marks := _QUOTES.get(pair.to)):
        return
    straight = len(_STRAIGHT.findall(_INCHES.sub("", pair.target)))
    if straight and pair.to in ("zh", "ja"):
        yield codes.QUOTES_FOREIGN.finding(quotes='"', wanted=f"{marks[0][0]}…{marks[1][0]}")
    elif straight % 2:
        yield codes.QUOTES_UNBALANCED.finding(quotes='"')
    for left, right in zip(*marks, strict=True):
        if right in "’‘" or right in _BRACKETS:
            continue  # an apostrophe, or a matter of brackets
        if pair.target.count(left) != pair.target.count(right) and pair.source.count("“") == pair.source.count("”"):
            yield codes.QUOTES_UNBALANCED.finding(quotes=f"{left}…{right}")
    if re.search(r"[“\"]\w.{3,}?[”\"]", pair.source) and not _ANY_QUOTE.search(pair.target):
        yield codes.QUOTES_MISSING.finding()


def _end(pair: Pair) -> Iterator[Finding]:
    if _ABBREVIATION.search(pair.source):
        return  # its full stop may be that of the sentence, or not
    source, target = _last_mark(pair.source), _last_mark(pair.target)
    if source == target or frozenset((source, target)) in _GOOD_ENOUGH:
        return
    if pair.kind in ("heading", "byline", "table", "caption", "list") and "?" not in (source, target):
        return
    if source in (".", "?", "!", ":") or target in ("?", ","):
        yield codes.END_DIFFERS.finding(source=source or "nothing", target=target or "nothing")


def _last_mark(text: str) -> str:
    """Return the class of the mark that ends a text, behind closing quotes, brackets and footnote numbers."""
    stripped = text.rstrip(_TAIL)
    if text.rstrip()[-3:] == "..." or stripped.endswith("..."):
        return "…"
    return _MARKS.get(stripped[-1:], "")
