"""Brackets, quotation marks and the marks at the end, by the customs of the target language.

Sources: GB/T 15834-2011 for Chinese; CLDR's delimiters and exemplar punctuation for the other languages.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dragoman.check.codes import finding
from dragoman.check.pair import Pair
from dragoman.check.tables import of_language, table
from dragoman.model import PASSED, Finding
from dragoman.text.scripts import HAN

_CLOSE_ALIKE = {"(": "（", "[": "［"}
"""Half- and full-width forms that close one another in careless but readable text."""
_ENUMERATION = re.compile(
    r"(?:^|(?<=[\s;；,，。.:：、\"“«]))[\[（(]?(?:\d{1,3}(?:\.\d{1,2}){0,8}|[^\W\d_]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})"
    rf"\s?[)）](?=\s|\W|[{HAN}])"
)
"""`a)` and `1)` open nothing."""
_ANY_BRACKET = re.compile(r"[()\[\]{}（）［］【】《》〈〉「」『』〔〕]")
_TAIL = " \u00a0\u202f\t\n\"'”’»«›‹“‘„」』)）]］】》〉*_0123456789¹²³⁴⁵⁶⁷⁸⁹⁰†‡\u200e\u200f"
_SYMBOLS = re.compile("[\\s\ufe0f\u200d\u2190-\u2bff\U0001f000-\U0001faff]+\\Z")
_ANY_QUOTE = re.compile(r"<<|>>|[\"“”„«»‹›「」『』《》〈〉‘‚]|''|``|(?<!\w)['’](?=\w)")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]\.){2,}\W*\Z|\b(?:etc|Inc|Ltd|Co|Corp|Jr|Sr|St|No|vol|pp?|ibid|al|Add|Corr|Rev)\.\W*\Z",
    re.IGNORECASE,
)
_INCHES = re.compile(r'(?<=\d)"')
_QUOTED = re.compile(r"[“\"]\w.{3,}?[”\"]")
_LAX_KINDS = frozenset({"heading", "byline", "table", "caption", "list", *PASSED})
_DOUBLE = re.compile(
    r"([。，、；：])\1|[。，、；：][。，、；：]|(?<![.\w])\.\.(?!\.)|(?<=\w)\.\.(?!\.)|(?<!,),,(?!,)|;;|::|،،|؛؛|।।"
)
_TWINS = ("..", ",,", ";;", "::", "،،", "؛؛", "।।")
_WIDE_TWINS = (*_TWINS, *(first + second for first in "。，、；：" for second in "。，、；："))
_ELLIPSIS = re.compile(r"…|\.\.\.|⋯|\. \. \.|‥|。。。")
_LABEL = re.compile(r"\s*([A-Z][A-Za-z]+(?: [A-Za-z]+){0,2}): (?=\S)")
_COLON = re.compile(r"[:：፡፦–—]|- |［|，")


def check_punctuation(pair: Pair) -> Iterator[Finding]:
    """Yield what is wrong with brackets, quotation marks and the marks between and behind sentences."""
    yield from check_brackets(pair)
    yield from _quotes(pair)
    yield from _end(pair)
    yield from _doubled(pair)
    yield from _ellipses(pair)


def check_brackets(pair: Pair) -> Iterator[Finding]:
    """Yield a bracket without its counterpart, where the source has none."""
    here = _ANY_BRACKET.search(pair.target)
    if here:
        odd = _unbalanced(pair.target_prose)
        if odd and not _unbalanced(pair.source_prose):
            yield finding("P001", bracket=odd)
    elif _ANY_BRACKET.search(pair.source):
        yield from _brackets_lost(pair)


_ASIDE = re.compile(r"(?<=\s)\([^()]{4,}\)")


def _brackets_lost(pair: Pair) -> Iterator[Finding]:
    asides = _ASIDE.findall(pair.source_prose)
    if asides and not pair.settled and not any(mark in pair.target for mark in "–—،,，；;:：-"):
        yield finding("P010")


@cache
def _openers() -> Mapping[str, str]:
    brackets: Mapping[str, str] = table("marks")["brackets"]
    return {opener: closer for closer, opener in brackets.items()}


def _unbalanced(text: str) -> str | None:
    """Return the first bracket without its counterpart."""
    if not _ANY_BRACKET.search(text):
        return None
    brackets, openers = table("marks")["brackets"], _openers()
    opened: list[str] = []
    for char in _ANY_BRACKET.findall(_ENUMERATION.sub("", text)):
        if char in openers:
            opened.append(char)
            continue
        if not opened:
            return str(char)
        last, needed = opened.pop(), brackets[char]
        if _CLOSE_ALIKE.get(last, last) != _CLOSE_ALIKE.get(needed, needed):
            return last
    return opened[-1] if opened else None


def _quotes(pair: Pair) -> Iterator[Finding]:
    pairs = of_language("marks", "quotes").get(pair.to)
    if not pairs:
        return
    target, source = pair.target, pair.source
    straight = target.count('"')
    if straight % 2:
        straight -= len(_INCHES.findall(target))  # or else they close a quotation
    foreign = table("marks")["foreign_quotes"].get(pair.to, "")
    if straight and '"' not in foreign and straight % 2:
        yield finding("P003", quotes='"')
    elif strange := next((mark for mark in foreign if mark in target and not (mark == '"' and not straight)), None):
        if '"' in strange and straight % 2 and not source.count('"') % 2:
            yield finding("P003", quotes='"')
        elif not (strange in "“”" and pair.to == "fr" and "«" in target):
            yield finding("P002", quotes=strange, wanted=f"{pairs[0][0]}…{pairs[0][1]}")
    if pair.to == "zh" and pair.target_language.tag == "zh" and ("「" in target or "『" in target):
        yield finding("P002", quotes="「", wanted="“…”")
    for left, right in pairs:
        if left in "‘‚‹《〈「『" and left not in "「『":
            continue  # an apostrophe, or a matter of brackets
        opened, closed = target.count(left), target.count(right)
        if opened != closed and pair.to == "de" and left == "»":
            continue
        if opened != closed and source.count("“") == source.count("”") and not (foreign and right in foreign):
            if left == "“" and pairs[0] != "“”" and opened + closed and _mixed(target, pairs):
                continue
            yield finding("P003", quotes=f"{left}…{right}")
            break
    quoted = "“" in source or '"' in source
    if quoted and not _ANY_QUOTE.search(target) and _QUOTED.search(source):
        yield finding("P004")


def _mixed(target: str, pairs: list[str]) -> bool:
    """Say whether the marks of “ ” belong to another pair of the language: „…“."""
    return any("“" in pair and pair != "“”" and pair[0] in target for pair in pairs)


@cache
def _classes(language: str) -> Mapping[str, str]:
    """Return the class of each mark that ends a part of a text, as the language has it."""
    marks: dict[str, str] = {char: name for name, chars in table("marks")["ends"].items() for char in chars}
    marks |= table("marks")["ends_in"].get(language, {})
    return marks


_CLOSING_QUOTES = "\"'”’»«›‹“‘」』"
_BEFORE_QUOTE = re.compile(rf"(\S)\s?[{_CLOSING_QUOTES}]")
_ASKED = re.compile(r"\b(?:questions?|asked|ask|wonder\w*|whether|inquired)\b", re.IGNORECASE)


def _end(pair: Pair) -> Iterator[Finding]:
    source, target = _last_mark(pair.source, pair.frm), _last_mark(pair.target, pair.to)
    if source == target:
        return
    customs = table("marks")["customs"]
    if pair.to in customs["no_end_mark"] or pair.frm in customs["no_end_mark"]:
        return
    if f"{source}{target}" in _exchanged():
        return
    if _ABBREVIATION.search(pair.source):
        return  # its full stop may be that of the sentence, or not
    if source == "?" and target == "." and _ASKED.search(pair.source):
        return  # an indirect question
    if _moved_with_its_quotation(pair, source, target):
        return
    inside = pair.to in customs["mark_inside"] and source in ("?", "!")
    if inside and source in {_classes(pair.to).get(char) for char in pair.target}:
        return
    lax = pair.kind in _LAX_KINDS and "?" not in (source, target)
    if lax and not (source == "" and target in (".", ",") and pair.kind == "heading"):
        return
    if source in (".", "?", "!", ":") or target in ("?", ",", "!") or (lax and target == "."):
        yield finding("P005", source=source or "nothing", target=target or "nothing")


def _moved_with_its_quotation(pair: Pair, source: str, target: str) -> bool:
    """Say whether a quoted question or exclamation stands at the end of one text and earlier in the other."""
    for mark, ends, other, language in (
        (target, pair.target, pair.source, pair.frm),
        (source, pair.source, pair.target, pair.to),
    ):
        if mark in ("?", "!") and ends.rstrip()[-1:] in _CLOSING_QUOTES:
            return any(_classes(language).get(found[1]) == mark for found in _BEFORE_QUOTE.finditer(other))
    return False


@cache
def _exchanged() -> frozenset[str]:
    pairs = table("marks")["exchanged"]["pairs"]
    return frozenset(pairs) | {pair[::-1] for pair in pairs}


def _last_mark(text: str, language: str) -> str:
    """Return the class of the mark that ends a text, behind closing quotes, brackets and footnote numbers."""
    stripped = text.rstrip(_TAIL)
    if stripped[-1:] > "\u2190" and (symbols := _SYMBOLS.search(stripped)):
        stripped = stripped[: symbols.start()].rstrip(_TAIL)
    if stripped.endswith("...") or text.rstrip().endswith("..."):
        return "…"
    classes = _classes(language)
    last = classes.get(stripped[-1:], "")
    if last == "!" and classes.get(stripped[-2:-1]) == "?":
        return "?"  # What?! is 什么！？ or 什么？！
    return last


def _doubled(pair: Pair) -> Iterator[Finding]:
    if not any(mark in pair.target for mark in (_WIDE_TWINS if pair.target_language.spaceless else _TWINS)):
        return
    if (found := _DOUBLE.search(pair.target)) and not _DOUBLE.search(pair.source) and "。。。" not in pair.target:
        yield finding("P006", marks=found[0])


def _ellipses(pair: Pair) -> Iterator[Finding]:
    there = _has_ellipsis(pair.source)
    here = _ELLIPSIS.search(pair.target) if there or (pair.to == "zh" and _has_ellipsis(pair.target)) else None
    if there and not here and not _ellipsis_excused(pair):
        yield finding("P009", what="the source has an ellipsis, the translation has none")
    elif here and pair.to == "zh" and (here[0] in ("...", "。。。") or _single_ellipsis(pair.target)):
        yield finding("P009", what=f"“{here[0]}” should be “……”")
    if (label := _LABEL.match(pair.source)) and not _COLON.search(pair.target):
        yield finding("P011", label=label[1])


def _has_ellipsis(text: str) -> bool:
    return "…" in text or ". ." in text or "..." in text or "⋯" in text or "‥" in text or "。。。" in text


def _ellipsis_excused(pair: Pair) -> bool:
    return "等" in pair.target and pair.to == "zh"


def _single_ellipsis(text: str) -> bool:
    return bool(re.search(r"(?<!…)…(?!…)", text)) and "[…]" not in text
