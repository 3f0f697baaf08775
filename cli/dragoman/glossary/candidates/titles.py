"""Names that capitals do not tell: offices in running text, sessions, and titles between 《》."""

import re
from collections.abc import Iterator, Sequence

from dragoman.glossary.candidates.phrases import Phrase

_RANK = r"(?:first|deputy|vice|acting|executive|former|permanent|assistant|chief|senior|honorary)[ -]"
_OFFICE = (
    r"(?:prosecutors?[ -]general|procurators?[ -]general|attorneys?[ -]general|directors?(?:[ -]general)?"
    r"|secretar(?:y|ies)(?:[ -]general)?|presidents?|ministers?|governors?|chairm[ae]n|chairwom[ae]n|chairpersons?"
    r"|members?|heads?|chiefs?|judges?|prosecutors?|procurators?|commissioners?|ambassadors?|inspectors?)"
)
_OF = r"\sof\s(?:the\s)?$"
_TITLE = re.compile(rf"\b(?:{_RANK})*{_OFFICE}{_OF}")
_SESSION = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\s"
    rf"(?:plenary\s|annual\s|regular\s)?(?:session|meeting|plenum|congress){_OF}"
)
_REACH = 120
"""How far before a name its office begins, in characters."""
_BOOK_TITLE = re.compile(r"《[^《》\n]{2,60}》")


def find_titles(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the offices and sessions that lead in lower case up to one of `phrases`, and what stands in 《》.

    >>> text = "the deputy director of the Port Office and 《公共档案法》"
    >>> [title.text for title in find_titles(text, [Phrase(27, 38, "Port Office")])]
    ['deputy director of the Port Office', '《公共档案法》']
    """
    return sorted(_found(text, phrases), key=lambda phrase: phrase.start)


def _found(text: str, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    for phrase in phrases:
        before = text[max(0, phrase.start - _REACH) : phrase.start]
        if found := _TITLE.search(before) or _SESSION.search(before):
            start = phrase.start - len(before) + found.start()
            yield Phrase(start, phrase.end, text[start : phrase.end])
    for found in _BOOK_TITLE.finditer(text):
        yield Phrase(found.start(), found.end(), found[0])
