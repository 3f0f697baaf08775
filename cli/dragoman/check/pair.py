"""A source and its translation, as the checks see them."""

from dataclasses import dataclass
from functools import cached_property

from dragoman.check.literals import Kept, find_literals, masked
from dragoman.check.quantities import Number, find_numbers
from dragoman.model import Language
from dragoman.text.scripts import letters_of, scripts_of


@dataclass(frozen=True)
class Pair:
    """A source text and its translation; not slotted, so that what several checks need is made once."""

    source: str
    target: str
    source_language: Language
    target_language: Language
    kind: str = "paragraph"
    settled: tuple[tuple[int, int], ...] = ()
    """Spans of the source, in code points, whose rendering is the glossary's business: dates and terms."""
    settled_length: int = 0
    """Characters that their renderings take."""

    @cached_property
    def source_literals(self) -> list[Kept]:
        """Addresses, placeholders and the like of the source."""
        return find_literals(self.source)

    @cached_property
    def target_literals(self) -> list[Kept]:
        """Those of the translation."""
        return find_literals(self.target)

    @cached_property
    def source_prose(self) -> str:
        """The source with blanks in place of its literals; offsets are those of the source."""
        return masked(self.source, self.source_literals)

    @cached_property
    def target_prose(self) -> str:
        """The translation with blanks in place of its literals."""
        return masked(self.target, self.target_literals)

    @cached_property
    def source_numbers(self) -> list[Number]:
        """The numbers of the source, in figures (in East Asian languages in numerals, too)."""
        return list(find_numbers(self.source_prose, self.frm))

    @cached_property
    def target_numbers(self) -> list[Number]:
        """The numbers of the translation."""
        return list(find_numbers(self.target_prose, self.to))

    @cached_property
    def frm(self) -> str:
        """The language subtag of the source, `en`."""
        return self.source_language.tag.partition("-")[0]

    @cached_property
    def to(self) -> str:
        """The language subtag of the translation, `zh`."""
        return self.target_language.tag.partition("-")[0]

    @cached_property
    def source_words(self) -> list[str]:
        """The source in small letters, cut at white space."""
        return self.source_prose.lower().split()

    @cached_property
    def target_words(self) -> list[str]:
        """The translation in small letters, cut at white space."""
        return self.target_prose.lower().split()

    @cached_property
    def source_script(self) -> tuple[str, ...]:
        """The scripts that the language of the source is written in."""
        return scripts_of(self.source_language.tag)

    @cached_property
    def target_script(self) -> tuple[str, ...]:
        """The scripts that the language of the translation is written in."""
        return scripts_of(self.target_language.tag)

    @property
    def script_letters(self) -> str:
        """The letters of the target language, for a character class."""
        return letters_of(self.target_language.tag)
