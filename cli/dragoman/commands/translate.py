"""`dragoman translate`: the main job."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.options import (
    Encoding,
    Engine,
    EngineName,
    FailOn,
    From,
    GlossaryFolder,
    Jobs,
    Json,
    Locales,
    MaxSize,
    NoMemory,
    Quiet,
    To,
    Verbose,
)


def translate(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORT", help="Reports; - for standard input.")],
    to: To,
    source: From = "en",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the bilingual files.")] = Path("out"),
    locales: Locales = Path("locales"),
    glossary: GlossaryFolder = None,
    formats: Annotated[
        str, typer.Option(metavar="FORMAT,…", help="What to write: csv, html, jsonl, po, tsv, txt, xlsx.")
    ] = "html,jsonl,po,txt",
    bom: Annotated[bool, typer.Option("--bom", help="Begin tsv and csv with a byte-order mark, for Excel.")] = False,
    engine: Engine = EngineName.ARGOS,
    no_memory: NoMemory = False,
    jobs: Jobs = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 at findings of this severity.")] = FailOn.ERROR,
    encoding: Encoding = None,
    max_size: MaxSize = 100,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Translate reports and keep their official terms.

    Writes a bilingual page, alignment records and the target text to the --out folder, and gettext files to the
    --locales folder. Runs offline. What people have translated in the PO files is used and never changed.

    Example: `dragoman translate report.txt --to zh`
    """
    from dragoman import console
    from dragoman.commands.inputs import parse_formats, print_notes
    from dragoman.commands.job import make_request
    from dragoman.pipeline import translate_reports
    from dragoman.writers.style import Style

    began = time.perf_counter()
    wanted = parse_formats(formats)
    with console.watching(quiet=quiet) as watch:
        request = make_request(
            reports,
            watch,
            to=to,
            source=source,
            out=out,
            locales=locales,
            glossary=glossary,
            formats=wanted,
            style=Style(bom=bom),
            engine=engine is EngineName.ARGOS,
            memory=not no_memory,
            jobs=jobs,
            encoding=encoding,
            max_size=max_size,
        )
        result = translate_reports(request, watch)
    print_notes(request.documents, request.source, quiet=quiet)
    for warning in [] if quiet else result.warnings:
        console.print_warning(warning)
    seconds = time.perf_counter() - began
    if as_json:
        names = [document.name for document in request.documents]
        tags = [target.tag for target in request.targets]
        print(
            json.dumps(console.summary_object(result.summary, names, tags, result.files, seconds), ensure_ascii=False)
        )
    elif not quiet:
        console.stdout().print(console.summary_table(result.summary, seconds, result.files, result.engines))
    if verbose:
        console.print_stages(watch)
    if fail_on.reached(result.severities):
        raise typer.Exit(1)
