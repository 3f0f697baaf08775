"""Translations of what the report no longer has, as a start for its new wording, where nobody has translated that."""

from collections.abc import Iterable, Sequence

from polib import POEntry

from dragoman.catalogue.changed import LEAST
from dragoman.catalogue.read import entry_unit
from dragoman.catalogue.update import start_from
from dragoman.similarity import Candidates


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
    return entry_unit(entry).state in ("machine", "memory", "untranslated")
