"""`dragoman glossary stats`: how much there is, by language, category and status."""

import json
from typing import TYPE_CHECKING

from dragoman.commands.options import GlossaryFolder, Json

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.glossary.stats import Counts


def stats(glossary: GlossaryFolder = None, as_json: Json = False) -> None:
    """Count the concepts and their renderings by language, category and status.

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
    out.print(_categories(counts))


def _languages(counts: "Counts") -> "Table":
    """Return the renderings by language and status."""
    from dragoman.glossary.lint.rows import STATUSES

    columns = ("rendered", *STATUSES, "sourced", "accepted", "empty")
    table = _table("language", columns)
    for code, one in counts.languages.items():
        row = [one.renderings, *one.statuses.values(), one.authorities, one.accepted, one.empty]
        table.add_row(code, *map(str, row))
    return table


def _categories(counts: "Counts") -> "Table":
    """Return the concepts by category, and how many of them each language renders."""
    table = _table("category", ("concepts", *counts.languages))
    for category, number in counts.categories.items():
        rendered = [one.categories[category] for one in counts.languages.values()]
        table.add_row(category, *map(str, [number, *rendered]))
    return table


def _table(first: str, columns: tuple[str, ...]) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(first, box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right")
    return table
