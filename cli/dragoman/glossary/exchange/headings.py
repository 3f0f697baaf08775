"""What the columns of others' tables hold, told by their headings: a language by code or name, a note, a source.

Names of languages, scripts and countries are those that CLDR has in ten languages; the rest is in `headings.toml`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import RequestError
from dragoman.glossary.exchange.entries import locale_of
from dragoman.resources import table_of

NAMED_IN = ("en", "zh", "es", "fr", "ru", "ar", "ja", "de", "pt", "it")
"""Languages whose names of languages are known."""
UNUSED = "unused"
"""The role of a column that a user wants left out."""

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4}){0,2}", re.IGNORECASE)
_PART = re.compile(r"[()（）\[\],，/:：_·–—-]+|\s+")
_QUALIFIED = {"simplified": "zh_CN", "traditional": "zh_TW", "hong-kong": "zh_HK"}
"""What words beside Chinese make of it, by their keys in headings.toml."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds."""

    role: str
    """`term` or `rendering` for texts of a language, a role of headings.toml; empty where nothing is known of it."""
    locale: str = ""
    """Of a text, or of what is said of one."""


def parse_map(pairs: Sequence[str]) -> dict[str, str]:
    """Return what `--map` says of columns: `Chinese (Simplified)=zh_CN`, `Remarks=note`, `Row=unused`.

    Raises:
        RequestError: a pair has another form, or names neither a language nor a role.
    """
    found = {}
    for pair in pairs:
        name, sign, wanted = pair.rpartition("=")
        wanted = wanted.strip()
        if not (sign and name.strip()):
            raise RequestError(f"--map {pair!r}: write COLUMN=LANG, as in “Chinese (Simplified)=zh_CN”")
        if wanted not in (*_table()["roles"], UNUSED) and not locale_of(wanted):
            known = ", ".join((*_table()["roles"], UNUSED))
            raise RequestError(f"--map {pair!r}: {wanted!r} is neither a language nor one of {known}")
        found[_plain(name)] = wanted if wanted in (*_table()["roles"], UNUSED) else locale_of(wanted)
    return found


def read_headings(cells: Sequence[str], mapped: Mapping[str, str]) -> list[Heading]:
    """Return what each column holds; a heading that says nothing of a language is about that of the column before."""
    found: list[Heading] = []
    last = ""
    for cell in cells:
        heading = _heading(cell, mapped)
        if heading.role in ("definition", "context", "information", "accepted", "forbidden") and not heading.locale:
            heading = Heading(heading.role, last)
        elif heading.locale:
            last = heading.locale
        found.append(heading)
    return found


def _heading(cell: str, mapped: Mapping[str, str]) -> Heading:
    name = _plain(cell)
    if not name:
        return Heading("")
    if wanted := mapped.get(name, ""):
        return Heading(wanted) if wanted in (*_roles().values(), UNUSED) else Heading("text", wanted)
    if role := _roles().get(name):
        return Heading(role)
    if locale := _language(name):
        return Heading("text", locale)
    for part in (" ", "_", "(", ":", "-"):  # `English_Def`, `English definition`, `Definition (English)`
        before, _, behind = name.rpartition(part)
        first, _, rest = name.partition(part)
        for what, whose in ((behind, before), (first, rest)):
            role, locale = _roles().get(what.strip(" )"), ""), _language(whose.strip(" )"))
            if locale and role not in ("", "term"):
                return Heading(role, locale)
    return Heading("")


def status_of(text: str) -> str:
    """Return `established`, `proposed` or `forbidden` for what others call the status of a term; empty for other words.

    >>> status_of("Approved"), status_of("Very reliable"), status_of("?")
    ('established', 'established', '')
    """
    plain = _plain(text)
    return next((status for status, words in _table()["statuses"].items() if plain in words), "")


def _language(name: str) -> str:
    """Return the locale that a heading names by a code or a name; empty where it names none, or something else too."""
    names = _names()
    words = _table()["words"]
    bare = name
    for noise in words["noise"]:
        if not noise.isascii() and len(name) > len(noise):
            bare = bare.removesuffix(noise).removeprefix(noise)
    if found := names.get(name) or names.get(bare):
        return found
    if _CODE.fullmatch(name) and name[:2] not in ("no", "id") and (found := locale_of(name)) and _is_known(name):
        return found
    parts = [part for part in _PART.split(name) if part]
    found, kind = "", ""
    for part in parts:
        if part in words["noise"]:
            continue
        if part in names and not found:
            found = names[part]
        elif _CODE.fullmatch(part) and not found and _is_known(part):
            found = locale_of(part)
        elif which := next((locale for key, locale in _QUALIFIED.items() if part in words[key]), ""):
            kind = which
        elif part in _regions():
            continue
        else:
            return ""
    return kind if kind and found.startswith("zh") else found if kind in ("", "zh_CN") else ""


def _is_known(code: str) -> bool:
    return re.split("[-_]", code)[0].lower() in _codes()


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" :*")


@cache
def _table() -> dict[str, Any]:
    return table_of(__file__)


@cache
def _roles() -> dict[str, str]:
    return {_plain(word): role for role, words in _table()["roles"].items() for word in words}


@cache
def _codes() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").languages)


@cache
def _names() -> dict[str, str]:
    """Return the locales by their names in many languages."""
    from babel import Locale

    known = [str(code) for code in Locale("en").languages]
    codes = {code: locale_of(code) for code in known if len(code) == 2 or code in ("zh_Hans", "zh_Hant")}
    found: dict[str, str] = {}
    for spoken in NAMED_IN:
        named = Locale(spoken).languages
        for code, locale in codes.items():
            if locale and code in named:
                found.setdefault(_plain(named[code]), locale)
    return found | {_plain(word): locale for locale, words in _table()["languages"].items() for word in words}


@cache
def _regions() -> frozenset[str]:
    """Return names and codes of countries: `Spanish (Mexico)` is Spanish."""
    from babel import Locale

    found = set()
    for spoken in NAMED_IN:
        for code, name in Locale(spoken).territories.items():
            found |= {code.casefold(), *(part for part in _PART.split(_plain(name)) if part)}
    return frozenset(found)
