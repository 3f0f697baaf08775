"""Ten processes on one project, killed at random, on a disk that fills up: nothing that ended well is missing."""

import csv
import json
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import polib
import pytest

from running import REPOSITORY, environment, run_cli
from stress import PARAGRAPHS, paragraph

PROCESSES, COMMANDS, SECONDS = 10, 100, 120
DISK = "12m"
"""Of the file system that fills up, where one can be mounted."""
HEADER = "id\tterm\tvariants\tcategory\tmatch\tdomain\tnote\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "project"
    folder.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], capture_output=True
        ).returncode
    )
    (folder / "g").mkdir()
    (folder / "g" / "terms.tsv").write_text(HEADER, "utf-8")
    texts = [paragraph(seed, number) for seed in range(PROCESSES) for number in range(PARAGRAPHS)]
    (folder / "report.txt").write_text("\n\n".join(texts) + "\n", "utf-8")
    assert run_cli("po", "update", "report.txt", "--to", "zh,es", "--engine", "none", "-q", cwd=folder).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", folder], check=True)


def fill_now_and_then(folder: Path, ended: threading.Event) -> None:
    """Take all room of the disk for a moment, again and again; a large one is left alone."""
    chance = random.Random(0)
    filler = folder / "filler"
    while not ended.wait(chance.uniform(0.5, 2)):
        if shutil.disk_usage(folder).total < 2**26:
            with suppress(OSError):
                filler.write_bytes(bytes(shutil.disk_usage(folder).free))
            time.sleep(chance.uniform(0.1, 0.5))
            filler.unlink(missing_ok=True)


@pytest.mark.slow
def test_nothing_is_lost_under_fire(project: Path) -> None:
    program = REPOSITORY / "tests" / "support" / "stress.py"
    ended = threading.Event()
    filling = threading.Thread(target=fill_now_and_then, args=(project, ended))
    filling.start()
    started = [
        subprocess.Popen(
            [sys.executable, program, str(seed), str(COMMANDS), str(SECONDS)],
            cwd=project,
            env=environment(),
            stdout=subprocess.PIPE,
        )
        for seed in range(PROCESSES)
    ]
    found = [json.loads(process.communicate()[0]) for process in started]
    ended.set()
    filling.join()
    assert [process.returncode for process in started] == [0] * PROCESSES
    assert [wrong for one in found for wrong in one["wrong"]] == []
    assert sum(one["good"] for one in found) > PROCESSES * 3
    expected = {thing: values for one in found for thing, values in one["expected"].items()}
    there = things(project)
    lost = {
        thing: (values, there.get(thing, ""))
        for thing, values in expected.items()
        if there.get(thing, "") not in values
    }
    assert lost == {}
    made = {thing for thing in there if thing.startswith("term ")}
    assert made <= expected.keys()
    # What follows sweeps up what killed processes left.
    for command in (
        ["glossary", "add", "Last Board", "--category", "institution", "--glossary", "g"],
        ["glossary", "lint", "--glossary", "g"],
        ["translate", "report.txt", "--to", "zh,es", "--engine", "none", "--fail-on", "never"],
    ):
        assert run_cli(*command, "--quiet", cwd=project).returncode == 0
    assert things(project).items() >= {thing: there[thing] for thing in made}.items()
    litter = [path for path in project.rglob(".dragoman-*") if "memory" not in path.parts]
    assert litter == []


def things(project: Path) -> dict[str, str]:
    """Return what is in the files, under the names that the processes give to it."""
    found = {}
    with (project / "g" / "terms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[f"term {row['term']}"] = row["note"]
    for entry in polib.pofile(str(project / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po")):
        if entry.msgstr and not entry.fuzzy:
            found[f"entry {entry.msgid}"] = entry.msgstr
    for path in (project / "locales" / "memory" / "zh_CN").glob("*.tmx"):
        text = path.read_text("utf-8")
        target, source = text.rpartition("</seg>")[0].rpartition("<seg>")[2], text.partition("<seg>")[2]
        found[f"memory {target}"] = source.partition("</seg>")[0]
    return found
