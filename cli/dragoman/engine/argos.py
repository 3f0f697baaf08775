"""The Argos engine: the only module that imports argostranslate and CTranslate2, and only when it is used.

argostranslate supplies the package's tokenizer; its CTranslate2 model decodes all texts in one batched call. Thread
and batch settings follow CTranslate2's performance guide: one thread a batch, a batch on every core, texts sorted by
length and cut into batches by tokens.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman.engine.archive import damaged
from dragoman.engine.packages import Package
from dragoman.engine.protocol import Focus, Hypothesis, Piece
from dragoman.engine.step import DECODING, Step
from dragoman.errors import EngineError
from dragoman.progress import Advance


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
    def _steps(self) -> list[Step]:
        """The loaded packages: loading takes longer than a run that finds everything in the cache.

        Raises:
            EngineError: a package is damaged, or CTranslate2 cannot be imported here.
        """
        try:
            return [_load(package, self._threads) for package in self._route]
        except ImportError as error:
            raise EngineError(f"Argos Translate cannot be loaded: {error}; reinstall dragoman") from error

    def translate(
        self,
        sources: Sequence[str],
        *,
        prefixes: Sequence[str] | None = None,
        no_loops: bool = False,
        progress: Advance | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`. A pivot hands on its best hypothesis only, so that texts stay one to one."""
        if prefixes is not None:
            return self._steps[0].go_on(sources, prefixes) if len(self._route) == 1 else [() for _ in sources]
        texts = list(sources)
        for step in self._steps[:-1]:
            texts = [hypotheses[0].text for hypotheses in step.translate(texts, no_loops, None)]
        return self._steps[-1].translate(texts, no_loops, progress)

    def focus(self, source: str, hypothesis: Hypothesis, span: tuple[int, int]) -> tuple[Focus, ...]:
        """See `Engine.focus`."""
        return self._steps[0].focus(source, hypothesis, span) if len(self._route) == 1 else ()

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """See `Engine.score`."""
        if len(self._route) > 1:  # the source that the last step saw is not the caller's
            return [() for _ in pairs]
        return self._steps[0].score(pairs)


def _load(package: Package, threads: int) -> Step:
    tokenizer, language_token = _load_tokenizer(package)
    cjk = package.to_code in ("zh", "zt", "ja")
    return Step(tokenizer, _load_translator(package, threads), language_token, cjk=cjk)


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
