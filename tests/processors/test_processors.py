"""The engine and the guarantee with the instructions of other processors, as far as this one can play them."""

import os
import subprocess
import sys

import pytest

from instructions import PLAYED, can_play
from running import REPOSITORY

pytestmark = pytest.mark.processors

MODULES = [
    f"tests/unit/test_{name}.py"
    for name in ("engine_argos", "engine_build", "engine_dictionary", "terminology_embedded", "terminology_pivot")
]


@pytest.mark.parametrize("played", PLAYED)
def test_the_engine_and_the_guarantee_work_alike(played: str) -> None:
    environment = {**os.environ, **PLAYED[played]}
    if not can_play(environment):
        pytest.skip("this processor cannot play it")
    tests = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *MODULES]
    done = subprocess.run(tests, env=environment, cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-10_000:]
