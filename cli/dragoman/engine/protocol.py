"""What the rest of dragoman may ask of an engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.progress import Advance


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation that an engine offers for a source text."""

    text: str
    score: float
    """Mean log-probability of a target token."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of a target text and how likely the model finds it there."""

    start: int
    end: int
    """Offsets into the target; empty for all but the last byte of a character that is spelled in bytes."""
    log_probability: float


class Engine(Protocol):
    """A translation engine for one language pair, loaded."""

    @property
    def name(self) -> str:
        """What the outputs call it: `argos en-zh 0.1`."""

    @property
    def identity(self) -> str:
        """All that decides its output (package, weights, settings): equal identities translate equally."""

    @property
    def draft(self) -> bool:
        """The package calls itself a draft."""

    @property
    def inline(self) -> bool:
        """The package was trained to copy target-language terms that stand in the source."""

    def translate(
        self,
        sources: Sequence[str],
        *,
        no_loops: bool = False,
        progress: Advance | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the hypotheses for each source, best first; `no_loops` forbids repeated token triples."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """Return the tokens of each target with their log-probabilities, given (source, target).

        Nothing (`()`) where the engine cannot tell, as behind a pivot language.
        """
