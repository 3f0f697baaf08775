"""A source and its translation, as the checks see them."""

from dataclasses import dataclass, field

from dragoman.check.kept import Kept, as_in_source, find_kept, find_literals, masked
from dragoman.check.quantities import Number, find_numbers
from dragoman.model import Language
from dragoman.text.scripts import letters_of, scripts_of


@dataclass(slots=True)
class Pair:
    """A source text and its translation, and what nearly every check needs of them, made once."""

    source: str
    target: str
    source_language: Language
    target_language: Language
    kind: str = "paragraph"
    settled: tuple[tuple[int, int], ...] = ()
    """Spans of the source, in code points, whose rendering is the glossary's business: dates and terms."""
    settled_length: int = 0
    """Characters that their renderings take."""
    names: tuple[str, ...] = ()
    """What is carried over as the source writes it, so that it is no text that was left untranslated."""

    frm: str = field(init=False)
    """The language subtag of the source, `en`."""
    to: str = field(init=False)
    """That of the translation."""
    source_script: tuple[str, ...] = field(init=False)
    """The scripts that the language of the source is written in."""
    target_script: tuple[str, ...] = field(init=False)
    source_literals: list[Kept] = field(init=False)
    """Addresses, placeholders and the like of the source."""
    target_literals: list[Kept] = field(init=False)
    source_prose: str = field(init=False)
    """The source with blanks in place of its literals; offsets are those of the source."""
    target_prose: str = field(init=False)
    source_numbers: list[Number] = field(init=False)
    """The numbers of the source, in figures; in East Asian languages in numerals, too."""
    target_numbers: list[Number] = field(init=False)
    source_words: list[str] = field(init=False)
    """The source in small letters, cut at white space."""
    target_words: list[str] = field(init=False)
    source_vocabulary: frozenset[str] = field(init=False)
    """The different words of the source."""
    target_vocabulary: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Find what the checks share."""
        self.frm = self.source_language.tag.partition("-")[0]
        self.to = self.target_language.tag.partition("-")[0]
        self.source_script, self.target_script = (
            scripts_of(self.source_language.tag),
            scripts_of(self.target_language.tag),
        )
        self.source_literals, self.target_literals = find_literals(self.source), find_literals(self.target)
        if self.source_literals:
            self.target_literals = as_in_source(self.target, self.target_literals, self.source_literals)
        for literals, text in ((self.source_literals, self.source), (self.target_literals, self.target)):
            literals += find_kept(text, self.names, literals)
            literals.sort(key=lambda one: one.start)
        self.source_prose = masked(self.source, self.source_literals)
        self.target_prose = masked(self.target, self.target_literals)
        self.source_numbers = list(find_numbers(self.source_prose, self.frm))
        self.target_numbers = list(find_numbers(self.target_prose, self.to))
        self.source_words, self.target_words = self.source_prose.lower().split(), self.target_prose.lower().split()
        self.source_vocabulary, self.target_vocabulary = frozenset(self.source_words), frozenset(self.target_words)

    @property
    def script_letters(self) -> str:
        """The letters of the target language, for a character class."""
        return letters_of(self.target_language.tag)
