"""`dragoman po check`: what a reviewer should look at in PO files."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import FailOn, GlossaryFolder, Json, Quiet, Verbose, parse_names
from dragoman.model import entry_state

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
    glossary: GlossaryFolder = None,
    only: Annotated[
        str, typer.Option("--only", metavar="STATE,…", help="Check these: reviewed, draft, machine, memory.")
    ] = "reviewed,draft,machine,memory",
    untranslated: Annotated[bool, typer.Option("--untranslated", help="Report what is not translated, too.")] = False,
    ignore: Annotated[
        str, typer.Option("--ignore", metavar="CODE,…", help="Leave out findings whose code begins so: P,L001.")
    ] = "",
    output: Annotated[Format, typer.Option("--format", help="How to print the findings.")] = Format.TEXT,
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 at findings of this severity.")] = FailOn.ERROR,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Check translations: terms, numbers, dates, punctuation, omissions, consistency, and what gettext says.

    Every finding has a code that the README explains. Nothing is changed.

    Example: `dragoman po check locales --only reviewed,draft --fail-on warning`
    """
    from dragoman import console, resources
    from dragoman.check.sarif import github_annotation, render_sarif
    from dragoman.languages import parse_language
    from dragoman.po.status import find_catalogues
    from dragoman.run.review import review

    states = frozenset(parse_names("--only", only, ("reviewed", "draft", "machine", "memory")))
    files = find_catalogues(paths or [Path("locales")])
    left_out = tuple(code.strip() for code in ignore.split(",") if code.strip())
    with console.watching(quiet=quiet) as watch, watch.stage("check", len(files)) as advance:
        remarks = review(
            files,
            source=parse_language(source),
            target=parse_language(to) if to else None,
            glossary=glossary or resources.glossary_folder(),
            states=states,
            untranslated=untranslated,
            advance=advance,
        )
    remarks = [remark for remark in remarks if not (left_out and remark.finding.code.startswith(left_out))]
    located = [(str(remark.path), remark.line, remark.finding) for remark in remarks]
    if as_json or output is Format.JSON:
        _print_json(remarks, len(files))
    elif output is Format.SARIF:
        print(render_sarif(located))
    elif output is Format.GITHUB:
        for path, line, finding in located:
            print(github_annotation(path, line, finding))
    elif not quiet:
        _print_text(remarks, len(files))
    if verbose:
        console.print_stages(watch)
    if fail_on.reached({remark.finding.severity for remark in remarks}):
        raise typer.Exit(1)


def _print_json(remarks: Sequence["Remark"], files: int) -> None:
    from collections import Counter

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
    print(json.dumps({"files": files, "counts": counts, "findings": rows}, ensure_ascii=False))


def _print_text(remarks: Sequence["Remark"], files: int) -> None:
    """Print one line a finding, as compilers do, and the counts."""
    from collections import Counter

    from rich.text import Text

    from dragoman import console

    shown = console.stdout()
    for remark in remarks:
        finding = remark.finding
        style = "bold red" if finding.severity == "error" else "yellow"
        place = Text(f"{remark.path}:{remark.line}: ", style="bold")
        shown.print(place + Text(f"{finding.severity} {finding.code}", style=style) + Text(f": {finding.message}"))
    counts = Counter(remark.finding.severity for remark in remarks)
    said = ", ".join(f"{count:,} {name}{'s' * (count > 1)}" for name, count in sorted(counts.items())) or "no findings"
    shown.print(f"{said} in {files:,} {'file' if files == 1 else 'files'}")
