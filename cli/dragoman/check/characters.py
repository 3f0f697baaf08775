"""Characters that should not be in a translation: damaged, invisible, of the other Chinese script."""

import re
import unicodedata
from collections.abc import Iterator

from dragoman.check.codes import finding
from dragoman.check.pair import Pair
from dragoman.model import Finding

_DAMAGED = re.compile(
    "\ufffd|[ÃÂ][\x80-\xbf\u201a-\u203a€Œœ™Ÿž]|â€.|ï»¿|锟斤拷|烫烫烫|[ÐÑ][\x80-\xbf°±²³´µ¶·¸¹º»¼½¾]|Ø[§¹±ªŸ¨]|[\ue000-\uf8ff]"
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_JOINERS = re.compile(r"[\u200c\u200d](?![\U0001f000-\U0001faff♂♀⚕⚖✈❤])")
_WRITES_JOINERS = frozenset(
    {
        "fa",
        "ur",
        "ar",
        "hi",
        "mr",
        "ne",
        "bn",
        "ta",
        "te",
        "kn",
        "ml",
        "gu",
        "pa",
        "or",
        "si",
        "ku",
        "ug",
        "ps",
        "km",
        "my",
    }
)
_KASHIDA = re.compile(r"(?<=[\u0620-\u064a])\u0640+(?=[\u0620-\u064a])")
_NAMES = {"\u200b": "a zero-width space", "\ufeff": "a byte-order mark", "\xad": "a soft hyphen"}


def check_characters(pair: Pair) -> Iterator[Finding]:
    """Yield damaged and invisible characters, stretched Arabic, and characters of the other Chinese script."""
    target = pair.target
    if target.isascii():
        if not target.isprintable() and (found := _INVISIBLE.search(target)) and found[0] not in pair.source:
            yield finding("E002", name=_name(found[0]))
        return
    if (found := _DAMAGED.search(target)) and found[0] not in pair.source:
        yield finding("E001", character=found[0])
    invisible = None if target.isprintable() else _INVISIBLE.search(target) or _joiner(pair)
    if invisible and invisible[0] not in pair.source:
        yield finding("E002", name=_name(invisible[0]))
    if "\u0640" in target and _KASHIDA.search(target):
        yield finding("E003")
    if pair.to == "zh":
        yield from _other_han(pair)


def _joiner(pair: Pair) -> re.Match[str] | None:
    """Return a joiner or non-joiner in a language that does not write them."""
    return None if pair.to in _WRITES_JOINERS else _JOINERS.search(pair.target)


def _name(character: str) -> str:
    return _NAMES.get(character) or unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _other_han(pair: Pair) -> Iterator[Finding]:
    """Yield characters that the other script alone has, and the source has not."""
    from dragoman.glossary.lint.scripts import other_characters  # reads OpenCC's tables

    others = other_characters("Hant" if "Hant" in pair.target_language.tag else "Hans")
    wrong = [char for char in dict.fromkeys(pair.target) if char in others and char not in pair.source]
    if wrong:
        yield finding("V001", wrong="".join(wrong), right="".join(others[char][0] for char in wrong))
