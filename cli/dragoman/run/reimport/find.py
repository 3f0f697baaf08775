"""Which entry of a catalogue a returned segment belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from polib import POEntry

from dragoman.exchange.marks import as_exported, export_mark, exported_origin, is_as_exported
from dragoman.exchange.returned import ReturnedUnit
from dragoman.model import NUMBERED, Origin
from dragoman.po.places import kind_of, role_after
from dragoman.po.syntax import writable
from dragoman.text.list_markers import marker_length

Unmatched = Literal["source", "unknown", "ambiguous", "moved"]
"""Why a segment has no entry. `source`: its id is known, and the report reads otherwise there, or has the text in
another role. `unknown`: neither its source nor its id is known. `ambiguous`: several entries have its source, and
nothing says which is meant. `moved`: only its id is left, and what went out under that id is not what is there now."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What is known of a segment by its id."""

    kind: str
    source: str
    """On one line."""
    target: str = ""
    origin: Origin | None = None
    """Of the target as the alignment record has it; `None` where only the report is known."""
    before: str = ""
    """The text before it that is translated."""
    certain: bool = False
    """This is what went out, and not one of the texts that may have."""


class Finder:
    """The entries in use of a catalogue, by what a returned file can say of them."""

    def __init__(self, entries: Iterable[POEntry], segments: Mapping[str, Exported]) -> None:
        """Take the entries and what is known of segments by their ids."""
        self._segments = segments
        self._own: dict[tuple[str, str], POEntry] = {}
        """Entries of a place where people have translated a text in another way."""
        self._by_source: dict[str, list[POEntry]] = defaultdict(list)
        for entry in entries:
            if not entry.obsolete and not entry.msgid_plural:
                if entry.msgctxt and kind_of(entry.msgctxt) != entry.msgctxt:
                    self._own[entry.msgctxt, entry.msgid] = entry
                self._by_source[_plain(entry.msgid)].append(entry)

    def segment(self, unit: ReturnedUnit) -> Exported | None:
        """Return what is known of a unit's segment, if the unit's source is the one that is known."""
        known = self._segments.get(unit.id)
        return known if known and (not unit.source.strip() or _plain(unit.source) == _plain(known.source)) else None

    def find(self, unit: ReturnedUnit) -> POEntry | Unmatched:
        """Return the entry that a unit belongs to, or why there is none.

        Its source and kind decide; its id only where they are lost or leave a choice, for ids move when a report is
        amended. White space, and what some format cannot carry, make no difference between sources.
        """
        known = self._segments.get(unit.id)
        if not unit.source.strip():
            if known and known.origin and unit.exported and not is_as_exported(unit.exported, known.target):
                return "moved"
            return self._choose(known.source, known.kind, None) if known else "unknown"
        found = self._choose(unit.source, unit.kind, self.segment(unit))
        if known and not isinstance(found, str) and found.msgctxt == known.kind:
            found = self._own.get((role_after(known.kind, known.before), found.msgid), found)
        lost = isinstance(found, str) and found == "unknown"  # an entry cannot be compared with a text
        return "source" if lost and known else found

    def without_marker(self, unit: ReturnedUnit) -> ReturnedUnit:
        """Return a unit as it would go out today, where older versions sent a list item with its bullet or number."""
        length = marker_length(unit.source) if unit.kind in ("", *NUMBERED) else 0
        if not length or _plain(unit.source) in self._by_source or _plain(unit.source[length:]) not in self._by_source:
            return unit
        target = unit.target[marker_length(unit.target) :]
        origin = exported_origin(unit.exported)
        untouched = origin is not None and is_as_exported(unit.exported, unit.target)
        exported = export_mark(origin, target) if origin and untouched else unit.exported
        return replace(unit, source=unit.source[length:], target=target, exported=exported)

    def text_here(self, unit: ReturnedUnit) -> str:
        """Return what the report reads at a unit's id; empty where that is not known."""
        known = self._segments.get(unit.id)
        return known.source if known else ""

    def _choose(self, source: str, kind: str, known: Exported | None) -> POEntry | Unmatched:
        found = self._by_source.get(_plain(source), [])
        found = [entry for entry in found if entry.msgid == writable(source)] or found
        kind = kind or (known.kind if known else "")
        if kind:
            in_role = [entry for entry in found if entry.msgctxt == kind] or [e for e in found if not e.msgctxt]
            if found and not in_role:
                return "source"
            found = in_role
        if len(found) > 1:
            return "ambiguous"
        return found[0] if found else "unknown"


def _plain(text: str) -> str:
    return " ".join(as_exported(writable(text)).split())
