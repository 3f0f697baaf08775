"""Run dragoman again and again in copies of a folder and kill it each time at a later step of its writing.

    python kills.py FOLDER COPIES ARGUMENT…

The copies are numbered; the last one is that of a run that nobody killed. Before it come those of runs that were killed
at any time. A process of its own, which is forked: importing everything takes longer than the runs do.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from dragoman import main

STEPS = frozenset(["open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copymode"])
AT_ANY_TIME = 12


def run(folder: Path, arguments: Sequence[str]) -> None:
    """Run dragoman in a folder and end the process."""
    os.chdir(folder)
    sys.argv[1:] = arguments
    main.run()


def die_at(step: int) -> None:
    """Have this process killed before the step of writing in the working folder with this number, from 0."""
    folder = f"{Path.cwd()}{os.sep}"
    left = step

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event not in STEPS or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        reads = event == "open" and isinstance(arguments[1], str) and not set("wxa+") & set(arguments[1])
        if reads or not os.path.abspath(os.fsdecode(arguments[0])).startswith(folder):  # noqa: PTH100
            return
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    sys.addaudithook(watch)


def fork(copy: Path, template: Path, arguments: Sequence[str], step: int | None) -> int:
    """Start a run in a new copy; return its process id."""
    shutil.copytree(template, copy)
    child = os.fork()
    if not child:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 2)
        os.chdir(copy)
        if step is not None:
            die_at(step)
        run(copy, arguments)
    return child


def kill_all(template: Path, copies: Path, arguments: Sequence[str]) -> None:
    """Fill the folder of copies."""
    with suppress(SystemExit):
        run(shutil.copytree(template, copies / "warm"), arguments)  # imports all that is needed
    began = time.perf_counter()
    os.waitpid(fork(copies / "whole", template, arguments, None), 0)
    seconds = time.perf_counter() - began
    chance = random.Random(0)
    for number in range(AT_ANY_TIME):
        child = fork(copies / f"any-{number:03}", template, arguments, None)
        time.sleep(chance.uniform(0, seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    for step in count():
        _, status = os.waitpid(fork(copies / f"step-{step:03}", template, arguments, step), 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))


if __name__ == "__main__":
    kill_all(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute(), sys.argv[3:])
