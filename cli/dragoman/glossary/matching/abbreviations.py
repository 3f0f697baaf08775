"""Abbreviations that a text defines in parentheses, also inside a name: "Communist Party of China (CPC) Central
Committee"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from dragoman.glossary.matching.normalise import BLANKS, Normalised, Skip, normalise

_DEFINITION = re.compile(
    rf"""[(（]{BLANKS}["“‘']?(?P<token>[A-Z][A-Z0-9&.\-]*[A-Z0-9]s?)["”’']?{BLANKS}(?P<close>[)）]){BLANKS}"""
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_REACH = 240
"""How far back the words of an abbreviation are looked for, in characters."""
_SMALL = frozenset({"a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})


def find_definitions(text: str, known: Mapping[str, Sequence[str]]) -> list[Skip]:
    """Return the parenthesised abbreviations of `text` whose own words stand right before them.

    Words are its own where their initials spell it, or where they end in a form that `known`, the normalised long
    forms by abbreviation, gives for it. Nothing else in parentheses may be read over.

    >>> [text[s.start:s.end] for text in ["Party of China (PC) work (SPP)"] for s in find_definitions(text, {})]
    ['(PC) ']
    """
    return list(_definitions(text, known))


def _definitions(text: str, known: Mapping[str, Sequence[str]]) -> Iterator[Skip]:
    for found in _DEFINITION.finditer(text):
        token = found["token"]
        offset = max(0, found.start() - _REACH)
        before = normalise(text[offset : found.start()].rstrip())
        expansion = _initials(before, token.removesuffix("s"))
        if expansion < 0:
            expansion = _known(before, known.get(token) or known.get(token.removesuffix("s")) or ())
        if expansion >= 0:
            yield Skip(found.start(), found.end(), found.end("close"), offset + expansion)


def _initials(before: Normalised, token: str) -> int:
    """Return where the words begin whose initials spell `token`, up to the end of `before`; -1 if none do."""
    letters = [letter for letter in token.lower() if letter.isalpha()]
    words = list(_WORD.finditer(before.folded))
    if not words or words[-1].end() != len(before.folded.rstrip()):
        return -1
    for word in reversed(words):
        if word[0][0] == letters[-1]:
            letters.pop()
            if not letters:
                return before.source_start(word.start())
        elif word[0] not in _SMALL:
            return -1
    return -1


def _known(before: Normalised, forms: Sequence[str]) -> int:
    """Return where the longest of `forms` begins that ends `before`; -1 if none does."""
    text = before.folded.rstrip()
    for form in sorted(forms, key=len, reverse=True):
        start = len(text) - len(form)
        if text.endswith(form) and (start == 0 or not text[start - 1].isalnum()):
            return before.source_start(start)
    return -1
