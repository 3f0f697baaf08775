"""Units, currencies, shares, halves of the day and days of the week: what a number is of."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from dragoman.check.codes import finding
from dragoman.check.quantities import Number
from dragoman.check.tables import alternatives, of_language, table
from dragoman.model import Finding

if TYPE_CHECKING:
    from dragoman.check.pair import Pair

_SIGN_BEFORE = re.compile(
    r"(US\$|HK\$|AU?\$|CA?\$|S\$|NT\$|\$|€|£|₽|₹|₩|USD|EUR|GBP|CNY|RMB|JPY|CHF|人民币|人民幣)\s?\Z"
)
_CURRENCIES = {
    **{"US$": "usd", "$": "usd", "HK$": "hkd", "A$": "aud", "AU$": "aud", "C$": "cad", "CA$": "cad", "S$": "sgd"},
    **{"NT$": "twd", "€": "eur", "£": "gbp", "₽": "rub", "₹": "inr", "₩": "krw", "人民币": "cny", "人民幣": "cny"},
    **{"RMB": "cny"},
}


def check_units(pair: "Pair") -> Iterator[Finding]:
    """Yield units and currencies that became others."""
    there = _units(pair.source_prose, pair.source_numbers)
    if not there:
        return
    here = _units(pair.target_prose, pair.target_numbers)
    lost = {unit for unit in there if unit not in here and not _form(unit).search(pair.target)}
    if not lost:
        return
    classes = _classes()
    for unit in sorted(lost):
        others = [one for one in here if one not in there and classes[one] == classes[unit] and one != unit]
        if others and not _form(others[0]).search(pair.source):
            yield finding("N007", source=there[unit], target=here[others[0]])


def _units(text: str, numbers: Sequence[Number]) -> dict[str, str]:
    """Return the units beside the numbers of a text and how they are written."""
    found: dict[str, str] = {}
    for number in numbers:
        if not number.in_figures:
            continue
        if behind := _unit_behind(text, number.end):
            found.setdefault(*behind)
        if before := _SIGN_BEFORE.search(text, max(0, number.start - 5), number.start):
            found.setdefault(_CURRENCIES.get(before[1], before[1].lower()), before[1])
    return found


def _unit_behind(text: str, place: int) -> tuple[str, str] | None:
    """Return the unit that stands at a place of a text, and how it is written."""
    start = _lead(text, place)
    pattern, units = _beginning(text[start : start + 1].lower())
    if pattern and (match := pattern.match(text, start)):
        return units[(match.lastindex or 1) - 1], match[0]
    return None


def _lead(text: str, place: int) -> int:
    """Return where a unit begins that may have a space or a preposition before it."""
    lead = _LEAD.match(text, place)
    return lead.end() if lead else place


_LEAD = re.compile(r"[\s\u00a0\u202f-]?(?:de |d['’]|di |of )?")


@cache
def _classes() -> dict[str, str]:
    """Return the class of each unit."""
    return {unit: name for name, units in table("units").items() for unit in units if unit != "case"}


@cache
def _forms() -> dict[str, list[tuple[str, str]]]:
    """Return the expressions of the units that begin with a character, each with its unit, by character."""
    by_first: dict[str, list[tuple[str, str]]] = {}
    for units in table("units").values():
        for unit, forms in units.items():
            for form in forms if unit != "case" else ():
                cased = f"(?-i:{_ended(form)})" if units.get("case") else _ended(form)
                by_first.setdefault(form.lstrip("\\")[0].lower(), []).append((cased, unit))
    return by_first


@cache
def _beginning(first: str) -> tuple[re.Pattern[str] | None, list[str]]:
    """Return what matches the units that begin with a character, if any does, and the unit of each of its groups."""
    pairs = sorted(_forms().get(first, ()), key=lambda pair: len(pair[0]), reverse=True)
    pattern = re.compile("|".join(f"({form})" for form, _ in pairs), re.IGNORECASE) if pairs else None
    return pattern, [unit for _, unit in pairs]


def _ended(form: str) -> str:
    """Let a form in letters end where its word ends; Chinese and Japanese part no words."""
    return form if ord(form[-1]) > 0x2E80 or form[-1] in "$€£%" else rf"{form}(?![^\W\d_]|\d)"


@cache
def _form(unit: str) -> re.Pattern[str]:
    """Return what finds a unit anywhere in a text."""
    name = _classes()[unit]
    forms: list[str] = table("units")[name][unit]
    flags = re.RegexFlag(0) if table("units")[name].get("case") else re.IGNORECASE
    return re.compile("|".join(_started(_ended(form)) for form in forms), flags)


def _started(form: str) -> str:
    return form if ord(form[0]) > 0x2E80 or not form[0].isalpha() else rf"(?<![^\W\d_]){form}"


def is_share(text: str, number: Number) -> bool:
    """Tell whether a number is a percentage or a number of percentage points."""
    behind = _unit_behind(text, number.end)
    return behind is not None and _classes()[behind[0]] == "share"


@cache
def _any_share() -> re.Pattern[str]:
    shares = table("units")["share"]
    return re.compile(
        rf"{alternatives([form for forms in shares.values() for form in forms])}|puntos|points|пункт|分之|[半倍番]",
        re.I,
    )


def has_share(text: str) -> bool:
    """Tell whether a text speaks of a share of anything."""
    return bool(_any_share().search(text))


def check_calendar(pair: "Pair") -> Iterator[Finding]:
    """Yield days of the week, months and halves of the day that became others."""
    source, target = of_language("calendar", pair.frm), of_language("calendar", pair.to)
    if not source or not target:
        return
    for what in ("weekday", "month"):
        if what not in source or what not in target or not _any(pair.frm, what).search(_uncased(pair.source, pair.frm)):
            continue
        there, here = _named(pair.source, pair.frm, what), _named(pair.target, pair.to, what)
        lost = [name for name in there if name not in here]
        added = [name for name in here if name not in there]
        if lost and added:
            yield finding("N009", source=there[lost[0]], target=here[added[0]])
        elif lost and what == "weekday" and not _numbered(lost, pair):
            yield finding("N009", source=there[lost[0]], target="nothing")
    if "half" in source and "half" in target:
        yield from _halves(pair)


def _numbered(days: Sequence[str], pair: "Pair") -> bool:
    """Say whether a day may be named in a way that the table does not know: by a date."""
    return len(days) > 1


@cache
def _any(language: str, what: str) -> re.Pattern[str]:
    """Return what finds where a name may stand; it begins with letters, which is what makes it fast."""
    names = of_language("calendar", language)[what]
    forms = [form for forms in names.values() for form in forms]
    if language == "en":  # upper and lower case differ in names: how they begin will do
        return re.compile("|".join({form[:3] for form in forms if form[:1].isupper()}))
    return re.compile(alternatives([form.lower() for form in forms]))


def _uncased(text: str, language: str) -> str:
    """Return a text in small letters, but for English, whose names are known by their capitals."""
    return text if language == "en" else text.lower()


@cache
def _one(language: str, what: str, name: str) -> re.Pattern[str]:
    forms = alternatives(of_language("calendar", language)[what][name])
    flags = re.RegexFlag(0) if language == "en" else re.IGNORECASE
    return re.compile(forms if language in ("zh", "ja", "ko") else rf"(?<!\w)(?:{forms})(?!\w)", flags)


_AMBIGUOUS = {
    "May": re.compile(r"\d\s+May\b|\bMay\s+\d|\b(?i:in|since|until|by|of|last|next|this|early|late|mid-?) ?May\b"),
    "March": re.compile(r"\d\s+March\b|\bMarch\s+\d|\b(?i:in|since|until|by|of|last|next|early|late|mid-?) ?March\b"),
    "Mar": re.compile(r"\d\s+Mar\b|\bMar\.?\s+\d"),
    "Sun": re.compile(r"\bSun\.?,? \d"),
    "Sat": re.compile(r"\bSat\.?,? \d"),
    "Wed": re.compile(r"\bWed\.?,? \d"),
    "Fri": re.compile(r"\bFri\.?,? \d"),
    "Mon": re.compile(r"\bMon\.?,? \d"),
    "Jan": re.compile(r"\d\s+Jan\b|\bJan\.?\s+\d"),
}
"""English names that are other words, too, and what must stand beside them."""


def _named(text: str, language: str, what: str) -> dict[str, str]:
    """Return the days or months that a text names, by number, and how."""
    pattern, names = _names(language, what)
    spaceless = language in ("zh", "ja", "ko")
    text = _uncased(text, language)
    found: dict[str, str] = {}
    for place in _any(language, what).finditer(text):
        match = pattern.match(text, place.start())
        if not match:
            continue
        word = match[0]
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        whole = spaceless or not (before.isalnum() or behind.isalnum())
        if not whole or (language == "en" and word in _AMBIGUOUS and not _AMBIGUOUS[word].search(text)):
            continue
        found.setdefault(names[(match.lastindex or 1) - 1], word)
    return found


@cache
def _names(language: str, what: str) -> tuple[re.Pattern[str], list[str]]:
    """Return what matches a name, in the group of its form, and the number that each group stands for."""
    group = of_language("calendar", language)[what]
    forms = [(form if language == "en" else form.lower(), name) for name, some in group.items() for form in some]
    forms.sort(key=lambda pair: len(pair[0]), reverse=True)
    return re.compile("|".join(f"({form})" for form, _ in forms)), [name for _, name in forms]


_HOUR = re.compile(r"\b(\d{1,2})(?:[:.]\d\d)?\s?([ap])\.?m\b", re.IGNORECASE)


def _halves(pair: "Pair") -> Iterator[Finding]:
    if pair.frm != "en" or not pair.source_numbers:
        return
    for hour, half, text in [
        (int(found[1]), found[2].lower() + "m", found[0]) for found in _HOUR.finditer(pair.source)
    ]:
        wanted, other = (_one(pair.to, "half", name) for name in (half, "pm" if half == "am" else "am"))
        if wanted.search(pair.target) or hour > 11:
            continue
        later = any(not {*number.values, *number.parts}.isdisjoint((hour + 12,)) for number in pair.target_numbers)
        if half == "pm" and later:
            continue
        if (found := other.search(pair.target)) or (later and half == "am"):
            yield finding("N008", source=text, target=found[0] if found else str(hour + 12))
        elif half == "pm" and not later:
            yield finding("N008", source=text, target=str(hour))
