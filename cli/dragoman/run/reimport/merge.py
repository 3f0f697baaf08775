"""Returned files put into a catalogue by a three-way merge: every change is taken, or listed as a conflict.

What went out is known by the mark beside the target, by the version that the user names, or by the alignment record and
the catalogue's past where they have the very text that came back. Without any of them, a text that differs from the
entry's counts as changed by a person. What nobody changed never replaces what a person wrote.
"""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath
from typing import Literal, get_args

from polib import POEntry

from dragoman.exchange.marks import as_exported, exported_origin, is_as_exported
from dragoman.exchange.notes import is_ours
from dragoman.exchange.returned import Credits, ReturnedFile, ReturnedUnit
from dragoman.model import PEOPLE, Origin, Unit, fold_lines
from dragoman.po.catalogue import Catalogue, is_bulk
from dragoman.po.changed import LEAST
from dragoman.po.entry import entry_unit, is_conflict, units_of
from dragoman.po.header import revise_header
from dragoman.po.layout import serialise
from dragoman.po.past import NOTHING_PAST, Past
from dragoman.po.places import kind_of, role_after
from dragoman.po.provenance import APPROVED, CREDIT, MachineOrigin, format_trace, split_comment, with_trace
from dragoman.po.syntax import escape, readable, writable
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
    touched: bool = True
    """The person changed the text, not only what is said of it."""


def judge(unit: ReturnedUnit, entry: Unit, known: Exported | None) -> Change | Contested | None:
    """Return what a returned unit asks of its entry, `None` where it asks nothing.

    An empty target asks nothing: it never erases. A text that nobody changed asks nothing unless the file says that it
    is reviewed now, or no longer.
    """
    if not unit.target.strip():
        return None
    target = settle_lines(unit.target, entry.source)
    went = went_out(unit, entry, known)
    reviewed = unit.said == "reviewed"
    if as_exported(target) == as_exported(entry.target):
        return _same_text(unit, entry, went.origin)
    change = Change(target, reviewed)
    theirs = not went.untouched or went.origin in PEOPLE or reviewed
    if entry.origin not in PEOPLE:
        return change if theirs else None
    restated = (reviewed and went.origin != "reviewed") or (unit.said == "draft" and went.origin == "reviewed")
    if went.untouched:
        return Contested(change, "text", touched=False) if restated else None  # the entry is newer
    return change if went.entry_untouched else Contested(change, "text")


def _same_text(unit: ReturnedUnit, entry: Unit, origin: Origin | None) -> Change | Contested | None:
    if unit.said == "reviewed" and entry.origin != "reviewed" and origin != "reviewed":
        return Change(entry.target, True)
    if unit.said == "draft" and entry.origin == "reviewed":
        if origin == "reviewed":
            return Change(entry.target, False)
        if origin is None:
            return Contested(Change(entry.target, False), "status")
    return None


@dataclass(frozen=True, slots=True)
class WentOut:
    """What is known of the target that went out."""

    origin: Origin | None = None
    """`None` where nothing is known."""
    untouched: bool = False
    """It came back as it went."""
    entry_untouched: bool = False
    """The entry still holds it, and of the same person."""


