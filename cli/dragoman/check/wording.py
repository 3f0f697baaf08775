"""What a half-done translation shows: repetitions, too much or too little, capitals lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, pairwise
from operator import eq

from dragoman.check.codes import finding
from dragoman.check.kept import Kept
from dragoman.check.pair import Pair
from dragoman.check.sentences import SENTENCE
from dragoman.check.tables import of_language, rows, table
from dragoman.model import Finding
from dragoman.text.scripts import HAN
from dragoman.text.strings import find_loop

_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
_DOUBLED_HAN = re.compile(
    rf"([{HAN}]{{2,8}}?)\1+|([{HAN}]{{4,8}}?)[，、]\2|(?<![目标])([的是在和有为以被把对从与])\3(?![的确士])"
)
_LONG_WORD = 12
_LETTERS_AGAIN = re.compile(r"([^\W\d_]{1,3}?)\1{3}")
_SHORTEST = 40
"""Characters of a source from which its length says something."""
_NUMBERED = re.compile(r"\A\s*\S{1,6}[.)]\s")
_CAPITALISED = re.compile(
    r" (?:in|to|at|from|near|via) ([A-ZÀ-Þ][a-zà-ÿ]{2,})\b(?![-’']| [A-ZÀ-Þ]| (?:of|for|and) [A-ZÀ-Þ])"
)


def check_wording(pair: Pair) -> Iterator[Finding]:
    """Yield what was left out or said twice, and capitals that were lost."""
    loops = list(check_loops(pair))
    yield from loops or _repetitions(pair)
    yield from check_length(pair)
    yield from _sentences(pair)
    yield from _capitals(pair)
    yield from _negations(pair)


def check_loops(pair: Pair) -> Iterator[Finding]:
    """Yield what is repeated over and over, as a decoder in a loop does."""
    unit = _loop(pair.target, pair.target_words, spaceless=pair.target_language.spaceless)
    if unit and not find_loop(pair.source) and not _loop_of_words(pair.source_words):
        yield finding("M002", unit=unit)


def _loop(text: str, words: Sequence[str], *, spaceless: bool) -> str | None:
    """Return what a text repeats; where there are spaces, a long word does, or words are repeated."""
    if spaceless:
        return find_loop(text)
    long = " ".join([word for word in words if len(word) >= _LONG_WORD])
    return find_loop(long) if long and _LETTERS_AGAIN.search(long) else _loop_of_words(words)


def _loop_of_words(words: Sequence[str]) -> str | None:
    """Return up to four words that are said four times in a row.

    >>> _loop_of_words("the reason the reason the reason the reason.".split())
    'the reason'
    """
    if len(words) - len(set(words)) < 3:
        return None
    for length in range(1, min(len(words) // 4, 4) + 1):
        if sum(map(eq, words, words[length:])) < 3 * length - 1:
            continue
        run = 0
        for word, after in zip(words, words[length:], strict=False):
            run = run + 1 if word == after else 0
            if run == 3 * length - (length > 1) and any(map(str.isalpha, word)):  # the last has its full stop
                start = words.index(word)
                return " ".join(words[start : start + length])
    return None


@cache
def _may_double(language: str) -> frozenset[str]:
    return frozenset(table("doubling")["words"].get(language, "").split())


@cache
def _doubles_behind_comma(language: str) -> frozenset[str]:
    return frozenset(table("doubling")["behind_comma"].get(language, "").split())


@cache
def _never_doubles(language: str) -> frozenset[str] | None:
    """Return the words that stand twice by mistake alone in a language that doubles others; `None`: all others do."""
    if language not in table("doubling")["customs"]["doubling"]:
        return None
    return frozenset(table("doubling")["never"].get(language, "").split())


def _repetitions(pair: Pair) -> Iterator[Finding]:
    if pair.to in ("zh", "yue", "ja"):
        yield from (
            finding("W001", word=pair.target[start:end])
            for start, end, _ in islice(doubled_han(pair.source, pair.target), 1)
        )
        return
    words = pair.target_words
    if all(one != other for one, other in pairwise(words)):
        return
    never = _never_doubles(pair.to)
    for found in _DOUBLED.finditer(pair.target):
        word = found[1].casefold()
        if word in _may_double(pair.to) or (never is not None and word not in never):
            continue
        if word in _doubles_behind_comma(pair.to) and pair.target[: found.start()].rstrip().endswith((",", ";")):
            continue
        if found[1].istitle() and not found[0].istitle() and word == found[1]:
            continue
        if not _doubles(pair.source):
            yield finding("W001", word=found[1])
            return


def _doubles(source: str) -> bool:
    """Say whether the source says something twice itself, “very, very”, “step by step”, “Pago Pago”."""
    return _TWICE.search(source) is not None


_TWICE = re.compile(
    r"\b(\w{2,})(?:\W+|\W+(?:by|after|to|and|upon|in|for)\W+)\1\b|\b(?:every|each|one by one|again)\b", re.IGNORECASE
)


@cache
def _chinese_doubles() -> frozenset[str]:
    return frozenset(table("doubling")["chinese"]["words"].split())


def doubled_han(source: str, target: str) -> Iterator[tuple[int, int, int]]:
    """Yield what a Chinese or Japanese target says twice in a row and no writer does: its start, its end, the last end.

    >>> list(doubled_han("We must do it.", "要严格严格执行"))
    [(1, 3, 5)]
    """
    for found in _DOUBLED_HAN.finditer(target):
        group = next(number for number in (1, 2, 3) if found[number])
        unit = found[group]
        if unit in _chinese_doubles() or unit[0] in "一多" or _TWICE.search(source):
            continue
        if not (group != 2 and len(unit) == 2 and unit[0] == unit[1]):
            yield found.start(), found.end(group), found.end()


@cache
def _ratios() -> Mapping[tuple[str, str], float]:
    """Return the usual number of characters of a translation for one of the source.

    Medians of the UN's own translations for the first five rows and fr, es; of Europarl for the others.
    """
    return {(source, target): float(ratio) for source, target, ratio in rows("lengths")}


def expected_length(pair: Pair) -> float | None:
    """Return the characters that a translation of this source usually has; `None` where nobody knows."""
    usual = _ratios().get((pair.frm, pair.to))
    source = _letters(pair.source, pair.source_literals)
    if usual is None or source < _SHORTEST:
        return None
    # An office that fills a line in English has four characters in Chinese: of terms the glossary knows the length.
    settled = sum(end - start for start, end in pair.settled)
    return max((source - settled) * usual + pair.settled_length, 1)


def _letters(text: str, literals: Sequence[Kept]) -> int:
    """Return how many characters a text has without its literals, which are the same in both."""
    return len(text.strip()) - sum(one.end - one.start for one in literals)


def length_of(pair: Pair) -> float:
    """Return the characters of the translation; what is in Latin script within another counts as the source does."""
    length = _letters(pair.target, pair.target_literals)
    if pair.target_language.spaceless and (latin := sum(map(len, _LATIN.findall(pair.target_prose)))) > 20:
        return length - latin + latin * _ratios()[pair.frm, pair.to]
    return length


_LATIN = re.compile(r"[A-Za-z][A-Za-z ,.'’-]+")


def check_length(pair: Pair) -> Iterator[Finding]:
    """Yield that a translation is far shorter or longer than those of its languages usually are."""
    expected = expected_length(pair)
    if expected is None:
        return
    ratio = length_of(pair) / expected
    source = _letters(pair.source, pair.source_literals)  # a short text may say with a name what a long one cannot
    if ratio * (2 + 60 / source) < 1:
        yield finding("L001", percent=f"{ratio:.0%}")
    elif ratio > 1.7 + 45 / source:
        yield finding("L002", percent=f"{ratio:.0%}")


def _sentences(pair: Pair) -> Iterator[Finding]:
    """Yield that a translation has fewer sentences than its source, and is too short to hold all of them."""
    source = pair.source_prose
    if not (". " in source or "? " in source or "! " in source or "。" in source[:-1]):
        return
    there = len(SENTENCE.findall(_NUMBERED.sub("", source)))
    if not there:
        return
    here = len(SENTENCE.findall(pair.target_prose))
    if here < there and pair.to not in table("marks")["customs"]["no_end_mark"]:
        expected = expected_length(pair)
        if expected and length_of(pair) < 0.75 * expected:
            yield finding("L003", source=str(there + 1), target=str(here + 1))


def _capitals(pair: Pair) -> Iterator[Finding]:
    source, target = pair.source, pair.target
    if pair.target_script[0] not in ("Latin", "Cyrillic", "Greek"):
        return
    if pair.source_script == pair.target_script:
        for name in _CAPITALISED.findall(source):
            lower = name.lower()
            lost = lower in target and name not in target and _is_name(name, pair)
            if lost and re.search(rf"(?<!\w){re.escape(lower)}(?!\w)", target):
                yield finding("W004", source=name, target=lower)
                return
    begins_small = source[:1].isupper() and target[:1].islower() and pair.kind in ("paragraph", "heading")
    if begins_small and source[1:2].islower() and target.rstrip()[-1:] in (".", "?", "!"):
        yield finding("W006", word=target.split()[0])


def _negations(pair: Pair) -> Iterator[Finding]:
    """Yield that a translation denies nothing where its source does."""
    plain, denies = _negation("plain", pair.frm), _negation("denies", pair.to)
    if not any(sign in pair.source for sign in _signs(pair.frm)):
        return
    if plain and denies and (found := plain.search(pair.source)) and not denies.search(pair.target):
        yield finding("W007", word=found[0])


@cache
def _signs(language: str) -> tuple[str, ...]:
    return tuple(table("negations")["signs"].get(language, ()))


@cache
def _negation(what: str, language: str) -> re.Pattern[str] | None:
    form = table("negations")[what].get(language)
    return re.compile(form, re.IGNORECASE) if form else None


def _is_name(name: str, pair: Pair) -> bool:
    """Say whether a capitalised word is no title or common noun that the language of the translation writes small."""
    calendar = of_language("calendar", pair.frm) or {}
    small = {form for names in calendar.values() for forms in names.values() for form in forms}
    return name not in small and name not in table("capitals")["small"]
