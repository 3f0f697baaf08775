"""Terms in Chinese, Japanese and other languages that put no spaces between words: substrings, leftmost-longest."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.normalise import INVISIBLE
from dragoman.glossary.matching.sources import Candidate, SourceForm, SourceMatcher, source_forms

_LEAST = 2
"""Characters that a form needs: 党, 京 and their like are parts of too many other words."""
_DROPPED = re.compile(rf"[\s{INVISIBLE}]")
_BETWEEN_LETTERS = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"), "-")
_SIGNS = _DASHES | {ord("「"): '"', ord("」"): '"', ord("“"): '"', ord("”"): '"', ord("・"): "·", ord("‧"): "·"}
_NO_CHARACTER, _LONGER = "\ufffd", "\0"
"""What stands for a lone surrogate, and in `_Plain` for more than one character."""
_LETTER = re.compile("[A-Za-z0-9]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")


class SubstringMatcher(SourceMatcher):
    """Finds the forms of a glossary in text without spaces.

    White space is read over, since lines break anywhere, but for one blank between Latin words. A form that begins or
    ends with Latin letters, digits or katakana does not begin or end amid more of them.
    """

    def __init__(self, *glossaries: Glossary) -> None:
        super().__init__(*glossaries)
        forms: dict[str, list[SourceForm]] = defaultdict(list)
        for form in source_forms(glossaries[0].concepts.values()):
            text, _ = _fold(form.text)
            if len(text) >= _LEAST:
                forms[text].append(form)
        self._forms = list(forms.values())
        if forms:
            from ahocorasick_rs import AhoCorasick  # only commands that match pay for it

            self._automaton = AhoCorasick(list(forms))

    def _candidates(self, source: str) -> list[Candidate]:
        if not self._forms:
            return []
        text, places = _fold(source)
        return [
            Candidate(places[start], -places[end - 1] - 1, self._forms[index])
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _stands_apart(text, start, end)
        ]


class _Plain(dict[int, str]):
    """What stands for each character where it is one character; filled on demand."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).translate(_SIGNS).lower()
        plain = _NO_CHARACTER if 0xD800 <= code < 0xE000 else plain  # the automaton takes UTF-8
        self[code] = stands = plain if len(plain) == 1 else _LONGER
        return stands


_PLAIN = _Plain()


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as it is compared, and for each of its characters the place of what it stands for.

    >>> _fold("最高 人民\\n检察院 ＷＴＯ")[0], _fold("½—b c")
    ('最高人民检察院wto', ('1⁄2-b c', [0, 0, 0, 1, 2, 3, 4]))
    """
    if not _DROPPED.search(text):
        folded = text.translate(_PLAIN)
        if _LONGER not in folded:
            return folded, range(len(folded))
    blanks = {found.start() for found in _BETWEEN_LETTERS.finditer(text)}
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if _DROPPED.match(sign) and place not in blanks:
            continue
        plain = " " if place in blanks else _PLAIN[ord(sign)]
        if plain == _LONGER:
            plain = unicodedata.normalize("NFKC", sign).translate(_SIGNS).lower()
        signs.append(plain)
        places.extend([place] * len(plain))
    return "".join(signs), places


def _stands_apart(text: str, start: int, end: int) -> bool:
    for kind in (_LETTER, _KATAKANA):
        if start and kind.match(text[start]) and kind.match(text[start - 1]):
            return False
        if end < len(text) and kind.match(text[end]) and kind.match(text[end - 1]):
            return False
    return True
