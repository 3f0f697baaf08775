"""A concept with its renderings as other formats carry it: the cells of its rows, by column.

A reader gives the columns that its format knows and leaves the others out, so that a bare word list never says that a
note or an authority is gone.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.errors import ExchangeError, RequestError
from dragoman.glossary.definitions import definitions_of
from dragoman.glossary.load import load_languages
from dragoman.glossary.table import Files, language_named
from dragoman.languages import parse_language
from dragoman.model import LINE_BREAKS, Concept, Rendering

Cells = Mapping[str, str]
"""Cells by the names of the glossary's columns; items of a list have `|` between them."""

MEANING = ("definition", "source", "context")
"""The columns of `definitions.tsv` beside the id."""

SOURCE_LOCALE = "en"
"""The language of `term` and `variants`."""

_LINE_BREAK = re.compile(rf"[^\S{LINE_BREAKS}]*[\t{LINE_BREAKS}]\s*")
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept."""

    concept: Cells
    """Of `terms.tsv`; without `id` where the format has none."""
    renderings: Mapping[str, Cells]
    """Of the language files, by their names: `zh_CN`."""
    place: str = ""
    """Where it stands in the file that it was read from, `line 12`."""
    meaning: Cells = field(default_factory=dict)
    """Of `definitions.tsv`: `definition`, `source`, `context`; those that are known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds."""

    entries: Sequence[Entry]
    warnings: Sequence[str] = ()
    """What was left out, one sentence each."""
    ours: bool = False
    """Written by dragoman, so that its languages are meant."""


def read_entries(files: Files, locales: Sequence[str] | None = None) -> list[Entry]:
    """Return all concepts of a glossary with their renderings in `locales`, or in all languages.

    Raises:
        GlossaryError: the glossary does not load.
        RequestError: the glossary has no file for one of the locales.
    """
    known = list_locales(files)
    if missing := [locale for locale in locales or () if locale not in known]:
        raise RequestError(
            f"{files.folder} has no {missing[0]}.tsv; its languages are {', '.join(known) or 'none yet'}"
        )
    concepts, languages = load_languages(files)
    meanings = definitions_of(files)
    shown = {locale: languages[locale] for locale in locales or known}
    return [
        Entry(
            concept_cells(concept),
            {locale: rendering_cells(rows[id_]) for locale, rows in shown.items() if id_ in rows},
            meaning={name: getattr(meanings[id_], name) for name in MEANING} if id_ in meanings else {},
        )
        for id_, concept in concepts.items()
    ]


def list_locales(files: Files) -> list[str]:
    """Return the languages that the glossary has files for, sorted."""
    names = (name.removesuffix(".tsv") for name in files.languages())
    return [name for name in names if language_named(name)]


def concept_cells(concept: Concept) -> dict[str, str]:
    """Return the row of a concept, with all its columns."""
    return {
        "id": concept.id,
        "term": concept.term,
        "variants": "|".join(concept.variants),
        "category": concept.category,
        "match": "|".join(concept.flags),
        "domain": concept.domain,
        "note": concept.note,
    }


def rendering_cells(rendering: Rendering) -> dict[str, str]:
    """Return the row of a rendering, with all its columns but the id."""
    return {
        "rendering": rendering.rendering,
        "accepted": "|".join(rendering.accepted),
        "forbidden": "|".join(rendering.forbidden),
        "status": rendering.status,
        "authority": rendering.authority,
        "checked": rendering.checked,
        "note": rendering.note,
    }


def preferred(entry: Entry, locale: str) -> str:
    """Return the preferred rendering, the term itself where it is kept; empty where none is known."""
    rendering = entry.renderings.get(locale, {}).get("rendering", "")
    return entry.concept["term"] if rendering == "=" else rendering


def language_tag(locale: str) -> str:
    """Return the BCP 47 tag of a locale.

    >>> language_tag("zh_CN"), language_tag("sr@latin")
    ('zh-CN', 'sr-Latn')
    """
    return locale.replace("@latin", "-Latn").replace("_", "-")


def locale_of(tag: str) -> str:
    """Return the locale that a language tag, or a locale, stands for; empty where it is no language.

    >>> locale_of("zh-Hans"), locale_of("es-ES"), locale_of("none at all")
    ('zh_CN', 'es_ES', '')
    """
    try:
        return parse_language(language_tag(tag)).gettext
    except RequestError:
        return ""


def refuse_beyond_xml(entries: Iterable[Entry]) -> None:
    """Let pass what XML 1.0 can carry.

    Raises:
        ExchangeError: a cell has one of the few characters that XML has no way to write.
    """
    for entry in entries:
        for cells in (entry.concept, *entry.renderings.values()):
            for column, cell in cells.items():
                if not cell.isascii() and (found := _NOT_IN_XML.search(cell)):
                    character = f"U+{ord(found[0]):04X}"
                    raise ExchangeError(f"{entry.concept['id']}: XML cannot carry {character}, in {column}; remove it")


def clean(text: str, where: str) -> str:
    """Return a cell as the glossary keeps it: NFC, on one line, without tabs and control characters.

    Raises:
        ExchangeError: `text` has control characters, which nothing in the glossary may have.
    """
    tidy = _LINE_BREAK.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if found := _CONTROL.search(tidy):
        raise ExchangeError(f"{where}: control character U+{ord(found[0]):04X} in {tidy!a}; remove it")
    return tidy


def clean_items(texts: Iterable[str], where: str) -> str:
    """Return a list as one cell.

    Raises:
        ExchangeError: an item has the sign `|`, which parts the items, or control characters.
    """
    found = [tidy for text in texts if (tidy := clean(text, where))]
    for item in found:
        if "|" in item:
            raise ExchangeError(f"{where}: {item!r} has a |, which separates the forms of a term here; replace it")
    return "|".join(found)
