"""Portuguese: the articles that melt into *de*, *em*, *por* and *a*.

C. Cunha and L. Cintra, *Nova gramática do português contemporâneo*, chapter 9 (preposition and article).
"""

from dataclasses import replace

from dragoman.resources import words_of
from dragoman.terminology.fit.seam import Seam, last_word, plain

_ARTICLES = ("o ", "a ", "os ", "as ")
_MELTED = {
    **{("de", article): f"d{article}" for article in ("o", "a", "os", "as")},
    **{("em", article): f"n{article}" for article in ("o", "a", "os", "as")},
    **{("a", "o"): "ao", ("a", "a"): "à", ("a", "os"): "aos", ("a", "as"): "às"},
    **{("por", article): f"pel{article}" for article in ("o", "a", "os", "as")},
}
_PREPOSITION = {
    **{word: preposition for (preposition, _), word in _MELTED.items()},
    **{"de": "de", "em": "em", "por": "por", "num": "em", "numa": "em", "dum": "de", "duma": "de"},
}
_DROPPED = ("o", "os", "as", "um", "uma", "uns", "umas")
_ASK_FOR_A = words_of(__file__)["ask_for_a"]


def adapt(seam: Seam) -> Seam:
    """Return the seam with the rendering's own article melted into the preposition, or in place of another article."""
    article = own_article(seam.form)
    rest, left, _ = last_word(seam.before)
    key = plain(left)
    if not article or not key:
        return seam
    if key in _DROPPED or (key == "a" and not _is_preposition(rest, seam.old)):
        seam = replace(seam, before=rest)
        outer, left, _ = last_word(rest)
        if plain(left) not in ("de", "em", "por"):
            return seam
        rest, key = outer, plain(left)
    preposition = "a" if key == "a" else _PREPOSITION.get(key)
    if not preposition:
        return seam
    return replace(seam, before=rest, form=_MELTED[preposition, article] + seam.form[len(article) :])


def own_article(form: str) -> str:
    """Return the article that `form` begins with; a capital is part of a name: “O Globo”."""
    return next((article.strip() for article in _ARTICLES if form.startswith(article)), "")


def contractions(form: str) -> tuple[str, ...]:
    """Return `form` with its article melted into each preposition.

    >>> contractions("o Tribunal")
    ('do Tribunal', 'no Tribunal', 'ao Tribunal', 'pelo Tribunal')
    """
    article = own_article(form)
    return tuple(word + form[len(article) :] for (_, melting), word in _MELTED.items() if melting == article)


def _is_preposition(before: str, old: str) -> bool:
    """Say whether the “a” behind `before` is the preposition, not the article."""
    return bool(own_article(old)) or plain(last_word(before)[1]) in _ASK_FOR_A
