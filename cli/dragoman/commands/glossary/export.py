"""`dragoman glossary export`: the glossary for other programs and other people."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.options import Force, GlossaryFolder, refuse_existing

_STANDARD_OUTPUT = Path("-")


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Output file; - for standard output.")],
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="tbx, tbx2008, xlsx, tsv, csv, deepl, google, amazon, omegat or weblate.",
            show_default="from the suffix of FILE",
        ),
    ] = "",
    to: Annotated[
        str,
        typer.Option("--to", metavar="LANG[,LANG…]", help="Languages of the renderings.", show_default="all there are"),
    ] = "",
    glossary: GlossaryFolder = None,
    force: Force = False,
) -> None:
    """Write the glossary for another program: TBX, a spreadsheet, or a word list for a service.

    What the format cannot hold is left out and listed. Example: `dragoman glossary export glossary.xlsx --to zh,es`
    """
    from dragoman import console, resources
    from dragoman.errors import RequestError
    from dragoman.files.outputs import Outputs
    from dragoman.glossary.exchange import FORMATS, format_for, list_locales, read_entries
    from dragoman.glossary.table import read_files, renderings_name

    files = read_files(glossary or resources.glossary_folder())
    name = format_for(file, format_name)
    refuse_existing(file, force=force)
    locales = list_locales(files)
    if to:
        names = [renderings_name(files, code).removesuffix(".tsv") for code in to.split(",")]
        locales = list(dict.fromkeys(names))
    if not FORMATS[name].many and len(locales) != 1:
        raise RequestError(f"--format {name} holds one language; name it with --to: {', '.join(locales) or 'none yet'}")
    entries = read_entries(files, locales)
    warnings: list[str] = []
    data = FORMATS[name].render(entries, locales, "," if file.suffix.lower() == ".csv" else _delimiter(name), warnings)
    if not console.is_quiet():
        for warning in warnings:
            console.print_warning(warning)
    if file == _STANDARD_OUTPUT:
        sys.stdout.buffer.write(data)
        return
    with Outputs() as outputs:
        outputs.stage(file, data)
        outputs.commit()
    console.print_note(f"{file}: {FORMATS[name].about}, {len(entries):,} concepts, {', '.join(locales)}")


def _delimiter(name: str) -> str:
    from dragoman.glossary.exchange import FORMATS

    return "," if FORMATS[name].suffixes[0] == ".csv" else "\t"
