"""Several processes, and people with editors, at work on the same files: no write is lost."""

import fcntl
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib
import pytest

from running import COMMAND, Here, Result, environment, files, run_cli

HEADER = "id\tterm\tvariants\tcategory\tmatch\tdomain\tnote\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with an empty glossary `g`."""
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "terms.tsv").write_text(HEADER, "utf-8")
    return tmp_path


def terms(folder: Path) -> set[str]:
    return {line.split("\t")[1] for line in (folder / "g" / "terms.tsv").read_text("utf-8").splitlines()[1:]}


def at_once(folder: Path, *commands: list[str]) -> list[Result]:
    def run(command: list[str]) -> Result:
        return run_cli(*command, cwd=folder)

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(run, commands))


def add(term: str) -> list[str]:
    return ["glossary", "add", term, "--category", "institution", "--glossary", "g"]


def test_terms_added_at_once_are_all_there(folder: Path) -> None:
    (folder / "more.tsv").write_text("term\tcategory\tzh\nLight House\tinstitution\t灯塔\n", "utf-8")
    names = ["Harbour Office", "Ferry Board", "Pilot Guild", "Dredging Fund", "Customs Chamber"]
    import_more = ["glossary", "import", "more.tsv", "--glossary", "g"]
    done = at_once(folder, *map(add, names), import_more)
    assert [one.returncode for one in done] == [0] * 6, done
    assert terms(folder) == {*names, "Light House"}


def test_a_save_in_an_editor_while_a_term_is_added_is_not_replaced(folder: Path) -> None:
    command = [*COMMAND, *add("Harbour Office"), "--report", "-"]
    place = folder / "g" / "terms.tsv"
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        wait_until_locked(folder / "g")  # the glossary has been read, or is just being read
        time.sleep(0.5)
        place.write_text(f"{HEADER}ferry-board\tFerry Board\t\tinstitution\t\t\t\n", "utf-8")
        out, said = process.communicate(b"The Harbour Office opened.\n")
    assert (process.returncode, out) == (2, b"")
    assert said.decode() == (
        "error: g/terms.tsv: somebody saved it while dragoman worked; nothing was changed; rerun the command\n"
    )
    assert terms(folder) == {"Ferry Board"}
    assert files(folder).keys() == {"g/", "g/terms.tsv"}


def wait_until_locked(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    end = time.monotonic() + 60
    try:
        while time.monotonic() < end:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            time.sleep(0.05)
        pytest.fail("nobody locks the folder")
    except BlockingIOError:
        pass
    finally:
        os.close(descriptor)


def test_what_is_imported_at_once_is_all_there(here: Here, tmp_path: Path) -> None:
    texts = [f"Ship {name} came in." for name in ("Alder", "Birch", "Cedar", "Elm", "Fir", "Gorse")]
    (tmp_path / "report.txt").write_text("\n\n".join(texts) + "\n", "utf-8")
    done = here.translate("report.txt", "--engine", "none", "--formats", "po", "--quiet", cwd=tmp_path)
    assert done.returncode == 0
    commands = []
    for number, text in enumerate(texts):
        back = f"back-{number}.tsv"
        (tmp_path / back).write_text(f"id\tsource\ttarget\tstatus\n\t{text}\t船{number}到了。\treviewed\n", "utf-8")
        commands.append(["po", "import", back, "--to", "zh", "--report", "report", "--quiet"])
    commands.append(["po", "update", "report.txt", "--to", "zh", "--engine", "none", "--quiet"])
    results = at_once(tmp_path, *commands)
    assert [(one.returncode, one.stderr) for one in results] == [(0, "")] * len(commands)
    entries = polib.pofile(str(tmp_path / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po"))
    assert {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in entries} == {
        text: (f"船{number}到了。", False) for number, text in enumerate(texts)
    }
