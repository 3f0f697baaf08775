"""`dragoman kit make`: one archive for each translator."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.options import (
    Columns,
    Encoding,
    From,
    GlossaryFolder,
    Locales,
    MaxSize,
)


class Format(StrEnum):
    """What translators work on."""

    PO = "po"
    XLIFF = "xliff"


def make(
    reports: Annotated[list[Path], typer.Argument(metavar="REPORT…", help="Reports whose PO files are up to date.")],
    to: Annotated[str, typer.Option("--to", metavar="LANG", help="Target language.")],
    source: From = "en",
    split: Annotated[
        str, typer.Option("--split", metavar="N|words=N", help="Number of kits, or maximum words per kit: words=N.")
    ] = "1",
    recipients: Annotated[
        list[str] | None, typer.Option("--for", metavar="NAME", help="Recipient of a kit; repeatable.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Format of the files to work on.")] = Format.PO,
    deadline: Annotated[str, typer.Option("--deadline", metavar="TEXT", help="Printed in the instructions.")] = "",
    contact: Annotated[str, typer.Option("--contact", metavar="TEXT", help="Printed in the instructions.")] = "",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the kits.")] = Path("kits"),
    locales: Locales = Path("locales"),
    glossary: GlossaryFolder = None,
    encoding: Encoding = None,
    columns: Columns = "",
    max_size: MaxSize = 100,
) -> None:
    """Write one ZIP for each translator: the segments that nobody has reviewed, the source, the bilingual page, the
    terms of these reports, what people have translated before, and instructions.

    Example: `dragoman kit make report.docx --to zh --split 3 --for Lin --for Ada --for Wen --deadline "1 May"`
    """
    from dragoman import console, resources
    from dragoman.commands.inputs import read_reports
    from dragoman.commands.job import now
    from dragoman.documents.read import Reading
    from dragoman.languages import parse_language
    from dragoman.run.kits import KitRequest, make_kits

    parts, most_words = _split(split, len(recipients or ()))
    with console.watching() as watch, watch.stage("kits", 1):
        made = make_kits(
            KitRequest(
                documents=read_reports(reports, max_size, Reading(encoding, columns=columns)),
                paths=reports,
                source=parse_language(source),
                target=parse_language(to),
                locales=locales,
                glossary=glossary or resources.glossary_folder(),
                out=out,
                parts=parts,
                most_words=most_words,
                recipients=recipients or (),
                format=format_.value,
                deadline=deadline,
                contact=contact,
                now=now(),
            )
        )
    for path, kit in [] if console.is_quiet() else made.items():
        name = f", for {kit.recipient}" * bool(kit.recipient)
        print(f"{path}: {kit.segments:,} segments, {kit.words:,} words{name}")
    if console.is_verbose():
        console.print_stages(watch)


def _split(given: str, recipients: int) -> tuple[int, int]:
    """Parse `3` or `words=2000`; without either there is a kit for each recipient."""
    from dragoman.errors import RequestError

    name, is_words, number = given.rpartition("=")
    if not number.isdecimal() or int(number) < 1 or name not in ("", "words"):
        raise RequestError(f"--split {given}: give a number of kits, or words=N")
    if is_words:
        return 1, int(number)
    return max(int(number), recipients), 0
