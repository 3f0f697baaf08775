"""A PO file that comes back beside the one that is kept: from the review page, or from a translator's own copy."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from polib import POEntry

from dragoman.exchange.marks import export_mark
from dragoman.exchange.returned import Credits, ReturnedFile, ReturnedUnit
from dragoman.model import PEOPLE
from dragoman.po.catalogue import read_version
from dragoman.po.entry import entry_unit, is_conflict
from dragoman.po.header import header_field
from dragoman.po.provenance import split_comment, stamp_of
from dragoman.po.status import find_language

_PAGE = "bilingual page"
"""How the generator of the page's own PO files ends: there every approval is a click of its own."""


def read_po(path: Path) -> ReturnedFile:
    """Read the entries in use of a PO file; what dragoman wrote there and nobody touched is known by its check.

    Raises:
        CatalogueError: the file cannot be read or is not PO.
    """
    catalogue = read_version(path)
    used = [entry for entry in catalogue.entries if not entry.obsolete]
    plural = sum(bool(entry.msgid_plural) for entry in used)
    conflicts = [f"line {entry.linenum}" for entry in used if is_conflict(entry)]
    return ReturnedFile(
        name=path.name,
        report="",
        source_language="",
        target_language=find_language(catalogue),
        units=tuple(_unit(entry) for entry in used if not entry.msgid_plural),
        explicit=header_field(catalogue.header, "X-Generator").endswith(_PAGE),
        comments_lost=not any(split_comment(entry.tcomment)[1] for entry in used),
        credits=Credits(
            translator=header_field(catalogue.header, "Last-Translator"),
            team=header_field(catalogue.header, "Language-Team"),
            revised=header_field(catalogue.header, "PO-Revision-Date"),
        ),
        warnings=tuple(_warnings(path, plural, conflicts)),
    )


def _warnings(path: Path, plural: int, conflicts: Sequence[str]) -> Iterator[str]:
    if plural:
        yield f"{path.name}: {plural:,} entries with plural forms were skipped; reports have none"
    if conflicts:
        places = ", ".join(conflicts[:5]) + " …" * (len(conflicts) > 5)
        yield (
            f"{path.name}: {len(conflicts):,} entries hold several translations that msgcat put together ({places}): "
            "choose one in each and import the file again"
        )


def _unit(entry: POEntry) -> ReturnedUnit:
    unit = entry_unit(entry)
    comment, _ = split_comment(entry.tcomment)
    stamp = stamp_of(entry)
    return ReturnedUnit(
        id="",
        kind=unit.kind,
        source=unit.source,
        target=unit.target,
        said=unit.origin if unit.origin in PEOPLE else None,
        comment=comment,
        place=f"line {entry.linenum}",
        exported=export_mark(stamp.provenance.origin, unit.target) if stamp else "",
    )
