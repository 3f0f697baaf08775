"""The glossary's files with the rows of an import in their places; every other line stays byte for byte."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dragoman.errors import GlossaryError
from dragoman.glossary.exchange.entries import Cells, language_tag
from dragoman.glossary.exchange.merge import Conflict, Plan
from dragoman.glossary.load import load_glossary
from dragoman.glossary.table import RENDERING_COLUMNS, TERM_COLUMNS, rendering_file
from dragoman.languages import parse_language


def planned_files(folder: Path, plan: Plan, *, update: bool) -> dict[Path, bytes]:
    """Return the files that the import makes or changes; with `update`, cells that differ become those of the file.

    Raises:
        GlossaryError: the glossary would no longer load; every bad row is named.
    """
    changed: dict[Path, bytes] = {}
    taken = plan.conflicts if update else []
    locales = {*plan.renderings, *(conflict.locale for conflict in taken)}
    for locale in sorted({"", *locales}):
        path = _path(folder, locale)
        columns = RENDERING_COLUMNS if locale else TERM_COLUMNS
        new = plan.renderings.get(locale, {}) if locale else plan.concepts
        before = path.read_bytes() if path.is_file() else ("\t".join(columns) + "\n").encode()
        after = _edit(before, columns, new, [conflict for conflict in taken if conflict.locale == locale])
        if after != before:
            changed[path] = after
    _check(folder, changed, [locale for locale in locales if locale])
    return changed


def _path(folder: Path, locale: str) -> Path:
    if not locale:
        return folder / "terms.tsv"
    return rendering_file(folder, parse_language(language_tag(locale))) or folder / f"{locale}.tsv"


def _edit(data: bytes, columns: Sequence[str], new: Mapping[str, Cells], changes: Sequence[Conflict]) -> bytes:
    """Return a file with changed cells and new rows, which go before the first row with a greater id."""
    lines = data.decode().split("\n")
    places = {line.partition("\t")[0].strip(): number for number, line in enumerate(lines[1:], 1)}
    for change in changes:
        line = lines[places[change.id]]
        cells = line.removesuffix("\r").split("\t")
        cells[columns.index(change.column)] = change.there
        lines[places[change.id]] = "\t".join(cells) + "\r" * line.endswith("\r")
    end = "\r" * lines[0].endswith("\r")
    header, rows = lines[0], [line for line in lines[1:] if line]
    for id_ in sorted(new):
        row = "\t".join({"id": id_, **new[id_]}[column] for column in columns) + end
        place = next((number for number, line in enumerate(rows) if line.partition("\t")[0] > id_), len(rows))
        rows.insert(place, row)
    return "\n".join([header, *rows, ""]).encode()


def _check(folder: Path, changed: Mapping[Path, bytes], locales: Sequence[str]) -> None:
    """Load what the glossary would be."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as name:
        copy = Path(name)
        for path in folder.glob("*.tsv"):
            (copy / path.name).write_bytes(path.read_bytes())
        for path, data in changed.items():
            (copy / path.name).write_bytes(data)
        try:
            load_glossary(copy, None)
            for locale in locales:
                load_glossary(copy, parse_language(language_tag(locale)))
        except GlossaryError as error:
            mistakes = str(error).replace(name, str(folder))
            raise GlossaryError(f"nothing was imported; the glossary would have mistakes:\n{mistakes}") from None
