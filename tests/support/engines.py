"""Engines of tests: one that translates word by word and never otherwise, and one that says what its script says."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from dragoman.engine.protocol import Focus, Hypothesis, Piece
from dragoman.progress import Advance

_TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,:]\d+)*|\s+|[^\sA-Za-z\d]+")
_CJK_MARKS = str.maketrans(".,;:?!", "。，；：？！")
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهو"

LIKELY, UNLIKELY = -0.25, -6.0


class FixedEngine:
    """Translates each word on its own: by `words`, else into one made-up word that is always the same.

    What is not Latin is copied, so renderings that stand in the source survive, except where `mangles` names a
    piece of them: those it spells as the model spells words that it never saw. `sentences` are translated as a whole.
    """

    name = "fixed 1.0"
    draft = True

    def __init__(
        self,
        words: Mapping[str, str],
        *,
        target: str = "zh",
        sentences: Mapping[str, str] | None = None,
        mangles: Mapping[str, str] | None = None,
        inline: bool = True,
    ) -> None:
        self.inline = inline
        self.slots: Mapping[str, Sequence[str]] = {}
        self.identity = f"fixed {target}"
        self.steps = (self,)
        self.clause: int | None = None
        self.calls = 0
        """How many texts it was asked to translate."""
        self._words = {word.lower(): rendering for word, rendering in words.items()}
        self._target = target
        self._sentences = sentences or {}
        self._mangles = mangles or {}

    def translate(
        self,
        sources: Sequence[str],
        *,
        prefixes: Sequence[str] | None = None,
        no_loops: bool = False,
        progress: Advance | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """Cannot go on from a prefix."""
        if prefixes is not None:
            return [()] * len(sources)
        results: list[tuple[Hypothesis, ...]] = []
        for source in sources:
            self.calls += 1
            text = self._sentences.get(source)
            if text is None:
                text = self._translated(source)
            results.append((Hypothesis(text, -round(0.1 + len(text) % 7 / 10, 4)),))
            if progress:
                progress(1)
        return results

    def focus(self, source: str, hypothesis: Hypothesis, span: tuple[int, int]) -> tuple[Focus, ...]:
        """Cannot tell."""
        return ()

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """Find a token of the target likely where a token of the source would give it."""
        return [tuple(self._pieces(source, target)) for source, target in pairs]

    def _pieces(self, source: str, target: str) -> list[Piece]:
        given = "\0".join(map(self._word, _TOKEN.findall(source)))
        step = 1 if self._target == "zh" else None
        if step:
            cuts = list(range(len(target) + 1))
        else:
            cuts = sorted({0, len(target), *(match.start() for match in re.finditer(r"(?<=\s)\S", target))})
        return [
            Piece(start, end, LIKELY if target[start:end].strip() in given else UNLIKELY)
            for start, end in pairwise(cuts)
        ]

    def _translated(self, source: str) -> str:
        text = "".join(map(self._word, _TOKEN.findall(source)))
        for piece, mangled in self._mangles.items():
            text = text.replace(piece, mangled)
        if self._target == "zh":
            text = re.sub(r"(?<=[\u3000-\uffee]) +| +(?=[\u3000-\uffee])", "", text)
        return text.strip()

    def _word(self, token: str) -> str:
        if token.lower() in self._words:
            return self._words[token.lower()]
        if not token[0].isascii() or not token[0].isalpha():
            return token.translate(_CJK_MARKS) if self._target == "zh" else token
        if self._target == "zh":
            return chr(0x5000 + crc32(token.lower().encode()) % 0x4000)
        return "".join(_ARABIC[ord(letter) % len(_ARABIC)] for letter in token.lower() if letter.isalpha())


class ScriptedEngine:
    """Says what its script says, whatever that is worth, and finds likely what `meanings` gives for the source.

    Args:
        script: the hypotheses of each source, the best first.
        without_loops: those that it gives when told not to repeat itself.
        goes_on: what it adds to a prefix.
        meanings: what each piece of a target stands for in the source; a piece is likely where that is there.
    """

    name = identity = "scripted 1.0"
    draft = False

    def __init__(
        self,
        script: Mapping[str, Sequence[str]],
        *,
        without_loops: Mapping[str, Sequence[str]] | None = None,
        goes_on: Mapping[str, str] | None = None,
        meanings: Mapping[str, str] | None = None,
        inline: bool = False,
        blind: bool = False,
    ) -> None:
        self.inline = inline
        self.slots: Mapping[str, Sequence[str]] = {}
        self.steps = (self,)
        self.clause: int | None = None
        self._script = script
        self._without_loops = without_loops or {}
        self._goes_on = goes_on or {}
        self._meanings = meanings or {}
        self._blind = blind
        self.asked: list[tuple[str, bool]] = []

    def translate(
        self,
        sources: Sequence[str],
        *,
        prefixes: Sequence[str] | None = None,
        no_loops: bool = False,
        progress: Advance | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        if prefixes is not None:
            return [self._go_on(source, prefix) for source, prefix in zip(sources, prefixes, strict=True)]
        self.asked += [(source, no_loops) for source in sources]
        if progress:
            progress(len(sources))
        script = self._without_loops if no_loops else self._script
        return [tuple(Hypothesis(t, -(n + 1) / 10) for n, t in enumerate(script[source])) for source in sources]

    def _go_on(self, source: str, prefix: str) -> tuple[Hypothesis, ...]:
        if prefix not in self._goes_on:
            return ()
        added = self._pieces(source, self._goes_on[prefix])
        score = sum(piece.log_probability for piece in added) / max(1, len(added))
        return (Hypothesis(prefix + self._goes_on[prefix], score, len(added)),)

    def focus(self, source: str, hypothesis: Hypothesis, span: tuple[int, int]) -> tuple[Focus, ...]:
        return ()

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        return [() if self._blind else tuple(self._pieces(source, target)) for source, target in pairs]

    def _pieces(self, source: str, target: str) -> list[Piece]:
        pieces: list[Piece] = []
        while (start := pieces[-1].end if pieces else 0) < len(target):
            piece = next((piece for piece in self._meanings if target.startswith(piece, start)), target[start])
            likely = self._meanings.get(piece, piece) in source
            pieces.append(Piece(start, start + len(piece), -0.2 if likely else -5.0))
        return pieces
