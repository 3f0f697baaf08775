"""`dragoman glossary set`: cells of a row, one by one."""

from typing import Annotated

import typer

from dragoman.commands.glossary.options import Reports, Target
from dragoman.commands.options import DryRun, From, GlossaryFolder, Json, MaxSize


def set_(
    concept: Annotated[str, typer.Argument(metavar="ID", help="Id of a concept, or a source form.")],
    changes: Annotated[
        list[str], typer.Argument(metavar="COLUMN=VALUE…", help="Or COLUMN+=ITEM, COLUMN-=ITEM for lists.")
    ],
    to: Target = "",
    report: Reports = None,
    source: From = "en",
    glossary: GlossaryFolder = None,
    max_size: MaxSize = 100,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Change a concept, or with --to its rendering in a language.

    Columns: term, variants, category, match, domain, note; with --to rendering, accepted, forbidden, status, authority,
    checked, note. Setting `rendering` to an accepted form, or `term` to a variant, swaps the two. The rest of the files
    stays as it is, byte for byte.

    Example: `dragoman glossary set supreme-peoples-court --to zh accepted+=最高院 status=established`
    """
    from dragoman import console
    from dragoman.commands.glossary.change import Manner, change, concept_id, language_codes
    from dragoman.commands.glossary.folder import editing
    from dragoman.glossary.edit import changed_cells, set_cells
    from dragoman.glossary.lint.writing import tidy_values
    from dragoman.glossary.table import TERMS, record, renderings_name
    from dragoman.languages import parse_language

    with editing(glossary, dry_run=dry_run) as files:
        console.print_note(f"glossary: {files.folder}")
        id_ = concept_id(files, concept)
        name = renderings_name(files, to) if to else TERMS
        row = record(files.table(name), id_) if name in files.data else {}
        values = tidy_values(changed_cells(row, changes), parse_language(to) if to else None)
        after = set_cells(files, name, id_, values)
        manner = Manner(report or (), source, max_size, dry_run, as_json)
        change(files, after, language_codes(files, [name]), manner)
