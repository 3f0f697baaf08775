"""What concepts are to one another: the organ above, the title whose deputy one is, the name before."""

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.glossary.lint.rows import read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import Table

KINDS = ("broader", "deputy-of", "predecessor")
"""What `other` is to the concept: what it is a part of, whose deputy it is, what it was called or made from before.

The successor is said by the row of the later concept.
"""


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of `glossary/relations.tsv`."""

    id: str
    kind: str
    other: str
    year: int | None
    """When the later took the place of the earlier; `None` where that is not known, or nothing changed."""


def read_relations(table: Table, known: Collection[str] | None, problems: list[Problem]) -> list[Relation]:
    """Return the sound rows of relations.tsv, and add what is wrong with the others.

    `known` are the ids of the concepts, `None` where these are in doubt.
    """
    relations: dict[tuple[str, str, str], Relation] = {}
    for line, (id_, kind, other, year, _) in read_rows(table, problems):
        strangers = [one for one in (id_, other) if known is not None and one not in known]
        if kind not in KINDS:
            what = f"unknown relation {kind!r}; use one of {', '.join(KINDS)}"
        elif strangers:
            what = f"no concept {strangers[0]!r} in terms.tsv"
        elif id_ == other or (id_, kind, other) in relations or (other, kind, id_) in relations:
            what = f"{id_!r} and {other!r}: said before, the other way round, or of the concept itself"
        elif year and not (len(year) == 4 and year.isascii() and year.isdigit()):
            what = f"{year!r} is no year"
        else:
            relations[id_, kind, other] = Relation(id_, kind, other, int(year) if year else None)
            continue
        problems.append(Rule.BESIDE.at(table.path, line, what=what))
    return list(relations.values())
