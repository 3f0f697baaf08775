"""Which language and script a translation is in, and what was left in those of the source."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from dragoman.check.codes import finding
from dragoman.check.pair import Pair
from dragoman.check.tables import of_language, table
from dragoman.languages import parse_language
from dragoman.model import Finding
from dragoman.text.scripts import letters_of, scripts_of

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENOUGH = 5
"""Words from which the language of a text can be told by its small words."""
_ALIENS = 3
"""So many letters of another alphabet are no name from there."""
_COPIED_WORDS = 5
"""So many words of the source in a row are no name or title that is kept."""
_LATIN_LETTER = "[A-Za-zÀ-ÖØ-öø-ɏ'’-]"
_LATIN_RUN = re.compile(rf"(?<!{_LATIN_LETTER}){_LATIN_LETTER}++(?: {_LATIN_LETTER}++)++")
_LOWER_WORDS = re.compile(r"(?<![^ ])[a-zà-öø-ÿ]{2,} [a-zà-öø-ÿ]{2,}(?![^ ])")
"""Two in a row are no name and no title in title case."""
_LOWER_WORD = re.compile(r"(?<![A-Za-zÀ-ɏ.@/_-])[a-z]{4,}(?![A-Za-zÀ-ɏ@/_-])(?! [A-Z])")
_QUOTED = re.compile(r"[“\"«《（(\[„][^“\"«»《》（）()„“”\]]{0,500}[”\"»》）)\]“]|''[^']{0,500}''|<<[^>]{0,500}>>")
_CYRILLIC_MIX = re.compile(r"[Ѐ-ӿ][a-zA-Z](?=[Ѐ-ӿa-z])|[a-zA-Z][а-яё]{2}|[а-яё]{2}[a-zA-Z]")


def check_language(pair: Pair) -> Iterator[Finding]:
    """Yield what was left in the source's language, script or the translator's own."""
    if pair.target.strip() == pair.source.strip():
        words = re.findall(r"[^\W\d_]{2,}", pair.source_prose)
        foreign = _foreign_script(pair) and any(not word.isupper() and word.islower() for word in words)
        if len(words) > 3 or foreign or (len(words) > 2 and any(word.islower() for word in words)):
            yield finding("U001")
        return
    yield from _script(pair)
    yield from _remarks(pair)


def _foreign_script(pair: Pair) -> bool:
    return set(pair.target_script).isdisjoint(pair.source_script)


def _script(pair: Pair) -> Iterator[Finding]:
    if _foreign_script(pair):
        found = list(_left(pair))
        yield from found
        if not found and (wrong := _other_letters(pair)):
            yield wrong
    elif len(pair.source_vocabulary & pair.target_vocabulary) >= _COPIED_WORDS and (
        copied := _copied(pair.source_prose, pair.target_prose)
    ):
        yield finding("U002", words=copied)
        return
    cyrillic = pair.target_script == ("Cyrillic",)
    if cyrillic and (mixed := _CYRILLIC_MIX.search(pair.target_prose)):
        yield finding("U004", words=_word_at(pair.target_prose, mixed.start()))
    if pair.target_script[0] in ("Latin", "Cyrillic", "Arabic"):
        yield from _language(pair)


def _word_at(text: str, place: int) -> str:
    start = max(text.rfind(" ", 0, place + 1) + 1, 0)
    return text[start:].split(" ")[0][:30]


def _left(pair: Pair) -> Iterator[Finding]:
    """Yield words of the source in a translation whose script is another."""
    if pair.source_script == ("Latin",):
        if not re.search(r"[a-z]{3}", pair.target):
            return
        bare = _QUOTED.sub(" ", pair.target_prose)
        runs = (run for run in _LATIN_RUN.findall(bare) if run in pair.source_prose)
        if run := next((run for run in runs if _LOWER_WORDS.search(run)), None):
            yield finding("U002", words=run)
        elif word := next((word for word in _LOWER_WORD.findall(bare) if _is_word_of(word, pair.source)), None):
            yield finding("U002", words=word)
        return
    if found := re.search(rf"[{letters_of(pair.source_language.tag)}]{{2,}}", pair.target_prose):
        yield finding("U002", words=found[0])


def _is_word_of(word: str, source: str) -> bool:
    return re.search(rf"(?<![\w-]){word}(?![\w-])", source) is not None


def _other_letters(pair: Pair) -> Finding | None:
    """Return a finding about a translation of some length without a letter of its own script."""
    letters = _letter(pair.target_language.tag)
    if letters.search(pair.target):
        return None
    words = [word for word in _WORD.findall(pair.target_prose) if not word.isupper() and len(word) > 1]
    foreign = [word for word in words if not word.isascii()]
    if (len(words) > 2 and any(word.islower() for word in words)) or len("".join(foreign)) > 5:
        return finding("U004", words=" ".join(words[:4]))
    return None


@cache
def _letter(tag: str) -> re.Pattern[str]:
    return re.compile(f"[{letters_of(tag)}]")


def _copied(source: str, target: str) -> str | None:
    """Return words that stand in both texts in a row, too many of them and too small to be a name."""
    words, there = target.split(), source.split()
    same = set(words) & set(there)
    if len(same) < _COPIED_WORDS:
        return None
    have = f" {' '.join(there)} "
    for start in range(len(words) - _COPIED_WORDS + 1):
        run = words[start : start + _COPIED_WORDS]
        if same.issuperset(run) and sum(word.islower() for word in run) > 2 and f" {' '.join(run)} " in have:
            return " ".join(run)
    return None


@cache
def small_words(language: str) -> frozenset[str]:
    """Return the small words that tell a language, empty where the table has none."""
    return frozenset((of_language("function_words", language) or "").split())


@cache
def _languages_like(tag: str) -> Mapping[str, frozenset[str]]:
    """Return the small words of the other languages of a language's script, by language."""
    script = scripts_of(tag)
    own = tag.partition("-")[0]
    return {
        other: small_words(other) for other in table("function_words") if other != own and scripts_of(other) == script
    }


