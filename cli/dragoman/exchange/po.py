"""A PO file that comes back beside the one that is kept: from the review page, or from a translator's own copy."""

from pathlib import Path

from polib import POEntry

from dragoman.exchange.marks import export_mark
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.model import PEOPLE
from dragoman.po.catalogue import entry_unit, read_catalogue
from dragoman.po.provenance import split_comment, stamp_of
from dragoman.po.status import find_language


def read_po(path: Path) -> ReturnedFile:
    """Read the entries in use of a PO file; what dragoman wrote there and nobody touched is known by its check.

    Raises:
        CatalogueError: the file cannot be read or is not PO.
    """
    catalogue = read_catalogue(path)
    used = [entry for entry in catalogue.entries if not entry.obsolete]
    plural = sum(bool(entry.msgid_plural) for entry in used)
    return ReturnedFile(
        name=path.name,
        report="",
        source_language="",
        target_language=find_language(catalogue),
        units=tuple(_unit(entry) for entry in used if not entry.msgid_plural),
        warnings=(f"{path.name}: {plural:,} entries with plural forms, as no report has, are left out",) * bool(plural),
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
