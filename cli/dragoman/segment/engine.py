"""One pass over the text: every mark that may end a sentence is looked at once, with a bounded look around it.

Nothing is rewritten and nothing is searched again: the offsets of the marks are the offsets of the sentences. What a
mark means depends only on the sentence it stands in and on the words after it, so a sentence that is segmented
again stays whole.

One regular expression per language finds every mark worth a look, and settles the plain ones by itself.
The pattern starts with one character class, because then the search runs at the speed of a scan. A match without a
group is a boundary: a full stop between an ordinary word and a capital, or an ideographic one between two characters.
Every other match has a group that says what was found, and the engine looks at it. What the pattern settles, the engine
would settle in the same way, only more slowly.

Time stays linear: a run of marks or closing marks is taken once, possessively, and is tried at its first mark only.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from dragoman.segment.markers import BULLETS, cut_before_item, is_numbering, item_start, skip_space
from dragoman.segment.quotations import Quotations, aside_finder
from dragoman.segment.rules import Rules, rules_for
from dragoman.segment.stops import FullStops

DOTS, STOP, UNSPACED, ITEM = 1, 2, 3, 4
"""Groups: the closing marks after spaced dots, after a stop that needs white space, after one that needs none; and
the place after the bullet or the bracket of an item in a list that runs on."""

_HANGUL = "가-힣"
_ARABIC = "\u0620-\u064a\u0671-\u06d3"
_JOINING = "\u0e33\u0eb3\uff9e\uff9f"
"""Letters by their category that are part of the character before them."""
_LOWER = f"a-zß-öø-ÿа-џ{_ARABIC}{_HANGUL}"
_UPPER = f"A-ZÀ-ÖØ-ÞЀ-Я{_ARABIC}{_HANGUL}"
_SPACED_CLOSER = r"[ \u00a0\u202f]»(?=[\s.,;:!?…)]|\Z)"
_NOTE_MARK = r"\[\d{1,3}\]"


def candidate_pattern(rules: Rules) -> re.Pattern[str]:
    """Compile the pattern for the rules of a language; see the head of this module for what its matches mean."""
    spaced, unspaced = re.escape(rules.spaced), re.escape("".join(sorted(rules.unspaced)))
    closers = re.escape(rules.closers)
    # Before white space, an opening mark next to a stop can only be a closing one: "… sagte er.“ Dann".
    close = rf"((?:[{closers}“‘«‹]|{_SPACED_CLOSER}|{_NOTE_MARK})*+)"
    plain = [
        rf"(?:{'|'.join(_after_plain_word(rules))})\s++(?=[{_UPPER}])",
        rf"(?<=[{unspaced}])(?=[“‘（《「『【]?\w)(?![{_JOINING}])",
        *([rules.tight] if rules.tight else []),
    ]
    dots = rf"(?<=\.)(?:[ \u00a0]\.)++{close}"
    stop = rf"(?<=[{spaced}])[{spaced}]*+(?![{unspaced}]){close}(?=\s)(?!\s(?:[a-z]|{_after_abbreviation(rules)}))"
    run = rf"(?:(?<=[{unspaced}])|[{spaced}]*+[{unspaced}])[{spaced}{unspaced}]*+((?:[{closers}]|{_NOTE_MARK})*+)"
    first_of_run = rf"(?<![{spaced}{unspaced}][{spaced}{unspaced}])"
    items = rf"(?:(?<=\s[{BULLETS}])|(?:(?<=\s[\da-zа-я]\))|(?<=\s\d\d\))|(?<=\s\d\d\d\)))(?=\s))()"
    return re.compile(
        rf"[{spaced}{unspaced}{BULLETS})](?:{'|'.join(plain)}|{first_of_run}(?:{dots}|{stop}|{run})|{items})"
    )


def _after_plain_word(rules: Rules) -> list[str]:
    """Return look-behinds for marks that end a sentence before any capital."""
    anywhere = rules.numbered | rules.inner | rules.outer | rules.final | rules.units
    tails = {word[-4:] for word in anywhere | rules.titles | rules.calendar if len(word) >= 4 and word[-4:].isalpha()}
    found = [
        rf"(?<=[{_LOWER}]{{4}}\.)(?<![ivx]{{4}}\.){_none_of(tails)}",
        # Short words are compared whole; one after a full stop may be the second half of an abbreviation.
        *(
            rf"(?<=[^.]\s[{_LOWER}]{{{size}}}\.)(?<!\s[ivx]{{{size}}}\.)"
            + _none_of((word for word in anywhere if len(word) == size), r"\s")
            for size in (2, 3)
        ),
        rf"(?<=[{_LOWER}][!?])",
        rf"(?<=[{_HANGUL}]다\.)",
    ]
    return found if rules.ordinals else [*found, r"(?<=\d{4}\.)"]


def _none_of(words: Iterable[str], before: str = "") -> str:
    words = sorted(words)
    return rf"(?<!{before}(?:{'|'.join(map(re.escape, words))})\.)" if words else ""


def _after_abbreviation(rules: Rules) -> str:
    """Return what matches behind "Mr. ", "No. " and the like, where no sentence ends: the commonest abbreviations."""
    before_name = {word.capitalize() for word in rules.titles - rules.outer - rules.clock - rules.final}
    before_number = {form for word in rules.numbered for form in (word, word.capitalize())}
    before_number |= {word.capitalize() for word in rules.calendar - rules.final - rules.clock}
    return rf"(?=[{_UPPER}]){_just_after(before_name)}|(?=\d){_just_after(before_number)}"


def _just_after(words: Iterable[str]) -> str:
    by_size: dict[int, list[str]] = {}
    for word in sorted(words):
        by_size.setdefault(len(word), []).append(re.escape(word))
    by_size.pop(1, None)
    found = "|".join(rf"(?<=\s(?:{'|'.join(some)})\.\s)" for some in by_size.values())
    return f"(?:{found})" if found else "(?!)"


_LOOK_BACK, _LOOK_AHEAD = 40, 40
"""Characters: the longest abbreviation with the words before it, and the longest word after it."""
_GOES_ON = frozenset(",;:，、；：–—،؛&")
"""Marks that carry a sentence on after a quotation or an abbreviation that ends in a full stop."""
_DASHES = frozenset("–—")
_FULL_STOPS = frozenset(".．")
_ELLIPSIS = frozenset(".… \u00a0")
_TITLE_MARKS = frozenset("《〈『")
_NO_BREAK = frozenset("\u00a0\u202f")
_EXTENDERS = frozenset("\u0e33\u0eb3\u200c\u200d\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_TAGS = range(0xE0020, 0xE0080)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Splitter:
    """Cuts text into sentences by the rules of one language."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._candidate = candidate_pattern(rules)
        self._asides = aside_finder(rules.brackets)
        self._opening = re.compile(rf"(?:[{re.escape(rules.openers)}][ \u00a0\u202f]?){{0,5}}")
        marks = re.escape(rules.openers + rules.closers + rules.spaced + "".join(sorted(rules.unspaced)))
        # A stop after closing marks belongs to them, "“……。”。", and so do marks with nothing behind them.
        self._leftover = re.compile(rf"[{re.escape(''.join(sorted(rules.unspaced)))}]|[{marks}]{{1,8}}\Z")
        self._quotations = Quotations(rules)
        self._full_stops = FullStops(rules)

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield start and end of each sentence of `text[start:end]`, which has no white space at its edges."""
        begin = start
        asides = iter(self._asides(text, start, end))
        aside, passed = next(asides, None), None
        for match in self._candidate.finditer(text, start, end):
            plain = match.lastindex is None
            position = match.start() + 1 if plain else match.end()
            while aside is not None and aside[1] < position:
                aside, passed = next(asides, None), aside
            if aside is not None and aside[0] < position:
                continue
            if plain:
                if position - 1 > begin:
                    yield begin, position
                    begin = match.end()
            elif passed and passed[1] >= match.start() and self._is_inside(text, begin, passed, position, end):
                continue
            elif cut := self._cut(text, begin, end, match):
                yield begin, cut[0]
                begin = cut[1]
        if begin < end:
            yield begin, end

    def _is_inside(self, text: str, begin: int, aside: tuple[int, int], after: int, end: int) -> bool:
        """Tell whether a stop right before the closing bracket of `aside` leaves the sentence around it open.

        Where capitals tell nothing, it does unless the aside is a sentence of its own: "他（是谁？）没有来".
        """
        if aside[0] == begin and text[begin] not in _TITLE_MARKS:
            return False
        following = skip_space(text, after, end)
        return following < end and not (text[following].isupper() or text[following].islower())

    def _cut(self, text: str, begin: int, end: int, match: re.Match[str]) -> tuple[int, int] | None:
        """Return where the sentence ends and where the next begins, if it does so at this mark."""
        group = match.lastindex
        mark, after = match.span()
        if group == ITEM:
            start = item_start(text, begin, after)
            return None if start is None else cut_before_item(text, begin, start, end)
        if mark == begin or after >= end:
            return None
        following = skip_space(text, after, end)
        if self._joins(text, following, end) or self._leftover.match(text, following, end):
            return None
        close = match.start(group or 0)
        if group == UNSPACED:
            if close < after:
                if self._quotations.opens_next(text, begin, close, end):
                    return close, close
                if self._quotations.goes_on(text, begin, close, following, end):
                    return None
            return after, following
        if following == after:
            return None
        stop = text[mark:close]
        if stop == ".":
            start = item_start(text, begin, mark)
            if start is not None and (cut := cut_before_item(text, begin, start, end)):
                return cut
        elif group == DOTS and len(stop) > 5 and not text[mark - 1].isspace():
            # "… compounds. . . . The practice": the full stop, then an ellipsis that opens the next sentence.
            return (mark + 1, mark + 2) if text[following].isupper() else None
        return (after, following) if self._ends(text, begin, end, (mark, close, after), following) else None

    def _joins(self, text: str, following: int, end: int) -> bool:
        """Tell whether what follows a stop belongs to it by its first character alone."""
        char = text[following]
        if char in _DASHES and char in self.rules.openers:
            # "«Кто там?» — спросил он." goes on; "Кто там? — Это я." is the answer.
            after = skip_space(text, following + 1, end)
            return after >= end or not (text[after].isupper() or text[after] in self.rules.openers)
        return char in _GOES_ON or _joins_previous(char)

    def _ends(self, text: str, begin: int, end: int, stop: tuple[int, int, int], following: int) -> bool:
        """Tell whether a sentence ends at a mark that needs white space after it.

        `stop` is where the mark, and the closing marks behind it, start, and where they end.
        """
        mark, close, after = stop
        opening = self._opening.match(text, following, end)
        head = opening.end() if opening else following
        char = text[head] if head < end else " "
        if char.islower():
            return False
        found = _WORD.match(text, head, min(end, head + _LOOK_AHEAD))
        word = found[0] if found else ""
        marks = text[mark:close]
        if marks == "…" or (len(marks) > 1 and _ELLIPSIS.issuperset(marks)):
            if text[mark - 1] in "[(" or (word in self.rules.pronouns and marks.count(".") < 4):
                return False
            return not char.isdigit()
        if close < after and self._quotations.continues(text, begin, close, following, end):
            return False
        if marks not in _FULL_STOPS:
            return not (close < after and self._quotations.reported(text, following, end))
        if close < after and self._quotations.reported(text, following, end, closed=True):
            return False
        before = text[max(begin, mark - _LOOK_BACK) : mark]
        if mark - begin < _LOOK_BACK and is_numbering(before):
            return False
        if text[after] in _NO_BREAK and following == after + 1 and mark > begin + 1 and _is_short(before):
            return False
        opening_words = before if mark - begin <= _LOOK_BACK else ""
        return self._full_stops.ends(before, opening_words, word, text[head : min(end, head + _LOOK_AHEAD)])


def _is_short(before: str) -> bool:
    """Tell whether what a full stop belongs to may be an abbreviation: a no-break space then keeps it with a name."""
    return any(char.isspace() for char in before[-5:]) and not before[-1].isdecimal()


def _joins_previous(char: str) -> bool:
    """Tell whether a character is part of the one before it: a cut would split what a reader sees as one."""
    if char <= "\u02ff":
        return False
    return char in _EXTENDERS or unicodedata.category(char)[0] == "M" or ord(char) in _TAGS


@cache
def splitter_for(language: str) -> Splitter:
    """Return the splitter for a language tag."""
    return Splitter(rules_for(language))
