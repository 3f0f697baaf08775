"""Ranks: words before a title that make another title of it, so that the title inside is no match.

"Vice President of the People's Republic of China" does not name the president.
"""

import re
from collections.abc import Sequence

from dragoman.model import Match

_TITLE = "title"
RANK_WORDS = (
    *("deputy", "vice", "under", "acting", "interim", "former", "ex", "then", "first", "executive", "honorary"),
    *("assistant", "associate", "co", "lieutenant", "permanent", "senior"),
)
_RANK = f"(?:{'|'.join(RANK_WORDS)})"
_BEFORE = re.compile(rf"(?<![\w-])(?P<ranks>{_RANK}(?:(?:\s+|\s*-\s*){_RANK})*)(?:\s+|\s*-\s*)$", re.IGNORECASE)
_BEHIND = re.compile(r"\s*-\s*(?:elect|designate)\b|\s+(?:emeritus|general)\b", re.IGNORECASE)
_OWNED = re.compile(r"(?:\b(?:the|his|her|its)|['’]s|,)\s+$", re.IGNORECASE)
_SAME = {"interim": "acting", "ex": "former"}
_REACH = 60
_OFTEN_PLAIN = frozenset({"then", "first", "senior", "permanent"})
"""Words that are as often no rank: "he then", "the first president"."""


def rank_of(source: str, match: Match) -> tuple[int, str] | None:
    """Return where the ranks before a title begin and what they are, `first deputy`; `None` where there is none.

    A title that goes on behind, "President-elect", "Assistant Prosecutor General", has the rank `elect`.

    >>> title = Match(5, 14, "President", "president", (), None, "title")
    >>> rank_of("Vice President", title)
    (0, 'vice')
    """
    if match.category != _TITLE:
        return None
    if _BEHIND.match(source, match.end):
        return match.start, "elect"
    found = _BEFORE.search(source[max(0, match.start - _REACH) : match.start])
    if not found:
        return None
    offset = max(0, match.start - _REACH)
    words = [(offset + found.start() + word.start(), word[0]) for word in re.finditer(r"\w+", found["ranks"])]
    while words and _is_plain(source, words[0], alone=len(words) == 1):
        words.pop(0)
    if not words:
        return None
    return words[0][0], " ".join(_SAME.get(word.lower(), word.lower()) for _, word in words)


def _is_plain(source: str, word: tuple[int, str], *, alone: bool) -> bool:
    """Tell whether a word is an adverb or an ordinal here and no rank."""
    place, text = word
    low = text.lower()
    if low == "then":
        return not re.search(
            r"(?:\b(?:the|his|her|its)|['’]s|,)\s+$", source[max(0, place - 10) : place], re.IGNORECASE
        )
    return low in _OFTEN_PLAIN and alone and text[0].islower()


def without_ranked(source: str, matches: Sequence[Match]) -> Sequence[Match]:
    """Return the matches without titles that a rank makes other titles of."""
    return [match for match in matches if rank_of(source, match) is None]
