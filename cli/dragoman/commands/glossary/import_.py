"""`dragoman glossary import`: terms from other programs' files, and from other people."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import GlossaryFolder, Json, size

if TYPE_CHECKING:
    from dragoman.glossary.exchange import Plan


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to import: TBX, XLSX, TSV, CSV or OmegaT's text.")],
    format_name: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="As in export.", show_default="told by the file"),
    ] = "",
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="LANG,…", help="Language of the renderings; if the file has several, those to take."
        ),
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=LANG",
            help="What a column holds: note, definition, unused …; repeatable.",
        ),
    ] = None,
    glossary: GlossaryFolder = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Overwrite rows that differ with those of the file.")
    ] = False,
    max_size: Annotated[
        float, typer.Option("--max-size", metavar="MB", min=0, callback=size, help="Maximum size of a file.")
    ] = 100,
    as_json: Json = False,
) -> None:
    """Add the terms of a file to the glossary; existing rows are overwritten only with --update.

    Columns are recognized by their headings, in ten languages; unused columns are listed. A language that is new to the
    glossary is added only if --to or --map names it. Differences between the file and the glossary are listed, with
    exit status 1, and left alone unless you pass --update.

    Example: `dragoman glossary import terms.xlsx --map "Chinese (Simplified)=zh_CN" --dry-run`
    """
    from dragoman import console
    from dragoman.commands.glossary.change import new_faults
    from dragoman.commands.glossary.folder import editing, write_files
    from dragoman.errors import ExchangeError, RequestError
    from dragoman.glossary.exchange import FORMATS, list_locales, parse_file, plan_import, planned_files, read_entries
    from dragoman.glossary.exchange.entries import locale_of
    from dragoman.glossary.exchange.headings import parse_map
    from dragoman.languages import parse_language

    if format_name and format_name not in FORMATS:
        raise RequestError(f"--format {format_name}: not a format; the formats are {', '.join(FORMATS)}")
    if file.stat().st_size > max_size * 2**20:
        raise ExchangeError(f"{file}: larger than {max_size:g} MB; raise --max-size to allow it")
    mapped = parse_map(columns or ())
    wanted = [parse_language(code).gettext for code in to.split(",")] if to else []
    reading = parse_file(str(file), file.read_bytes(), format_name, wanted[0] if wanted else "", mapped)
    begun = [*wanted, *filter(None, map(locale_of, mapped.values()))]
    with editing(glossary, dry_run=dry_run) as files:
        known = list_locales(files)
        plan = plan_import(read_entries(files), reading, known, only=begun if wanted else (), begun=begun)
        after = planned_files(files, plan, update=update)
        faults = new_faults(files, after)
        if not dry_run:
            write_files(files, after)
    paths = [after.folder / name for name in after.data if files.data.get(name) != after.data[name]]
    if as_json:
        print(json.dumps(_summary(plan, paths, update=update, written=not dry_run), ensure_ascii=False))
    else:
        _print(plan, paths, update=update, dry_run=dry_run)
    for warning in [*plan.warnings, *map(str, faults)]:
        console.print_warning(warning)
    console.print_note(f"{plan.same:,} rows are in the glossary already")
    if plan.conflicts and not update:
        raise typer.Exit(1)


def _print(plan: "Plan", files: list[Path], *, update: bool, dry_run: bool) -> None:
    """Show the plan: what is new, and what differs."""
    from dragoman import console

    for id_, concept in plan.concepts.items():
        print(f"+ {id_}  {concept['term']}")
    for locale, rows in sorted(plan.renderings.items()):
        for id_, row in rows.items():
            print(f"+ {id_} ({locale})  {row['rendering'] or '(no rendering)'}")
    for conflict in plan.conflicts:
        print(f"{'~' if update else '!'} {conflict}")
    if console.is_quiet():
        return
    added = f"{len(plan.concepts):,} concepts and {sum(map(len, plan.renderings.values())):,} renderings"
    differing = "taken from the file" if update else "differ and were kept"
    places = ", ".join(map(str, files)) or "no file"
    print(f"{'would add' if dry_run else 'added'} {added}; {len(plan.conflicts):,} cells {differing}")
    print(f"{'would change' if dry_run else 'changed'} {places}")


def _summary(plan: "Plan", files: list[Path], *, update: bool, written: bool) -> dict[str, object]:
    return {
        "concepts": list(plan.concepts),
        "renderings": {locale: list(rows) for locale, rows in sorted(plan.renderings.items()) if rows},
        "conflicts": [
            {name: getattr(conflict, name) for name in ("id", "locale", "column", "here", "there", "place")}
            for conflict in plan.conflicts
        ],
        "updated": update,
        "same": plan.same,
        "files": list(map(str, files)),
        "written": written,
        "warnings": plan.warnings,
    }
