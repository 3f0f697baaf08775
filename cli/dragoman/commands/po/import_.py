"""`dragoman po import`: what comes back in another form becomes PO again."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from dragoman.commands.options import ApproveUnchanged, Columns, DryRun, Encoding, From, Json, Locales, MaxSize
from dragoman.model import entry_state

if TYPE_CHECKING:
    from dragoman.run.reimport.files import Reimported
    from dragoman.run.reimport.merge import Conflict

_WHY = {
    "text": "somebody changed the entry in the meantime",
    "status": "a draft in the file, reviewed in the PO file",
    "differ": "segments sharing this entry came back with different texts",
    "source": "this text is not in the report",
    "unknown": "neither this text nor this id is in the report",
    "verbatim": "passed through untranslated; it has no entry",
    "moved": "only its id is left, and that id now has another text or translation",
    "ambiguous": "several entries have this source; it is unclear which is meant",
}

_CLEARED = (
    "texts have lost fuzzy at once and unchanged, as converters and memories do it; "
    "if somebody has read them, import the file again with --approve-unchanged"
)


class OnConflict(StrEnum):
    """What becomes of a change that stands against another one."""

    KEEP = "keep"
    TAKE = "take"
    FAIL = "fail"


def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Returned DOCX, XLSX, TSV, CSV, XLIFF, TMX or PO files.")
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="LANG", help="Target language, if neither the file nor its name says so.")
    ] = "",
    report: Annotated[
        str,
        typer.Option("--report", metavar="STEM|REPORT", help="The report, if neither the file nor its name says so."),
    ] = "",
    source: From = "en",
    locales: Locales = Path("locales"),
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the alignment records.")] = Path("out"),
    on_conflict: Annotated[
        OnConflict,
        typer.Option("--on-conflict", help="Keep the PO file's text, take the returned one, or write nothing."),
    ] = OnConflict.KEEP,
    translator: Annotated[
        str, typer.Option("--translator", metavar="'NAME <MAIL>'", help="Name for Last-Translator in the header.")
    ] = "",
    base: Annotated[
        str, typer.Option("--base", metavar="FILE|GITREV", help="The version that went out: a PO file or a revision.")
    ] = "",
    approve_unchanged: ApproveUnchanged = False,
    credit: Annotated[bool, typer.Option("--credit", help="Note in each entry who translated it and when.")] = False,
    dry_run: DryRun = False,
    encoding: Encoding = None,
    columns: Columns = "",
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Put what people changed in an exported file into the PO file.

    Each segment finds its entry by its source and kind, or by its id. A changed text is taken, as reviewed where the
    file says so, else as a draft; an empty one never erases. What a person changed in the PO file meanwhile, or what
    cannot be told for certain, is listed, and the exit status is 1. What the translator did not change never replaces
    newer work, and machine text that lost its fuzzy in bulk stays machine text.

    Example: `dragoman po import report.zh.docx --dry-run`
    """
    from dragoman import console
    from dragoman.commands.inputs import read_reports
    from dragoman.commands.job import now
    from dragoman.documents.read import Reading
    from dragoman.languages import parse_language
    from dragoman.run.reimport.files import ReimportRequest, reimport

    given = Path(report) if report and Path(report).is_file() else None
    document = read_reports([given], max_size, Reading(encoding, columns=columns))[0] if given else None
    request = ReimportRequest(
        files=files,
        locales=locales,
        out=out,
        target=parse_language(to) if to else None,
        stem=document.stem if document else report,
        document=document,
        source=parse_language(source),
        on_conflict=on_conflict.value,
        approve_unchanged=approve_unchanged,
        credit=credit,
        base=base,
        translator=translator,
        now=now(),
        max_size=int(max_size * 2**20),
        dry_run=dry_run,
    )
    with console.watching() as watch, watch.stage("import", 1):
        done = reimport(request)
    for warning in [warning for one in done for file in one.files for warning in file.warnings]:
        console.print_warning(warning)
    if as_json:
        print(json.dumps({"dry_run": dry_run, "files": list(map(_object, done))}, ensure_ascii=False))
    elif not console.is_quiet():
        _print(done)
    if not console.is_quiet() and not as_json and any(one.merged.counts["cleared"] for one in done):
        console.print_warning(_CLEARED)
    conflicts = any(one.merged.conflicts for one in done)
    if dry_run or (conflicts and on_conflict is OnConflict.FAIL):
        console.print_message("dry run: " * dry_run + "nothing written")
    if console.is_verbose():
        console.print_stages(watch)
    if conflicts:
        raise typer.Exit(1)


