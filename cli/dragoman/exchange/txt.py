"""The translated report alone, in the shape of its source."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.exchange.style import Style
from dragoman.languages import subtag
from dragoman.model import LINE_BREAKS, PASSED, Alignment, Language, Record, fold_lines
from dragoman.text.list_markers import marker_for
from dragoman.text.newsroom import DASHES

_JOINT = re.compile(rf"[^\S{LINE_BREAKS}]*(?:\r\n|[{LINE_BREAKS}])?[^\S{LINE_BREAKS}]*")
"""What separates two sentences of one block, hard-wrapped or not."""

# Their lines and columns carry meaning, so white space between their segments is content.
_LAID_OUT: frozenset[str] = frozenset({"byline", "image", "table", "footer", *PASSED})

# These write words without spaces, but put one between sentences.
_SPACED_SENTENCES = frozenset({"km", "lo", "my", "th"})


def write_txt(alignment: Alignment, file: BinaryIO, style: Style) -> None:
    """Write the target text; where there is none, the source stands in its place.

    Interleaved it is each source on a line of its own and the target below.
    """
    for text in _interleaved(alignment) if style.bilingual == "interleaved" else _translated(alignment, style.notice):
        file.write(text.encode())


def render_txt(alignment: Alignment) -> str:
    """Render the target text; where there is none, the source stands in its place."""
    return "".join(_translated(alignment, True))


def _translated(alignment: Alignment, notice: bool) -> Iterator[str]:
    ending = ""
    for piece in pieces(alignment):
        text = piece if isinstance(piece, str) else body(piece)
        ending = text or ending
        yield text
    if notice:
        yield _draft_notice(alignment, ending)


def _interleaved(alignment: Alignment) -> Iterator[str]:
    for record in alignment.records:
        target = (
            f"{marker_of(record, alignment.target_language)}{record.target}" if record.target else "[not translated]"
        )
        yield f"{record.marker}{fold_lines(record.source)}\n{target}\n\n"
    if notice := _draft_notice(alignment, "\n"):
        yield notice.lstrip()
    yield f"[{alignment.signature}]\n"


def pieces(alignment: Alignment) -> Iterator[str | Record]:
    """Yield the records of a report and, as text, what stands before, between and behind them in the translation."""
    text = alignment.document.text
    position = 0
    previous: Record | None = None
    for record in alignment.records:
        gap = text[position : record.start]
        if previous is None or not is_joint(alignment.target_language, previous, record, gap):
            yield gap.removesuffix(record.marker) + marker_of(record, alignment.target_language)
        yield record
        position, previous = record.end, record
    yield text[position:]


def _joins_sentences(language: Language) -> bool:
    return language.spaceless and subtag(language) not in _SPACED_SENTENCES


def is_translated(record: Record) -> bool:
    """Tell whether a record has a target that is not its source passed through."""
    return bool(record.target) and record.origin not in ("verbatim", "none")


def body(record: Record) -> str:
    """Return the text of a record in the translated report: the source where there is no target."""
    return record.target if is_translated(record) else record.source


def marker_of(record: Record, language: Language) -> str:
    """Return the bullet or number that stands before a record's text in the translated report."""
    return marker_for(record.marker, language.tag) if is_translated(record) else record.marker


def is_joint(language: Language, previous: Record, record: Record, gap: str) -> bool:
    """Tell whether `gap` only separates two sentences, which `language` does not; next to source text it stays."""
    return (
        _joins_sentences(language)
        and previous.block == record.block
        and record.kind not in _LAID_OUT
        and not previous.source.endswith(DASHES)
        and is_translated(previous)
        and is_translated(record)
        and _JOINT.fullmatch(gap) is not None
    )


def _draft_notice(alignment: Alignment, ending: str) -> str:
    """One last line, in the line endings of the report, where a draft engine had a part in it; `ending` precedes."""
    if not alignment.draft or all(record.origin != "machine" for record in alignment.records):
        return ""
    newline = "\r\n" if "\r\n" in alignment.document.text else "\n"
    engine = f": {alignment.engine}" if alignment.engine else ""
    lead = newline if ending.endswith(("\n", "\r")) else newline * 2
    return f"{lead}[machine translation by a draft engine{engine}; not reviewed]{newline}"
