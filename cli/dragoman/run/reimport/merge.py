"""Returned files put into a catalogue by a three-way merge: every change is taken, or listed as a conflict.

What went out is known by the mark beside the target, or by the alignment record where it has the very text that came
back. Without either, a text that differs from the entry's counts as changed by a person.
"""

import copy
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from polib import POEntry

from dragoman.exchange.marks import as_exported, exported_origin, is_as_exported
from dragoman.exchange.returned import ReturnedFile, ReturnedUnit
from dragoman.model import PEOPLE, Origin, Unit
from dragoman.po.catalogue import Catalogue, entry_unit
from dragoman.po.changed import LEAST
from dragoman.po.header import revise_header
from dragoman.po.layout import serialise
from dragoman.po.provenance import split_comment
from dragoman.po.syntax import readable, writable
from dragoman.po.update import start_from
from dragoman.run.reimport.find import Exported, Finder, Unmatched
from dragoman.text.similarity import Candidates


def offer_for_amended(entries: Iterable[POEntry], lost: Sequence[POEntry]) -> int:
    """Give entries that no person has translated yet the texts in `lost`, as fuzzy, and return how many got one.

    Each text goes to one entry, the most alike first, then those in the same role, as when a report is amended.
    """
    if not lost:
        return 0
    free = [entry for entry in entries if not (entry.obsolete or entry.msgid_plural) and _is_free(entry)]
    candidates = Candidates([one.msgid for one in lost])
    pairs = [
        (-score, lost[number].msgctxt != entry.msgctxt, position, number)
        for position, entry in enumerate(free)
        for number, score in candidates.nearest(entry.msgid, LEAST)
    ]
    given: set[int] = set()
    taken: set[int] = set()
    for *_, position, number in sorted(pairs):
        if position not in given and number not in taken:
            given.add(position)
            taken.add(number)
            start_from(free[position], lost[number])
    return len(given)


def _is_free(entry: POEntry) -> bool:
    return entry_unit(entry).origin in ("machine", "memory", "none")


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry is to hold."""

    target: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Contested:
    """A wish that stands against what a person did in the catalogue meanwhile."""

    change: Change
    about: Literal["text", "status"]


def judge(unit: ReturnedUnit, entry: Unit, known: Exported | None) -> Change | Contested | None:
    """Return what a returned unit asks of its entry, `None` where it asks nothing.

    An empty target asks nothing: it never erases. A text that nobody changed asks nothing unless the file says that it
    is reviewed now, or no longer.
    """
    if not unit.target.strip():
        return None
    target = settle_lines(unit.target, entry.source)
    origin, untouched = exported(unit, known)
    reviewed = unit.said == "reviewed"
    if as_exported(target) == as_exported(entry.target):
        return _same_text(unit, entry, origin)
    change = Change(target, reviewed)
    theirs = not untouched or origin in PEOPLE or reviewed
    if entry.origin not in PEOPLE:
        return change if theirs else None
    restated = (reviewed and origin != "reviewed") or (unit.said == "draft" and origin == "reviewed")
    if untouched:
        return Contested(change, "text") if restated else None  # the entry is newer
    if entry.origin == origin and is_as_exported(unit.exported, entry.target):
        return change  # nobody else has changed it
    return Contested(change, "text")


def _same_text(unit: ReturnedUnit, entry: Unit, origin: Origin | None) -> Change | Contested | None:
    if unit.said == "reviewed" and entry.origin != "reviewed" and origin != "reviewed":
        return Change(entry.target, True)
    if unit.said == "draft" and entry.origin == "reviewed":
        if origin == "reviewed":
            return Change(entry.target, False)
        if origin is None:
            return Contested(Change(entry.target, False), "status")
    return None


def exported(unit: ReturnedUnit, known: Exported | None) -> tuple[Origin | None, bool]:
    """Return the origin of the target that went out, where that is known, and whether it came back as it went."""
    origin = exported_origin(unit.exported)
    if origin:
        return origin, is_as_exported(unit.exported, unit.target)
    if known and known.origin and as_exported(known.target) == as_exported(unit.target):
        return known.origin, True
    return None, False


def settle_lines(target: str, source: str) -> str:
    r"""Return a target with `\n` as its line breaks, and at its edges where the source has them, as gettext demands.

    >>> settle_lines("依法\r\n治国\n", "the rule of law")
    '依法\n治国'
    """
    text = readable(target).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "\n" * source.startswith("\n") + text + "\n" * source.endswith("\n")


ConflictKind = Literal["text", "status", "differ", "verbatim"] | Unmatched
"""`text`: somebody changed the entry in the meantime. `status`: the file calls a draft what the entry calls reviewed.
`differ`: segments sharing this entry came back with different texts. `verbatim`: what is no prose came back
changed. The others are those of `find.Unmatched`."""
CountOf = Literal["reviewed", "drafts", "approved", "reopened", "amended", "unchanged", "comments", "gone"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something of a person's that was not taken, and is for people to decide."""

    kind: ConflictKind
    file: str
    unit: ReturnedUnit
    here: str
    """What the catalogue holds; where it has no entry, what the report reads at the segment's id."""
    state: Origin | None = None
    """Of the entry, as `Unit.origin`; `None` where there is none."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalogue with what came back in it."""

    text: str | None
    """Of the PO file; `None` where nothing in it changes."""
    counts: Counter[CountOf]
    """Entries whose text was taken (`reviewed`, `drafts`), that were reviewed as they stood (`approved`) or are draft
    again (`reopened`), that got the translation of an older wording (`amended`), that stay as they were; comments;
    untouched segments that the report no longer has (`gone`)."""
    conflicts: tuple[Conflict, ...]
    found: int
    """Segments that have an entry, or whose id is known."""


