"""PDF → text and blocks.

A PDF holds glyphs and their places; lines, paragraphs and headings are inferred from these.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from dragoman.document.extract import Extract
from dragoman.document.kinds import is_numbered_title, line_role
from dragoman.document.pdf_layout import Paragraph
from dragoman.document.pdf_pages import BROKEN, CIPHER, NO_TEXT, OVERFULL, read_pages
from dragoman.document.text import split_blocks
from dragoman.errors import DocumentError
from dragoman.model import Block, Kind

_MAX_PAGES = 3_000
_SECONDS, _SECONDS_PER_PAGE = 60.0, 0.3
"""For the whole file; a page of dense text takes a twentieth of a second."""
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 40_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 40_000_000,
    "stream_decoding_work_maximum_length": 100_000_000,
    "stream_parsing_work_maximum_count": 600_000,
    "page_tree_maximum_entries": 20_000,
    "zlib_maximum_recovery_input_length": 1_000_000,
}
"""Against files made to exhaust memory or time; pypdf's own limits are several times wider. Bytes and counts."""
_NOT_PDF = "{path}: not a PDF file, whatever its name says; get the report again or save it as PDF, .docx or text"
_LOCKED = "{path}: locked with a password; open it in a viewer and save or print it to a PDF without one"
_TOO_MANY = "{path}: {count} pages, more than the {limit} that are read at once; split the file and try again"


def read(label: str, data: bytes) -> Extract:
    """Read the text of a PDF; the place of a block is the page that it starts on, its line is in the extracted text.

    `label` stands for the file in messages. Raises `DocumentError` if the bytes are no PDF, damaged beyond repair,
    locked, without text, or take too long.
    """
    with _quiet_pypdf():
        reader = _open(label, data)
        paragraphs, notes = read_pages(label, reader, _SECONDS + _SECONDS_PER_PAGE * len(reader.pages))
    if not paragraphs:
        raise DocumentError(NO_TEXT.format(path=label))
    text, blocks = _blocks(paragraphs)
    return Extract(text, blocks, "utf-8", notes)


@contextmanager
def _quiet_pypdf() -> Iterator[None]:
    """Within this, pypdf keeps to our limits and does not log what it repairs."""
    import pypdf

    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with pypdf.apply_configuration(**_LIMITS):
            yield
    finally:
        logger.setLevel(level)


def _open(label: str, data: bytes) -> Any:
    """Return the pypdf reader of a file that is not locked and has pages."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    if b"%PDF-" not in data[:1024]:
        raise DocumentError(_NOT_PDF.format(path=label))
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise DocumentError(_LOCKED.format(path=label))
        count = len(reader.pages)
    except (DependencyError, NotImplementedError):
        raise DocumentError(CIPHER.format(path=label)) from None
    except FileNotDecryptedError:
        raise DocumentError(_LOCKED.format(path=label)) from None
    except DocumentError:
        raise
    except LimitReachedError:
        raise DocumentError(OVERFULL.format(path=label)) from None
    except Exception:  # pypdf raises all there is on damaged files, from KeyError to RecursionError.
        raise DocumentError(BROKEN.format(path=label)) from None
    if count > _MAX_PAGES:
        raise DocumentError(_TOO_MANY.format(path=label, count=count, limit=_MAX_PAGES))
    if not count:
        raise DocumentError(BROKEN.format(path=label))
    return reader


def _blocks(paragraphs: list[Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """Lay the paragraphs out as plain text, whose rules say what each of them is; the type says which are headings."""
    text = paragraphs[0].text
    for before, paragraph in pairwise(paragraphs):
        text += ("\n" if _is_row(before) and _is_row(paragraph) else "\n\n") + paragraph.text
    by_type = any(paragraph.heading or paragraph.kind == "heading" for paragraph in paragraphs)
    blocks = []
    for block, paragraph in zip(split_blocks(text), paragraphs, strict=True):
        kind = _kind(block, paragraph, by_type=by_type)
        place = f"page {paragraph.page}"
        blocks.append(Block(block.number, kind, block.line, block.start, block.end, block.verbatim, place))
    return text, tuple(blocks)


def _kind(block: Block, paragraph: Paragraph, *, by_type: bool) -> Kind:
    """Settle a kind: first what the tags say, then what the type or the wording does."""
    if block.verbatim and block.kind != "paragraph":
        return block.kind
    if paragraph.kind:
        return paragraph.kind
    if paragraph.heading and block.kind in {"paragraph", "list"}:
        return "heading"
    if by_type and block.kind == "heading" and not paragraph.heading and not is_numbered_title(paragraph.text):
        # Short and without a stop, but set like the text around it.
        return "paragraph"
    return block.kind


def _is_row(paragraph: Paragraph) -> bool:
    return line_role(paragraph.text, near_top=False) == "table"
