"""What a single full stop means: the end of a sentence, or of an abbreviation, an initial or an ordinal."""

import re

from dragoman.segment.rules import Rules

_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
"""`U.S`, `a.m`, `e.g`, `J.-P`: single letters, or two, with full stops between them."""
_NUMBER = re.compile(r"[\d#§№+]|(?:[IVXLC]{2,}|[VXLC])\b")
_AMOUNT = re.compile(r"\d|\A[IVXLC]+\Z")
_NUMBER_SIGNS = ("#", "§", "№")
_ROMAN = re.compile(r"[IVXLC]{2,6}")
_DATE_GOES_ON = re.compile(r"\d{1,2}\.(?:\s|\Z)")
_OPENERS = "\"'“‘«»„([（「『¿¡"
_LONGEST_PART = 5
"""Characters of a part of an abbreviation with blanks in it, `núm.` at most."""
_ELISION = re.compile(r".*[’'：，、；（]")
_WORD_PART = re.compile(r"[’'-]")


class FullStops:
    """Reads full stops by the rules of one language."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        known = rules.titles | rules.numbered | rules.inner | rules.outer | rules.final | rules.units | rules.clock
        self._compound = frozenset(word for word in known if "." in word)
        # "z." opens "z. B.", "EE." opens "EE. UU.": the parts up to every full stop but the last.
        self._heads = frozenset(
            word[:dot] for word in self._compound for dot, char in enumerate(word) if char == "." and dot
        )

    def ends(self, before: str, opening: str, word: str, ahead: str) -> bool:
        """Tell whether a sentence ends with a full stop that white space and no small letter follow.

        `before` is the text before the full stop, cut to a few words; `opening` the same where the sentence is no
        longer than that, else empty; `word` and `ahead` what follows after opening marks.
        """
        words = before.split()
        if not words or before[-1].isspace():
            return True
        rules = self._rules
        token, previous = self._token(words)
        if not token:
            return True
        key = token.casefold()
        capital = token[0].isupper()
        numbered = key in rules.numbered or key.endswith(rules.numbered_endings)
        if numbered and self._precedes_number(capital, word, ahead):
            return False
        if key in self._heads and ahead.startswith(f"{word}.") and self._goes_on(f"{key}.{word.casefold()}"):
            return False
        if key in rules.inner and not (capital and len(token) == 1):
            return False
        if key in rules.units and not (capital and len(token) == 1):
            scale = len(previous) > 1 and previous.casefold().rstrip(".") in rules.units  # "5 млн руб."
            return (scale or _AMOUNT.search(previous) is not None) and ahead[:1] not in _NUMBER_SIGNS
        if key in rules.final:
            return True
        if key in rules.clock:
            return self._ends_after_clock(opening, word, ahead)
        if key in rules.outer:
            return self._opens_sentence(word, ahead)
        if capital:
            if key in rules.titles:
                return False
            if key in rules.calendar:
                return self._opens_sentence(word, ahead)
        if len(token) == 1 and token.isalpha():
            return self._ends_after_letter(token, previous, word, ahead)
        if _DOTTED.fullmatch(token):
            return self._opens_sentence(word, ahead)
        return not (rules.ordinals and self._is_ordinal(token, word, ahead)) or self._opens_sentence(word, ahead)

    def _token(self, words: list[str]) -> tuple[str, str]:
        """Return what the full stop belongs to, `EE.UU` for "EE. UU.", and the word before it."""
        token = joined = words[-1].lstrip(_OPENERS)
        if (elided := _ELISION.search(token)) and elided.end() < len(token):
            token = joined = token[elided.end() :]  # "l'art" of "l'art. 5", "附件：1" of "附件：1. 日程"
        used = 1
        for number, part in enumerate(reversed(words[-4:-1]), 2):
            if part[-1] != "." or len(part) > _LONGEST_PART:
                break
            joined = part.lstrip(_OPENERS) + joined
            if joined.casefold() in self._compound:
                token, used = joined, number
        return token, words[-used - 1] if len(words) > used else ""

    def _goes_on(self, parts: str) -> bool:
        return parts in self._compound or parts in self._heads

    def _opens_sentence(self, word: str, ahead: str) -> bool:
        """Tell whether a word opens a sentence rather than go on with a name; "A" does, the initial of "A. Lin" not."""
        if len(word) == 1 and ahead[1:2] == ".":
            return False
        starters = self._rules.starters
        if word in starters:
            return True
        head = _WORD_PART.split(word, maxsplit=1)[0]
        return head != word and (head in starters or f"{head}'" in starters)

    def _precedes_number(self, capital: bool, word: str, ahead: str) -> bool:
        """As in "No. 5", "Art. IV", "No. One", "art. L. 123-4"; but not "He said no. One of them …"."""
        if _NUMBER.match(ahead) is not None or (capital and word.casefold() in self._rules.number_words):
            return True
        return len(word) == 1 and not self._opens_sentence(word, ahead)

    def _ends_after_letter(self, letter: str, previous: str, word: str, ahead: str) -> bool:
        """An initial stands before a name; "you and I." and "Annex B." end a sentence."""
        lower = previous[:1].islower()
        if letter in self._rules.pronouns:
            return lower
        if letter.islower():
            return True
        if not self._opens_sentence(word, ahead) or word in self._rules.surnames:
            return False
        return lower or previous.isdecimal() or previous.casefold() in self._rules.labels

    def _ends_after_clock(self, opening: str, word: str, ahead: str) -> bool:
        """In "At 5 a.m. Mr. Smith left" the time opens the sentence; in "He came at 6 p.m. Mr. Smith left" it ends."""
        rules = self._rules
        first = opening.split(None, 1)[0].casefold() if opening else ""
        if first in rules.clock_openings and "," not in opening:
            return False
        if not word:
            return False
        # "5 p.m. Geneva time"
        return word.casefold() not in rules.clock_names and " time" not in ahead.casefold()

    def _is_ordinal(self, token: str, word: str, ahead: str) -> bool:
        """As in "14. November", "100. Sitzung", "Friedrich II. kam", and Korean "2024. 11. 14."."""
        if token.isdecimal():
            return len(token) <= 2 or word.casefold() in self._rules.ordinal_nouns or bool(_DATE_GOES_ON.match(ahead))
        return _ROMAN.fullmatch(token) is not None
