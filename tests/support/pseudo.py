"""Pseudo-translation: every vowel gets an accent and all codes stay, so that one sees at once what was put back."""

import re
from collections.abc import Callable

from dragoman.documents import parse_text
from dragoman.exchange.same import finished
from dragoman.languages import parse_language
from dragoman.model import Alignment, Document
from dragoman.run.alignment import align
from dragoman.run.origin import Decision
from dragoman.run.request import Item
from dragoman.segment import segment_document
from dragoman.segment.tags import message_of
from dragoman.terminology.required import Task

_TAG = re.compile(r"(</?[a-z]*\d+/?>)")
_VOWELS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


def pseudo(message: str) -> str:
    """Return the pseudo-translation of a text with tags."""
    pieces = _TAG.split(message)
    return "".join(piece if n % 2 else piece.translate(_VOWELS) for n, piece in enumerate(pieces))


def same(message: str) -> str:
    """Return the text itself."""
    return message


def translated(document: Document, translate: Callable[[str], str] = pseudo, to: str = "es") -> Alignment:
    """Return a report that a person has translated by a function of messages."""
    items = [
        Item(
            segment,
            (),
            Task(segment.text, ()),
            None,
            Decision("verbatim", segment.source)
            if segment.verbatim
            else Decision("reviewed", translate(message_of(segment))),
        )
        for segment in segment_document(document, "en")
    ]
    return align(document, (parse_language("en"), parse_language(to)), None, "none", items)


def put_back(name: str, data: bytes, translate: Callable[[str], str] = pseudo, to: str = "es") -> bytes:
    """Return a file with its text translated by a function of messages."""
    document = parse_text(name, name.partition(".")[0], data)
    return finished(translated(document, translate, to), mark=False)


def messages(name: str, data: bytes) -> list[tuple[str, str]]:
    """Return kind and message of each segment of a file that is not verbatim."""
    document = parse_text(name, name.partition(".")[0], data)
    return [(one.kind, message_of(one)) for one in segment_document(document, "en") if not one.verbatim]


__all__ = ["messages", "pseudo", "put_back", "same", "translated"]
