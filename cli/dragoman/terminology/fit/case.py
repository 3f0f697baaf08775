"""Where sentences begin, and the capital that a rendering gets there."""

import re

from dragoman.resources import words_of

_QUOTES = "\"'“”„‟«»‹›‘’‚"
_OPENING = _QUOTES + "¿¡([{"
_STOPS = ".!?…؟‽"
_LIST_NUMBER = re.compile(r"\W*\d{1,3}[.)]\W*$")
_LAST_TOKEN = re.compile(r"(\S+)\.$")
_REACH = 24  # characters before a stop that may tell that it ends an abbreviation

# Languages that write ordinal numbers with a stop, so that “14.” ends no sentence.
_ORDINAL_STOP = frozenset("bs cs da de et fi fo hr hu is lv nb nn no pl sk sl sr tr".split())
_ABBREVIATIONS = words_of(__file__)["abbreviations"]


def begins_sentence(before: str, tongue: str) -> bool:
    """Say whether what follows `before` begins a sentence (`tongue`: primary language subtag).

    Opening marks between the two do not matter; behind a colon a quotation begins like a sentence.

    >>> begins_sentence("Terminó. «", "es"), begins_sentence("Según el art. ", "es"), begins_sentence("el «", "es")
    (True, False, False)
    """
    text = before[-_REACH:].rstrip()
    outside = text.rstrip(_OPENING + " \u00a0\u202f")
    if not outside:
        return not any(map(str.isalnum, before))
    if outside[-1] == ":":
        return any(mark in text[len(outside) :] for mark in _QUOTES)
    if _LIST_NUMBER.fullmatch(before) and tongue not in _ORDINAL_STOP:
        return True
    if not any(map(str.isalnum, before)):
        return True
    return outside[-1] in _STOPS and not _is_abbreviated(outside, tongue)


def capitalise(form: str, tongue: str) -> str:
    """Return `form` as it begins a sentence: as it is where its first letter is a capital or has none.

    A first word with a capital inside of it, “eSwatini”, keeps its spelling.

    >>> capitalise("fiscalía", "es"), capitalise("eSwatini", "en"), capitalise("ijssel", "nl"), capitalise("院", "zh")
    ('Fiscalía', 'eSwatini', 'IJssel', '院')
    """
    first = form[:1]
    if first.title() == first or form[1:2].isupper():
        return form
    if tongue == "nl" and form.startswith("ij"):
        return "IJ" + form[2:]
    if tongue in ("tr", "az") and first == "i":
        return "İ" + form[1:]
    capital = first.upper()
    return capital + form[1:] if len(capital) == 1 and capital == first.title() else form


def _is_abbreviated(text: str, tongue: str) -> bool:
    """Say whether the stop at the end of `text` is that of an abbreviation, an initial or an ordinal number."""
    found = _LAST_TOKEN.search(text)
    if not found:
        return False
    token = found[1].lstrip(_OPENING)
    if token.isdigit():
        return tongue in _ORDINAL_STOP or len(token) < 3
    return len(token) == 1 or token.lower() in _ABBREVIATIONS or ("." in token and not token.endswith("."))
