"""`dragoman glossary approve`: what was proposed becomes the rendering, or is turned down."""

from typing import Annotated

import typer

from dragoman.commands.glossary.options import Person, Reports, ReviewDate, ReviewNote
from dragoman.commands.options import DryRun, From, GlossaryFolder, Json, MaxSize


def approve(
    concept: Annotated[str, typer.Argument(metavar="ID", help="Id of a concept, or a source form.")],
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the rendering: zh, zh_TW, es …")],
    rendering: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Which rendering to approve, if several are proposed.", show_default=False),
    ] = "",
    status: Annotated[str, typer.Option(metavar="NAME", help="official or established.")] = "established",
    authority: Annotated[str, typer.Option(metavar="TEXT", help="Source of the rendering: an act or a page.")] = "",
    reject: Annotated[bool, typer.Option("--reject", help="Reject the proposal.")] = False,
    person: Person = "",
    date: ReviewDate = "",
    note: ReviewNote = "",
    report: Reports = None,
    source: From = "en",
    glossary: GlossaryFolder = None,
    max_size: MaxSize = 100,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Approve or reject a proposed rendering, and record in reviews.tsv who decided and when.

    An approved rendering replaces the current one, which becomes an accepted form. With --status official, the day is
    also recorded as that on which the authority was checked.

    Example: `dragoman glossary approve supreme-peoples-procuratorate --to it --dry-run`
    """
    from dragoman.commands.glossary.change import Manner, change, concept_id, language_codes
    from dragoman.commands.glossary.folder import editing
    from dragoman.commands.glossary.reviewing import chosen, make_review
    from dragoman.errors import RequestError
    from dragoman.glossary import reviews
    from dragoman.glossary.lint.writing import tidy_values
    from dragoman.glossary.table import renderings_name
    from dragoman.languages import parse_language

    if status not in ("official", "established"):
        raise RequestError(f"--status {status}: what is approved is official or established")
    with editing(glossary, dry_run=dry_run) as files:
        name = renderings_name(files, to)
        tidy = tidy_values({"rendering": rendering, "authority": authority, "note": note}, parse_language(to))
        id_ = concept_id(files, concept)
        found = chosen(files, name, id_, tidy["rendering"])
        facts = (person, date, tidy["note"])
        if reject:
            after = reviews.reject(files, name, make_review(files, id_, name, found, "rejected", facts))
        else:
            review = make_review(files, id_, name, found, "approved", facts)
            after = reviews.approve(files, name, review, status=status, authority=tidy["authority"])
        manner = Manner(report or (), source, max_size, dry_run, as_json)
        change(files, after, language_codes(files, [name]), manner)
