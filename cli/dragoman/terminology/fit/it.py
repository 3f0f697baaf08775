"""Italian: articles that change with the sound behind them and melt into prepositions.

L. Serianni, *Grammatica italiana*, IV: forms of the article (lo before s + consonant, z, gn, pn, ps, x, i or y +
vowel), articulated prepositions; I: elision and the euphonic d, which the Accademia della Crusca advises between equal
vowels only.
"""

import re
from dataclasses import replace

from dragoman.resources import words_of
from dragoman.terminology.fit.seam import (
    Seam,
    first_figures,
    first_word,
    is_latin,
    last_word,
    plain,
    put_word,
    unaccented,
)

_ARTICLES = ("il ", "lo ", "la ", "gli ", "le ", "i ", "l'", "l’")
_STEMS = {"di": "de", "a": "a", "da": "da", "in": "ne", "su": "su"}
_ENDINGS = {"il": "l", "lo": "llo", "la": "lla", "l'": "ll'", "i": "i", "gli": "gli", "le": "lle"}
_MELTED = {stem + ending: (word, article) for word, stem in _STEMS.items() for article, ending in _ENDINGS.items()}
"""`del`: (`di`, `il`)."""
_LIKE_ARTICLES = {stem + ending: article for stem in ("que", "be") for article, ending in _ENDINGS.items()}
"""*Quello* and *bello* end as the article would."""
_DROPPED = ("il", "lo", "la", "l'", "i", "gli", "le", "un", "uno", "una", "un'")

# By sound (vowel, impure, plain): what becomes of each article.
_CHANGES = {
    "il": ("l'", "lo", "il"),
    "lo": ("l'", "lo", "il"),
    "la": ("l'", "la", "la"),
    "i": ("gli", "gli", "i"),
    "gli": ("gli", "gli", "i"),
    "un": ("un", "uno", "un"),
    "uno": ("un", "uno", "un"),
    "una": ("un'", "una", "una"),
    "un'": ("un'", "una", "una"),
}
_VOWEL, _IMPURE, _PLAIN = range(3)
_IMPURE_START = re.compile(r"s[^aeiouy\W]|z|gn|p[ns]|x|[iyj][aeou]")
_EUPHONIC = {"ad": "a", "ed": "e", "od": "o"}
_READ_WITH_VOWEL = "FLMNRS"  # effe, elle, emme, enne, erre, esse

_WORDS = words_of(__file__)
_FEMININE_ENDS = ("a", "zione", "sione", "gione", "tà", "tù", "ice", "udine")
_FEMININE, _MASCULINE = _WORDS["feminine"], _WORDS["masculine"]


def adapt(seam: Seam) -> Seam:
    """Return the seam with the word before the rendering, or the rendering's own article, as Italian writes it.

    The gender of a noun is not known: *l'* before a consonant becomes *la* or *il*, *lo* as the noun's ending suggests.
    """
    rest, left, _ = last_word(seam.before)
    key = plain(left)
    if article := own_article(seam.form):
        if key in _DROPPED:
            return replace(seam, before=rest)
        preposition = "di" if key == "d'" else _MELTED[key][0] if key in _MELTED else key
        if preposition not in _STEMS:
            return seam
        melted = _STEMS[preposition] + _ENDINGS[article]
        return replace(seam, before=rest, form=_melt(seam.form, article, melted))
    word = first_word(seam.form)
    if not key or not (is_latin(word) or seam.form[0].isdigit()):
        return seam
    new = _before(key, seam.form, word)
    return put_word(seam, rest, new, left) if new != key else seam


def own_article(form: str) -> str:
    """Return the article that `form` begins with, in lower case, with a straight apostrophe; else an empty string."""
    return next((plain(article).strip() for article in _ARTICLES if form.startswith(article)), "")


def contractions(form: str) -> tuple[str, ...]:
    """Return `form` with its article melted into each preposition.

    >>> contractions("lo Stato")
    ('dello Stato', 'allo Stato', 'dallo Stato', 'nello Stato', 'sullo Stato')
    """
    article = own_article(form)
    return tuple(_melt(form, article, stem + _ENDINGS[article]) for stem in _STEMS.values()) if article else ()


def _melt(form: str, article: str, melted: str) -> str:
    return (melted.replace("'", "’") if form[:2] == "l’" else melted) + form[len(article) :]


def _before(key: str, form: str, word: str) -> str:
    """Return the word `key` as it reads before a rendering that begins with `word`, or with figures."""
    sound = _sound(form, word)
    if key in _MELTED:
        preposition, article = _MELTED[key]
        return _STEMS[preposition] + _ENDINGS[_article(article, sound, word)]
    if key in _LIKE_ARTICLES:
        article = _LIKE_ARTICLES[key]
        return key.removesuffix(_ENDINGS[article]) + _ENDINGS[_article(article, sound, word)]
    if key == "d'":
        return "d'" if sound == _VOWEL else "di"
    if key in _EUPHONIC:
        return key if unaccented(word)[:1] in tuple("aeiouh") else _EUPHONIC[key]
    if key in ("a", "e"):
        return key + "d" if unaccented(word)[:1] == key else key
    return _article(key, sound, word)


def _article(article: str, sound: int, word: str) -> str:
    if article == "l'" and sound != _VOWEL:
        article = "la" if _is_feminine(word) else "il"
    return _CHANGES[article][sound] if article in _CHANGES else article


def _sound(form: str, word: str) -> int:
    """Tell a vowel, an impure consonant (*lo*) and any other by what is heard: “otto”, “undici”, “effe-bi-i”."""
    if figures := first_figures(form):
        return _VOWEL if figures[0] == "8" or figures == "11" else _PLAIN
    bare = unaccented(word)
    if word.isupper() and len(word) in (2, 3, 4) and word[0] in _READ_WITH_VOWEL and bare[1] not in "aeiou":
        return _VOWEL
    if _IMPURE_START.match(bare):
        return _IMPURE
    return _VOWEL if bare.lstrip("h")[:1] in tuple("aeiou") else _PLAIN


def _is_feminine(word: str) -> bool:
    low = word.lower()
    return low in _FEMININE or (low.endswith(_FEMININE_ENDS) and low not in _MASCULINE)
