"""Catalogues of older versions, read as they would be written today.

Their msgids have the bullets and numbers of list items in them, and picture credits are of the kind of their caption.
What people wrote is as true of a text as it was of the text with its number, so a reviewed entry stays reviewed.
"""

import copy
from collections import defaultdict
from collections.abc import Sequence

from polib import POEntry

from dragoman.model import NUMBERED, PEOPLE
from dragoman.po.entry import entry_unit, is_conflict
from dragoman.po.provenance import format_provenance, format_trace, split_comment, trace_of, with_trace
from dragoman.text.list_markers import marker_length
from dragoman.text.newsroom import is_credit

_WITH_CREDITS = frozenset({"caption", "paragraph", "list", "quote", "table"})
_Key = tuple[str | None, str]


def as_today(entries: Sequence[POEntry]) -> list[POEntry]:
    """Return entries with the contexts and msgids that they have today, each where it was.

    Where several come to one text, a person's goes before a machine's, reviewed before draft, in use before obsolete.
    Whatever else people wrote keeps its old msgid: the report no longer has that, so an update makes it obsolete.
    """
    by_text: dict[_Key, list[POEntry]] = defaultdict(list)
    for entry in entries:
        if key := _today(entry):
            by_text[key].append(entry)
    if not by_text:
        return list(entries)
    there: dict[_Key, POEntry] = {(entry.msgctxt, entry.msgid): entry for entry in entries}
    instead: dict[int, POEntry | None] = {}
    for key, marked in by_text.items():
        held, best = there.get(key), max(marked, key=_standing)
        if held is None or (_standing(held)[0] == 0 < _standing(best)[0] and not held.msgid_plural):
            instead[id(best)] = _renamed(best, key, held)
            if held is not None:
                instead[id(held)] = None
    kept = (instead.get(id(entry), entry) for entry in entries)
    return [entry for entry in kept if entry is not None]


def _today(entry: POEntry) -> _Key | None:
    """Return the context and msgid that an entry would have today; `None` where it has them."""
    kind = (entry.msgctxt or "").partition(" ")[0]
    if entry.msgid_plural:
        return None
    if kind in NUMBERED and (length := marker_length(entry.msgid)):
        return entry.msgctxt, entry.msgid[length:]
    return ("credit", entry.msgid) if kind in _WITH_CREDITS and is_credit(entry.msgid) else None


def _standing(entry: POEntry) -> tuple[int, bool]:
    """Say how much a person answers for an entry, and whether it is in use."""
    origin = entry_unit(entry).origin
    weight = 2 if origin == "reviewed" else int(origin in PEOPLE or is_conflict(entry))
    return weight, not entry.obsolete


def _renamed(entry: POEntry, key: _Key, held: POEntry | None) -> POEntry:
    """Return an entry under another key, with the comments of `held`, which it replaces; dragoman's lines fit it."""
    unit, trace = entry_unit(entry), trace_of(entry)
    comment, stamp = split_comment(entry.tcomment)
    new = copy.copy(entry)
    new.msgctxt, new.msgid = key  # type: ignore[assignment]  # the stubs know no entry without a context
    if new.msgid != entry.msgid and not is_conflict(entry):
        new.msgstr = entry.msgstr[marker_length(entry.msgstr) :]
    if trace:
        line = format_trace(trace.origin, trace.said, new.msgstr, *key)
        new.comment = with_trace(entry.comment, line)
    if stamp and unit.provenance:
        line = format_provenance(unit.provenance, new.msgstr, *key)
        new.tcomment = "\n".join(filter(None, [comment, line]))
    if held is not None and (theirs := split_comment(held.tcomment)[0]):
        new.tcomment = "\n".join(filter(None, [new.tcomment, theirs]))
    return new
