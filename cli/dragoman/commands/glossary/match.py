"""`dragoman glossary match`: what the glossary finds in a report."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.options import (
    AsOf,
    Encoding,
    From,
    Glossaries,
    Json,
    MaxSize,
    NoShippedGlossary,
    To,
    choose_glossary,
    day,
)


def match(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report; - for standard input.")],
    to: To,
    source: From = "en",
    glossary: Glossaries = None,
    no_shipped_glossary: NoShippedGlossary = False,
    as_of: AsOf = "",
    encoding: Encoding = None,
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Show the terms found in a report, and the rendering that a translation must have for each.

    Example: `dragoman glossary match report.txt --to zh`
    """
    from dragoman import console
    from dragoman.commands.inputs import print_notes, read_reports
    from dragoman.documents.read import Reading
    from dragoman.glossary import find_terms, load_direction
    from dragoman.glossary.load import lacks
    from dragoman.glossary.relations import LATEST
    from dragoman.glossary.report_day import report_day
    from dragoman.languages import parse_language
    from dragoman.segment import segment_document

    source_language, target = parse_language(source), parse_language(to)
    with console.watching() as watch:
        with watch.stage("read", 1):
            [document] = read_reports([report], max_size, Reading(encoding))
        with watch.stage("segment", 1):
            segments = segment_document(document, source_language.tag)
        with watch.stage("glossary", 1):
            folder = choose_glossary(glossary, source_language, [target], alone=no_shipped_glossary)
            date = (as_of and day(as_of)) or report_day(document) or LATEST
            loaded = load_direction(folder, source_language, target, date)
            [matches] = find_terms(loaded, target, [segments])
    print_notes([document], source_language)
    for warning in lacks(folder, source_language, [target], [loaded]):
        console.print_warning(warning)
    for segment, found in zip(segments, matches, strict=True):
        for term in found:
            rendering = term.forms[0] if term.forms else None
            if as_json:
                row = {
                    "segment": segment.id,
                    "start": segment.start + term.start,
                    "end": segment.start + term.end,
                    "source": term.source,
                    "id": term.id,
                    "rendering": rendering,
                }
                print(json.dumps(row, ensure_ascii=False))
            else:
                print(f"{segment.id}  {' '.join(term.source.split())} → {rendering or '(no rendering)'}")
    if console.is_verbose():
        console.print_stages(watch)
