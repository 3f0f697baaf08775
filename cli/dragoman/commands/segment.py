"""`dragoman segment`: how a report is cut into segments."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.options import Encoding, From, Json, MaxSize, Quiet, Verbose


def segment(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report; - for standard input.")],
    source: From = "en",
    encoding: Encoding = None,
    max_size: MaxSize = 100,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Show the segments of a report.

    Example: `dragoman segment report.txt --json`
    """
    from dragoman import console
    from dragoman.commands.inputs import print_notes, read_reports
    from dragoman.languages import parse_language
    from dragoman.segment import segment_document

    language = parse_language(source)
    with console.watching(quiet=quiet) as watch:
        with watch.stage("read", 1):
            [document] = read_reports([report], max_size, encoding)
        with watch.stage("segment", 1):
            segments = segment_document(document, language.tag)
    print_notes([document], quiet=quiet)
    for found in segments:
        if as_json:
            fields = ("id", "block", "kind", "line", "start", "end", "source")
            print(json.dumps({name: getattr(found, name) for name in fields}, ensure_ascii=False))
        else:
            print(f"{found.id}  {found.kind:<9}  {found.text}")
    if verbose:
        console.print_stages(watch)
