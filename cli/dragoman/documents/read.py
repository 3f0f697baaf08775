"""Files and bytes → `Document`, or one sentence that says why not."""

import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

from dragoman.documents.boilerplate import is_copyright, is_navigation
from dragoman.documents.formats import DOCX, find_format
from dragoman.errors import DocumentError
from dragoman.files.names import printable
from dragoman.model import Block, Document
from dragoman.text.newsroom import is_credit

DEFAULT_MAX_SIZE = 100 * 2**20
"""Bytes."""

_EMPTY = "{path}: nothing to translate: the report is empty"
_NOTHING = "{path}: nothing to translate: no text was found in it; open it and see whether it holds pictures only"
_OWN_ENCODING = "{path}: --encoding ignored: {what} states its own encoding"
_NO_COLUMNS = "{path}: --columns ignored: {what} has none"
_MISSING = "{path}: no such file; check the name and the folder"
_FOLDER = "{path}: this is a folder, not a report; name the file inside it"
_TOO_LARGE = "{path}: larger than the limit of {limit}; split the report or raise --max-size"
_UNREADABLE = "{path}: cannot be read ({reason}); check its permissions and the disk"


class Named(TypedDict):
    """Arguments of `read_document` and `parse_text`."""

    encoding: str | None
    form: str
    columns: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user says of how reports are to be read."""

    encoding: str | None = None
    """Of the text formats; found out where there is none."""
    form: str = ""
    """Suffix of the format that all reports are in; empty where their own count."""
    columns: str = ""
    """Of tables, those that are text; chosen where there are none."""

    @property
    def named(self) -> Named:
        """The same, as `read_document` takes it."""
        return {"encoding": self.encoding, "form": self.form, "columns": self.columns}


AS_FOUND = Reading()


def read_document(
    path: Path, *, max_size: int = DEFAULT_MAX_SIZE, encoding: str | None = None, form: str = "", columns: str = ""
) -> Document:
    """Read a report in any of the formats of `dragoman.documents.formats` and cut it into blocks.

    `max_size` is in bytes. `encoding` is the one that the user names for text, Markdown and HTML; without it, it is
    found out, and a guess is noted in the document. Raises `DocumentError` if the file is missing, a folder,
    unreadable, too large, empty, in a format that cannot be read or in an encoding that cannot be told.

    `form` is the suffix of the format that the user names, `.txt`; empty where the file's own counts. `columns` are
    those of a table that are text, as `dragoman.documents.tables.columns` reads them.
    """
    label, name, stem = printable(str(path)), printable(path.name), printable(path.stem)
    data = read_bytes(path, label, max_size)
    return _document(label, name, stem, form or path.suffix, data, encoding, columns)


def parse_text(
    name: str, stem: str, data: bytes, *, encoding: str | None = None, form: str = "", columns: str = ""
) -> Document:
    r"""Make a document of bytes that do not come from a file; `name` stands for the path in messages.

    Their format is found by content; a suffix of `name` helps. Raises `DocumentError` as `read_document`.

    >>> parse_text("stdin", "stdin", b"Opening\r\n\r\nThe meeting is open.").blocks[1].line
    3
    """
    return _document(name, name, stem, form or Path(name).suffix, data, encoding, columns)


def _document(
    label: str, name: str, stem: str, suffix: str, data: bytes, encoding: str | None, columns: str
) -> Document:
    if not data:
        raise DocumentError(_EMPTY.format(path=label))
    found, notes = find_format(label, suffix, data)
    if found.converted:
        from dragoman.documents.convert import CONVERTED, to_docx

        data = to_docx(label, data, found.what, found.suffixes[0])
        notes = (*notes, CONVERTED.format(path=label, what=found.what))
        found = DOCX
    named: dict[str, str | None] = {"encoding": encoding} if found.text else {}
    if found.table:
        named["columns"] = columns
    extract = found.reader()(label, data, **named)
    if encoding and not found.text:
        notes = (*notes, _OWN_ENCODING.format(path=label, what=found.what))
    if columns and not found.table:
        notes = (*notes, _NO_COLUMNS.format(path=label, what=found.what))
    if not extract.blocks:
        raise DocumentError(_NOTHING.format(path=label))
    blocks = tuple(_named(block, extract.text) for block in extract.blocks)
    return Document(
        name,
        stem,
        extract.text,
        blocks,
        extract.encoding,
        (*notes, *extract.notes),
        extract.language,
        data,
        columns if found.table else "",
    )


def _named(block: Block, text: str) -> Block:
    """Return a block that is passed through with the kind under which people can translate it."""
    if not block.verbatim or block.kind not in ("image", "footer"):
        return block
    words = text[block.start : block.end]
    if block.kind == "image":
        return replace(block, kind="credit") if is_credit(words) else block
    if is_copyright(words):
        return replace(block, kind="copyright")
    return replace(block, kind="navigation") if is_navigation(words) else block


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
