"""Texts that were amended in the report: which entry's translation is the one to start from."""

from collections.abc import Iterable, Mapping

from dragoman.model import PEOPLE, Unit
from dragoman.po.catalogue import Catalogue
from dragoman.text.similarity import Candidates

LEAST = 0.6
"""The similarity from which an old translation is a better start than none; `msgmerge` uses the same number."""

Key = tuple[str, str]
"""Kind and folded source."""


def find_changed(catalogue: Catalogue, sources: Iterable[Key]) -> Mapping[Key, Unit]:
    """Return, by (kind, source), what people wrote for the older wording of a text that is new in the report.

    `sources` are all texts of the report. An entry stands in for a new text if a person translated it and the report
    no longer has it; it stands in for one text only. The most alike are paired first, then those in the same role,
    then those that stand nearest.
    """
    keys = list(dict.fromkeys(sources))
    present = set(keys)
    old = [unit for unit in catalogue.all_units if unit.origin in PEOPLE]
    texts = {source for _, source in keys}
    old = [unit for unit in old if (unit.kind, unit.source) not in present and (unit.kind or unit.source not in texts)]
    if not old:
        return {}
    candidates = Candidates([unit.source for unit in old])
    pairs = []
    for position, key in enumerate(keys):
        known = catalogue.unit(*key)
        if known is None or known.origin == "none":
            for number, score in candidates.nearest(key[1], LEAST):
                pairs.append((-score, old[number].kind != key[0], abs(number - position), position, number))
    found: dict[Key, Unit] = {}
    taken: set[int] = set()
    for *_, position, number in sorted(pairs):
        if number not in taken and keys[position] not in found:
            taken.add(number)
            found[keys[position]] = old[number]
    return found
