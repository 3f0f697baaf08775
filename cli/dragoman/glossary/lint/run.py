"""All rules over all files of a glossary, in one run."""

from collections.abc import Mapping

from dragoman.glossary.collector import collector_paused
from dragoman.glossary.lint.completeness import is_language, missing_rows, read_claims
from dragoman.glossary.lint.fields import read_concepts, read_renderings
from dragoman.glossary.lint.ownership import ownership_problems
from dragoman.glossary.lint.reach import reach_problems
from dragoman.glossary.lint.renderings import StandsIn, rendering_problems
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.lint.scripts import script_problems, source_forms, target_forms
from dragoman.glossary.lint.writing import cell_problems, columns_of, file_problems, order_problems, row_ids
from dragoman.glossary.table import LANGUAGES, TERMS, Files, Table
from dragoman.languages import parse_language
from dragoman.model import Concept, Language

_SOURCE = "en"


def lint_files(files: Files, stands_in: StandsIn) -> list[Problem]:
    """Return every problem of a glossary, by file and line.

    `stands_in` is the verifier of translations: whether a form, given second, stands in a target, given first.
    """
    problems: list[Problem] = []
    terms = files.table(TERMS)
    with collector_paused():
        concepts, complete = read_concepts(terms, problems)
        problems += ownership_problems(terms.path, concepts.values())
        problems += script_problems(terms.path, parse_language(_SOURCE), source_forms(concepts.values()))
        if not any(problem.rule.stops for problem in problems):
            problems += reach_problems(terms.path, concepts)  # of a glossary that cannot be loaded nobody can tell
        problems += _writing(terms, None)
        claims: Mapping[str, tuple[int, frozenset[str]]] = {}
        if LANGUAGES in files.data:
            claims = read_claims(files.table(LANGUAGES), problems)
            problems += _writing(files.table(LANGUAGES), None)
            for code, (line, claim) in claims.items():
                if claim and f"{code}.tsv" not in files.data:
                    what = f"{code} claims to have renderings, and there is no {code}.tsv"
                    problems.append(Rule.CLAIM.at(files.folder / LANGUAGES, line, what=what))
        for name in files.languages():
            _, claim = claims.get(name.removesuffix(".tsv"), (0, frozenset()))
            problems += _language(files.table(name), concepts, complete, claim, stands_in)
    return sorted(set(problems))


def language_of(table: Table) -> Language | None:
    """Return the language of a file with renderings; `None` where it is named after none."""
    code = table.path.stem
    return parse_language(code.replace("@latin", "-Latn")) if is_language(code) else None


def _language(
    table: Table, concepts: Mapping[str, Concept], complete: bool, claim: frozenset[str], stands_in: StandsIn
) -> list[Problem]:
    """Return the problems of a file with renderings."""
    problems: list[Problem] = []
    renderings = read_renderings(table, concepts if complete else None, problems)
    language = language_of(table)
    if language is None:
        problems.append(Rule.LANGUAGE.at(table.path, 1, name=table.path.name))
    else:
        rows = list(renderings.values())
        problems += rendering_problems(table.path, language, rows, concepts, stands_in)
        problems += script_problems(table.path, language, target_forms(rows, concepts))
    if table.places():
        problems += missing_rows(table, claim, concepts, (id_ for _, id_ in row_ids(table)))
    problems += _writing(table, language)
    return problems


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
