"""What a run does to a catalogue, entry by entry: for people who want to know before or after."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from polib import POEntry

from dragoman.po.catalogue import Catalogue
from dragoman.po.entry import entry_unit
from dragoman.po.syntax import parse_entries

ChangeKind = Literal["new", "amended", "revived", "filled", "replaced", "gone"]
"""`new`: a text that the file did not have. `amended`: a new wording that keeps the old one's translation, as fuzzy.
`revived`: an obsolete entry whose text is back. `filled`: it had no translation. `replaced`: an untouched machine
translation that another engine or glossary makes differently. `gone`: the report no longer has the text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that a run changes."""

    change: ChangeKind
    kind: str
    """The entry's `msgctxt`."""
    source: str
    before: str
    """The old `msgstr`; for `amended` the old `msgid`."""
    after: str
    """The new `msgstr`; empty for `gone`."""


@dataclass(frozen=True, slots=True)
class CatalogueChanges:
    """All that a run changes in one PO file."""

    path: Path
    changes: tuple[Change, ...]
    kept: int
    """Entries in use that keep their translation."""


def compare(before: Catalogue | None, path: Path, text: str) -> CatalogueChanges:
    """Return what the PO file `text`, to be written to `path`, changes in the catalogue that was there."""
    held = _by_key(before.entries if before else ())
    entries = _by_key(tuple(parse_entries(text, "utf-8").entries))
    in_use = {key: entry for key, entry in entries.items() if not entry.obsolete}
    changes = [change for key, entry in in_use.items() for change in _entry(held.get(key), entry)]
    for key, entry in held.items():
        if not entry.obsolete and key not in in_use:
            changes.append(Change("gone", entry.msgctxt or "", entry.msgid, entry.msgstr, ""))
    return CatalogueChanges(path, tuple(changes), len(in_use) - sum(change.change != "gone" for change in changes))


def _by_key(entries: tuple[POEntry, ...]) -> dict[tuple[str | None, str], POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in entries}


def _entry(old: POEntry | None, new: POEntry) -> Iterator[Change]:
    kind = new.msgctxt or ""
    if old is None:
        amended = new.previous_msgid is not None and entry_unit(new).origin == "draft"
        yield Change("amended" if amended else "new", kind, new.msgid, new.previous_msgid or "", new.msgstr)
    elif old.obsolete:
        yield Change("revived", kind, new.msgid, old.msgstr, new.msgstr)
    elif old.msgstr != new.msgstr:
        yield Change("replaced" if old.msgstr else "filled", kind, new.msgid, old.msgstr, new.msgstr)
