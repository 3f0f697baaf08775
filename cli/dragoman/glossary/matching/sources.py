"""Terms in reports that are not in English: what a matcher for such a language shares with the others."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.builder import MatchBuilder
from dragoman.glossary.matching.forms import flag_values, spelled_forms
from dragoman.model import Concept, Match, Segment


class SourceForm(NamedTuple):
    """One way in which reports write a concept."""

    id: str
    text: str
    preferred: bool
    """It is the concept's rendering; accepted forms are not."""
    contexts: tuple[str, ...]
    """Words of which one must stand elsewhere in the segment; empty where none need."""


class Candidate(NamedTuple):
    """A place in a text where forms stand; candidates sort leftmost, then longest."""

    start: int
    negative_end: int
    """The end, negated; both are offsets into the source."""
    forms: Sequence[SourceForm]


class SourceMatcher(ABC):
    """Finds terms leftmost-longest; what differs between languages is where forms stand.

    The glossaries are one glossary with the renderings of different languages: where forms stand is found once.
    """

    def __init__(self, *glossaries: Glossary) -> None:
        self._builders = [MatchBuilder(glossary) for glossary in glossaries]

    @abstractmethod
    def _candidates(self, source: str) -> list[Candidate]:
        """Return where forms stand in a text, in any order."""

    def find_matches(self, segments: Sequence[Segment]) -> list[tuple[Match, ...]]:
        """Return what `find_each` returns for the first glossary."""
        return self.find_each(segments)[0]

    def find_each(self, segments: Sequence[Segment]) -> list[list[tuple[Match, ...]]]:
        """Return, for each glossary, the outermost matches of each segment of a document; `verbatim` ones have none."""
        places = [None if segment.verbatim else list(self._places(segment.source)) for segment in segments]
        return [
            [
                tuple(_required(builder, segment.source, found)) if found else ()
                for segment, found in zip(segments, places, strict=True)
            ]
            for builder in self._builders
        ]

    def _places(self, source: str) -> Iterator[Candidate]:
        """Yield the outermost places where forms stand that fit there."""
        done = 0
        for start, negative_end, forms in sorted(self._candidates(source)):
            if start < done:
                continue
            fitting = [form for form in forms if _fits(form, source)]
            if fitting:
                # Also where nobody can say which concept is meant: what stands inside is not required then either.
                done = -negative_end
                yield Candidate(start, negative_end, fitting)


def _required(builder: MatchBuilder, source: str, places: Iterable[Candidate]) -> Iterator[Match]:
    for start, negative_end, forms in places:
        if id_ := _meant(builder, forms):
            yield builder.match(id_, source, start, -negative_end)


def _meant(builder: MatchBuilder, forms: Sequence[SourceForm]) -> str:
    """Return the concept that a form stands for; empty where it might be any of several, or is rendered nowhere.

    Of several, one whose context fits comes first, then the only one that prefers the form. Several that are
    rendered alike are as good as one.
    """
    for some in (
        [form for form in forms if form.contexts],
        [form for form in forms if form.preferred],
        forms,
    ):
        if some:
            shown = list(dict.fromkeys(form.id for form in some if form.id in builder))
            alike = len({builder.required(id_)[0][:1] for id_ in shown}) == 1
            return shown[0] if alike and len(shown) == len({form.id for form in some}) else ""
    return ""


def source_forms(concepts: Iterable[Concept]) -> Iterable[SourceForm]:
    """Yield every form of every concept."""
    for concept in concepts:
        contexts = flag_values(concept, "context") if concept.flags else ()
        for number, text in enumerate(spelled_forms(concept)):
            yield SourceForm(concept.id, text, number == 0, contexts)


def _fits(form: SourceForm, source: str) -> bool:
    """Tell whether one of the words that the form needs stands in the text, elsewhere or in the form itself."""
    return not form.contexts or any(word in source for word in form.contexts)
