"""Numbers that the translation lacks, changes or makes up.

Values are compared, not digits: 1.2 billion is 12亿, 120,000 is 12万, 3 p.m. is 15时, the 1990s are the 90年代, and
sixty per cent are 六成.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from dragoman.check.codes import finding, times
from dragoman.check.number_words import find_words
from dragoman.check.pair import Pair
from dragoman.check.quantities import Number, plain_digits
from dragoman.check.tables import of_language
from dragoman.check.units import check_units, has_share, is_share
from dragoman.model import Finding

_SPELT_OUT = 12
"""Up to here languages write numbers as words where another writes figures (*5 años*, *cinq ans*)."""
_TIME = re.compile(r"\s?(?:[ap]\.?m\b|hours\b)|:\d\d", re.IGNORECASE)
_MARKER = re.compile(r"\s*([(（]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})(?:[)）]|[.．、](?!\d)))\s*(?=\S)")
_ANY_MARKER = re.compile(
    r"\s*(?:['‘]\d{1,4}[`’']|[(（\[]?(?:\d{1,4}|[^\W\d_]|[ivxа-яIVX]{1,5}|[一二三四五六七八九十]{1,3})\s*[.)）、．,，\]-]|[•·▪–—-]\s|\d{1,4}\s)"
)
_TELEPHONE = re.compile(r"0\d{2}|\d+ \d")
_GAP = r"[ \u00a0\u202f.'’-]?"
_THIS_YEAR = re.compile(r"\b(?:this|last|next|that|same|current|previous|following) (?:\w+ )?year", re.IGNORECASE)
_DECADE = re.compile(r"['’]?s\b")
_OF_A_WHOLE = re.compile(r"\bof (?:the|its|their|these|those) $", re.IGNORECASE)


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """Yield numbers that were lost, changed or added, and units and percentages that were."""
    source, target = pair.source_numbers, pair.target_numbers
    if not source and not target:
        return
    marker = _MARKER.match(pair.source_prose)
    missing = list(_missing(pair, marker))
    extra = _extra(pair) if missing or any(number.in_figures for number in target) else []
    yield from _compared(missing, extra)
    yield from check_units(pair)
    yield from _percentages(pair, missing)


def _missing(pair: Pair, marker: re.Match[str] | None) -> Iterator[Number]:
    """Yield the figures of the source, each text once, whose value the translation does not have."""
    source = pair.source_prose
    dropped = marker.end() if marker and not _ANY_MARKER.match(pair.target_prose) else 0
    values: set[Decimal] | None = None
    words: set[Decimal] | None = None
    known = bool(of_language("numerals", pair.to)) or pair.to in ("zh", "ja", "ko")
    seen: set[str] = set()
    for number in pair.source_numbers:
        if not number.in_figures or number.start < dropped or number.text in seen or _is_settled(number, pair):
            continue
        seen.add(number.text)
        if values is None:
            values = {value for one in pair.target_numbers for value in (*one.values, *one.parts)}
        allowed = _allowed(number, source)
        if not allowed.isdisjoint(values):
            continue
        if number.parts and (number.parts <= values or _year_with_note(number, values)):
            continue
        if _grouped_otherwise(number, pair):
            continue
        if words is None:
            words = find_words(pair.target_prose, pair.to)
        if not allowed.isdisjoint(words):
            continue
        if not known and number.start >= dropped and min(number.values) <= _SPELT_OUT and not min(number.values) % 1:
            continue
        if pair.to == "ar" and not allowed.isdisjoint((1, 2)):
            continue  # the dual, and the noun alone
        if _OF_A_WHOLE.search(source, 0, number.start) and _stands_for_the_whole(pair):
            continue
        yield number


def _stands_for_the_whole(pair: Pair) -> bool:
    """Tell whether the translation says *of them* for the whole that three of the 16 belong to."""
    pronoun = (of_language("numerals", pair.to) or {}).get("of_them")
    start = "" if pair.to in ("zh", "ja") else r"(?<!\w)"
    return bool(pronoun and re.search(f"{start}(?:{pronoun})", pair.target_prose, re.IGNORECASE))


def _year_with_note(number: Number, values: set[Decimal]) -> bool:
    """Tell whether it is a year with the mark of a note glued to it, `2014.42`."""
    return re.fullmatch(r"(?:19|20)\d\d\.\d{1,2}", number.text) is not None and Decimal(number.text[:4]) in values


def _grouped_otherwise(number: Number, pair: Pair) -> bool:
    """Tell whether the digits stand in the translation with other marks among them: numbers of telephones and laws."""
    digits = re.sub(r"\D", "", number.text)
    if _TELEPHONE.match(number.text) and digits in re.sub(r"\D", "", plain_digits(pair.target_prose)):
        return True
    return _grouped(number, pair) is not None


def _grouped(number: Number, pair: Pair) -> re.Match[str] | None:
    digits = re.sub(r"\D", "", number.text)
    if not 4 <= len(digits) <= 40:
        return None
    return re.search(rf"(?<!\d){_GAP.join(digits)}(?!\d)", plain_digits(pair.target_prose))


def _spans_grouped_otherwise(pair: Pair) -> list[tuple[int, int]]:
    """Return where the translation has numbers of the source with other marks among their digits."""
    return [found.span() for number in pair.source_numbers if (found := _grouped(number, pair))]


def _is_settled(number: Number, pair: Pair) -> bool:
    return any(start <= number.start < end for start, end in pair.settled)


def _allowed(number: Number, text: str) -> set[Decimal]:
    """Return the values that stand for a number of the source in a good translation."""
    allowed = set(number.values)
    if _TIME.match(text, number.end):
        for value in (*number.values, *number.parts):
            allowed |= {value + 12, value % 1 * 100}  # 3 p.m. is 15时; of 3.05 the minutes will do
            if value == 12:
                allowed.add(Decimal(0))
    if _DECADE.match(text, number.end):
        for value in number.values:
            if value > 1000:
                allowed |= {value % 100, value // 100 + 1}
    if text[number.start - 1 : number.start] in ("-", "–", "—", "/", "’", "'"):  # 2023–24, ’98
        for value in number.values:
            if 10 <= value < 100:
                allowed |= {1900 + value, 2000 + value}
    return allowed


def _extra(pair: Pair) -> list[Number]:
    """Return the figures of the translation that the source accounts for in no way."""
    known: set[Decimal] = set()
    for number in pair.source_numbers:
        known |= _allowed(number, pair.source_prose)
        known |= number.parts
    known |= {Decimal(digits) for one in pair.source_literals for digits in re.findall(r"[0-9]+", one.text)}
    unknown = [
        number
        for number in pair.target_numbers
        if number.in_figures and known.isdisjoint(number.values) and not (number.parts and number.parts <= known)
    ]
    if not unknown:
        return []
    marker = _ANY_MARKER.match(pair.target_prose)
    words = find_words(pair.source_prose, pair.frm) | _months(pair)
    digits = re.sub(r"\D", "", plain_digits(pair.source))
    apart = _spans_grouped_otherwise(pair)
    year_named = _THIS_YEAR.search(pair.source)
    return [
        number
        for number in unknown
        if words.isdisjoint(number.values)
        and not any(start <= number.start < end for start, end in apart)
        and not (marker and number.start < marker.end())
        and not (len(own := re.sub(r"\D", "", number.text)) > 3 and own in digits)
        and not (year_named and any(1900 < value < 2100 for value in number.values))
    ]


@cache
def _month_words(language: str) -> tuple[tuple[Decimal, re.Pattern[str]], ...]:
    months = (of_language("calendar", language) or {}).get("month", {})
    return tuple(
        (Decimal(month), re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")) for month, forms in months.items()
    )


def _months(pair: Pair) -> set[Decimal]:
    return {month for month, form in _month_words(pair.frm) if form.search(pair.source)}


def _compared(missing: Sequence[Number], extra: Sequence[Number]) -> Iterator[Finding]:
    spare = list(extra)
    for number in missing:
        text = number.text.strip()
        if other := next((one for one in spare if one.signature == number.signature), None):
            spare.remove(other)
            yield finding("N002", source=text, target=other.text.strip())
        elif len(missing) == len(extra) == 1:
            spare = []
            yield finding("N014", source=text, target=extra[0].text.strip())
        else:
            yield finding("N001", number=text)
    for other in spare:
        yield finding("N005", number=other.text.strip())


def _percentages(pair: Pair, missing: Sequence[Number]) -> Iterator[Finding]:
    lost = {number.text for number in missing}
    of_hundred = [
        number
        for number in pair.source_numbers
        if number.in_figures and number.text not in lost and is_share(pair.source_prose, number)
    ]
    if of_hundred and not has_share(pair.target):
        yield finding("N003", number=of_hundred[0].text.strip())


def check_repeated(pair: Pair) -> Iterator[Finding]:
    """Yield numbers that the source has twice and the translation once, years aside, which people do not repeat."""
    figures = [number for number in pair.source_numbers if number.in_figures and not _is_settled(number, pair)]
    if len(figures) < 2:
        return
    texts = [number.text.strip() for number in figures]
    if len(set(texts)) == len(texts):
        return
    counts = Counter(texts)
    for text, count in counts.items():
        if count < 2:
            continue
        number = next(one for one in figures if one.text.strip() == text)
        allowed = _allowed(number, pair.source_prose)
        if any(1800 <= value <= 2100 for value in number.values):
            continue
        here = sum(not allowed.isdisjoint({*one.values, *one.parts}) for one in pair.target_numbers)
        if 0 < here < count:
            yield finding("N015", number=text, times=times(count), found=times(here))


def check_markers(pair: Pair) -> Iterator[Finding]:
    """Yield the number of a list item that was left out."""
    if (marker := _MARKER.match(pair.source)) and not _ANY_MARKER.match(pair.target):
        yield finding("N012", marker=marker[1])
