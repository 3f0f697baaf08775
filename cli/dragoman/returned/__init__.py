"""What comes back from people in another format than PO: each file is read into units, by segment id."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from dragoman.errors import RequestError
from dragoman.returned.unit import ReturnedFile

_SHEET, _XLIFF = "dragoman.returned.sheet:read_sheet", "dragoman.returned.xliff:read_xliff"
_READERS = {
    ".docx": "dragoman.returned.docx_table:read_docx_table",
    ".xlsx": _SHEET,
    ".tsv": _SHEET,
    ".csv": _SHEET,
    ".xliff": _XLIFF,
    ".xlf": _XLIFF,
    ".tmx": "dragoman.returned.tmx:read_tmx_file",
    ".po": "dragoman.returned.po:read_po",
}
"""Where the function for a suffix is; imported on demand, so that who brings back a table does not pay for XML."""
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
        known = f"what can be ends in {', '.join(SUFFIXES)}"
        advice = "download the PO file from the page and import that" if page else known
        raise RequestError(f"{path}: cannot be brought back; {advice}")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise RequestError(f"{path}: cannot be read: {error.strerror}") from None
    if not path.is_file():
        raise RequestError(f"{path}: is not a file; name the file that came back")
    if size > max_size:
        raise RequestError(f"{path}: larger than {max_size / 2**20:g} MB; raise --max-size if it is what it should be")
    module, _, function = place.partition(":")
    file: ReturnedFile = getattr(import_module(module), function)(path)
    return replace(file, name=str(path))  # as the user knows it: two translators' files may have one name
