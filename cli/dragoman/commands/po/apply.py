"""`dragoman po apply`: the finished report from its PO file."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.options import (
    Columns,
    Encoding,
    ForceEdited,
    From,
    Locales,
    MaxSize,
    Recursive,
    Reports,
    To,
    parse_names,
)

if TYPE_CHECKING:
    from dragoman.model import Alignment, Record

_SHOWN = 3


class Missing(StrEnum):
    """What becomes of segments that have no translation."""

    REFUSE = "refuse"
    MARK = "mark"
    SOURCE = "source"


def apply(
    reports: Reports,
    to: To,
    source: From = "en",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the finished reports.")] = Path("finished"),
    locales: Locales = Path("locales"),
    formats: Annotated[
        str,
        typer.Option(metavar="FORMAT,…", help="same (the report's own format), txt, docx."),
    ] = "same",
    use: Annotated[
        str, typer.Option("--use", metavar="STATE,…", help="Which text to use: reviewed, draft, machine, memory.")
    ] = "reviewed",
    missing: Annotated[
        Missing, typer.Option(help="For untranslated segments: refuse, mark the source text, or insert it as is.")
    ] = Missing.REFUSE,
    recursive: Recursive = False,
    encoding: Encoding = None,
    columns: Columns = "",
    max_size: MaxSize = 100,
    force: ForceEdited = False,
) -> None:
    """Write the finished report: the translations of its PO file in the report's own format.

    Uses only reviewed translations unless --use says more; machine translations are then marked as such.

    Example: `dragoman po apply report.docx --to zh --use reviewed,machine`
    """
    from dragoman import console
    from dragoman.commands.inputs import STANDARD_INPUT, print_notes, read_found
    from dragoman.documents.read import Reading
    from dragoman.exchange.formats import SAME
    from dragoman.exchange.same import finished_suffix
    from dragoman.files.outputs import Outputs
    from dragoman.languages import parse_language
    from dragoman.po.catalogue import catalogue_path, read_catalogue
    from dragoman.run.edited import protect_edited, remember_written
    from dragoman.run.finish import FORMATS, STATES, finish, finished_writer
    from dragoman.run.finish import missing as missing_of
    from dragoman.segment import segment_document

    source_language = parse_language(source)
    targets = [parse_language(code) for code in to.split(",")]
    states = frozenset(parse_names("--use", use, STATES))
    wanted = parse_names("--formats", formats, FORMATS)
    paths = [Path(report) for report in reports]
    documents = read_found(
        paths,
        max_size,
        Reading(encoding, columns=columns),
        recursive=recursive,
        besides=[out, locales],
        targets=[target.tag for target in targets],
    )
    print_notes(documents, finished=SAME in wanted)
    files = [path for path in paths if path != STANDARD_INPUT]
    finished: dict[Path, bytes] = {}
    with Outputs(files) as outputs, console.watching() as watch:
        for target in targets:
            for document in documents:
                path = catalogue_path(locales, target, document.stem)
                segments = segment_document(document, source_language.tag)
                alignment = finish(document, segments, read_catalogue(path), (source_language, target), states)
                if gaps := missing_of(alignment):
                    _deal_with(gaps, missing, path)
                if missing is Missing.SOURCE:
                    alignment = _as_it_is(alignment)
                for name in wanted:
                    with watch.stage("write", 1):
                        data = finished_writer(name, document)(alignment)
                        suffix = finished_suffix(document.name, document.data) if name == SAME else name
                        finished[out / f"{document.stem}.{target.tag}.{suffix}"] = data
        protect_edited(finished, outputs, force=force)
        for place, data in finished.items():
            outputs.stage(place, data)
        remember_written(outputs, finished)
        written = outputs.commit()
    for path in written:
        print(path)
    if console.is_verbose():
        console.print_stages(watch)


def _deal_with(gaps: Sequence["Record"], missing: Missing, path: Path) -> None:
    from dragoman import console
    from dragoman.errors import RequestError
    from dragoman.model import fold_lines

    some = "; ".join(f"line {gap.line}: {fold_lines(gap.source)[:60]}" for gap in gaps[:_SHOWN])
    said = f"{path}: {len(gaps):,} segments have no translation that --use takes ({some}{' …' * (len(gaps) > _SHOWN)})"
    if missing is Missing.REFUSE:
        raise RequestError(f"{said}; nothing was written: translate them, take more with --use, or use --missing mark")
    if not console.is_quiet():
        console.print_warning(said)


def _as_it_is(alignment: "Alignment") -> "Alignment":
    """Let sources pass for text that needs no translation, so that nothing marks them."""
    from dataclasses import replace

    records = tuple(
        replace(record, origin="verbatim", target=record.source) if record.origin == "none" else record
        for record in alignment.records
    )
    return replace(alignment, records=records)
