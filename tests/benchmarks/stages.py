"""The main job as a person runs it: seconds of each stage, words a second, and the second run."""

import json
import shutil
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dragoman import resources
from material import SAMPLE, engine, report_files, translate
from measure import Row, Setup, compared, run_dragoman, seconds

FORMATS = ("html", "jsonl", "po", "txt")


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    engine()
    for path in report_files(setup):
        yield from _stages(setup, path)
        yield from _whole(setup, path)
        yield from _second_run(setup, path)


def _stages(setup: Setup, path: Path) -> Iterator[Row]:
    """Run the job in this process, the engine loaded and nothing cached."""
    result, watch = translate([path], setup.folder / f"stages-{path.stem}", resources.glossary_folder(), FORMATS)
    words = result.summary.words
    for name, spent in watch.seconds.items():
        yield Row(f"{path.stem}: {name}", spent)
    total = sum(watch.seconds.values())
    yield Row(f"{path.stem}: all stages", words / total, "words/s", note=f"{words} words in {total:.2f} s")


def _whole(setup: Setup, path: Path) -> Iterator[Row]:
    """Run the command in a process of its own, against the calls of the engine alone in this one, which is warm."""
    folder = setup.folder / f"whole-{path.stem}"
    folder.mkdir()
    command = ["translate", str(path), "--to", "zh", "--out", "out", "--locales", "locales"]

    def whole(kept: str = "dragoman-cache") -> float:
        for name in {"out", "locales", "dragoman-cache"} - {kept}:
            shutil.rmtree(folder / name, ignore_errors=True)
        return run_dragoman([*command, "--no-cache"], folder).seconds

    def decoding() -> float:
        spent: list[float] = []
        with ExitStack() as stack:
            for name in ("translate", "focus", "score"):
                call = getattr(engine(), name)

                def timed(*arguments: Any, call: Any = call, **options: Any) -> Any:
                    found: list[Any] = []
                    spent.append(seconds(lambda: found.append(call(*arguments, **options))))
                    return found[0]

                stack.enter_context(patch.object(engine(), name, timed))
            translate([path], setup.folder / f"decoding-{path.stem}", resources.glossary_folder(), FORMATS)
        return sum(spent)

    cold = [whole("") for _ in range(setup.times(3))]
    budget = "<= 2.0" if path == SAMPLE else ""
    yield Row(f"{path.stem}: first result, nothing unpacked or cached", statistics.median(cold), budget=budget)
    name = f"{path.stem}: whole process / decoding alone"
    yield compared(name, whole, decoding, times=setup.times(5), budget="<= 1.5", note="nothing translated before")


def _second_run(setup: Setup, path: Path) -> Iterator[Row]:
    """Run the command twice, in processes of their own: the second time nothing is left to the engine."""
    folder = setup.folder / f"twice-{path.stem}"
    folder.mkdir()
    command = ["translate", str(path), "--to", "zh", "--out", "out", "--locales", "locales", "--json"]
    run_dragoman(["models", "list"], folder)  # unpacks the package
    walls: list[tuple[float, float]] = []
    stages: list[tuple[float, float]] = []
    for _ in range(setup.times(3)):
        shutil.rmtree(folder / "out", ignore_errors=True)
        shutil.rmtree(folder / "locales", ignore_errors=True)
        (folder / "dragoman-cache" / "translations.sqlite").unlink(missing_ok=True)
        first, second = run_dragoman(command, folder), run_dragoman(command, folder)
        walls.append((first.seconds, second.seconds))
        stages.append((json.loads(first.output)["seconds"], json.loads(second.output)["seconds"]))
    yield _faster(f"{path.stem}: second run, whole process", walls, ">= 5.0")
    yield _faster(f"{path.stem}: second run, without start-up", stages, "")


def _faster(name: str, pairs: list[tuple[float, float]], budget: str) -> Row:
    ratios = sorted(first / second for first, second in pairs)
    return Row(
        name,
        statistics.median(second for _, second in pairs),
        baseline=statistics.median(first for first, _ in pairs),
        ratio=statistics.median(ratios),
        spread=(ratios[0], ratios[-1]),
        budget=budget,
    )
