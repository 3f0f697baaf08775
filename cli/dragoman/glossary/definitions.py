"""What concepts mean and how they are used: definitions.tsv, a definition with its source and a sentence of context."""

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.glossary.lint.rows import read_rows
from dragoman.glossary.lint.rules import Problem, Rule
from dragoman.glossary.table import DEFINITIONS, Files, Table


@dataclass(frozen=True, slots=True)
class Definition:
    """One row of definitions.tsv."""

    id: str
    definition: str
    source: str
    """The act or publication that the definition is from or rests on."""
    context: str
    """A sentence in which the term stands."""


def read_definitions(table: Table, known: Collection[str] | None, problems: list[Problem]) -> dict[str, Definition]:
    """Return the sound rows of definitions.tsv by id, and add what is wrong with the others.

    `known` are the ids of the concepts, `None` where these are in doubt.
    """
    found: dict[str, Definition] = {}
    for line, (id_, definition, source, context) in read_rows(table, problems):
        if known is not None and id_ not in known:
            what = f"no concept {id_!r} in terms.tsv"
        elif id_ in found:
            what = f"a second row for {id_!r}"
        elif not (definition or context):
            what = f"{id_!r} has neither a definition nor a context; remove the row"
        elif definition and not source:
            what = f"the definition of {id_!r} needs its source"
        else:
            found[id_] = Definition(id_, definition, source, context)
            continue
        problems.append(Rule.BESIDE.at(table.path, line, what=what))
    return found


def definitions_of(files: Files) -> dict[str, Definition]:
    """Return the sound rows of a glossary's definitions.tsv by id; none where it has no such file."""
    return read_definitions(files.table(DEFINITIONS), None, []) if DEFINITIONS in files.data else {}
