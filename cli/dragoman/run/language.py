"""Whether reports are in the language that they are translated from."""

from collections.abc import Sequence

from dragoman.check.identify import identify
from dragoman.errors import RequestError
from dragoman.languages import parse_language, subtag
from dragoman.model import Document, Language

AUTO = "auto"
"""What `--from` takes instead of a language."""


def other_language(document: Document, source: Language) -> Language | None:
    """Return the language that a report is plainly in, where that is not `source`."""
    found = identify(document.text)
    return parse_language(found) if found and found != subtag(source) else None


def refuse_other_language(document: Document, source: Language) -> None:
    """Ask for the language of a report that is plainly not in `source`, which nobody has named.

    Raises:
        RequestError: it is plainly in another language.
    """
    if other := other_language(document, source):
        raise RequestError(
            f"{document.name}: the text looks like {other.name}; add --from {other.tag}, or --from {source.tag} "
            f"if it is {source.name}"
        )


def find_language(documents: Sequence[Document]) -> Language:
    """Return the one language that reports are in.

    Raises:
        RequestError: that of a report cannot be told, or they are in several.
    """
    found: dict[str, str] = {}
    for document in documents:
        tag = identify(document.text)
        if tag is None:
            raise RequestError(f"{document.name}: its language cannot be told; name it with --from")
        found.setdefault(tag, document.name)
    if len(found) > 1:
        named = ", ".join(f"{name} ({tag})" for tag, name in found.items())
        raise RequestError(f"the reports are in several languages: {named}; translate each with its own --from")
    return parse_language(next(iter(found)))