_Key = tuple[str | None, str]
"""`msgctxt` and `msgid`."""


@dataclass(slots=True)
class _Merge:
    entries: dict[_Key, POEntry]
    finder: Finder
    take: bool
    changed: bool = False
    counts: Counter[CountOf] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    lost: list[POEntry] = field(default_factory=list)
    """Obsolete entries that hold what came back for texts that the report no longer has."""
    found: int = 0


_Returned = tuple[str, ReturnedUnit]
"""The name of the file, and the unit."""


def merge(
    catalogue: Catalogue,
    files: Sequence[ReturnedFile],
    segments: Mapping[str, Exported],
    *,
    take: bool,
    now: datetime,
    translator: str = "",
) -> Merged:
    """Return the catalogue with what people changed in the files.

    `segments` is what is known of segments by their ids. With `take`, what came back goes before what people did in
    the catalogue meanwhile, and translations of texts that the report no longer has are kept as obsolete entries, and
    offered for new wordings. `now` and `translator` (`Name <address>`) go into the header.
    """
    entries: dict[_Key, POEntry] = {(entry.msgctxt, entry.msgid): copy.copy(entry) for entry in catalogue.entries}
    work = _Merge(entries, Finder(entries.values(), segments), take)
    by_entry: dict[int, tuple[POEntry, list[_Returned]]] = {}
    for file in files:
        for unit in file.units:
            entry = work.finder.find(unit)
            if isinstance(entry, str):
                _set_aside(work, file.name, unit, entry)
            else:
                work.found += 1
                by_entry.setdefault(id(entry), (entry, []))[1].append((file.name, unit))
    for entry, returned in by_entry.values():
        _settle(work, entry, returned)
        for _, unit in returned:
            _add_comment(work, entry, unit.comment)
    if offered := offer_for_amended(entries.values(), work.lost):
        work.counts["amended"] = offered
    text = None
    if work.changed:
        header = revise_header(catalogue.header, now, translator)
        text = serialise(header, entries.values(), catalogue.trailer)
    return Merged(text, work.counts, tuple(work.conflicts), work.found)


