"""`dragoman glossary list`: the rows that a keeper has to look at."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import GlossaryFolder, Json

if TYPE_CHECKING:
    from dragoman.glossary.listing import Line


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    TSV = "tsv"
    JSON = "json"


def list_(
    text: Annotated[
        str,
        typer.Argument(
            metavar="[TEXT]", help="Only rows that contain this text in their id, forms or notes.", show_default=False
        ),
    ] = "",
    to: Annotated[
        str,
        typer.Option(
            "--lang", "--to", metavar="LANG,…", help="Languages of the renderings, or `all`.", show_default="none"
        ),
    ] = "",
    category: Annotated[str, typer.Option(metavar="NAME,…", help="title, institution, place, person, event …")] = "",
    domain: Annotated[str, typer.Option(metavar="NAME,…", help="prc, un, foreign, general, none.")] = "",
    status: Annotated[str, typer.Option(metavar="NAME,…", help="official, established, proposed.")] = "",
    authority: Annotated[
        bool | None,
        typer.Option("--authority/--no-authority", help="Only renderings with an authority, or without one."),
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Concepts without a rendering.")] = False,
    checked_before: Annotated[
        str,
        typer.Option(metavar="DATE", help="Renderings last checked before this day, or never; oldest first."),
    ] = "",
    output: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.TABLE,
    glossary: GlossaryFolder = None,
    as_json: Json = False,
) -> None:
    """List concepts, or with --lang their renderings, filtered by category, domain, status, authority or last check.

    Filters on renderings apply to all languages unless --lang names some. Proposals to replace a rendering (see
    `glossary propose`) are listed as proposed.

    Example: `dragoman glossary list --lang es --status proposed,established --no-authority --domain un`
    """
    from dragoman import console, resources
    from dragoman.commands.options import parse_names
    from dragoman.errors import RequestError
    from dragoman.glossary.lint.authorities import is_day
    from dragoman.glossary.lint.rows import CATEGORIES, DOMAINS, STATUSES
    from dragoman.glossary.listing import OF_CONCEPT, OF_RENDERING, Wanted, listed
    from dragoman.glossary.load import load_languages
    from dragoman.glossary.reviews import reviews_of
    from dragoman.glossary.table import read_files, renderings_name

    wanted = Wanted(
        parse_names("--category", category, CATEGORIES) if category else (),
        parse_names("--domain", domain, [one or "none" for one in DOMAINS]) if domain else (),
        parse_names("--status", status, STATUSES) if status else (),
        authority,
        missing,
        checked_before,
        text,
    )
    if checked_before and not is_day(checked_before):
        raise RequestError(f"--checked-before: {checked_before!r} is not a date; write it like 2026-11-30")
    files = read_files(glossary or resources.glossary_folder())
    console.print_note(f"glossary: {files.folder}")
    concepts, renderings = load_languages(files)
    if to and to != "all":
        codes = [renderings_name(files, code).removesuffix(".tsv") for code in to.split(",")]
        renderings = {code: renderings.get(code, {}) for code in dict.fromkeys(codes)}
    shown = renderings if to or wanted.speaks_of_renderings else {}
    lines = list(listed(concepts, shown, reviews_of(files), wanted))
    if checked_before:
        lines.sort(key=lambda line: line.rendering.checked if line.rendering else "")
    columns = (*OF_CONCEPT, *(("language", *OF_RENDERING) if shown else ()))
    _print(lines, columns, Format.JSON if as_json else output)
    console.print_note(f"{len(lines):,} rows")


def _print(lines: Sequence["Line"], columns: Sequence[str], output: Format) -> None:
    rows = [line.facts() for line in lines]
    if output is Format.JSON:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    elif output is Format.TSV:
        print("\t".join(columns))
        for row in rows:
            print("\t".join(row.values()))
    elif rows:
        _print_table(rows)


def _print_table(rows: Sequence[dict[str, str]]) -> None:
    """Print columns side by side; those that are empty all the way down are left out."""
    from rich.cells import cell_len

    names = [name for name in rows[0] if any(row[name] for row in rows)]
    table = [dict(zip(names, names, strict=True)), *rows]
    widths = {name: max(cell_len(row[name]) for row in table) for name in names}
    for row in table:
        print("  ".join(row[name] + " " * (widths[name] - cell_len(row[name])) for name in names).rstrip())
