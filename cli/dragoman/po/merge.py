"""Two versions of a PO file that come from one, put together entry by entry: for `git merge`, which knows lines alone.

What one side changed goes before what the other left alone, a person's text before a machine's. Where people wrote two
texts for one entry, both stand in it in the form of gettext's `msgcat`, fuzzy, for a person to choose from.
"""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polib import POEntry

from dragoman.model import PEOPLE, Origin
from dragoman.po.catalogue import Catalogue
from dragoman.po.entry import entry_unit, is_conflict
from dragoman.po.header import merge_headers
from dragoman.po.provenance import split_comment
from dragoman.po.syntax import PoText, escape

_Key = tuple[str | None, str]
_WEIGHT: Mapping[Origin, int] = {"reviewed": 3, "draft": 2, "memory": 1, "machine": 1, "verbatim": 0, "none": 0}


@dataclass(frozen=True, slots=True)
class MergedVersions:
    """What came of two versions."""

    content: PoText
    conflicts: tuple[str, ...]
    """The msgids for which people wrote two texts."""


def merge_versions(base: Catalogue, ours: Catalogue, theirs: Catalogue) -> MergedVersions:
    """Return two versions of a catalogue as one; `base` is the one that both come from."""
    olds, mine, others = _by_key(base), _by_key(ours), _by_key(theirs)
    conflicts: list[str] = []
    entries: list[POEntry] = []
    for key in _in_order(mine, others):
        old, one, other = olds.get(key), mine.get(key), others.get(key)
        if one is None or other is None:
            entries += _only_one(old, one or other)
            continue
        merged = _merged(old, one, other)
        if is_conflict(merged) and not any(is_conflict(entry) for entry in (one, other)):
            conflicts.append(merged.msgid)
        entries.append(merged)
    header = merge_headers(base.header, ours.header, theirs.header)
    trailer = theirs.trailer if ours.trailer == base.trailer else ours.trailer
    return MergedVersions(PoText(header, entries, trailer), tuple(conflicts))


def _by_key(catalogue: Catalogue) -> dict[_Key, POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in catalogue.entries}


def _in_order(ours: Mapping[_Key, POEntry], theirs: Mapping[_Key, POEntry]) -> Iterable[_Key]:
    """Return the keys of both as they stand in ours; what is theirs alone follows what it follows there."""
    behind: dict[_Key | None, list[_Key]] = {}
    last: _Key | None = None
    for key in theirs:
        if key in ours:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    order = list(behind.get(None, ()))
    for key in ours:
        order += [key, *behind.get(key, ())]
    return order


def _only_one(old: POEntry | None, entry: POEntry | None) -> Iterable[POEntry]:
    """Yield an entry that one side has: it is new there, or the other side has dropped what nobody has changed."""
    if entry is None or (old is not None and _said(old) == _said(entry)):
        return
    kept = copy.copy(entry)
    kept.obsolete = bool(entry.obsolete or old is not None)
    yield kept


def _said(entry: POEntry) -> tuple[object, ...]:
    """Return what people and engines say in an entry, without what every run writes anew."""
    forms = tuple(sorted(entry.msgstr_plural.items()))
    return entry.msgstr, forms, "fuzzy" in entry.flags, bool(entry.obsolete), split_comment(entry.tcomment)[0]


def _text(entry: POEntry) -> tuple[object, ...]:
    return _said(entry)[:3]


def _merged(old: POEntry | None, ours: POEntry, theirs: POEntry) -> POEntry:
    before = _text(old) if old is not None else None
    if _text(ours) == _text(theirs) or _text(theirs) == before:
        chosen = ours
    elif _text(ours) == before:
        chosen = theirs
    else:
        chosen = _between(ours, theirs)
    merged = copy.copy(chosen)
    there = [bool(entry.obsolete) for entry in (ours, theirs)]
    merged.obsolete = there[0] if old is None or there[0] != bool(old.obsolete) else there[1]
    runs = (ours.comment, ours.occurrences) != (old.comment, old.occurrences) if old is not None else True
    latest = ours if runs else theirs
    if chosen in (ours, theirs) and _text(ours) != _text(theirs):
        latest = chosen  # the `#.` lines speak of the text
    merged.comment, merged.occurrences = latest.comment, latest.occurrences
    flags = dict.fromkeys(flag for entry in (chosen, ours, theirs) for flag in entry.flags if flag != "fuzzy")
    merged.flags = ["fuzzy"] * ("fuzzy" in chosen.flags) + list(flags)
    lost = [entry for entry in (ours, theirs) if _text(entry) not in (before, _text(chosen), _text(merged))]
    kept = [f"replaced in a merge: {escape(one.msgstr)}" for one in lost if not is_conflict(merged) and _is_work(one)]
    merged.tcomment = "\n".join(filter(None, [_comments(old, ours, theirs, chosen), *kept]))
    return merged


def _is_work(entry: POEntry) -> bool:
    """Tell whether a person has written the text of an entry."""
    return entry_unit(entry).origin in PEOPLE


def _between(ours: POEntry, theirs: POEntry) -> POEntry:
    """Return the entry of the side whose text weighs more, or one with both texts where people wrote two."""
    weights = [_WEIGHT[entry_unit(entry).origin] for entry in (ours, theirs)]
    if ours.msgid_plural or ours.msgstr == theirs.msgstr or weights[0] != weights[1] or weights[0] < _WEIGHT["draft"]:
        return theirs if weights[1] > weights[0] else ours
    both = copy.copy(ours)
    both.msgstr = "\n".join(
        f"#-#-#-#-#  {name}  #-#-#-#-#\n{entry.msgstr}" for name, entry in (("ours", ours), ("theirs", theirs))
    )
    both.flags = ["fuzzy", *(flag for flag in ours.flags if flag != "fuzzy")]
    return both


def _comments(old: POEntry | None, ours: POEntry, theirs: POEntry, chosen: POEntry) -> str:
    """Return the comments of people on both sides, less what one side has taken away, and what is ours of the text."""
    told, mine, others = (
        split_comment(entry.tcomment)[0].split("\n") if entry else [] for entry in (old, ours, theirs)
    )
    union = dict.fromkeys(filter(None, (*mine, *others)))
    lines = [line for line in union if line not in told or (line in mine and line in others)]
    stamped, stamp = split_comment(chosen.tcomment)
    if stamp:
        own = [line for line in chosen.tcomment.split("\n") if line not in stamped.split("\n")]
        lines += own
    return "\n".join(lines)
