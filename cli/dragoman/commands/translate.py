"""`dragoman translate`: the main job."""

import json
import os
import time
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.options import Encoding, From, GlossaryFolder, Json, MaxSize, Quiet, To, Verbose


class EngineName(StrEnum):
    """What translates."""

    ARGOS = "argos"
    NONE = "none"


class FailOn(StrEnum):
    """The least severity of a finding that makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


def translate(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORT", help="Reports; - for standard input.")],
    to: To,
    source: From = "en",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the bilingual files.")] = Path("out"),
    locales: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the PO files.")] = Path("locales"),
    glossary: GlossaryFolder = None,
    formats: Annotated[
        str, typer.Option(metavar="FORMAT,…", help="What to write: html, jsonl, po, txt.")
    ] = "html,jsonl,po,txt",
    engine: Annotated[
        EngineName, typer.Option(help="`none` leaves the targets empty, with the terms as hints.")
    ] = EngineName.ARGOS,
    no_memory: Annotated[
        bool, typer.Option("--no-memory", help="Do not recall translations from other reports' PO files.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Threads that decode.", show_default="all cores")
    ] = None,
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
    from dragoman import console, resources
    from dragoman.commands.inputs import STANDARD_INPUT, parse_formats, print_notes, read_reports
    from dragoman.engine.argos import ArgosEngine
    from dragoman.engine.packages import find_route
    from dragoman.errors import RequestError
    from dragoman.languages import parse_language
    from dragoman.pipeline import Request, translate_reports

    began = time.perf_counter()
    source_language = parse_language(source)
    targets = list({language.tag: language for language in map(parse_language, to.split(","))}.values())
    if any(target.tag == source_language.tag for target in targets):
        raise RequestError(
            f"source and target language are the same ({source_language.tag}); choose another --to or --from"
        )
    wanted = parse_formats(formats)
    engines: dict[str, ArgosEngine] = {}
    if engine is EngineName.ARGOS:
        engines = {t.tag: ArgosEngine(find_route(source_language.argos, t.argos), threads=jobs) for t in targets}
    with console.watching(quiet=quiet) as watch:
        with watch.stage("read", len(reports)):
            documents = read_reports(reports, max_size, encoding)
        request = Request(
            documents=documents,
            inputs=[path for path in reports if path != STANDARD_INPUT],
            source=source_language,
            targets=targets,
            engines=engines,
            glossary=glossary or resources.glossary_folder(),
            out=out,
            locales=locales,
            formats=wanted,
            memory=not no_memory,
            now=_now(),
        )
        result = translate_reports(request, watch)
    print_notes(documents, quiet=quiet)
    for warning in [] if quiet else result.warnings:
        console.print_warning(warning)
    seconds = time.perf_counter() - began
    if as_json:
        names, tags = [document.name for document in documents], [target.tag for target in targets]
        print(
            json.dumps(console.summary_object(result.summary, names, tags, result.files, seconds), ensure_ascii=False)
        )
    elif not quiet:
        console.stdout().print(console.summary_table(result.summary, seconds, result.files, result.engines))
    if verbose:
        console.print_stages(watch)
    serious = {FailOn.ERROR: {"error"}, FailOn.WARNING: {"error", "warning"}, FailOn.NEVER: set()}[fail_on]
    if serious & result.severities:
        raise typer.Exit(1)


def _now() -> datetime:
    """Return the time for the headers of new PO files; `SOURCE_DATE_EPOCH` fixes it (reproducible-builds.org)."""
    from dragoman.errors import RequestError

    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise RequestError(f"SOURCE_DATE_EPOCH={epoch!r} is not a time in seconds since 1970") from error
    return datetime.now(UTC)
