"""A Ray cluster of two workers on this machine: the files of a local run, killed workers or not.

Needs the extra: `uv run --extra ray pytest tests/cluster`.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from generated import write_reports
from running import COMMAND, environment, files, run_cli

pytestmark = pytest.mark.cluster

pytest.importorskip("ray", reason="needs Ray: uv run --extra ray pytest tests/cluster")

COUNT = 40
"""Reports: three batches."""
ON_CLUSTER = ("--cluster", "local", "--jobs", "2", "-r", "--to", "zh", "--json")
AT_ADDRESSES = """
import fsspec, sys
from dragoman import main

memory = fsspec.filesystem("memory")
memory.put("reports", "/archive/reports", recursive=True)
try:
    main.run()
finally:
    for name in ("out", "locales"):
        memory.get(f"/archive/{name}", name, recursive=True)
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "reports"
    write_reports(folder, COUNT, 60)
    return folder


@pytest.fixture(scope="module")
def whole(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a local run."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(reports, folder / "reports")
    done = run_cli("translate", "reports", "-r", "--to", "zh", "--json", cwd=folder, env=own(folder))
    assert (done.returncode, done.stderr) == (0, "")
    return files(folder)


@pytest.fixture
def folder(reports: Path, tmp_path: Path) -> Path:
    shutil.copytree(reports, tmp_path / "work" / "reports")
    return tmp_path / "work"


def own(folder: Path) -> dict[str, str]:
    """Return what gives a run a cache and a home of its own: Ray writes to the home of its user."""
    home = folder.parent / f"home-{folder.name}"
    home.mkdir()
    return {
        "SOURCE_DATE_EPOCH": "1740994200",
        "DRAGOMAN_CACHE": str(home / "cache"),
        "HOME": str(home),
    }


def start(folder: Path, *command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*command, *ON_CLUSTER],
        cwd=folder,
        env=environment(own(folder)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def workers_at_work() -> list[int]:
    """Return the processes of clusters that do a batch."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"ray::Worker.do" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            pass
    return found


def test_a_cluster_writes_what_a_local_run_writes_though_a_worker_is_killed(
    folder: Path, whole: dict[str, bytes]
) -> None:
    process = start(folder, *COMMAND, "translate", "reports")
    while not (found := workers_at_work()):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    os.kill(found[0], signal.SIGKILL)
    output, messages = process.communicate()
    assert process.returncode == 0, messages
    assert len(json.loads(output)["reports"]) == COUNT
    assert files(folder) == whole


def test_reports_come_from_addresses_and_files_go_to_addresses(folder: Path, whole: dict[str, bytes]) -> None:
    places = ("memory://archive/reports", "--out", "memory://archive/out", "--locales", "memory://archive/locales")
    process = start(folder, sys.executable, "-c", AT_ADDRESSES, "translate", *places)
    output, messages = process.communicate()
    assert process.returncode == 0, messages
    assert not list(Path(tempfile.gettempdir()).glob("dragoman-worker-*"))
    assert json.loads(output)["files"][0] == "memory://archive/out/2015/report-0000.zh.html"
    assert files(folder) == whole


def test_a_cluster_that_is_not_there_is_named(folder: Path) -> None:
    nothing_known = own(folder) | {"RAY_TMPDIR": str(folder.parent)}
    done = run_cli("translate", "reports", "-r", "--to", "zh", "--cluster", "auto", cwd=folder, env=nothing_known)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "error: --cluster auto: cannot reach the cluster: " in done.stderr
