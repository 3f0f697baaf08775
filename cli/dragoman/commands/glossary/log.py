"""`dragoman glossary log`: who changed what of a concept, and when."""

import json
from typing import Annotated

import typer

from dragoman.commands.options import GlossaryFolder, Json


def log(
    concept: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a concept, or a source form; for a removed concept, its id.")
    ],
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Maximum number of commits.", show_default="all")
    ] = None,
    glossary: GlossaryFolder = None,
    as_json: Json = False,
) -> None:
    """Show who changed what in a concept, and when, cell by cell, from the Git history of the glossary's folder.

    The latest change comes first, before it what is not committed yet.

    Example: `dragoman glossary log supreme-peoples-procuratorate`
    """
    from dragoman import console, resources
    from dragoman.errors import RequestError
    from dragoman.glossary.history import history_of
    from dragoman.glossary.lint.rows import is_slug
    from dragoman.glossary.look_up import concept_named
    from dragoman.glossary.table import read_files

    folder = glossary or resources.glossary_folder()
    console.print_note(f"glossary: {folder}")
    named = concept_named(read_files(folder, ["terms.tsv"]), concept)
    id_ = named or concept
    if not is_slug(id_):
        raise RequestError(f"{folder}: no concept named {concept!r}; look for it with: glossary show {concept!r}")
    found = history_of(folder, id_, limit)
    if not found and not named:
        raise RequestError(f"{folder}: no concept is or was called {concept!r}")
    for revision in found:
        if as_json:
            print(json.dumps(revision.facts(), ensure_ascii=False))
            continue
        head = f"{revision.commit[:10]}  {revision.date}  {revision.author}  {revision.subject}"
        print(head if revision.commit else "not committed")
        for change in revision.changes:
            print(f"  {change}")
    if not found:
        console.print_message(f"{id_}: no commit of this repository has changed it")
