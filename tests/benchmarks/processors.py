"""Decoding and the guarantee with the instructions of other processors, as far as this one can play them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path

import guarantee
import throughput
from material import ROOT
from measure import Row, Setup

MEASURED = ("MKL, AVX-512", "oneDNN, AVX2")
"""The fastest, on newer processors of Intel, and what most others take; the tests play all."""


def measure(setup: Setup) -> Iterator[Row]:
    """Yield the rows of both topics, measured with the embedded package, for each processor."""
    sys.path.append(str(ROOT / "tests" / "support"))
    from instructions import PLAYED, can_play

    playable = [name for name in MEASURED if can_play(os.environ | PLAYED[name])]
    for name in playable[:1] if setup.tiny else playable:
        folder = setup.folder / name.replace(" ", "-")
        folder.mkdir()
        command = [sys.executable, __file__, str(folder), str(setup.repeat), str(int(setup.tiny))]
        done = subprocess.run(command, env=os.environ | PLAYED[name], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr}")
        for row in json.loads(done.stdout):
            spread = row["spread"] and tuple(row["spread"])
            yield replace(Row(**row | {"spread": spread}), name=f"{name}: {row['name']}")


def main(folder: str, repeat: str, tiny: str) -> None:
    """Be the process with another processor's instructions; print the rows."""
    setup = Setup(Path(folder), int(repeat), bool(int(tiny)))
    rows = chain(throughput.measure_embedded(setup), guarantee.measure(setup))
    print(json.dumps([asdict(row) for row in rows if not row.name.startswith("  ")]))


if __name__ == "__main__":
    main(*sys.argv[1:])
