"""`dragoman glossary coverage`: which names of a report the glossary knows, and which it does not."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import Encoding, From, Glossaries, Json, MaxSize, NoShippedGlossary

if TYPE_CHECKING:
    from dragoman.glossary.candidates.collect import Coverage


def coverage(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORT…", help="Reports; - for standard input.")],
    source: From = "en",
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Count only terms rendered in this language.")] = "",
    glossary: Glossaries = None,
    no_shipped_glossary: NoShippedGlossary = False,
    encoding: Encoding = None,
    max_size: MaxSize = 100,
    as_json: Json = False,
) -> None:
    """Count the names in reports that the glossary covers, and list those that it does not, by frequency.

    --verbose lists the terms found as well.

    Example: `dragoman glossary coverage report.txt`
    """
    from dragoman import console
    from dragoman.commands.glossary.reports import cover_reports

    found = cover_reports(
        reports,
        source=source,
        to=to,
        glossaries=glossary,
        alone=no_shipped_glossary,
        encoding=encoding,
        max_size=max_size,
    )
    if as_json:
        print(json.dumps(_object(found), ensure_ascii=False))
        return
    for id_, count in found.matched.items() if console.is_verbose() else ():
        print(f"{count:>5}  {id_}")
    if found.candidates:
        print("not in the glossary:")
    for candidate in found.candidates:
        short = f" ({', '.join(candidate.variants)})" if candidate.variants else ""
        print(f"{candidate.count:>5}  {candidate.category:<12} {candidate.term}{short}  {candidate.places[0]}")
    if not console.is_quiet():
        occurrences = f"{sum(found.matched.values()):,} occurrences of {len(found.matched):,} terms"
        print(f"{occurrences}; {found.covered:,} of {found.named:,} names are covered")


def _object(found: "Coverage") -> dict[str, object]:
    names = ("term", "category", "count", "places", "variants")
    return {
        "matched": found.matched,
        "candidates": [{name: getattr(candidate, name) for name in names} for candidate in found.candidates],
        "named": found.named,
        "covered": found.covered,
    }
