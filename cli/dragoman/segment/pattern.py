"""One regular expression per language that finds every mark worth a look, and settles the plain ones by itself.

The pattern starts with one character class, because then the search runs at the speed of a scan. A match without a
group is a boundary: a full stop between an ordinary word and a capital, or an ideographic one between two characters.
Every other match has a group that says what was found, and the engine looks at it. What the pattern settles, the engine
would settle in the same way, only more slowly.

Time stays linear: a run of marks or closing marks is taken once, possessively, and is tried at its first mark only.
"""

import re
from collections.abc import Iterable

from dragoman.segment.markers import BULLETS
from dragoman.segment.rules import Rules

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
