"""An alignment written into a catalogue, without touching what people wrote there.

Who an entry belongs to is read off the file, never taken from the caller: a text without `fuzzy`, or one that no
longer fits dragoman's check, is a person's and stays, whatever the run has to say about the segment.
"""

import copy
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import get_args

from polib import POEntry

from dragoman.catalogue.comments import extracted_comment, kind_line
from dragoman.catalogue.header import po_header, template_header
from dragoman.catalogue.layout import serialise
from dragoman.catalogue.provenance import format_provenance, split_comment
from dragoman.catalogue.read import Catalogue, entry_unit
from dragoman.model import Alignment, Kind, Provenance, Record, Unit, fold_lines
from dragoman.po_escapes import readable, writable

_Key = tuple[str | None, str]
_OUR_KINDS = frozenset(get_args(Kind))


def update_catalogue(
    existing: Catalogue | None,
    alignment: Alignment,
    *,
    provenances: Mapping[tuple[str, str], Provenance],
    now: datetime,
    changed: Mapping[tuple[str, str], Unit] | None = None,
) -> str:
    """Return the text of the PO file that holds an alignment and all that people put into the existing one.

    `provenances` says by (msgctxt, msgid), that is kind and folded source, where machine and recalled
    translations came from; `changed`, what people wrote for an older wording of a text that the file lacks: the entry
    keeps it as fuzzy, with that wording as its previous msgid. `now`, which must know its time zone, dates only what
    has changed.
    """
    sources = group_records(alignment.records)
    held = {_key(entry): entry for entry in existing.entries} if existing else {}
    entries: list[POEntry] = []
    moved: set[_Key] = set()
    for key, records in sources.items():
        base = held.get(key)
        entry = POEntry(msgctxt=key[0], msgid=key[1]) if base is None else copy.copy(base)
        entry.obsolete = False
        entry.occurrences = _references(alignment, records)
        entry.comment = extracted_comment(records, alignment.renderings)
        old = _amended(records[0], (changed or {}).get((records[0].kind, key[1])), held)
        if old and entry_unit(entry).state == "untranslated":
            start_from(entry, old)
            moved.add(_key(old))
        elif not entry.msgid_plural:
            _settle(entry, records[0], provenances.get((records[0].kind, key[1])))
        entries.append(entry)
    entries += _left_over(held, sources, moved)
    before, after = _state(held.values()), _state(entries)
    header = po_header(
        existing.header if existing else None,
        alignment,
        now=now,
        same_sources=before.keys() == after.keys(),
        same_targets=before == after,
    )
    return serialise(header, entries, existing.trailer if existing else "")


def template(alignment: Alignment, *, existing: Catalogue | None, now: datetime) -> str:
    """Return the text of the POT file: the sources without a word of any target language."""
    entries = [
        POEntry(
            msgctxt=key[0],
            msgid=key[1],
            comment=kind_line(records[0].kind),
            occurrences=_references(alignment, records),
        )
        for key, records in group_records(alignment.records).items()
    ]
    before = {_key(entry) for entry in existing.entries} if existing else set()
    header = template_header(
        existing.header if existing else None,
        alignment,
        now=now,
        same_sources=before == {_key(entry) for entry in entries},
    )
    return serialise(header, entries)


def group_records(records: Iterable[Record]) -> dict[_Key, list[Record]]:
    """Gather the records that share an entry, (kind, folded source), in document order; verbatim ones have none."""
    groups: dict[_Key, list[Record]] = {}
    for record in records:
        if record.origin != "verbatim":
            groups.setdefault((record.kind, writable(record.source)), []).append(record)
    return groups


def _key(entry: POEntry) -> _Key:
    return entry.msgctxt, entry.msgid


def _amended(record: Record, unit: Unit | None, held: Mapping[_Key, POEntry]) -> POEntry | None:
    """Return the entry of the older wording if the record's translation is what people wrote there."""
    if unit is None or (record.origin, record.target) != ("draft", unit.target):
        return None
    return held.get((unit.kind, unit.source)) or held.get((None, unit.source))


def start_from(entry: POEntry, old: POEntry) -> None:
    """Give a new wording what people wrote for the old one, marked as in need of revision, as `msgmerge` does."""
    entry.msgstr = old.msgstr
    flags = dict.fromkeys((*entry.flags, *old.flags))
    entry.flags = ["fuzzy", *(flag for flag in flags if flag != "fuzzy")]
    # What dragoman wrote into either is not said of a person's text.
    comments = (split_comment(one.tcomment)[0] for one in (entry, old))
    entry.tcomment = "\n".join(dict.fromkeys(filter(None, comments)))
    if "fuzzy" in old.flags and old.previous_msgid is not None:  # what the translation was really made from
        entry.previous_msgctxt, entry.previous_msgid = old.previous_msgctxt, old.previous_msgid
    else:
        entry.previous_msgctxt, entry.previous_msgid = old.msgctxt, old.msgid
    if (entry.previous_msgctxt, entry.previous_msgid) == _key(entry):  # amended, and back again
        entry.previous_msgctxt = entry.previous_msgid = None


def _settle(entry: POEntry, record: Record, provenance: Provenance | None) -> None:
    """Give an entry the record's translation, unless it holds a person's."""
    state = entry_unit(entry).state
    comment, ours = split_comment(entry.tcomment)
    if state == "reviewed":
        if ours:
            entry.tcomment = comment
        return
    if state == "draft":
        return
    entry.msgstr = "" if record.origin == "none" else readable(record.target)
    fuzzy = bool(entry.msgstr) and record.origin != "reviewed"
    entry.flags = ["fuzzy"] * fuzzy + [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    lines = [comment] if comment else []
    if fuzzy and (record.origin == "machine" or record.origin == "memory"):
        # Without the line the next run would take the text for a person's.
        provenance = provenance or Provenance(record.origin, record.engine or "unknown", record.score)
        lines.append(format_provenance(provenance, entry.msgstr, entry.msgctxt, entry.msgid))
    entry.tcomment = "\n".join(lines)


def _left_over(
    held: Mapping[_Key, POEntry], sources: Mapping[_Key, list[Record]], moved: set[_Key]
) -> Iterable[POEntry]:
    """Yield what the report no longer has: other people's entries as they are, ours as obsolete or not at all.

    Ours is dropped only where nobody put anything into it (no text of a person's, no comment, no flag), or where all
    of it has moved to the new wording: a draft does, while a reviewed translation stays true of the old wording.
    """
    for key, entry in held.items():
        if key in sources:
            continue
        if entry.msgid_plural or entry.msgctxt not in _OUR_KINDS:
            yield entry
            continue
        comment, ours = split_comment(entry.tcomment)
        state = entry_unit(entry).state
        left = copy.copy(entry)
        if not entry.obsolete:
            human = state in ("reviewed", "draft") or comment or set(entry.flags) - {"fuzzy"}
            if not human or (state == "draft" and key in moved):
                continue
            left.obsolete = True
            left.occurrences, left.comment = [], ""
        if state == "reviewed" and ours:
            left.tcomment = comment
        yield left


def _state(entries: Iterable[POEntry]) -> dict[_Key, tuple[str, bool]]:
    return {_key(entry): (entry.msgstr, "fuzzy" in entry.flags) for entry in entries if not entry.obsolete}


def _references(alignment: Alignment, records: Iterable[Record]) -> list[tuple[str, str]]:
    # A space would end the name: gettext 0.21 and polib know no way to quote it.
    name = "%20".join(fold_lines(alignment.document.name).split())
    return [(name, str(record.line)) for record in records]