def _settle(work: _Merge, entry: POEntry, returned: Sequence[_Returned]) -> None:
    """Give an entry what its segments ask for, if they agree, or list what stands against it."""
    before = entry_unit(entry)
    asked: list[tuple[Change | Contested, _Returned]] = []
    worked_on: list[_Returned] = []
    for one in returned:
        unit, known = one[1], work.finder.segment(one[1])
        asks = judge(unit, before, known)
        if asks is not None:
            asked.append((asks, one))
        if unit.target.strip() and not (asks is None and exported(unit, known)[1]):
            worked_on.append(one)
    if len({as_exported(settle_lines(unit.target, entry.msgid)) for _, unit in worked_on}) > 1:
        work.conflicts += [Conflict("differ", *one, entry.msgstr, before.origin) for one in worked_on]
        return
    contested = [(asks.about, one) for asks, one in asked if isinstance(asks, Contested)]
    if contested and not work.take:
        work.conflicts += [Conflict(about, *one, entry.msgstr, before.origin) for about, one in contested]
        return
    changes = [asks.change if isinstance(asks, Contested) else asks for asks, _ in asked]
    if not changes:
        work.counts["unchanged"] += 1
        return
    change = Change(changes[0].target, any(change.reviewed for change in changes))
    work.counts[_count(before, change)] += 1
    work.changed = True
    _write(entry, change)


def _write(entry: POEntry, change: Change) -> None:
    entry.msgstr = change.target
    entry.flags = ["fuzzy"] * (not change.reviewed) + [flag for flag in entry.flags if flag != "fuzzy"]
    entry.tcomment, _ = split_comment(entry.tcomment)  # what dragoman wrote there is not said of a person's text
    if change.reviewed:
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None


def _count(before: Unit, change: Change) -> CountOf:
    if before.target == change.target:
        return "approved" if change.reviewed else "reopened"
    return "reviewed" if change.reviewed else "drafts"


def _set_aside(work: _Merge, name: str, unit: ReturnedUnit, why: Unmatched) -> None:
    """Deal with a unit that has no entry: nothing is lost with what nobody wrote or what needs no translation."""
    known, segment = work.finder.text_here(unit), work.finder.segment(unit)
    work.found += why != "unknown"
    nobody = Unit(unit.kind, unit.source, "", "none")
    asks = judge(unit, nobody, segment)
    if not isinstance(asks, Change) or as_exported(unit.target) == as_exported(unit.source or known):
        work.counts["gone"] += bool(unit.target.strip()) and as_exported(unit.target) != as_exported(unit.source)
        return
    if "verbatim" in (exported_origin(unit.exported), segment and segment.origin):
        work.conflicts.append(Conflict("verbatim", name, unit, known))
        return
    if why == "ambiguous" or not unit.source.strip():
        work.conflicts.append(Conflict(why, name, unit, known))
        return
    # What the report no longer has may be among the obsolete entries, where an update will find it.
    key = (unit.kind or None, writable(unit.source))
    there = work.entries.get(key)
    if there is not None and there.msgstr == asks.target:
        work.counts["unchanged"] += 1
    elif work.take and (there is None or (there.obsolete and entry_unit(there).origin not in PEOPLE)):
        if there is None:
            there = work.entries[key] = POEntry(msgctxt=key[0], msgid=key[1], obsolete=True)
        _write(there, asks)
        work.lost.append(there)
        _add_comment(work, there, unit.comment)
        work.changed = True
        work.counts["reviewed" if asks.reviewed else "drafts"] += 1
    else:
        held = (there.msgstr, entry_unit(there).origin) if there else (known, None)
        work.conflicts.append(Conflict(why, name, unit, *held))


def _add_comment(work: _Merge, entry: POEntry, comment: str) -> None:
    """Add a person's comment below those that are there, unless it is there already, however wrapped."""
    lines = _comment_lines(comment)
    if not lines:
        return
    there = [" ".join(line.split()) for line in entry.tcomment.split("\n")]
    wanted = " ".join(" ".join(lines).split())
    for start in range(len(there)):
        for end in range(start + 1, len(there) + 1):
            if " ".join(filter(None, there[start:end])) == wanted:
                return
    entry.tcomment = "\n".join(filter(None, [entry.tcomment, *lines]))
    work.changed = True
    work.counts["comments"] += 1


def _comment_lines(comment: str) -> list[str]:
    text = readable(comment).replace("\r\n", "\n").replace("\r", "\n")
    lines = "\n".join(filter(None, (line.strip() for line in text.split("\n"))))
    return list(filter(None, split_comment(lines)[0].split("\n")))  # no comment of a person's passes for ours
