"""`dragoman glossary add`: a concept, a rendering, or both."""

from typing import Annotated

import typer

from dragoman.commands.glossary.options import Reports, Target
from dragoman.commands.options import DryRun, From, GlossaryFolder, Json, MaxSize


def add(
    term: Annotated[str, typer.Argument(metavar="TERM", help="The source term, or the id of a concept that is there.")],
    category: Annotated[str, typer.Option(metavar="NAME", help="title, institution, place, person, event, law …")] = "",
    id_: Annotated[str, typer.Option("--id", metavar="SLUG", help="Id.", show_default="made from the term")] = "",
    variants: Annotated[str, typer.Option(metavar="A|B", help="Other source forms, | between them.")] = "",
    match: Annotated[str, typer.Option(metavar="FLAGS", help="case, exact, short:…, context:…, | between.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="Note on the concept.")] = "",
    to: Target = "",
    rendering: Annotated[str, typer.Option(metavar="TEXT", help="Preferred rendering; = keeps the source form.")] = "",
    accepted: Annotated[str, typer.Option(metavar="A|B", help="Other accepted renderings, | between them.")] = "",
    forbidden: Annotated[str, typer.Option(metavar="A|B", help="Renderings that are wrong, | between them.")] = "",
    status: Annotated[str, typer.Option(metavar="NAME", help="official, established or proposed.")] = "proposed",
    authority: Annotated[str, typer.Option(metavar="URL", help="Source of the rendering: a URL or an act.")] = "",
    rendering_note: Annotated[str, typer.Option(metavar="TEXT", help="Note on the rendering.")] = "",
    report: Reports = None,
    source: From = "en",
    glossary: GlossaryFolder = None,
    max_size: MaxSize = 100,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add a term to the glossary, and with --to its rendering; a term that is there gets the rendering alone.

    What `glossary lint` would call an error is refused. With --report, the segments that require something else are
    shown.

    Example: `dragoman glossary add "Supreme People's Court" --category institution --to zh --rendering 最高人民法院`
    """
    from dragoman import console
    from dragoman.commands.glossary.change import Manner, change, language_codes
    from dragoman.commands.glossary.folder import editing
    from dragoman.errors import RequestError
    from dragoman.glossary.edit import add_row, make_slug
    from dragoman.glossary.lint.rows import CATEGORIES
    from dragoman.glossary.lint.writing import tidy_values
    from dragoman.glossary.look_up import concept_named
    from dragoman.glossary.table import TERMS, renderings_name
    from dragoman.languages import parse_language

    with editing(glossary) as files:
        after = files
        console.print_note(f"glossary: {files.folder}")
        concept = concept_named(files, term)
        cells = {"variants": variants, "category": category, "match": match, "note": note}
        row = {"rendering": rendering, "accepted": accepted, "forbidden": forbidden, "authority": authority}
        if concept:
            if given := [name for name, value in {"id": id_, **cells}.items() if value]:
                raise RequestError(
                    f"{term!r} is in the glossary: change it with: glossary set {concept.id} {given[0]}=…"
                )
            if not to:
                raise RequestError(f"{term!r} is in the glossary; add a rendering to it with --to and --rendering")
        elif not category:
            raise RequestError(f"{term!r} is not in the glossary; give its --category: {', '.join(CATEGORIES)}")
        if not to and any(row.values()):
            raise RequestError("give the language of the rendering with --to")
        key = concept.id if concept else id_ or make_slug(term)
        if not key:
            raise RequestError(f"no id can be made of {term!r}, which has no Latin letter; say one with --id")
        names = []
        if not concept:
            after = add_row(after, TERMS, {"id": key, **tidy_values({"term": term, **cells}, None)})
            names.append(TERMS)
        if to:
            names.append(renderings_name(files, to))
            row = tidy_values({**row, "status": status, "note": rendering_note}, parse_language(to))
            after = add_row(after, names[-1], {"id": key, **row})
        manner = Manner(report or (), source, max_size, dry_run, as_json)
        change(files, after, language_codes(files, names[-1:]), manner)
