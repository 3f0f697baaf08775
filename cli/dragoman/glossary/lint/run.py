"""All rules over all files of a glossary, in one run."""

from collections.abc import Collection, Mapping, Sequence

from dragoman.glossary.collector import collector_paused
from dragoman.glossary.definitions import read_definitions
from dragoman.glossary.lint.authorities import Authorities, authority_problems, read_authorities
from dragoman.glossary.lint.reach import reach_problems
from dragoman.glossary.lint.renderings import StandsIn, missing_rows, read_claims, rendering_problems
from dragoman.glossary.lint.rows import read_concepts, read_renderings
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.lint.scripts import script_problems, source_forms, target_forms
from dragoman.glossary.lint.source_forms import ownership_problems
from dragoman.glossary.lint.titles import title_problems
from dragoman.glossary.lint.writing import cell_problems, columns_of, file_problems, order_problems, row_ids
from dragoman.glossary.relations import read_relations
from dragoman.glossary.reviews import read_reviews
from dragoman.glossary.table import (
    AUTHORITIES,
    DEFINITIONS,
    LANGUAGES,
    RELATIONS,
    REVIEWS,
    TERMS,
    Files,
    Table,
    language_named,
)
from dragoman.languages import parse_language
from dragoman.model import Concept, Language

_SOURCE = "en"
_BESIDE = ((RELATIONS, read_relations), (DEFINITIONS, read_definitions), (REVIEWS, read_reviews))
"""Files whose rows speak of concepts."""


def lint_files(files: Files, stands_in: StandsIn, names: Collection[str] | None = None) -> list[Problem]:
    """Return every problem of a glossary, or those that a change to the files `names` can bring, by file and line.

    `stands_in` is the verifier of translations: whether a form, given second, stands in a target, given first.
    """
    wanted = set(files.data if names is None else names)
    problems: list[Problem] = []
    unread: list[Problem] = []
    with collector_paused():
        concepts, complete = read_concepts(files.table(TERMS), unread)
        if TERMS in wanted:
            problems += _terms(files.table(TERMS), concepts, unread)
        claims = _claims(files, problems if LANGUAGES in wanted else [])
        authorities = _authorities(files, problems if AUTHORITIES in wanted else [])
        for name, read in _BESIDE:
            if name in files.data and wanted & {name, TERMS}:
                table = files.table(name)
                read(table, concepts if complete else None, problems)
                problems += _writing(table, None)
        for name in files.languages():
            table = files.table(name)
            _, claim = claims.get(name.removesuffix(".tsv"), (0, frozenset()))
            if wanted & {name, AUTHORITIES}:
                problems += _language(table, concepts, complete, stands_in, authorities)
            if claim and table.places() and wanted & {name, TERMS, LANGUAGES}:
                problems += missing_rows(table, claim, concepts, (id_ for _, id_ in row_ids(table)))
    return sorted(set(problems))


def new_problems(before: Files, after: Files, stands_in: StandsIn) -> list[Problem]:
    """Return the problems that a change brings to the files that it touches.

    Those that were there before, perhaps on other lines, are not told.
    """
    names = {name for name, data in after.data.items() if before.data.get(name) != data}
    found = lint_files(after, stands_in, names)
    known = {problem.without_lines() for problem in lint_files(before, stands_in, names)} if found else set()
    return [problem for problem in found if problem.without_lines() not in known]


def _terms(table: Table, concepts: Mapping[str, Concept], unread: Sequence[Problem]) -> list[Problem]:
    """Return the problems of terms.tsv; `unread` are those that reading it has found."""
    problems = [*unread, *ownership_problems(table.path, concepts.values())]
    problems += script_problems(table.path, parse_language(_SOURCE), source_forms(concepts.values()))
    if not any(problem.rule.stops for problem in problems):
        problems += reach_problems(table.path, concepts)  # of a glossary that cannot be loaded nobody can tell
    return [*problems, *_writing(table, None)]


def _claims(files: Files, problems: list[Problem]) -> Mapping[str, tuple[int, frozenset[str]]]:
    """Return what languages.tsv claims for each language, with its line, and add what is wrong with that file."""
    if LANGUAGES not in files.data:
        return {}
    table = files.table(LANGUAGES)
    claims = read_claims(table, problems)
    problems += _writing(table, None)
    for code, (line, claim) in claims.items():
        if claim and f"{code}.tsv" not in files.data:
            what = f"{code} claims to have renderings, and there is no {code}.tsv"
            problems.append(Rule.CLAIM.at(table.path, line, what=what))
    return claims


def _authorities(files: Files, problems: list[Problem]) -> Authorities | None:
    """Return what authorities.tsv lists, if it is there, and add what is wrong with that file."""
    if AUTHORITIES not in files.data:
        return None
    table = files.table(AUTHORITIES)
    problems += _writing(table, None)
    return read_authorities(table, problems)


def _language(
    table: Table,
    concepts: Mapping[str, Concept],
    complete: bool,
    stands_in: StandsIn,
    authorities: Authorities | None,
) -> list[Problem]:
    """Return the problems of a file with renderings."""
    problems: list[Problem] = []
    renderings = read_renderings(table, concepts if complete else None, problems)
    problems += authority_problems(table.path, renderings.values(), concepts, authorities)
    language = language_named(table.path.stem)
    if language is None:
        problems.append(Rule.LANGUAGE.at(table.path, 1, name=table.path.name))
    else:
        rows = list(renderings.values())
        problems += rendering_problems(table.path, language, rows, concepts, stands_in)
        problems += title_problems(table.path, language, rows, concepts)
        problems += script_problems(table.path, language, target_forms(rows, concepts))
    return [*problems, *_writing(table, language)]


def _writing(table: Table, language: Language | None) -> list[Problem]:
    """Return what is wrong with how a file is written; rows without all their cells are left to other rules."""
    if not table.places():
        return []
    problems = [*file_problems(table)]
    columns = columns_of(table, language)
    for line, cells in table.rows():
        if len(cells) == len(columns):
            problems += cell_problems(table, line, cells, columns)
    return [*problems, *order_problems(table)]
