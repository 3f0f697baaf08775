import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.errors import OutdatedError, OutputError
from dragoman.files import outputs
from dragoman.files.outputs import Outputs
from running import files


def test_files_appear_when_committed_in_the_order_of_staging(tmp_path: Path) -> None:
    places = [tmp_path / "out" / "deep" / "b.txt", tmp_path / "out" / "a.txt"]
    with Outputs() as written:
        for place in places:
            written.stage(place, place.name.encode())
        assert not any(place.exists() for place in places)
        assert written.commit() == places
    assert files(tmp_path / "out") == {"a.txt": b"a.txt", "deep/": b"", "deep/b.txt": b"b.txt"}


def test_nothing_stays_of_what_was_not_committed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "old").write_bytes(b"old")
    with Outputs() as written:
        written.stage(tmp_path / "there" / "old", b"new")
        written.stage(tmp_path / "x" / "y" / "z", b"new")
    assert files(tmp_path) == {"there/": b"", "there/old": b"old"}


def test_nothing_stays_after_an_error_or_an_interrupt(tmp_path: Path) -> None:
    def interrupted() -> None:
        with Outputs() as written:
            written.stage(tmp_path / "x" / "y", b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert files(tmp_path) == {}


def test_a_new_folder_that_somebody_else_uses_stays(tmp_path: Path) -> None:
    with Outputs() as written:
        written.stage(tmp_path / "x" / "y", b"new")
        (tmp_path / "x" / "theirs").write_bytes(b"")
    assert files(tmp_path) == {"x/": b"", "x/theirs": b""}


def test_a_file_that_is_staged_twice_is_written_once_as_it_was_last(tmp_path: Path) -> None:
    with Outputs() as written:
        written.stage(tmp_path / "a", b"first")
        written.stage(tmp_path / "a", b"second")
        assert written.commit() == [tmp_path / "a"]
    assert files(tmp_path) == {"a": b"second"}


def test_if_one_file_cannot_be_moved_all_go_back(tmp_path: Path) -> None:
    """A folder takes the place of the last one between staging and committing."""
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "aim").write_bytes(b"aim")
    (tmp_path / "link").symlink_to("aim")
    before = files(tmp_path)

    def run() -> None:
        with Outputs() as written:
            for name in ("old", "link", "new/file", "taken"):
                written.stage(tmp_path / name, b"new")
            (tmp_path / "taken").mkdir()
            written.commit()

    with pytest.raises(OutputError, match="taken: cannot be replaced") as caught:
        run()
    assert "nothing was changed" in str(caught.value)
    assert files(tmp_path) == {**before, "taken/": b""}


def test_going_back_needs_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    test_if_one_file_cannot_be_moved_all_go_back(tmp_path)


def test_a_symbolic_link_is_replaced_and_its_aim_is_not(tmp_path: Path) -> None:
    (tmp_path / "aim").write_bytes(b"aim")
    for name, aim in (("link", "aim"), ("dangling", "nothing")):
        (tmp_path / name).symlink_to(aim)
        with Outputs() as written:
            written.stage(tmp_path / name, b"new")
            written.commit()
    assert files(tmp_path) == {"aim": b"aim", "link": b"new", "dangling": b"new"}


