"""What an engine sees of a text: plain blanks and letters, whole words, and no more capitals than prose has.

Models were trained on plain text: a no-break space or a ligature makes another word of what they know, and words in
capitals are none that they know. Only what the engine sees is changed: the report, and what people see, stay the same.
"""

import re
from collections.abc import Sequence
from unicodedata import normalize

from dragoman.glossary.names.capitals import recased
from dragoman.glossary.names.english import is_broken
from dragoman.text.scripts import CJK, FULL_WIDTH

Span = tuple[int, int]

_ODD = re.compile(
    "(?P<blank>[\u00a0\u1680\u2000-\u200a\u202f\u205f]| {2,})"
    "|(?P<nothing>[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff])"
    f"|(?P<hyphen>[\u2010\u2011])|(?P<glyph>[\ufb00-\ufb06])|(?P<wide>[{FULL_WIDTH}])"
)
_HAS_CJK = re.compile(f"(?=[{CJK}])[^{FULL_WIDTH}\u3000]")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,})- (?=([a-z]{2,}))")


def engine_text(text: str, spans: Sequence[Span], *, english: bool, heading: bool) -> tuple[str, list[Span]]:
    """Return the text as an engine sees it, and where the spans stand in it; capitals are changed in English alone.

    What stands in the spans keeps its capitals. `heading` says that the words of a heading may begin with capitals.

    >>> engine_text("The of\ufb01ce\u00a0opened.", [(4, 9)], english=True, heading=False)
    ('The office opened.', [(4, 10)])
    >>> engine_text("THE COURT OF SEOUL REJECTED IT.", [(4, 9)], english=True, heading=False)[0]
    'The COURT of Seoul rejected it.'
    """
    text, spans = _plain(text, spans, english=english)
    if english and (text.isupper() or heading):
        text = recased(text, spans)
    return text, list(spans)


def _plain(text: str, spans: Sequence[Span], *, english: bool) -> tuple[str, Sequence[Span]]:
    """Replace signs that look like others, and put words together that a line end has broken."""
    edits: list[tuple[int, int, str]] = []
    if not text.isascii() or "  " in text:
        is_cjk = bool(_HAS_CJK.search(text))
        edits += [
            (found.start(), found.end(), _replacement(found))
            for found in _ODD.finditer(text)
            if not (found["wide"] and is_cjk)
        ]
    if english and "- " in text:
        edits += [
            (found.end() - 2, found.end(), "") for found in _BROKEN.finditer(text) if is_broken(found[1], found[2])
        ]
    if not edits:
        return text, spans
    edits.sort()
    pieces: list[str] = []
    moves: list[tuple[int, int, int, int]] = []
    done = length = 0
    for start, end, new in edits:
        pieces += [text[done:start], new]
        length += start - done
        moves.append((start, end, length, length + len(new)))
        length += len(new)
        done = end
    return "".join([*pieces, text[done:]]), [(_moved(start, moves), _moved(end, moves)) for start, end in spans]


def _moved(place: int, moves: Sequence[tuple[int, int, int, int]]) -> int:
    """Return where a place is among what was moved, given as start and end before and after."""
    before = [move for move in moves if move[0] < place]
    if not before:
        return place
    _, end, new_start, new_end = before[-1]
    return new_end + place - end if place >= end else min(new_end, new_start + place - before[-1][0])


def _replacement(found: re.Match[str]) -> str:
    if found["blank"]:
        return " "
    if found["hyphen"]:
        return "-"
    if found["nothing"]:
        return ""
    return normalize("NFKC", found[0])
