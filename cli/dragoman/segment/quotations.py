"""Brackets that no sentence ends in, and what follows a quotation that holds a stop."""

import re
from collections.abc import Callable

from dragoman.segment.rules import Rules

_LONGEST = 500
"""Characters of an aside that is kept whole; brackets further apart count as a slip."""


def aside_finder(pairs: tuple[str, ...]) -> Callable[[str, int, int], list[tuple[int, int]]]:
    """Return a function that lists the outermost pairs of brackets of `text[start:end]`, in order.

    `pairs` are the brackets, opening and closing one: `()`. A pair without anything that could end a sentence in it
    is left out. Time is linear in the length of the text, whatever the brackets do.
    """
    every = re.escape("".join(pairs))
    # Pairs of one kind with nothing in them that matters are passed over without a look: nearly all of them.
    inside = rf"[^{every}.!?。！？…।॥؟۔｡]*+"
    whole = (f"(?<={re.escape(pair[0])}){inside}{re.escape(pair[1])}" for pair in pairs)
    bracket = re.compile(f"[{every}](?:{'|'.join(whole)}|())")
    opening_of = {pair[1]: pair[0] for pair in pairs}

    def asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        stacks: dict[str, list[int]] = {}
        for match in bracket.finditer(text, start, end):
            if match[1] is None:
                continue
            opening = opening_of.get(match[0])
            if opening is None:
                stacks.setdefault(match[0], []).append(match.start())
            elif stack := stacks.get(opening):
                position = stack.pop()
                if match.start() - position <= _LONGEST:
                    while found and found[-1][0] > position:
                        found.pop()
                    found.append((position, match.start()))
        return found

    return asides


_LOOK_BACK, _LOOK_AHEAD = 500, 80
"""Characters: the longest quotation whose opening is looked for, and the longest reporting clause."""
_LONGEST_EMBEDDED = 30
"""Characters of a quotation that is taken for a part of the clause around it."""
_MOST_IN_A_ROW = 8
_PARTNERS = {"”": "“", "’": "‘", "」": "「", "』": "『", "»": "«", '"': '"', "'": "'"}
_STRAIGHT = frozenset("\"'")
_OUTCRY = frozenset("！？!?")
_INTRODUCING = frozenset("：:")


class Quotations:
    """Tells by the rules of one language how a quotation is tied to what follows it."""

    def __init__(self, rules: Rules) -> None:
        self._attribution = re.compile(rules.attribution) if rules.attribution else None
        self._continuation = re.compile(rules.continuation) if rules.continuation else None
        self._speech = frozenset(rules.speech)

    def reported(self, text: str, position: int, end: int, *, closed: bool = False) -> bool:
        """Tell whether a reporting clause stands at `position`; `closed`: only one with nothing after it."""
        clause = self._clause(text, position, end)
        return clause is not None and (not closed or clause.end() >= end or text[clause.end()] in ".,。")

    def goes_on(self, text: str, begin: int, close: int, following: int, end: int) -> bool:
        """Tell whether the sentence at `begin` goes on after the closing marks at `close`, without white space.

        "“……。”他说。" is one sentence; "他说：“……。”会议指出，……" is two, because the quotation was introduced before.
        """
        if self.continues(text, begin, close, following, end):
            return True
        clause = self._clause(text, following, end)
        opening = _PARTNERS.get(text[close])
        if opening is None:
            return clause is not None
        start = text.rfind(opening, max(begin, close - _LOOK_BACK), close)
        if clause is None:
            return self._is_embedded(text, begin, start, close)
        if start > begin and text[start - 1] in _INTRODUCING:
            return False
        return clause.groupdict().get("more") is None or start == begin

    def continues(self, text: str, begin: int, close: int, following: int, end: int) -> bool:
        """Tell whether what stands at `following`, after the closing marks at `close`, ties the quotation to itself."""
        if self._continuation is None:
            return False
        found = self._continuation.match(text, following, min(end, following + _LOOK_AHEAD))
        if found is None or found.groupdict().get("more") is None:
            return found is not None
        opening = _PARTNERS.get(text[close])
        start = text.rfind(opening, max(begin, close - _LOOK_BACK), close) if opening else -1
        return start == begin or (start > begin and text[start - 1] not in self._speech)

    def _is_embedded(self, text: str, begin: int, start: int, close: int) -> bool:
        """Tell whether a quotation that ends in "？" or "！" is part of a clause, as in "喊着“加油！”跑了过来"."""
        if not self._speech or start <= begin or text[close - 1] not in _OUTCRY or close - start > _LONGEST_EMBEDDED:
            return False
        for _ in range(_MOST_IN_A_ROW):  # "……？”“……！”": what stands before the first of them counts
            opening = _PARTNERS.get(text[start - 1], "")
            earlier = text.rfind(opening, max(begin, start - _LONGEST_EMBEDDED), start) if opening else -1
            if earlier <= begin:
                break
            start = earlier
        before = text[start - 1]
        return before.isalpha() and before not in self._speech

    def opens_next(self, text: str, begin: int, close: int, end: int) -> bool:
        """Tell whether the straight quotation mark at `close`, right after a stop, opens what follows."""
        if text[close] not in _STRAIGHT or close + 1 >= end:
            return False
        if text.count(text[close], max(begin, close - _LOOK_BACK), close) % 2:
            return False
        return not (text[close + 1] in "，。、；：" or self.goes_on(text, begin, close, close + 1, end))

    def _clause(self, text: str, position: int, end: int) -> re.Match[str] | None:
        if self._attribution is None:
            return None
        return self._attribution.match(text, position, min(end, position + _LOOK_AHEAD))
