"""Files and bytes → `Document`, or one sentence that says why not."""

import stat
from pathlib import Path

from dragoman.documents.formats import find_format
from dragoman.errors import DocumentError
from dragoman.files.names import printable
from dragoman.model import Document

DEFAULT_MAX_SIZE = 100 * 2**20
"""Bytes."""

_EMPTY = "{path}: nothing to translate: the report is empty"
_NOTHING = "{path}: nothing to translate: no text was found in it; open it and see whether it holds pictures only"
_OWN_ENCODING = "{path}: --encoding ignored: {what} states its own encoding"
_MISSING = "{path}: no such file; check the name and the folder"
_FOLDER = "{path}: this is a folder, not a report; name the file inside it"
_TOO_LARGE = "{path}: larger than the limit of {limit}; split the report or raise --max-size"
_UNREADABLE = "{path}: cannot be read ({reason}); check its permissions and the disk"


def read_document(
    path: Path, *, max_size: int = DEFAULT_MAX_SIZE, encoding: str | None = None, form: str = ""
) -> Document:
    """Read a report in any of the formats of `dragoman.documents.formats` and cut it into blocks.

    `max_size` is in bytes. `encoding` is the one that the user names for text, Markdown and HTML; without it, it is
    found out, and a guess is noted in the document. Raises `DocumentError` if the file is missing, a folder,
    unreadable, too large, empty, in a format that cannot be read or in an encoding that cannot be told.

    `form` is the suffix of the format that the user names, `.txt`; empty where the file's own counts.
    """
    label, name, stem = printable(str(path)), printable(path.name), printable(path.stem)
    return _document(label, name, stem, form or path.suffix, read_bytes(path, label, max_size), encoding)


def parse_text(name: str, stem: str, data: bytes, *, encoding: str | None = None, form: str = "") -> Document:
    r"""Make a document of bytes that do not come from a file; `name` stands for the path in messages.

    Their format is found by content; a suffix of `name` helps. Raises `DocumentError` as `read_document`.

    >>> parse_text("stdin", "stdin", b"Opening\r\n\r\nThe meeting is open.").blocks[1].line
    3
    """
    return _document(name, name, stem, form or Path(name).suffix, data, encoding)


def _document(label: str, name: str, stem: str, suffix: str, data: bytes, encoding: str | None) -> Document:
    if not data:
        raise DocumentError(_EMPTY.format(path=label))
    found, notes = find_format(label, suffix, data)
    read = found.reader()
    extract = read(label, data, encoding) if found.text else read(label, data)
    if encoding and not found.text:
        notes = (*notes, _OWN_ENCODING.format(path=label, what=found.what))
    if not extract.blocks:
        raise DocumentError(_NOTHING.format(path=label))
    return Document(
        name, stem, extract.text, extract.blocks, extract.encoding, (*notes, *extract.notes), extract.language, data
    )


def read_bytes(path: Path, label: str, max_size: int) -> bytes:
    """Return what is in a report; `label` is what messages call it. Raises `DocumentError` as `read_document`."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(_FOLDER.format(path=label))
        if status.st_size <= max_size:
            with path.open("rb") as file:
                # A pipe has no size, and a file may grow: never read past the limit.
                data = file.read(max_size + 1) if not stat.S_ISREG(status.st_mode) else file.read()
            if len(data) <= max_size:
                return data
    except FileNotFoundError:
        raise DocumentError(_MISSING.format(path=label)) from None
    except (OSError, ValueError) as error:
        # ValueError: a name with a null character.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentError(_UNREADABLE.format(path=label, reason=reason)) from None
    raise DocumentError(_TOO_LARGE.format(path=label, limit=_size(max_size)))


def _size(count: int) -> str:
    """Bytes in words, so that a limit below one megabyte does not read as 0 MB."""
    return f"{count / 2**20:g} MB" if count >= 2**20 else f"{count} bytes"
