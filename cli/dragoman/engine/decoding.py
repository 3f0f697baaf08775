"""How packages decode: what a user may choose, and the defaults that proved best.

Texts are decoded in batches whose composition decides nothing: a text alone and among a thousand gets the same
translation, bit for bit. Products of whole numbers (int8) do not depend on what else is multiplied, and attention is
computed text by text; but attention sums over the batch's longest text, and with another length matrix libraries
(oneDNN and MKL, AVX2 and AVX-512) take the terms in another order, which moves the last bit. So the length that a text
is padded to, one of `WIDTHS`, follows from its own alone, and batches hold texts padded to the same: where none of them
is that long, a filler goes with them. Scoring, which takes all tokens at once, does well without padding.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.engine.protocol import LENGTH_PENALTY

Device = Literal["cpu", "cuda", "auto"]

BEAM_SIZE = 4  # argostranslate's own default
FORCED_BEAM_SIZE = 1  # of a translation that goes on from a prefix: as good in trials (chrF -0.05), in half the time
CLAUSE = 200
"""Code points above which the embedded package leaves out parts of a sentence.

With 150, chrF is 0.15 lower on news and 0.5 on sentences of the United Nations; with none, 0.2 lower on news, and the
targets are shorter.
"""
BATCH_TOKENS = 2048
LEAST_BATCH_TOKENS = 512  # what is smaller wastes more than a thread that has nothing to do
WIDTHS = (0, 16, 32, 48, 96, 192)  # tokens; more of them pad less, fewer fill batches better
FILLER_TRIAL = 48  # tokens, of the source and at most of the target
MAX_DECODING_LENGTH = 512  # tokens; the longest sentence of an official report has about 170
MAX_SOURCE_LENGTH = 192  # tokens; what is longer is cut, since models know 512 positions and few such sentences,
PART_LENGTH = 64  # tokens; … into parts of a sentence's length, which they know best
MAX_SCORED_LENGTH = 500  # tokens; as above, with room for the marks of beginning and end

_BATCHING = 4
"""Part of every engine's identity: another way of batching may move the last digit of a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How a package decodes."""

    beam: int = BEAM_SIZE
    """Beam width, and the number of hypotheses offered to the ladder; 1 is greedy."""
    threads: int | None = None
    """Batches decoded in parallel, one thread each; `None` for one per core."""
    batch_tokens: int = BATCH_TOKENS
    """Maximum tokens per batch, padding included."""
    device: Device = "cpu"

    def batch_size(self, tokens: int) -> int:
        """Return the tokens of a batch where there are so many in all: a batch for each thread, if they are few.

        >>> [Decoding(threads=2).batch_size(tokens) for tokens in (100, 2000, 10_000)]
        [512, 1000, 2048]
        """
        return min(self.batch_tokens, max(LEAST_BATCH_TOKENS, tokens // (self.threads or cores())))

    @property
    def identity(self) -> str:
        """All of it that decides a translation; the device is known by then."""
        beams = f"{self.beam}/{min(self.beam, FORCED_BEAM_SIZE)}"
        lengths = f"{MAX_DECODING_LENGTH} {MAX_SOURCE_LENGTH} {CLAUSE}"
        return f"beam {beams} {LENGTH_PENALTY} int8 {lengths} batching {_BATCHING}" + " cuda" * (self.device == "cuda")


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def padded(length: int) -> int:
    """Return to how many tokens a text of so many is padded, if it is none of the few that are longer yet.

    >>> [padded(length) for length in (0, 7, 16, 17, 300)]
    [0, 16, 16, 32, 300]
    """
    return next((width for width in WIDTHS if length <= width), length)


def batches(shapes: Sequence[tuple[int, ...]], tokens: int) -> Iterator[list[int]]:
    """Part texts into batches of so many tokens, given to how many each is padded: those padded alike go together.

    The longest texts come first, since what is longest should not be begun last. The first texts of each shape are
    spread over its batches.

    >>> list(batches([(3,), (20,), (5,), (3,), (20,), (20,)], 40))
    [[1, 5], [4], [2], [0, 3]]
    """
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, shape in enumerate(shapes):
        groups.setdefault(shape, []).append(number)
    for shape in sorted(groups, reverse=True):
        group = groups[shape]
        count = min(len(group), -(-len(group) * max(shape) // tokens) or 1)
        for start in range(count):
            yield group[start::count]
