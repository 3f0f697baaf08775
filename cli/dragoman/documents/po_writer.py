"""Translations put into the PO file that their sources were read from: the messages that have none get one.

What people have translated stays. A machine's text is fuzzy and says so, as in dragoman's own catalogues. The file is
laid out as gettext lays it out.
"""

import copy
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from polib import POEntry

from dragoman.documents.extract import one_line
from dragoman.documents.inline import Inline
from dragoman.documents.layout import broken_lines
from dragoman.documents.po import parsed
from dragoman.documents.put_back import PutBack, state_of
from dragoman.documents.splice import Splice, spliced
from dragoman.model import Block, Provenance, Record
from dragoman.po.header import po_header
from dragoman.po.layout import serialise
from dragoman.po.provenance import format_provenance

_PLURALS = re.compile(r"nplurals\s*=\s*(\d)")


def write(label: str, data: bytes, put: PutBack) -> bytes:
    """Return the file with the translations in it; `label` stands for it in messages.

    Raises `DocumentError` if the file is not PO.
    """
    found, _, _ = parsed(label, data)
    # Dates stay where there are any.
    header = po_header(found.header, put.alignment, now=datetime.now(UTC), same_sources=True, same_work=True)
    plurals = _PLURALS.search(header.msgstr)
    forms = int(plurals[1]) if plurals else 2
    blocks = iter(put.alignment.document.blocks)
    entries: list[POEntry] = []
    changed = False
    for entry in found.entries:
        if entry.obsolete:
            entries.append(entry)
            continue
        filled = _filled(entry, blocks, put, forms)
        changed = changed or filled is not entry
        entries.append(filled)
    if not changed:
        return data
    return serialise(header, entries, found.trailer).encode()


def _filled(entry: POEntry, blocks: Iterator[Block], put: PutBack, forms: int) -> POEntry:
    """Return an entry with its translation, the entry itself where it has one or there is none."""
    texts = [entry.msgid] + ([entry.msgid_plural] if entry.msgid_plural else [])
    made = [_translated(text, blocks, put) for text in texts]
    records = [record for _, own in made for record in own]
    states = {state_of(record) for record in records}
    if entry.msgstr or any(entry.msgstr_plural.values()) or not records or "missing" in states:
        return entry
    new = copy.copy(entry)
    if entry.msgid_plural:
        new.msgstr_plural = {n: made[0][0] if n == 0 and forms > 1 else made[1][0] for n in range(forms)}
    else:
        new.msgstr = made[0][0]
    if "machine" in states or any(record.origin == "draft" for record in records):
        new.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
    if "machine" in states and not entry.msgid_plural:
        first = next(record for record in records if state_of(record) == "machine")
        provenance = Provenance("machine", first.engine or "unknown", first.score)
        said = format_provenance(provenance, new.msgstr, entry.msgctxt, entry.msgid)
        new.tcomment = "\n".join(filter(None, (entry.tcomment, said)))
    return new


def _translated(text: str, blocks: Iterator[Block], put: PutBack) -> tuple[str, list[Record]]:
    """Return the translation of a text, line by line where its lines stand by themselves, and the records in it."""
    inline = Inline()
    inline.add(text)
    splices: list[Splice] = []
    records: list[Record] = []
    for content in broken_lines(text):
        block = next(blocks)
        own = put.filling.records.get(block.number, ())
        records += (record for record in own if record.origin != "verbatim")
        places = inline.take(one_line(content)).places
        splices.append(Splice(places[0], places[-1] + 1, put.filling.text(block)))
    return spliced(text, splices), records
