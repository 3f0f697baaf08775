import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.slow
def test_every_benchmark_still_runs() -> None:
    command = [sys.executable, str(BENCHMARKS / "run.py"), "--tiny", "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    topics = {path.stem for path in BENCHMARKS.glob("*.py") if "def measure(setup: Setup" in path.read_text("utf-8")}
    assert {row["topic"] for row in rows} == topics
    # Findings and gains may be none.
    assert all(row["value"] > 0 for row in rows if row["unit"] not in ("bytes", "points", "per 1,000", ""))
    assert sum(bool(row["budget"]) for row in rows) >= 15


def test_the_table_of_figures_marks_what_misses_its_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    run, measure = importlib.import_module("run"), importlib.import_module("measure")
    rows = {
        "a": [measure.Row("slow | start", 2.0, ratio=2.5, spread=(2.4, 2.6), budget="<= 2.0"), measure.Row("fast", 1.0)]
    }
    page = f"# Figures\n\n{run.BEGIN}old\n{run.END}\n\nmore\n"
    lines = run.with_table(page, rows, run.machine()).splitlines()
    assert lines[0] == "# Figures"
    assert lines[-1] == "more"
    assert "| slow \\| start | **2.50 ×** | 2.40–2.60 | ≤ 2.0 missed |" in lines
    assert "| fast | 1 s |  |  |" in lines
    assert "old" not in lines
