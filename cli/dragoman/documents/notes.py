"""What a person should know about reports that have been read."""

from collections.abc import Iterator
from pathlib import PurePath

from dragoman.documents.formats import find_format
from dragoman.errors import RequestError
from dragoman.languages import parse_language
from dragoman.model import Document, Language

_BUILT = (
    "{name}: {what} cannot be rewritten; the finished report is a new Word document with its text and pictures, "
    "without drawings and charts made of lines"
)


def notes(document: Document, source: Language | None = None, *, finished: bool = False) -> Iterator[str]:
    """Yield what the reader had to assume or leave out, and where the file names another language than `source`.

    Of a report that is to be `finished` in its own format, also that another has to do.
    """
    if source and (other := _other_language(document, source)):
        said = f"says that its text is in {other.name}, not {source.name}; if that is so, run again with"
        yield f"{document.name}: {said} --from {other.tag}"
    yield from document.notes
    if finished and document.data:
        found, _ = find_format(document.name, PurePath(document.name).suffix, document.data)
        if not found.writes:
            yield _BUILT.format(name=document.name, what=found.what)


def _other_language(document: Document, source: Language) -> Language | None:
    """Return the language that a file names for its text, where that is known and another than `source`."""
    named = document.language.replace("_", "-").lower()
    if not named or (named.partition("-")[0] == source.tag and source.tag not in {"zh", "pt"}):
        return None  # "en-US" in a file is no objection to --from en, and needs no looking up.
    try:
        language = parse_language(named)
    except RequestError:
        return None
    return language if language.argos != source.argos else None
