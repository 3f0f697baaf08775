"""What the readers of XLIFF and TMX share: ids, languages, and what they could not take for certain."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dragoman.errors import RequestError
from dragoman.languages import parse_language
from dragoman.model import Origin

SEGMENT_ID = re.compile(r"b\d{3,}s\d{2,}")
"""The ids that dragoman gives to segments."""
STUDIO: Mapping[str, Origin] = {
    "Draft": "draft",
    "Translated": "draft",
    "RejectedTranslation": "draft",
    "RejectedSignOff": "draft",
    "ApprovedTranslation": "reviewed",
    "ApprovedSignOff": "reviewed",
}
"""What the confirmation levels of Trados Studio say of a translation."""

_NAMED = 5
_CODES = "{where}: inline codes were left out of {these}; only text is taken"
_PARTLY = "{where}: parts without a translation in {these}; translate them in the program that made the parts"
_RESEGMENTED = "{where}: cut into other segments: {these}; their sentences are matched by wording, not by id"
_MERGED = "{where}: joined with their neighbours: {these}; check that each sentence has its own translation"


def segment_id(text: str | None) -> str:
    """Return an id as it stands in a file if it is one of dragoman's, else an empty text."""
    return text if text and SEGMENT_ID.fullmatch(text) else ""


@cache
def language_tag(code: str | None) -> str:
    """Return the BCP 47 tag that dragoman uses for a language that a file names, `zh` for `ZH-CN`.

    What is no tag stays as it is, empty where there is none.
    """
    try:
        return parse_language(code).tag if code else ""
    except RequestError:
        return code or ""


@dataclass(slots=True)
class Doubts:
    """The segments, by id or place, of which something could not be taken for certain."""

    codes: list[str] = field(default_factory=list)
    """Inline codes were left out."""
    partly: list[str] = field(default_factory=list)
    """A part has no translation."""
    resegmented: list[str] = field(default_factory=list)
    """Blocks whose sentences another program has cut anew."""
    merged: list[str] = field(default_factory=list)
    """Joined with neighbours, says the file."""

    def sentences(self, where: str) -> list[str]:
        """Return one warning for each doubt; `where` is the file."""
        kinds = (
            (_CODES, self.codes, "segment"),
            (_PARTLY, self.partly, "segment"),
            (_RESEGMENTED, self.resegmented, "block"),
            (_MERGED, self.merged, "segment"),
        )
        return [text.format(where=where, these=_enumerate(names, noun)) for text, names, noun in kinds if names]


def _enumerate(names: Sequence[str], noun: str) -> str:
    """Name the first few of many.

    >>> _enumerate(["b001s01"], "segment"), _enumerate([f"line {n}" for n in range(9)], "block")
    ('1 segment (b001s01)', '9 blocks (line 0, line 1, line 2, line 3, line 4 …)')
    """
    more = " …" if len(names) > _NAMED else ""
    return f"{len(names):,} {noun}{'s' * (len(names) != 1)} ({', '.join(names[:_NAMED])}{more})"
