"""What a package, or the index, says of a package in `metadata.json`: judged before anything is done with it."""

import re
from collections.abc import Mapping
from typing import Any

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
"""Argos codes are language subtags, `zt` and `pb` among them, or locales."""
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*(?:[-+.]?[A-Za-z0-9]+)*")
_LONGEST = 200
"""Characters of a name."""

_NEEDED = ("package_version", "from_code", "from_name", "to_code", "to_name")
_OPTIONAL = ("argos_version", "code", "target_prefix", "type", "terminology")


def check_metadata(fields: object) -> Mapping[str, Any]:
    """Return the fields of a package that translates.

    Raises:
        ValueError: something is missing or is not what it should be; the message reads on behind a colon.
    """
    if not isinstance(fields, Mapping):
        raise ValueError("the metadata is not a JSON object")
    if isinstance(kind := fields.get("type", "translate"), str) and kind != "translate":
        raise ValueError(f"it is of the type {shown(kind)}, not a translation package")
    for name in (*_NEEDED, *_OPTIONAL):
        _check_text(name, fields.get(name), needed=name in _NEEDED)
    for name in ("from_code", "to_code"):
        if not _CODE.fullmatch(fields[name]):
            raise ValueError(f"{name} {shown(fields[name])} is not a language code")
    if fields["from_code"] == fields["to_code"]:
        raise ValueError(f"it translates {fields['from_code']} into itself")
    if not _VERSION.fullmatch(fields["package_version"]) or len(fields["package_version"]) > 32:
        raise ValueError(f"package_version {shown(fields['package_version'])} is not a version")
    links = fields.get("links", [])
    if not isinstance(links, list) or not all(isinstance(link, str) and link.isprintable() for link in links):
        raise ValueError("links is not a list of addresses")
    if not isinstance(fields.get("draft", False), bool):
        raise ValueError("draft is neither true nor false")
    if fields.get("slots") and not slots_of(fields):
        raise ValueError("slots does not list symbols")
    return fields


def slots_of(fields: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    """Return the slot symbols that the metadata declares, by category of terms; none where they are malformed."""
    slots = fields.get("slots", {})
    if not isinstance(slots, Mapping) or not all(map(_is_symbols, slots.values())):
        return {}
    return {str(category): tuple(symbols) for category, symbols in slots.items()}


def _is_symbols(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(symbol, str) and symbol.isprintable() and 0 < len(symbol) <= _LONGEST for symbol in value
    )


def _check_text(name: str, value: object, *, needed: bool) -> None:
    if value is None:
        if needed:
            raise ValueError(f"the metadata has no {name}")
    elif not isinstance(value, str):
        raise ValueError(f"{name} is not text")
    elif needed and not value.strip():
        raise ValueError(f"{name} is empty")
    elif not value.isprintable() or len(value) > _LONGEST:
        # It would be printed: escape sequences and letters that turn the line round are not for names.
        raise ValueError(f"{name} has invalid characters or is too long")


def shown(text: str) -> str:
    """Return a name of somebody else's as it can stand in a message: quoted, escaped and not long."""
    return ascii(text if len(text) <= 60 else text[:60] + "...")


def printable(text: str) -> str:
    r"""Return words of somebody else's as they can stand in a message: in one line that steers no terminal, not long.

    >>> printable("Variable 'a\x1b[2J' is\nnot there")
    "Variable 'a�[2J' is not there"
    """
    line = " ".join(text[:300].split())
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
