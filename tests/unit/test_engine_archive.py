import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from archives import members, zipped
from dragoman import resources
from dragoman.engine.packages.archive import unpack
from dragoman.errors import EngineError

ROOT = "translate-en_zh-1_0"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return zipped(tmp_path / "package.argosmodel", members())


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    return tmp_path / "new" / "packages"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_package_is_unpacked_whole_and_nothing_else_stays(file: Path, packages: Path) -> None:
    assert unpack(file, packages) == packages / ROOT
    assert names(packages) == [ROOT]
    for name, data in members().items():
        assert (packages / name).read_bytes() == data


def test_a_package_that_is_there_is_left_alone(file: Path, packages: Path) -> None:
    folder = unpack(file, packages)
    before = (folder / "model" / "model.bin").stat()
    assert unpack(file, packages) == folder
    assert (folder / "model" / "model.bin").stat() == before


@pytest.mark.parametrize("name", ["model/model.bin", "README.md", "metadata.json"])
@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_package_that_lost_something_is_unpacked_anew(file: Path, packages: Path, name: str, harm: str) -> None:
    harmed = unpack(file, packages) / name
    if harm == "cut":
        os.truncate(harmed, 3)
    else:
        harmed.unlink()
    unpack(file, packages)
    assert harmed.read_bytes() == members()[f"{ROOT}/{name}"]
    assert names(packages) == [ROOT]


def test_files_that_the_package_does_not_hold_go_when_it_is_unpacked_anew(file: Path, packages: Path) -> None:
    folder = unpack(file, packages)
    (folder / "README.md").unlink()
    (folder / "stray").write_text("")
    unpack(file, packages)
    assert not (folder / "stray").exists()


def test_a_file_or_a_link_in_the_place_is_replaced_and_its_aim_is_not(
    file: Path, packages: Path, tmp_path: Path
) -> None:
    packages.mkdir(parents=True)
    (packages / ROOT).write_text("a file")
    assert (unpack(file, packages) / "README.md").is_file()

    elsewhere = tmp_path / "elsewhere"
    (packages / ROOT).rename(elsewhere)
    (elsewhere / "README.md").unlink()
    (packages / ROOT).symlink_to(elsewhere)
    unpack(file, packages)
    assert not (packages / ROOT).is_symlink()
    assert names(elsewhere) == ["metadata.json", "model", "sentencepiece.model"]


def test_two_processes_at_once_both_get_the_package(packages: Path) -> None:
    [embedded] = resources.embedded_packages()
    program = (
        "import sys; from pathlib import Path; from dragoman.engine.packages.archive import unpack;"
        "print(unpack(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    command = [sys.executable, "-c", program, str(embedded), str(packages)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [process.communicate() for process in running]
    assert {errors for _, errors in ended} == {""}
    [folder] = {output.strip() for output, _ in ended}
    assert names(packages) == [Path(folder).name]
    with zipfile.ZipFile(embedded) as archive:
        assert all((packages / info.filename).stat().st_size == info.file_size for info in archive.infolist())


def test_what_was_there_comes_back_if_the_rename_fails(
    file: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpack(file, packages)
    (folder / "README.md").write_text("damaged, and all there is")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == f"{ROOT}~" and target.parent == packages:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(EngineError, match="No space left"):
        unpack(file, packages)
    assert (folder / "README.md").read_text() == "damaged, and all there is"
    assert names(packages) == [ROOT]


@pytest.mark.parametrize("kept", [0, 1, 10, 100, -200, -30, -1])
def test_a_file_that_is_cut_short_is_refused(tmp_path: Path, packages: Path, file: Path, kept: int) -> None:
    cut = tmp_path / "cut.argosmodel"
    cut.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(EngineError, match="damaged"):
        unpack(cut, packages)
    assert names(packages) == []


def test_a_changed_byte_is_noticed_or_does_no_harm(tmp_path: Path, packages: Path) -> None:
    """Flipped bits raise many kinds of errors inside zipfile and zlib; none of them reaches the user as it is."""
    data = zipped(tmp_path / "good.argosmodel", members()).read_bytes()
    refused = 0
    for position in range(0, len(data), 7):
        changed = tmp_path / "changed.argosmodel"
        changed.write_bytes(data[:position] + bytes([data[position] ^ 0x55]) + data[position + 1 :])
        target = packages / str(position)
        try:
            folder = unpack(changed, target)
        except EngineError:
            refused += 1
            assert names(target) == []
        else:
            for name in ("metadata.json", "model/model.bin"):
                assert (folder / name).read_bytes() == members()[f"{ROOT}/{name}"]
    assert refused > len(data) // 10


def test_a_member_with_an_odd_spelling_of_its_path_is_read_all_the_same(tmp_path: Path, packages: Path) -> None:
    content = {name.replace("/metadata", "/./metadata"): data for name, data in members().items()}
    folder = unpack(zipped(tmp_path / "odd.argosmodel", content), packages)
    assert json.loads((folder / "metadata.json").read_text())["to_code"] == "zh"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, file: Path) -> None:
    """A file stands where the folder should be: unlike missing permissions this stops an administrator too."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(EngineError, match="DRAGOMAN_CACHE") as caught:
        unpack(file, tmp_path / "taken" / "packages")
    assert str(tmp_path / "taken") in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_read_only_folder_is_named(packages: Path, file: Path) -> None:
    packages.mkdir(parents=True)
    packages.chmod(0o500)
    try:
        with pytest.raises(EngineError, match="Permission denied"):
            unpack(file, packages)
    finally:
        packages.chmod(0o700)


def test_a_file_that_is_not_there_is_an_error_of_ours(tmp_path: Path, packages: Path) -> None:
    with pytest.raises(EngineError, match="No such file"):
        unpack(tmp_path / "none.argosmodel", packages)
