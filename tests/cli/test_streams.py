"""Terminals, pipes, closed streams, locales and signals: what is printed harms nobody, and every end is in order."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from running import COMMAND, Here, environment, run_cli

EVIL = "Ship \x1b]52;c;aGk=\x07 came\x9b2J in\x7f.\n"


def on_terminal(*arguments: str) -> tuple[int, str]:
    """Run dragoman with standard output and error on a terminal; return the status and what the terminal gets."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment({"TERM": "dumb"})
    ) as process:
        os.close(theirs)
        received = b""
        while True:
            try:
                received += os.read(ours, 2**16)
            except OSError:  # Linux's way to say that the other side is closed
                break
    os.close(ours)
    return process.returncode, received.decode()


def controls(text: str) -> set[str]:
    return {sign for sign in text if (sign < " " or "\x7f" <= sign <= "\x9f") and sign not in "\r\n\t"}


@pytest.fixture
def memory(here: Here, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text(EVIL, "utf-8")
    here.translate("evil.txt", "--engine", "none", "--quiet", "--formats", "po")
    po = Path("locales/zh_CN/LC_MESSAGES/evil.po")
    text = po.read_text("utf-8")
    head, _, entry = text.rpartition('msgstr ""')
    po.write_text(f'{head}msgstr "船\\x1b]52;c;aGk=\\a"{entry}', "utf-8")


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    "command",
    [
        ["segment", "evil.txt"],
        ["segment", "--json", "evil.txt"],
        ["segment", "m\x1b[2J.txt"],
        ["translate", "n\x1b[2Jx.txt", "--to", "zh", "--engine", "none"],
        ["memory", "search", "ship", "--to", "zh"],
        ["memory", "export", "-", "--to", "zh"],
        ["po", "status"],
        ["po", "check"],
        ["glossary", "extract", "evil.txt"],
        ["po", "import", "back.tsv", "--to", "zh", "--report", "evil"],
        ["glossary", "show", "\x1b]0;title\x07"],
        ["translate", "--\x1b[2J"],
    ],
    ids=" ".join,
)
def test_a_terminal_gets_no_escape_sequence_of_others(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "n\x1b[2Jx.txt").write_text(EVIL, "utf-8")
    (tmp_path / "back.tsv").write_text("id\tsource\ttarget\tstatus\n\tShip\t船\x1b]52;c;aGk=\x07\treviewed\n")
    status, shown = on_terminal(*command)
    assert status in (0, 1, 2)
    assert "internal error" not in shown
    assert controls(shown) == set()
    if command[0] == "segment" and "evil.txt" in command:
        assert "\\u009b2J" in shown
        if "--json" in command:
            [row] = [json.loads(line) for line in shown.splitlines() if line.startswith("{")]
            assert row["source"] == EVIL.strip()
        else:
            assert "^[]52;c;aGk=^G" in shown


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_json_is_utf8_whatever_the_locale(tmp_path: Path, locale: dict[str, str]) -> None:
    (tmp_path / "报告.txt").write_text("Ships ☃ 😀 é came in.\n", "utf-8")
    for encoding in ("", "latin-1", "ascii", "utf-16"):
        env = locale | ({"PYTHONIOENCODING": encoding} if encoding else {})
        done = subprocess.run([*COMMAND, "segment", "报告.txt", "--json"], env=environment(env), capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout.decode("utf-8"))["source"] == "Ships ☃ 😀 é came in."