def went_out(unit: ReturnedUnit, entry: Unit, known: Exported | None) -> WentOut:
    """Say what went out for a unit, and what has become of it on both sides."""
    if origin := exported_origin(unit.exported):
        same_here = origin == entry.origin and is_as_exported(unit.exported, entry.target)
        return WentOut(origin, is_as_exported(unit.exported, unit.target), same_here)
    if known and known.origin:
        untouched = as_exported(known.target) == as_exported(unit.target)
        same_here = known.origin == entry.origin and as_exported(known.target) == as_exported(entry.target)
        if untouched or known.certain:
            return WentOut(known.origin, untouched, same_here)
    return WentOut()


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
CountOf = Literal[
    "reviewed",
    "drafts",
    "approved",
    "approved_unchanged",
    "cleared",
    "reopened",
    "amended",
    "unchanged",
    "older",
    "apart",
    "comments",
    "gone",
]


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
class Replaced:
    """A person's text that gave way to one that came back, on demand; it is kept in a comment of the entry."""

    source: str
    before: str
    after: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a user wants files to be merged."""

    take: bool = False
    """What came back goes before what people did in the catalogue meanwhile; translations of texts that the report no
    longer has are kept as obsolete entries, and offered for new wordings."""
    approve_unchanged: bool = False
    """Take machine texts that lost `fuzzy` in bulk as reviewed."""
    credit: bool = False
    """Note in each entry who translated it and when."""
    translator: str = ""
    """`Name <address>`; goes before what files say."""
    now: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalogue with what came back in it."""

    text: str | None
    """Of the PO file; `None` where nothing in it changes."""
    units: tuple[Unit, ...]
    """What it holds."""
    counts: Counter[CountOf]
    """Entries whose text was taken (`reviewed`, `drafts`), that were reviewed as they stood (`approved`; in bulk, as
    the user wished: `approved_unchanged`), that lost `fuzzy` in bulk and are a machine's still (`cleared`), are draft
    again (`reopened`), that got the translation of an older wording (`amended`), that stay as they were, or came back
    as a person had them here before (`older`); places that have an entry of their own now
    (`apart`); comments; untouched segments that the report no longer has (`gone`)."""
    conflicts: tuple[Conflict, ...]
    replaced: tuple[Replaced, ...]
    found: int
    """Segments that have an entry, or whose id is known."""


_Key = tuple[str | None, str]
"""`msgctxt` and `msgid`."""


@dataclass(slots=True)
class _Merge:
    entries: dict[_Key, POEntry]
    finder: Finder
    rules: Rules
    base: Catalogue | None
    past: Past
    obsolete: Mapping[str, POEntry]
    """By msgid, for files that have lost the contexts."""
    changed: bool = False
    counts: Counter[CountOf] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    lost: list[POEntry] = field(default_factory=list)
    """Obsolete entries that hold what came back for texts that the report no longer has."""
    found: int = 0
    at_work: dict[str, Credits] = field(default_factory=dict)
    """Who changed something, by file."""

    def known(self, unit: ReturnedUnit, entry: POEntry) -> Exported | None:
        """Return what is known of a unit's target when it went out."""
        kind = entry.msgctxt or ""
        if self.base is not None:
            was = self.base.unit(kind, entry.msgid)
            return Exported(kind, entry.msgid, was.target if was else "", was.origin if was else "none", certain=True)
        known = self.finder.segment(unit)
        if known and known.origin and as_exported(known.target) == as_exported(unit.target):
            return known
        held = self.past.origins(entry.msgid, settle_lines(unit.target, entry.msgid))
        by: Origin | None = next((one for one in _BY_WEIGHT if one in held), None)
        return Exported(kind, entry.msgid, unit.target, by) if by else known


_BY_WEIGHT: tuple[Origin, ...] = ("reviewed", "draft", "memory", "machine")
_UNREVIEWED: tuple[Origin, ...] = ("draft", *get_args(MachineOrigin))


@dataclass(frozen=True, slots=True)
class _Returned:
    """A unit, and the file that it came in."""

    file: ReturnedFile
    unit: ReturnedUnit
    in_bulk: bool = False
    """A machine's text that lost `fuzzy` in bulk; the user takes it as reviewed."""


