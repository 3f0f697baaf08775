"""`dragoman glossary stats`: how much there is, by language, category, domain and status."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dragoman.commands.options import GlossaryFolder, Json

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.glossary.stats import Counts


def stats(glossary: GlossaryFolder = None, as_json: Json = False) -> None:
    """Count the concepts and their renderings by language, category, domain and status.

    Example: `dragoman glossary stats`
    """
    from dragoman import console, resources
    from dragoman.glossary.stats import count_glossary
    from dragoman.glossary.table import read_files

    folder = glossary or resources.glossary_folder()
    console.print_note(f"glossary: {folder}")
    counts = count_glossary(read_files(folder))
    if as_json:
        print(json.dumps(counts.facts(), ensure_ascii=False))
        return
    out = console.stdout()
    out.print(f"{counts.concepts:,} concepts with {counts.forms:,} source forms in {folder}")
    out.print(_languages(counts))
    out.print(_kinds("category", counts.categories, {code: one.categories for code, one in counts.languages.items()}))
    out.print(_kinds("domain", counts.domains, {code: one.domains for code, one in counts.languages.items()}))


def _languages(counts: "Counts") -> "Table":
    """Return the renderings by language and status."""
    from dragoman.glossary.lint.rows import STATUSES

    columns = ("rendered", *STATUSES, "sourced", "accepted", "empty")
    table = _table("language", columns)
    for code, one in counts.languages.items():
        row = [one.renderings, *one.statuses.values(), one.authorities, one.accepted, one.empty]
        table.add_row(code, *map(str, row))
    return table


def _kinds(name: str, concepts: Mapping[str, int], languages: Mapping[str, Mapping[str, int]]) -> "Table":
    """Return the concepts by category or domain, and how many of them each language renders."""
    table = _table(name, ("concepts", *languages))
    for kind, number in concepts.items():
        table.add_row(kind, *map(str, [number, *(rendered[kind] for rendered in languages.values())]))
    return table


def _table(first: str, columns: tuple[str, ...]) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(first, box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right")
    return table
