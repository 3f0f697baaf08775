"""A source and its translation, as the checks see them."""

import re
from dataclasses import dataclass
from functools import cached_property

from dragoman.languages import subtag
from dragoman.model import Language

ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s<>\"'“”‘’，。；、）】》]+"
    r"|www\.[^\s<>\"'“”‘’，。；、）】》]+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9])[A-Za-z0-9_%+-]+\.(?:jpe?g|png|gif|tiff?|pdf|docx?|xlsx?|pptx?|odt|txt|csv|html?|xml|zip|mp[34])\b"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|int|info|cn|eu|uk|fr|de|es|ru|jp)\b(?:/[^\s，。；、）]*)?"
)
"""Web and e-mail addresses and file names: what a translation copies letter by letter."""
_TRAILING = ".,;:!?)]}'\""


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
    def addresses(self) -> tuple[str, ...]:
        """Addresses and file names of the source, each once."""
        return tuple(dict.fromkeys(found.rstrip(_TRAILING) for found in ADDRESS.findall(self.source)))

    @cached_property
    def source_prose(self) -> str:
        """The source with blanks in place of each address; offsets are those of the source."""
        return ADDRESS.sub(lambda found: " " * len(found[0]), self.source)

    @cached_property
    def target_prose(self) -> str:
        """The translation with a blank in place of each address."""
        return ADDRESS.sub(" ", self.target)

    @property
    def to(self) -> str:
        """The language subtag of the translation, `zh`."""
        return subtag(self.target_language)
