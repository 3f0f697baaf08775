"""`dragoman glossary lint`: everything that is wrong with a glossary."""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import DryRun, FailOn, GlossaryFolder, Json

if TYPE_CHECKING:
    from dragoman.glossary.lint.rules import Problem


def lint(
    glossary: GlossaryFolder = None,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what is safe to fix; report the rest.")] = False,
    dry_run: DryRun = False,
    github: Annotated[bool, typer.Option("--github", help="Print annotations for GitHub Actions.")] = False,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with status 1 for problems of this severity or worse.")
    ] = FailOn.ERROR,
    as_json: Json = False,
) -> None:
    """Report every problem in the glossary, with its place and a code.

    The glossary's README explains the codes. --fix corrects what is safe to correct (order, white space, Unicode forms,
    repeated rows); with --dry-run, it shows the lines that would change and writes nothing.

    Example: `dragoman glossary lint --glossary my-glossary --fix`
    """
    from dragoman import console, resources
    from dragoman.commands.glossary.folder import editing, write_files
    from dragoman.glossary.diff import changed_lines
    from dragoman.glossary.lint.fix import fix_files, fixable
    from dragoman.glossary.lint.run import lint_files
    from dragoman.glossary.table import read_files
    from dragoman.terminology.verify import stands_in

    folder = glossary or resources.glossary_folder()
    with editing(glossary) if fix and not dry_run else nullcontext(read_files(folder)) as files:
        if fix:
            mended = fix_files(files)
            if dry_run:
                print(*changed_lines(files, mended), sep="\n", end="\n" * (mended.data != files.data))
                return
            for path in write_files(files, mended):
                console.print_message(f"mended {path}")
            files = mended
    with console.watching() as watch, watch.stage("lint", 1):
        problems = lint_files(files, stands_in)
        mendable = fixable(files, problems, stands_in)
    for problem in problems:
        print(_line(problem, fixable=problem in mendable, github=github, as_json=as_json))
    if not (console.is_quiet() or as_json or github):
        _print_total(problems, sorted(files.data), len(mendable))
    if console.is_verbose():
        console.print_stages(watch)
    if fail_on.reached([problem.rule.severity for problem in problems]):
        raise typer.Exit(1)


def _line(problem: "Problem", *, fixable: bool, github: bool, as_json: bool) -> str:
    rule = problem.rule
    if as_json:
        row = {
            "code": rule.code,
            "severity": rule.severity,
            "path": str(problem.path),
            "line": problem.line,
            "message": problem.what,
            "fixable": fixable,
        }
        return json.dumps(row, ensure_ascii=False)
    if github:  # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
        what = problem.what.replace("%", "%25").replace("\n", "%0A")
        return f"::{rule.severity} file={problem.path},line={problem.line},title={rule.code}::{what}"
    return f"{problem.path}:{problem.line}: {rule.code} {rule.severity}: {problem.what}"


def _print_total(problems: Sequence["Problem"], names: Sequence[str], mendable: int) -> None:
    """Print what was found in all, to standard error; it is no data."""
    from dragoman import console

    counts = Counter(problem.rule.severity for problem in problems)
    found = ", ".join(
        f"{counts[severity]:,} {severity}{'s' * (counts[severity] != 1)}" for severity in ("error", "warning")
    )
    hint = f"; --fix fixes {mendable:,} of them" if mendable else ""
    console.print_message(f"{', '.join(names)}: {found}{hint}")