def test_names_keep_their_characters_in_a_c_locale(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text("Ships came in.\n", "utf-8")
    done = run_cli("translate", "报告.txt", "--to", "zh", "--engine", "none", "--json", env={"LC_ALL": "C"})
    assert json.loads(done.stdout)["reports"] == ["报告.txt"]
    assert (tmp_path / "out" / "报告.zh.html").exists()


def test_settings_ask_for_utf8_too(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("Café.\n", "utf-8")
    (tmp_path / "dragoman.toml").write_text("[segment]\njson = true\n")
    command = [*COMMAND, "segment", "r.txt"]
    done = subprocess.run(command, env=environment({"PYTHONIOENCODING": "latin-1"}), capture_output=True)
    assert json.loads(done.stdout.decode("utf-8"))["source"] == "Café."


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"])
@pytest.mark.parametrize(
    "command", ["segment r.txt", "translate r.txt --to zh --engine none", "segment -", "segment no"]
)
def test_closed_and_full_streams_are_no_internal_error(tmp_path: Path, closed: str, command: str) -> None:
    (tmp_path / "r.txt").write_text("Ships came in.\n", "utf-8")
    line = f"exec {sys.executable} -m dragoman {command} {closed}"
    done = subprocess.run(["sh", "-c", line], env=environment(), capture_output=True, stdin=subprocess.DEVNULL)
    assert b"internal error" not in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    fails = command in ("segment -", "segment no") or closed == ">/dev/full"
    assert done.returncode == (2 if fails else 0)
    assert {path.name for path in tmp_path.iterdir()} <= {"r.txt", "out", "locales"}
    for path in tmp_path.rglob("*.html"):
        assert path.read_text("utf-8").endswith("</html>")


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("A ship came in.\n\n" * 20_000, "utf-8")
    for options in ("", "--json"):
        line = f"{sys.executable} -m dragoman segment long.txt {options}; echo $? >&2"
        done = subprocess.run(["bash", "-c", f"{{ {line}; }} | head -1"], env=environment(), capture_output=True)
        assert done.stdout.count(b"\n") == 1
        assert done.stderr.decode().strip() in ("0", str(128 + signal.SIGPIPE))


def test_a_user_without_a_name_and_a_home_is_told_what_to_do(tmp_path: Path) -> None:
    setpriv = shutil.which("setpriv")
    if not setpriv or os.getuid():
        pytest.skip("only root can try what another user would see")
    tmp_path.chmod(0o777)
    (tmp_path / "r.txt").write_text("Ships came in.\n", "utf-8")
    allowed = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    command = [setpriv, "--reuid=54321", "--clear-groups", *allowed, "env", "-u", "HOME", *COMMAND]
    env = {name: value for name, value in environment().items() if not name.startswith("DRAGOMAN_")}
    for arguments, status in (("translate r.txt --to zh", 2), ("segment r.txt", 0), ("models list", 2), ("doctor", 2)):
        done = subprocess.run([*command, *arguments.split()], env=env, capture_output=True, text=True)
        assert done.returncode == status, done.stderr
        assert status == 0 or done.stderr.startswith("error: this user has no home folder; set HOME")
        assert done.stderr.count("\n") == bool(status)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_any_time_ends_without_a_traceback(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "r.txt").write_text("Ships came in.\n\n" * 50, "utf-8")
    command = [*COMMAND, "translate", "r.txt", "--to", "zh", "--engine", "none", "--quiet"]
    began = time.monotonic()
    subprocess.run(command, env=environment(), check=True)
    whole = time.monotonic() - began
    for path in ("out", "locales"):
        shutil.rmtree(tmp_path / path)
    for step in range(8):
        with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE) as process:
            time.sleep(0.1 + whole * step / 8)
            process.send_signal(number)
            _, said = process.communicate()
        if said.startswith(b"Could not import runpy module"):  # Python's own start is not ours to guard
            continue
        assert process.returncode in (0, 128 + number, -number), said
        assert said.strip() in (b"", b"Aborted."), said
        assert not list(tmp_path.rglob(".dragoman-*"))
        written = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "r.txt"]
        assert len(written) in (0, 5)


def test_sizes_that_are_none_are_refused(here: Here, tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("Ships came in.\n", "utf-8")
    for size in ("nan", "inf", "1e300"):
        for option in ("--max-size", "--cache-size"):
            done = here.translate("r.txt", option, size, "--engine", "none")
            assert (done.returncode, "is not a size" in done.stderr) == (2, True)
    done = here.run("glossary", "import", "r.txt", "--max-size", "nan")
    assert (done.returncode, "is not a size" in done.stderr) == (2, True)
    done = here.run("models", "install", "en", "zh", "--max-size", "nan")
    assert (done.returncode, "is not a size" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[translate]\nout = "a\\u0000b"\n', ":2: holds a NUL character"),
        ('[translate]\nout = "a\0b"\n', "at line 2"),
        ("[translate]\n\nformats = " + "[" * 5000, ":3: nested too deeply"),
        ("[" + "a." * 5000 + "b]", ":1: nested too deeply"),
    ],
    ids=["escaped NUL", "NUL", "deep", "deep tables"],
)
def test_settings_that_no_option_takes_are_refused_with_their_line(
    here: Here, tmp_path: Path, toml: str, said: str
) -> None:
    (tmp_path / "r.txt").write_text("Ships came in.\n", "utf-8")
    (tmp_path / "dragoman.toml").write_text(toml)
    done = here.translate("r.txt", "--engine", "none")
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {tmp_path / 'dragoman.toml'}:")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
