"""Russian: prepositions of one consonant take a vowel before hard groups, *о* takes a consonant before vowels.

D. E. Rosenthal, *Справочник по правописанию и стилистике*, § 199; *Русская грамматика* (1980), vol. 1, § 1656-1658.
"""

import re

from dragoman.terminology.fit.seam import Seam, first_word, last_word, plain, put_word

_CONSONANT = "[бвгджзйклмнпрстфхцчшщ]"
# Before what each longer form stands.
_LONG = {
    "в": ("во", re.compile(rf"[вф]{_CONSONANT}|мне$|мно(?:гом|жеств)|льв[ае]|дворе$")),
    "с": ("со", re.compile(rf"[сзшж]{_CONSONANT}|щ|в[стзчш]|време|мной$|мною$|мн|льв|льд|рт")),
    "к": ("ко", re.compile(r"мне$|вс[еёя]|вт|дн[юя]|двору$|мн|льв")),
    "о": ("об", re.compile(r"[аиоуэы]")),
}
_BOTH = {form: short for short, (long, _) in _LONG.items() for form in (short, long)}
_ALWAYS_LONG = re.compile(r"(?:имя|избежание|исполнение|изменение|власти|вред)$")


def adapt(seam: Seam) -> Seam:
    """Return the seam with the preposition before the rendering as Russian writes it.

    Abbreviations are read letter by letter, so of them only a vowel at the beginning counts: «об ООН», «в ФРГ».
    """
    rest, left, _ = last_word(seam.before)
    word = first_word(seam.form)
    short = _BOTH.get(plain(left))
    if not short or not "а" <= word[:1].lower() <= "ё" or _ALWAYS_LONG.match(word.lower()):
        return seam
    long, wanted = _LONG[short]
    hard = wanted.match(word.lower()) and not (word.isupper() and len(word) > 1 and short != "о")
    new = long if hard else short
    return seam if new == plain(left) else put_word(seam, rest, new, left)
