"""Relations between concepts: the rows that can be read, and those that contradict others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from dragoman.glossary.lint.rows import read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.relations import KINDS, Relation
from dragoman.glossary.table import Table


def read_relations(table: Table, known: Collection[str] | None, problems: list[Problem]) -> list[Relation]:
    """Return the sound rows of relations.tsv, and add what is wrong with the others.

    `known` are the ids of the concepts, `None` where these are in doubt.
    """
    relations: dict[tuple[str, str, str], Relation] = {}
    lines: dict[Relation, int] = {}
    for line, (id_, kind, other, year, _) in read_rows(table, problems):
        strangers = [one for one in (id_, other) if known is not None and one not in known]
        if kind not in KINDS:
            what = f"unknown relation {kind!r}; use one of {', '.join(KINDS)}"
        elif strangers:
            what = f"no concept {strangers[0]!r} in terms.tsv"
        elif id_ == other or (id_, kind, other) in relations or (other, kind, id_) in relations:
            what = f"{id_!r} and {other!r}: duplicate, reversed or self-referring relation"
        elif year and not _is_date(year):
            what = f"{year!r} is not a year; write 2018, 2018-03 or 2018-03-17"
        else:
            relations[id_, kind, other] = Relation(id_, kind, other, year)
            lines[relations[id_, kind, other]] = line
            continue
        problems.append(Rule.BESIDE.at(table.path, line, what=what))
    found = list(relations.values())
    for relation, what in _contradictions(found):
        problems.append(Rule.BESIDE.at(table.path, lines[relation], what=what))
    return found


def _is_date(text: str) -> bool:
    year, *rest = text.split("-")
    figures = all(part.isascii() and part.isdigit() and len(part) == 2 for part in rest)
    return len(year) == 4 and year.isascii() and year.isdigit() and figures and len(rest) <= 2


def _contradictions(relations: Sequence[Relation]) -> Iterator[tuple[Relation, str]]:
    """Yield the relations that cannot be true together: circles, and names that ended before they began."""
    for kind in KINDS:
        rows = [one for one in relations if one.kind == kind]
        graph: dict[str, set[str]] = defaultdict(set)
        for one in rows:
            graph[one.id].add(one.other)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            first = next(one for one in rows if one.other in circle and one.id in circle)
            yield first, f"{kind}: in a circle: {' → '.join(reversed(circle))}"
    begun = {one.id: one for one in relations if one.kind == "predecessor" and one.since}
    for one in begun.values():
        before = begun.get(one.other)
        if before and before.since[: len(one.since)] >= one.since[: len(before.since)]:
            yield one, f"{one.other!r} began in {before.since} and ended in {one.since}; correct one of the years"
    preferred = {one.id: one.other for one in relations if one.kind == "same-as"}
    for one in relations:
        if one.kind == "same-as" and one.other in preferred:
            yield one, f"{one.other!r} is itself the same as {preferred[one.other]!r}; name that"
