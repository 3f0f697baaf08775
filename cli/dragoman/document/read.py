"""Files and bytes → `Document`, or one sentence that says why not."""

import stat
from pathlib import Path

from dragoman.document.decode import decode
from dragoman.document.text import split_blocks
from dragoman.errors import DocumentError
from dragoman.model import Document

DEFAULT_MAX_SIZE = 100 * 2**20
"""Bytes."""

_MISSING = "{path}: no such file; check the name and the folder"
_FOLDER = "{path}: this is a folder, not a report; name the file inside it"
_TOO_LARGE = "{path}: larger than the limit of {limit}; split the report or raise --max-size"
_UNREADABLE = "{path}: cannot be read ({reason}); check its permissions and the disk"


def read_document(path: Path, *, max_size: int = DEFAULT_MAX_SIZE) -> Document:
    """Read a plain-text report and cut it into blocks.

    `max_size` is in bytes. Raises `DocumentError` if the file is missing, a folder, unreadable, too large,
    empty, binary, or neither UTF-8 nor UTF-16.
    """
    label = _printable(str(path))
    return _document(label, _printable(path.name), _printable(path.stem), _read_bytes(path, label, max_size))


def parse_text(name: str, stem: str, data: bytes) -> Document:
    r"""Make a document of bytes that do not come from a file; `name` stands for the path in messages.

    Raises `DocumentError` if they are empty, binary, or neither UTF-8 nor UTF-16.

    >>> parse_text("stdin", "stdin", b"Opening\r\n\r\nThe meeting is open.").blocks[1].line
    3
    """
    return _document(name, name, stem, data)


def _document(label: str, name: str, stem: str, data: bytes) -> Document:
    text, encoding = decode(label, data)
    return Document(name, stem, text, tuple(split_blocks(text)), encoding)


def _read_bytes(path: Path, label: str, max_size: int) -> bytes:
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


def _printable(name: str) -> str:
    """Replace what no output encoding can hold: bytes of a file name that are not UTF-8."""
    return name.encode("utf-8", "replace").decode("utf-8")
