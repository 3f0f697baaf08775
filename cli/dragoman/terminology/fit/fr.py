"""French: elision, and the articles that melt into *de* and *à*.

Grevisse, *Le bon usage*: elision (§ 44-46), aspirated h (§ 48), words that begin with y- and *onze*, *oui* (§ 49-50),
contracted articles (§ 576-577), *cet*, *mon*, *nouvel* before a vowel (§ 616, 608, 543). Which words have an aspirated
h is in the dictionary of the Académie française; names follow usage.
"""

from collections.abc import Set
from dataclasses import replace

from dragoman.resources import words_of
from dragoman.terminology.fit.seam import Seam, first_word, is_latin, last_word, plain, put_word, unaccented

_ARTICLES = ("le ", "la ", "les ", "l'", "l’")
_CITIES = ("Le Caire", "Le Cap", "Le Havre", "Le Mans", "Le Pirée")
"""Names whose article melts as that of a common noun does: “au Caire”."""
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
_PREPOSITION = {"de": "de", "d'": "de", "du": "de", "des": "de", "à": "à", "au": "à", "aux": "à"}
"""The preposition in each word that is one or holds one."""
_DROPPED = ("le", "la", "les", "l'", "un", "une")
"""Articles that give way to the rendering's own."""

_BEFORE_VOWEL = {
    **{"de": "d'", "le": "l'", "la": "l'", "que": "qu'", "ne": "n'", "je": "j'", "me": "m'", "te": "t'", "se": "s'"},
    **{"jusque": "jusqu'", "lorsque": "lorsqu'", "puisque": "puisqu'", "quoique": "quoiqu'"},
    **{"du": "de l'", "au": "à l'", "ce": "cet", "ma": "mon", "ta": "ton", "sa": "son"},
    **{"nouveau": "nouvel", "vieux": "vieil", "beau": "bel"},
}
_BEFORE_CONSONANT = {
    **{"d'": "de", "qu'": "que", "n'": "ne", "j'": "je", "m'": "me", "t'": "te", "s'": "se", "cet": "ce"},
    **{"jusqu'": "jusque", "lorsqu'": "lorsque", "puisqu'": "puisque", "quoiqu'": "quoique"},
    **{"nouvel": "nouveau", "vieil": "vieux", "bel": "beau"},
}

_WORDS = words_of(__file__)
_ASPIRATED, _MUTE, _NO_ELISION = _WORDS["aspirated"], _WORDS["mute"], _WORDS["no_elision"]
_ELIDED_Y = ("yonne", "yeux", "yeuse")
_VOWELS = "aeiouœæ"

_FEMININE, _MASCULINE, _SINGULAR = _WORDS["feminine"], _WORDS["masculine"], _WORDS["singular"]
_FEMININE_ENDS = tuple(_WORDS["feminine_ends"])


def adapt(seam: Seam) -> Seam:
    """Return the seam with the word before the rendering, or the rendering's own article, as French writes it.

    The gender of a noun is not known: *l'* before a consonant becomes *les*, *la* or *le* as it ends.
    """
    if article := own_article(seam.form):
        return _merge(seam, article)
    word = first_word(seam.form)
    if not is_latin(word) and not seam.form[0].isdigit():
        return seam
    rest, left, _ = last_word(seam.before)
    key = plain(left)
    if is_latin(word) and elides(word):
        if key in ("la", "le") and plain(last_word(rest)[1]) in ("de", "à"):
            return put_word(seam, rest, "l'", left)
        if key in _BEFORE_VOWEL:
            return put_word(seam, rest, _BEFORE_VOWEL[key], left)
        return put_word(seam, rest, "s'", left) if key == "si" and word.lower() in ("il", "ils") else seam
    if key == "l'":
        article = _guess_article(word)
        outer, preposition, _ = last_word(rest)
        if contracted := _CONTRACTED.get((plain(preposition), article)):
            return put_word(seam, outer, contracted, preposition)
        return put_word(seam, rest, article, left)
    return put_word(seam, rest, _BEFORE_CONSONANT[key], left) if key in _BEFORE_CONSONANT else seam


