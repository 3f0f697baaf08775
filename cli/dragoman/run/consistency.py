"""What entries of one language show beside one another, and languages beside one another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dragoman.check.codes import finding
from dragoman.check.pair import Pair
from dragoman.check.wording import expected_length, length_of
from dragoman.model import Finding, Language, TermUse, Unit

_LONG = 25
"""Characters of a source whose translation is hardly that of another text by chance."""
_ENDING = 3
"""Letters at the end of a word that inflection and derivation change."""
_IDEOGRAPHS = "\u2e80"
"""From here on scripts have no words that could be inflected."""
_OTHERS = 2
"""Other languages that must have what one lacks."""
_SHORT, _FULL = 0.6, 0.85
"""Shares of the expected length: of a translation that lacks something, and of those that lack nothing."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry that was checked, and where it stands."""

    place: str
    """`path:line`."""
    unit: Unit
    uses: tuple[TermUse, ...]


def inconsistencies(checked: Iterable[Checked]) -> Iterator[tuple[Checked, Finding]]:
    """Yield what the entries of one language show: one text translated in two ways, two in one, a term in several."""
    entries = list(checked)
    by_source: dict[str, Checked] = {}
    by_target: dict[str, Checked] = {}
    for entry in entries:
        first = by_source.setdefault(_folded(entry.unit.source), entry)
        if first.unit.target != entry.unit.target:
            yield entry, finding("W002", place=first.place, other=first.unit.target)
        same = by_target.setdefault(_folded(entry.unit.target), entry)
        if len(entry.unit.source) > _LONG and _other_text(same.unit.source, entry.unit.source):
            yield entry, finding("W003", place=same.place, other=same.unit.source)
    yield from _terms(entries)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _other_text(one: str, other: str) -> bool:
    """Tell whether two sources differ in more than capitals, marks and spaces."""
    return _letters(one) != _letters(other)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _terms(entries: Sequence[Checked]) -> Iterator[tuple[Checked, Finding]]:
    """Yield entries that render a term otherwise than most others do, inflection aside."""
    seen: dict[str, list[list[tuple[Checked, TermUse]]]] = {}
    for entry in entries:
        for use in entry.uses:
            if use.target:
                forms = seen.setdefault(f"{use.id} {use.source.casefold()}", [])
                alike = next((form for form in forms if _is_inflected(form[0][1].target or "", use.target)), None)
                if alike is None:
                    forms.append([(entry, use)])
                else:
                    alike.append((entry, use))
    for forms in seen.values():
        usual = max(forms, key=len)
        where, used = usual[0]
        for form in forms:
            if form is usual or len(form) * 2 > len(usual):
                continue
            for entry, use in form:
                yield (
                    entry,
                    finding(
                        "T006", source=use.source, form=use.target or "", other=used.target or "", place=where.place
                    ),
                )


def _is_inflected(one: str, other: str) -> bool:
    """Tell whether two renderings differ in no more than capitals and the last letters of their words.

    These are what inflection changes, and what makes an adjective of a name. Chinese and Japanese have neither.

    >>> _is_inflected("Суданом", "Судана"), _is_inflected("syrienne", "Syrie"), _is_inflected("ONU", "Nations Unies")
    (True, True, False)
    >>> _is_inflected("俄罗斯", "俄罗斯联邦")
    False
    """
    if one.casefold() == other.casefold():
        return True
    left, right = one.casefold().split(), other.casefold().split()
    if len(left) != len(right) or not one[0].isalpha() or one[0] >= _IDEOGRAPHS:
        return False
    return all(_have_one_stem(*words) for words in zip(left, right, strict=True))


def _have_one_stem(one: str, other: str) -> bool:
    stem = max(3, min(len(one), len(other)) - _ENDING)
    return one[:stem] == other[:stem]


def left_out_in_one(
    texts: Mapping[str, Sequence[tuple[Language, Checked]]], source: Language
) -> Iterator[tuple[Checked, Finding]]:
    """Yield entries that are much shorter than expected where those of other languages are not.

    `texts` has the translations of each source.
    """
    for found in texts.values():
        if len(found) <= _OTHERS:
            continue
        ratios = [(checked, _ratio(checked.unit, source, language)) for language, checked in found]
        known = [ratio for _, ratio in ratios if ratio]
        for checked, ratio in ratios:
            others = sorted(known)[1:]
            if ratio and ratio == min(known) and ratio < _SHORT and len(others) >= _OTHERS and median(others) > _FULL:
                yield checked, finding("L001", percent=f"{ratio:.0%}")


def _ratio(unit: Unit, source: Language, target: Language) -> float | None:
    pair = Pair(unit.source, unit.target, source, target)
    expected = expected_length(pair)
    return length_of(pair) / expected if expected else None
