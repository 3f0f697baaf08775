"""The engine and the guarantee with the instructions of other processors, as far as this one can play them.

CTranslate2 takes MKL on Intel's processors and oneDNN on others, and both take the instructions that there are: without
VNNI, whole numbers are multiplied otherwise, and each takes the terms of a sum in an order of its own.
"""

import os
import subprocess
import sys

import pytest

from running import REPOSITORY

pytestmark = pytest.mark.processors

MODULES = [
    f"tests/unit/test_{name}.py"
    for name in ("engine_argos", "engine_dictionary", "terminology_embedded", "terminology_pivot")
]
MKL, ONEDNN = {"CT2_USE_MKL": "1"}, {"CT2_USE_MKL": "0"}
PLAYED = {
    "MKL, AVX-512": MKL | {"CT2_FORCE_CPU_ISA": "AVX512"},
    "MKL, AVX2": MKL | {"CT2_FORCE_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"},
    "MKL, AVX": MKL | {"CT2_FORCE_CPU_ISA": "AVX", "MKL_ENABLE_INSTRUCTIONS": "SSE4_2"},
    "MKL, SSE4.2": MKL | {"CT2_FORCE_CPU_ISA": "GENERIC", "MKL_ENABLE_INSTRUCTIONS": "SSE4_2"},
    "oneDNN, AVX-512": ONEDNN | {"CT2_FORCE_CPU_ISA": "AVX512"},
    "oneDNN, AVX-512 without VNNI": ONEDNN | {"CT2_FORCE_CPU_ISA": "AVX512", "ONEDNN_MAX_CPU_ISA": "AVX512_CORE"},
    "oneDNN, AVX2": ONEDNN | {"CT2_FORCE_CPU_ISA": "AVX2", "ONEDNN_MAX_CPU_ISA": "AVX2"},
    "oneDNN, AVX": ONEDNN | {"CT2_FORCE_CPU_ISA": "AVX", "ONEDNN_MAX_CPU_ISA": "AVX"},
    "oneDNN, SSE4.1": ONEDNN | {"CT2_FORCE_CPU_ISA": "GENERIC", "ONEDNN_MAX_CPU_ISA": "SSE41"},
}
TRIAL = """
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route
ArgosEngine(find_route("en", "zh")).translate(["A trial."])
"""


@pytest.mark.parametrize("played", PLAYED)
def test_the_engine_and_the_guarantee_work_alike(played: str) -> None:
    environment = {**os.environ, **PLAYED[played]}
    trial = subprocess.run([sys.executable, "-c", TRIAL], env=environment, capture_output=True, text=True)
    if "does not support" in trial.stderr or "not compiled with" in trial.stderr or "Invalid CPU ISA" in trial.stderr:
        pytest.skip("this processor cannot play it")
    assert trial.returncode == 0, trial.stderr
    tests = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *MODULES]
    done = subprocess.run(tests, env=environment, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-10_000:]
