"""The place in a target where a rendering goes in, as the rules of a language see it and may change it."""

import re
from dataclasses import dataclass, replace
from unicodedata import normalize

_REACH = 60  # characters of the text before a place that are looked at: no function word is longer
_LAST_WORD = re.compile(r"(?<![\w\-‐‑])([^\W\d_]+['’]?)(\s*)$")
_FIRST_WORD = re.compile(r"[\"“„«‹‘]*\s?([^\W\d_]+)")
_FIRST_FIGURES = re.compile(r"\d+")
_STOPS = '.!?…:"“”„«»‹›‘’¿¡([{-–—•'


@dataclass(frozen=True, slots=True)
class Seam:
    """A rendering and what is around it; blanks are at the edges of `before` and `after`, not of the other two."""

    before: str
    old: str
    """What the rendering replaces; empty for a gap."""
    form: str
    after: str
    glued_before: bool = False
    """`before` ends in a part of the rendering's first word (Arabic prefixes)."""
    glued_after: bool = False
    """`after` begins with a part of the rendering's last word (Korean particles)."""


def last_word(text: str) -> tuple[str, str, str]:
    """Return what is before the last word of `text`, that word with its apostrophe, and the blanks behind it.

    The word is empty where none can be a function word: behind a hyphen, or with a capital within a sentence, as the
    letter of “Annex A” has.

    >>> last_word("au sein de l'"), last_word("dans l'annexe A ")
    (('au sein de ', "l'", ''), ("dans l'annexe A ", '', ''))
    """
    found = _LAST_WORD.search(text[-_REACH:])
    if not found:
        return text, "", ""
    rest = text[: len(text) - len(found[0])]
    if found[1][0].isupper() and rest.strip() and rest.rstrip()[-1] not in _STOPS:
        return text, "", ""
    return rest, found[1], found[2]


def put_word(seam: Seam, rest: str, word: str, model: str) -> Seam:
    """Return the seam with `word`, capitalised like `model`, as the last of what is before; with a blank unless elided.

    The apostrophe is the one that the text uses.
    """
    if model[:1].isupper():
        word = word[:1].upper() + word[1:]
    if "’" in seam.before + seam.form + seam.after:
        word = word.replace("'", "’")
    return replace(seam, before=rest + word + ("" if word.endswith(("'", "’")) else " "))


def plain(text: str) -> str:
    """Return `text` in lower case, with straight apostrophes.

    >>> plain("L’")
    "l'"
    """
    return text.lower().replace("’", "'")


def unaccented(text: str) -> str:
    """Return `text` in lower case without accents.

    >>> unaccented("Última")
    'ultima'
    """
    return "".join(sign for sign in normalize("NFD", text.lower()) if not "\u0300" <= sign <= "\u036f")


def first_word(form: str) -> str:
    """Return the first word of `form`, behind an opening quotation mark too; empty where it begins with another sign.

    >>> first_word("« Haute-Autriche »"), first_word("(a)"), first_word("14 mai")
    ('Haute', '', '')
    """
    found = _FIRST_WORD.match(form)
    return found[1] if found else ""


def first_figures(form: str) -> str:
    """Return the figures that `form` begins with.

    >>> first_figures("11 mai 2024")
    '11'
    """
    found = _FIRST_FIGURES.match(form)
    return found[0] if found else ""


def is_latin(word: str) -> bool:
    """Say whether a word is written in Latin letters.

    >>> is_latin("État"), is_latin("ООН"), is_latin("")
    (True, False, False)
    """
    return "a" <= unaccented(word)[:1] <= "z" or word[:1].lower() in ("œ", "æ", "ø", "ł")
