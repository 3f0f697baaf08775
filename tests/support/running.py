"""The command line as a user starts it: a process of its own, with an empty home and no settings."""

import io
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dragoman import main

REPOSITORY = Path(__file__).parents[2]
SAMPLE = REPOSITORY / "tests" / "data" / "reports" / "sample-report.txt"
SPP = REPOSITORY.parent / "shared" / "reports" / "spp-foreign-related-prosecution.txt"
"""A real report that does not belong to the repository; tests that read it skip where it is absent."""

COMMAND = [sys.executable, "-m", "dragoman"]

_OURS = ("ARGOS_", "DRAGOMAN_", "XDG_", "PYTHON", "COVERAGE")
_LOOKS = {"COLUMNS", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}

Result = subprocess.CompletedProcess[str]


def home() -> Path:
    """Return the home of the commands under test; it must stay empty."""
    return Path(os.environ["DRAGOMAN_CACHE"]).parent / "home"


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a command: the tests' cache, an empty home, and what `extra` adds."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS) and name not in _LOOKS}
    ours = {name: os.environ[name] for name in ("DRAGOMAN_CACHE", "DRAGOMAN_DATA")}
    return {**kept, **ours, "HOME": str(home()), "NO_COLOR": "1", "LC_ALL": "C.UTF-8", **(extra or {})}


def run_cli(
    *args: object, stdin: bytes | None = None, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Result:
    """Run `dragoman` with the arguments; `env` is added to the tests' own environment."""
    command = [*COMMAND, *map(str, args)]
    done = subprocess.run(
        command, input=stdin if stdin is not None else b"", capture_output=True, env=environment(env), cwd=cwd
    )
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def run_confined(*args: object, cwd: Path) -> Result:
    """Run `dragoman` with 30 seconds of processor time, 1.5 GB of memory and files of at most 1 MB."""

    def confine() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        resource.setrlimit(resource.RLIMIT_AS, (1_500 * 2**20, 1_500 * 2**20))
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))

    command = [*COMMAND, *map(str, args)]
    return subprocess.run(
        command, cwd=cwd, env=environment(), capture_output=True, text=True, encoding="utf-8", preexec_fn=confine
    )


def refuse_hostile(folder: Path, name: str, data: bytes, words: str) -> None:
    """Make sure that a report ends in one sentence that holds the words, within bounds, and leaves nothing behind."""
    (folder / name).write_bytes(data)
    done = run_confined("translate", name, "--to", "zh", cwd=folder)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"error: {name}: ")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert [path.name for path in folder.iterdir()] == [name]


class Here:
    """The command line in this process: quicker, and parts of it can be replaced."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(
        self, *args: object, stdin: bytes | None = None, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> Result:
        """Do as `run_cli` does; the environment and the working folder stay changed until the test ends."""
        command = ["dragoman", *map(str, args)]
        self._monkeypatch.setattr(sys, "argv", command)
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin or b"")))
        if cwd:
            self._monkeypatch.chdir(cwd)
        for name, value in (env or {}).items():
            self._monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main.run()
        captured = self._capsys.readouterr()
        code = ended.value.code
        return subprocess.CompletedProcess(command, code if isinstance(code, int) else 0, captured.out, captured.err)

    def translate(self, *args: object, to: str = "zh", **options: Any) -> Result:
        """Run `dragoman translate`."""
        return self.run("translate", *args, "--to", to, **options)


def translate(*args: object, to: str = "zh", **options: Any) -> Result:
    """Run `dragoman translate`."""
    return run_cli("translate", *args, "--to", to, **options)


def read_records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON lines file."""
    # Not `splitlines`, which would cut at characters that stand inside of strings.
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder, links not followed, with their bytes; folders are named with a slash.

    What dragoman keeps beside catalogues is left out: nobody has asked for it.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if ".dragoman" in path.parts:
            continue
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        else:
            found[name + "/" * path.is_dir()] = b"" if path.is_dir() else path.read_bytes()
    return found


BIN = Path(sys.executable).parent


def tool(name: str, *arguments: str | Path) -> None:
    """Run a tool of translate-toolkit or gettext."""
    place = BIN / name if (BIN / name).exists() else shutil.which(name)
    if place is None:
        pytest.skip(f"no {name} here")
    quiet = ["--progress=none"] if Path(place).parent == BIN and name != "pocommentclean" else []
    env = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    subprocess.run([place, *quiet, *arguments], check=True, capture_output=True, env=env)
