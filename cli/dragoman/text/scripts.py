"""The one table of Unicode ranges: which letters a language is written with, and what Chinese and Japanese consist of.

All are for use inside a character class of a regular expression.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Ideographs, with 々 and 〇."""
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
HANGUL = "\uac00-\ud7a3"
CJK = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff65\uffe0-\uffe6\U00020000-\U0003fffd"
"""All that Chinese and Japanese write without blanks: letters, marks and full-width forms; no Hangul."""
FULL_WIDTH = "\uff01-\uff5e"
"""The characters of ASCII as wide as ideographs."""
SPACELESS = f"\u0e00-\u109f\u1780-\u17ff{CJK}"
"""Scripts without blanks between words: Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese."""
WIDE = f"\u1100-\u115f{HANGUL}{CJK}"
"""What takes two columns (UAX 11)."""

_LETTERS: Mapping[str, str] = {
    "Latin": r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "Cyrillic": r"Ѐ-ԯ",
    "Arabic": r"ؠ-ي٭-ۓەۮۯۺ-ۿݐ-ݿ",
    "Han": HAN,
    "Kana": KANA,
    "Hangul": HANGUL,
    "Greek": r"Ͱ-Ͽἀ-῿",
    "Hebrew": r"א-ת",
    "Armenian": r"Ա-Ֆա-և",
    "Georgian": r"ა-ჺ",
    "Devanagari": r"ऄ-हक़-ॡ",
    "Bengali": r"অ-হ",
    "Tamil": r"அ-ஹ",
    "Telugu": r"అ-హ",
    "Thai": r"ก-ๆ",
    "Lao": r"ກ-ໆ",
    "Khmer": r"ក-ឳ",
    "Burmese": r"က-ဪ",
    "Ethiopic": r"ሀ-ፚ",
    "Tibetan": r"ཀ-ཬ",
    "Sinhala": r"අ-ෆ",
}
"""Letters by script, for use inside a character class."""
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("zh", "yue"), ("Han",)),
    "ja": ("Han", "Kana"),
    "ko": ("Hangul", "Han"),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg"), ("Cyrillic",)),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug", "sd"), ("Arabic",)),
    **dict.fromkeys(("hi", "mr", "ne"), ("Devanagari",)),
    **dict.fromkeys(("am", "ti"), ("Ethiopic",)),
    **{"el": ("Greek",), "he": ("Hebrew",), "hy": ("Armenian",), "ka": ("Georgian",), "bn": ("Bengali",)},
    **{"ta": ("Tamil",), "te": ("Telugu",), "th": ("Thai",), "lo": ("Lao",), "km": ("Khmer",), "my": ("Burmese",)},
    **{"bo": ("Tibetan",), "si": ("Sinhala",)},
}
"""Languages that are not written in Latin letters."""


def scripts_of(tag: str) -> tuple[str, ...]:
    """Return the scripts that a language is written in, by its tag; a tag may name one, `sr-Latn`."""
    language, _, rest = tag.partition("-")
    if "Latn" in rest:
        return ("Latin",)
    return _SCRIPTS.get(language, ("Latin",))


@cache
def letters_of(tag: str) -> str:
    """Return the letters of a language for use inside a character class."""
    return "".join(_LETTERS[script] for script in scripts_of(tag))


def letter_scripts(text: str) -> Iterator[str]:
    """Yield the script of each letter of a text."""
    for script, pattern in _patterns():
        for _ in pattern.finditer(text):
            yield script


@cache
def _patterns() -> Sequence[tuple[str, re.Pattern[str]]]:
    return [(script, re.compile(f"[{letters}]")) for script, letters in _LETTERS.items()]


@cache
def letters_besides(scripts: frozenset[str]) -> str:
    """Return the letters of all scripts but some, for use inside a character class."""
    return "".join(letters for script, letters in _LETTERS.items() if script not in scripts)
