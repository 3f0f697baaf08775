"""How packages decode: what a user may choose, and what has proved best where nothing is chosen.

Texts are decoded in batches whose composition decides nothing: a text alone and among a thousand gets the same
translation, bit for bit. Padding would spoil that, not by its zeros, but because matrix products over fewer than 16
source tokens are summed in another order than those over more (oneDNN and MKL alike), and int8 rounding makes much of
the last bit now and then. So texts of fewer than `PADDABLE` tokens are batched with others of the same length alone.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dragoman.engine.protocol import LENGTH_PENALTY

Device = Literal["cpu", "cuda", "auto"]

BEAM_SIZE = 4  # argostranslate's own default
FORCED_BEAM_SIZE = 1  # of a translation that goes on from a prefix: as good in trials (chrF -0.05), in half the time
CLAUSE = 130  # code points; the embedded package leaves out parts of what is longer (chrF +0.5 when it is cut there)
CLAUSE_BEAM_SIZE = 3  # as good as 4 for clauses (chrF +0.02, BLEU +0.1), in three quarters of the time
BATCH_TOKENS = 1024
LEAST_BATCH_TOKENS = 256  # what is smaller wastes more than a thread that has nothing to do
PADDABLE = 16  # tokens
MAX_DECODING_LENGTH = 512  # tokens; the longest sentence of an official report has about 170
MAX_SOURCE_LENGTH = 192  # tokens; what is longer is cut, since models know 512 positions and few such sentences,
PART_LENGTH = 64  # tokens; … into parts of a sentence's length, which they know best
MAX_SCORED_LENGTH = 500  # tokens; as above, with room for the marks of beginning and end

_BATCHING = 2
"""Part of every engine's identity: another way of batching may move the last digit of a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How a package decodes."""

    beam: int = BEAM_SIZE
    """Hypotheses that are followed, and offered to the ladder; 1 is greedy."""
    threads: int | None = None
    """Batches that are decoded at the same time, each by one thread; `None` for as many as there are cores."""
    batch_tokens: int = BATCH_TOKENS
    """Tokens of a batch at most, padding counted."""
    device: Device = "cpu"

    def batch_size(self, tokens: int) -> int:
        """Return the tokens of a batch where there are so many in all: some batches for each thread, if they are few.

        >>> [Decoding(threads=2).batch_size(tokens) for tokens in (100, 2000, 10_000)]
        [256, 500, 1024]
        """
        return min(self.batch_tokens, max(LEAST_BATCH_TOKENS, tokens // (2 * (self.threads or cores()))))

    @property
    def identity(self) -> str:
        """All of it that decides a translation; the device is known by then."""
        beams = f"{self.beam}/{min(self.beam, CLAUSE_BEAM_SIZE)}/{min(self.beam, FORCED_BEAM_SIZE)}"
        lengths = f"{MAX_DECODING_LENGTH} {MAX_SOURCE_LENGTH} {CLAUSE}"
        return f"beam {beams} {LENGTH_PENALTY} int8 {lengths} batching {_BATCHING}" + " cuda" * (self.device == "cuda")


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batchable(lengths: Iterable[tuple[int, ...]]) -> list[list[int]]:
    """Part texts, given by the lengths of what is padded of each, in tokens, into groups whose texts may share batches.

    The groups come with the longest texts first, since what is longest should not be begun last.

    >>> batchable([(3,), (20,), (5,), (3,), (90,)])
    [[1, 4], [2], [0, 3]]
    """
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, text in enumerate(lengths):
        groups.setdefault(tuple(min(length, PADDABLE) for length in text), []).append(number)
    return [groups[key] for key in sorted(groups, reverse=True)]
