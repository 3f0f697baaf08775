"""PDF → text and blocks, by the tags of its pages or by their layout, with notes on what could not be read.

A PDF holds glyphs and their places; lines, paragraphs and headings are inferred from these.
"""

import io
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dragoman.documents.extract import Extract
from dragoman.documents.kinds import is_numbered_title, line_role
from dragoman.documents.pdf.glyphs import UNKNOWN, Drawn, OutOfTimeError, PageGlyphs, TooMuchError, read_glyphs
from dragoman.documents.pdf.lines import TextLine, read_lines
from dragoman.documents.pdf.paragraphs import Paragraph, drop_running_lines, join_lines
from dragoman.documents.pdf.tagged import tagged_text
from dragoman.documents.symbols import SYMBOLS
from dragoman.documents.text import split_blocks
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
_LOCKED = "{path}: password-protected; open it in a viewer and save it without a password"
_TOO_MANY = "{path}: {count} pages, more than the {limit} that are read at once; split the file and try again"


def read(label: str, data: bytes) -> Extract:
    """Read the text of a PDF; the place of a block is the page that it starts on, its line is in the extracted text.

    `label` stands for the file in messages. Raises `DocumentError` if the bytes are no PDF, damaged beyond repair,
    locked, without text, or take too long.
    """
    with opened(label, data) as reader:
        paragraphs, notes = read_pages(label, reader, seconds_for(reader))
    if not paragraphs:
        raise DocumentError(NO_TEXT.format(path=label))
    text, blocks = _blocks(paragraphs)
    return Extract(text, blocks, "utf-8", notes)


@contextmanager
def opened(label: str, data: bytes) -> Iterator[Any]:
    """Open a file with pypdf, which keeps to our limits meanwhile. Raises `DocumentError` as `read`."""
    with _quiet_pypdf():
        yield _open(label, data)


def seconds_for(reader: Any) -> float:
    """Return how long reading a file may take."""
    return _SECONDS + _SECONDS_PER_PAGE * len(reader.pages)


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


_UNKNOWN_SHARE = 0.3
"""Of the characters; where more are unknown, nothing can be done with the rest."""
_SHOWN = 5
"""Pages or wordings that a note names."""

CIPHER = "{path}: encrypted in an unsupported way; open it in a viewer and print it to a PDF without protection"
_TOO_SLOW = (
    "{path}: page {page} could not be read within the time for the whole file; split the file, or print it to a new PDF"
)
_SCANNED = (
    "{path}: pictures of pages without any text, as a scanner makes them; have the text recognised first, "
    "for example: ocrmypdf {path} recognised.pdf"
)
NO_TEXT = "{path}: nothing to translate: no text was found in its pages; open it in a viewer to see what it holds"
_GIBBERISH = (
    "{path}: the fonts of this PDF do not say which characters their glyphs are; ask for the original document, "
    "or have the text recognised from the picture of its pages, for example: ocrmypdf --force-ocr {path} recognised.pdf"
)
BROKEN = "{path}: a damaged PDF file, it may be cut off; get it again, or open it in a viewer and print it to a new PDF"
_INFERRED = (
    "{path}: paragraphs, headings and tables were inferred from the places of the words on the page; "
    "tables are read row by row"
)
OVERFULL = (
    "{path}: holds far more than its pages can show and may be malicious; if you trust it, "
    "open it in a viewer and print it to a new PDF"
)
_RUNNING = "{path}: running headers, footers and page numbers were left out: {texts}"
_MARKED = "{path}: raised note marks behind words were left out"
_PICTURES = (
    "{path}: {pages} a picture and no text, so nothing was translated there (scanned? have the text recognised first)"
)
_DAMAGED = "{path}: {pages} damaged and could not be read; the text there is missing"
_OVERFULL_PAGES = "{path}: {pages} far more than a page of a report, and was not read; the text there is missing"
_UNKNOWN_GLYPHS = "{path}: {pages} characters that the fonts of the file do not name; they read �"
_SLANTED = "{path}: {pages} slanted text, such as a watermark, which was left out"


@dataclass(slots=True)
class _Survey:
    """What is found out about a document, page by page; pages are counted from 1."""

    characters: int = 0
    unknown_characters: int = 0
    running: dict[str, None] = field(default_factory=dict)
    """Texts of running heads and feet, each once."""
    pictures: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    overfull: list[int] = field(default_factory=list)
    marked: bool = False
    unknown: list[int] = field(default_factory=list)
    slanted: list[int] = field(default_factory=list)

    def refuse_nothing(self, label: str) -> None:
        """Raise `DocumentError` if there is no text, or none that could be read."""
        if not self.characters:
            reason = OVERFULL if self.overfull else BROKEN if self.damaged else _SCANNED if self.pictures else NO_TEXT
            raise DocumentError(reason.format(path=label))
        if self.unknown_characters > _UNKNOWN_SHARE * self.characters:
            raise DocumentError(_GIBBERISH.format(path=label))

    def notes(self, label: str) -> Iterator[str]:
        """Yield what the user should know."""
        if self.running:
            yield _RUNNING.format(path=label, texts=_listed(list(self.running)))
        if self.marked:
            yield _MARKED.format(path=label)
        for note, numbers, one, more in (
            (_PICTURES, self.pictures, "holds", "hold"),
            (_DAMAGED, self.damaged, "is", "are"),
            (_OVERFULL_PAGES, self.overfull, "holds", "hold"),
            (_UNKNOWN_GLYPHS, self.unknown, "holds", "hold"),
            (_SLANTED, self.slanted, "holds", "hold"),
        ):
            if numbers:
                yield note.format(path=label, pages=_page_list(numbers, one, more))


