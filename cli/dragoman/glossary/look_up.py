"""Concepts found by what a keeper has in hand: an id, a source form, a rendering, or nearly one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dragoman.glossary.load import kept, language_files
from dragoman.glossary.table import TERMS, Files
from dragoman.model import Concept, Rendering
from dragoman.text.scripts import SPACELESS

_MARKS = re.compile(r"[^\w'’]+")
_SPACELESS = re.compile(f"[{SPACELESS}]")

Renderings = Mapping[str, Mapping[str, Rendering]]
"""The renderings of each language by concept id; languages by their gettext code."""


_CODE = ("glossary/look_up.py", "glossary/matching/forms.py")
_HEAD, _END = b"\xff", "\x7f"
"""What an entry of an index begins with, and what stands around each name: UTF-8 and cells hold neither."""


def concept_named(files: Files, name: str) -> str:
    """Return the id of the concept with this id or this source form, exactly; empty where there is none.

    Rows that cannot be read are read over.
    """
    from dragoman.glossary.lint.rows import read_concepts

    table = files.table(TERMS)
    if name.isascii():  # what is not may be written in pieces there
        table = replace(table, lines=(table.lines[0], *(line for line in table.lines[1:] if name in line)))
    concepts, _ = read_concepts(table, [])
    if name in concepts:
        return name
    return next((concept.id for concept in concepts.values() if name in (concept.term, *concept.variants)), "")


def names_index(files: Files, concepts: Mapping[str, Concept], renderings: Renderings) -> bytes:
    """Return the names of all concepts of a glossary in lower case, those of each behind its id.

    They are UTF-8, which is looked through as it is: making characters of all languages takes longer than to find one.
    """
    names = language_files(files)
    return kept("names", files, names, lambda: _index(concepts, renderings), code=_CODE)


def _index(concepts: Mapping[str, Concept], renderings: Renderings) -> bytes:
    entries = (_END.join(["", *_names(concept, renderings), ""]).casefold() for concept in concepts.values())
    return b"".join(_HEAD + f"{id_}{entry}".encode() for id_, entry in zip(concepts, entries, strict=True))


def _entries_with(text: str, index: bytes) -> Iterator[list[str]]:
    """Yield the entries of an index in which a text stands: the id of a concept, and its names."""
    sought = text.encode(errors="replace")
    place = index.find(sought)
    while place >= 0:
        end = index.find(_HEAD, place)
        end = end if end >= 0 else len(index)
        yield index[index.rindex(_HEAD, 0, place) + 1 : end].decode().split(_END)
        place = index.find(sought, end)


def find_concepts(concepts: Mapping[str, Concept], renderings: Renderings, query: str, index: bytes) -> list[Concept]:
    """Return the concepts that have `query` for their id, a source form, or a rendering.

    Case never counts; hyphens, blanks and the shape of apostrophes count only where something has it exactly so. The
    `index` is the concepts' `names_index`.
    """
    exactly = f"{_END}{query.strip().casefold()}{_END}"
    if found := [concepts[id_] for id_, *_ in _entries_with(exactly, index)]:
        return found
    wanted = _key(query.strip())
    return [concept for concept in concepts.values() if wanted in map(_key, _names(concept, renderings))]


def holding_concepts(concepts: Mapping[str, Concept], query: str, index: bytes) -> list[Concept]:
    """Return the concepts that have `query` for whole words of a source form or rendering, the shortest terms first.

    Scripts that put no blanks between words have it anywhere. The `index` is the concepts' `names_index`.
    """
    wanted = _words(query)
    if not wanted.strip():
        return []
    wanted = wanted.strip() if _SPACELESS.search(wanted) else wanted
    likely = _entries_with(max(wanted.split(), key=len), index)
    found = [concepts[id_] for id_, _, *names in likely if any(wanted in _words(name) for name in names)]
    return sorted(found, key=lambda concept: (len(concept.term), concept.id))


def _words(name: str) -> str:
    """Return the words of a name in small letters, with blanks between and around them."""
    return f" {_MARKS.sub(' ', _key(name.strip())).strip()} "


def _key(name: str) -> str:
    from dragoman.glossary.lint.source_forms import form_key  # only a search that found nothing pays for it

    return form_key(name, exact_case=False).casefold()


def near_concepts(concepts: Mapping[str, Concept], renderings: Renderings, query: str, limit: int = 5) -> list[Concept]:
    """Return concepts with a form that holds `query` or is spelled nearly like it, the nearest first."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    wanted = _key(query.strip())
    owners: dict[str, Concept] = {}
    for concept in concepts.values():
        for name in _names(concept, renderings):
            owners.setdefault(_key(name), concept)
    holding = sorted((form for form in owners if wanted and wanted in form), key=len)
    close = [form for form, *_ in extract(wanted, list(owners), scorer=ratio, limit=2 * limit, score_cutoff=60)]
    found = {owners[form].id: owners[form] for form in [*holding[:limit], *close]}
    return list(found.values())[:limit]


def _names(concept: Concept, renderings: Renderings) -> Iterator[str]:
    from dragoman.glossary.matching.forms import flag_values, spelled_forms

    yield concept.id
    yield from spelled_forms(concept)
    yield from flag_values(concept, "short")
    for rows in renderings.values():
        if row := rows.get(concept.id):
            yield from (row.rendering, *row.accepted)