def merge(
    catalogue: Catalogue,
    files: Sequence[ReturnedFile],
    segments: Mapping[str, Exported],
    rules: Rules,
    *,
    base: Catalogue | None = None,
    past: Past = NOTHING_PAST,
) -> Merged:
    """Return the catalogue with what people changed in the files.

    `segments` is what is known of segments by their ids, `base` the version of the catalogue that went out, `past` what
    it has held.
    """
    entries: dict[_Key, POEntry] = {(entry.msgctxt, entry.msgid): copy.copy(entry) for entry in catalogue.entries}
    obsolete = {entry.msgid: entry for entry in entries.values() if entry.obsolete and not entry.msgid_plural}
    work = _Merge(entries, Finder(entries.values(), segments), rules, base, past, obsolete)
    by_entry: dict[int, tuple[POEntry, list[_Returned]]] = {}
    for file in files:
        found: list[tuple[POEntry, ReturnedUnit]] = []
        for unit in map(work.finder.without_marker, file.units):
            entry = work.finder.find(unit)
            if isinstance(entry, str):
                _set_aside(work, file, unit, entry)
            else:
                work.found += 1
                found.append((entry, unit))
        for entry, one in _without_bulk(work, file, found):
            by_entry.setdefault(id(entry), (entry, []))[1].append(one)
    for entry, returned in by_entry.values():
        _settle(work, entry, returned)
        for one in returned:
            _add_comment(work, entry, one.file, one.unit.comment)
    if offered := offer_for_amended(entries.values(), work.lost):
        work.counts["amended"] = offered
    text = None
    if work.changed:
        text = serialise(
            _revised(catalogue.header, work), entries.values(), catalogue.trailer, wrap=not catalogue.no_wrap
        )
    units = tuple(units_of(entries.values()))
    return Merged(text, units, work.counts, tuple(work.conflicts), tuple(work.replaced), work.found)


def _revised(header: POEntry | None, work: _Merge) -> POEntry | None:
    """Return the header with the names of those who worked last, as their files have them."""
    rules = work.rules
    last = max(work.at_work.values(), key=lambda one: one.revised, default=Credits())
    if rules.translator:
        return revise_header(header, rules.now, rules.translator, last.team)
    return revise_header(header, rules.now, last.translator, last.team, last.revised)


def _without_bulk(
    work: _Merge, file: ReturnedFile, found: Sequence[tuple[POEntry, ReturnedUnit]]
) -> Iterator[tuple[POEntry, _Returned]]:
    """Yield the units of a file with their entries; what lost `fuzzy` in bulk is not said to be reviewed any more.

    A file that says of each translation whether it is reviewed is taken at its word.
    """
    cleared: set[str] = set()
    others = 0
    for entry, unit in () if file.explicit else found:
        ours, untouched = _unreviewed_text(work, entry, unit)
        if ours and untouched and unit.said == "reviewed":
            cleared.add(unit.place)
        else:
            others += ours
    contexts_lost = not any(unit.kind for unit in file.units)
    in_bulk = is_bulk(len(cleared), others, comments_lost=file.comments_lost, contexts_lost=contexts_lost)
    for entry, unit in found:
        if not (in_bulk and unit.place in cleared):
            yield entry, _Returned(file, unit)
        elif work.rules.approve_unchanged:
            yield entry, _Returned(file, unit, in_bulk=True)
        else:
            work.counts["cleared"] += entry_unit(entry).origin in _UNREVIEWED
            yield entry, _Returned(file, replace(unit, said=None))


def _unreviewed_text(work: _Merge, entry: POEntry, unit: ReturnedUnit) -> tuple[bool, bool]:
    """Tell whether an entry went out with a text that nobody had reviewed, and whether it came back unchanged."""
    here = entry_unit(entry)
    went = went_out(unit, here, work.known(unit, entry))
    if went.origin is not None:
        return went.origin in _UNREVIEWED, went.untouched
    same = as_exported(settle_lines(unit.target, entry.msgid)) == as_exported(here.target)
    return here.origin in _UNREVIEWED or work.past.had_machine(entry.msgid), same


