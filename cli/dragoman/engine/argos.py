"""The Argos engine: the only module that imports argostranslate and CTranslate2, and only when it is used.

argostranslate supplies the package's tokenizer; its CTranslate2 model decodes all texts in one batched call. Thread
and batch settings follow CTranslate2's performance guide: one thread a batch, a batch on every core, texts sorted by
length and cut into batches by tokens.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman.engine.decoding import CLAUSE, Decoding, Device, cores
from dragoman.engine.packages.archive import damaged
from dragoman.engine.packages.installed import Package
from dragoman.engine.protocol import Focus, Hypothesis, Piece
from dragoman.engine.step import Step
from dragoman.errors import EngineError
from dragoman.progress import Advance

DEFAULT = Decoding()
_CJK = ("zh", "zt", "ja")


class ArgosEngine:
    """One package, or two in a row through a pivot language, decoding with CTranslate2.

    Packages are loaded on first use.

    Raises:
        EngineError: a package cannot be read, or the device is missing.
    """

    def __init__(self, route: Sequence[Package], decoding: Decoding = DEFAULT) -> None:
        self._decoding = replace(decoding, device=_find_device(decoding.device))
        pairs = "-".join([route[0].from_code, *(package.to_code for package in route)])
        through = "".join(f" (through {package.to_name})" for package in route[:-1])
        self.name = f"argos {pairs} {'+'.join(package.version for package in route)}{through}"
        self.identity = f"{self.name} {'+'.join(p.fingerprint for p in route)} {self._decoding.identity}"
        self.draft = any(package.draft for package in route)
        self.inline = len(route) == 1 and route[0].inline
        self.slots = route[0].slots if self.inline else {}
        # Measured with the embedded package; how clauses are put together again is known of Chinese and Japanese.
        self.clause = CLAUSE if len(route) == 1 and route[0].draft and route[0].to_code in _CJK else None
        self._package = route[0]
        self.steps: tuple[ArgosEngine, ...]
        self.steps = (self,) if len(route) == 1 else tuple(ArgosEngine([package], decoding) for package in route)

    @property
    def folders(self) -> list[Path]:
        """Return the folders of the packages."""
        return [step._package.path for step in self.steps]

    def moved(self, folders: Sequence[Path]) -> "ArgosEngine":
        """Return the same engine with copies of its packages, which lie in these folders."""
        route = [replace(step._package, path=path) for step, path in zip(self.steps, folders, strict=True)]
        return ArgosEngine(route, self._decoding)

    @cached_property
    def _step(self) -> Step:
        """The loaded package: loading takes longer than a run that finds everything in the cache.

        Raises:
            EngineError: the package is damaged, or CTranslate2 cannot be imported here.
        """
        try:
            return _load(self._package, self._decoding)
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
        """See `Engine.translate`. A pivot passes on only its best hypothesis, so that texts stay one to one."""
        if len(self.steps) == 1:
            if prefixes is not None:
                return self._step.go_on(sources, prefixes)
            return self._step.translate(sources, no_loops, progress)
        if prefixes is not None:
            return [()] * len(sources)
        texts = sources
        for step in self.steps[:-1]:
            texts = [hypotheses[0].text for hypotheses in step.translate(texts, no_loops=no_loops)]
        return self.steps[-1].translate(texts, no_loops=no_loops, progress=progress)

    def focus(self, source: str, hypothesis: Hypothesis, span: tuple[int, int]) -> tuple[Focus, ...]:
        """See `Engine.focus`."""
        return self._step.focus(source, hypothesis, span) if len(self.steps) == 1 else ()

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[Piece, ...]]:
        """See `Engine.score`."""
        return self._step.score(pairs) if len(self.steps) == 1 else [()] * len(pairs)


def _find_device(wanted: Device) -> Device:
    """Return the device that is meant.

    Raises:
        EngineError: CUDA is requested and missing.
    """
    if wanted == "cpu":
        return wanted
    import ctranslate2

    found = ctranslate2.get_cuda_device_count() > 0
    if wanted == "cuda" and not found:
        raise EngineError("no CUDA GPU was found; use --device cpu or --device auto")
    return "cuda" if found else "cpu"


def _load(package: Package, decoding: Decoding) -> Step:
    tokenizer, language_token = _load_tokenizer(package)
    cjk = package.to_code in _CJK
    return Step(tokenizer, _load_translator(package, decoding), language_token, decoding, cjk=cjk)


def _load_translator(package: Package, decoding: Decoding) -> Any:
    import ctranslate2

    threads = decoding.threads or cores()
    try:
        return ctranslate2.Translator(
            str(package.path / "model"),
            device=decoding.device,
            compute_type="int8",
            inter_threads=threads if decoding.device == "cpu" else 1,
            intra_threads=1,
            max_queued_batches=-1,  # a bounded queue blocks inside C++, deaf to Ctrl-C
        )
    except (RuntimeError, ValueError) as error:
        if decoding.device == "cuda" and "cuda" in str(error).lower():
            raise EngineError(f"the GPU cannot be used ({error}); use --device cpu") from error
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
