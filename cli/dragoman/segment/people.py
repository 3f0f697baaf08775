"""Lists of persons with semicolons between them, "Chen Yong, Chief Prosecutor of …; Shen Jian, …": one part each."""

import re
from collections.abc import Iterator

from dragoman.segment.rules import Rules

_SEMICOLON = re.compile(r"[;；؛]\s*")
_NAME_AND_COMMA = (
    r"(?:[^\W\d_]{1,3}\s)?(?:[^\W\d_]{1,6}\.\s*){0,3}(?:[^\W\d_a-zа-я][\w.’'-]*\s+){0,4}[^\W\d_a-zа-я][\w.’'-]*[,،]\s"
)
_FEWEST = 2
"""Parts that must open like a person, lest a list of anything else be cut."""


def person_pattern(rules: Rules) -> re.Pattern[str]:
    """Compile how a part of a list of persons opens."""
    return re.compile(rules.person or _NAME_AND_COMMA)


def person_spans(person: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence that is a list of persons, each with its semicolon; else the sentence whole."""
    begins = [start, *(match.end() for match in _SEMICOLON.finditer(text, start, end) if match.end() < end)]
    if sum(person.match(text, begin, end) is not None for begin in begins) < _FEWEST:
        begins = [start]
    for begin, following in zip(begins, [*begins[1:], end], strict=True):
        stop = following
        while text[stop - 1].isspace():
            stop -= 1
        yield begin, stop
