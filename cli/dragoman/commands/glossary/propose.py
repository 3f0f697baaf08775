"""`dragoman glossary propose`: a rendering that somebody else is to approve."""

from typing import Annotated

import typer

from dragoman.commands.glossary.options import Person, ReviewDate, ReviewNote
from dragoman.commands.options import DryRun, GlossaryFolder, Json


def propose(
    concept: Annotated[str, typer.Argument(metavar="ID", help="Id of a concept, or a source form.")],
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the rendering: zh, zh_TW, es …")],
    rendering: Annotated[str, typer.Option(metavar="TEXT", help="The proposed rendering.")],
    authority: Annotated[str, typer.Option(metavar="TEXT", help="Source of the rendering: an act or a page.")] = "",
    person: Person = "",
    date: ReviewDate = "",
    note: ReviewNote = "",
    glossary: GlossaryFolder = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Propose a rendering, and record in reviews.tsv who proposed it and when.

    A concept without a rendering gets it with the status `proposed`: it is offered, never required. An existing
    rendering stays until `glossary approve` replaces it.

    Example: `dragoman glossary propose supreme-peoples-procuratorate --to it --rendering "Procura popolare suprema"`
    """
    from dragoman.commands.glossary.change import Manner, change, concept_id, language_codes
    from dragoman.commands.glossary.folder import editing
    from dragoman.commands.glossary.reviewing import make_review
    from dragoman.glossary.lint.writing import tidy_values
    from dragoman.glossary.reviews import propose as with_proposal
    from dragoman.glossary.table import renderings_name
    from dragoman.languages import parse_language

    with editing(glossary, dry_run=dry_run) as files:
        name = renderings_name(files, to)
        tidy = tidy_values({"rendering": rendering, "authority": authority, "note": note}, parse_language(to))
        review = make_review(
            files, concept_id(files, concept), name, tidy["rendering"], "proposed", (person, date, tidy["note"])
        )
        after = with_proposal(files, name, review, tidy["authority"])
        change(files, after, language_codes(files, [name]), Manner((), "en", 0, dry_run, as_json))
