"""Words that a Hunspell dictionary of the language does not know (W005), by spylls, which is Python alone.

Dictionaries are those that are installed, as LibreOffice and Firefox use them: `LANG.aff` with `LANG.dic` in the
folders of `DICPATH` and in those of Debian, Fedora and macOS.
"""

import os
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.check.codes import finding
from dragoman.check.kept import find_literals, masked
from dragoman.errors import RequestError
from dragoman.model import Finding, Language

_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/Library/Spelling",
    "~/Library/Spelling",
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTEST = 3
_SUGGESTIONS = 1


class Speller:
    """A dictionary, and what it said of each word."""

    def __init__(self, dictionary: Any) -> None:
        self._dictionary = dictionary
        self.knows = lru_cache(1 << 16)(self._knows)

    def _knows(self, word: str) -> bool:
        return bool(self._dictionary.lookup(word)) or bool(self._dictionary.lookup(word.replace("’", "'")))

    def suggest(self, word: str) -> str:
        """Return the likeliest word, empty where there is none."""
        return next(iter(self._dictionary.suggest(word)), "")


def load_speller(language: Language) -> Speller:
    """Load the installed dictionary of a language.

    Raises:
        RequestError: spylls or the dictionary is not installed.
    """
    try:
        from spylls.hunspell import Dictionary  # an extra
    except ImportError as error:
        raise RequestError("--spelling needs spylls; install dragoman with its extra `spelling`") from error
    names = dict.fromkeys((language.gettext, language.tag.replace("-", "_"), language.tag.partition("-")[0]))
    folders = [
        Path(folder).expanduser() for folder in (*os.environ.get("DICPATH", "").split(os.pathsep), *_FOLDERS) if folder
    ]
    for folder in folders:
        for name in names:
            for path in (folder / f"{name}.aff", *sorted(folder.glob(f"{name}_*.aff"))):
                if path.is_file() and path.with_suffix(".dic").is_file():
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves closing to the collector
                        return Speller(Dictionary.from_files(str(path.with_suffix(""))))
    code = language.tag.partition("-")[0]
    raise RequestError(
        f"no Hunspell dictionary for {language.name}; install one (on Debian hunspell-{code}) "
        "or name its folder in DICPATH"
    )


def misspelt(speller: Speller, source: str, target: str) -> Iterator[Finding]:
    """Yield the words of a translation that neither the dictionary nor the source has: names stay as they are."""
    there = set(_WORD.findall(source))
    for word in dict.fromkeys(_WORD.findall(masked(target, find_literals(target)))):
        if len(word) < _SHORTEST or word in there or word.isupper() or speller.knows(word):
            continue
        if word[0].isupper() and word.title() in there:
            continue
        hint = speller.suggest(word)
        yield finding("W005", word=word, hint=f"; is it “{hint}”?" if hint else "")
