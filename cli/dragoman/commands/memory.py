"""`dragoman memory`: what people have translated before, looked up, taken in and given out."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import Force, Json, Locales, refuse_existing

if TYPE_CHECKING:
    from dragoman.memory import MemoryStore
    from dragoman.model import Language

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="Use the memory of reviewed translations."
)

_Source = Annotated[str, typer.Option("--from", metavar="LANG", help="Language of the sources.")]
_Target = Annotated[str, typer.Option("--to", metavar="LANG", help="Target language.")]


@app.command()
def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Words to find in sources or targets.")],
    to: _Target,
    source: _Source = "en",
    locales: Locales = Path("locales"),
    similar: Annotated[bool, typer.Option("--similar", help="Search for similar sentences instead of words.")] = False,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Maximum number of results.")] = 20,
    as_json: Json = False,
) -> None:
    """Show how people have translated words before: a concordance of all reviewed entries and imported files.

    Example: `dragoman memory search "procuratorial organs" --to zh`
    """
    from dragoman import console
    from dragoman.languages import parse_language

    target = parse_language(to)
    store = _refreshed(locales, parse_language(source), target)
    found: list[tuple[str, str, str, float | None]]
    if similar:
        found = [(one.report, one.source, one.target, one.score) for one in store.suggest(text, most=limit)]
    else:
        found = [(one.name, one.unit.source, one.unit.target, None) for one in store.search(text, limit=limit)]
    count = len(store)
    store.close()
    for report, text_there, translation, score in found:
        if as_json:
            row = {"report": report, "source": text_there, "target": translation}
            print(json.dumps(row | ({"similarity": round(score, 4)} if score is not None else {}), ensure_ascii=False))
        else:
            print(f"{report}{'' if score is None else f'  {score:.0%}'}\n  {text_there}\n  {translation}")
    if not found:
        console.print_message(f"no matches in {count:,} reviewed translations")
        raise typer.Exit(1)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="TMX or PO files.")],
    to: _Target,
    source: _Source = "en",
    locales: Locales = Path("locales"),
) -> None:
    """Take the translations of TMX and PO files into the memory; PO files may be compendia of other projects.

    What is recalled from them is offered as fuzzy and never taken as reviewed. They are copied to the folder `memory`
    below the --locales folder, in a plain form; delete a copy and its translations are forgotten. A file that differs
    from a copy of its name is kept beside it, as `old-reports-2.tmx`.

    Example: `dragoman memory import old-reports.tmx --to zh`
    """
    from dragoman import console
    from dragoman.languages import parse_language
    from dragoman.memory.folder import take_files

    source_language, target = parse_language(source), parse_language(to)
    copies, empty = take_files(files, locales, source_language, target)
    for path in empty:
        console.print_warning(f"{path}: no translations from {source_language.tag} to {target.tag}")
    for copy, count in copies.items():
        print(f"{copy}: {count:,} translations")
        console.print_note(f"{copy}: delete it to forget them")


@app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="TMX", help="Output file; - for standard output.")],
    to: _Target,
    source: _Source = "en",
    locales: Locales = Path("locales"),
    force: Force = False,
) -> None:
    """Write all reviewed translations of a language as TMX 1.4b, for other tools.

    Example: `dragoman memory export reviewed.tmx --to zh`
    """
    import sys

    from dragoman import console
    from dragoman.files.outputs import Outputs
    from dragoman.languages import parse_language
    from dragoman.memory.units import write_tmx

    refuse_existing(out, force=force)
    source_language, target = parse_language(source), parse_language(to)
    store = _refreshed(locales, source_language, target)
    count = len(store)
    units = ((one.label, one.unit) for one in store.units())
    if out == Path("-"):
        write_tmx(sys.stdout.buffer, units, source_language.tag, target.tag)
    else:
        with Outputs() as outputs:
            with outputs.open(out) as file:
                write_tmx(file, units, source_language.tag, target.tag)
            outputs.commit()
        if not console.is_quiet():
            print(f"{out}: {count:,} translations")
    store.close()


def _refreshed(locales: Path, source: "Language", target: "Language") -> "MemoryStore":
    """Open the memory and bring it up to date."""
    from dragoman import console
    from dragoman.errors import RequestError
    from dragoman.memory.folder import memory_files, open_store

    files = list(memory_files(locales, source, target))
    if not files:
        raise RequestError(
            f"{locales}: no catalogue and no imported TMX for {target.gettext} here; name the folder with --locales"
        )
    store = open_store(locales, target)
    with console.watching() as watch, watch.stage("memory", len(files)) as advance:
        problems = store.refresh(files, advance)
    for problem in problems:
        console.print_warning(problem)
    if console.is_verbose():
        console.print_stages(watch)
    return store
