"""Currencies: how English names them, and what Chinese adds to an amount of them."""

import re
from collections.abc import Mapping
from functools import lru_cache

SIGNS = {
    **{"US$": "USD", "HK$": "HKD", "AU$": "AUD", "A$": "AUD", "CA$": "CAD", "C$": "CAD", "NZ$": "NZD", "NT$": "TWD"},
    **{"S$": "SGD", "MOP$": "MOP", "$": "$", "€": "EUR", "£": "GBP", "¥": "¥", "₩": "KRW", "₽": "RUB", "₹": "INR"},
}
"""Before the figures; `$` and `¥` name no currency by themselves."""

_CODES = (
    *("USD", "EUR", "GBP", "HKD", "JPY", "CNY", "RMB", "KRW", "RUB"),
    *("CHF", "AUD", "CAD", "SGD", "NZD", "TWD", "MOP", "INR"),
)

_NAMES = {
    "USD": r"U\.?S\.? dollars?|American dollars?",
    "HKD": "Hong Kong dollars?",
    "AUD": "Australian dollars?",
    "CAD": "Canadian dollars?",
    "SGD": "Singapore dollars?",
    "NZD": "New Zealand dollars?",
    "TWD": "New Taiwan dollars?",
    "$": "dollars?",
    "CNY": r"(?:Chinese )?yuan(?:\s++(?:RMB|renminbi))?|renminbi",
    "EUR": "euros?",
    "GBP": "pounds? sterling|British pounds?",
    "JPY": "(?:Japanese )?yen",
    "KRW": "(?:South )?Korean won",
    "RUB": "(?:Russian )?rou?bles?",
    "INR": "(?:Indian )?rupees?",
    "CHF": "Swiss francs?",
    "MOP": "patacas?",
}

_PLACES_WITH_DOLLARS = re.compile(
    r"\b(?:Australia|Canad|Hong Kong|HK|Singapore|New Zealand|Taiwan|Taipei|Macao|Macau|Jamaica|Fiji|Namibia|Liberia)"
)

SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
CODE = "|".join(_CODES)
NAME = "|".join(names.replace(" ", r"[-\s]") for names in _NAMES.values())

CHINESE: Mapping[str, tuple[str, ...]] = {
    "CNY": ("{}元", "{}人民币", "人民币{}"),
    "USD": ("{}美元", "{}美金"),
    "EUR": ("{}欧元",),
    "GBP": ("{}英镑",),
    "HKD": ("{}港元", "{}港币", "港币{}"),
    "JPY": ("{}日元", "{}日圆"),
    "KRW": ("{}韩元", "{}韩圆"),
    "RUB": ("{}卢布", "{}俄罗斯卢布"),
    "INR": ("{}印度卢比", "{}卢比"),
    "CHF": ("{}瑞士法郎", "{}瑞郎"),
    "AUD": ("{}澳元", "{}澳大利亚元", "{}澳币"),
    "CAD": ("{}加元", "{}加拿大元", "{}加币"),
    "SGD": ("{}新加坡元", "{}新元", "{}新币"),
    "NZD": ("{}新西兰元", "{}纽元", "{}新元"),
    "TWD": ("{}元新台币", "新台币{}", "{}新台币"),
    "MOP": ("{}澳门元", "{}澳门币"),
}
"""Around an amount, by ISO 4217 code; the usual way first."""

WRITTEN_SIGNS = {"USD": ("$", "US$"), "EUR": ("€",), "GBP": ("£",), "HKD": ("HK$",), "JPY": ("¥",), "CNY": ("¥", "￥")}
"""Signs that a Chinese text may keep, before the figures."""


@lru_cache(maxsize=8)
def _has_other_dollars(context: str) -> bool:
    """Say whether a text speaks of a place with its own dollars; asked for every amount in it."""
    return bool(_PLACES_WITH_DOLLARS.search(context))


def currency(sign: str | None, code: str | None, name: str | None, context: str) -> str:
    """Return the ISO 4217 code of an amount with one of these; empty where none is named or more than one may be meant.

    A bare dollar is the American one unless `context`, the whole segment, speaks of a place that has another.

    >>> currency("$", None, None, "It cost $5 million."), currency("$", None, None, "Canada inserted $5 million.")
    ('USD', '')
    >>> currency(None, None, "yuan", "")
    'CNY'
    """
    found = SIGNS[sign] if sign else code or ""
    if name and (not sign or found == "$"):
        spaced = re.sub(r"[-\s]+", " ", name)
        found = next((iso for iso, names in _NAMES.items() if re.fullmatch(names, spaced, re.IGNORECASE)), name.upper())
    if found == "$":
        return "" if _has_other_dollars(context) else "USD"
    return {"¥": "", "RMB": "CNY"}.get(found, found)
