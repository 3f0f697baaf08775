"""TMX files as memory: pairs of texts in two languages, taken from other tools and given to them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import MemoryFileError
from dragoman.exchange.tmx import format
from dragoman.model import Unit

Translated = tuple[str, str]
"""Source and target."""

_NOT_REVIEWED = frozenset({"machine", "memory", "draft"})
_UNCONFIRMED = frozenset({"Draft", "RejectedTranslation", "RejectedSignOff"})


def read_tmx(path: Path, source: str, target: str) -> Iterator[Translated]:
    """Yield the pairs of a TMX file in two languages, given as language subtags, `en` and `zh`, or full tags.

    A tag stands for its regional forms, `en` for `en-GB`. Units without one of the languages, or with an empty text,
    are passed over, and so is what the file itself calls a machine's work or a draft: no memory takes it for reviewed.
    The file is read as a stream; entities that it declares are refused.

    Raises:
        MemoryFileError: the file is not there, not XML or not TMX; the message says `path:line`.
    """
    wanted = (source.lower(), target.lower())
    for unit in format.read_tmx(path, raises=MemoryFileError):
        if not _is_draft(unit) and (pair := _pair(unit, wanted)):
            yield pair


def _is_draft(unit: format.TmxUnit) -> bool:
    confirmed = unit.properties.get(format.CONFIRMATION)
    if confirmed is not None:  # kept up to date by the tool that writes it
        return confirmed in _UNCONFIRMED
    return unit.properties.get(format.STATUS) in _NOT_REVIEWED


def _pair(unit: format.TmxUnit, wanted: tuple[str, str]) -> Translated | None:
    texts: dict[str, str] = {}
    for language, text in unit.variants:
        for tag in wanted:
            if language.lower() == tag or language.lower().startswith(f"{tag}-"):
                texts.setdefault(tag, text.strip())
    source, target = (texts.get(tag, "") for tag in wanted)
    return (source, target) if source and target else None


def read_units(path: Path, source: str, target: str) -> list[Unit]:
    """Return the pairs of a TMX file as reviewed units, whose neighbours say nothing about their context."""
    return [Unit("", text, translation, "reviewed") for text, translation in read_tmx(path, source, target)]


def write_tmx(file: BinaryIO, units: Iterable[tuple[str, Translated]], source: str, target: str) -> None:
    """Write a TMX file; each unit comes with the label of the report that it is from."""
    written = (
        format.TmxUnit(((source, text), (target, translation)), properties={format.REPORT: label})
        for label, (text, translation) in units
    )
    format.write_tmx(file, written, source)
