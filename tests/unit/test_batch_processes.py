"""Processes that end, and what they worked on."""

from collections.abc import Sequence
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from deadly import DeadlyWork
from dragoman.batch.batches import Batch, Done, cut
from dragoman.batch.find import Report
from dragoman.batch.processes import in_processes
from dragoman.errors import EngineError

if TYPE_CHECKING:
    from dragoman.batch.worker import Work


def run(names: Sequence[str], shares: list[float]) -> list[Done]:
    def tell(batch: Batch, share: float) -> None:
        shares.append(share)

    reports = [Report(Path(f"{name}.txt"), f"{name}.txt", name) for name in names]
    return list(in_processes(cast("Work", DeadlyWork()), cut(reports), tell, jobs=2))


def test_a_report_that_ends_two_processes_is_given_up() -> None:
    shares: list[float] = []
    done = run(["a", "deadly", *"bcdefghijk"], shares)
    assert sorted(name for one in done for name in one.reports) == list("abcdefghijk")
    [failure] = [failure for one in done for failure in one.failures]
    assert failure.name == "deadly.txt"
    assert failure.message.startswith("deadly.txt: the process that translated it was ended by SIGKILL; perhaps")
    assert set(shares) == {1.0}
    assert active_children() == []


def test_what_stands_in_the_way_of_all_ends_all_processes() -> None:
    with pytest.raises(EngineError, match="no engine"):
        run([*"abcdefghijkl", "fatal"], [])
    assert active_children() == []
