"""What concepts are to one another: the organ above, the title whose deputy one is, the name before, a doublet."""

from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import cast

from dragoman.glossary.lint.rows import read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import RELATIONS, Files, Table, parse_table
from dragoman.model import Concept

LATEST = "9999"
"""A day after all changes of names."""
KINDS = ("broader", "deputy-of", "predecessor", "same-as")
"""What `other` is to the concept: what it is a part of, whose deputy it is, what it was called or made from before, and
what a report in another language means that writes both alike.

The successor is said by the row of the later concept.
"""


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of `glossary/relations.tsv`."""

    id: str
    kind: str
    other: str
    since: str
    """When the later took the place of the earlier, as ISO 8601 writes a year, a month or a day; else empty."""

    def has_begun(self, day: str) -> bool:
        """Tell whether the later was there already on a day; without a date it always was.

        >>> Relation("new", "predecessor", "old", "2018-03").has_begun("2018-02-28")
        False
        """
        return day[: len(self.since)] >= self.since


def load_relations(folder: Path) -> list[Relation]:
    """Return the sound relations of a glossary folder; none where it has no such file."""
    path = folder / RELATIONS
    return read_relations(parse_table(path, path.read_bytes()), None, []) if path.is_file() else []


def relations_of(files: Files, ids: Collection[str]) -> list[Relation]:
    """Return the sound relations of a glossary that speak of one of these concepts."""
    if RELATIONS not in files.data:
        return []
    table = files.table(RELATIONS)
    lines = (line for line in table.lines[1:] if any(id_ in line for id_ in ids))
    return read_relations(replace(table, lines=(table.lines[0], *lines)), None, [])


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


def of_day(concepts: Mapping[str, Concept], relations: Sequence[Relation], day: str) -> Mapping[str, Concept]:
    """Return the concepts as an English report of a day means them.

    A variant of a name that was not in use yet, "China's environment ministry", stands for what was there before: a
    report can name the past, but not what is to come.
    """
    before = defaultdict(list)
    for one in relations:
        if one.kind == "predecessor" and not one.has_begun(day):
            before[one.id].append(one.other)
    changed: dict[str, Concept] = {}
    for id_ in before:
        earlier = id_
        while len(before.get(earlier, ())) == 1:
            [earlier] = before[earlier]
        if earlier in before or id_ not in concepts or earlier not in concepts:
            continue
        there = changed.get(earlier, concepts[earlier])
        changed[earlier] = replace(there, variants=(*there.variants, *concepts[id_].variants))
        changed[id_] = replace(concepts[id_], variants=())
    # Not a copy: most rows of a large glossary are never asked for.
    return ChainMap(changed, cast("dict[str, Concept]", concepts)) if changed else concepts


def of_one_form(concepts: Mapping[str, Concept], relations: Sequence[Relation], day: str) -> Mapping[str, Concept]:
    """Return concepts that a report in another language names, with the forms that two share left to one of them.

    Of a name and the one before it that is the one in use on the day, of two with `same-as` the other. A form that one
    of two prefers stays with that one.
    """
    changed: dict[str, Concept | None] = {}
    for one in relations:
        if one.kind not in ("predecessor", "same-as"):
            continue
        loses = one.other if one.kind == "predecessor" and one.has_begun(day) else one.id
        keeps = one.id if loses == one.other else one.other
        loser, keeper = changed.get(loses, concepts.get(loses)), changed.get(keeps, concepts.get(keeps))
        if loser and keeper:
            shared = {keeper.term, *keeper.variants}
            own = [loser.term] if loser.term != keeper.term else []
            left = own + [form for form in loser.variants if form not in shared]
            if len(left) <= len(loser.variants):
                changed[loses] = replace(loser, term=left[0], variants=tuple(left[1:])) if left else None
    if not changed:
        return concepts
    merged = {**concepts, **changed}
    return {id_: concept for id_, concept in merged.items() if concept}


@dataclass(frozen=True, slots=True)
class Tie:
    """What another concept is to one."""

    kind: str
    """One of `KINDS`, or what it is seen from the other side: `successor`, `deputy`, `narrower`, `preferred-to`."""
    id: str
    year: str
    """When the later came; empty where that is not known, or nothing changed."""


_INVERSE = {"broader": "narrower", "deputy-of": "deputy", "predecessor": "successor", "same-as": "preferred-to"}


def kin(id_: str, relations: Sequence[Relation]) -> list[Tie]:
    """Return what other concepts are to the one with this id, in the order of `KINDS`, its own relations first."""
    ties = [Tie(one.kind, one.other, one.since) for one in relations if one.id == id_]
    ties += [Tie(_INVERSE[one.kind], one.id, one.since) for one in relations if one.other == id_]
    order = (*KINDS, *_INVERSE.values())
    return sorted(ties, key=lambda tie: order.index(tie.kind))
