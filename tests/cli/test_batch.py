"""Folders of reports: the same files whatever the number of processes, and whatever stops a run."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pytest

from dragoman.batch import batches
from generated import write_reports
from running import Here, Result, environment, files

FIXED = {"SOURCE_DATE_EPOCH": "1740994200"}
COUNT = 12
IN_BATCHES_OF_TWO = "from dragoman.batch import batches; batches.REPORTS = 2; from dragoman import main; main.run()"
PROC = Path("/proc/self/task")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twelve short reports in ten sub-folders; hardly a sentence stands in two of them."""
    folder = tmp_path_factory.mktemp("archive") / "reports"
    write_reports(folder, COUNT, 60, standing=())
    return folder


@pytest.fixture
def folder(reports: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    shutil.copytree(reports, folder / "reports")
    return folder


@pytest.fixture(scope="module")
def whole(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run in one process that nobody stopped."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(reports, folder / "reports")
    process = start(folder, "--jobs", "1")
    output, messages = process.communicate()
    assert (process.returncode, messages) == (0, "")
    assert len(json.loads(output)["reports"]) == COUNT
    return files(folder)


def start(folder: Path, *options: str) -> "subprocess.Popen[str]":
    """Start a run over the folder's reports, with a cache of its own, in a session of its own."""
    command = [sys.executable, "-c", IN_BATCHES_OF_TWO, "translate", "reports", "-r", "--to", "zh", "--json"]
    command += ["--fail-on", "never", *options]
    cache = {"DRAGOMAN_CACHE": str(folder.parent / f"cache-{folder.name}")}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment(FIXED | cache),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children(process: int) -> list[int]:
    """Return the processes that a process has started and that have not ended."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in found if _command(int(child))]


def _command(process: int) -> bytes:
    """Return the command line of a process; empty if it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def halfway(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A run in two processes that has written some of its files."""
    if not PROC.exists():
        pytest.skip("tells by /proc which processes there are")
    process = start(folder, "--jobs", "2")
    wait_for(lambda: process.poll() is not None or list(folder.glob("out/*/*.txt")))
    assert process.poll() is None, process.communicate()
    yield process
    process.kill()
    process.communicate()


def test_two_processes_write_what_one_writes_though_both_are_killed(
    folder: Path, whole: dict[str, bytes], halfway: "subprocess.Popen[str]"
) -> None:
    for child in children(halfway.pid):
        if b"spawn_main" in _command(child):
            os.kill(child, signal.SIGKILL)
    output, messages = halfway.communicate()
    assert (halfway.returncode, messages) == (0, "")
    assert files(folder) == whole
    summary = json.loads(output)
    assert summary["reports"][:3] == ["2015/report-0000.txt", "2015/report-0010.txt", "2016/report-0001.txt"]
    assert len(summary["reports"]) == COUNT
    assert sorted(summary["files"]) == sorted(name for name in whole if name[-1] != "/" and name[:7] != "reports")
    assert "failed" not in summary


def test_a_killed_run_takes_its_processes_along_and_can_be_continued(
    folder: Path, whole: dict[str, bytes], halfway: "subprocess.Popen[str]"
) -> None:
    started = children(halfway.pid)
    assert len(started) >= 2
    halfway.kill()
    halfway.wait()
    wait_for(lambda: not any(map(_command, started)))
    found = {name: data for name, data in files(folder).items() if ".dragoman-" not in name}
    assert found.items() < whole.items()
    again = start(folder, "--jobs", "2")
    assert again.communicate()[1] == ""
    assert files(folder) == whole


def test_ctrl_c_ends_all_processes_and_keeps_what_is_done(
    folder: Path, whole: dict[str, bytes], halfway: "subprocess.Popen[str]"
) -> None:
    started = children(halfway.pid)
    began = time.monotonic()
    os.killpg(halfway.pid, signal.SIGINT)  # as a terminal does
    output, messages = halfway.communicate()
    assert time.monotonic() - began < 5
    assert halfway.returncode == 130
    assert output == ""
    assert "Traceback" not in messages
    assert not any(map(_command, started))
    found = files(folder)
    assert found.items() < whole.items()
    assert any(name.endswith(".zh.txt") for name in found)


# What becomes of the reports, in this process and without the engine


Translate = Callable[..., Result]


@pytest.fixture
def translate(here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Translate:
    monkeypatch.setattr(batches, "REPORTS", 5)

    def run(*options: object) -> Result:
        return here.translate("reports", "-r", "--engine", "none", "--jobs", "1", *options, cwd=folder, env=FIXED)

    return run


def test_a_report_that_fails_is_no_loss_for_the_others(folder: Path, translate: Translate) -> None:
    (folder / "reports" / "2016" / "broken.pdf").write_bytes(b"%PDF-1.7\nno more")
    (folder / "reports" / "2017" / "report-0002.md").write_text("A twin.\n")
    catalogue = folder / "locales/zh_CN/LC_MESSAGES/2018/report-0003.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "no end\n', "utf-8")
    (folder / "out/2019/report-0004.zh.txt").mkdir(parents=True)
    done = translate("--json", "--no-memory")
    assert done.returncode == 2
    summary = json.loads(done.stdout)
    assert len(summary["reports"]) == COUNT + 1 - 2
    assert {"2017/report-0002.md", "2017/report-0002.txt"} <= set(summary["reports"])
    assert [failed["report"] for failed in summary["failed"]] == [
        "2016/broken.pdf",
        "2018/report-0003.txt",
        "2019/report-0004.txt",
    ]
    assert [f"error: {failed['error']}" for failed in summary["failed"]] == done.stderr.splitlines()
    assert "internal error" not in done.stderr
    assert catalogue.read_text("utf-8") == 'msgid "no end\n'
    assert len(list(folder.glob("out/*/*.txt"))) == COUNT + 1 - 2 + 1
    assert not list(folder.rglob(".dragoman-*"))


def test_what_stands_in_the_way_of_all_is_said_once(folder: Path, translate: Translate) -> None:
    (folder / "glossary").mkdir()
    (folder / "glossary" / "terms.tsv").write_text("id\n", "utf-8")
    done = translate("--glossary", "glossary")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: glossary/terms.tsv:1: ")
    assert set(files(folder)) >= {"reports/"}
    assert not (folder / "out").exists()


def test_a_full_disk_ends_the_run(folder: Path, translate: Translate, small_disk: Path) -> None:
    done = translate("--out", small_disk / "out")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "No space left on device; nothing was changed" in done.stderr
    assert not list(small_disk.rglob("*.*"))
    assert not list(folder.rglob(".dragoman-*"))


def test_reports_recall_what_people_wrote_before_the_run(here: Here, folder: Path, translate: Translate) -> None:
    """A person's translation in a sub-folder is found from another, and the round trip works with folders."""
    shared = "Readers may send their questions in writing."
    for name in ("2015/report-0000", "2016/report-0001", "2017/report-0002"):
        with (folder / "reports" / f"{name}.txt").open("a") as report:
            report.write(f"\n{shared}\n")
    assert translate().returncode in (0, 1)
    catalogue = folder / "locales/zh_CN/LC_MESSAGES/2016/report-0001.po"
    file = polib.pofile(str(catalogue))
    entry = next(entry for entry in file if entry.msgid == shared)
    assert entry.occurrences[0][0] == "2016/report-0001.txt"
    entry.msgstr = "读者可书面提问。"
    file.save()
    done = translate("--json")
    assert json.loads(done.stdout)["origins"]["memory"] == 2
    other = polib.pofile(str(folder / "locales/zh_CN/LC_MESSAGES/2015/report-0000.po"))
    assert next(entry for entry in other if entry.msgid == shared).tcomment.startswith(
        "dragoman: recalled from 2016/report-0001, "
    )
    status = here.run("po", "status", "--json")
    assert {file["language"] for file in json.loads(status.stdout)["files"]} == {"zh_CN"}
    update = here.run("po", "update", "reports", "-r", "--to", "zh", "--engine", "none", "--json", "--dry-run")
    assert [file["changes"] for file in json.loads(update.stdout)["files"]] == [[]] * COUNT
    applied = here.run("po", "apply", "reports", "-r", "--to", "zh", "--missing", "mark", "--quiet")
    assert (applied.returncode, applied.stderr) == (0, "")
    assert "读者可书面提问。" in (folder / "finished/2016/report-0001.zh.txt").read_text("utf-8")
    assert len(list(folder.glob("finished/*/*.txt"))) == COUNT
    assert here.run("po", "check", "--ignore", "T,P,N", "--fail-on", "never").returncode == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["reports", "-r", "--cluster", "local"], "--cluster needs Ray, which is not installed"),
        (["memory://reports", "--cluster", "local"], "memory://reports needs a package that is not installed"),
        (["s3://bucket/reports"], "s3://bucket/reports: addresses are for --cluster"),
        (["reports", "-r", "--out", "s3://bucket/out"], "s3://bucket/out: addresses are for --cluster"),
    ],
)
def test_a_cluster_without_the_extra_is_refused(
    here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    for module in ("ray", "fsspec"):
        monkeypatch.setitem(sys.modules, module, None)
    before = files(folder)
    done = here.translate(*options, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert words in done.stderr
    assert ("install dragoman with its extra `ray`" in done.stderr) == ("--cluster" in options)
    assert files(folder) == before


def test_standard_input_and_empty_folders_are_refused(here: Here, folder: Path) -> None:
    done = here.translate("reports", "-", cwd=folder)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "- (standard input) is one report" in done.stderr
    done = here.translate("reports")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "reports: no reports directly in this folder" in done.stderr
    assert set(files(folder)) == {name for name in files(folder) if name.startswith("reports/")}
