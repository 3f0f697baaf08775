"""The glossary's files with the rows of an import in their places; every other byte stays."""

from collections import defaultdict

from dragoman.glossary.edit import add_rows, set_cells
from dragoman.glossary.exchange.entries import language_tag
from dragoman.glossary.exchange.merge import Plan
from dragoman.glossary.table import TERMS, Files, renderings_name


def planned_files(files: Files, plan: Plan, *, update: bool) -> Files:
    """Return the glossary after an import; with `update`, cells that differ become those of the file.

    Raises:
        GlossaryError: the header of a file lacks a column.
    """
    after = add_rows(files, TERMS, list(plan.concepts.values()))
    for locale, rows in sorted(plan.renderings.items()):
        after = add_rows(
            after, renderings_name(files, language_tag(locale)), [{**row, "id": id_} for id_, row in rows.items()]
        )
    changed: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for conflict in plan.conflicts if update else ():
        name = renderings_name(files, language_tag(conflict.locale)) if conflict.locale else TERMS
        changed[name, conflict.id][conflict.column] = conflict.there
    for (name, id_), values in changed.items():
        after = set_cells(after, name, id_, values)
    return after
