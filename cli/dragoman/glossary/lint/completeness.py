"""What languages.tsv claims, and the rows that are missing for it (G050, G051)."""

from collections.abc import Iterable, Iterator, Mapping

from dragoman.glossary.lint.fields import CATEGORIES
from dragoman.glossary.lint.rows import read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import LANGUAGES, Table, items, language_named
from dragoman.model import Concept

ALL = "all"


def read_claims(table: Table, problems: list[Problem]) -> dict[str, tuple[int, frozenset[str]]]:
    """Return for each language file the line of languages.tsv that speaks of it, and the categories claimed."""
    claims: dict[str, tuple[int, frozenset[str]]] = {}
    for line, (code, claimed, _) in read_rows(table, problems):
        words = items(claimed)
        unknown = [word for word in words if word != ALL and word not in CATEGORIES]
        if language_named(code) is None:
            what = f"{code!r} is no gettext code of a language, such as zh_CN"
        elif code in claims:
            what = f"duplicate language {code!r}; it first stands in line {claims[code][0]}"
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
