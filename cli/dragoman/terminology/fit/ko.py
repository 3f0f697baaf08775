"""Korean: the particles behind a noun follow its last sound.

National Institute of Korean Language, *Korean Grammar for Foreigners* 1, and *Hangul Orthography* § 41 (particles are
written together with the noun). Unicode, chapter 3.12: the last consonant of a syllable is its code modulo 28.
"""

import re
from dataclasses import replace

from dragoman.terminology.fit.seam import Seam

# Behind a consonant, behind a vowel. 으로 counts ㄹ with the vowels.
_PAIRS = (
    *(("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("과의", "와의"), ("과는", "와는"), ("이나", "나")),
    *(("이며", "며"), ("이라는", "라는"), ("이라고", "라고"), ("이다", "다"), ("이란", "란")),
)
_PAIRS_WITH_RO = (("으로", "로"), ("으로서", "로서"), ("으로써", "로써"), ("으로부터", "로부터"), ("으로의", "로의"))
_OTHERS = (
    *(
        "의",
        "에",
        "에서",
        "에서는",
        "에서의",
        "에는",
        "에도",
        "에게",
        "께서",
        "도",
        "만",
        "까지",
        "부터",
        "보다",
        "처럼",
    ),
    *("인", "입니다"),
)
_ALL = sorted({*_OTHERS, *(word for pair in _PAIRS + _PAIRS_WITH_RO for word in pair)})
_PARTICLE = re.compile(rf"({'|'.join(sorted(_ALL, key=len, reverse=True))})(?![\w])")
_ASIDE = re.compile(r"(?:\([^()]*\)|[\s\"'”’」』»>)\]])*$")  # is not read with the noun
_HANGUL = range(0xAC00, 0xD7A4)
_RIEUL = 8
_NONE = 0
_ANY = 1
_FIGURES = dict(zip("0123456789", (_ANY, _RIEUL, _NONE, _ANY, _NONE, _NONE, _ANY, _RIEUL, _RIEUL, _NONE), strict=True))
_CAPITALS = {"L": _RIEUL, "M": _ANY, "N": _ANY, "R": _RIEUL}


def adapt(seam: Seam) -> Seam:
    """Return the seam with the particle that stood at the replaced word joined to the rendering, in the right form."""
    found = _PARTICLE.match(seam.after)
    if not found:
        return seam
    particle = _particle(found[1], _last_consonant(seam.form))
    return replace(seam, after=particle + seam.after[found.end() :], glued_after=True)


def with_particles(form: str) -> tuple[str, ...]:
    """Return `form` with each particle that can stand behind it.

    >>> with_particles("검찰원")[:3], len(with_particles("검찰원"))
    (('검찰원은', '검찰원이', '검찰원을'), 34)
    """
    last = _last_consonant(form)
    if last is None:
        return tuple(form + particle for particle in _ALL)
    pairs = [pair[0] for pair in _PAIRS + _PAIRS_WITH_RO]
    return tuple(form + _particle(particle, last) for particle in (*pairs, *_OTHERS))


def _particle(particle: str, last: int | None) -> str:
    """Return the form of `particle` that goes behind the consonant `last`; itself where that is unknown."""
    if last is None:
        return particle
    for pair in _PAIRS:
        if particle in pair:
            return pair[last == _NONE]
    for pair in _PAIRS_WITH_RO:
        if particle in pair:
            return pair[last in (_NONE, _RIEUL)]
    return particle


def _last_consonant(form: str) -> int | None:
    """Return the number of the consonant that the reading of `form` ends with, 0 for none; `None` if it is unknown."""
    end = _ASIDE.sub("", form) or form
    last = end[-1:]
    if last and ord(last) in _HANGUL:
        return (ord(last) - _HANGUL.start) % 28
    if last in _FIGURES:
        return _FIGURES[last]
    word = re.findall(r"[A-Za-z]+$", end[-12:])
    return _CAPITALS.get(last, _NONE) if word and word[0].isupper() else None
