"""Runs that are killed, or that find the disk full, the folder closed or another run beside them: no file is torn."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib
import pytest

from running import REPOSITORY, Here, Result, environment, files, run_cli

REPORT = "The harbour office opens\n\nShips may now register online, the clerk said.\n"
AMENDED = REPORT.replace("now register", "register").replace("opens", "opens again") + "\nBoats may not.\n"
REVIEWED = "船只现可在线登记。"
PO = "locales/zh_CN/LC_MESSAGES/report.po"
RETURNED = "港务局启用"
IMPORT = ["po", "import", "back.tsv", "--to", "zh", "--report", "report", "--quiet"]
FIXED = {"SOURCE_DATE_EPOCH": "1740994200"}


@pytest.fixture
def folder(here: Here, tmp_path: Path) -> Path:
    """A folder with an amended report and the catalogue of the older one, on which a person has worked."""
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT, "utf-8")
    translate(here, folder)
    file = polib.pofile(str(folder / PO))
    file[1].msgstr, file[1].flags = REVIEWED, []
    file.save()
    (folder / "report.txt").write_text(AMENDED, "utf-8")
    (folder / "back.tsv").write_text(f"id\tsource\ttarget\tstatus\n\tThe harbour office opens\t{RETURNED}\treviewed\n")
    return folder


def translate(here: Here, folder: Path) -> None:
    done = here.translate("report.txt", "--engine", "none", "--quiet", cwd=folder, env=FIXED)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_a_run_that_is_killed_tears_no_file(here: Here, folder: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    program = REPOSITORY / "tests" / "support" / "kills.py"
    command = ["translate", "report.txt", "--to", "zh", "--engine", "none", "--quiet"]
    subprocess.run([sys.executable, program, folder, copies, *command], check=True, env=environment(FIXED))
    before = files(folder)
    killed = sorted(copies.glob("*-*"))
    after = files(killed.pop())
    assert REVIEWED in after[PO].decode()
    assert len([copy for copy in killed if copy.name.startswith("step")]) > 20
    assert len({frozenset(files(copy).items()) for copy in killed}) > 20
    for copy in killed:
        found = {name: data for name, data in files(copy).items() if ".dragoman-" not in name}
        assert found.keys() >= before.keys()
        for name, data in found.items():
            assert data in (before.get(name), after.get(name)), f"{copy.name}: {name} is torn"
    for copy in killed[::6]:
        translate(here, copy)
        assert {name: data for name, data in files(copy).items() if ".dragoman-" not in name} == after


@pytest.mark.slow
def test_an_import_that_is_killed_tears_no_file(folder: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    program = REPOSITORY / "tests" / "support" / "kills.py"
    subprocess.run([sys.executable, program, folder, copies, *IMPORT], check=True, env=environment(FIXED))
    before = files(folder)
    killed = sorted(copies.glob("*-*"))
    after = files(killed.pop())
    assert RETURNED in after[PO].decode()
    assert len([copy for copy in killed if copy.name.startswith("step")]) > 5
    for copy in killed:
        found = {name: data for name, data in files(copy).items() if ".dragoman-" not in name}
        assert found in (before, after), f"{copy.name}: torn"


@pytest.mark.slow
def test_a_full_disk_leaves_the_catalogue_as_it_was(here: Here, folder: Path, small_disk: Path) -> None:
    shutil.copytree(folder / "locales", small_disk / "locales")
    left = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(bytes(left))
    before = files(small_disk)
    options = ("report.txt", "--to", "zh", "--engine", "none", "--locales", small_disk / "locales")
    for command in (["translate"], ["po", "update"]):
        done = here.run(*command, *options, cwd=folder)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "report.po: cannot be written: No space left on device; nothing was changed" in done.stderr
        assert files(small_disk) == before
    done = here.run(*IMPORT, "--locales", small_disk / "locales", cwd=folder)
    assert (done.returncode, done.stderr.count("No space left on device; nothing was changed")) == (2, 1)
    assert files(small_disk) == before
    (small_disk / "filler").unlink()
    assert here.run("po", "update", *options).returncode == 0
    assert REVIEWED in (small_disk / PO).read_text("utf-8")


@pytest.mark.slow
def test_a_folder_that_takes_no_files_leaves_the_catalogue_as_it_was(here: Here, folder: Path) -> None:
    before = files(folder)
    closed = (folder / PO).parent
    closed.chmod(0o555)
    if os.access(closed, os.W_OK):
        pytest.skip("this user may write to every folder")
    done = here.run("po", "update", "report.txt", "--to", "zh", "--engine", "none", cwd=folder)
    closed.chmod(0o755)
    assert done.returncode == 2
    assert "report.po: cannot be written: Permission denied; nothing was changed" in done.stderr
    assert files(folder) == before


@pytest.mark.slow
def test_runs_at_the_same_time_keep_what_is_reviewed(folder: Path) -> None:
    def run(engine: str) -> Result:
        return run_cli("po", "update", "report.txt", "--to", "zh", "--engine", engine, "--quiet", cwd=folder)

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(run, ("argos", "none", "argos")))
    assert [(result.returncode, result.stderr) for result in results] == [(0, "")] * 3
    states = {entry.msgid: (entry.msgstr, "fuzzy" in entry.flags) for entry in polib.pofile(str(folder / PO))}
    assert len(states) == 4
    assert states["Ships may now register online, the clerk said."] == (REVIEWED, False)
    assert states["Ships may register online, the clerk said."] == (REVIEWED, True)
    assert not list(folder.rglob(".dragoman-*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "po update report.txt --to zh --engine none",
        "po apply report.txt --to zh",
        f"po status {PO}",
        " ".join(IMPORT),
        f"po import {PO}",
    ],
)
def test_commands_refuse_broken_catalogues_and_leave_them_alone(here: Here, folder: Path, command: str) -> None:
    for broken in sorted((REPOSITORY / "tests" / "bad" / "po").iterdir()):
        shutil.copyfile(broken, folder / PO)
        before = files(folder)
        done = here.run(*command.split(), cwd=folder)
        assert (done.returncode, done.stdout) == (2, ""), broken.name
        assert re.match(rf"error: {PO}:[0-9]+: .*file unchanged", done.stderr), done.stderr
        assert done.stderr.count("\n") == 1
        assert files(folder) == before
