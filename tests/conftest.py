"""What all tests share: an environment of their own, in which nothing of the user's is read or written."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import examples
from running import Here

# Hundreds of tests start a process: where no bytecode is kept, each of them compiles all that it imports again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

examples.register()


# Processes inherit what a shell that runs the suite in the background ignores, and tests send those signals.
for ignored, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(ignored) is signal.SIG_IGN:
        signal.signal(ignored, handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the outputs in tests/golden anew")


@pytest.fixture(scope="session", autouse=True)
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the cache of all tests, so that the embedded package is unpacked once, and an empty home."""
    folder = tmp_path_factory.mktemp("session")
    (folder / "home").mkdir()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DRAGOMAN_CACHE", str(folder / "cache"))
        monkeypatch.setenv("DRAGOMAN_DATA", str(folder / "data"))
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "home" / "data"))
        for name in [name for name in os.environ if name.startswith("ARGOS_")]:
            monkeypatch.delenv(name)
        yield folder


@pytest.fixture(autouse=True)
def isolated(session_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without colours and without the user's settings.

    Not for the whole session: what module fixtures start, a browser or a build, may need those settings.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("SOURCE_DATE_EPOCH", "DRAGOMAN_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(session_folder / "home" / name.lower()))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """The command line in this process."""
    return Here(monkeypatch, capsys)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few kilobytes."""
    path = tmp_path / "disk"
    path.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", path], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield path
    subprocess.run(["umount", path], check=True)
