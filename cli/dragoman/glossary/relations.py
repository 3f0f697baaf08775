"""What concepts are to one another: the organ above, the title whose deputy one is, the name before, a doublet."""

from collections import ChainMap, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, cast

from dragoman.files.compiled import compiled, key_of
from dragoman.glossary.load import LARGE
from dragoman.glossary.table import RELATIONS, Files
from dragoman.model import Concept

_CODE = ("glossary/table.py", "glossary/lint/rows.py", "glossary/lint/relations.py")
LATEST = "9999"
"""A day after all changes of names."""
KINDS = ("broader", "deputy-of", "predecessor", "same-as")
"""What `other` is to the concept: what it is a part of, whose deputy it is, what it was called or made from before, and
what a report in another language means that writes both alike.

The successor is said by the row of the later concept.
"""


class Relation(NamedTuple):
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
    return relations_in(Files(folder, {path.name: path.read_bytes() for path in folder.glob(RELATIONS)}))


def relations_in(files: Files) -> list[Relation]:
    """Return the sound relations of a glossary; none where it has no such file."""
    data = files.data.get(RELATIONS, b"")

    def read() -> list[Relation]:
        from dragoman.glossary.lint.relations import read_relations

        return read_relations(files.table(RELATIONS), None, []) if data else []

    if len(data) < LARGE:
        return read()
    return compiled("relations", key_of([data], _CODE), read, _as_rows, _as_relations)


def _as_rows(relations: list[Relation]) -> list[tuple[str, ...]]:
    return list(map(tuple, relations))


def _as_relations(rows: list[tuple[str, str, str, str]]) -> list[Relation]:
    return [Relation(*row) for row in rows]


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
