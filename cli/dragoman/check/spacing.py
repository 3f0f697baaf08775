"""Spaces, and the widths and forms of marks, as the target language writes them."""

import re
from collections.abc import Iterator
from functools import cache

from dragoman.check.codes import finding
from dragoman.check.pair import Pair
from dragoman.check.tables import table
from dragoman.model import Finding
from dragoman.text.scripts import HAN, KANA

_EDGE = re.compile(r"\A[ \t\u00a0\u3000]+|(?<![ \t\u00a0\u3000])[ \t\u00a0\u3000]+\Z")
_DOUBLE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_IN_HAN = re.compile(
    rf"[{HAN}] +(?![摄攝](?:[\])）】]|\Z))[{HAN}]|\S[ \u00a0]+[，。、；：？！）》」』】]"
    rf"|[，。、；：？！（《「『【][ \u00a0]+(?=\S)|[{HAN}] +[”]|[“] +[{HAN}]"
)
_IN_KANA = re.compile(rf"[{HAN}{KANA}] +[、。！？）」』]|[、。（「『] +[{HAN}{KANA}]")
_BEFORE = re.compile(
    r"[ \u00a0\u202f](?<=[\w)”»\"'’\s].)[ \u00a0\u202f]{0,20}"
    r"(?:[,;](?=[^\W\d_]|\s|\Z)|[.:?!…،؛؟](?![.\w:;)(=/-]))"
)
_BEFORE_CLOSE = re.compile(r"\([ \u00a0]+\S|\S[ \u00a0]+\)")
_BEHIND = re.compile(
    r"[,;.!?،؛](?:(?<=[^\W\d_]{2}[,;])[^\W\d_]{2}|(?<=[a-zà-ÿ]{2}[.!?])[A-ZÀ-Þ][a-zà-ÿ]+ |(?<=[؀-ۿ][،؛])[؀-ۿ]{2})"
)
_WIDE_IN_LATIN = re.compile(r"(?<=[A-Za-zÀ-ɏЀ-ӿ؀-ۿ ])[，。、；：？！（）]|[，。、；：？！（](?=[A-Za-zÀ-ɏЀ-ӿ؀-ۿ ])")
_WIDE = re.compile("[，。、；：？！（）]")
_NARROW_IN_HAN = re.compile(
    rf"(?<=[{HAN}ぁ-ヿ])[,;:?!](?!\d)(?=\s?[{HAN}ぁ-ヿ“”」]|\s?\Z)|(?<=[{HAN}ぁ-ヿ])\.(?=\Z|[{HAN}])"
)
_WIDE_LETTERS = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_FRENCH = re.compile(r"[\w)»”%][;!?:»](?![/\\\w-])|«[^\s\u00a0\u202f]")
_FRENCH_PLAIN = re.compile(r"[\w)»”%] [;!?:»]|« ")
_FRENCH_TIME = re.compile(r"\d:\d|\w:\w|\w:\\")
_SPACE_PERCENT = re.compile(rf"\d [%％‰](?=[{HAN}，。])")


def check_spacing(pair: Pair) -> Iterator[Finding]:
    """Yield spaces too many, missing ones, and marks of another width or language."""
    yield from _spaces(pair)
    if pair.to in ("zh", "ja", "yue"):
        yield from _east_asian(pair)
    else:
        yield from _around_marks(pair)
        yield from _foreign_marks(pair)


def _spaces(pair: Pair) -> Iterator[Finding]:
    target = pair.target
    if (target[:1] in _BLANKS or target[-1:] in _BLANKS) and _EDGE.search(target) and not _EDGE.search(pair.source):
        yield finding("S001", what="white space at its edge")
    elif _DOUBLE.search(target) and not _DOUBLE.search(pair.source):
        yield finding("S001", what="two spaces in a row")


_BLANKS = (" ", "\t", "\u00a0", "\u3000")


def _east_asian(pair: Pair) -> Iterator[Finding]:
    target = pair.target
    pattern = _IN_HAN if pair.to != "ja" else _IN_KANA
    if found := pattern.search(target) or _SPACE_PERCENT.search(target):
        yield finding("S004", place=found[0])
    if found := _NARROW_IN_HAN.search(target):
        yield finding("P007", mark=found[0], wanted=table("marks")["wide"][found[0]])
    if (found := _WIDE_LETTERS.search(target)) and pair.to != "ja" and found[0] not in pair.source:
        import unicodedata

        yield finding("P007", mark=found[0], wanted=unicodedata.normalize("NFKC", found[0]))


def _around_marks(pair: Pair) -> Iterator[Finding]:
    target = pair.target
    french = _spaced(pair)
    for found in _BEFORE.finditer(target):
        mark = found[0].strip()
        if mark in french or (mark in "….:" and found[0] in pair.source):
            continue
        if not _BEFORE.search(pair.source):
            yield finding("S002", what=f"a space before “{mark}”", place=_place(target, found))
            break
    inside = "( " in target or "(\u00a0" in target or " )" in target or "\u00a0)" in target
    if inside and (found2 := _BEFORE_CLOSE.search(target)) and not _BEFORE_CLOSE.search(pair.source):
        yield finding("S002", what="a space inside brackets", place=_place(target, found2))
    if (behind := _BEHIND.search(target)) and not _BEHIND.search(pair.source_prose):
        yield finding("S002", what="no space behind a mark", place=_place(target, behind))
    if french:
        for found in _FRENCH.finditer(target):
            if not _FRENCH_TIME.search(target[max(0, found.start() - 1) : found.end() + 1]):
                yield finding("S003", place=_place(target, found))
                break
        else:
            if found3 := _FRENCH_PLAIN.search(target):
                yield finding("S003", place=found3[0])


def _place(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 12) : found.end() + 3].strip()


def _spaced(pair: Pair) -> str:
    """Return the marks that want a space before them in the language of the translation."""
    marks: str = table("marks")["space_before"].get(pair.to, "")
    return "" if pair.target_language.tag in table("marks")["space_before_not_in"].get(pair.to, ()) else marks


@cache
def _instead(language: str, letters: str) -> re.Pattern[str] | None:
    marks = table("marks")["instead"].get(language)
    return re.compile(rf"(?<=[{letters}])\s?([{''.join(marks)}])(?=\s|\Z)") if marks else None


def _foreign_marks(pair: Pair) -> Iterator[Finding]:
    target = pair.target
    if not target.isascii() and _WIDE.search(target) and (found := _WIDE_IN_LATIN.search(target)):
        wanted = table("marks")["narrow"].get(found[0], found[0])
        yield finding("P007", mark=found[0], wanted=wanted)
    pattern = _instead(pair.to, pair.script_letters)
    marks = table("marks")["instead"].get(pair.to, ())
    if pattern and any(mark in target for mark in marks) and (found := pattern.search(target)):
        yield finding("P008", mark=found[1], wanted=table("marks")["instead"][pair.to][found[1]])
    for mark, opener in table("marks")["openers"].get(pair.to, {}).items():
        if mark in pair.target_prose and opener not in target:
            yield finding("P008", mark=f"…{mark}", wanted=f"{opener}…{mark}")
            break
    if pair.to not in table("marks")["openers"] and ("¿" in target or "¡" in target) and "¿" not in pair.source:
        yield finding("P008", mark="¿", wanted="?")
