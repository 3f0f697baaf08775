"""An alignment written into a catalogue, with its `#.` lines, without touching what people wrote there.

Who an entry belongs to is read off the file, never taken from the caller: a text without `fuzzy`, or one that no
longer fits dragoman's check, is a person's and stays, whatever the run has to say about the segment.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import get_args

from polib import POEntry

from dragoman.model import (
    PEOPLE,
    Alignment,
    Finding,
    Kind,
    Origin,
    Provenance,
    Record,
    Rendering,
    Suggestion,
    TermUse,
    Unit,
    fold_lines,
)
from dragoman.po.catalogue import Catalogue
from dragoman.po.entry import entry_unit, is_conflict, time_line, units_of
from dragoman.po.header import po_header, template_header
from dragoman.po.layout import serialise
from dragoman.po.options import Location
from dragoman.po.places import kind_of
from dragoman.po.provenance import (
    APPROVED,
    CLEARED,
    MachineOrigin,
    Trace,
    fingerprint,
    format_provenance,
    format_trace,
    split_comment,
    trace_of,
    with_trace,
)
from dragoman.po.syntax import PoText, readable, writable
from dragoman.segment.tags import about_codes


def _facts(records: Sequence[Record]) -> list[str]:
    """Say what the text is in the report, and the shortest time that there is to read it; all that a template knows."""
    times = [record.segment.seconds for record in records if record.segment.seconds]
    kind = f"kind: {records[0].kind}"
    return [kind, *([time_line(min(times))] if times else []), *about_codes(records[0].segment.codes)]


def extracted_comment(records: Sequence[Record], renderings: Mapping[str, Rendering]) -> str:
    """Write the lines for the records that share an entry: kind, required terms, findings, suggestions.

    A term reads `SPP → 最高人民检察院 [official]`, and after the bracket how it got there where the engine did not say
    it by itself: `inline`, `forced`, `spliced`, that it is missing, or that it is `offered` by the glossary alone;
    `as …` is an accepted form that stands instead. An untranslated text has the rendering alone, as a hint.
    """
    lines = _facts(records)
    translated = any(record.target for record in records)
    lines += _term_lines((term for record in records for term in record.terms), renderings, translated)
    lines += [_finding_line(finding) for record in records for finding in record.findings]
    lines += [line for record in records for one in record.suggestions for line in _suggestion_lines(one)]
    return "\n".join(map(writable, dict.fromkeys(lines)))


def _term_lines(terms: Iterable[TermUse], renderings: Mapping[str, Rendering], translated: bool) -> list[str]:
    """Return a line for each term; literals and figures that stand there as they are need no telling."""
    by_term: dict[tuple[str, str], TermUse] = {}
    for term in terms:
        rendering = renderings.get(term.id)
        if rendering and rendering.rendering == term.source and term.status != "missing":
            continue
        known = by_term.setdefault((term.id, term.source), term)
        if term.status == "missing" != known.status:
            by_term[term.id, term.source] = term  # kept here and missing there: say the worse
    return [_term_line(term, renderings.get(term.id), translated) for term in by_term.values()]


def _term_line(term: TermUse, rendering: Rendering | None, translated: bool) -> str:
    preferred = rendering.preferred(term.source) if rendering else term.target or ""
    line = f"{term.source} → {preferred or '?'}"
    if rendering:
        line += f" [{rendering.status}]"
    if not preferred:
        return f"{line} the glossary has no rendering yet"
    if term.status == "missing":
        return f"{line} missing from the translation" if translated else line
    if term.status != "present" and (translated or term.status != "offered"):
        line += f" {term.status}"
    return line if term.target in (None, preferred) else f"{line} as {term.target}"


def _suggestion_lines(one: Suggestion) -> Sequence[str]:
    return (f"{int(one.score * 100)} % like this, in {one.report}: {one.source}", f"there it reads: {one.target}")


def _finding_line(finding: Finding) -> str:
    return f"{finding.code} {finding.severity}: {finding.message}"


_Key = tuple[str | None, str]
_Work = tuple[_Key, str, bool]
"""What a person has translated: entry, text, and whether it is fuzzy."""
_OUR_KINDS = frozenset(get_args(Kind))


def update_catalogue(
    existing: Catalogue | None,
    alignment: Alignment,
    *,
    provenances: Mapping[tuple[str, str], Provenance],
    now: datetime,
    changed: Mapping[tuple[str, str], Unit] | None = None,
    location: Location = "full",
) -> str:
    """Return the text of the PO file that `updated` describes."""
    found = updated(existing, alignment, provenances=provenances, now=now, changed=changed, location=location)
    return serialise(found.header, found.entries, found.trailer)


def updated(
    existing: Catalogue | None,
    alignment: Alignment,
    *,
    provenances: Mapping[tuple[str, str], Provenance],
    now: datetime,
    changed: Mapping[tuple[str, str], Unit] | None = None,
    location: Location = "full",
) -> PoText:
    """Return what a PO file holds that has an alignment and all that people put into the existing one.

    `provenances` says by (msgctxt, msgid), that is kind and folded source, where machine and recalled
    translations came from; `changed`, what people wrote for an older wording of a text that the file lacks: the entry
    keeps it as fuzzy, with that wording as its previous msgid. `now`, which must know its time zone, dates only what
    has changed.
    """
    sources = group_records(alignment.records)
    held = {_key(entry): entry for entry in existing.entries} if existing else {}
    entries: list[POEntry] = []
    moved: set[_Key] = set()
    work: set[_Work] = set()
    for key, records in sources.items():
        entry = _base(held, key, moved)
        origin = _origin(entry, existing if key in held else None)
        entry.occurrences = _references(alignment, records, location)
        told = CLEARED in entry.comment or APPROVED in entry.comment
        trace = trace_of(entry) if told else None
        old = _amended(records[0], (changed or {}).get((str(key[0]), key[1])), held)
        if old and origin == "none" and not is_conflict(entry):
            start_from(entry, old)
            moved.add(_key(old))
            origin = "draft"
        elif not entry.msgid_plural:
            origin = _settle(entry, origin, records[0], provenances.get((str(key[0]), key[1])))
        # Not before: what stands there may be all that says whose the text is.
        entry.comment = with_trace(extracted_comment(records, alignment.renderings), _trace_line(entry, trace))
        entries.append(entry)
        if not entry.msgid_plural and origin in PEOPLE:
            work.add((key, entry.msgstr, "fuzzy" in entry.flags))
    left = list(_left_over(held, sources, moved))
    entries += left
    work |= {_as_work(unit) for unit in units_of(one for one in left if not one.obsolete) if unit.origin in PEOPLE}
    header = po_header(
        existing.header if existing else None,
        alignment,
        now=now,
        same_sources=_keys(held.values()) == _keys(entries),
        same_work={_as_work(unit) for unit in existing.units if unit.origin in PEOPLE} == work if existing else False,
    )
    return PoText(header, entries, existing.trailer if existing else "")


def _base(held: Mapping[_Key, POEntry], key: _Key, moved: set[_Key]) -> POEntry:
    """Return a copy of the entry for a text, in use; the one without a role where some program has dropped
    `msgctxt`."""
    if base := held.get(key):
        entry = copy.copy(base)
    elif (base := held.get((None, key[1]))) and not base.obsolete and not base.msgid_plural:
        entry = copy.copy(base)
        entry.msgctxt = str(key[0])
        if trace := trace_of(base):
            line = format_trace(trace.origin, trace.said, base.msgstr, *key)
            entry.comment = with_trace(entry.comment, line)
        moved.add(_key(base))
    else:
        entry = POEntry(msgctxt=key[0], msgid=key[1])
    entry.obsolete = False
    return entry


def template(
    alignment: Alignment,
    *,
    existing: Catalogue | None,
    now: datetime,
    location: Location = "full",
    no_wrap: bool = False,
) -> str:
    """Return the text of the POT file: the sources without a word of any target language."""
    entries = [
        POEntry(
            msgctxt=key[0],
            msgid=key[1],
            comment="\n".join(map(writable, _facts(records))),
            occurrences=_references(alignment, records, location),
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
    return serialise(header, entries, wrap=not (no_wrap or (existing and existing.no_wrap)))


def group_records(records: Iterable[Record]) -> dict[_Key, list[Record]]:
    """Gather the records that share an entry, (kind, folded source), in document order; what is no prose has none."""
    groups: dict[_Key, list[Record]] = {}
    for record in records:
        if record.is_translatable:
            groups.setdefault((record.segment.role, writable(record.source)), []).append(record)
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


def _origin(entry: POEntry, existing: Catalogue | None) -> Origin:
    """Say whose text an entry holds that was copied from the existing catalogue, if it was, which knows it already."""
    known = existing.in_use(entry.msgctxt or "", entry.msgid) if existing else None
    return (known or entry_unit(entry)).origin


def _settle(entry: POEntry, origin: Origin, record: Record, provenance: Provenance | None) -> Origin:
    """Give an entry the record's translation, unless it holds a person's, or several for people to choose from.

    Return whose its text is then; `origin` says whose it was.
    """
    if is_conflict(entry):
        return "none"
    comment, ours = split_comment(entry.tcomment)
    if origin == "reviewed":
        if ours:
            entry.tcomment = comment
        return origin
    if origin == "draft":
        return origin
    entry.msgstr = "" if record.origin in ("none", "verbatim") else readable(record.target)
    fuzzy = bool(entry.msgstr) and record.origin != "reviewed"
    entry.flags = ["fuzzy"] * fuzzy + [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    lines = [comment] if comment else []
    if fuzzy and (record.origin == "machine" or record.origin == "memory"):
        # Without the line the next run would take the text for a person's.
        provenance = provenance or Provenance(record.origin, record.engine or "unknown", record.score)
        lines.append(format_provenance(provenance, entry.msgstr, entry.msgctxt, entry.msgid))
    entry.tcomment = "\n".join(lines)
    return record.origin if entry.msgstr else "none"


def _trace_line(entry: POEntry, before: Trace | None) -> str:
    """Return the `#.` line by which dragoman knows its text without the other one, and a text that was approved in
    bulk."""
    _, ours = split_comment(entry.tcomment)
    if "fuzzy" in entry.flags and ours and ours.target == fingerprint(entry.msgstr):
        origin: MachineOrigin = ours.provenance.origin
        said = CLEARED if before and before.said == CLEARED and before.target == ours.target else ""
    elif before and before.said == APPROVED and "fuzzy" not in entry.flags and trace_of(entry):
        origin, said = before.origin, APPROVED
    else:
        return ""
    return format_trace(origin, said, entry.msgstr, entry.msgctxt, entry.msgid)


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
        if entry.msgctxt is None and key in moved:
            continue
        if entry.msgid_plural or kind_of(entry.msgctxt or "") not in _OUR_KINDS:
            yield entry
            continue
        comment, ours = split_comment(entry.tcomment)
        origin = entry_unit(entry).origin
        left = copy.copy(entry)
        if not entry.obsolete:
            human = origin in PEOPLE or is_conflict(entry) or comment or set(entry.flags) - {"fuzzy"}
            if not human or (origin == "draft" and key in moved):
                continue
            left.obsolete = True
            left.occurrences = []
        trace = trace_of(entry) if origin == "reviewed" else None
        left.comment = with_trace("", _trace_line(entry, trace) if trace else "")
        if origin == "reviewed" and ours:
            left.tcomment = comment
        yield left


def _keys(entries: Iterable[POEntry]) -> set[_Key]:
    return {_key(entry) for entry in entries if not entry.obsolete}


def _as_work(unit: Unit) -> _Work:
    return (unit.kind or None, unit.source), unit.target, "fuzzy" in unit.flags


def _references(alignment: Alignment, records: Iterable[Record], location: Location) -> list[tuple[str, str]]:
    if location == "never":
        return []
    # A space would end the name: gettext 0.21 and polib know no way to quote it.
    name = "%20".join(fold_lines(alignment.document.name).split())
    return [(name, str(record.line) if location == "full" else "") for record in records]
