"""One pass over the text: every mark that may end a sentence is looked at once, with a bounded look around it.

Nothing is rewritten and nothing is searched again: the offsets of the marks are the offsets of the sentences. What a
mark means depends only on the sentence it stands in and on the words after it, so a sentence that is segmented
again stays whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from dragoman.segment.rules import Rules, rules_for
from dragoman.segment.stops import ends_after_abbreviation

_LOOK_BACK, _LOOK_AHEAD, _LONGEST_ASIDE = 40, 80, 500
"""Characters: the longest abbreviation, reporting clause, and aside in brackets that is kept whole."""

_BULLETS = "•⁃‣▪●"
_MARKER = re.compile(
    rf"(?P<bullet>[{_BULLETS}])?\s{{0,4}}[(（]?(?P<value>\d{{1,3}}|[a-z])(?P<style>\.[)）]|[.)）])(?=\s)|(?P<alone>[{_BULLETS}])"
)
_NUMBERING = re.compile(rf"[{_BULLETS}>*–-]?\s{{0,4}}[(（]?(?:\d{{1,3}}|[A-Za-z]|[ivxIVX]{{2,5}})")
_NOUN_OF_NUMBER = re.compile(r"(?:^|\s)(?:[^\W\d_a-z]\w*|of|in|at|on|to|by|and|or|from|the|no|day|page|phase)\s+\Z")
_GOES_ON = frozenset(",;:，、；：–—")
"""Marks that carry a sentence on after a quotation that ends in a full stop."""
_BRACKET = re.compile(r"[()\[\]（）《》]")
_OPENING = {")": "(", "]": "[", "）": "（", "》": "《"}
_ELLIPSIS = frozenset(".… \u00a0")
_EXTENDERS = frozenset("\u200c\u200d\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Splitter:
    """Cuts text into sentences by the rules of one language."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        stops, closers = re.escape(rules.spaced + "".join(sorted(rules.unspaced))), re.escape(rules.closers)
        # Possessive quantifiers, and no condition after them: the pattern cannot go back over a long run of marks.
        self._candidate = re.compile(
            rf"(?P<stop>\.(?:[ \u00a0]\.)++|[{stops}]++)"
            rf"(?P<close>(?:[{closers}]|[ \u00a0\u202f]»(?=\s|\Z)|\[\d{{1,3}}\])*+)"
            rf"|(?<=\s)(?P<item>[{_BULLETS}]|(?:\d{{1,3}}|[a-z])\)(?=\s))"
        )
        self._opening = re.compile(rf"[{re.escape(rules.openers)}]{{0,5}}")
        self._attribution = re.compile(rules.attribution) if rules.attribution else None

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield start and end of each sentence of `text[start:end]`, which has no white space at its edges."""
        begin = start
        asides = iter(_asides(text, start, end))
        aside = next(asides, None)
        for match in self._candidate.finditer(text, start, end):
            position = match.end()
            while aside is not None and aside[1] < position:
                aside = next(asides, None)
            if aside is not None and aside[0] < position:
                continue
            cut = self._cut(text, begin, end, match)
            if cut is not None:
                yield begin, cut[0]
                begin = cut[1]
        if begin < end:
            yield begin, end

    def _cut(self, text: str, begin: int, end: int, match: re.Match[str]) -> tuple[int, int] | None:
        """Return where the sentence ends and where the next begins, if it does so at this mark."""
        mark, after = match.start(), match.end()
        if mark == begin or after >= end:
            return None
        if match["item"] is not None:
            return self._cut_before(text, begin, mark, end)
        following = _skip_space(text, after, end)
        if text[following] in _GOES_ON or _joins_previous(text[following]):
            return None
        stop: str = match["stop"]
        if not self.rules.unspaced.isdisjoint(stop):
            quoted = match["close"] and self._attributed(text, following, end)
            return None if quoted else (after, following)
        if following == after:
            return None
        if stop == ".":
            if cut := self._cut_before_number(text, begin, mark, end):
                return cut
        elif stop[0] == "." and " " in stop and len(stop) > 5 and not text[mark - 1].isspace():
            # "… compounds. . . . The practice": the full stop, then an ellipsis that opens the next sentence.
            return (mark + 1, mark + 2) if text[following].isupper() else None
        return (after, following) if self._ends(text, begin, end, match, following) else None

    def _ends(self, text: str, begin: int, end: int, match: re.Match[str], following: int) -> bool:
        """Tell whether a sentence ends at a mark that needs white space after it."""
        stop, mark = match["stop"], match.start()
        opening = self._opening.match(text, following, end)
        head = opening.end() if opening else following
        char = text[head] if head < end else " "
        if char.islower():
            return False
        found = _WORD.match(text, head, min(end, head + _LOOK_BACK))
        word = found[0] if found else ""
        if stop == "…" or (len(stop) > 1 and _ELLIPSIS.issuperset(stop)):
            if text[mark - 1] in "[(" or (word in self.rules.pronouns and stop.count(".") < 4):
                return False
            return not char.isdigit()
        if stop != ".":
            return not (match["close"] and self._attributed(text, following, end))
        before = text[max(begin, mark - _LOOK_BACK) : mark]
        if mark - begin < _LOOK_BACK and _NUMBERING.fullmatch(before):
            return False
        opening_words = before if mark - begin <= _LOOK_BACK else ""
        return ends_after_abbreviation(self.rules, before, opening_words, word, text[head : min(end, head + 24)])

    def _attributed(self, text: str, position: int, end: int) -> bool:
        """Tell whether a reporting clause follows a quotation."""
        if self._attribution is None:
            return False
        return self._attribution.match(text, position, min(end, position + _LOOK_AHEAD)) is not None

    def _cut_before_number(self, text: str, begin: int, mark: int, end: int) -> tuple[int, int] | None:
        """Cut before the `2.` of "1. The first item 2. The second item"."""
        start = mark
        while start > begin and mark - start < 4 and not text[start - 1].isspace():
            start -= 1
        if start in (mark, begin) or not text[start - 1].isspace():
            return None
        return self._cut_before(text, begin, start, end)

    def _cut_before(self, text: str, begin: int, start: int, end: int) -> tuple[int, int] | None:
        """Cut before an item of a list that runs on in one line: only where it goes on counting from the last one."""
        previous, item = _MARKER.match(text, begin, end), _MARKER.match(text, start, end)
        if previous is None or item is None:
            return None
        if previous["bullet"] or previous["alone"]:
            if text[start] != text[begin]:
                return None
        else:
            if item["value"] is None or item["bullet"] or not _counts_on(previous, item):
                return None
            following = _skip_space(text, item.end(), end)
            if following >= end or text[following].islower():
                return None
            if item["style"] == "." and _NOUN_OF_NUMBER.search(text, max(previous.end(), start - 24), start):
                return None
        stop = start
        while text[stop - 1].isspace():
            stop -= 1
        return stop, start


def _counts_on(previous: re.Match[str], item: re.Match[str]) -> bool:
    if previous["style"] != item["style"] or previous["value"].isdigit() != item["value"].isdigit():
        return False
    if item["value"].isdigit():
        return int(item["value"]) == int(previous["value"]) + 1
    return ord(item["value"]) == ord(previous["value"]) + 1


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost pairs of brackets, in order; a pair too far apart counts as a slip."""
    pairs: list[tuple[int, int]] = []
    stacks: dict[str, list[int]] = {}
    for match in _BRACKET.finditer(text, start, end):
        opening = _OPENING.get(match[0])
        if opening is None:
            stacks.setdefault(match[0], []).append(match.start())
        elif stack := stacks.get(opening):
            position = stack.pop()
            if match.start() - position <= _LONGEST_ASIDE:
                while pairs and pairs[-1][0] > position:
                    pairs.pop()
                pairs.append((position, match.start()))
    return pairs


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _joins_previous(char: str) -> bool:
    """Tell whether a character is part of the one before it: a cut would split what a reader sees as one."""
    return char > "\u02ff" and (char in _EXTENDERS or unicodedata.category(char)[0] == "M")


@cache
def splitter_for(language: str) -> Splitter:
    """Return the splitter for a language tag."""
    return Splitter(rules_for(language))
