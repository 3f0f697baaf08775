"""English: *a* or *an*, and one article where two would meet.

*The Chicago Manual of Style*, 17th ed., 5.74 and 7.33: the sound decides, not the letter (a European, an hour, an MP).
"""

import re
from dataclasses import replace

from dragoman.terminology.fit.seam import Seam, first_figures, first_word, is_latin, last_word, plain, put_word

_ARTICLES = ("the ", "a ", "an ")
_SILENT_H = ("heir", "honest", "honor", "honour", "hour")
_LIKE_YOU_OR_WON = re.compile(
    r"eu|ewe|one(?!rous)|once|ouija|uni(?!n|m[pa])|u[bs][aeiu]|ura|ure|uru|ut[aei]|u[fgk][aeo]"
)
_READ_WITH_VOWEL = "AEFHILMNORSX"


def adapt(seam: Seam) -> Seam:
    """Return the seam with the article before the rendering as English writes it."""
    rest, left, _ = last_word(seam.before)
    key = plain(left)
    if key not in ("the", "a", "an"):
        return seam
    if seam.form.startswith(_ARTICLES) or (key == "the" and seam.form.startswith("The ")):
        return replace(seam, before=rest)
    word = first_word(seam.form)
    if key == "the" or not (is_latin(word) or seam.form[0].isdigit()):
        return seam
    article = "an" if _starts_with_vowel(seam.form, word) else "a"
    return seam if article == key else put_word(seam, rest, article, left)


def _starts_with_vowel(form: str, word: str) -> bool:
    """Say whether a vowel is heard first: in “8”, “18th”, “SPP” and “hour”; not in “European”, “UN” and “NATO”."""
    if figures := first_figures(form):
        return figures[0] == "8" or figures in ("11", "18")
    low = word.lower()
    if word.isupper() and (len(word) <= 3 or low[1] not in "aeiou"):
        return word[0] in _READ_WITH_VOWEL
    if low.startswith(_SILENT_H):
        return True
    return low[0] in "aeiouéèêáàâäåóòöøúùüíìîœæ" and not _LIKE_YOU_OR_WON.match(low)
