"""Decoding: our engine against CTranslate2 itself and against the calls that argostranslate makes.

The two packages are the embedded one and one of the size of most of the public index, whose weights are set by hand.
All sides decode the same segments with beam 4 into one best translation each. Ours also tokenises, detokenises and
returns every hypothesis of the beam with its score, which the guarantee lives on; the bare calls get tokens and hand
back tokens.
"""

import itertools
import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.decoding import BATCH_TOKENS, BEAM_SIZE, Decoding
from dragoman.engine.packages.installed import Package
from material import package, prose, report_files, stock_package
from measure import Row, Setup, compared, paired, run_python, seconds

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
FOLDER = Path(__file__).parent
LOOP = """
import sys
sys.path.insert(0, {folder!r})
from pathlib import Path
from throughput import argos_loop
print(argos_loop(Path({package!r}), Path({report!r})))
"""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    yield from measure_embedded(setup)
    report = report_files(setup)[0]
    texts = [segment.text for segment in prose(report)]
    yield from _compare(setup, "stock size", stock_package(setup, texts), texts, report, least=5)


def measure_embedded(setup: Setup) -> Iterator[Row]:
    """Yield the rows of the embedded package."""
    reports = report_files(setup)
    sources = [segment.text for path in reports for segment in prose(path)]
    yield from _compare(setup, "embedded", package(), sources, reports[-1], least=20)
    yield _greedy(setup, sources)
    yield from _settings(setup, sources)


def _compare(
    setup: Setup, name: str, installed: Package, sources: Sequence[str], report: Path, *, least: int
) -> Iterator[Row]:
    """Compare the engine with what decodes without it, all with one package."""
    ours = ArgosEngine([installed])
    encode = tokenizer(installed.path).encode
    tokens = [encode(text) for text in sources]
    grid = itertools.product((f"{CORES}x1",) if setup.tiny else (f"{CORES}x1", f"1x{CORES}"), (256, 512, 1024))
    took = {
        (threads, batch): min(seconds(call) for call in [bare(installed.path, tokens, threads, batch)] * setup.times(3))
        for threads, batch in grid
    }
    threads, batch = min(took, key=lambda settings: took[settings])
    times = setup.times(9 if least > 5 else 5)
    yield paired(
        f"{name}: engine / bare translate_batch",
        lambda: ours.translate(sources),
        bare(installed.path, tokens, threads, batch),
        times=times,
        budget=">= 0.9",
        note=f"{threads} threads, {batch}-token batches, {len(sources)} segments",
        faster=True,
    )
    both = bare(installed.path, tokens, f"{CORES}x1", BATCH_TOKENS, hypotheses=BEAM_SIZE)
    note = "our batches, the bare call returning all hypotheses too"
    yield paired(
        f"{name}: engine / bare n-best", lambda: ours.translate(sources), both, times=times, note=note, faster=True
    )
    texts = [segment.text for segment in prose(report)]
    loop = LOOP.format(folder=str(FOLDER), package=str(installed.path), report=str(report))
    yield compared(
        f"{name}: engine / argostranslate's loop",
        lambda: seconds(lambda: ours.translate(texts)),
        lambda: float(run_python(loop, setup.folder).output),
        times=setup.times(3),
        budget=f">= {least}",
        note=f"{report.name}, paragraph by paragraph",
        faster=True,
    )
    count = sum(len(text.split()) for text in sources)
    elapsed = statistics.median(seconds(lambda: ours.translate(sources)) for _ in range(setup.times(3)))
    yield Row(f"{name}: free translation", count / elapsed, unit="words/s", note=f"{count} words, warm")


def _greedy(setup: Setup, sources: Sequence[str]) -> Row:
    """Show what --fast gains; `quality.py` shows what it costs."""
    beam, greedy = (ArgosEngine([package()], Decoding(beam=width)) for width in (BEAM_SIZE, 1))
    return paired(
        "embedded: --fast / beam 4",
        lambda: greedy.translate(sources),
        lambda: beam.translate(sources),
        times=setup.times(9),
        faster=True,
    )


def _settings(setup: Setup, sources: Sequence[str]) -> Iterator[Row]:
    """Compare other threads and batches with the defaults."""
    default = ArgosEngine([package()])
    for threads, tokens in itertools.product({1, CORES}, (BATCH_TOKENS // 2, BATCH_TOKENS, 2 * BATCH_TOKENS)):
        if (threads, tokens) != (CORES, BATCH_TOKENS):
            other = ArgosEngine([package()], Decoding(threads=threads, batch_tokens=tokens))
            yield paired(
                f"embedded: {threads} threads, {tokens}-token batches / the defaults",
                lambda other=other: other.translate(sources),  # type: ignore[misc]
                lambda: default.translate(sources),
                times=setup.times(5),
                faster=True,
            )


def tokenizer(folder: Path) -> Any:
    """Return a package's tokenizer."""
    from argostranslate.package import Package as ArgosPackage

    return ArgosPackage(folder).tokenizer


def bare(
    folder: Path, tokens: Sequence[list[str]], threads: str, batch: int, hypotheses: int = 1
) -> Callable[[], object]:
    """Return a call of `translate_batch` over all tokens; `threads` is inter x intra."""
    import ctranslate2

    inter, intra = map(int, threads.split("x"))
    translator = ctranslate2.Translator(
        str(folder / "model"), device="cpu", compute_type="int8", inter_threads=inter, intra_threads=intra
    )
    return lambda: translator.translate_batch(
        list(tokens),
        beam_size=BEAM_SIZE,
        num_hypotheses=hypotheses,
        return_scores=hypotheses > 1,
        max_batch_size=batch,
        batch_type="tokens",
        max_input_length=0,
    )


def argos_loop(folder: Path, report: Path) -> float:
    """Return the seconds that `argostranslate.translate` takes for the sentences of a report, by its own defaults.

    The calls are those of its `apply_packaged_translation`, made here because that module imports stanza; sentence
    splitting is left out, in its favour. It runs in a process of its own: within ours, OpenMP would take over our
    number of threads, which happens to be much better on some machines.
    """
    import ctranslate2

    blocks = [[s.text for s in block] for _, block in itertools.groupby(prose(report), key=lambda s: s.block)]
    encode, decode = tokenizer(folder).encode, tokenizer(folder).decode
    translator = ctranslate2.Translator(
        str(folder / "model"), device="cpu", inter_threads=1, intra_threads=0, compute_type="auto"
    )

    def translate(sentences: Sequence[str]) -> None:
        results = translator.translate_batch(
            [encode(sentence) for sentence in sentences],
            replace_unknowns=True,
            max_batch_size=32,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
            return_scores=True,
        )
        decode([token for result in results for token in result.hypotheses[0]])

    def loop() -> None:
        for block in blocks:
            translate(block)

    translate(blocks[0])
    return seconds(loop)