def _settle(work: _Merge, entry: POEntry, returned: Sequence[_Returned]) -> None:
    """Give an entry what its segments ask for, if they agree, or list what stands against it."""
    before = entry_unit(entry)
    asked: list[tuple[Change | Contested, _Returned]] = []
    worked_on: list[_Returned] = []
    older = 0
    for one in returned:
        known = work.known(one.unit, entry)
        asks = judge(one.unit, before, known)
        if asks is not None:
            asked.append((asks, one))
        went = went_out(one.unit, before, known)
        if one.unit.target.strip() and not (asks is None and went.untouched):
            worked_on.append(one)
        older += went.untouched and went.origin in PEOPLE and not went.entry_untouched
    if len({as_exported(settle_lines(one.unit.target, entry.msgid)) for one in worked_on}) > 1:
        if apart := _apart(work, entry, worked_on):
            for own, mine in apart:
                _settle(work, own, mine)
            return
        work.conflicts += [_conflict("differ", one, entry, before) for one in worked_on]
        return
    contested = [(asks, one) for asks, one in asked if isinstance(asks, Contested)]
    if contested and not (work.rules.take and all(asks.touched for asks, _ in contested)):
        work.conflicts += [_conflict(asks.about, one, entry, before) for asks, one in contested]
        return
    changes = [asks.change if isinstance(asks, Contested) else asks for asks, _ in asked]
    if not changes:
        work.counts["older" if older and before.origin in PEOPLE else "unchanged"] += 1
        return
    change = Change(changes[0].target, any(change.reviewed for change in changes))
    in_bulk = all(one.in_bulk for _, one in asked)
    work.counts["approved_unchanged" if in_bulk and before.origin != "draft" else _count(before, change)] += 1
    files = [one.file for _, one in asked]
    gives_way = entry.msgstr if (contested and before.target != change.target) or is_conflict(entry) else ""
    if gives_way:
        work.replaced.append(Replaced(entry.msgid, gives_way, change.target, files[0].name))
    _write(work, entry, change, files, gives_way=gives_way, in_bulk=in_bulk)


def _apart(work: _Merge, entry: POEntry, worked_on: Sequence[_Returned]) -> list[tuple[POEntry, list[_Returned]]]:
    """Give each place where a text came back in another translation an entry of its own; the first one keeps the entry.

    Empty where nothing tells the places apart, or two people translated one place in two ways.
    """
    by_place: dict[str, list[_Returned]] = {}
    for one in worked_on:
        known = work.finder.segment(one.unit)
        if known is None or kind_of(entry.msgctxt or "") != entry.msgctxt:
            return []
        by_place.setdefault(role_after(known.kind, known.before), []).append(one)
    texts = [{as_exported(settle_lines(one.unit.target, entry.msgid)) for one in group} for group in by_place.values()]
    if len(by_place) < 2 or any(len(found) > 1 for found in texts):
        return []
    (_, mine), *others = by_place.items()
    found = [(entry, mine)]
    for role, group in others:
        if texts[list(by_place).index(role)] == texts[0]:
            mine.extend(group)
            continue
        own = copy.copy(entry)
        own.msgctxt, own.flags, own.tcomment = role, list(entry.flags), entry.tcomment
        if (role, own.msgid) in work.entries:
            return []
        found.append((own, group))
    for own, _ in found[1:]:
        work.entries[own.msgctxt, own.msgid] = own
        work.changed = True
        work.counts["apart"] += 1
    return found


def _conflict(kind: "ConflictKind", one: _Returned, entry: POEntry, before: Unit) -> Conflict:
    return Conflict(kind, one.file.name, one.unit, entry.msgstr, before.origin)


