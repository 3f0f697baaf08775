"""Verification on the finished string: where each required rendering stands, no two in the same place."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from dragoman.terminology.fit.variants import variants
from dragoman.terminology.required import RequiredTerm
from dragoman.text.scripts import SPACELESS

Span = tuple[int, int]

_SPACELESS = re.compile(f"[{SPACELESS}]")
_FOLDED = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-", "ё": "е", "Ё": "Е"})
_NUMBER_BEFORE = re.compile(r"\d[.,]\Z")
_NUMBER_BEHIND = re.compile(r"[.,]\d|[百千万亿萬億兆]")
_NUMERAL = frozenset("〇零一二三四五六七八九十百千万亿萬億兆点")


class Sought(Protocol):
    """What a target is searched for: a required term, or what a reader of it asks."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The preferred form first."""

    @property
    def exact(self) -> bool:
        """Letter by letter."""

    @property
    def times(self) -> int:
        """How often the source has it."""


def locate(target: str, terms: Sequence[Sought], language: str = "") -> list[Span | None]:
    """Return where the rendering of each required term stands in `target`, or `None` where it does not.

    The longest renderings are placed first and no two spans overlap, so a term is never called kept because its
    rendering happens to be a part of another term's. `language` (BCP 47 tag) says how a sentence may write a form: its
    article melted into a preposition, its first word with a prefix.

    >>> state = RequiredTerm("state-security", ("国家安全",), ())
    >>> crimes = RequiredTerm("crimes-endangering-it", ("危害国家安全犯罪",), ())
    >>> locate("惩治危害国家安全犯罪", [state, crimes])
    [None, (2, 10)]
    >>> locate("le rapport du Parquet", [RequiredTerm("office", ("le Parquet",), ())], "fr")
    [(11, 21)]
    """
    return [spans[0] if spans else None for spans in _place(target, terms, language, [1] * len(terms))]


def locate_all(target: str, terms: Sequence[Sought], language: str = "") -> list[list[Span]]:
    """Return for each term the spans of `locate` and, from what is left, one for each further time in the source."""
    limits = [max(1, term.times) for term in terms]
    return [sorted(spans) for spans in _place(target, terms, language, limits)]


def locate_each(target: str, terms: Sequence[Sought], language: str = "") -> list[list[Span]]:
    """Return all spans that each term's renderings have, more than its times in the source too."""
    return [sorted(spans) for spans in _place(target, terms, language, [len(target)] * len(terms))]


def kept(target: str, terms: Sequence[RequiredTerm], language: str = "") -> frozenset[str]:
    """Return the ids of the required terms whose renderings stand in `target`."""
    return frozenset(term.id for term, span in zip(terms, locate(target, terms, language), strict=True) if span)


def count_excess(target: str, terms: Sequence[Sought], language: str = "") -> int:
    """Return how many renderings stand in `target` beyond those that their terms in the source ask for.

    >>> count_excess("检察院，检察院", [RequiredTerm("office", ("检察院",), ((0, 3),))])
    1
    """
    found = locate_each(target, terms, language)
    return sum(max(0, len(spans) - term.times) for term, spans in zip(terms, found, strict=True))


def _place(target: str, terms: Sequence[Sought], language: str, limits: Sequence[int]) -> list[list[Span]]:
    """Give spans to terms, as many to each as its limit, the longest first; each gets one before any gets a second."""
    claims = _claims(target, tuple(terms), language)
    found: list[list[Span]] = [[] for _ in terms]
    taken: list[Span] = []
    for first in (True, False):
        for minus_length, _, start, number in claims:
            span = (start, start - minus_length)
            if len(found[number]) < (1 if first else limits[number]) and not overlaps(span, taken):
                taken.append(span)
                found[number].append(span)
    return found


@lru_cache(maxsize=256)  # what a hypothesis keeps, lacks and has too often is asked for in a row
def _claims(target: str, terms: tuple[Sought, ...], language: str) -> list[tuple[int, int, int, int]]:
    """Return where forms stand: their lengths negated, their ranks, where they begin, and the places of their terms."""
    folded = _folded(target)
    return sorted(
        {
            (start - end, rank, start, number)
            for number, term in enumerate(terms)
            for rank, form in enumerate(term.forms)
            for written in ((form,) if term.exact else variants(form, language))
            if written[1:] in target or _folded(written[1:]) in folded  # a quick no for nearly all of many forms
            for start, end in occurrences(target, written, exact=term.exact)
        }
    )


def occurrences(target: str, form: str, *, exact: bool = False) -> Iterator[Span]:
    """Yield where `form` stands in `target`, as a whole word where its script has words, as a whole number.

    Its first letter may be capitalised, as at the start of a sentence. Signs that typography or habit writes in several
    ways count as one: straight and curly apostrophes, the blanks and hyphens that no line is broken at, е for ё. What
    is `exact` has its own letters only, and a figure may meet a letter: `120m²` has `m²`.

    >>> list(occurrences("Fiscalía y fiscalías", "fiscalía")), list(occurrences("l’État de droit", "l'État de droit"))
    ([(0, 8)], [(0, 15)])
    >>> list(occurrences("1.5、15、5", "5")), list(occurrences("占地120m²", "m²", exact=True))
    ([(7, 8)], [(5, 7)])
    """
    if exact:
        meets = _same_kind
    else:
        meets = joins
        target, form = _folded(target), _folded(form)
    for variant in (form,) if exact else dict.fromkeys((form, form[:1].upper() + form[1:])):
        start = target.find(variant)
        while variant and start >= 0:
            end = start + len(variant)
            if not (
                meets(target[start - 1 : start], variant[0])
                or meets(variant[-1], target[end : end + 1])
                or (variant[0].isdigit() and _NUMBER_BEFORE.search(target, max(0, start - 2), start))
                or (variant[-1].isdigit() and _NUMBER_BEHIND.match(target, end))
                or (_NUMERAL.issuperset(variant) and _is_part_of_a_numeral(target, start, end))
            ):
                yield start, end
            start = target.find(variant, start + 1)


def _is_part_of_a_numeral(target: str, start: int, end: int) -> bool:
    return not _NUMERAL.isdisjoint((target[start - 1 : start], target[end : end + 1]))


def _same_kind(left: str, right: str) -> bool:
    """Say whether two neighbouring characters are both letters, or both digits, of one word."""
    return joins(left, right) and left.isdigit() == right.isdigit()


def stands_in(target: str, form: str) -> bool:
    """Say whether `form` stands anywhere in `target`, as `occurrences` reads it."""
    return next(occurrences(target, form), None) is not None


@lru_cache(maxsize=4096)  # each target is looked through for every form of every required term
def _folded(text: str) -> str:
    """Return `text` with one sign for those that count as one, character for character."""
    return text if text.isascii() else text.translate(_FOLDED)


def joins(left: str, right: str) -> bool:
    """Say whether two neighbouring characters belong to one word; in CJK and other spaceless scripts none do."""
    return left.isalnum() and right.isalnum() and not (_SPACELESS.match(left) or _SPACELESS.match(right))


def overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Say whether a span has a character in common with any of the others."""
    return any(span[0] < end and start < span[1] for start, end in taken)
