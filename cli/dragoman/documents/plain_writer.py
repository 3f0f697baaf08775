"""A translation put into the lines of a plain text; its encoding stays where it has the characters."""

from collections.abc import Iterator

from dragoman.documents.put_back import BRACKETS, LEGEND, PutBack
from dragoman.documents.refill import is_changed
from dragoman.documents.splice import encoded_pieces


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the text with the translation in it; where that is marked, lines at the end explain the marks."""
    return encoded_pieces(lambda: _pieces(put), data, put.alignment.document.encoding)


def _pieces(put: PutBack) -> Iterator[str]:
    text = put.alignment.document.text
    position, before = 0, None
    for record in put.alignment.records:
        gap = text[position : record.start]
        if before is not None and before.block == record.block:
            gap = put.filling.gap(before, record, gap)
        yield gap
        opening, closing = BRACKETS[put.state_of(record)]
        yield opening
        yield record.target if is_changed(record) else record.source
        yield closing
        position, before = record.end, record
    yield text[position:]
    if legend := [LEGEND[state].join(BRACKETS[state]) for state in put.states if put.mark]:
        newline = "\r\n" if "\r\n" in text else "\n"
        yield newline if text.endswith(("\n", "\r")) else newline * 2
        yield newline.join(legend) + newline
