"""Reports named on the command line, read into documents."""

import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from dragoman import console
from dragoman.documents import parse_text, read_document
from dragoman.documents.notes import notes
from dragoman.documents.read import AS_FOUND, Reading
from dragoman.errors import DocumentError, RequestError
from dragoman.model import Document, Language
from dragoman.run.clashes import clashes

STANDARD_INPUT = Path("-")


def parse_formats(names: str) -> list[str]:
    """Return the output formats named, each once; besides those of the writers there are `po` and `report`.

    Raises:
        RequestError: a name is not a format.
    """
    from dragoman.exchange.formats import ALL_FORMATS

    known = ", ".join(ALL_FORMATS)
    wanted = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    if unknown := [name for name in wanted if name not in ALL_FORMATS]:
        raise RequestError(f"--formats: {', '.join(unknown)} is not a format; choose from {known}")
    if not wanted:
        raise RequestError(f"--formats: name at least one of {known}")
    return wanted


def read_found(
    paths: Sequence[Path],
    max_megabytes: float,
    reading: Reading,
    *,
    recursive: bool,
    besides: Sequence[Path],
    targets: Collection[str],
) -> list[Document]:
    """Read reports, and those in folders, as `find_reports` finds them; see `read_reports`.

    Raises:
        DragomanError: one of them cannot be read, or there is none.
    """
    from dragoman.batch.find import find_reports, is_folder

    if not any(map(is_folder, paths)):
        return read_reports(paths, max_megabytes, reading)
    from dragoman.batch.worker import read_report

    found = find_reports(paths, recursive=recursive, besides=besides, targets=targets)
    for failure in found.failures:
        raise RequestError(failure.message)
    return [read_report(report, int(max_megabytes * 2**20), reading) for report in found.reports]


def read_reports(paths: Sequence[Path], max_megabytes: float, reading: Reading = AS_FOUND) -> list[Document]:
    """Read the reports in the order given; `-` is standard input, with the stem `stdin`.

    `reading` is what the user says of them. `print_notes` says what a reader had to assume or leave out. Reports that
    differ in their suffix alone keep it in their stems.

    Raises:
        DocumentError: a report cannot be read.
        RequestError: two reports have one name, so their outputs would have one; or there is no such encoding.
    """
    documents: list[Document] = []
    limit = int(max_megabytes * 2**20)
    for path in paths:
        if path == STANDARD_INPUT:
            documents.append(_read_standard_input(limit, reading))
        else:
            documents.append(read_document(path, max_size=limit, **reading.named))
    shared = Counter(document.stem for document in documents)
    documents = [replace(one, stem=one.name) if shared[one.stem] > 1 else one for one in documents]
    for clash in clashes([(str(path), [Path(f"{one.stem}.*")]) for path, one in zip(paths, documents, strict=True)]):
        raise RequestError(clash.message)
    return documents


def print_notes(documents: Sequence[Document], source: Language | None = None, *, finished: bool = False) -> None:
    """Print what a person should know of reports, see `notes`."""
    for document in documents:
        for note in notes(document, source, finished=finished):
            console.print_warning(note)


def _read_standard_input(limit: int, reading: Reading) -> Document:
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise DocumentError(f"stdin: more than {limit / 2**20:g} MB came; raise --max-size or split the report")
    return parse_text("stdin", "stdin", data, **reading.named)
