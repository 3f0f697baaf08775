"""Terms in languages that inflect: found by the dictionary forms of their words, whatever their case or number.

The dictionary forms come from simplemma, which has about fifty languages; where it has none, words must be written as
the glossary writes them. Arabic has none either: there the article and the particles that are written together with a
word are taken off it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.normalise import INVISIBLE
from dragoman.glossary.matching.sources import Candidate, SourceForm, SourceMatcher, source_forms

_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}{INVISIBLE}])*")
_UNSEEN = re.compile(rf"[{INVISIBLE}\u0640\u064b-\u065f\u0670]")
_JOINED = re.compile(rf"[\s{INVISIBLE}]*['’ʼ\-\u2010-\u2013]?[\s{INVISIBLE}]*")
_BREAK = "|"
"""Stands for signs between words, such as a comma or a full stop."""
_AS_WRITTEN = frozenset({"place", "person"})
"""Categories whose names are not inflected here: “Chinas” and “chinos” are not China."""

_ARABIC_ALEF = str.maketrans("أإآى", "اااي")
_ARABIC_LEAD = re.compile(r"^(?:[وف](?=\w{3}))?(?:(?:بال|كال|لل|ال)(?=\w{2})|[بكل](?=\w{4}))?")


class _Token(NamedTuple):
    start: int
    end: int
    written: str
    """Composed, in lower case."""


class LemmaMatcher(SourceMatcher):
    """Finds the forms of a glossary by dictionary forms."""

    def __init__(self, *glossaries: Glossary) -> None:
        super().__init__(*glossaries)
        glossary = glossaries[0]
        self._lemma = _lemmatiser(glossary.source.partition("-")[0])
        self._lemmas: dict[str, str] = {}
        concepts = glossary.concepts.values()
        self._as_written = {concept.id for concept in concepts if concept.category in _AS_WRITTEN}
        self._capital = self._as_written | {concept.id for concept in concepts if "case" in concept.flags}
        forms: dict[str, list[tuple[SourceForm, str]]] = defaultdict(list)
        for form in source_forms(glossary.concepts.values()):
            if tokens := _tokens(form.text):
                forms[self._track(form.text, tokens)[0]].append((form, " ".join(token.written for token in tokens)))
        self._forms = list(forms.values())
        if forms:
            from ahocorasick_rs import AhoCorasick  # only commands that match pay for it

            self._automaton = AhoCorasick(list(forms))

    def _candidates(self, source: str) -> list[Candidate]:
        if not self._forms:
            return []
        tokens = _tokens(source)
        track, places = self._track(source, tokens)
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(track, overlapping=True):
            first, last = bisect_right(places, start) - 1, bisect_right(places, end - 2) - 1
            words = tokens[first : last + 1]
            if forms := self._fitting(index, source, words):
                found.append(Candidate(words[0].start, -words[-1].end, forms))
        return found

    def _fitting(self, index: int, source: str, words: list[_Token]) -> list[SourceForm]:
        """Return the forms that these words are, the best kind of which there is one.

        A rendering that is written so is the best, then one that inflects to it, then an accepted form: the inflected
        forms that the rows of a concept spell out may be inflected forms of another's rendering.
        """
        written = " ".join(word.written for word in words)
        kinds: list[list[SourceForm]] = [[], [], [], []]
        for form, text in self._forms[index]:
            exact = text == written
            if not exact and form.id in self._as_written:
                continue
            if form.id not in self._capital or _keeps_capitals(form.text, source, words):
                kinds[2 * (not form.preferred) + (not exact)].append(form)
        return next(filter(None, kinds), [])

    def _track(self, text: str, tokens: list[_Token]) -> tuple[str, list[int]]:
        """Return the dictionary forms with blanks around, and where in that each word begins, its blank included."""
        parts: list[str] = []
        places: list[int] = []
        length = 0
        end = tokens[0].start if tokens else 0
        for token in tokens:
            if not _JOINED.fullmatch(text, end, token.start):
                parts.append(f" {_BREAK}")
                length += 2
            places.append(length)
            lemma = self._lemmas.get(token.written)
            if lemma is None:
                lemma = self._lemma(text[token.start : token.end]) or "_"
                self._lemmas[token.written] = lemma
            parts.append(f" {lemma}")
            length += len(lemma) + 1
            end = token.end
        return "".join(parts) + " ", places


def _keeps_capitals(form: str, source: str, words: Sequence[_Token]) -> bool:
    """Tell whether the words that begin with a capital in a form do so in the text."""
    pairs = zip(_tokens(form), words, strict=False)
    return all(source[word.start].isupper() for token, word in pairs if form[token.start].isupper())


def _tokens(text: str) -> list[_Token]:
    return [_Token(found.start(), found.end(), _written(found[0])) for found in _TOKEN.finditer(text)]


def _written(token: str) -> str:
    lowered = token.lower().replace("ё", "е")  # which most Russian text writes for it
    if lowered.isascii():
        return lowered
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", lowered)).replace(" ", "")


def _lemmatiser(language: str) -> Callable[[str], str]:
    """Return what makes a dictionary form of a word, in lower case and without blanks."""
    if language == "ar":
        return _strip_arabic
    from simplemma import lemmatize  # a quarter of a second, and the dictionary at the first word

    try:
        lemmatize("a", language)
    except ValueError:  # a language that simplemma has not got
        return _written
    if language == "de":  # nouns are told by their capitals there
        return lambda word: str(lemmatize(_UNSEEN.sub("", word), language)).lower().replace(" ", "_")
    return lambda word: str(lemmatize(_written(word), language)).lower().replace(" ", "_")


def _strip_arabic(word: str) -> str:
    """Return an Arabic word without the particles and the article written together with it.

    >>> _strip_arabic("والنيابة"), _strip_arabic("بالنيابة"), _strip_arabic("للنيابة"), _strip_arabic("نيابة")
    ('نيابة', 'نيابة', 'نيابة', 'نيابة')
    """
    plain = _written(word).translate(_ARABIC_ALEF)
    return _ARABIC_LEAD.sub("", plain)
