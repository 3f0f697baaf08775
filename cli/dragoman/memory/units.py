"""TMX and PO files as memory: pairs of texts in two languages, taken from other tools and given to them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import CatalogueError, MemoryFileError, RequestError
from dragoman.exchange.tmx import format
from dragoman.languages import is_region_of, parse_language
from dragoman.model import Language, Unit
from dragoman.po.catalogue import read_catalogue
from dragoman.po.status import find_language

_NOT_REVIEWED = frozenset({"machine", "memory", "draft"})
_UNCONFIRMED = frozenset({"Draft", "RejectedTranslation", "RejectedSignOff"})


def read_tmx(path: Path, source: str, target: str) -> Iterator[Unit]:
    """Yield the pairs of a TMX file in two languages, given as tags, as reviewed units in no context.

    A tag stands for its regional forms in the same script, `en` for `en-GB` and `zh` for `zh-SG`, never for `zh-TW`.
    What `<ph>` holds is part of a text: texts that differ in it alone are not the same. Units without one of the
    languages, or with an empty text, are skipped, and so is what the file itself calls a machine's work or a draft:
    no memory takes it for reviewed. The file is read as a stream; entities that it declares are refused.

    Raises:
        MemoryFileError: the file is not there, not XML or not TMX; the message says `path:line`.
    """
    wanted = (parse_language(source), parse_language(target))
    for unit in format.read_tmx(path, raises=MemoryFileError, placeholders=True):
        if not _is_draft(unit) and (pair := _pair(unit, wanted)):
            yield Unit("", *pair, "reviewed", obsolete=format.OBSOLETE in unit.properties)


def read_translations(path: Path, source: str, target: str) -> list[Unit]:
    """Return what people have translated in a TMX or PO file, which may be a compendium; languages as in `read_tmx`.

    Raises:
        MemoryFileError: the file cannot be used, or says that it is in another language.
    """
    if path.suffix.lower() != ".po":
        return list(dict.fromkeys(read_tmx(path, source, target)))
    try:
        catalogue = read_catalogue(path)
    except CatalogueError as error:
        raise MemoryFileError(str(error)) from None
    named = find_language(catalogue)
    spoken, wanted = _language(named), parse_language(target)
    if spoken and not (spoken == wanted or is_region_of(spoken, wanted)):
        raise MemoryFileError(f"{path}: is in {named}, not in {target}; name that language with --to")
    reviewed = (unit for unit in catalogue.all_units if unit.origin == "reviewed")
    units = (Unit("", unit.source, unit.target, "reviewed", obsolete=unit.obsolete) for unit in reviewed)
    return list(dict.fromkeys(units))


def _is_draft(unit: format.TmxUnit) -> bool:
    confirmed = unit.properties.get(format.CONFIRMATION)
    if confirmed is not None:  # kept up to date by the tool that writes it
        return confirmed in _UNCONFIRMED
    return unit.properties.get(format.STATUS) in _NOT_REVIEWED


def _pair(unit: format.TmxUnit, wanted: tuple[Language, Language]) -> tuple[str, str] | None:
    texts: dict[Language, str] = {}
    for tag, text in unit.variants:
        spoken = _language(tag)
        for language in wanted:
            if spoken and (spoken == language or is_region_of(spoken, language)):
                texts.setdefault(language, text.strip())
    source, target = (texts.get(language, "") for language in wanted)
    return (source, target) if source and target else None


@cache
def _language(tag: str) -> Language | None:
    with suppress(RequestError):
        return parse_language(tag)
    return None


def write_tmx(file: BinaryIO, units: Iterable[tuple[str, Unit]], source: str, target: str) -> None:
    """Write a TMX file; each unit comes with the label of the report that it is from."""
    written = (
        format.TmxUnit(
            ((source, unit.source), (target, unit.target)),
            properties={format.REPORT: label, **({format.OBSOLETE: "yes"} if unit.obsolete else {})},
        )
        for label, unit in units
    )
    format.write_tmx(file, written, source)
