"""Reports are rendered as of their day: ministries are renamed, and a report names what was there on its day."""

from collections.abc import Sequence

from dragoman.glossary import Glossary, TermFinder, load_directions
from dragoman.glossary.relations import LATEST, Relation, load_relations
from dragoman.glossary.report_day import report_day
from dragoman.model import Document
from dragoman.run.request import Request


class Eras:
    """What finds terms, for reports of any day; between two changes of names it is the same."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._relations: Sequence[Relation] | None = None
        self._known: dict[frozenset[str], tuple[Sequence[Glossary], TermFinder]] = {}

    def of(self, document: Document) -> tuple[Sequence[Glossary], TermFinder]:
        """Return the glossary of each target, and the finder, as of the day of the request, else of the report.

        Raises:
            GlossaryError: the glossary cannot be used.
        """
        return self._at(self._request.as_of or report_day(document) or LATEST)

    def latest(self) -> Sequence[Glossary]:
        """Return the glossaries as of now.

        Raises:
            GlossaryError: the glossary cannot be used.
        """
        return self._at(LATEST)[0]

    def _at(self, day: str) -> tuple[Sequence[Glossary], TermFinder]:
        request = self._request
        if self._relations is None:
            self._relations = load_relations(request.glossary)
        era = frozenset(one.since for one in self._relations if not one.has_begun(day))
        if era not in self._known:
            glossaries = load_directions(request.glossary, request.source, request.targets, day if era else LATEST)
            self._known[era] = glossaries, TermFinder(glossaries, request.targets, names=request.names)
        return self._known[era]