def _print(done: Sequence["Reimported"]) -> None:
    for one in done:
        print(f"{one.path}: {', '.join(file.name for file in one.files)}: {_said(one)}")
        for gone in one.merged.replaced:
            print(f"  replaced  by {gone.file}; kept in a comment")
            for label, text in (("source", gone.source), ("was", gone.before), ("is", gone.after)):
                print(f"    {label:<16}{' '.join(text.split())}")
        for conflict in one.merged.conflicts:
            unit = conflict.unit
            place = f"{conflict.file}, {unit.place}" + f" ({unit.id})" * bool(unit.id)
            print(f"  conflict  {place}: {_WHY[conflict.kind]}")
            here = f"here, {entry_state(conflict.state)}" if conflict.state else "now at its id"
            rows = [("source", unit.source), (here, conflict.here)]
            for label, text in [*rows, ("returned", unit.target), ("comment", unit.comment)]:
                if text:
                    print(f"    {label:<16}{' '.join(text.split())}")


def _said(one: "Reimported") -> str:
    from dragoman import console

    counts = one.merged.counts
    taken = counts["reviewed"] + counts["drafts"]
    said = [
        f"{taken:,} taken ({counts['reviewed']:,} reviewed, {counts['drafts']:,} draft)",
        f"{counts['approved']:,} approved as is",
        f"{counts['approved_unchanged']:,} machine texts approved unchanged" if counts["approved_unchanged"] else "",
        f"{counts['cleared']:,} unchanged texts not taken as reviewed" if counts["cleared"] else "",
        f"{counts['reopened']:,} opened again" if counts["reopened"] else "",
        f"{counts['amended']:,} offered for an amended text" if counts["amended"] else "",
        f"{counts['unchanged']:,} unchanged",
        f"{counts['older']:,} older than here" if counts["older"] else "",
        f"{counts['apart']:,} translated differently elsewhere, stored separately" if counts["apart"] else "",
        f"{counts['comments']:,} commented" if counts["comments"] else "",
        f"{counts['gone']:,} untouched and gone from the report" if counts["gone"] and console.is_verbose() else "",
        f"{len(one.merged.conflicts):,} in conflict",
    ]
    return ", ".join(filter(None, said))


def _object(one: "Reimported") -> dict[str, Any]:
    from dragoman.run.reimport.merge import CountOf

    return {
        "file": str(one.path),
        "from": [file.name for file in one.files],
        "written": one.written,
        **{name: one.merged.counts[name] for name in get_args(CountOf)},
        "replaced": [
            {"source": gone.source, "before": gone.before, "after": gone.after, "file": gone.file}
            for gone in one.merged.replaced
        ],
        "conflicts": list(map(_conflict, one.merged.conflicts)),
    }


def _conflict(conflict: "Conflict") -> dict[str, str]:
    unit = conflict.unit
    return {
        "conflict": conflict.kind,
        "file": conflict.file,
        "place": unit.place,
        "id": unit.id,
        "kind": unit.kind,
        "source": unit.source,
        "here": conflict.here,
        "state": entry_state(conflict.state),
        "returned": unit.target,
        "status": entry_state(unit.said),
        "comment": unit.comment,
    }