def test_the_report_itself_is_refused_however_it_is_spelled(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_bytes(b"report")
    (tmp_path / "hard").hardlink_to(report)
    (tmp_path / "sub").mkdir()
    for path in (report, tmp_path / "sub" / ".." / "report.txt", tmp_path / "hard"):
        with Outputs([report, tmp_path / "absent"]) as written, pytest.raises(OutputError, match="report itself"):
            written.stage(path, b"new")
    assert report.read_bytes() == b"report"
    assert not list(tmp_path.glob(".dragoman*"))


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with Outputs() as written, pytest.raises(OutputError, match=r"taken: .*folder has that name"):
        written.stage(tmp_path / "taken", b"new")


def test_a_file_where_a_folder_is_needed_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with Outputs() as written, pytest.raises(OutputError, match="nothing was changed"):
        written.stage(tmp_path / "file" / "out", b"new")
    assert files(tmp_path) == {"file": b"old"}


@pytest.mark.parametrize("name", ["a" * 255, "报" * 85, "é" * 127], ids=["ascii", "cjk", "accents"])
def test_the_longest_name_that_a_file_can_have_is_no_trouble(tmp_path: Path, name: str) -> None:
    with Outputs() as written:
        written.stage(tmp_path / name, b"new")
        written.commit()
    assert files(tmp_path) == {name: b"new"}


def test_a_name_that_no_file_can_have_is_an_error_of_ours(tmp_path: Path) -> None:
    with Outputs() as written, pytest.raises(OutputError, match="cannot be written"):
        written.stage(tmp_path / ("a" * 300), b"new")
    assert files(tmp_path) == {}


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_file_is_as_open_as_the_umask_says(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        with Outputs() as written:
            written.stage(tmp_path / "a", b"")
            written.commit()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == mode


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o640])
def test_a_file_that_is_replaced_stays_as_open_as_it_was(tmp_path: Path, mode: int) -> None:
    place = tmp_path / "old.txt"
    place.write_bytes(b"old")
    place.chmod(mode)
    with Outputs() as written:
        written.stage(place, b"new")
        written.commit()
    assert stat.S_IMODE(place.stat().st_mode) == mode


def test_what_a_killed_process_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "aim").write_bytes(b"aim")
    with Outputs() as written:
        written.stage(tmp_path / "a", b"new")
        [name] = [name for name in files(tmp_path) if name.startswith(".dragoman-")]
    for kind in ("new", "old"):
        (tmp_path / name).with_suffix(f".{kind}").symlink_to("aim")
    (tmp_path / "a").write_bytes(b"old")
    with Outputs() as written:
        written.stage(tmp_path / "a", b"new")
        written.commit()
    assert files(tmp_path) == {"a": b"new", "aim": b"aim"}


@pytest.mark.parametrize(("age", "left"), [(-1, False), (3600, True)])
def test_what_killed_processes_left_is_swept_up_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, left: bool
) -> None:
    monkeypatch.setattr(outputs, "LITTER_AGE", age)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    litter = {f".dragoman-{gone.pid}-0.new", f".dragoman-{gone.pid}-12.old", f".dragoman-{'9' * 30}-0.new"}
    others = {f".dragoman-{os.getppid()}-0.new", ".dragoman-notes", "a.new"}
    for name in (*litter, *others):
        (tmp_path / name).touch()
    with Outputs() as written:
        written.stage(tmp_path / "a", b"new")
        written.commit()
    assert files(tmp_path).keys() == others | {"a"} | (litter if left else set())


def test_what_a_killed_process_of_this_machine_left_is_swept_up_at_once(tmp_path: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path; from dragoman.files.outputs import Outputs; written = Outputs();"
        "written.stage(Path('a'), b'theirs'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path)
    [litter] = files(tmp_path)
    assert litter.startswith(".dragoman-")
    if not Path("/proc/self/ns/pid").is_symlink():
        pytest.skip("this system does not tell which processes can be seen")
    elsewhere = ".dragoman-1000000-0badcafe-0.new"
    (tmp_path / elsewhere).touch()
    with Outputs() as written:
        written.stage(tmp_path / "a", b"new")
        written.commit()
    assert files(tmp_path).keys() == {"a", elsewhere}


@pytest.mark.parametrize("before", [b"old", None])
def test_what_another_program_saves_in_the_meantime_is_not_replaced(tmp_path: Path, before: bytes | None) -> None:
    place = tmp_path / "a"
    if before:
        place.write_bytes(before)
    with Outputs() as written:
        written.will_read(place)
        written.stage(tmp_path / "b", b"new")
        written.stage(place, b"new")
        place.write_bytes(b"theirs")
        with pytest.raises(OutdatedError, match="a: another program changed it"):
            written.commit()
    assert files(tmp_path) == {"a": b"theirs"}
