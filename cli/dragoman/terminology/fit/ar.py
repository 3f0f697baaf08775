"""Arabic: one-letter words are written together with the next, and *li-* melts with the article.

W. Wright, *A Grammar of the Arabic Language*, vol. 1, § 14 and § 356 (ل and the article: لل; before a noun that begins
with lam, two lams, not three); K. Ryding, *A Reference Grammar of Modern Standard Arabic*, 16.3 (prepositions).
"""

import re
from dataclasses import replace

from dragoman.terminology.fit.seam import Seam

_ARTICLE = "ال"
_LAM = "ل"
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ك", "ل")
_LETTER = "[\u0621-\u064a]"
_REACH = 8  # characters before the place: a prefix is three at most
# The prefix that a place inside a word leaves standing, with the article or without; or one standing by itself.
_PREFIX = re.compile(r"(?<![\w\u0640])([وف]?[بك]?)(لل|ل|ال)?(\u0640?)([ \u00a0]?)$")
# Prefixes of the replaced word itself, told from letters of its root by the article behind them.
_OLD_PREFIX = re.compile(rf"([وف]?)(?:([بك]?)ال|(ل)ل){_LETTER}{{3}}")


def adapt(seam: Seam) -> Seam:
    """Return the seam with the prefixes of the replaced word joined to the rendering, whose article they respect."""
    if not re.match(_LETTER, seam.form):
        return seam
    found = _PREFIX.search(seam.before[-_REACH:])
    if found and found[0].strip() and not (found[4] and found[2] in (_ARTICLE, "لل")):
        prefix = found[1] + (_LAM if found[2] in (_LAM, "لل") else "")
        rest = seam.before[: len(seam.before) - len(found[0])]
    elif old := _OLD_PREFIX.match(seam.old):
        prefix = old[1] + (old[2] or old[3] or "")
        rest = seam.before
    else:
        return seam
    if not prefix:
        return replace(seam, before=rest)
    return replace(seam, before=rest, form=_join(prefix, seam.form))


def prefixed(form: str) -> tuple[str, ...]:
    """Return `form` with each prefix, and each two, that Arabic writes together with a noun.

    >>> prefixed("النيابة")[:4], prefixed("SPP")
    (('بالنيابة', 'كالنيابة', 'للنيابة', 'والنيابة'), ())
    """
    if not re.match(_LETTER, form):
        return ()
    return tuple(
        _join(conjunction + preposition, form)
        for conjunction in _CONJUNCTIONS
        for preposition in _PREPOSITIONS
        if conjunction + preposition
    )


def _join(prefix: str, form: str) -> str:
    """Write a prefix and a noun as one word.

    >>> _join("ل", "النيابة"), _join("ول", "اللجنة"), _join("و", "اللجنة")
    ('للنيابة', 'وللجنة', 'واللجنة')
    """
    if prefix.endswith(_LAM) and form.startswith(_ARTICLE):
        noun = form[len(_ARTICLE) :]
        return prefix + (noun if noun.startswith(_LAM) else _LAM + noun)
    return prefix + form
