"""Rows of a glossary chosen by what they say: what is proposed, rests on nothing, is missing, was checked long ago."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.glossary.reviews import Review, pending
from dragoman.model import Concept, Rendering


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows; what is empty or `None` excludes nothing."""

    categories: Collection[str] = ()
    domains: Collection[str] = ()
    """`none` stands for concepts that are anybody's."""
    statuses: Collection[str] = ()
    authority: bool | None = None
    """Whether the rendering must name one, or must not."""
    missing: bool = False
    """Concepts without a rendering, in place of renderings."""
    checked_before: str = ""
    """A date; renderings that were checked before that day, or never."""
    text: str = ""
    """In the id, a source form, a rendering or a note, in any case."""

    @property
    def speaks_of_renderings(self) -> bool:
        """Whether the choice needs languages at all."""
        return bool(self.statuses or self.authority is not None or self.missing or self.checked_before)


@dataclass(frozen=True, slots=True)
class Line:
    """A concept, and its rendering in one language."""

    concept: Concept
    language: str = ""
    """Gettext code; empty where the list is of concepts."""
    rendering: Rendering | None = None

    def facts(self) -> dict[str, Any]:
        """Return the line by the names of its columns, as tables and JSON have it."""
        facts = {name: getattr(self.concept, name) for name in OF_CONCEPT}
        if self.language:
            facts |= {"language": self.language}
            facts |= {name: getattr(self.rendering, name) if self.rendering else "" for name in OF_RENDERING}
        return facts


OF_CONCEPT = ("id", "term", "category", "domain")
OF_RENDERING = ("rendering", "status", "authority", "checked", "note")


def listed(
    concepts: Mapping[str, Concept],
    renderings: Mapping[str, Mapping[str, Rendering]],
    reviews: Collection[Review],
    wanted: Wanted,
) -> Iterator[Line]:
    """Yield the lines that are wanted, by id and language; without `renderings` those of the concepts alone.

    What is proposed in place of a rendering is a line too, with the status `proposed`.
    """
    proposals: dict[tuple[str, str], list[Rendering]] = {}
    for one in pending(reviews):
        what = Rendering(one.id, one.rendering, (), (), "proposed", "", f"by {one.person}, {one.date}", 0)
        proposals.setdefault((one.id, one.language), []).append(what)
    for concept in concepts.values():
        if not _is_wanted(concept, wanted):
            continue
        if not renderings:
            if _holds(wanted.text, concept, None):
                yield Line(concept)
            continue
        for language, rows in renderings.items():
            own = rows.get(concept.id)
            others = [
                one for one in proposals.get((concept.id, language), ()) if not own or one.rendering != own.rendering
            ]
            for row in (own, *others):
                if _row_is_wanted(row, wanted) and _holds(wanted.text, concept, row):
                    yield Line(concept, language, row)


def _is_wanted(concept: Concept, wanted: Wanted) -> bool:
    return (not wanted.categories or concept.category in wanted.categories) and (
        not wanted.domains or (concept.domain or "none") in wanted.domains
    )


def _row_is_wanted(row: Rendering | None, wanted: Wanted) -> bool:
    if row is None or not row.rendering:
        return wanted.missing
    return not (
        wanted.missing
        or (wanted.statuses and row.status not in wanted.statuses)
        or (wanted.authority is not None and bool(row.authority) != wanted.authority)
        or (wanted.checked_before and row.checked >= wanted.checked_before)
    )


def _holds(text: str, concept: Concept, row: Rendering | None) -> bool:
    if not text:
        return True
    cells = [concept.id, concept.term, *concept.variants, concept.note]
    if row:
        cells += [row.rendering, *row.accepted, row.note]
    return text.casefold() in "\n".join(cells).casefold()
