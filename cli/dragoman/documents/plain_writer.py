"""A translation put into the lines of a plain text; its encoding stays where it has the characters."""

from dragoman.documents.put_back import BRACKETS, LEGEND, PutBack
from dragoman.documents.refill import is_changed
from dragoman.documents.splice import encoded


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the text with the translation in it; where that is marked, lines at the end explain the marks."""
    document = put.alignment.document
    text = document.text
    pieces: list[str] = []
    position, before = 0, None
    for record in put.alignment.records:
        gap = text[position : record.start]
        if before is not None and before.block == record.block:
            gap = put.filling.gap(before, record, gap)
        pieces.append(gap)
        pieces.append((record.target if is_changed(record) else record.source).join(BRACKETS[put.state_of(record)]))
        position, before = record.end, record
    pieces.append(text[position:])
    written = "".join(pieces)
    if legend := [LEGEND[state].join(BRACKETS[state]) for state in put.states if put.mark]:
        newline = "\r\n" if "\r\n" in text else "\n"
        written += (newline if written.endswith(("\n", "\r")) else newline * 2) + newline.join(legend) + newline
    return encoded(written, data, document.encoding)
