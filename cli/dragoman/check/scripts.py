"""Which letters a language is written with."""

from collections.abc import Mapping
from functools import cache

_LETTERS: Mapping[str, str] = {
    "Latin": r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "Cyrillic": r"Ѐ-ԯ",
    "Arabic": r"ؠ-ي٭-ۓەۮۯۺ-ۿݐ-ݿ",
    "Han": r"㐀-䶿一-鿿豈-\ufaff",
    "Kana": r"ぁ-ゖァ-ヺー",
    "Hangul": r"가-힣",
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
