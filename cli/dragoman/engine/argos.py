"""The Argos engine: the only module that imports argostranslate and CTranslate2, and only when it is used.

argostranslate supplies the package's tokenizer; its CTranslate2 model decodes all texts in one batched call. Thread
and batch settings follow CTranslate2's performance guide: one thread a batch, a batch on every core, texts sorted by
length and cut into batches by tokens.
"""

import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from dragoman.engine.archive import damaged
from dragoman.engine.packages import Package
from dragoman.engine.protocol import Hypothesis, Piece
from dragoman.errors import EngineError
from dragoman.progress import Advance
from dragoman.text import tidy_cjk

BEAM_SIZE = 4  # argostranslate's own default
BATCH_TOKENS = 512
MAX_DECODING_LENGTH = 512  # tokens; the longest sentence of an official report has about 170
MAX_SOURCE_LENGTH = 192  # tokens; what is longer is cut, since models know 512 positions and few such sentences,
PART_LENGTH = 64  # tokens; … into parts of a sentence's length, which they know best
MAX_SCORED_LENGTH = 500  # tokens; as above, with room for the marks of beginning and end
DECODING = f"beam {BEAM_SIZE} int8 {MAX_DECODING_LENGTH} {MAX_SOURCE_LENGTH} {PART_LENGTH}"
POLL_SECONDS = 0.002

# Where a text that is too long may be cut, the best places first.
_CUTS = tuple(map(re.compile, (r"[.!?。！？]\s+|[。！？]", r"[;:；：]\s*", r"[,，、]\s*", r"\s+")))


