"""Other processors that this one can play, by the environment in which CTranslate2 is loaded.

CTranslate2 takes MKL on Intel's processors and oneDNN on others, and both take the instructions that there are: without
VNNI, whole numbers are multiplied otherwise, and each takes the terms of a sum in an order of its own.
"""

import subprocess
import sys
from collections.abc import Mapping

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

_TRIAL = """
from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route
ArgosEngine(find_route("en", "zh")).translate(["A trial."])
"""
_CANNOT = ("does not support", "not compiled with", "Invalid CPU ISA")


def can_play(environment: Mapping[str, str]) -> bool:
    """Say whether CTranslate2 finds what the environment asks for: the processor's instructions, the library."""
    trial = subprocess.run([sys.executable, "-c", _TRIAL], env=environment, capture_output=True, text=True)
    if trial.returncode and not any(words in trial.stderr for words in _CANNOT):
        raise RuntimeError(trial.stderr)
    return trial.returncode == 0
