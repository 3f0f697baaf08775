"""Titles whose deputies nobody can name (G055)."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.matching.forms import spelled_forms
from dragoman.glossary.offices.shapes import is_many
from dragoman.glossary.offices.style import style_of
from dragoman.glossary.ranks import RANK_WORDS
from dragoman.model import Concept, Language, Rendering

_DEPUTY = ("deputy", "vice")


def title_problems(
    path: Path, language: Language, renderings: Iterable[Rendering], concepts: Mapping[str, Concept]
) -> Iterator[Problem]:
    """Yield the titles of which the language's rule makes no deputy, and which have no row for one.

    Only languages that have such a rule are looked at; in the others every deputy needs a row, or requires nothing.
    """
    style = style_of(language)
    if style is None or not any(rank in style.ranks for rank in _DEPUTY):
        return
    spelled = {form.lower() for concept in concepts.values() for form in spelled_forms(concept)}
    for row in renderings:
        concept = concepts.get(row.id)
        if concept is None or concept.category != "title" or row.rendering in {"", "=", *style.alone}:
            continue
        term = concept.term.lower()
        named = any(f"{rank} {term}" in spelled for rank in _DEPUTY)
        ranked = term.split()[0].partition("-")[0] in RANK_WORDS or style.join in row.rendering
        single = row.rendering.endswith(tuple(style.single)) or is_many(concept.term)
        if not (named or ranked or single or style.ranked(row.rendering, "deputy", concept.domain, ())):
            yield Rule.DEPUTY.at(path, row.line, rendering=row.rendering, term=concept.term)
