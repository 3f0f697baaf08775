"""Folders locked against other processes of dragoman."""

import errno
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dragoman.errors import OutdatedError, OutputError
from dragoman.files import lock
from dragoman.files.lock import locked, redo_if_outdated
from dragoman.files.outputs import Outputs, signals_deferred
from running import files

ADD_ONE = """
import sys
from pathlib import Path
from dragoman.files.lock import redo_if_outdated
from dragoman.files.outputs import Outputs

place = Path("count")

def work():
    with Outputs() as written:
        written.will_read(place)
        written.stage(place, str(int(place.read_text()) + 1).encode())
        written.commit()

for _ in range(int(sys.argv[1])):
    redo_if_outdated(work, [place])
"""


def test_no_write_of_several_processes_is_lost(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    started = [subprocess.Popen([sys.executable, "-c", ADD_ONE, "40"], cwd=tmp_path) for _ in range(4)]
    assert [process.wait() for process in started] == [0] * 4
    assert files(tmp_path) == {"count": b"160"}


def test_a_killed_process_holds_no_lock(tmp_path: Path) -> None:
    program = "import os; from pathlib import Path; from dragoman.files.lock import locked\n"
    program += "with locked([Path('.')]): os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path)
    with locked([tmp_path]):
        assert files(tmp_path) == {}


def test_a_folder_that_stays_locked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    other = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(OutputError, match="nothing was changed, try again"), locked([tmp_path]):
        pytest.fail("locked twice")
    os.close(other)
    with locked([tmp_path, tmp_path / "absent"]), locked([tmp_path]):
        pass


def test_where_folders_cannot_be_locked_a_file_in_them_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(descriptor: int, how: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
            raise OSError(errno.EBADF, "as NFS says")
        real(descriptor, how)

    real = fcntl.flock
    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with locked([tmp_path]):
        other = os.open(tmp_path / ".dragoman.lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            real(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


def test_what_somebody_else_saves_is_read_again(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(b"1")
    attempts = []

    def work() -> bytes:
        attempts.append(place.read_bytes())
        with Outputs() as written:
            written.will_read(place)
            written.stage(place, attempts[-1] + b"!")
            if len(attempts) < 3:
                place.write_bytes(b"%d" % len(attempts) * 3)
            written.commit()
        return place.read_bytes()

    assert redo_if_outdated(work, [place]) == b"222!"
    assert attempts == [b"1", b"111", b"222"]


def test_in_the_end_it_is_refused(tmp_path: Path) -> None:
    def work() -> None:
        attempts.append(0)
        raise OutdatedError("a: saved")

    attempts: list[int] = []
    with pytest.raises(OutdatedError, match="saved"):
        redo_if_outdated(work, [tmp_path / "a"])
    assert len(attempts) == 5


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("step", range(4))
def test_signals_wait_until_all_files_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, step: int
) -> None:
    names = ["a", "b", "c", "d"]
    (tmp_path / "b").write_bytes(b"old")
    real = Path.replace
    moved: list[Path] = []

    def slow(path: Path, aim: Path) -> Path:
        if len(moved) == step:
            signal.raise_signal(number)
            time.sleep(0.01)
        moved.append(aim)
        return real(path, aim)

    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", slow)
    before = signal.signal(number, end)
    try:
        with Outputs() as written:
            for name in names:
                written.stage(tmp_path / name, b"new")
            with pytest.raises(KeyboardInterrupt):
                written.commit()
    finally:
        signal.signal(number, before)
    assert files(tmp_path) == dict.fromkeys(names, b"new")


def test_signals_are_deferred_in_the_main_thread_alone() -> None:
    done: list[str] = []

    def work() -> None:
        with signals_deferred():
            done.append("worked")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["worked"]


def test_a_process_that_ends_at_a_signal_leaves_no_mix(tmp_path: Path) -> None:
    program = """
import signal, time
from pathlib import Path
from dragoman.files.outputs import Outputs
real = Path.replace
def slow(path, aim):
    print(aim, flush=True)
    time.sleep(0.2)
    return real(path, aim)
Path.replace = slow
with Outputs() as written:
    for name in "abc":
        written.stage(Path(name), b"new")
    written.commit()
print("end", flush=True)
time.sleep(60)
"""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        process = subprocess.Popen(
            [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdout
        assert process.stdout.readline() == b"a\n"
        process.send_signal(number)
        rest = process.stdout.read()
        process.stdout.close()
        assert process.wait() == -number
        assert rest == b"b\nc\n"
        assert files(tmp_path) == dict.fromkeys("abc", b"new")
