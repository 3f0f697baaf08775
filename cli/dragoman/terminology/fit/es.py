"""Spanish: *del* and *al*, *e* for *y*, *u* for *o*, *el* before a stressed a.

*Diccionario panhispánico de dudas* (RAE and ASALE): “el” § 2 (not the article of a proper name: “de El Salvador”),
“y” § 2, “o” § 1, “el” § 2.1 (el agua, but la alta corte).
"""

import re
from dataclasses import replace

from dragoman.resources import words_of
from dragoman.terminology.fit.seam import Seam, first_figures, first_word, last_word, plain, put_word, unaccented

_ARTICLES = ("el ", "la ", "los ", "las ")
_DROPPED = ("el", "la", "los", "las", "un", "una", "unos", "unas")
_PREPOSITION = {"de": "de", "del": "de", "a": "a", "al": "a"}
_CONTRACTED = {"de": "del", "a": "al"}
_LAST_AND = re.compile(r"(.+) (?:y|e) (.+)")
_I = re.compile(r"h?i(?![aeou])")
_O = re.compile(r"h?o")
_STRESSED_A = words_of(__file__)["stressed_a"]


def adapt(seam: Seam) -> Seam:
    """Return the seam with the word before the rendering, or the rendering's own article, as Spanish writes it."""
    rest, left, _ = last_word(seam.before)
    key = plain(left)
    if own_article(seam.form):
        return _merge(seam, rest, left)
    word, figures = unaccented(first_word(seam.form)), first_figures(seam.form)
    starts_with_o = bool(_O.match(word)) or figures[:1] == "8" or figures == "11"
    if left in ("y", "e"):
        return _put(seam, rest, left, "e" if _I.match(word) else "y")
    if left in ("o", "u"):
        return _put(seam, rest, left, "u" if starts_with_o else "o")
    if word not in _STRESSED_A:
        return seam
    if key == "una":
        return put_word(seam, rest, "un", left)
    if key == "la":
        outer, preposition, _ = last_word(rest)
        if contracted := _CONTRACTED.get(plain(preposition)):
            return put_word(seam, outer, contracted, preposition)
        return put_word(seam, rest, "el", left)
    return seam


def own_article(form: str) -> str:
    """Return the article that `form` begins with; a capital is part of a name, so “El Salvador” has none."""
    return next((article.strip() for article in _ARTICLES if form.startswith(article)), "")


def contractions(form: str) -> tuple[str, ...]:
    """Return `form` with its article melted into each preposition.

    >>> contractions("el Tribunal"), contractions("El Salvador")
    (('del Tribunal', 'al Tribunal'), ())
    """
    return tuple(word + form[2:] for word in _CONTRACTED.values()) if own_article(form) == "el" else ()


def coordinations(form: str) -> tuple[str, ...]:
    """Return `form` with the article and the preposition said again behind its last *y* or *e*.

    Spanish may repeat both before each noun (*Nueva gramática de la lengua española*, on coordinated nouns): *de la paz
    y de la seguridad*. Which article it is, the text will say.

    >>> coordinations("paz y seguridad")[1:3], coordinations("Partido y el país")
    (('paz y la seguridad', 'paz y los seguridad'), ())
    """
    found = _LAST_AND.fullmatch(form)
    if found is None or plain(first_word(found[2])) in (*_PREPOSITION, *_DROPPED):
        return ()
    head, tail = found.groups()
    articles = [article.strip() for article in _ARTICLES]
    befores = (*articles, "del", "de la", "de los", "de las", "de", "al", "a la", "a los", "a las", "a")
    return tuple(f"{head} y {before} {tail}" for before in befores)


def _merge(seam: Seam, rest: str, left: str) -> Seam:
    """Put a rendering that has its own article behind a preposition; an article that stands there goes."""
    if plain(left) in _DROPPED:
        seam = replace(seam, before=rest)
        outer, word, _ = last_word(rest)
        if plain(word) not in ("de", "a"):
            return seam
        rest, left = outer, word
    preposition = _PREPOSITION.get(plain(left))
    if not preposition:
        return seam
    if own_article(seam.form) == "el":
        return replace(seam, before=rest, form=_CONTRACTED[preposition] + seam.form[2:])
    return put_word(seam, rest, preposition, left)


def _put(seam: Seam, rest: str, left: str, word: str) -> Seam:
    return seam if word == left else put_word(seam, rest, word, left)
