"""Concepts found by what a keeper has in hand: an id, a source form, a rendering, or nearly one."""

import re
from collections.abc import Iterator, Mapping

from dragoman.glossary.lint.rows import read_concepts
from dragoman.glossary.lint.source_forms import form_key
from dragoman.glossary.matching.forms import flag_values, spelled_forms
from dragoman.glossary.table import TERMS, Files
from dragoman.model import Concept, Rendering
from dragoman.text.scripts import SPACELESS

_MARKS = re.compile(r"[^\w'’]+")
_SPACELESS = re.compile(f"[{SPACELESS}]")

Renderings = Mapping[str, Mapping[str, Rendering]]
"""The renderings of each language by concept id; languages by their gettext code."""


def concept_named(files: Files, name: str) -> Concept | None:
    """Return the concept with this id or this source form, exactly; rows that cannot be read are read over."""
    concepts, _ = read_concepts(files.table(TERMS), [])
    if name in concepts:
        return concepts[name]
    return next((concept for concept in concepts.values() if name in spelled_forms(concept)), None)


def find_concepts(concepts: Mapping[str, Concept], renderings: Renderings, query: str) -> list[Concept]:
    """Return the concepts that have `query` for their id, a source form, or a rendering.

    Case never counts; hyphens, blanks and the shape of apostrophes count only where something has it exactly so.
    """
    wanted = f"\n{query.strip().casefold()}\n"
    found = [
        concept
        for concept in concepts.values()
        if wanted in "\n".join(["", *_names(concept, renderings), ""]).casefold()  # cells hold no line feed
    ]
    if found:
        return found
    wanted = _key(query.strip())
    return [concept for concept in concepts.values() if wanted in map(_key, _names(concept, renderings))]


def holding_concepts(concepts: Mapping[str, Concept], renderings: Renderings, query: str) -> list[Concept]:
    """Return the concepts that have `query` for whole words of a source form or rendering, the shortest terms first.

    Scripts that put no blanks between words have it anywhere.
    """
    wanted = _words(query)
    if not wanted.strip():
        return []
    wanted = wanted.strip() if _SPACELESS.search(wanted) else wanted
    longest = max(wanted.split(), key=len)
    found = []
    for concept in concepts.values():
        names = list(_names(concept, renderings))[1:]
        if longest in "\n".join(names).casefold() and any(wanted in _words(name) for name in names):
            found.append(concept)
    return sorted(found, key=lambda concept: (len(concept.term), concept.id))


def _words(name: str) -> str:
    """Return the words of a name in small letters, with blanks between and around them."""
    return f" {_MARKS.sub(' ', _key(name.strip())).strip()} "


def _key(name: str) -> str:
    return form_key(name, exact_case=False).casefold()


def near_concepts(concepts: Mapping[str, Concept], renderings: Renderings, query: str, limit: int = 5) -> list[Concept]:
    """Return concepts with a form that holds `query` or is spelled nearly like it, the nearest first."""
    from rapidfuzz.fuzz import ratio  # only a search that found nothing pays for it
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
    yield concept.id
    yield from spelled_forms(concept)
    yield from flag_values(concept, "short")
    for rows in renderings.values():
        if row := rows.get(concept.id):
            yield from (row.rendering, *row.accepted)
