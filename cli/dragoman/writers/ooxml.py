"""What Office files have in common: fonts by language, and the same bytes for the same input."""

import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO

from dragoman.languages import subtag
from dragoman.model import Language

ALWAYS = datetime(2000, 1, 1)
"""The date of every document, always the same so that the same input gives the same bytes."""

_EAST_ASIAN_FONTS = {"zh": "SimSun", "zh-Hant": "PMingLiU", "ja": "MS Mincho", "ko": "Batang"}
"""Fonts that Word and LibreOffice have, or replace by one of the same script."""
_COMPLEX = frozenset("bn bo dv dz gu hi km kn lo ml mr my ne or pa sa si ta te th".split())  # noqa: SIM905
_CHUNK = 2**20


def east_asian_font(language: Language) -> str:
    """Return the font for a language that is written in East Asian characters; empty for any other."""
    return _EAST_ASIAN_FONTS.get(language.tag) or _EAST_ASIAN_FONTS.get(subtag(language), "")


def script_attribute(language: Language) -> str:
    """Return the attribute of `w:lang` for a language; Word sets three kinds of scripts apart, with a font for each."""
    if east_asian_font(language):
        return "w:eastAsia"
    return "w:bidi" if language.rtl or subtag(language) in _COMPLEX else "w:val"


def word_language(language: Language) -> str:
    """Return a language's tag as Word knows it, Chinese by its territory.

    >>> word_language(Language("zh-Hant", "zt", "zh_TW", "Chinese (Traditional)"))
    'zh-TW'
    """
    return language.gettext.replace("_", "-") if subtag(language) == "zh" else language.tag


def copy_without_times(
    packed: BinaryIO, timeless: BinaryIO, replaced: Mapping[str, Iterator[bytes]] | None = None
) -> None:
    """Copy a zip file with one time for all its members, piece by piece; `replaced` are other contents by name."""
    replaced = replaced or {}
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with new.open(entry, "w", force_zip64=name in replaced) as copy:
                if name in replaced:
                    for piece in replaced[name]:
                        copy.write(piece)
                    continue
                with old.open(name) as original:
                    while piece := original.read(_CHUNK):
                        copy.write(piece)
