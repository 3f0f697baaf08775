"""Which language a whole text is in, told by its letters and by its small words."""

from collections import Counter

from dragoman.check.language import small_words
from dragoman.check.tables import table
from dragoman.text.scripts import letter_scripts, scripts_of

_SAMPLE = 20_000
"""Characters that are looked at."""
_FEWEST_LETTERS, _FEWEST_WORDS = 12, 12
"""What a text must have before anything is said about it."""
_SHARE = 0.75
"""Of the letters, those of the script that a text is in."""
_BY_SCRIPT = {"Han": "zh", "Kana": "ja", "Hangul": "ko", "Greek": "el", "Hebrew": "he", "Thai": "th", "Georgian": "ka"}
_BY_SCRIPT |= {"Armenian": "hy", "Devanagari": "hi", "Bengali": "bn", "Tamil": "ta", "Khmer": "km", "Lao": "lo"}
_BY_SCRIPT |= {"Burmese": "my", "Ethiopic": "am", "Tibetan": "bo", "Sinhala": "si", "Telugu": "te"}


def identify(text: str) -> str | None:
    """Return the language subtag of a text; `None` where that is not plain.

    >>> identify("最高人民检察院在上海举行会议，研究部署工作。"), identify("Le parquet a ouvert une enquête.")
    ('zh', None)
    >>> identify("La cour a dit que les droits des parties sont dans la loi et que le juge est saisi par une lettre.")
    'fr'
    """
    sample = text[:_SAMPLE]
    letters = Counter(letter_scripts(sample))
    total = sum(letters.values())
    if total < _FEWEST_LETTERS:
        return None
    script, count = letters.most_common(1)[0]
    if script in ("Han", "Kana") and letters["Kana"] > 0.1 * total:
        return "ja"
    if count < _SHARE * total:
        return None
    return _BY_SCRIPT.get(script) or _by_words(sample, script)


def _by_words(text: str, script: str) -> str | None:
    words = Counter(word.strip(".,;:!?()\"'“”«»").lower() for word in text.split())
    length = words.total()
    if length < _FEWEST_WORDS:
        return None
    found = {}
    for language in table("function_words"):
        if scripts_of(language) == (script,):
            own = [word for word in words if word in small_words(language)]
            found[language] = len(own), sum(words[word] for word in own)
    ranked = sorted(found, key=lambda language: found[language], reverse=True)
    best, second = ranked[0], found[ranked[1]] if len(ranked) > 1 else (0, 0)
    kinds, count = found[best]
    plain = kinds >= 3 and count >= 0.15 * length and kinds >= second[0] + 2 and count >= second[1] + 2
    return best if plain else None
