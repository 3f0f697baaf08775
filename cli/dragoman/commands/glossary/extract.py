"""`dragoman glossary extract`: terms that a report proposes for the glossary."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import Encoding, From, Glossaries, Json, MaxSize, NoShippedGlossary

if TYPE_CHECKING:
    from dragoman.glossary.candidates.collect import Candidate

_PLACES = 3
"""Named in the note; the rest is counted."""


def extract(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORT…", help="Reports; - for standard input.")],
    source: From = "en",
    glossary: Glossaries = None,
    no_shipped_glossary: NoShippedGlossary = False,
    encoding: Encoding = None,
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Print likely terms that are missing from the glossary, as a table for `dragoman glossary import`.

    Fill in the renderings first. Example: `dragoman glossary extract report.txt > new.tsv`
    """
    from dragoman import console
    from dragoman.commands.glossary.reports import cover_reports
    from dragoman.glossary.exchange.columns import COLUMNS, write_guarded

    found = cover_reports(
        reports,
        source=source,
        to="",
        glossaries=glossary,
        alone=no_shipped_glossary,
        encoding=encoding,
        max_size=max_size,
    )
    likely = [candidate for candidate in found.candidates if candidate.likely]
    rows = [_row(candidate, source.startswith("zh")) for candidate in likely]
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        return
    sys.stdout.buffer.write(write_guarded(([row[name] for name in COLUMNS] for row in rows), "\t"))
    console.print_note(f"{len(likely):,} likely terms; coverage lists {len(found.candidates):,} names")


def _row(candidate: "Candidate", chinese: bool) -> dict[str, str]:
    """Return a row of the table; what a Chinese report names is a rendering, whose term is to be found."""
    from dragoman.glossary.edit import make_slug
    from dragoman.glossary.exchange.columns import COLUMNS

    more = f" and {len(candidate.places) - _PLACES} more" if len(candidate.places) > _PLACES else ""
    filled = {
        "id": "" if chinese else make_slug(candidate.term),
        ("rendering" if chinese else "term"): candidate.term,
        ("accepted" if chinese else "variants"): "|".join(candidate.variants),
        "category": candidate.category,
        "match": "case" if candidate.category == "person" else "",
        "note": f"{candidate.count}×: {', '.join(candidate.places[:_PLACES])}{more}",
    }
    return {name: filled.get(name, "") for name in COLUMNS}
