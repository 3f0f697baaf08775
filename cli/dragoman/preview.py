"""What a change to the glossary does to reports: each of them matched as before and as after."""

from collections.abc import Iterable, Iterator, Sequence

from dragoman.glossary.direction import direction_of
from dragoman.glossary.effect import Effect, find_effects
from dragoman.glossary.find import find_terms
from dragoman.glossary.load import ENGLISH
from dragoman.glossary.table import Files, language_named
from dragoman.languages import parse_language
from dragoman.model import Document, Language
from dragoman.segment import segment_document

Located = tuple[Document, Language, Effect]
"""An effect on a segment of a document, in a target language."""


def effects_on(
    documents: Sequence[Document], before: Files, after: Files, languages: Iterable[str], source: str
) -> Iterator[Located]:
    """Yield what a change does to reports in each of the target languages, given as gettext codes.

    What a report in another language than English owes depends on that language's file too, so for these all targets
    are looked at, English among them.
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
