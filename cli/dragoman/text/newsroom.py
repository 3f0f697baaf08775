"""What news reports open with and close with, and what stands below their pictures: datelines and credits."""

import re

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,7}\.?"
_WORD = r"[A-Z][\w.'’&-]{0,30}"
_PLACE = rf"[A-Z]{{2}}[A-Z.'’-]{{0,30}}(?:\ [A-Z.'’-]{{2,30}}){{0,3}}(?:,\s{_WORD}(?:\ {_WORD}){{0,2}}(?=,|\s\())?"
_TITLED = rf"{_WORD}(?:\ {_WORD}){{0,3}}"
_DATE = rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>\d{{4}}))?"
_AGENCY = r"[A-Za-z][\w.'’& -]{1,40}"

DATELINE = re.compile(
    rf"(?P<place>{_PLACE}|{_TITLED}(?=,\s*{_MONTH}\s+\d))"
    rf"(?:,?\s+{_DATE})?\s*[(/](?P<agency>{_AGENCY})[)/]\s*(?:--|—|–|-|\Z)"
)
"""At the start of a report: where, when and by whom. The place is in capitals, or a date stands behind it."""

DASHES = ("--", "—", "–", "-")
"""What ends in one is a dateline, which has no full stop to part it from the sentence behind it."""

CREDIT = re.compile(
    r"[\[(（【](?i:photos?|images?|pictures?)\s*"
    rf"(?:(?i:by)\s+(?P<name>[A-Z][\w.'’ -]{{1,60}}?)(?:\s*[/,]\s*(?P<agency>{_AGENCY}))?"
    rf"|(?:[/:|]|(?i:courtesy\s+of|from|via|provided\s+(?:by|to)|credit:?)\b)\s*(?P<of>{_AGENCY}))\s*[\])）】]"
)
"""Whose a picture is: `[Photo by Li Wei/China Daily]`, `(Photo/Xinhua)`."""

SIGNATURE = re.compile(rf"\((?P<agency>{_AGENCY})\)")
"""An agency alone, where that is all."""

_LONGEST = 200
_CREDIT_ALONE = re.compile(
    r"[\[(（【](?:photos?|images?|pictures?|pics?)(?:\s*(?:[/:|]|by\b|from\b|via\b|courtesy\b|credit\b|provided\b)[^\])）】]*)?[\])）】]"
    r"|[\[(（【](?:图|图片|摄影|照片|资料图)(?:[/:：来|].*)?[\])）】]",
    re.IGNORECASE,
)


def is_credit(text: str) -> bool:
    """Tell whether a line only says whose the picture is."""
    return len(text) <= _LONGEST and _CREDIT_ALONE.fullmatch(text) is not None
