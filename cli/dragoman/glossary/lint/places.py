"""Places that a longer name writes otherwise than their own row (G056)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.model import Concept, Language, Rendering

_BEGINNING, _END = 3, 4
"""Letters that two forms of one name have in common: a name declined, or with a particle in front."""


def place_problems(
    path: Path, language: Language, renderings: Iterable[Rendering], concepts: Mapping[str, Concept]
) -> Iterator[Problem]:
    """Yield the rows whose rendering has another name of a place than the place's own row prefers.

    “Stadt Beijing” where the row of Beijing says *Peking* is one; a row whose note says why is none. Names in capitals
    are abbreviations, words in small letters adjectives, and neither counts.
    """
    rows = [row for row in renderings if row.id in concepts and row.rendering not in {"", "="}]
    places = {
        concepts[row.id].term: (row, others)
        for row in rows
        if concepts[row.id].category == "place" and not language.spaceless and (others := _other_names(row))
    }
    if not places:
        return
    longest_first = sorted(places, key=len, reverse=True)
    name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for row in rows:
        concept = concepts[row.id]
        if concept.category == "place" or row.note:
            continue
        for found in dict.fromkeys(name.findall(concept.term)):
            place, others = places[found]
            other = next((form for form in others if re.search(rf"(?<!\w){re.escape(form)}", row.rendering)), None)
            if other and place.rendering[:_BEGINNING] not in row.rendering:
                yield Rule.PLACE.at(path, row.line, other=other, place=place.rendering, id=place.id)


def _other_names(row: Rendering) -> tuple[str, ...]:
    """Return the accepted forms of a place that are names of their own."""
    own = row.rendering
    return tuple(
        form
        for form in row.accepted
        if form[0].isupper()
        and not form.isupper()
        and form[:_BEGINNING] != own[:_BEGINNING]
        and form[-_END:] != own[-_END:]
        and own not in form
        and form not in own
    )
