"""`dragoman glossary remove`: a concept, or its rendering in one language."""

from typing import Annotated

import typer

from dragoman.commands.glossary.options import Reports, Target
from dragoman.commands.options import DryRun, From, GlossaryFolder, Json, MaxSize


def remove(
    concept: Annotated[str, typer.Argument(metavar="ID", help="Id of a concept, or a source form.")],
    to: Target = "",
    report: Reports = None,
    source: From = "en",
    glossary: GlossaryFolder = None,
    max_size: MaxSize = 100,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Remove a concept with its renderings, relations and reviews, or with --to only one rendering.

    The removed rows are printed, so that you can restore them.

    Example: `dragoman glossary remove supreme-peoples-court --to es --dry-run`
    """
    from dragoman import console
    from dragoman.commands.glossary.change import Manner, change, concept_id, language_codes
    from dragoman.commands.glossary.folder import editing
    from dragoman.glossary.edit import remove_concept, remove_row
    from dragoman.glossary.table import TERMS, renderings_name

    with editing(glossary, dry_run=dry_run) as files:
        console.print_note(f"glossary: {files.folder}")
        id_ = concept_id(files, concept)
        name = renderings_name(files, to) if to else ""
        after = remove_row(files, name, id_) if name else remove_concept(files, id_)
        manner = Manner(report or (), source, max_size, dry_run, as_json)
        change(files, after, language_codes(files, [name or TERMS]), manner)
