"""`dragoman po check`: what a reviewer should look at in PO files."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import (
    AsOf,
    FailOn,
    Glossaries,
    Json,
    NoShippedGlossary,
    choose_glossary,
    day,
    parse_names,
)

if TYPE_CHECKING:
    from dragoman.run.review import Remark


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PO|DIR]…", help="PO files, or folders of them.", show_default="locales"),
    ] = None,
    source: Annotated[str, typer.Option("--from", metavar="LANG", help="Language of the sources.")] = "en",
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="LANG", help="Language of files that do not name it.", show_default=False),
    ] = None,
    glossary: Glossaries = None,
    no_shipped_glossary: NoShippedGlossary = False,
    as_of: AsOf = "",
    only: Annotated[
        str, typer.Option("--only", metavar="STATE,…", help="Entries to check: reviewed, draft, machine, memory.")
    ] = "reviewed,draft,machine,memory",
    untranslated: Annotated[bool, typer.Option("--untranslated", help="Also report untranslated entries.")] = False,
    spelling: Annotated[
        bool, typer.Option("--spelling", help="Check spelling with the Hunspell dictionaries that are installed.")
    ] = False,
    ignore: Annotated[
        str,
        typer.Option("--ignore", metavar="[LANG:]CODE,…", help="Omit findings by the start of their code: P,fr:S003."),
    ] = "",
    severity: Annotated[
        str,
        typer.Option("--severity", metavar="[LANG:]CODE=SEVERITY,…", help="Severity of findings: P005=info."),
    ] = "",
    dismissed: Annotated[
        list[str] | None,
        typer.Option(
            "--dismiss",
            metavar="PATH:LINE:CODE",
            help="Dismiss a finding by a flag in its entry; checks nothing.",
            show_default=False,
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write the findings to a file for the translator: .xlsx or .html.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the findings.")] = Format.TEXT,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with status 1 for findings of this severity or worse.")
    ] = FailOn.ERROR,
    as_json: Json = False,
) -> None:
    """Check translations: terms, numbers, dates, punctuation, omissions, consistency, and what gettext says.

    Every finding has a code. Nothing is changed, unless a finding is dismissed: its entry then gets a flag such as
    `ignore-n001`; Weblate's `ignore-…` flags are heeded, too.

    Example: `dragoman po check locales --only reviewed,draft --fail-on warning --report findings.xlsx`
    """
    from dragoman import console
    from dragoman.check.policy import parse_policy
    from dragoman.check.sarif import github_annotation, render_sarif
    from dragoman.glossary.table import language_named
    from dragoman.languages import parse_language
    from dragoman.po.status import find_catalogues
    from dragoman.run.review import Wanted, review

    if dismissed:
        _dismiss(dismissed)
        return
    states = frozenset(parse_names("--only", only, ("reviewed", "draft", "machine", "memory")))
    policy = parse_policy(_listed(ignore), _listed(severity))
    _check_report(report)
    files = find_catalogues(paths or [Path("locales")])
    source_language, target = parse_language(source), parse_language(to) if to else None
    # A list of terms without a header is one for all languages that the files are in.
    named = [language for path in files if (language := language_named(path.parent.parent.name))]
    languages = list({language.tag: language for language in [*named, *([target] if target else [])]}.values())
    with console.watching() as watch, watch.stage("check", len(files)) as advance:
        found = review(
            files,
            Wanted(states, policy, untranslated, spelling),
            source=source_language,
            target=target,
            glossary=choose_glossary(glossary, source_language, languages, alone=no_shipped_glossary),
            as_of=as_of and day(as_of),
            advance=advance,
        )
    remarks = [remark for remark in found if not remark.dismissed]
    left = len(found) - len(remarks)
    if report:
        _write_report(report, remarks, left)
    located = [(str(remark.path), remark.line, remark.finding) for remark in remarks]
    if as_json or output is Format.JSON:
        _print_json(remarks, len(files), left)
    elif output is Format.SARIF:
        print(render_sarif(located))
    elif output is Format.GITHUB:
        for path, line, finding in located:
            print(github_annotation(path, line, finding))
    else:
        _print_text(remarks, len(files), left)
    if console.is_verbose():
        console.print_stages(watch)
    if fail_on.reached({remark.finding.severity for remark in remarks}):
        raise typer.Exit(1)


def _listed(text: str) -> list[str]:
    return [part for part in text.split(",") if part.strip()]


def _dismiss(places: Sequence[str]) -> None:
    from dragoman import console
    from dragoman.run.dismissal import dismiss

    for path, added in dismiss(places).items():
        if not console.is_quiet():
            console.stdout().print(f"{path}: {added:,} dismissed", markup=False, highlight=False)


def _check_report(report: Path | None) -> None:
    """Refuse a report whose suffix says no format, before long work is done.

    Raises:
        RequestError: it ends neither in .xlsx nor in .html.
    """
    from dragoman.errors import RequestError

    if report and report.suffix.lower() not in (".xlsx", ".html"):
        raise RequestError(f"--report: {report} ends neither in .xlsx nor in .html")


def _write_report(report: Path, remarks: Sequence["Remark"], dismissed: int) -> None:
    from dragoman.check.codes import all_codes
    from dragoman.exchange.findings import Row, write_page, write_workbook
    from dragoman.files.outputs import Outputs
    from dragoman.model import entry_state

    codes = all_codes()
    rows = [
        Row(
            remark.finding.severity,
            remark.finding.code,
            remark.finding.message,
            codes[remark.finding.code].advice,
            str(remark.path),
            remark.line,
            remark.language,
            entry_state(remark.state),
            remark.source,
            remark.target,
        )
        for remark in remarks
    ]
    write = write_workbook if report.suffix.lower() == ".xlsx" else write_page
    with Outputs([remark.path for remark in remarks]) as outputs:
        outputs.stage(report, write(rows, {code: kind.summary for code, kind in codes.items()}, dismissed))
        outputs.commit()


def _print_json(remarks: Sequence["Remark"], files: int, dismissed: int) -> None:
    from collections import Counter

    from dragoman.model import entry_state

    rows = [
        {
            "file": str(remark.path),
            "line": remark.line,
            "code": remark.finding.code,
            "severity": remark.finding.severity,
            "message": remark.finding.message,
            "state": entry_state(remark.state),
            "source": remark.source,
            "target": remark.target,
        }
        for remark in remarks
    ]
    counts = dict(sorted(Counter(remark.finding.code for remark in remarks).items()))
    summary = {"files": files, "counts": counts, "dismissed": dismissed, "findings": rows}
    print(json.dumps(summary, ensure_ascii=False))


def _print_text(remarks: Sequence["Remark"], files: int, dismissed: int) -> None:
    """Print one line a finding, as compilers do, and the counts."""
    from collections import Counter

    from rich.text import Text

    from dragoman import console
    from dragoman.check.codes import SEVERITIES

    shown = console.stdout()
    styles = {"error": "bold red", "warning": "yellow", "info": "cyan"}
    for remark in remarks:
        finding = remark.finding
        place = Text(f"{remark.path}:{remark.line}: ", style="bold")
        said = Text(f"{finding.severity} {finding.code}", style=styles[finding.severity])
        shown.print(place + said + Text(f": {finding.message}"))
    counts = Counter(remark.finding.severity for remark in remarks)
    names = {"error": "errors", "warning": "warnings", "info": "infos"}
    said_all = [
        f"{counts[name]:,} {name if counts[name] == 1 else names[name]}" for name in SEVERITIES if counts[name]
    ] or ["no findings"]
    if dismissed:
        said_all.append(f"{dismissed:,} dismissed")
    shown.print(f"{', '.join(said_all)} in {files:,} {'file' if files == 1 else 'files'}")