@cache
def _own_words(language: str, source: str) -> frozenset[str]:
    """Return the small words of the source's language that the language of the translation has not."""
    own = small_words(source) - small_words(language)
    return frozenset(word for word in own if len(word) > 2) - _WORDS_OF_NAMES


_WORDS_OF_NAMES = frozenset(
    {
        "not",
        "but",
        "may",
        "can",
        "his",
        "was",
        "has",
        "had",
        "all",
        "any",
        "out",
        "into",
        "son",
        "over",
        "after",
        "under",
        "her",
        "more",
    }
)
"""What is a word of another language, too, or part of names."""


def _language(pair: Pair) -> Iterator[Finding]:
    words = pair.target_words
    own = small_words(pair.to)
    if not words or not own:
        return
    present = pair.target_vocabulary
    if alien := _language_by_letters(pair):
        yield finding("U005", language=parse_language(alien).name)
        return
    if len(words) >= _ENOUGH and (other := _other_language(pair.target_language.tag, present, len(words))):
        yield finding("U005", language=parse_language(other).name)
        return
    if pair.source_script == pair.target_script and (small := _own_words(pair.to, pair.frm)):
        left = present & small
        if left and (word := _left_word(pair, left)):
            yield finding("U002", words=word)


@cache
def _alien_words(tag: str) -> frozenset[str]:
    """Return the small words of other languages of the script that a language has not."""
    words: frozenset[str] = frozenset().union(*_languages_like(tag).values())
    return words - small_words(tag.partition("-")[0])


def _other_language(tag: str, present: frozenset[str], length: int) -> str | None:
    """Return the language whose small words a text of so many words has, in place of those of the language of a tag."""
    if len(present & _alien_words(tag)) < 3:
        return None
    own, others = small_words(tag.partition("-")[0]), _languages_like(tag)
    best = max(others, key=lambda other: len(others[other] & present))
    there, here = len((others[best] & present) - own), len((own & present) - others[best])
    return best if there > 2 and there > 3 * here and 6 * there >= length else None


@cache
def _alien_letters(language: str, script: str) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
    """Return what finds letters that a language does not write, and another language that writes each."""
    letters: Mapping[str, str] = table("letters").get(script, {})
    if language not in letters:
        return None
    others = {letter: other for other, text in letters.items() for letter in text if letter not in letters[language]}
    return re.compile(f"[{''.join(others)}]"), others


def _language_by_letters(pair: Pair) -> str | None:
    aliens = _alien_letters(pair.to, pair.target_script[0])
    found = aliens[0].findall(pair.target_prose) if aliens else []
    if not aliens or len(found) < _ALIENS:
        return None
    return max(
        aliens[1].values(),
        key=lambda other: sum(letter in table("letters")[pair.target_script[0]][other] for letter in found),
    )


def _left_word(pair: Pair, left: frozenset[str]) -> str | None:
    """Return a small word of the source's language outside of quotations and names, `Bank of China`."""
    bare = _QUOTED.sub(" ", pair.target_prose)
    tokens = bare.split()
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        word = token.strip(".,;:!?")
        if word in left and not before[:1].isupper() and not after[:1].isupper() and word in pair.source:
            return word
    return None


def _remarks(pair: Pair) -> Iterator[Finding]:
    for sign, form in _remark_forms():
        if sign in pair.target and (found := form.search(pair.target)) and not form.search(pair.source):
            yield finding("U006", words=found[0])
            return


@cache
def _remark_forms() -> Sequence[tuple[str, re.Pattern[str]]]:
    return [(sign, re.compile(form)) for sign, form in table("remarks")["forms"]]
