"""Time and memory of the main job as reports grow from a hundred segments to a hundred thousand.

With the engine up to ten thousand, beyond which a run only takes longer; without it to the end.
"""

import json
import random
from collections.abc import Iterator

from material import SEED, words
from measure import Finished, Row, Setup, run_dragoman


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic: each size against the one before."""
    sizes = (10, 100) if setup.tiny else (100, 1_000, 10_000, 100_000)
    yield from _grow(setup, "argos", sizes[:-1])
    yield from _grow(setup, "none", sizes)


def _grow(setup: Setup, engine: str, sizes: tuple[int, ...]) -> Iterator[Row]:
    before: Finished | None = None
    for size in sizes:
        run = _translate(setup, size, engine)
        yield Row(
            f"--engine {engine}, {size:,} segments",
            run.seconds,
            baseline=before.seconds if before else None,
            ratio=run.seconds / before.seconds if before else None,
            budget="<= 10" if before else "",
            note=f"{run.megabytes:,.0f} MB at most, {size / run.seconds:,.0f} segments/s",
        )
        before = run


def _translate(setup: Setup, size: int, engine: str) -> Finished:
    """Run the main job on a report of so many different sentences, with nothing cached."""
    folder = setup.folder / f"{engine}-{size}"
    folder.mkdir()
    report = folder / "report.txt"
    report.write_text("\n\n".join(_sentences(size)) + "\n", "utf-8")
    outputs = ["--out", "out", "--locales", "locales", "--json", "--no-cache"]
    run = run_dragoman(["translate", report, "--to", "zh", "--engine", engine, *outputs], folder)
    if json.loads(run.output)["segments"] != size:
        raise AssertionError(f"{json.loads(run.output)['segments']} segments where there should be {size}")
    return run


def _sentences(count: int) -> Iterator[str]:
    chance = random.Random(SEED)
    vocabulary = words()
    for number in range(count):
        yield f"{' '.join(chance.choices(vocabulary, k=12)).capitalize()} in case {number}."
