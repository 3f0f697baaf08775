"""What a half-done translation shows: source text left in, repetitions, too much or too little, odd spaces."""

import re
from collections.abc import Iterator, Mapping

from dragoman.check import codes
from dragoman.check.pair import Pair
from dragoman.languages import subtag
from dragoman.model import Finding
from dragoman.text.strings import find_loop

_LETTERS: Mapping[str, str] = {
    "Latin": r"A-Za-zÀ-ÖØ-öø-ɏ",
    "Cyrillic": r"Ѐ-ӿ",
    "Arabic": r"؀-ۿݐ-ݿ",
    "Han": r"㐀-䶿一-鿿",
    "Kana": r"぀-ヿ",
    "Hangul": r"가-힯",
}
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("zh", "yue"), ("Han",)),
    "ja": ("Han", "Kana"),
    "ko": ("Hangul", "Han"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be", "kk"), ("Cyrillic",)),
    **dict.fromkeys(("ar", "fa", "ur"), ("Arabic",)),
}
"""Languages that are not written in Latin letters."""
_COPIED_WORDS = 5
"""So many words of the source in a row are no name or title that is kept."""
_LATIN_RUN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ'’-]+(?: [A-Za-zÀ-ÖØ-öø-ɏ'’-]+)+")
_LOWER_WORDS = re.compile(r"(?<![^ ])[a-zà-öø-ÿ]{2,} [a-zà-öø-ÿ]{2,}(?![^ ])")
"""Two in a row are no name and no title in title case."""
_QUOTED = re.compile(r"[“\"«《（(][^“”\"«»《》（）()]*[”\"»》）)]")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,})[ \u00a0]+\1\b", re.IGNORECASE)
_MAY_DOUBLE = frozenset(
    {"nous", "vous", "que", "der", "die", "das", "den", "dem", "sie", "bye", "very", "more", "so", "had", "that", "is"}
)
_DOUBLED_HAN = re.compile(r"([\u4e00-\u9fff]{2,8}?)\1(?!\1)|([\u4e00-\u9fff]{4,8}?)[，、]\2")
_RATIOS: Mapping[tuple[str, str], float] = {
    **{("en", "zh"): 0.31, ("en", "ja"): 0.42, ("en", "ko"): 0.5, ("en", "ar"): 0.88, ("en", "ru"): 1.06},
    **{("en", "fr"): 1.15, ("en", "es"): 1.13, ("en", "de"): 1.13, ("en", "pt"): 1.09, ("en", "it"): 1.12},
}
"""Usual characters of the translation for one of the source; medians of the UN's own translations for the first five
and fr, es (`dragoman po check` was tuned on them), of Europarl for the others."""
_SHORTEST = 40
"""Characters of a source from which its length says something."""
_EDGE = re.compile(r"\A[ \t\u00a0\u3000]+|[ \t\u00a0\u3000]+\Z")
_DOUBLE_SPACE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_SPACE_IN_HAN = re.compile(
    r"[\u4e00-\u9fff] +[\u4e00-\u9fff]|[\u4e00-\u9fff] +[，。、；：？！）》”]|[，。、；：？！（《“] +[\u4e00-\u9fff]"
)


def check_wording(pair: Pair) -> Iterator[Finding]:
    """Yield what was left out, left over or said twice."""
    yield from _left_in_source(pair)
    yield from _repetitions(pair)
    yield from _length(pair)
    yield from _spaces(pair)


def _left_in_source(pair: Pair) -> Iterator[Finding]:
    if pair.target.strip() == pair.source.strip():
        words = re.findall(r"[^\W\d_]{2,}", pair.source_prose)
        if len(words) > 2 or (_foreign_script(pair) and any(not word.isupper() for word in words)):
            yield codes.UNTRANSLATED.finding()
        return
    if _foreign_script(pair):
        left = (run for run in _LATIN_RUN.findall(_QUOTED.sub(" ", pair.target_prose)) if run in pair.source_prose)
        if run := next((run for run in left if _LOWER_WORDS.search(run)), None):
            yield codes.SOURCE_LEFT.finding(words=run)
    elif copied := _copied(pair.source_prose, pair.target_prose):
        yield codes.SOURCE_LEFT.finding(words=copied)
    if (scripts := _SCRIPTS.get(subtag(pair.source_language))) and not set(scripts) & set(
        _SCRIPTS.get(pair.to, ("Latin",))
    ):
        letters = "".join(_LETTERS[script] for script in scripts)
        if found := re.search(rf"[{letters}]{{2,}}", pair.target_prose):
            yield codes.SOURCE_LEFT.finding(words=found[0])


def _foreign_script(pair: Pair) -> bool:
    return pair.to in _SCRIPTS and subtag(pair.source_language) not in _SCRIPTS


def _copied(source: str, target: str) -> str | None:
    """Return words that stand in both texts in a row, too many of them and too small to be a name."""
    words = re.findall(r"[^\W\d_]+", target)
    have = " " + " ".join(re.findall(r"[^\W\d_]+", source)) + " "
    for start in range(len(words) - _COPIED_WORDS + 1):
        run = words[start : start + _COPIED_WORDS]
        if sum(word.islower() for word in run) > 2 and f" {' '.join(run)} " in have:
            return " ".join(run)
    return None


def _repetitions(pair: Pair) -> Iterator[Finding]:
    if (unit := find_loop(pair.target)) and not find_loop(pair.source):
        yield codes.TRANSLATION_LOOPS.finding(unit=unit)
        return
    for found in _DOUBLED.finditer(pair.target):
        word = found[1].casefold()
        twice = rf"\b{re.escape(word)}\W+{re.escape(word)}\b"
        if word not in _MAY_DOUBLE and not re.search(twice, pair.source.casefold()):
            yield codes.WORD_DOUBLED.finding(word=found[1])
            return
    if han := _DOUBLED_HAN.search(pair.target):
        yield codes.WORD_DOUBLED.finding(word=han[1] or han[2])


def _length(pair: Pair) -> Iterator[Finding]:
    usual = _RATIOS.get((subtag(pair.source_language), pair.to))
    source = len(pair.source_prose.strip())
    if usual is None or source < _SHORTEST or not pair.target.strip():
        return
    # An office that fills a line in English has four characters in Chinese: of terms the glossary knows the length.
    settled = sum(end - start for start, end in pair.settled)
    expected = (source - settled) * usual + pair.settled_length
    ratio = len(pair.target_prose.strip()) / max(expected, 1)
    tolerance = 2 + 60 / source  # a short text may say with a name what a long one cannot
    if ratio * tolerance < 1:
        yield codes.TOO_SHORT.finding(percent=f"{ratio:.0%}")
    elif ratio > tolerance:
        yield codes.TOO_LONG.finding(percent=f"{ratio:.0%}")


def _spaces(pair: Pair) -> Iterator[Finding]:
    if _EDGE.search(pair.target) and not _EDGE.search(pair.source):
        yield codes.SPACES.finding(what="white space at its edge")
    elif _DOUBLE_SPACE.search(pair.target) and not _DOUBLE_SPACE.search(pair.source):
        yield codes.SPACES.finding(what="two spaces in a row")
    elif pair.to == "zh" and (found := _SPACE_IN_HAN.search(pair.target)):
        yield codes.SPACES.finding(what=f"a space inside Chinese text, “{found[0]}”")
