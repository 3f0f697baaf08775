"""`dragoman po update`: PO files brought up to date with their reports."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import (
    AddLocation,
    ApproveUnchanged,
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
    Fast,
    FromAuto,
    Glossaries,
    Jobs,
    Json,
    Locales,
    LocationName,
    MaxSize,
    Names,
    NamesName,
    NoCache,
    NoMemory,
    NoShippedGlossary,
    NoWrap,
    Recursive,
    Reports,
    Threads,
    To,
    make_decoding,
)

if TYPE_CHECKING:
    from dragoman.po import CatalogueChanges


def update(
    reports: Reports,
    to: To,
    source: FromAuto = None,
    locales: Locales = Path("locales"),
    glossary: Glossaries = None,
    no_shipped_glossary: NoShippedGlossary = False,
    as_of: AsOf = "",
    names: Names = NamesName.KEEP,
    engine: Engine = EngineName.ARGOS,
    no_memory: NoMemory = False,
    recursive: Recursive = False,
    jobs: Jobs = None,
    threads: Threads = None,
    beam: Beam = 4,
    fast: Fast = False,
    batch_tokens: BatchTokens = 1024,
    device: Device = DeviceName.CPU,
    no_cache: NoCache = False,
    cache_size: CacheSize = 256,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change; write nothing.")] = False,
    approve_unchanged: ApproveUnchanged = False,
    add_location: AddLocation = LocationName.FILE,
    no_wrap: NoWrap = False,
    encoding: Encoding = None,
    columns: Columns = "",
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Bring the PO files of reports up to date and say entry by entry what changes.

    Does to the PO files what `dragoman translate` does, and nothing else. Entries that a person wrote stay as they are;
    a text that was amended keeps the translation of its older wording, marked fuzzy; entries that the report no longer
    has stay as obsolete. Only untouched machine translations are replaced, and go with their text.

    Example: `dragoman po update report.txt --to zh --dry-run`
    """
    from dragoman import console
    from dragoman.commands.job import run_job
    from dragoman.documents.read import Reading
    from dragoman.po.options import PoOptions

    _, done = run_job(
        reports,
        recursive=recursive,
        to=to,
        source=source,
        out=locales,
        locales=locales,
        glossaries=glossary,
        shipped=not no_shipped_glossary,
        as_of=as_of,
        names=names is NamesName.KEEP,
        formats=["po"],
        engine=engine is EngineName.ARGOS,
        memory=not no_memory,
        jobs=jobs,
        decoding=make_decoding(threads, beam, batch_tokens, device, fast=fast),
        cache_size=0 if no_cache else cache_size,
        reading=Reading(encoding, columns=columns),
        max_size=max_size,
        po=PoOptions(approve_unchanged, add_location.value, no_wrap),
        list_changes=True,
        dry_run=dry_run,
    )
    if as_json:
        files = [_object(changes) for changes in done.changes]
        failed = [{"report": one.name, "error": one.message} for one in done.failures]
        print(
            json.dumps(
                {"dry_run": dry_run, "files": files} | ({"failed": failed} if failed else {}), ensure_ascii=False
            )
        )
    elif not console.is_quiet():
        for changes in done.changes:
            _print(changes)
        if dry_run:
            console.print_message("dry run: nothing written")
    if console.is_verbose():
        console.print_seconds(dict(done.seconds))
    for failure in done.failures:
        console.print_error(failure.message)
    if done.failures:
        raise typer.Exit(2)


def _object(changes: "CatalogueChanges") -> dict[str, Any]:
    rows = [
        {"change": row.change, "kind": row.kind, "source": row.source, "before": row.before, "after": row.after}
        for row in changes.changes
    ]
    return {"file": str(changes.path), "kept": changes.kept, "changes": rows}


def _print(changes: "CatalogueChanges") -> None:
    """Print the counts of a file, then the changes: those of translations always, new and vanished texts if asked."""
    from collections import Counter

    from dragoman import console

    counts = Counter(row.change for row in changes.changes)
    said = [f"{changes.kept:,} kept", *(f"{count:,} {name}" for name, count in counts.items())]
    print(f"{changes.path}: {', '.join(said)}")
    for row in changes.changes:
        if row.change in ("amended", "replaced", "revived") or console.is_verbose():
            print(f"  {row.change:<9} {row.source}")
            before = "was " + row.before if row.change == "amended" else row.before
            for line in filter(None, (before, row.after)):
                print(f"  {'':<9} {line}")
