"""From the place of a term in a text to the match: what is required for it."""

from dragoman.glossary.load import Glossary
from dragoman.glossary.table import language_named
from dragoman.model import Match, Rendering
from dragoman.resources import PACKAGE, read_table

_SHORT = PACKAGE / "glossary" / "matching" / "short.toml"


class MatchBuilder:
    """Makes the matches of one glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._concepts = glossary.concepts
        self._renderings = glossary.renderings
        self._required: dict[str, tuple[tuple[str, ...], Rendering, str]] = {}
        self._language = language_named(glossary.file.partition(".")[0])

    def __contains__(self, id_: object) -> bool:
        """Tell whether the glossary renders a concept in this language; one without a row is not a term."""
        return id_ in self._renderings

    def match(self, id_: str, source: str, start: int, end: int, short: str = "") -> Match:
        """Return the match of a concept at `source[start:end]`, which may have a `short` form of it."""
        words = source[start:end]
        forms, rendering, category = self.required(id_)
        if rendering.rendering == "=":
            forms = tuple(dict.fromkeys((words, *forms)))
        if short and forms and self._language:
            said = read_table(_SHORT).get(short, {}).get(self._language.gettext, ())
            forms = tuple(dict.fromkeys((*forms, *said)))
        return Match(start, end, words, id_, forms, rendering, category)

    def required(self, id_: str) -> tuple[tuple[str, ...], Rendering, str]:
        """Return the accepted forms of a concept, the preferred one first, its rendering and its category."""
        if id_ not in self._required:
            row = self._renderings[id_]
            self._required[id_] = _accepted_forms(row), row, self._concepts[id_].category
        return self._required[id_]


def _accepted_forms(row: Rendering) -> tuple[str, ...]:
    """Return the accepted forms, but for the source form that `=` stands for."""
    if not row.rendering:
        return ()
    preferred = () if row.rendering == "=" else (row.rendering,)
    if not row.accepted:
        return preferred
    return tuple(dict.fromkeys((*preferred, *row.accepted)))
