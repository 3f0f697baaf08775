"""The finished report: the file that the source was read from, with the translation in it.

What cannot be put back (a PDF) becomes a Word document built anew; what was read by way of one (RTF) stays one.
"""

from pathlib import PurePath
from typing import BinaryIO

from dragoman.documents.formats import Format, by_suffix, find_format
from dragoman.documents.put_back import PutBack
from dragoman.exchange.style import Style
from dragoman.model import Alignment, Document

BUILT = "docx"
"""What a report becomes whose own format cannot be written."""


def finished_suffix(name: str, data: bytes = b"") -> str:
    """Return what the name of the finished report ends with, without the dot: what the report's `name` ends with.

    That is so where its format can be written; a report without a suffix, or with that of another format, is known by
    what is in it.
    """
    suffix = PurePath(name).suffix.lower()
    found = find_format(name, suffix, data)[0] if data else by_suffix(suffix)
    if not suffix or (not found.text and suffix not in found.suffixes):
        suffix = found.suffixes[0]
    return suffix[1:] if found.writes else BUILT


def write_same(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the finished report; with `style.mark`, what nobody has reviewed is marked in its text.

    Raises:
        DocumentError: the report's own file, as it was read, cannot be taken apart.
    """
    file.write(finished(alignment, mark=style.mark))


def finished(alignment: Alignment, *, mark: bool) -> bytes:
    """Return the bytes of the finished report; see `write_same`."""
    document = alignment.document
    found = _format(document)
    if found.writes:
        return found.writer()(document.name, document.data, PutBack(alignment, mark))
    from dragoman.exchange.finished.docx import render_finished_docx

    return render_finished_docx(alignment)


def _format(document: Document) -> Format:
    return find_format(document.name, PurePath(document.name).suffix, document.data)[0]
