"""The interface of engines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.progress import Advance

LENGTH_PENALTY = 1.5
"""Exponent of the length that a sum of log-probabilities is divided by, of GNMT; whoever compares texts of different
lengths uses the same. At 1 what says less wins: translations are a tenth shorter, and worse (chrF -0.2, BLEU -0.4)."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation that an engine offers for a source text."""

    text: str
    score: float
    """Mean log-probability of a target token; of those behind the prefix that the engine was given, if it was."""
    length: int = 1
    """Tokens that the score is the mean of."""
    trace: object = field(default=None, compare=False, repr=False)
    """The engine's own record of the decoding, for `Engine.focus`."""


@dataclass(frozen=True, slots=True)
class Focus:
    """A token of a target text and how much the model looked at a part of the source when it wrote it."""

    start: int
    end: int
    """Offsets into the target."""
    weight: float
    """Share of the token's attention, from 0 to 1."""


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
        """The package is marked as a draft."""

    @property
    def inline(self) -> bool:
        """The package was trained to copy target-language terms that stand in the source."""

    @property
    def slots(self) -> Mapping[str, Sequence[str]]:
        """By category of terms: symbols that the package puts where what they stand for goes; empty without any."""

    @property
    def clause(self) -> int | None:
        """Code points up to which it translates a text well as one; longer texts come out better clause by clause.

        `None` where that is not so, or not known.
        """

    @property
    def steps(self) -> "Sequence[Engine]":
        """The engines that translate one after the other: itself alone, or those through a pivot language."""

    def translate(
        self,
        sources: Sequence[str],
        *,
        prefixes: Sequence[str] | None = None,
        no_loops: bool = False,
        progress: Advance | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the hypotheses for each source, best first.

        `no_loops` forbids repeated token triples.

        With `prefixes`, one for each source, every hypothesis begins with its prefix and goes on as the model would;
        nothing (`()`) where the engine cannot do that: of several steps, and for a text that it has to cut.
        """

    def focus(self, source: str, hypothesis: Hypothesis, span: tuple[int, int]) -> tuple[Focus, ...]:
        """Return how much each token of a hypothesis for `source` looked at `source[span]`.

        Nothing (`()`) where the engine cannot tell.
        """

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """Return the tokens of each target with their log-probabilities, given (source, target).

        Nothing (`()`) where the engine cannot tell, as one of several steps cannot.
        """
