"""`dragoman translate`: the main job."""

import json
import time
from enum import StrEnum
from typing import Annotated

import typer

from dragoman.commands.options import (
    AddLocation,
    AsOf,
    BatchTokens,
    Beam,
    CacheSize,
    Columns,
    Device,
    DeviceName,
    Encoding,
    Engine,
    EngineName,
    FailOn,
    Fast,
    ForceEdited,
    Form,
    FromAuto,
    Glossaries,
    Jobs,
    Json,
    LocationName,
    MaxSize,
    Names,
    NamesName,
    NoCache,
    NoMemory,
    NoShippedGlossary,
    NoWrap,
    Recursive,
    Threads,
    To,
    make_decoding,
)
from dragoman.exchange.formats import ALL_FORMATS


class Bilingual(StrEnum):
    """How source and target stand to each other."""

    SIDE_BY_SIDE = "side-by-side"
    INTERLEAVED = "interleaved"


class XliffVersion(StrEnum):
    """What `--xliff` takes."""

    OLD = "1.2"
    NEW = "2.1"


class WordForm(StrEnum):
    """What a Word document is."""

    TABLE = "table"
    REPORT = "report"


def translate(
    to: To,
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT…", help="Reports or folders; - for standard input.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="Translate this text and print it.", show_default=False)
    ] = None,
    source: FromAuto = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Folder for the bilingual files; - prints the translation instead.",
            show_default="out, for files; - for --text and standard input",
        ),
    ] = None,
    locales: Annotated[str, typer.Option(metavar="DIR", help="Folder of the PO files.")] = "locales",
    glossary: Glossaries = None,
    no_shipped_glossary: NoShippedGlossary = False,
    as_of: AsOf = "",
    names: Names = NamesName.KEEP,
    formats: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT,…",
            help=f"What to write: {', '.join(ALL_FORMATS)}.",
            show_default="html,jsonl,po,txt; txt if printed",
        ),
    ] = None,
    bilingual: Annotated[
        Bilingual, typer.Option(help="Layout of md; `interleaved` also adds the source to txt.")
    ] = Bilingual.SIDE_BY_SIDE,
    docx: Annotated[
        WordForm, typer.Option(help="Contents of docx: a table to edit and reimport, or the translated report.")
    ] = WordForm.TABLE,
    bom: Annotated[bool, typer.Option("--bom", help="Start tsv and csv with a byte-order mark, for Excel.")] = False,
    xliff: Annotated[
        XliffVersion, typer.Option(help="XLIFF version; older programs read only 1.2.")
    ] = XliffVersion.NEW,
    mark: Annotated[bool, typer.Option("--mark", help="Mark in `same` what nobody has reviewed.")] = False,
    tmx_machine: Annotated[bool, typer.Option("--tmx-machine", help="Also write machine text to TMX files.")] = False,
    engine: Engine = EngineName.ARGOS,
    no_memory: NoMemory = False,
    recursive: Recursive = False,
    jobs: Jobs = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Translate on a Ray cluster: local, auto, or ray://HOST:PORT.",
            show_default=False,
        ),
    ] = None,
    threads: Threads = None,
    beam: Beam = 4,
    fast: Fast = False,
    batch_tokens: BatchTokens = 1024,
    device: Device = DeviceName.CPU,
    no_cache: NoCache = False,
    cache_size: CacheSize = 256,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with status 1 for findings of this severity or worse.")
    ] = FailOn.ERROR,
    add_location: AddLocation = LocationName.FILE,
    no_wrap: NoWrap = False,
    encoding: Encoding = None,
    columns: Columns = "",
    form: Form = None,
    max_size: MaxSize = 100,
    force: ForceEdited = False,
    as_json: Json = False,
) -> None:
    """Translate reports and keep their official terms.

    Writes a bilingual page, alignment records and the target text to the --out folder, and gettext files to the
    --locales folder. Runs offline. What people have translated in the PO files is used and never changed.

    Of a folder, the reports in it are translated, with --recursive those in its sub-folders too; the outputs mirror it.
    What comes from standard input or --text is printed, and no file is written, unless --out names a folder.

    Example: `dragoman translate report.txt --to zh`
    """
    from dragoman import console
    from dragoman.commands.closing import summary_object, summary_table
    from dragoman.commands.inputs import parse_formats
    from dragoman.commands.job import printed, run_job
    from dragoman.documents.read import Reading
    from dragoman.errors import RequestError
    from dragoman.exchange.style import Style
    from dragoman.po.options import PoOptions

    if (text is None) == (not reports):
        raise RequestError("name a report, or give a text with --text")
    prints = out == "-" or (out is None and not as_json and (text is not None or reports == ["-"]))
    written = parse_formats(formats or ("txt" if prints else "html,jsonl,po,txt"))
    began = time.perf_counter()
    do = printed if prints else run_job
    request, done = do(
        reports or [],
        text=text,
        recursive=recursive,
        to=to,
        source=source,
        out=out or "out",
        locales=locales,
        glossaries=glossary,
        shipped=not no_shipped_glossary,
        as_of=as_of,
        names=names is NamesName.KEEP,
        formats=written,
        po=PoOptions(add_location=add_location.value, no_wrap=no_wrap),
        style=Style(
            bilingual=bilingual.value,
            docx=docx.value,
            bom=bom,
            xliff=xliff.value,
            mark=mark,
            tmx_machine=tmx_machine,
        ),
        engine=engine is EngineName.ARGOS,
        memory=not no_memory,
        jobs=jobs,
        decoding=make_decoding(threads, beam, batch_tokens, device, fast=fast),
        cache_size=0 if no_cache else cache_size,
        reading=Reading(encoding, form.suffix if form else "", columns),
        max_size=max_size,
        cluster=cluster,
        force=force,
    )
    seconds = time.perf_counter() - began
    if as_json:
        tags = [target.tag for target in request.targets]
        summary = summary_object(done.summary, done.reports, tags, done.files, seconds)
        if done.failures:
            summary["failed"] = [{"report": one.name, "error": one.message} for one in done.failures]
        print(json.dumps(summary, ensure_ascii=False))
    elif not console.is_quiet() and not prints:
        console.stdout().print(
            summary_table(done.summaries, seconds, done.files, done.engines, spaceless=request.source.spaceless)
        )
    if console.is_verbose():
        console.print_seconds(dict(done.seconds))
    for failure in done.failures:
        console.print_error(failure.message)
    if done.failures:
        raise typer.Exit(2)
    if fail_on.reached(done.severities):
        raise typer.Exit(1)
