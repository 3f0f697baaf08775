"""`dragoman kit take`: archives that came back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.commands.options import (
    ApproveUnchanged,
    DryRun,
    From,
    GlossaryFolder,
    Json,
    Locales,
    MaxSize,
)

if TYPE_CHECKING:
    from dragoman.exchange.findings import Row
    from dragoman.model import Language
    from dragoman.run.kits import Taken


def take(
    kits: Annotated[list[Path], typer.Argument(metavar="ZIP…", help="Kits that came back, however they are packed.")],
    source: From = "en",
    locales: Locales = Path("locales"),
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the alignment records.")] = Path("out"),
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="DIR", help="Folder for lists of what came and what is missing (XLSX, HTML)."),
    ] = None,
    on_conflict: Annotated[
        str, typer.Option("--on-conflict", metavar="keep|take|fail", help="As in `po import`.")
    ] = "keep",
    approve_unchanged: ApproveUnchanged = False,
    glossary: GlossaryFolder = None,
    dry_run: DryRun = False,
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Take kits back: their translations are merged into the PO files, and what is missing is listed.

    The exit status is 1 where something is in conflict. Who translated an entry is kept in its comment.

    Example: `dragoman kit take report-zh-Lin-1.zip --report returned`
    """
    from dragoman import console, resources
    from dragoman.commands.job import now
    from dragoman.errors import RequestError
    from dragoman.languages import parse_language
    from dragoman.run.kits import take_kit
    from dragoman.run.reimport.files import ReimportRequest

    if on_conflict not in ("keep", "take", "fail"):
        raise RequestError(f"--on-conflict {on_conflict}: choose keep, take or fail")
    request = ReimportRequest(
        files=(),
        locales=locales,
        out=out,
        source=parse_language(source),
        on_conflict=on_conflict,  # type: ignore[arg-type]  # just checked
        approve_unchanged=approve_unchanged,
        credit=True,
        now=now(),
        max_size=int(max_size * 2**20),
        dry_run=dry_run,
    )
    with console.watching() as watch, watch.stage("take", len(kits)) as advance:
        taken = []
        for path in kits:
            taken.append(take_kit(path, request))
            advance(1)
    if report:
        for one in taken:
            _write_report(report, one, request.source, glossary or resources.glossary_folder(), locales)
    if as_json:
        print(json.dumps({"kits": [_taken(one) for one in taken]}, ensure_ascii=False))
    elif not console.is_quiet():
        for one in taken:
            counts = ", ".join(f"{number:,} {name}" for name, number in _counts(one).items() if number)
            print(f"{one.kit.id}: {counts or 'nothing new'}; {len(one.missing):,} of {one.kit.segments:,} still open")
    if any(done.merged.conflicts for one in taken for done in one.done):
        console.print_message("see the conflicts in the --report, or decide by --on-conflict take")
        raise typer.Exit(1)
    if console.is_verbose():
        console.print_stages(watch)


def _counts(one: "Taken") -> dict[str, int]:
    from collections import Counter

    counts: Counter[str] = Counter()
    for done in one.done:
        counts.update(done.merged.counts)
        counts["conflicts"] += len(done.merged.conflicts)
    return dict(counts)


def _taken(one: "Taken") -> dict[str, Any]:
    return {"kit": one.kit.id, "for": one.kit.recipient, **_counts(one), "open": len(one.missing)}


def _write_report(folder: Path, one: "Taken", source: "Language", glossary: Path, locales: Path) -> None:
    """Write what came, what is missing and what the checks find, as a workbook and as a page."""
    from dragoman.check.codes import all_codes
    from dragoman.exchange.findings import write_page, write_workbook
    from dragoman.files.outputs import Outputs

    rows = _rows(one, source, glossary, locales)
    said = {"came": "translations that came back", "open": "not reviewed yet", "conflict": "in conflict"}
    summaries = {code: kind.summary for code, kind in all_codes().items()} | said
    with Outputs() as outputs:
        outputs.stage(folder / f"{one.kit.id}.xlsx", write_workbook(rows, summaries, 0))
        outputs.stage(folder / f"{one.kit.id}.html", write_page(rows, summaries, 0))
        outputs.commit()


def _rows(one: "Taken", source: "Language", glossary: Path, locales: Path) -> list["Row"]:
    from dragoman.check.codes import all_codes
    from dragoman.exchange.findings import Row
    from dragoman.model import entry_state
    from dragoman.po.entry import entry_unit
    from dragoman.run.kits import sent_entries
    from dragoman.run.review import Wanted, review

    codes, rows, language = all_codes(), [], one.kit.language
    for done in one.done:
        for conflict in done.merged.conflicts:
            unit, text = conflict.unit, f"the PO file has: {conflict.here}"
            place = (str(done.path), 0, language, entry_state(conflict.state))
            rows.append(Row("warning", "conflict", text, "decide which is right", *place, unit.source, unit.target))
    for path, entry in one.missing:
        state = entry_state(entry_unit(entry).origin)
        place = (str(path), entry.linenum or 0, language, state)
        rows.append(Row("warning", "open", "not reviewed yet", "translate it", *place, entry.msgid, entry.msgstr))
    paths = list(dict.fromkeys(done.path for done in one.done))
    sent = sent_entries(one, locales)
    states = frozenset(("reviewed", "draft"))
    for remark in review(paths, Wanted(states), source=source, target=None, glossary=glossary):
        if (remark.path, remark.source) in sent and not remark.dismissed:
            finding, place = remark.finding, (str(remark.path), remark.line, remark.language, entry_state(remark.state))
            advice = codes[finding.code].advice
            texts = (remark.source, remark.target)
            rows.append(Row(finding.severity, finding.code, finding.message, advice, *place, *texts))
    opened = {(path, entry.msgid) for path, entry in one.missing}
    for (path, text), target in sent.items():
        if (path, text) not in opened:
            rows.append(Row("info", "came", "reviewed", "", str(path), 0, language, "reviewed", text, target))
    return rows
