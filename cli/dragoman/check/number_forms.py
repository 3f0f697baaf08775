"""How numbers are written: their signs, their marks, the order of ranges and ratios, shares in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from dragoman.check.codes import finding
from dragoman.check.number_words import find_words
from dragoman.check.pair import Pair
from dragoman.check.quantities import plain_digits
from dragoman.check.tables import of_language, table
from dragoman.model import Finding

_DASH = re.compile("[-−–]")
_MINUS = re.compile(r"[-−–](?=\d)(?<![\w.,)\]-][-−–])")
_MINUS_HERE = re.compile(r"[-−–](?=\d)(?<![A-Za-z0-9.,)\]年月日号號-][-−–])")
_MINUS_BEHIND = re.compile(r"(?<![\d.,])\d[\d.,]*[-−](?=\s*\Z|\s[^\d\W])")
"""As right-to-left scripts may have it."""
_RANGE = re.compile(r"(?<![\d.,:/–-])(\d{1,6})\s?([-–—:]|(?:to|à|a|bis|до|比|至|到|比))\s?(\d{1,6})(?![\d:/-]|[.,]\d)")
_RANGE_HERE = re.compile(
    r"(?<![\d.,:/–-])(\d{1,6})\s?%?\s?([-–—:：比至到～~]|(?:a|à|al|bis|до|إلى|to|zu|к|gegen|contre|contra)(?=\s))\s?(\d{1,6})(?![\d:/-]|[.,]\d)"
)
_SHARES_IN_WORDS = re.compile(
    r"\b(?:(?P<count>one|two|three|four|a)[\s-](?P<part>third|quarter|fifth|sixth|tenth)s?\b)", re.IGNORECASE
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_SHARE_HERE = re.compile(r"([一二两三四五六七八九十])分之([一二两三四五六七八九十])")
_CHINESE = {char: value for value, char in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def check_number_forms(pair: Pair) -> Iterator[Finding]:
    """Yield numbers with another sign or with the marks of another language, ranges turned round, other shares."""
    if pair.source_numbers or pair.target_numbers:
        if _DASH.search(pair.source) or _DASH.search(pair.target):
            yield from _signs(pair)
        if len(pair.source_numbers) > 1:
            yield from _ranges(pair)
    if pair.source_numbers and pair.target_numbers:
        yield from _marks(pair)
    yield from _fractions(pair)
    yield from _words(pair)


def _signs(pair: Pair) -> Iterator[Finding]:
    there = len(_MINUS.findall(pair.source_prose))
    found = list(_MINUS_HERE.finditer(pair.target_prose))
    found += _MINUS_BEHIND.finditer(pair.target_prose) if pair.target_language.rtl else ()
    here = len(found)
    if there > here:
        words = table("signs")["words"]
        if here + len(_negative().findall(pair.target)) < there and words:
            number = next(_MINUS.finditer(pair.source_prose))
            text = re.match(r"[\d.,]*\d", pair.source_prose[number.end() :])
            yield finding("N006", number=f"-{text[0] if text else ''}")
    elif here > there and not re.search(r"[-−–]\s?\d", pair.source) and pair.source_numbers:
        number = found[0]
        text = re.match(r"[-−–]?[\d.,]*\d", pair.target_prose[number.start() :])
        if not _negative().search(pair.source) and number.start():
            yield finding("N006", number=text[0] if text else "-")


@cache
def _negative() -> re.Pattern[str]:
    return re.compile("|".join(table("signs")["words"]), re.IGNORECASE)


def _ranges(pair: Pair) -> Iterator[Finding]:
    """Yield ranges, ratios and scores whose ends changed places."""
    there = [(found[1], found[3]) for found in _RANGE.finditer(pair.source_prose)]
    if not there:
        return
    here = {(found[1], found[3]) for found in _RANGE_HERE.finditer(plain_digits(pair.target_prose))}
    for first, last in there:
        if first != last and (first, last) not in here and (last, first) in here and (last, first) not in there:
            yield finding("N011", source=f"{first}–{last}", target=f"{last}–{first}")


def _marks(pair: Pair) -> Iterator[Finding]:
    """Yield numbers that were copied with the decimal or thousands marks of English into a language with others."""
    decimals = table("marks")["decimals"]
    if pair.to in decimals["comma"]:
        wrong = _POINT
    elif pair.to in decimals["stop"]:
        wrong = _COMMA
    else:
        return
    for number in pair.target_numbers:
        if not number.in_figures:
            continue
        found = wrong.fullmatch(re.match(r"[\d.,]*", number.text)[0])  # type: ignore[index]
        if not found:
            continue
        same = [
            one
            for one in pair.source_numbers
            if one.in_figures
            and not one.values.isdisjoint(number.values)
            and not _NUMBERED.search(pair.source_prose, max(0, one.start - 20), one.start)
        ]
        if wrong is _POINT and found["point"] and not any(one.text.startswith(found[0]) for one in same):
            continue  # a time, 8.30
        if wrong is _POINT and found["point"] and _CLOCK.match(pair.target_prose, number.start):
            continue
        if same:
            yield finding("N010", number=found[0])
            return


_NUMBERED = re.compile(
    r"(?:articles?|arts?\.|sections?|secs?\.|paragraphs?|paras?\.|tables?|figures?|figs?\.|chapters?|annex(?:es)?|laws?|acts?"
    r"|rules?|items?|nos?\.|versions?|regulations?|principles?|targets?|goals?|indicators?|steps?|parts?|bill|decree)\s+"
    r"(?:[\d.]+(?:,| and| or| to)?\s+)*\Z",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?P<point>\d{1,3}\.(?:\d{1,2}|\d{4,}))|(?P<thousands>\d{1,3}(?:,\d{3})+(?:\.\d+)?)")
_COMMA = re.compile(r"(?P<comma>\d{1,3},(?:\d{1,2}|\d{4,}))|(?P<thousands>\d{1,3}(?:\.\d{3})+,\d+)")
_CLOCK = re.compile(r"\d{1,2}\.\d\d(?:\s(?:Uhr|h|ч|hod|heures)|\.)")


def _words(pair: Pair) -> Iterator[Finding]:
    """Yield the one number in words that became the one other: the fifth, el sexto."""
    words = _counting_words(pair.frm)
    there = words.keys() & pair.source_vocabulary
    if len(there) != 1 or pair.settled or pair.target_language.spaceless:
        return
    word = next(iter(there))
    wanted = words[word]
    here = {value for value in find_words(pair.target_prose, pair.to) if value in _COUNTED}
    figures = {value for number in pair.target_numbers for value in (*number.values, *number.parts)}
    if len(here) == 1 and wanted not in here and wanted not in figures and not pair.source_numbers:
        yield finding("N001", number=word)


_COUNTED = frozenset(map(Decimal, range(3, 21)))
"""Smaller ones are articles and adjectives, too."""


@cache
def _counting_words(language: str) -> Mapping[str, Decimal]:
    """Return the words of a language that count from three to twenty, or put in order, and nothing else."""
    rows: Sequence[str] = (of_language("numerals", language) or {}).get("counting", ())
    return {word: Decimal(value) for row in rows for value, word in enumerate(row.split(), 3)}


def _fractions(pair: Pair) -> Iterator[Finding]:
    """Yield shares in words that became others: a third, 三分之二."""
    if "分之" not in pair.target:
        return
    there = {
        (_COUNTS[found["count"].lower()], _PARTS[found["part"].lower()])
        for found in _SHARES_IN_WORDS.finditer(pair.source)
    }
    here = {(_CHINESE[part], _CHINESE[whole]) for whole, part in _SHARE_HERE.findall(pair.target)}
    lost, added = there - here, here - there
    if lost and added:
        (count, part), (other, whole) = min(lost), min(added)
        yield finding("N014", source=f"{count}/{part}", target=f"{other}/{whole}")
