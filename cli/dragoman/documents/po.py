"""A PO or POT file as a report: its messages are the blocks.

`Block.place` is the line of the `msgid`, `line 12`, behind it `msgid_plural` and `part 2` where they apply, and in
brackets what the message refers to: `line 12 (report.txt:3)`.
"""

import re

from dragoman.documents.decode import decode
from dragoman.documents.extract import KIND_BY_NAME, Extract, ExtractBuilder
from dragoman.documents.kinds import kind_by_wording
from dragoman.documents.layout import broken_lines
from dragoman.errors import DocumentError
from dragoman.model import Kind
from dragoman.po.syntax import PoSyntaxError, PoText, parse_entries

_CHARSET = re.compile(rb"charset=(?!CHARSET)([\w.:-]+)")
_HEAD = 8_192
"""Bytes in which the header stands."""

_MALFORMED = "{path}:{line}: {problem}; fix the file (`msgfmt -c` checks it) and try again"
_NOTHING = "{path}: nothing to translate: the file holds no message that is in use"
_TRANSLATED = (
    "{path}: only the msgids were read; {count} already, which dragoman takes over from its own PO files only "
    "(see `dragoman po import`)"
)


def parsed(label: str, data: bytes) -> tuple[PoText, str, tuple[str, ...]]:
    """Return what a PO file holds, its encoding, and notes. Raises `DocumentError` if it is not PO."""
    declared = _CHARSET.search(data, 0, _HEAD)
    text, codec, notes = decode(label, data, declared=declared[1].decode() if declared else None)
    try:
        return parse_entries(text, codec), codec, notes
    except PoSyntaxError as error:
        raise DocumentError(_MALFORMED.format(path=label, line=error.line, problem=error.problem)) from None


def read(label: str, data: bytes) -> Extract:
    """Read the messages of a PO file in file order; `label` stands for it in messages.

    A context that is the name of a kind, as dragoman writes it, gives the kind. Raises `DocumentError` if the file is
    not PO, by the rules of gettext, or no message is in use.
    """
    found, codec, notes = parsed(label, data)
    builder = ExtractBuilder()
    translated = 0
    for entry in found.entries:
        if entry.obsolete:
            continue
        translated += bool(entry.msgstr or any(entry.msgstr_plural.values()))
        kind = KIND_BY_NAME.get(entry.msgctxt or "", "paragraph")
        line = entry.linenum or 1
        place = f"line {line}"
        references = " ".join(":".join(filter(None, reference)) for reference in entry.occurrences)
        _add(builder, entry.msgid, kind, line, place, references)
        if entry.msgid_plural:
            _add(builder, entry.msgid_plural, kind, line, f"{place} msgid_plural", references)
    if not builder:
        raise DocumentError(_NOTHING.format(path=label))
    if translated:
        count = "one has a translation" if translated == 1 else f"{translated:,} have a translation"
        notes = (*notes, _TRANSLATED.format(path=label, count=count))
    return builder.build(codec, notes)


def _add(builder: ExtractBuilder, text: str, kind: Kind, line: int, place: str, references: str) -> None:
    """Add a text of a message, a block for each line that stands by itself."""
    for number, content in enumerate(broken_lines(text), 1):
        settled, verbatim = kind_by_wording(content, kind, near_top=False)
        where = place if number == 1 else f"{place} part {number}"
        builder.add(
            settled, content, line=line, place=f"{where} ({references})" if references else where, verbatim=verbatim
        )
