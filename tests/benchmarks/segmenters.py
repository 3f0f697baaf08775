"""Other segmenters under one call each; they come with `uv run --group bench`."""

import contextlib
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

Cut = Callable[[str], list[str]]


def others(language: str) -> Iterator[tuple[str, Cut]]:
    """Yield the name of each segmenter that is installed and serves the language, and what cuts a text by it."""
    for name, load in (("pySBD", _pysbd), ("sentencex", _sentencex), ("syntok", _syntok), ("BlingFire", _blingfire)):
        with contextlib.suppress(ImportError), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pySBD has invalid escapes in its source
            if cut := load(language):
                yield name, cut


def _module(name: str) -> Any:
    return import_module(name)


def _pysbd(language: str) -> Cut | None:
    segmenter = _module("pysbd").Segmenter(language=language, clean=False)
    return lambda text: [found.strip() for found in segmenter.segment(text)]


def _sentencex(language: str) -> Cut | None:
    segment = _module("sentencex").segment
    return lambda text: [found.strip() for found in segment(language, text) if found.strip()]


def _syntok(language: str) -> Cut | None:
    if language not in {"en", "es", "de"}:
        return None
    process = _module("syntok.segmenter").process
    return lambda text: [
        "".join(token.spacing + token.value for token in sentence).strip()
        for paragraph in process(text)
        for sentence in paragraph
    ]


def _blingfire(language: str) -> Cut | None:
    text_to_sentences = _module("blingfire").text_to_sentences
    return lambda text: text_to_sentences(text).split("\n")
