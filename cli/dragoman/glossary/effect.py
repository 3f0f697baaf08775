"""What a change to the glossary does to reports: each of them matched as before and as after."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.glossary.direction import direction_of
from dragoman.glossary.load import ENGLISH
from dragoman.glossary.matching.find import find_terms
from dragoman.glossary.table import Files, language_named
from dragoman.languages import parse_language
from dragoman.model import Document, Language, Match, Segment
from dragoman.segment import segment_document


@dataclass(frozen=True, slots=True)
class Effect:
    """A segment that requires something else than before."""

    segment: Segment
    before: tuple[Match, ...]
    """What it required and requires no more, or otherwise."""
    after: tuple[Match, ...]
    """What it requires now and did not require, or otherwise."""


def find_effects(
    segments: Sequence[Segment], before: Sequence[Sequence[Match]], after: Sequence[Sequence[Match]]
) -> Iterator[Effect]:
    """Yield the segments whose matches differ in place, concept or accepted renderings."""
    for segment, old, new in zip(segments, before, after, strict=True):
        was, now = {_required(match) for match in old}, {_required(match) for match in new}
        if was != now:
            lost = tuple(match for match in old if _required(match) not in now)
            yield Effect(segment, lost, tuple(match for match in new if _required(match) not in was))


def _required(match: Match) -> tuple[int, int, str, tuple[str, ...]]:
    return match.start, match.end, match.id, match.forms


Located = tuple[Document, Language, Effect]
"""An effect on a segment of a document, in a target language."""


def effects_on(
    documents: Sequence[Document], before: Files, after: Files, languages: Iterable[str], source: str
) -> Iterator[Located]:
    """Yield what a change does to reports in each of the target languages, given as gettext codes.

    What a report in another language than English requires depends on that language's file too, so for these all
    targets are looked at, English among them.
    """
    if not documents:
        return
    spoken = parse_language(source)
    segmented = [segment_document(document, spoken.tag) for document in documents]
    if spoken.tag != ENGLISH:
        languages = [ENGLISH, *(name.removesuffix(".tsv") for name in after.languages())]
    for code in languages:
        language = language_named(code)
        if language is None or language == spoken:
            continue
        old, new = direction_of(before, spoken, language), direction_of(after, spoken, language)
        found = zip(
            documents,
            segmented,
            find_terms(old, language, segmented),
            find_terms(new, language, segmented),
            strict=True,
        )
        for document, segments, was, now in found:
            yield from ((document, language, effect) for effect in find_effects(segments, was, now))
