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
    topics = {path.stem for path in BENCHMARKS.glob("*.py") if "def measure(setup: Setup)" in path.read_text("utf-8")}
    assert {row["topic"] for row in rows} == topics
    assert all(row["value"] > 0 for row in rows if row["unit"] not in ("bytes", "points"))
    assert sum(bool(row["budget"]) for row in rows) >= 15
