"""`dragoman segment`: how a report is cut into segments."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import Columns, Encoding, From, Json, MaxSize

if TYPE_CHECKING:
    from dragoman.model import Segment

_FIELDS = ("id", "block", "kind", "line", "start", "end", "source")


def segment(
    report: Annotated[
        Path | None,
        typer.Argument(metavar="REPORT", help="A report; - for standard input.", show_default=False),
    ] = None,
    source: From = "en",
    srx: Annotated[
        Path | None, typer.Option("--srx", metavar="FILE", help="Use the segmentation rules of this SRX 2.0 file.")
    ] = None,
    export_srx: Annotated[
        bool,
        typer.Option("--export-srx", help="Print the built-in rules for the language as SRX 2.0; takes no REPORT."),
    ] = False,
    each_person: Annotated[
        bool, typer.Option("--each-person", help="Split lists of attendees at semicolons: one segment per person.")
    ] = False,
    encoding: Encoding = None,
    columns: Columns = "",
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Show the segments of a report, or write down the rules that make them.

    Example: `dragoman segment report.docx --json`

    With rules of your own: `dragoman segment report.txt --from zh --srx rules.srx`

    Rules to start from: `dragoman segment --export-srx --from zh > rules.srx`
    """
    from dragoman.languages import parse_language

    language = parse_language(source)
    if export_srx:
        _export(language.tag, report, srx)
        return
    from dragoman import console
    from dragoman.commands.inputs import print_notes, read_reports
    from dragoman.documents.read import Reading
    from dragoman.errors import RequestError
    from dragoman.segment import segment_document

    if report is None:
        raise RequestError("REPORT is missing; name a report, or - for standard input")
    splitter = None
    with console.watching() as watch:
        if srx is not None:
            from dragoman.segment.srx.apply import SrxSplitter

            with watch.stage("rules", 1):
                splitter = SrxSplitter(srx, source.strip().replace("_", "-"))  # the maps may tell territories apart
        with watch.stage("read", 1):
            [document] = read_reports([report], max_size, Reading(encoding, columns=columns))
        with watch.stage("segment", 1):
            segments = segment_document(document, language.tag, each_person=each_person, splitter=splitter)
    print_notes([document], language)
    if as_json:
        for found in segments:
            row = {name: getattr(found, name) for name in _FIELDS}
            if place := document.blocks[found.block - 1].place:
                row["place"] = place
            print(json.dumps(row, ensure_ascii=False))
    elif sys.stdout.isatty():
        _print_table(segments)
    else:
        for found in segments:
            place = f"  {found.line:>5}  {found.start}–{found.end}" if console.is_verbose() else ""
            print(f"{found.id}  {found.kind:<9}{place}  {found.text}")
    if console.is_verbose():
        console.print_stages(watch)


def _print_table(segments: Iterable["Segment"]) -> None:
    """Print the segments for a terminal: text wrapped beside the names, what is not translated grey."""
    from rich.table import Table
    from rich.text import Text

    from dragoman import console

    table = Table.grid(padding=(0, 2))
    for style in ("dim", "cyan"):
        table.add_column(style=style, no_wrap=True)
    if console.is_verbose():
        table.add_column("line", justify="right", style="dim", no_wrap=True)
        table.add_column("offsets", style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for found in segments:
        places = [str(found.line), f"{found.start}–{found.end}"] if console.is_verbose() else []
        table.add_row(
            found.id, found.kind, *places, Text(console.visible(found.text), style="dim" if found.verbatim else "")
        )
    console.stdout().print(table)


def _export(language: str, report: Path | None, srx: Path | None) -> None:
    from dragoman.errors import RequestError
    from dragoman.segment.srx.writer import render_srx

    if report is not None or srx is not None:
        raise RequestError("--export-srx prints our own rules and takes neither REPORT nor --srx; leave them out")
    sys.stdout.write(render_srx(language))
