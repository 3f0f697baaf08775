"""Names in English text, told by capitals and by what a dictionary does not have.

A run of capitalised words is a name where a word of it is in no dictionary, where a title or a company's form stands
beside it, where it is a Chinese name in pinyin, or begins with a common given name. Words that the engine translates,
“River” before a name and “Bridge” behind one, are no part of it. What is left out is left to the engine.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from dragoman.files.compiled import compiled, key_of
from dragoman.glossary.candidates.phrases import CALENDAR_WORDS, OPENER_WORDS, is_headline
from dragoman.glossary.names.pinyin import is_chinese_name
from dragoman.resources import table_of

_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*"
_JOINED = r"[A-Z][a-z]{1,5}\.(?:\s&\s[A-Z][a-z]{1,5}\b)+(?:\.(?=\s+[a-z(]))?"
"""Abbreviations that `&` makes one name of: Com. & Adm."""
_TOKEN = re.compile(rf"{_JOINED}|(?:[A-Z]\.)+(?=\s?[A-Z])|St\.(?=\s[A-Z])|{_WORD}|\d+|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_SOUND = re.compile(r"[aeiouyáéíóúàèìòùäëïöüâêîôûãõåæøœ]", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\.\s?[&,;:a-z0-9]")
_SHOUTED = re.compile(r"(?<![^\W_])[A-Z][A-Z'’-]*(?![^\W_])")
_REACH, _WORDS_OF_A_COMPANY = 60, 5
"""Characters and words before a company's form that may be its name."""
_PACKED = ("strategies", "dictionaries", "data", "en.plzma")
"""Simplemma's English dictionary in its package."""
_HERE = "glossary/names/english.py"
_BEGINNING = 3
"""Letters that bring a word and few others together."""
_LEAST = 3
"""Letters of a single word that may be a name: shorter ones are signs and abbreviations."""


class Name(NamedTuple):
    """A name and where it stands."""

    start: int
    end: int
    """Offsets into the text."""


class _Token(NamedTuple):
    text: str
    start: int
    opens: bool
    """A sentence may begin here, so that its capital says nothing."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def capital(self) -> bool:
        """Begins with a capital, behind an elided article (`d'Orsay`) and in `al-Rifai` too."""
        return self.text[:1].isupper() or bool(re.match(r"(?:al|el|d|ad|ar|as|an)[-'’][^\W\d_a-z]", self.text))


def find_names(text: str, taken: Sequence[tuple[int, int]] = (), *, headline: bool = False) -> list[Name]:
    """Return the names in an English text, from left to right; in a `headline` all words may have capitals.

    No name reaches into what is taken, such as the term of a glossary: “Minister of Justice He Junwei” names one.

    >>> text = "Yesterday Dr. J. R. Whitlock of Velmora Foods Co., Ltd. met He Junwei at the Ravensworth Bridge."
    >>> [text[name.start : name.end] for name in find_names(text)]
    ['J. R. Whitlock', 'Velmora Foods Co., Ltd.', 'He Junwei', 'Ravensworth']
    """
    if not _CAPITAL.search(text):
        return []
    companies = [
        name
        for name in _shouted_companies(text)
        if not any(name.start < end and start < name.end for start, end in taken)
    ]
    if text.isupper():
        return companies
    taken = [*taken, *companies]
    tokens = [
        token for token in _tokens(text) if not any(token.start < end and start < token.end for start, end in taken)
    ]
    headline = headline and is_headline([token.text for token in tokens if token.text[0].isalpha()])
    return sorted([*companies, *_names(text, tokens, headline=headline)])


def _shouted_companies(text: str) -> Iterator[Name]:
    """Yield the names of companies in capitals: VELMORA FOODS CO., LTD.

    Where other words are in capitals, too, a name begins with a word that no dictionary has, or with the last two.
    """
    for found in _any_company().finditer(text):
        words = list(_SHOUTED.finditer(text, max(0, found.start() - _REACH), found.start()))
        if not found[0].isupper() or not words or words[-1].end() != found.start():
            continue
        run: list[re.Match[str]] = []
        while words and len(run) < _WORDS_OF_A_COMPANY and not _is_function_word(words[-1][0]):
            if run and text[words[-1].end() : run[0].start()] not in {" ", " & "}:
                break
            run.insert(0, words.pop())
        if text.isupper() and not (words and _is_function_word(words[-1][0])):
            unknown = [place for place, word in enumerate(run) if _is_unknown(word[0].title())]
            run = run[unknown[0] :] if unknown else run[-2:]
        if run:
            yield Name(run[0].start(), found.end())


def _tokens(text: str) -> Iterator[_Token]:
    opens = True
    for found in _TOKEN.finditer(text):
        yield _Token(found[0], found.start(), opens)
        opens = found[0] in '.!?:“"‘•' or (opens and not found[0][0].isalpha())


def _names(text: str, tokens: Sequence[_Token], *, headline: bool) -> Iterator[Name]:
    place = 0
    while place < len(tokens):
        if not tokens[place].capital:
            place += 1
            continue
        end = _run_end(text, tokens, place)
        run = list(tokens[place:end])
        place = end
        for part in _parts(run):
            yield from _names_in(text, part, headline=headline)


def _parts(run: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Yield the stretches between titles that nobody bears as a name: “Marwick Mayor Anna Holm” are two."""
    start = 0
    for place in range(1, len(run)):
        if _bare(run[place].text) in _words("ranks"):
            yield list(run[start:place])
            start = place
    yield list(run[start:])


