"""From the place of a term in a text to the match: what is owed for it."""

from dragoman.glossary.load import Glossary
from dragoman.model import Match, Rendering


class Debts:
    """Makes the matches of one glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._concepts = glossary.concepts
        self._renderings = glossary.renderings
        self._owed: dict[str, tuple[tuple[str, ...], Rendering, str]] = {}

    def __contains__(self, id_: object) -> bool:
        """Tell whether anything can be owed for a concept; one that has no row in this language is not a term in it."""
        return id_ in self._renderings

    def match(self, id_: str, source: str, start: int, end: int) -> Match:
        """Return the match of a concept at `source[start:end]`."""
        words = source[start:end]
        forms, rendering, category = self.owed(id_)
        if rendering.rendering == "=":
            forms = tuple(dict.fromkeys((words, *forms)))
        return Match(start, end, words, id_, forms, rendering, category)

    def owed(self, id_: str) -> tuple[tuple[str, ...], Rendering, str]:
        """Return the forms that settle a concept's debt, its rendering and its category."""
        if id_ not in self._owed:
            row = self._renderings[id_]
            self._owed[id_] = _owed_forms(row), row, self._concepts[id_].category
        return self._owed[id_]


def _owed_forms(row: Rendering) -> tuple[str, ...]:
    """Return the forms that settle the debt, but for the source form that `=` stands for."""
    if not row.rendering:
        return ()
    preferred = () if row.rendering == "=" else (row.rendering,)
    if not row.accepted:
        return preferred
    return tuple(dict.fromkeys((*preferred, *row.accepted)))
