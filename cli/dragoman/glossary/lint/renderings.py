"""The renderings of one language taken together, and those that are missing (G040 to G042, G045, G050, G051)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from dragoman.glossary.lint.rows import CATEGORIES, read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import LANGUAGES, Table, items, language_named
from dragoman.model import Concept, Language, Rendering
from dragoman.text.strings import tidy_cjk

ALL = "all"


def read_claims(table: Table, problems: list[Problem]) -> dict[str, tuple[int, frozenset[str]]]:
    """Return for each language file the line of languages.tsv that speaks of it, and the categories claimed."""
    claims: dict[str, tuple[int, frozenset[str]]] = {}
    for line, (code, claimed, _) in read_rows(table, problems):
        words = items(claimed)
        unknown = [word for word in words if word != ALL and word not in CATEGORIES]
        if language_named(code) is None:
            what = f"{code!r} is not a gettext language code, such as zh_CN"
        elif code in claims:
            what = f"duplicate language {code!r}; first used in line {claims[code][0]}"
        elif unknown:
            what = f"unknown claim {unknown[0]!r}; use {ALL}, or one or more of {', '.join(CATEGORIES)}"
        else:
            claims[code] = line, frozenset(CATEGORIES if ALL in words else words)
            continue
        problems.append(Rule.CLAIM.at(table.path, line, what=what))
    return claims


def missing_rows(
    table: Table, claim: frozenset[str], concepts: Mapping[str, Concept], ids: Iterable[str]
) -> Iterator[Problem]:
    """Yield the concepts of the claimed categories that a language file has no row for."""
    present = frozenset(ids)
    words = ALL if claim == frozenset(CATEGORIES) else "|".join(sorted(claim))
    for concept in concepts.values():
        if concept.category in claim and concept.id not in present:
            yield Rule.INCOMPLETE.at(table.path, 1, id=concept.id, line=concept.line, file=LANGUAGES, claim=words)


_WORDS = re.compile(r"[\w-]+")

StandsIn = Callable[[str, str], bool]
"""Whether a form, given second, stands in a target, given first; the verifier of translations says so."""


def rendering_problems(
    path: Path,
    language: Language,
    renderings: Iterable[Rendering],
    concepts: Mapping[str, Concept],
    stands_in: StandsIn,
) -> Iterator[Problem]:
    """Yield the problems of each row, and of each with the rows before it."""
    owners: dict[str, Rendering] = {}
    for row in renderings:
        right = [form for form in (row.rendering, *row.accepted) if form not in {"", "="}]
        for wrong in row.forbidden:
            if held := next((form for form in right if stands_in(form, wrong)), None):
                yield Rule.FORBIDDEN.at(path, row.line, form=wrong, right=held)
        for form in dict.fromkeys((*right, *row.forbidden)):
            if not _is_found_again(form, language, stands_in):
                yield Rule.NOT_FOUND_AGAIN.at(path, row.line, form=form, hint=_hint(form, language))
        if not row.rendering and not row.note:
            yield Rule.EMPTY.at(path, row.line, id=row.id)
        if row.rendering in {"", "="}:
            continue
        owner = owners.setdefault(row.rendering, row)
        if owner is not row and not (_names(row, owner.id, concepts) or _names(owner, row.id, concepts)):
            yield Rule.SHARED.at(path, row.line, rendering=row.rendering, owner=owner.id, line=owner.line)


def _names(row: Rendering, other: str, concepts: Mapping[str, Concept]) -> bool:
    """Tell whether a note, on the rendering or on its concept, names another concept."""
    notes = [row.note, concepts[row.id].note if row.id in concepts else ""]
    return any(other in _WORDS.findall(note) for note in notes)


def finished(text: str, language: Language) -> str:
    """Return `text` as the engine hands it over to be verified."""
    return tidy_cjk(text) if language.argos in {"zh", "zt", "ja"} else text


def _is_found_again(form: str, language: Language, stands_in: StandsIn) -> bool:
    """Tell whether the form is found in a finished text; one that nothing is done to is, beside any word."""
    if form.isascii() or not language.spaceless:
        return finished(form, language) == form
    return stands_in(finished(f"国{form}国", language), form)


def _hint(form: str, language: Language) -> str:
    tidy = finished(form, language)
    return f", which has its usual punctuation; write {tidy!r}" if tidy != form else ""
