"""What comes back from people in another format than PO: each file is read into units, by segment id."""

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from dragoman.errors import RequestError
from dragoman.model import Origin


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One segment as a person hands it back."""

    id: str
    """Of the segment, `b012s01`; empty where the file has lost it."""
    kind: str
    """Of the block; empty where the file does not say."""
    source: str
    target: str
    said: Origin | None
    """What the file says of the translation; `None` where it does not say."""
    comment: str
    place: str
    """Where in the file it stands, for messages: `row 12`, `line 40`."""
    exported: str = ""
    """The mark of the target as it was exported (`exported.export_mark`); empty where the file has none. A table has
    it in a column `exported`, other formats wherever people do not trip over it."""


@dataclass(frozen=True, slots=True)
class Credits:
    """Who has worked on a file, as its header says; empty where it says nothing, or names no person."""

    translator: str = ""
    """`Name <address>`."""
    team: str = ""
    revised: str = ""
    """`YYYY-MM-DD hh:mm+zzzz`."""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """All that a file gives back."""

    name: str
    """Of the file, for messages."""
    report: str
    """Stem of the report's files, `report`; empty where the file does not say."""
    source_language: str
    target_language: str
    """BCP 47 tags; empty where the file does not say."""
    units: tuple[ReturnedUnit, ...]
    explicit: bool = True
    """It says of each translation whether a person has reviewed it. PO says so by the lack of a flag, which programs
    drop in bulk."""
    comments_lost: bool = False
    """A PO file none of whose entries says any more whose its text is."""
    credits: Credits = Credits()
    warnings: tuple[str, ...] = ()
    """What could not be read or taken for certain, one sentence each."""


_SHEET, _XLIFF = "dragoman.exchange.sheet:read_sheet", "dragoman.exchange.xliff.reader:read_xliff"
_READERS = {
    ".docx": "dragoman.exchange.docx.reader:read_docx_table",
    ".xlsx": _SHEET,
    ".tsv": _SHEET,
    ".csv": _SHEET,
    ".xliff": _XLIFF,
    ".xlf": _XLIFF,
    ".tmx": "dragoman.exchange.tmx.reader:read_tmx_file",
    ".po": "dragoman.exchange.po:read_po",
}
"""Where the function for a suffix is; imported on demand, so that a table is imported without the cost of XML."""
SUFFIXES = tuple(_READERS)
"""Of the files that can be read."""


def read_returned(path: Path, max_size: int) -> ReturnedFile:
    """Read a file that people hand back; its suffix says what it is. `max_size` is in bytes.

    Raises:
        DragomanError: it is not there, too large, in no such format, or broken.
    """
    place = _READERS.get(path.suffix.lower())
    if place is None:
        page = path.suffix.lower() in (".html", ".htm")
        known = f"supported: {', '.join(SUFFIXES)}"
        advice = "download the PO file from the page and import that" if page else known
        raise RequestError(f"{path}: unsupported format; {advice}")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise RequestError(f"{path}: cannot be read: {error.strerror}") from None
    if not path.is_file():
        raise RequestError(f"{path}: is not a file; name the file that came back")
    if size > max_size:
        raise RequestError(f"{path}: larger than {max_size / 2**20:g} MB; raise --max-size to allow it")
    module, _, function = place.partition(":")
    file: ReturnedFile = getattr(import_module(module), function)(path)
    return replace(file, name=str(path))  # as the user knows it: two translators' files may have one name