class ArgosEngine:
    """One package, or two in a row through a pivot language, decoding with CTranslate2 on the CPU.

    Packages are loaded on first use.
    """

    def __init__(self, route: Sequence[Package], *, threads: int | None = None) -> None:
        self._route = route
        self._threads = threads or _cores()
        pairs = "-".join([route[0].from_code, *(package.to_code for package in route)])
        self.name = f"argos {pairs} {'+'.join(package.version for package in route)}"
        self.identity = f"{self.name} {'+'.join(p.fingerprint for p in route)} {DECODING}"
        self.draft = any(package.draft for package in route)
        # Terms are enforced in the target language, so it is the last step that has to copy them.
        self.inline = len(route) == 1 and route[0].inline

    @cached_property
    def _steps(self) -> list["_Step"]:
        """The loaded packages: loading takes longer than a run that finds everything in the cache.

        Raises:
            EngineError: a package is damaged, or CTranslate2 cannot be imported here.
        """
        try:
            return [_Step(package, self._threads) for package in self._route]
        except ImportError as error:
            raise EngineError(f"Argos Translate cannot be loaded: {error}; reinstall dragoman") from error

    def translate(
        self,
        sources: Sequence[str],
        *,
        no_loops: bool = False,
        progress: Advance | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`. A pivot hands on its best hypothesis only, so that texts stay one to one."""
        texts = list(sources)
        for step in self._steps[:-1]:
            texts = [hypotheses[0].text for hypotheses in step.translate(texts, no_loops, None)]
        return self._steps[-1].translate(texts, no_loops, progress)

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """See `Engine.score`."""
        if len(self._route) > 1:  # the source that the last step saw is not the caller's
            return [() for _ in pairs]
        return self._steps[0].score(pairs)


class _Step:
    """A loaded package."""

    def __init__(self, package: Package, threads: int) -> None:
        self._tokenizer, self._language_token = _load_tokenizer(package)
        self._translator = _load_translator(package, threads)
        self._cjk = package.to_code in ("zh", "zt", "ja")

    def translate(self, texts: Sequence[str], no_loops: bool, progress: Advance | None) -> list[tuple[Hypothesis, ...]]:
        """Translate the texts; one that is longer than the model can take is cut into parts and put together again."""
        parts = [self._parts(text) for text in texts]
        advance = progress if progress and all(len(cut) == 1 for cut in parts) else None
        decoded = iter(self._decode([part for cut in parts for part in cut], no_loops, advance))
        results = [self._join([next(decoded) for _ in cut]) for cut in parts]
        if progress and not advance:
            progress(len(texts))
        return results

    def _decode(self, texts: Sequence[str], no_loops: bool, progress: Advance | None) -> list[tuple[Hypothesis, ...]]:
        results = _collect(
            self._translator.translate_batch(
                [self._tokenizer.encode(text) for text in texts],
                target_prefix=[self._language_token] * len(texts),
                beam_size=BEAM_SIZE,
                num_hypotheses=BEAM_SIZE,
                return_scores=True,
                replace_unknowns=True,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,  # never cut a source short
                max_decoding_length=MAX_DECODING_LENGTH,
                no_repeat_ngram_size=3 if no_loops else 0,
                asynchronous=True,
            ),
            progress,
        )
        return [
            tuple(
                Hypothesis(self._text(hypothesis), round(score, 4))
                for hypothesis, score in zip(result.hypotheses, result.scores, strict=True)
            )
            for result in results
        ]

    def _parts(self, text: str, longest: int = MAX_SOURCE_LENGTH) -> list[str]:
        """Halve a text that is too long until each part is short, behind a mark or a blank if there is one."""
        if 4 * len(text) < longest or len(self._tokenizer.encode(text)) <= longest:
            return [text]  # a character has four tokens at most, one for each byte
        middle, quarter = len(text) // 2, len(text) // 4
        for cut in _CUTS:
            places = [found.end() for found in cut.finditer(text, quarter, len(text) - quarter)]
            if places:
                middle = min(places, key=lambda place: abs(place - middle))
                break
        return [*self._parts(text[:middle], PART_LENGTH), *self._parts(text[middle:], PART_LENGTH)]

    def _join(self, parts: Sequence[tuple[Hypothesis, ...]]) -> tuple[Hypothesis, ...]:
        """Return the hypotheses of a text from those of its parts, the best with the best."""
        if len(parts) == 1:
            return parts[0]
        between = "" if self._cjk else " "
        return tuple(
            Hypothesis(
                between.join(hypothesis.text for hypothesis in row),
                round(sum(hypothesis.score for hypothesis in row) / len(row), 4),
            )
            for row in zip(*parts, strict=False)
        )

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        rows = [(self._tokenizer.encode(source), self._tokenizer.encode(target)) for source, target in pairs]
        short = [number for number, row in enumerate(rows) if max(map(len, row)) <= MAX_SCORED_LENGTH]
        results = _collect(
            self._translator.score_batch(
                [rows[number][0] for number in short],
                [rows[number][1] for number in short],
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,
                asynchronous=True,
            ),
            None,
        )
        pieces: list[tuple[Piece, ...]] = [()] * len(pairs)
        for number, result in zip(short, results, strict=True):
            offsets = self._offsets(pairs[number][1], rows[number][1])
            pieces[number] = tuple(Piece(*span, value) for span, value in zip(offsets, result.log_probs, strict=False))
        return pieces

    def _text(self, tokens: Sequence[str]) -> str:
        """Return the text of a hypothesis, without the token that says its language."""
        text: str = self._tokenizer.decode(list(tokens[len(self._language_token) :]))
        text = unicodedata.normalize("NFC", text).strip()
        return tidy_cjk(text) if self._cjk else text

    def _offsets(self, target: str, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where each token stands in `target`, from the lengths of the decoded beginnings.

        A byte of a character that takes several (byte fallback) gets an empty span until the last byte.
        """
        ends = [0]
        for count in range(1, len(tokens) + 1):
            beginning = self._tokenizer.decode(list(tokens[:count])).lstrip()
            while beginning and not target.startswith(beginning):
                beginning = beginning[:-1]
            ends.append(max(ends[-1], len(beginning)))
        yield from pairwise(ends)


def _collect(futures: Sequence[Any], progress: Advance | None) -> list[Any]:
    """Wait for CTranslate2's results, awake to Ctrl-C, and report as they come, in whatever order that is."""
    waiting = list(futures)
    while waiting:
        left = [future for future in waiting if not future.done()]
        if progress and len(left) < len(waiting):
            progress(len(waiting) - len(left))
        waiting = left
        if waiting:
            time.sleep(POLL_SECONDS)
    return [future.result() for future in futures]


def _load_translator(package: Package, threads: int) -> Any:
    import ctranslate2

    try:
        return ctranslate2.Translator(
            str(package.path / "model"),
            device="cpu",
            compute_type="int8",
            inter_threads=threads,
            intra_threads=1,
            max_queued_batches=-1,  # a bounded queue blocks inside C++, deaf to Ctrl-C
        )
    except (RuntimeError, ValueError) as error:
        raise damaged(package.path, str(error)) from error


def _load_tokenizer(package: Package) -> tuple[Any, list[str]]:
    """Return argostranslate's tokenizer for the package and the token that each target must begin with, if any."""
    with _private_home():
        from argostranslate.package import Package as ArgosPackage
    try:
        argos = ArgosPackage(package.path)
        tokenizer = argos.tokenizer
        tokenizer.encode("A trial.")
    except Exception as error:  # sentencepiece and BPE raise many kinds, all of which mean the same to the user
        raise damaged(package.path, f"tokenizer: {error}") from error
    return tokenizer, [argos.target_prefix] if argos.target_prefix else []


@contextmanager
def _private_home() -> Iterator[None]:
    """Point argostranslate's start-up, which makes three folders in the user's home, at an empty temporary place."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as home:
        ours = {f"XDG_{name}_HOME": str(Path(home) / name) for name in ("DATA", "CONFIG", "CACHE")}
        ours["ARGOS_PACKAGES_DIR"] = str(Path(home) / "packages")
        before = {name: os.environ.get(name) for name in [*ours, "KMP_DUPLICATE_LIB_OK"]}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
