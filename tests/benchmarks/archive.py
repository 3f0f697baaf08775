"""Archives: many generated reports in one run, in one process and in several, stopped by SIGKILL and continued.

The memory is that of all processes of a run together, sampled while it goes on; pages that they share count for each.
"""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from material import ROOT
from measure import Row, Setup, compared

sys.path.append(str(ROOT / "tests" / "support"))

from generated import write_reports

WORDS, FEW_WORDS = 600, 200
JOBS = 2
CLUSTER = ("--cluster", "local", "--jobs", str(JOBS), "--threads", "1")
SAMPLE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """A run over an archive that has ended, of itself or not."""

    seconds: float
    words: int
    samples: tuple[float, ...]
    """Megabytes of all processes, one sample after another."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of this topic."""
    some = setup.size(48, 2)
    write_reports(setup.folder / "some", some, WORDS)
    note = f"{some} reports of {WORDS} words, nothing cached"
    for name, options, budget in (
        ("one with one thread", ("--threads", "1"), ">= 1.8"),
        ("one with a thread for each core", (), ""),
    ):
        yield compared(
            f"{JOBS} processes, times as fast as {name}",
            lambda: _run(setup, "some", JOBS).seconds,
            lambda options=options: _run(setup, "some", 1, options).seconds,  # type: ignore[misc]
            times=setup.times(2),
            budget=budget,
            faster=True,
            note=note,
        )
    if find_spec("ray") and not setup.tiny:
        yield _cluster(setup, note)
    many = setup.size(1000, 4)
    write_reports(setup.folder / "many", many, FEW_WORDS)
    whole = _run(setup, "many", JOBS)
    name = f"{many} reports of {FEW_WORDS} words, --jobs {JOBS}"
    yield Row(name, whole.words / whole.seconds, "words/s", note=f"{whole.words:,} words in {whole.seconds:,.0f} s")
    yield Row("greatest memory, all processes", max(whole.samples), "MB")
    later = whole.samples[len(whole.samples) // 5 :]  # when packages are loaded
    halves = [statistics.mean(half) for half in (later[: len(later) // 2 + 1], later[len(later) // 2 :])]
    note = "means of the halves, when the packages are loaded"
    yield Row(
        "memory, second half / first", halves[1], "MB", halves[0], halves[1] / halves[0], budget="<= 1.1", note=note
    )
    written = _files(setup.folder / "run")
    shutil.rmtree(setup.folder / "run")
    _run(setup, "many", JOBS, stop_at=many // 2)
    left = sum(path.name.startswith(".dragoman-") for path in (setup.folder / "run").rglob("*"))
    continued = _run(setup, "many", JOBS, goes_on=True)
    same = len(written.items() & _files(setup.folder / "run").items())
    every = len(written.keys() | _files(setup.folder / "run").keys())
    note = f"{left} staged files were left by the kill; the rest took {continued.seconds:,.0f} s"
    name = "files, killed half way and continued: those that are the same / all"
    yield Row(name, same, "files", every, same / every, budget=">= 1.0", note=note)


def _cluster(setup: Setup, note: str) -> Row:
    """Compare Ray on this machine with processes; its start, which a cluster has behind it, is taken off."""
    write_reports(setup.folder / "one", 1, 10)
    started = min(_run(setup, "one", JOBS, CLUSTER).seconds for _ in range(2))
    return compared(
        f"Ray on this machine / {JOBS} processes",
        lambda: _run(setup, "some", JOBS, CLUSTER).seconds - started,
        lambda: _run(setup, "some", JOBS).seconds,
        times=setup.times(2),
        budget="<= 1.2",
        note=f"{note}, without the {started:.1f} s in which Ray starts",
    )


def _run(
    setup: Setup,
    reports: str,
    jobs: int,
    options: Sequence[str] = (),
    *,
    stop_at: int | None = None,
    goes_on: bool = False,
) -> Run:
    """Translate a folder of reports; kill all processes once the files of so many reports are there."""
    folder = setup.folder / "run"
    cache = setup.folder / "run-cache"
    if not goes_on:
        for path in (folder, cache):
            shutil.rmtree(path, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    command = [str(Path(sys.executable).with_name("dragoman")), "translate", str(setup.folder / reports), "--recursive"]
    command += ["--to", "zh", "--json", *(options if "--jobs" in options else ("--jobs", str(jobs), *options))]
    command += ["--engine", "none"] if setup.tiny else []
    environment = os.environ | {"DRAGOMAN_CACHE": str(cache), "SOURCE_DATE_EPOCH": "1740994200", "TERM": "dumb"}
    samples = []
    began = time.perf_counter()
    with (setup.folder / "summary.json").open("w") as summary:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=summary, stderr=subprocess.PIPE, start_new_session=True
        )
        while process.poll() is None:
            samples.append(_megabytes(process.pid))
            if stop_at is not None and sum(1 for _ in folder.glob("out/**/*.txt")) >= stop_at:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(SAMPLE_SECONDS if not setup.tiny else 0.05)
        seconds = time.perf_counter() - began
        _, messages = process.communicate()
    if stop_at is not None:
        return Run(seconds, 0, tuple(samples))
    if process.returncode not in (0, 1):
        raise RuntimeError(messages.decode())
    return Run(seconds, json.loads((setup.folder / "summary.json").read_text())["words"], tuple(samples))


def _megabytes(process: int) -> float:
    """Return what a process and all that it has started hold in memory."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) / 2**10 for line in lines if line.startswith("VmRSS")), 0.0)
    return own + sum(_megabytes(int(child)) for child in children)


def _files(folder: Path) -> dict[str, str]:
    """Return the digests of the files below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in paths}
