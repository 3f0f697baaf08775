"""Words with their offsets, for the measures that count words; in scripts without spaces a character is a word."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.terminology.verify import joins


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a mark of punctuation."""

    text: str
    start: int
    end: int
    """Offsets into the text, in code points."""

    @property
    def word(self) -> bool:
        """Say whether it has a letter or a digit, so is more than punctuation."""
        return self.text[0].isalnum()


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens: CJK and other spaceless scripts by characters, as sacrebleu's `zh` does; else by words.

    >>> [token.text for token in tokens("AM在2.5年内: he's")]
    ['AM', '在', '2', '.', '5', '年', '内', ':', 'he', "'", 's']
    """
    spans: list[list[int]] = []
    last = " "  # the last character that is no combining mark
    for place, character in enumerate(text):
        if character.isspace():
            last = " "
            continue
        mark = unicodedata.category(character).startswith("M")
        if last != " " and (mark or joins(last, character)):
            spans[-1][1] = place + 1
        else:
            spans.append([place, place + 1])
        if not mark or last == " ":
            last = character
    return [Token(text[start:end], start, end) for start, end in spans]


def within(found: Sequence[Token], span: tuple[int, int]) -> range:
    """Return the positions of the tokens that share a character with `span`."""
    touched = [place for place, token in enumerate(found) if token.start < span[1] and span[0] < token.end]
    return range(touched[0], touched[-1] + 1) if touched else range(0)
