"""Reports that would write the same file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple


class Clash(NamedTuple):
    """Reports that would write the same file."""

    places: tuple[int, ...]
    """Of the reports, from 0."""
    names: str
    message: str
    """One sentence: what, where, what to do next."""


def clashes(reports: Sequence[tuple[str, Iterable[Path]]]) -> Iterator[Clash]:
    """Yield the groups of reports that share a file; each report is given by its name and the files that it writes.

    >>> [one.message for one in clashes([("a.txt", [Path("a.zh.html")]), ("a.md", [Path("a.zh.html")])])]
    ['a.txt, a.md: each would write a.zh.html; rename them, or translate them in two runs with different --out and \
--locales']
    """
    owners: dict[Path, dict[int, None]] = {}
    for place, (_, files) in enumerate(reports):
        for path in files:
            owners.setdefault(path, {})[place] = None
    shared = {tuple(group): path for path, group in reversed(owners.items()) if len(group) > 1}
    for places, path in reversed(shared.items()):
        names = ", ".join(reports[place][0] for place in places)
        said = "rename them, or translate them in two runs with different --out and --locales"
        yield Clash(places, names, f"{names}: each would write {path}; {said}")
