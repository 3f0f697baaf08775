"""Reports are rendered as of their day: ministries are renamed, and a report names what was there on its day."""

from collections.abc import Sequence
from pathlib import Path

from polib import POEntry

from dragoman.glossary import Glossary, TermFinder, load_directions
from dragoman.glossary.relations import LATEST, Relation, load_relations
from dragoman.glossary.report_day import day_borne, report_day
from dragoman.model import Document, Language
from dragoman.run.request import Request


class Eras:
    """What finds terms, for reports of any day; between two changes of names it is the same."""

    def __init__(
        self, glossary: Path, source: Language, targets: Sequence[Language], *, as_of: str = "", names: bool = True
    ) -> None:
        """Take the glossary's folder; `as_of` is the day of all reports, in ISO 8601; `names` as in `TermFinder`."""
        self._folder, self._source, self._targets = glossary, source, targets
        self._as_of, self._names = as_of, names
        self._relations: Sequence[Relation] | None = None
        self._known: dict[frozenset[str], tuple[Sequence[Glossary], TermFinder]] = {}

    @classmethod
    def for_request(cls, request: Request) -> "Eras":
        """Return what finds the terms that a run asks for."""
        return cls(request.glossary, request.source, request.targets, as_of=request.as_of, names=request.names)

    def of(self, document: Document) -> tuple[Sequence[Glossary], TermFinder]:
        """Return the glossary of each target, and the finder, as of the day that was asked for, else of the report.

        Raises:
            GlossaryError: the glossary cannot be used.
        """
        return self._at(self._as_of or report_day(document))

    def of_entries(self, entries: Sequence[POEntry]) -> tuple[Sequence[Glossary], TermFinder]:
        """Return what `of` does, for the report whose segments these are.

        Raises:
            GlossaryError: the glossary cannot be used.
        """
        return self._at(self._as_of or day_borne([(entry.msgctxt or "paragraph", entry.msgid) for entry in entries]))

    def latest(self) -> Sequence[Glossary]:
        """Return the glossaries as of now.

        Raises:
            GlossaryError: the glossary cannot be used.
        """
        return self._at(LATEST)[0]

    def _at(self, day: str) -> tuple[Sequence[Glossary], TermFinder]:
        if self._relations is None:
            self._relations = load_relations(self._folder)
        day = day or LATEST
        era = frozenset(one.since for one in self._relations if not one.has_begun(day))
        if era not in self._known:
            glossaries = load_directions(self._folder, self._source, self._targets, day if era else LATEST)
            self._known[era] = glossaries, TermFinder(glossaries, self._targets, names=self._names)
        return self._known[era]
