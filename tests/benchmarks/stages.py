"""The main job as a person runs it: seconds of each stage, words a second, and the second run."""

import json
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from dragoman import resources
from material import engine, report_files, translate
from measure import Row, Setup, run_dragoman


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    engine()
    for path in report_files(setup):
        yield from _stages(setup, path)
        yield from _second_run(setup, path)


def _stages(setup: Setup, path: Path) -> Iterator[Row]:
    """Run the job in this process, the engine loaded and nothing cached."""
    formats = ["html", "jsonl", "po", "txt"]
    result, watch = translate([path], setup.folder / f"stages-{path.stem}", resources.glossary_folder(), formats)
    words = result.summary.words
    for name, spent in watch.seconds.items():
        yield Row(f"{path.stem}: {name}", spent)
    total = sum(watch.seconds.values())
    yield Row(f"{path.stem}: all stages", words / total, "words/s", note=f"{words} words in {total:.2f} s")


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
