"""Text as the matcher compares it, with the way back to every offset of the source.

Joining hyphens, white space and line breaks all become one space; a dash that parts clauses (an em dash, a dash
between blanks) becomes one `—`, so that "foreign affairs – departments" is not the term "foreign affairs
departments". Apostrophes are straight, invisible characters vanish, and the rest is NFKC.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.model import LINE_BREAKS

BREAK = "—"
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Characters to read over, for a character class."""
BLANKS = rf"[\s{INVISIBLE}]*"
_WHITE = (*range(9, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)
"""The code points of white space; going through all of Unicode for them takes a while."""
_JOINERS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_BREAKS = "\u2014\u2015"
_APOSTROPHES = "\u2018\u2019\u201b\u2032\u02bc\u02bb\u00b4\uff07`"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"
_GLYPH = rf"[^\x00-\x7f\s\u2010-\u2015\u2212\ufe63\uff0d{INVISIBLE}{_APOSTROPHES}{_QUOTES}（）]"

_PLAIN = re.compile(r"[!-,.-_a-~]+(?:[ \-][!-,.-_a-~]+)*")
_ASCII_ODD = re.compile(r"[\s\-]{2,}")
_ODD = re.compile(
    rf"[\s\-\u2010-\u2015\u2212\ufe63\uff0d{INVISIBLE}]{{2,}}|[{INVISIBLE}]|(?P<glyphs>[\x21-\x7e]?{_GLYPH}+)"
)
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_BROKEN_WORD = re.compile(rf"\u00ad[^\S{LINE_BREAKS}]*[{LINE_BREAKS}]")
_LINE_BREAK = re.compile(rf"[{LINE_BREAKS}]")
_AT_LINE_END = re.compile(rf"-[^\S{LINE_BREAKS}]*[{LINE_BREAKS}]\s*")
_LAST_LETTERS, _FIRST_LETTERS = re.compile(r"[^\W\d_]{2,}\Z"), re.compile(r"[a-z]{2,}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _one_to_one() -> dict[int, str]:
    """Return the replacements that leave every offset where it is; hyphens are not among them."""
    table = dict.fromkeys(_WHITE, " ") | {ord(c): "-" for c in _JOINERS} | {ord(c): BREAK for c in _BREAKS}
    table |= {ord(c): "'" for c in _APOSTROPHES} | {ord(c): '"' for c in _QUOTES}
    return table | {ord("（"): "(", ord("）"): ")"}


_UNIFIED = _one_to_one()
_FREQUENT = (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\xa0", " "))
_JOINED = _UNIFIED | {ord(c): " " for c in _JOINERS}


@dataclass(frozen=True, slots=True)
class Skip:
    """A stretch of the source to be read over: an abbreviation in parentheses that its own words precede."""

    start: int
    end: int
    """Behind the blanks that follow the parenthesis."""
    close: int
    """Behind the closing parenthesis."""
    expansion: int
    """Where the words that it abbreviates begin."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """A source text as the matcher compares it."""

    cased: str
    folded: str
    """`cased` in lower case, of the same length."""
    edits: tuple[tuple[int, int, int, int], ...] = ()
    """Where lengths may differ: start and end here, start and end in the source; elsewhere one is one."""
    gaps: dict[int, Skip] = field(default_factory=dict)
    """What was skipped, by its place here."""

    def source_start(self, position: int) -> int:
        """Return where in the source the character at `position` begins; -1 inside an expansion."""
        index = bisect_right(self.edits, (position, len(self.cased), 0, 0)) - 1
        if index < 0:
            return position
        start, end, source_start, source_end = self.edits[index]
        if position >= end:
            return source_end + position - end
        return source_start if position == start else -1

    def source_end(self, position: int) -> int:
        """Return where in the source the character before `position` ends; -1 inside an expansion."""
        index = bisect_left(self.edits, (position, 0, 0, 0)) - 1
        if index < 0:
            return position
        _, end, _, source_end = self.edits[index]
        return source_end + position - end if position >= end else -1


def normalise(text: str, skips: Sequence[Skip] = (), *, keep_hyphens: bool = False) -> Normalised:
    r"""Normalise `text` for comparison, reading over `skips`.

    >>> found = normalise("the\nState’s rule\u00ad-of-law")
    >>> found.cased, found.source_start(12), found.source_end(16)
    ("the State's rule of law", 12, 16)
    """
    if not text.isascii():
        # Typographers' signs are all that most reports have beyond ASCII, and ASCII takes a fraction of the time.
        for sign, plain in _FREQUENT:
            text = text.replace(sign, plain)
    if not skips and _is_even(text):
        cased = text if keep_hyphens else text.replace("-", " ")
        return Normalised(cased, cased.lower())
    table = _UNIFIED if keep_hyphens else _JOINED
    pattern = _ASCII_ODD if text.isascii() else _ODD
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    gaps: dict[int, Skip] = {}
    length = done = 0
    for start, end, replacement, skip in _replacements(text, pattern, skips):
        pieces.append(text[done:start])
        pieces.append(replacement)
        length += start - done
        if skip is not None:
            gaps[length] = skip
        edits.append((length, length + len(replacement), start, end))
        length += len(replacement)
        done = end
    cased = ("".join(pieces) + text[done:] if edits else text).translate(table)
    return Normalised(cased, lower(cased), tuple(edits), gaps)


def _is_even(text: str) -> bool:
    """Tell at a glance whether nothing but hyphens is to be replaced in `text`; if unsure, deny it."""
    if not (text.isascii() and text.isprintable()) or "  " in text or "`" in text:
        return False
    return "-" not in text or not (" -" in text or "- " in text or "--" in text)


def normalise_form(form: str) -> str:
    """Return a term of the glossary normalised, but with its hyphens: they tell where dashes may stand."""
    return form if _PLAIN.fullmatch(form) else normalise(form, keep_hyphens=True).cased.strip()


def lower(text: str) -> str:
    """Lower the case of `text` without changing its length."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    # The automaton takes UTF-8, which has no lone surrogates.
    return lowered if lowered.isascii() else _SURROGATE.sub("\ufffd", lowered)


def _replacements(
    text: str, pattern: re.Pattern[str], skips: Sequence[Skip]
) -> Iterator[tuple[int, int, str, Skip | None]]:
    """Yield what to replace, in order and without overlap."""
    pending = deque(skips)
    done = 0
    for found in pattern.finditer(text):
        start, end = found.span()
        while pending and pending[0].start <= start:
            skip = pending.popleft()
            yield _over(text, skip)
            done = skip.end
        if end <= done:
            continue
        start = max(start, done)
        if found.lastgroup == "glyphs":
            for piece in _clusters(text, start, end):
                yield *piece, None
        else:
            yield start, end, "" if _is_broken(text, start, end) else _spacing(text[start:end]), None
        done = end
    for skip in pending:
        yield _over(text, skip)


def _over(text: str, skip: Skip) -> tuple[int, int, str, Skip]:
    """Return the replacement that reads over `skip`, leaving one blank between its neighbours."""
    before = _UNSEEN.sub("", text[max(0, skip.start - 8) : skip.start])
    return skip.start, skip.end, "" if before[-1:].isspace() else " ", skip


def _spacing(run: str) -> str:
    """Return what stands for a run of blanks, dashes and invisible characters."""
    core = _UNSEEN.sub("", run)
    if not core:
        return ""
    dashes = core.strip()
    if not dashes:
        return "" if _BROKEN_WORD.search(run) else " "
    if len(dashes) > 1 or dashes not in _JOINERS or core[0].isspace():
        return BREAK
    # A hyphen inside a compound, or one at which the line was broken.
    if not core[-1].isspace() or _LINE_BREAK.search(core):
        return "-"
    return BREAK


def _is_broken(text: str, start: int, end: int) -> bool:
    """Tell whether a hyphen at a line end stands inside of a word that a dictionary has."""
    if not _AT_LINE_END.fullmatch(text, start, end):
        return False
    first, second = _LAST_LETTERS.search(text, max(0, start - 40), start), _FIRST_LETTERS.match(text, end)
    if not first or not second:
        return False
    from dragoman.glossary.names.english import is_broken  # reads its dictionary

    return is_broken(first[0], second[0])


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the characters, with their combining marks, that NFKC changes."""
    if unicodedata.is_normalized("NFKC", text[start:end]):
        return
    position = start
    while position < end:
        following = position + 1
        while following < end and unicodedata.combining(text[following]):
            following += 1
        cluster = text[position:following]
        composed = unicodedata.normalize("NFKC", cluster)
        if composed != cluster:
            yield position, following, composed
        position = following
