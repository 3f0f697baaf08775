"""Currencies: how English names them, and what Chinese adds to an amount of them."""

import re
from collections.abc import Mapping
from functools import lru_cache

from dragoman.resources import table_of

_CURRENCIES = table_of(__file__)
SIGNS = {sign: code for code, row in _CURRENCIES.items() for sign in row.get("signs", ())}
"""Before the figures; `$` and `¥` name no currency by themselves."""
_NAMES: Mapping[str, str] = {code: row["names"] for code, row in _CURRENCIES.items() if "names" in row}

_PLACES_WITH_DOLLARS = re.compile(
    r"\b(?:Australia|Canad|Hong Kong|HK|Singapore|New Zealand|Taiwan|Taipei|Macao|Macau|Jamaica|Fiji|Namibia|Liberia)"
)

SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
CODE = "|".join([*filter(str.isalpha, _CURRENCIES), "RMB"])
NAME = "|".join(names.replace(" ", r"[-\s]") for names in _NAMES.values())

CHINESE = {code: tuple(row["chinese"]) for code, row in _CURRENCIES.items() if "chinese" in row}
"""Around an amount, by ISO 4217 code; the usual way first."""

WRITTEN_SIGNS = {code: tuple(row["kept"]) for code, row in _CURRENCIES.items() if "kept" in row}
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