def _write(
    work: _Merge,
    entry: POEntry,
    change: Change,
    files: Sequence[ReturnedFile],
    *,
    gives_way: str = "",
    in_bulk: bool = False,
) -> None:
    """Give an entry a text that came back; a person's that gives way to it is kept in a comment."""
    was = entry_unit(entry)
    comment, _ = split_comment(entry.tcomment)  # what dragoman wrote there is not said of a person's text
    kept = f"replaced by {PurePath(files[0].name).name}: {escape(gives_way)}" if gives_way else ""
    entry.msgstr = change.target
    entry.flags = ["fuzzy"] * (not change.reviewed) + [flag for flag in entry.flags if flag != "fuzzy"]
    trace = ""
    if in_bulk and was.origin != "draft":
        origin: MachineOrigin = "memory" if was.origin == "memory" else "machine"
        trace = format_trace(origin, APPROVED, entry.msgstr, entry.msgctxt, entry.msgid)
    entry.comment = with_trace(entry.comment, trace)
    credit = _credit(work.rules, files[0].credits) if work.rules.credit else ""
    lines = [line for line in comment.split("\n") if line and not (credit and line.startswith(CREDIT))]
    entry.tcomment = "\n".join(filter(None, [credit, *lines, kept]))
    if change.reviewed:
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    work.changed = True
    work.at_work |= {file.name: file.credits for file in files}


def _credit(rules: Rules, credits: Credits) -> str:
    """Return the line that says who translated an entry, and when; empty where nobody knows who."""
    if rules.translator:
        return f"{CREDIT}{fold_lines(rules.translator)}, {rules.now:%Y-%m-%d}"
    if not credits.translator:
        return ""
    return f"{CREDIT}{fold_lines(credits.translator)}, {credits.revised.split(' ')[0] or f'{rules.now:%Y-%m-%d}'}"


def _count(before: Unit, change: Change) -> CountOf:
    if before.target == change.target:
        return "approved" if change.reviewed else "reopened"
    return "reviewed" if change.reviewed else "drafts"


def _set_aside(work: _Merge, file: ReturnedFile, unit: ReturnedUnit, why: Unmatched) -> None:
    """Deal with a unit that has no entry: nothing is lost with what nobody wrote or what needs no translation."""
    known, segment = work.finder.text_here(unit), work.finder.segment(unit)
    work.found += why != "unknown"
    nobody = Unit(unit.kind, unit.source, "", "none")
    asks = judge(unit, nobody, segment)
    if not isinstance(asks, Change) or as_exported(unit.target) == as_exported(unit.source or known):
        work.counts["gone"] += bool(unit.target.strip()) and as_exported(unit.target) != as_exported(unit.source)
        return
    if "verbatim" in (exported_origin(unit.exported), segment and segment.origin):
        work.conflicts.append(Conflict("verbatim", file.name, unit, known))
        return
    if why == "ambiguous" or not unit.source.strip():
        work.conflicts.append(Conflict(why, file.name, unit, known))
        return
    if work.past.origins(writable(unit.source), asks.target):
        work.counts["gone"] += 1  # it went out from here
        return
    # What the report no longer has may be among the obsolete entries, where an update will find it.
    key = (unit.kind or None, writable(unit.source))
    there = work.entries.get(key) or (None if unit.kind else work.obsolete.get(key[1]))
    if there is not None and there.msgstr == asks.target:
        work.counts["unchanged"] += 1
    elif work.rules.take and (there is None or (there.obsolete and entry_unit(there).origin not in PEOPLE)):
        if there is None:
            there = work.entries[key] = POEntry(msgctxt=key[0], msgid=key[1], obsolete=True)
        _write(work, there, asks, [file])
        work.lost.append(there)
        _add_comment(work, there, file, unit.comment)
        work.counts["reviewed" if asks.reviewed else "drafts"] += 1
    else:
        held = (there.msgstr, entry_unit(there).origin) if there else (known, None)
        work.conflicts.append(Conflict(why, file.name, unit, *held))


def _add_comment(work: _Merge, entry: POEntry, file: ReturnedFile, comment: str) -> None:
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
    work.at_work[file.name] = file.credits
    work.counts["comments"] += 1


def _comment_lines(comment: str) -> list[str]:
    text = readable(comment).replace("\r\n", "\n").replace("\r", "\n")
    lines = "\n".join(filter(None, (line.strip() for line in text.split("\n"))))
    theirs = split_comment(lines)[0].split("\n")  # no comment of a person's passes for ours, nor ours for a person's
    return [line for line in theirs if line and not is_ours(line)]
