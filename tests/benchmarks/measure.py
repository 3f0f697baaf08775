"""What every benchmark is made of: rows, paired measurements, and processes with their peak memory."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setup:
    """How thoroughly to measure, and where files may be written."""

    folder: Path
    """Scratch space, empty at the start."""
    repeat: int
    """Pairs to measure where one is quick; slow pairs are measured less often."""
    tiny: bool
    """Sizes that only show that everything still runs."""

    def size(self, full: int, tiny: int) -> int:
        """Return the size that is asked for."""
        return tiny if self.tiny else full

    def times(self, most: int) -> int:
        """Return how often to measure a pair that is worth `most` repetitions."""
        return min(self.repeat, most)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a ratio with its budget, or a bare quantity where both are `None`."""

    name: str
    value: float
    """Median seconds, or whatever `unit` says."""
    unit: str = "s"
    baseline: float | None = None
    ratio: float | None = None
    spread: tuple[float, float] | None = None
    """The least and the greatest ratio of the pairs."""
    budget: str = ""
    """`<= 2.0` or `>= 0.9`, for the ratio where there is one, else for the value."""
    note: str = ""

    @property
    def within(self) -> bool | None:
        """Say whether the budget is kept; `None` where there is none."""
        if not self.budget:
            return None
        sign, limit = self.budget.split()
        measured = self.value if self.ratio is None else self.ratio
        return measured <= float(limit) if sign == "<=" else measured >= float(limit)


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def paired(
    name: str,
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    times: int,
    budget: str = "",
    note: str = "",
    faster: bool = False,
) -> Row:
    """Time two calls in turn; see `compared`."""
    ours(), baseline()  # what is loaded or written only once is not what the budgets are about
    return compared(
        name, lambda: seconds(ours), lambda: seconds(baseline), times=times, budget=budget, note=note, faster=faster
    )


def compared(
    name: str,
    ours: Callable[[], float],
    baseline: Callable[[], float],
    *,
    times: int,
    budget: str = "",
    note: str = "",
    faster: bool = False,
) -> Row:
    """Compare what both say they took, in turn, so that what else the machine does falls on both.

    The ratio, a median over the pairs, is ours over the baseline; with `faster` it is the other way round: how many
    times as fast we are.
    """
    pairs = [_pair(ours, baseline, swapped=number % 2 == 1) for number in range(times)]
    ratios = [other / own if faster else own / other for own, other in pairs]
    return Row(
        name,
        statistics.median(own for own, _ in pairs),
        baseline=statistics.median(other for _, other in pairs),
        ratio=statistics.median(ratios),
        spread=(min(ratios), max(ratios)),
        budget=budget,
        note=note,
    )


def _pair(ours: Callable[[], float], baseline: Callable[[], float], *, swapped: bool) -> tuple[float, float]:
    if swapped:
        other = baseline()
        return ours(), other
    return ours(), baseline()


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that has ended."""

    seconds: float
    megabytes: float
    """Greatest resident size."""
    output: str


def run_python(code: str, folder: Path) -> Finished:
    """Run Python code in a process of its own, with `folder` for its caches and user data."""
    return _run([sys.executable, "-c", code], folder)


def run_dragoman(arguments: Sequence[str | Path], folder: Path, *, may_find: bool = True) -> Finished:
    """Run the console script of this environment; findings (exit status 1) are no failure where `may_find`."""
    script = Path(sys.executable).with_name("dragoman")
    return _run([str(script), *map(str, arguments)], folder, (0, 1) if may_find else (0,))


_LAUNCHER = """
import json, os, subprocess, sys, time
began = time.perf_counter()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
wall = time.perf_counter() - began
with open(sys.argv[1], "w") as file:
    json.dump([wall, usage.ru_maxrss, os.waitstatus_to_exitcode(status)], file)
"""
"""Starts and times a command from a small process: Linux counts the parent's size into a child's greatest size."""


def _run(command: Sequence[str], folder: Path, accepted: Sequence[int] = (0,)) -> Finished:
    private = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
    environment = os.environ | private | {"DRAGOMAN_CACHE": str(folder / "dragoman-cache"), "TERM": "dumb"}
    for name in ("ARGOS_PACKAGES_DIR", "PYTHONDONTWRITEBYTECODE"):  # with the latter nobody's second start is measured
        environment.pop(name, None)
    report = folder / "launched.json"
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(report)]
    done = subprocess.run([*launcher, *command], env=environment, cwd=folder, capture_output=True, text=True)
    wall, size, status = json.loads(report.read_text())
    if status not in accepted:
        raise RuntimeError(f"{command}: exit status {status}\n{done.stderr}")
    return Finished(wall, size / (2**20 if sys.platform == "darwin" else 2**10), done.stdout)