def read_pages(
    label: str, reader: Any, seconds: float, pictures: list[list[Drawn]] | None = None
) -> tuple[list[Paragraph], tuple[str, ...]]:
    """Return the paragraphs of a pypdf reader in the order of reading, and notes for the user.

    `pictures` gets those of each page.

    `label` stands for the file in messages. Raises `DocumentError` if there is no text to read, or if reading takes
    longer than `seconds`.
    """
    survey = _Survey()
    pages: list[list[TextLine]] = []
    tagged = tagged_text(reader)
    fonts: dict[int, Any] = {}
    deadline = time.monotonic() + seconds
    column = 0
    for number, page in enumerate(reader.pages, 1):
        found = _read_page(label, page, number, fonts, deadline, survey)
        lines = []
        # Upright text first, then what was turned by a quarter, and so on.
        for _, glyphs in sorted(found.turned.items()):
            lines += read_lines(glyphs, number, column)
            column = lines[-1].column + 1 if lines else column
        survey.marked |= any(line.marked for line in lines)
        if pictures is not None:
            pictures.append(found.pictures)
        if not lines and found.pictures:
            survey.pictures.append(number)
        pages.append(lines)
        if tagged:
            tagged.add_page(getattr(page.indirect_reference, "idnum", 0), number, found.turned)
    survey.refuse_nothing(label)
    paragraphs = tagged.paragraphs() if tagged else None
    if tagged and paragraphs is not None:
        survey.running |= dict.fromkeys(tagged.running)
        return paragraphs, tuple(survey.notes(label))
    kept, running = drop_running_lines(pages)
    survey.running |= dict.fromkeys(running)
    paragraphs = join_lines(line for lines in kept for line in lines)
    return paragraphs, (_INFERRED.format(path=label), *survey.notes(label))


def _read_page(
    label: str, page: Any, number: int, fonts: dict[int, Any], deadline: float, survey: _Survey
) -> PageGlyphs:
    from pypdf.errors import DependencyError, LimitReachedError

    try:
        found = read_glyphs(page, fonts, deadline)
    except OutOfTimeError:
        raise DocumentError(_TOO_SLOW.format(path=label, page=number)) from None
    except DependencyError:
        raise DocumentError(CIPHER.format(path=label)) from None
    except (TooMuchError, LimitReachedError):
        survey.overfull.append(number)
        return PageGlyphs()
    except Exception:  # pypdf raises all there is on damaged files; the other pages may be sound.
        survey.damaged.append(number)
        return PageGlyphs()
    body = [glyph for glyphs in found.turned.values() for glyph in glyphs]
    if len(found.boilerplate) > len(body):
        # Where a file calls most of a page a running head, it knows nothing about its text.
        found.turned.setdefault(0, []).extend(found.boilerplate)
        body += found.boilerplate
    else:
        survey.running |= dict.fromkeys(line.text for line in read_lines(found.boilerplate, number, 0))
    unknown = sum(not glyph.text.isascii() and _is_unknown(glyph.text) for glyph in body)
    if unknown:
        survey.unknown.append(number)
    if found.slanted:
        survey.slanted.append(number)
    survey.characters += len(body)
    survey.unknown_characters += unknown
    return found


def _is_unknown(text: str) -> bool:
    """Tell whether a glyph came out as nothing: the mark for unknown ones, or a private character."""
    return text == UNKNOWN or (len(text) == 1 and "\ue000" <= text <= "\uf8ff" and ord(text) not in SYMBOLS)


def _page_list(numbers: list[int], one: str, more: str) -> str:
    """`page 7 holds`, `pages 1, 2, 3 hold`, `pages 1, 2, 3, 4, 5 and 20 others hold`."""
    named = ", ".join(map(str, numbers[:_SHOWN]))
    if len(numbers) == 1:
        return f"page {named} {one}"
    others = len(numbers) - _SHOWN
    return f"pages {named}{f' and {others} others' if others > 0 else ''} {more}"


def _listed(texts: list[str]) -> str:
    shown = ", ".join(f"“{text[:60]}”" for text in texts[:_SHOWN])
    return shown + (f" and {len(texts) - _SHOWN} others" if len(texts) > _SHOWN else "")
