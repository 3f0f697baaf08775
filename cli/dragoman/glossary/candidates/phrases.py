"""Capitalised phrases of an English text: runs of capitalised words, with the small words that join them."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from dragoman.glossary.categories import FALLBACK, guess_category
from dragoman.glossary.names.pinyin import is_chinese_name
from dragoman.resources import words_of

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*(?:['’](?=\s|$))?|[^\w\s]")
_JOINERS = frozenset({"of", "the", "and", "for", "on", "in", "to", "against", "between", "&"})
_HEADS_BEFORE = {word: frozenset({"law"}) for word in ("in", "against", "between")} | {
    "to": frozenset({"law", "title"})
}
"""Which categories of names go on with these words."""
_WORDS = words_of(__file__)
OPENER_WORDS, CALENDAR_WORDS = _WORDS["openers"], _WORDS["calendar"]
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_ADJECTIVE = re.compile(r"(?!general).*(?:al|ic|ive|ary|ous|ese|ed|ing)", re.IGNORECASE)
_NO_ABBREVIATION = frozenset({"AM", "PM", "OK", "TV", "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"})
_POSSESSIVE = re.compile(r"['’]s?$")
_OWNER = re.compile(r"[A-Z]{2,}['’]s")
_HEADLINE = 0.6
"""Share of capitalised words from which a heading is in headline style, where capitals mean nothing."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that looks like a name."""

    start: int
    end: int
    """Offsets into the text that it was found in."""
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or bool(_ORDINAL.fullmatch(self.text))


def find_phrases(text: str, ordinary: Set[str]) -> list[Phrase]:
    """Return the capitalised phrases of one segment: two words or more, or one abbreviation.

    `ordinary` are the words that the report has in lower case somewhere: the first word of a sentence that is among
    them is capitalised for its place alone.

    >>> [phrase.text for phrase in find_phrases("In May the Court of Appeal met Judge Lin's aide in Pinehurst.", set())]
    ['Court of Appeal', 'Judge Lin']
    """
    tokens = [_Token(found.start(), found.end(), found[0]) for found in _WORD.finditer(text)]
    return [
        Phrase(part[0].start, end, text[part[0].start : end])
        for run in _runs(text, tokens, ordinary)
        for part in _parts(run)
        if _is_name(part) and (end := part[-1].start + len(_POSSESSIVE.sub("", part[-1].text)))
    ]


def is_headline(words: Sequence[str]) -> bool:
    """Tell whether nearly all long words are capitalised, as in a headline.

    >>> is_headline("Court Opens New Hall To All".split()), is_headline("The High Court met in June".split())
    (True, False)
    """
    long = [word for word in words if len(word) > 3 and word[0].isalpha() and word.lower() not in CALENDAR_WORDS]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > _HEADLINE * len(long)


def _runs(text: str, tokens: Sequence[_Token], ordinary: Set[str]) -> Iterator[Sequence[_Token]]:
    """Yield maximal runs of capitalised words and joiners that begin and end with a capitalised word."""
    run: list[_Token] = []
    fresh, sentence = True, -1
    for number, token in enumerate(tokens):
        opens = fresh and (
            token.text.lower() in OPENER_WORDS
            or (token.text.lower() in ordinary and guess_category(token.text) == FALLBACK and not token.text.isupper())
        )
        if run and not text[run[-1].end : token.start].isspace():
            yield _trimmed(run)
            run = []
        capital = token.capital and not opens and token.text.lower() not in CALENDAR_WORDS
        if capital or (run and _joins(token.text, [before.text for before in run], alone=sentence == run[0].start)):
            run.append(token)
        elif run:
            yield _trimmed(run)
            run = []
        if capital and fresh:
            sentence = token.start
        if _OWNER.fullmatch(token.text):  # "the SPP's Political Department" names two
            yield run
            run = []
        fresh = token.text in '.!?:“"' or (number == 0 and not token.text[0].isalnum())
    if run:
        yield _trimmed(run)


def _joins(word: str, before: Sequence[str], *, alone: bool) -> bool:
    """Tell whether a word can stand within a name behind the words `before`.

    Only laws hold "in" and "against", and only titles and laws "to". `alone` says that a sentence begins with the run:
    a first word that is no head of a name begins none ("Nothing in the High Court").
    """
    if word not in _JOINERS:
        return False
    head = guess_category(" ".join(before))
    if (alone and len(before) == 1 and word not in {"of", "and", "&"}) or word in {"for", "on"}:
        return head != FALLBACK
    return head in _HEADS_BEFORE.get(word, {head})


def _trimmed(run: Sequence[_Token]) -> Sequence[_Token]:
    """Return the run without joiners at its edges."""
    inner = [place for place, token in enumerate(run) if token.text not in _JOINERS]
    return run[inner[0] : inner[-1] + 1] if inner else ()


def _parts(run: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """Yield the names that `and` joins: each has a head of its own (or is an abbreviation, or a person)."""
    words = [token.text for token in run]
    begin = 0
    for place, word in enumerate(words):
        if word not in {"and", "&"} or place == begin:
            continue
        left, right = words[begin:place], [word for word in words[place + 1 :] if word != "the"]
        complete = not _ADJECTIVE.fullmatch(left[-1]) or left[-1].isupper()
        if complete and _has_head(left) and _has_head(right):
            yield _trimmed(run[begin:place])
            begin = place + 1
    yield _trimmed(run[begin:])


def _has_head(words: Sequence[str]) -> bool:
    if (len(words) == 1 and words[0].isupper()) or is_chinese_name(" ".join(words)):
        return True
    return guess_category(" ".join(words)) != FALLBACK


def _is_name(part: Sequence[_Token]) -> bool:
    capitals = [token.text for token in part if token.capital]
    if len(capitals) > 1:
        return True
    bare = _POSSESSIVE.sub("", capitals[0]) if capitals else ""
    return len(bare) > 1 and bare.isupper() and bare.isalpha() and bare not in _NO_ABBREVIATION