def _bare(word: str) -> str:
    """Return a title in small letters, without its full stop and what follows a hyphen: “President-elect”."""
    return word.lower().rstrip(".").partition("-")[0]


def _run_end(text: str, tokens: Sequence[_Token], start: int) -> int:
    """Return where a run of capitalised words, with particles, initials and `&` between them, ends."""
    end = place = start + 1
    while place < len(tokens):
        gap = text[tokens[place - 1].end : tokens[place].start]
        token = tokens[place]
        initial = token.text.endswith(".") and token.text[0].isupper()
        if gap.strip() or "\n\n" in gap or (not gap and not tokens[place - 1].text.endswith(".")):
            break
        if _POSSESSIVE.search(tokens[place - 1].text) and "’s" not in token.text:
            break  # “Marwick's Harbour Board” are two
        if token.capital or initial:
            end = place + 1
        elif token.text.lower() not in _words("particles") and token.text != "&":
            break
        place += 1
    return end


def _names_in(text: str, run: list[_Token], *, headline: bool) -> Iterator[Name]:
    """Yield the name in a run of capitalised words, if it is one."""
    titled = False
    company = _company_in(text, run)
    while run and not _is_pinyin(run) and _is_before_a_name(run, company=bool(company)):
        titled = _bare(run[0].text) in _words("titles")
        run = run[1:]
    if not run:
        return
    while not company and len(run) > 1 and run[-1].text.lower() in _words("heads"):
        run = run[:-1]
    while len(run) > 1 and run[0].text.lower() in _words("heads"):
        run = run[1:]
    run = [token for place, token in enumerate(run) if place or token.text != "&"]
    while run and (run[-1].text == "&" or run[-1].text.lower() in _words("particles") or _is_small(run[-1].text)):
        run = run[:-1]
    if len(run) == 1 and not titled and _ABBREVIATED.match(text, run[0].end):
        return
    if not run or not _is_name(run, titled=titled, company=bool(company), headline=headline):
        return
    end = company.end() if company else run[-1].end
    if not company:
        end -= len(found[0]) if (found := _POSSESSIVE.search(run[-1].text)) else 0
    yield Name(run[0].start, end)


def _is_before_a_name(run: Sequence[_Token], *, company: bool) -> bool:
    """Tell whether the first word of a run is no part of a name: a title, a small word, one that opens a sentence."""
    first = run[0]
    if _bare(first.text) in _words("titles") or _is_small(first.text):
        return True
    return first.opens and not company and len(run) > 1 and is_ordinary(first.text) and not _is_given(first)


def _is_function_word(word: str) -> bool:
    return _is_small(word) or word.lower() in _words("particles") or word.lower() in _words("before_companies")


