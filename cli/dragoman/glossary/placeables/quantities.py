"""Large numbers, money and percentages as placeables: “$1.2 billion” must become 12亿美元.

Only what languages write differently is required. Other figures are copied as they are (see `plain_figures`), and so
are numbers that only look like quantities: of articles and orders, of telephones, in scores, lists and file names.
"""

import re
from collections.abc import Iterator

from dragoman.glossary.placeables.amounts import figures
from dragoman.glossary.placeables.chinese import is_chinese
from dragoman.glossary.placeables.english import NUMBER, WORDS, read_number
from dragoman.glossary.placeables.money import CODE, NAME, SIGN, SIGNS, currency
from dragoman.glossary.placeables.pattern import CLDR, Pattern, Placeable, compiled
from dragoman.glossary.placeables.quantity import Quantity
from dragoman.model import Language

_SCALE = r"[-\s]?(?i:thousand|million|billion|trillion|bn|tn|mn|m)\b"
_UNIT = r"\s?%|[-\s]?(?i:percent|per\s+cent|percentage[-\s]points?|basis[-\s]points?)\b"
TOKEN = (
    rf"(?:(?P<sign>{SIGN})\s?|(?P<code>{CODE})\s?)?(?P<number>{NUMBER})(?P<scale>{_SCALE})?"
    rf"(?:(?P<unit>{_UNIT})|[-\s](?P<name>(?i:{NAME})|{CODE})\b)?"
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_JOIN = r"(?P<join>\s?[-–—−~]\s?|\s+(?:to|and|or)\s+)"
_JOINED = r"[-–—−~]\s?$|\b(?:to|and|or)\s+$"
_BEFORE = rf"(?<![\w.,:/%+–—−~-]){TOKEN}{_JOIN}$"
_BEHIND = rf"{_JOIN}(?:{SIGN}|{CODE})?\s?(?:\d|{WORDS})"
_FROM, _BETWEEN = r"\b(?i:from)\s+$", r"\b(?i:between)\s+$"
_DASHES = ("-", "–", "—", "−", "~")
_SHARES = frozenset({"percent", "points", "basis"})

# What makes a number something else: a part of a longer one, the number of an act.
_NOT_BEFORE = (
    r"(?:\b(?i:Nos?|Order|Decree|Resolution|Directive|Case|Docket|Article|Section|Page|Tel|Phone|Version|point)\.?|[#№])"
    r"\s*$|\b(?i:hundred|thousand|million|billion)(?:\s+and)?[-,\s]+$"
)
_GOES_ON = rf"\s+(?:and\s+)?(?:{WORDS})\b"
_MORE_BEFORE = (
    r"\b(?i:more than|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of|some|surpass(?:es|ed|ing)?)\s+"
    r"(?:the\s+)?$"
)
_MORE_BEHIND = r"\+|[-\s]plus\b|-strong\b|\s+or\s+more\b"
_LEAST = 10_000
"""Smaller numbers are copied, but for sums of money in Chinese."""
_REACH = 60
"""Characters before a number that may belong to it."""


def read_quantity(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    """Yield the quantity that was found by the pattern, from the lower end of its range if it ends one."""
    source, start = found.string, found.start()
    context = source[max(0, start - _REACH) : start]
    low = compiled(_BEFORE).search(context) if compiled(_JOINED).search(context) else None
    if low is None and context.endswith(_DASHES):
        return
    behind = compiled(_BEHIND).match(source, found.end())
    if behind and (not _is_complete(found) or _is_dash(behind)):
        return  # the lower end, which belongs to what follows
    if low and _is_complete(low) and not _is_dash(low):
        low = None  # “from 2 million to 3 million”: each stands for itself
    offset = start - len(context)
    if low:
        context = context[: low.start()]
        if not is_chinese(language) or not _is_range(low, context):
            return
    if compiled(_NOT_BEFORE).search(context) or compiled(_GOES_ON).match(source, found.end()):
        return
    quantity = _quantity(found, low, context, small=is_chinese(language))
    # Imported here: most texts have no more than years and small counts.
    from dragoman.glossary.placeables import chinese_quantities, other_quantities

    write = chinese_quantities.forms if is_chinese(language) else other_quantities.forms
    if not quantity or not (forms := write(quantity, language)):
        return
    if quantity.unit in _SHARES or (quantity.unit and is_chinese(language)):
        start, end = (offset + low.start() if low else start), found.end()
    else:  # the currency, if there is one, is left to the engine
        start = offset + low.start("number") if low else found.start("number")
        end = found.end("scale" if found["scale"] else "number")
    yield Placeable(start, end, _id(quantity), tuple(forms))


def _is_complete(token: re.Match[str]) -> bool:
    """Say whether a number has a scale or a unit of its own."""
    return bool(token["scale"] or token["unit"])


def _is_dash(token: re.Match[str]) -> bool:
    return token["join"].strip() in _DASHES


def _is_range(low: re.Match[str], context: str) -> bool:
    """Say whether two joined numbers are the ends of a range, and not two numbers of a list or of a change."""
    join = low["join"].strip()
    if join in ("and", "or"):
        return join == "and" and bool(compiled(_BETWEEN).search(context))
    return join != "to" or not compiled(_FROM).search(context)


def _quantity(found: re.Match[str], low: re.Match[str] | None, context: str, *, small: bool) -> Quantity | None:
    """Return what is stated, or None where nothing is required for it; `small` sums of money are if asked for."""
    number, source = found["number"], found.string
    scale = _scale(found["scale"])
    short = bool(found["scale"]) and found["scale"].strip("- ").lower() in _SHORT_SCALES
    if short and not (found["sign"] or found["code"] or (low and low["sign"])):
        return None  # “5 m” may be metres
    value = read_number(number) * scale
    unit = _unit(found["unit"])
    if not unit:
        sign = found["sign"] or (low["sign"] if low else None)
        unit = currency(sign, found["code"] or (low["code"] if low else None), found["name"], source)
        grouped = "," in number and value % 100 == 0
        floor = 1 if small and unit and number[0].isdecimal() else _LEAST
        if value < floor or not (found["scale"] or unit or grouped):
            return None
    elif found["scale"] or (value in (0, 100) and not (small and number[0].isdecimal())):
        return None  # “100 percent” may be said in many ways
    least = None
    if low:
        least = read_number(low["number"]) * (_scale(low["scale"]) if low["scale"] else scale)
        if _unit(low["unit"]) not in ("", unit) or least >= value or (least < _LEAST and unit not in _SHARES):
            return None
    more = compiled(_MORE_BEFORE).search(context) or compiled(_MORE_BEHIND).match(source, found.end())
    return Quantity(value, unit, least, bool(found["scale"]), number[0].isdecimal(), bool(more))


def _scale(text: str | None) -> int:
    word = (text or "").strip("- \t\r\n\xa0").lower()
    return _SCALES.get(word) or _SHORT_SCALES.get(word) or 1


def _unit(text: str | None) -> str:
    """Return the kind of unit: `percent`, `points`, `basis`, or nothing."""
    word = (text or "").lower()
    if "point" in word:
        return "points" if word.lstrip("- ").startswith("per") else "basis"
    return "percent" if word else ""


def _id(quantity: Quantity) -> str:
    """Name the value: `number-1200000000`, `money-2000000000-usd`, `percent-15.3`, `percent-15-20`."""
    ends = [figures(end) for end in (quantity.low, quantity.value) if end is not None]
    if quantity.unit in _SHARES:
        return "-".join((quantity.unit, *ends))
    return "-".join(("money", *ends, quantity.unit.lower()) if quantity.unit else ("number", *ends))


_QUANTITY = rf"(?<![\w.,:/%+])(?:{TOKEN})(?![\w%]|[.,:/]\d)"
_WORDS = (
    *("%", "illion", "thousand", "percent", "per cent", "percentage", "basis"),
    *(sign for sign in SIGNS if len(sign) == 1),
    *("dollar", "yuan", "renminbi", "euro", "pound", "yen", " won", "-won", "uble", "rupee", "franc", "pataca"),
    *(f"{code.lower()}{blank}" for code in CODE.split("|") for blank in " 123456789"),
    *(f",{hundreds}00" for hundreds in range(10)),
)


def _read(found: re.Match[str], language: Language) -> Iterator[Placeable]:
    if found["scale"] or found["unit"] or found["name"] or found["sign"] or found["code"] or "," in found[0]:
        yield from read_quantity(found, language)


QUANTITIES = Pattern("quantity", _WORDS, _QUANTITY, _read, "number", CLDR)
