"""`dragoman models` and what `doctor` says of packages, as a user types them; a server of our own is the index."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archives import folder_name, installed, metadata, stored, working_members
from dragoman import resources
from dragoman.engine.packages import install, web
from dragoman.engine.packages.records import digest
from running import COMMAND, Here, Result, environment, files, run_cli
from servers import Answer, Server, serving

Models = Callable[..., Result]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(web, "sleep", lambda seconds: None)
    return tmp_path / "argos" / "packages"


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without the trials, which take most of the time of an installation."""
    monkeypatch.setattr(install, "try_package", lambda folder: None)


@pytest.fixture
def models(packages: Path, here: Here) -> Models:
    return lambda *arguments, **options: here.run("models", *arguments, **options)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package file that works: English to Chinese 1.5."""
    file = tmp_path_factory.mktemp("good") / "translate-en_zh-1_5.argosmodel"
    return stored(file, working_members("en", "zh", "1.5"))


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for English to French that writes Chinese, which no command can tell."""
    return stored(tmp_path_factory.mktemp("french") / "fr.argosmodel", working_members("en", "fr", "1.0"))


@pytest.fixture(scope="module")
def unloadable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound archive whose weights are cut short."""
    content = working_members("en", "zh", "1.6")
    weights = f"{folder_name('en', 'zh', '1.6')}/model/model.bin"
    content[weights] = content[weights][:5_000]
    return stored(tmp_path_factory.mktemp("bad") / "unloadable.argosmodel", content)


def entry(version: str, *links: str, source: str = "en", target: str = "zh") -> dict[str, Any]:
    return metadata(source, target, version, links=list(links), code=f"translate-{source}_{target}")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_the_life_of_a_package(server: Server, models: Models, packages: Path, good: Path, here: Here) -> None:
    server.answers["/good"] = Answer(good.read_bytes())
    server.offer(entry("1.5", "ipfs://x", f"{server.url}/good"), entry("1.9", target="es"))
    place = packages / folder_name("en", "zh", "1.5")

    offered = models("available", "--index", server.index)
    assert (offered.returncode, offered.stderr) == (0, "")
    assert offered.stdout == "en zh    1.5    English → Chinese\nen es    1.9    English → Spanish\n"
    as_json = models("available", "zh_CN", "--json", "--index", server.index)
    assert [json.loads(line)["to_code"] for line in as_json.stdout.splitlines()] == ["zh"]

    done = models("install", "en", "zh", "--index", server.index, "--verbose")
    assert (done.returncode, done.stdout) == (0, f"installed en-zh 1.5 in {place}\n")
    asking, warning, origin = done.stderr.splitlines()
    assert asking == f"asking {server.index}"
    assert warning == "warning: ipfs://x: skipped, ipfs addresses are not supported"
    assert origin == f"from {server.url}/good, sha256 {digest(good)}"
    assert names(packages) == [place.name]
    again = models("install", "en", "zh", "--index", server.index)
    assert (again.returncode, again.stdout) == (0, f"en-zh 1.5 is already installed in {place}\n")
    assert server.asked.count("/good") == 1
    assert "(installed)" in models("available", "zh", "--index", server.index).stdout

    listed = models("list", "--json")
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [(row["version"], row["embedded"]) for row in rows] == [("1.5", False), ("0.3", True)]
    about = models("info", "en", "zh")
    assert about.stdout.startswith("English → Chinese, version 1.5\n")
    assert f"installed from {server.url}/good, sha256 " in about.stdout
    [facts] = [json.loads(line) for line in models("info", "en", "zh", "--json").stdout.splitlines()]
    assert facts["source"] == f"{server.url}/good"
    assert re.fullmatch("[0-9a-f]{64}", facts["sha256"])
    assert "en-zh          1.5 (as installed)" in here.run("doctor").stdout

    removed = models("remove", "en", "zh")
    assert (removed.returncode, removed.stdout, names(packages)) == (0, f"removed {place}\n", [])
    gone = models("remove", "en", "zh")
    assert gone.returncode == 2
    assert "models list" in gone.stderr
    assert "version 0.3 (draft engine)" in models("info", "en", "zh").stdout


@pytest.mark.usefixtures("trusting")
def test_several_pairs_and_files_are_installed_by_one_command(
    server: Server, models: Models, packages: Path, good: Path, french: Path
) -> None:
    server.answers |= {"/zh": Answer(good.read_bytes()), "/fr": Answer(french.read_bytes())}
    server.offer(entry("1.5", "zh"), entry("1.0", "fr", target="fr"))
    done = models("install", "en", "zh", "en", "fr", "en", "zh", "--index", server.index)
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [
        ["installed", "en-zh", "1.5"],
        ["installed", "en-fr", "1.0"],
    ]
    removed = models("remove", "en", "fr", "en", "zh")
    assert removed.stdout.count("removed ") == 2
    done = models("install", "--file", good, "--file", french, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert names(packages) == [folder_name("en", "fr"), folder_name("en", "zh", "1.5")]


def test_one_that_fails_does_not_stop_the_others(
    server: Server, models: Models, packages: Path, good: Path, unloadable: Path
) -> None:
    done = models("install", "--file", unloadable, "--file", packages / "none", "--file", good)
    assert done.returncode == 2
    assert done.stdout.startswith("installed en-zh 1.5 in ")
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == ["error", "error"]
    assert "this package does not work, so nothing was changed" in done.stderr
    assert "no such package file" in done.stderr
    assert names(packages) == [folder_name("en", "zh", "1.5")]


def test_a_package_that_does_not_load_leaves_the_working_one(
    models: Models, packages: Path, good: Path, unloadable: Path
) -> None:
    assert models("install", "--file", good).returncode == 0
    before = files(packages.parent)
    assert models("install", "--file", unloadable).returncode == 2
    assert files(packages.parent) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([], "not both", id="nothing"),
        pytest.param(["en", "zh", "--file", "x"], "not both", id="both"),
        pytest.param(["en"], "languages come in pairs", id="half a pair"),
        pytest.param(["en", "zh", "fr"], "languages come in pairs", id="a pair and a half"),
        pytest.param(["en", "x1"], "'x1' is not a language code", id="no language"),
        pytest.param(["en", "zh", "--index", "none.json"], "none.json: the package index cannot be read", id="none"),
    ],
)
def test_what_cannot_be_asked_for(models: Models, packages: Path, arguments: list[str], says: str) -> None:
    done = models("install", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert says in done.stderr
    assert not packages.exists()


@pytest.mark.usefixtures("trusting")
def test_update_replaces_what_the_index_has_a_later_version_of(
    server: Server, models: Models, packages: Path, good: Path
) -> None:
    server.answers["/good"] = Answer(good.read_bytes())
    server.offer(entry("1.5", "good"), entry("1.0", target="es"), entry("2.0", target="fr"))
    none = models("update", "--index", server.index)
    assert (none.returncode, none.stdout) == (0, f"no packages are installed in {packages}\n")
    old, same = installed(packages, "en", "zh", "1.0"), installed(packages, "en", "es", "1.0")

    shown = models("update", "--dry-run", "--index", server.index)
    assert (shown.returncode, shown.stdout) == (0, "en-zh    1.0 → 1.5\n")
    as_json = models("update", "-n", "--json", "--index", server.index)
    assert json.loads(as_json.stdout) == {"from": "en", "to": "zh", "installed": "1.0", "offered": "1.5"}
    assert names(packages) == [same.name, old.name]

    done = models("update", "--index", server.index)
    new = packages / folder_name("en", "zh", "1.5")
    assert (done.returncode, done.stdout) == (0, f"installed en-zh 1.5 in {new}, in place of 1.0\n")
    assert names(packages) == [same.name, new.name]
    assert models("update", "--index", server.index).stdout == "all packages are up to date\n"
    other = models("update", "en", "fr", "--index", server.index)
    assert other.returncode == 2
    assert "en-fr: not installed" in other.stderr


@pytest.mark.usefixtures("trusting")
def test_a_package_that_calls_itself_earlier_than_the_index_does_is_had_once(
    server: Server, models: Models, packages: Path, good: Path
) -> None:
    server.answers["/good"] = Answer(good.read_bytes())
    server.offer(entry("2.0", "good"))
    assert "the package itself 1.5" in models("install", "en", "zh", "--index", server.index).stderr
    assert models("update", "--index", server.index).stdout == "all packages are up to date\n"


@pytest.mark.usefixtures("trusting")
def test_doctor_names_what_was_altered_is_missing_or_was_added(
    models: Models, packages: Path, good: Path, here: Here
) -> None:
    models("install", "--file", good)
    installed(packages, "en", "es")
    folder = packages / folder_name("en", "zh", "1.5")
    sound = here.run("doctor")
    assert sound.returncode == 0
    assert "1.0 (installed by another program, not checked)" in sound.stdout
    weights = folder / "model" / "model.bin"
    with weights.open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"\0\1\2\3")
    (folder / "README.md").unlink()
    (folder / "extra.py").write_text("")
    ill = here.run("doctor", "--json")
    assert ill.returncode == 1
    assert json.loads(ill.stdout)["problems"] == [
        f"{folder}: README.md is missing, extra.py was added, model/model.bin was altered; "
        "dragoman models install en zh --force"
    ]
    assert f"PROBLEM          {folder}: README.md is missing" in here.run("doctor").stdout


@pytest.mark.usefixtures("trusting")
def test_install_mends_what_was_altered(server: Server, models: Models, packages: Path, good: Path) -> None:
    server.answers["/good"] = Answer(good.read_bytes())
    server.offer(entry("1.5", "good"))
    models("install", "--file", good)
    weights = packages / folder_name("en", "zh", "1.5") / "model" / "model.bin"
    sound = weights.read_bytes()
    weights.write_bytes(bytes(len(sound)))
    assert models("install", "en", "zh", "--index", server.index).stdout.endswith("in place of 1.5\n")
    assert weights.read_bytes() == sound
    asked = len(server.asked)
    models("install", "en", "zh", "--index", server.index, "--force")
    assert server.asked[asked:] == ["/index.json", "/good"]


def test_doctor_tells_of_an_embedded_package_that_was_altered(packages: Path, tmp_path: Path, here: Here) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(resources.cache_folder() / "packages", cache / "packages")
    [weights] = cache.rglob("model.bin")
    weights.write_bytes(bytes(weights.stat().st_size))
    done = here.run("doctor", env={"DRAGOMAN_CACHE": str(cache)})
    assert done.returncode == 1
    assert "model/model.bin was altered; remove the folder" in done.stdout


def test_a_damaged_package_is_told_of_and_does_not_stop_the_others(models: Models, packages: Path, here: Here) -> None:
    (packages / "bad").mkdir(parents=True)
    (packages / "bad" / "metadata.json").write_text("{")
    told = here.run("doctor")
    assert told.returncode == 1
    assert f"{packages / 'bad'}: the Argos package is damaged" in told.stdout
    (packages / "stray").mkdir()
    assert f"{packages / 'stray'}: not a package" in here.run("doctor").stdout
    listed = models("list")
    assert (listed.returncode, len(listed.stdout.splitlines())) == (0, 1)
    assert str(packages / "bad") in listed.stderr
    installed(packages, "en", "es")
    assert models("info", "en", "es").returncode == 0
    for arguments in (["remove", "en", "fr"], ["info", "en", "fr"], ["info", "en", "zh"]):  # it may be one of those
        assert str(packages / "bad") in models(*arguments).stderr


@pytest.mark.usefixtures("trusting")
def test_limits_hold_for_files_too(models: Models, packages: Path, good: Path) -> None:
    done = models("install", "--file", good, "--max-size", "1")
    assert done.returncode == 2
    assert "more than the 1 MB that are allowed" in done.stderr or "larger than the 1 MB" in done.stderr


def test_what_is_wrong_with_the_index_is_said_once(server: Server, models: Models) -> None:
    bad = [{**entry("1.0"), "from_name": "\x1b[31m"}, {**entry("1.0"), "to_code": "../zh"}]
    server.offer(*bad, entry("1.0"))
    done = models("available", "--index", server.index)
    assert done.stdout == "en zh    1.0    English → Chinese\n"
    assert done.stderr.startswith("warning: 2 unusable entries of the index were skipped: the entry en → zh: ")
    assert "\x1b" not in done.stderr
    assert models("available", "--index", server.index, "--quiet").stderr == ""


def test_on_a_terminal_a_bar_shows_what_has_come(server: Server, packages: Path, good: Path) -> None:
    server.answers["/good"] = Answer(good.read_bytes(), etag='"1"', pause=0.5)
    server.offer(entry("1.5", "good"))
    ours, theirs = pty.openpty()
    env = environment({"ARGOS_PACKAGES_DIR": str(packages), "TERM": "xterm", "COLUMNS": "100"})
    command = [*COMMAND, "models", "install", "en", "zh", "--index", server.index]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=env, text=True) as process:
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:  # the other end was closed
            pass
        assert process.stdout
        assert process.stdout.read().startswith("installed en-zh 1.5")
    os.close(ours)
    assert "translate-en_zh-1.5" in shown.decode()
    assert re.search(r"\d\.\d MB of 1\d\.\d MB", shown.decode())


def test_ctrl_c_ends_a_download_that_the_next_run_goes_on_with(server: Server, packages: Path, good: Path) -> None:
    body = good.read_bytes()
    server.answers["/good"] = [Answer(body, etag='"1"', pause=20), Answer(body, etag='"1"')]
    server.offer(entry("1.5", "good"))
    cache = packages.parent.parent / "cache"
    env = {"ARGOS_PACKAGES_DIR": str(packages), "DRAGOMAN_CACHE": str(cache)}
    command = [*COMMAND, "models", "install", "en", "zh", "--index", server.index]
    with subprocess.Popen(command, env=environment(env), stderr=subprocess.PIPE) as process:
        wait_for(lambda: any(path.stat().st_size > 5_000_000 for path in cache.rglob("*.part")))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert process.returncode == 130
    assert not packages.exists()
    [part] = cache.rglob("*.part")
    size = part.stat().st_size
    done = run_cli(*command[len(COMMAND) :], env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert server.asked[-1] == f"/good bytes={size}-"
    assert files(cache / "downloads") == {}


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
