"""Resident memory and time of the main job, as reports grow in number and in length."""

import json
from collections.abc import Iterator
from pathlib import Path

from material import report_files, variant
from measure import Finished, Row, Setup, run_dragoman


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    report = report_files(setup)[-1]
    text = report.read_text("utf-8")
    one = _translate(setup, "one", [report])
    yield Row("peak memory of the main job", one.megabytes, "MB", budget="<= 500", note=report.name)
    for count in (10, 50) if not setup.tiny else (2,):
        many = _translate(setup, f"copies-{count}", _copies(setup, text, count))
        note = f"{count} copies under other names, {many.seconds:.1f} s against {one.seconds:.1f} s"
        yield Row(
            f"peak memory, {count} reports / 1",
            many.megabytes,
            "MB",
            one.megabytes,
            many.megabytes / one.megabytes,
            budget="<= 1.5",
            note=note,
        )
    single, double = (_written(setup, text, count) for count in (1, 2))
    first, second = (_translate(setup, f"length-{p.stem}", [p]) for p in (single, double))
    yield Row(
        "seconds, report of double length / single",
        second.seconds,
        "s",
        first.seconds,
        second.seconds / first.seconds,
        budget="<= 2.0",
        note="no sentence twice",
    )
    yield from _growth(setup, text)


def _growth(setup: Setup, text: str) -> Iterator[Row]:
    """Compare long reports without the engine, where its own memory does not hide what the text takes."""
    count = setup.size(100, 2)
    paths = [_written(setup, text, number) for number in (count, 2 * count)]
    runs = [_translate(setup, f"long-{p.stem}", [p], "--engine", "none", "--formats", "jsonl") for p in paths]
    added = paths[1].stat().st_size - paths[0].stat().st_size
    note = f"{paths[0].stat().st_size / 2**20:.1f} MB doubled, engine none, jsonl"
    yield Row(
        "seconds, long report doubled",
        runs[1].seconds,
        "s",
        runs[0].seconds,
        runs[1].seconds / runs[0].seconds,
        budget="<= 2.0",
        note=note,
    )
    grown = (runs[1].megabytes - runs[0].megabytes) * 2**20 / added
    yield Row("memory per byte of text", grown, "bytes", note=note)


def _translate(setup: Setup, name: str, reports: list[Path], *options: str) -> Finished:
    """Run the main job into folders of its own, with nothing cached."""
    folder = setup.folder / name
    folder.mkdir()
    targets = ["--out", "out", "--locales", "locales", "--json"]
    finished = run_dragoman(["translate", *reports, "--to", "zh", *targets, *options], folder)
    if json.loads(finished.output)["segments"] == 0:
        raise AssertionError("nothing was translated")
    return finished


def _copies(setup: Setup, text: str, count: int) -> list[Path]:
    folder = setup.folder / f"reports-{count}"
    folder.mkdir()
    paths = [folder / f"report-{number:02}.txt" for number in range(count)]
    for path in paths:
        path.write_text(text, "utf-8")
    return paths


def _written(setup: Setup, text: str, count: int) -> Path:
    """Write a report of `count` times the length in which no sentence stands twice."""
    path = setup.folder / f"times-{count}.txt"
    path.write_text("\n\n".join(variant(text.strip(), number) for number in range(count)) + "\n", "utf-8")
    return path
