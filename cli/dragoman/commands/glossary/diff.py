"""`dragoman glossary diff`: what two versions of a glossary do."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.glossary.options import Reports
from dragoman.commands.options import From, Json, MaxSize


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A glossary folder, or a Git revision of NEW's folder.")],
    new: Annotated[
        Path | None,
        typer.Argument(metavar="NEW", help="A glossary folder.", show_default="the one that ships with dragoman"),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="LANG,…", help="Languages to compare.", show_default="all")] = "",
    report: Reports = None,
    source: From = "en",
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Show what changed between two versions of a glossary, concept by concept, and with --report in reports.

    Example: `dragoman glossary diff HEAD~1 glossary --report report.txt`
    """
    from dragoman import console, resources
    from dragoman.commands.glossary.change import Manner, print_effects, print_total, report_effects, row
    from dragoman.glossary.diff import changed_concepts, files_at
    from dragoman.glossary.table import language_file, read_files
    from dragoman.languages import parse_language

    folder = new or resources.glossary_folder()
    after = read_files(folder)
    before = read_files(Path(old)) if Path(old).is_dir() else files_at(folder, old)
    console.print_note(f"{before.folder} → {after.folder}")
    names = sorted({*before.languages(), *after.languages()})
    if to:
        both = {**before.data, **after.data}
        languages = [parse_language(code) for code in to.split(",")]
        names = [language_file(both, language) or f"{language.gettext}.tsv" for language in languages]
    changes = list(changed_concepts(before, after, names))
    codes = [name.removesuffix(".tsv") for name in names]
    manner = Manner(report or (), source, max_size)
    effects = report_effects(before, after, codes, manner) if report else []
    if as_json:
        facts = {
            "concepts": [change.facts() for change in changes],
            "segments": [row(*effect) for effect in effects],
        }
        print(json.dumps(facts, ensure_ascii=False))
        return
    for change in changes:
        print(change)
    print_effects(effects)
    if not console.is_quiet():
        concepts = len({change.id for change in changes})
        console.print_message(f"{concepts:,} concept{'s' * (concepts != 1)} changed")
        print_total(effects, report or ())