def own_article(form: str) -> str:
    """Return the article that `form` begins with: `le`, `la`, `les`, `l'`; empty where it has none that could melt."""
    if form.startswith(_CITIES):
        return "le"
    return next((plain(article).strip() for article in _ARTICLES if form.startswith(article)), "")


def contractions(form: str) -> tuple[str, ...]:
    """Return `form` with its article melted into each preposition.

    >>> contractions("le Parquet"), contractions("la Cour")
    (('du Parquet', 'au Parquet'), ())
    """
    article = own_article(form)
    return tuple(
        word + form[len(article) :] for (_, melting), word in _CONTRACTED.items() if article and melting == article
    )


def coordinations(form: str) -> tuple[str, ...]:
    """Return `form` with the article and the preposition said again behind its last *et*.

    French repeats both before each noun (Grevisse, *Le bon usage*, on coordinated nouns): *la paix et la sécurité*, *de
    la paix et de la sécurité*. Which article it is, the text will say.

    >>> coordinations("aide et entraide")
    ("aide et l'entraide", "aide et d'entraide", "aide et de l'entraide", "aide et à l'entraide")
    >>> coordinations("paix et sécurité")[1:5]
    ('paix et la sécurité', 'paix et les sécurité', 'paix et de sécurité', 'paix et à sécurité')
    >>> coordinations("Parti et de l'État")
    ()
    """
    head, _, tail = form.rpartition(" et ")
    word = first_word(tail)
    if not head or not word or plain(word) in (*_PREPOSITION, *_DROPPED):
        return ()
    if elides(word):
        return tuple(f"{head} et {before}{tail}" for before in ("l'", "d'", "de l'", "à l'"))
    contracted = (*_CONTRACTED.values(), "de la", "à la")
    return tuple(f"{head} et {before} {tail}" for before in ("le", "la", "les", "de", "à", *contracted))


def elides(word: str) -> bool:
    """Say whether *de* and *le* lose their vowel before `word`.

    >>> elides("État"), elides("Haute"), elides("hôpital"), elides("Yémen"), elides("HCR")
    (True, False, True, False, False)
    """
    bare = unaccented(word)
    if bare[0] == "h":
        return not (word.isupper() and len(word) > 1) and _longest(_MUTE, bare) >= _longest(_ASPIRATED, bare)
    if bare[0] == "y":
        return bare.startswith(_ELIDED_Y) or (len(bare) > 1 and bare[1] not in _VOWELS)
    return bare[0] in _VOWELS and bare not in _NO_ELISION


def _merge(seam: Seam, article: str) -> Seam:
    """Put a rendering that has its own article behind a preposition; an article that stands there goes."""
    rest, left, _ = last_word(seam.before)
    if plain(left) in _DROPPED:
        seam = replace(seam, before=rest)
        outer, word, _ = last_word(rest)
        if plain(word) not in ("de", "d'", "à"):
            return seam
        rest, left = outer, word
    preposition = _PREPOSITION.get(plain(left))
    if not preposition:
        return seam
    if contracted := _CONTRACTED.get((preposition, article)):
        return replace(seam, before=rest, form=contracted + seam.form[len(article) :])
    return put_word(seam, rest, preposition, left)


def _guess_article(word: str) -> str:
    low = word.lower()
    if low.endswith(("s", "x")) and low not in _SINGULAR and len(low) > 3 and not word.isupper():
        return "les"
    feminine = low in _FEMININE or (low.endswith(_FEMININE_ENDS) and low not in _MASCULINE)
    return "la" if feminine else "le"


def _longest(beginnings: Set[str], word: str) -> int:
    return max((len(start) for start in beginnings if f"{word}$".startswith(start)), default=0)