def _company_in(text: str, run: list[_Token]) -> re.Match[str] | None:
    """Find a company's form behind a run or at its end, where it is taken off: its words are capitalised, too."""
    if found := _company().match(text, run[-1].end - (1 if run[-1].text.endswith(".") else 0)):
        return found
    for place in range(1, len(run)):
        found = _company().match(text, run[place - 1].end)
        if found and found.end() >= run[-1].end:
            del run[place:]
            return found
    return None


def _is_name(run: Sequence[_Token], *, titled: bool, company: bool, headline: bool) -> bool:
    words = [_POSSESSIVE.sub("", token.text) for token in run if token.capital]
    if not words or (len(words) == 1 and len(words[0]) < _LEAST):
        return False
    if _is_pinyin(run) or any(len(token.text) > 1 and "&" in token.text for token in run):
        return True
    unknown = [word for word in words if _is_unknown(word)]
    if headline:
        return len(unknown) == len(words)
    if unknown or company:
        return bool(unknown) or len(words) > 0
    lower = [word.lower() for word in words]
    if titled:
        return not any(word in _words("heads") for word in lower) and not all(map(is_ordinary, words))
    return len(words) > 1 and lower[0] in _words("given") and lower[-1] not in _words("heads")


def _is_pinyin(run: Sequence[_Token]) -> bool:
    return len(run) > 1 and is_chinese_name(" ".join(_POSSESSIVE.sub("", token.text) for token in run[:2]))


def _is_given(token: _Token) -> bool:
    return token.text.lower() in _words("given")


def _is_small(word: str) -> bool:
    low = word.lower()
    return low in OPENER_WORDS or low in CALENDAR_WORDS or (len(word) == 1 and word != "&")


def is_known(word: str) -> bool:
    """Tell whether a dictionary has a word as it is written."""
    return f"|{word}|" in _dictionary().get(word[:_BEGINNING], "")


def is_broken(first: str, second: str) -> bool:
    """Tell whether two halves around a hyphen at a line end are one word: procura-torate, and no world-class.

    >>> is_broken("judi", "cial"), is_broken("world", "class"), is_broken("long", "and")
    (True, False, False)
    """
    return is_ordinary(first + second) and not (is_known(first) and is_known(second) and len(second) > 2)


def is_ordinary(word: str) -> bool:
    """Tell whether a dictionary has a word, or all parts of a compound, in lower case."""
    parts = word.lower().split("-")
    return all(is_known(part) or part in _words("ordinary") for part in parts)


def _is_unknown(word: str) -> bool:
    """Tell whether a word is in no dictionary, with a capital or without; abbreviations are none of its business."""
    low = word.lower()
    if "." in word or not _SOUND.search(word) or word.isupper() or low in _words("ordinary"):
        return False
    if any(map(is_known, (low, word, word.capitalize(), low.removesuffix("s")))):
        return False
    parts = [part for part in re.split(r"[-'’]", word) if part]
    if len(parts) > 1:
        if parts[0].lower() in _words("prefixes") or (len(parts[-1]) > 2 and parts[-1].islower()):
            return False  # Sino-Russian, Marwick-based
        return any(part[0].isupper() and _is_unknown(part) for part in parts)
    return True


@cache
def _dictionary() -> Mapping[str, str]:
    """Return simplemma's English words by their first letters, each between bars.

    Proper names of some fame are among them. Reading the dictionary takes longer than most reports, so that what is
    needed of it is kept.
    """
    spec = find_spec("simplemma")  # does not load it
    packed = Path(str(spec and spec.origin)).parent.joinpath(*_PACKED)
    if not packed.is_file():
        return _read_dictionary()
    return compiled("words", key_of([packed.read_bytes()], [_HERE]), _read_dictionary)


def _read_dictionary() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    groups: dict[str, list[str]] = {}
    for word in DefaultDictionaryFactory().get_dictionary("en"):
        groups.setdefault(word[:_BEGINNING], []).append(word)
    return {beginning: "|".join(["", *words, ""]) for beginning, words in groups.items()}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name].split())


@cache
def _table() -> dict[str, str]:
    return table_of(__file__)


@cache
def _company() -> re.Pattern[str]:
    return re.compile(_table()["companies"], re.VERBOSE)


@cache
def _any_company() -> re.Pattern[str]:
    return re.compile(_table()["companies"], re.VERBOSE | re.IGNORECASE)
