"""What an entry of a PO file holds, and who wrote it."""

import re
from collections.abc import Iterable

from polib import POEntry

from dragoman.model import PASSED, Unit
from dragoman.po.provenance import APPROVED, source_fingerprint, stamp_of, trace_of

_TIME = re.compile(r"^time: (\d+\.\d{3}) s$", re.MULTILINE)
_CONFLICT = re.compile(r"^#-#-#-#-#  .*  #-#-#-#-#$", re.MULTILINE)


def is_conflict(entry: POEntry) -> bool:
    """Tell whether `msgcat` has put the translations of several files into one entry, for a person to choose from."""
    return "#-#-#-#-#" in entry.msgstr and _CONFLICT.search(entry.msgstr) is not None


def units_of(entries: Iterable[POEntry]) -> list[Unit]:
    """Return what entries hold, obsolete ones too; nothing for those with plural forms."""
    return [entry_unit(entry) for entry in entries if not entry.msgid_plural]


def entry_unit(entry: POEntry) -> Unit:
    """Say what an entry without plural forms holds, and who wrote it.

    A text of dragoman's that `msgmerge` has given to another wording is no translation of it, and nobody's: such an
    entry is untranslated. With a previous msgid above it, which dragoman never writes there, it is taken for a person's
    all the same, for a person may have reviewed it before. Nor is what `msgcat` puts together a translation.
    """
    kind, source, gone = entry.msgctxt or "", entry.msgid, bool(entry.obsolete)
    target, flags = entry.msgstr, tuple(entry.flags)
    if not target or is_conflict(entry):
        return Unit(kind, source, "", "none", obsolete=gone)
    if "fuzzy" not in entry.flags:
        trace = trace_of(entry)
        unchanged = bool(trace and trace.said == APPROVED)
        return Unit(kind, source, target, "reviewed", flags=flags, unchanged=unchanged, obsolete=gone)
    stamp = stamp_of(entry)
    if stamp is None or entry.previous_msgid is not None:
        return Unit(kind, source, target, "draft", flags=flags, obsolete=gone)
    if stamp.source not in ("", source_fingerprint(entry.msgctxt, source)):
        return Unit(kind, source, "", "none", obsolete=gone)
    return Unit(kind, source, target, stamp.provenance.origin, stamp.provenance, flags, obsolete=gone)


def time_line(seconds: float) -> str:
    """Say in a `#.` line how long there is to read a text, for `time_of`."""
    return f"time: {seconds:.3f} s"


def time_of(entry: POEntry) -> float:
    """Return how many seconds there are to read an entry's text, 0 where no `#.` line says so."""
    found = _TIME.search(entry.comment)
    return float(found[1]) if found else 0.0


def is_optional(entry: POEntry) -> bool:
    """Tell whether an entry is empty and may be: a copyright line, say, which is then passed through."""
    return not entry.msgstr and (entry.msgctxt or "").partition(" ")[0] in PASSED
