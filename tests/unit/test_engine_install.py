"""Packages installed, tried out, recorded and removed; hostile ones refused with everything as it was."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from itertools import count
from pathlib import Path

import pytest

from archives import Members, folder_name, installed, members, stored, working_members, zipped
from dragoman import resources
from dragoman.engine.packages import install as module
from dragoman.engine.packages import trial as trial_module
from dragoman.engine.packages.install import install_file, remove_package
from dragoman.engine.packages.installed import installed_packages, sound_packages
from dragoman.engine.packages.judge import MAX_UNPACKED
from dragoman.engine.packages.records import changes, read_record
from dragoman.engine.packages.staging import staging
from dragoman.engine.packages.trial import try_package
from dragoman.errors import EngineError
from hostile import Case, hostile_package, load_cases
from kills import die_at
from packages import Tokenizer, dictionary_package
from running import environment, files


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos" / "packages"))
    monkeypatch.setenv("DRAGOMAN_DATA", str(tmp_path / "data"))
    return tmp_path / "argos" / "packages"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package file that works: English to Chinese 1.5."""
    return stored(tmp_path_factory.mktemp("good") / "good.argosmodel", working_members("en", "zh", "1.5"))


def accept(folder: Path) -> None:
    """Be content with any package."""


def refuse(folder: Path) -> None:
    raise EngineError("the tokenizer is missing")


HOSTILE = load_cases("hostile_packages")


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["name"])
def test_a_hostile_package_is_refused_and_all_stays_as_it_was(packages: Path, tmp_path: Path, case: Case) -> None:
    installed(packages, "en", "zh")
    installed(packages, "en", "es")
    file = hostile_package(tmp_path / "bad.argosmodel", case)
    before = files(tmp_path)
    trial = refuse if case.get("trial") else accept
    with pytest.raises(EngineError) as caught:
        install_file(file, most=case.get("most", MAX_UNPACKED), trial=trial)
    message = str(caught.value)
    assert message.startswith(f"{file}: this ")
    assert case["says"] in message
    assert "nothing was changed" in message
    assert message.isprintable()
    assert len(message) < 400
    assert files(tmp_path) == before


def test_there_are_enough_hostile_packages() -> None:
    assert len(HOSTILE) >= 50


def test_what_the_hostile_ones_are_made_of_is_sound(packages: Path, tmp_path: Path) -> None:
    file = hostile_package(tmp_path / "p", {"name": "sound"})
    assert install_file(file, trial=accept).package.pair == "en-zh"


def test_a_package_is_installed_and_recorded(packages: Path, good: Path, tmp_path: Path) -> None:
    done = install_file(good)
    assert (done.package.pair, done.package.version, done.replaced) == ("en-zh", "1.5", ())
    assert done.package.path == packages / folder_name("en", "zh", "1.5")
    assert files(done.package.path) == {
        **{name.partition("/")[2]: data for name, data in working_members("en", "zh", "1.5").items()},
        "model/": b"",
    }
    record = read_record(done.package.path)
    assert record
    assert (record.pair, record.version, record.source) == ("en-zh", "1.5", str(good))
    assert list(changes(record)) == []
    assert sorted(path.name for path in tmp_path.rglob("*") if "dragoman" in path.name) == []
    assert list(packages.iterdir()) == [done.package.path]


def test_a_trial_sees_the_package_before_it_is_in_its_place(packages: Path, tmp_path: Path) -> None:
    seen: list[bool] = []

    def look(folder: Path) -> None:
        seen.extend([(folder / "README.md").is_file(), packages in folder.parents, (packages / folder.name).exists()])

    install_file(zipped(tmp_path / "p", members()), trial=look)
    assert seen == [True, False, False]


def test_what_was_changed_since_is_told(packages: Path, tmp_path: Path) -> None:
    folder = install_file(zipped(tmp_path / "p", members()), trial=accept).package.path
    (folder / "README.md").unlink()
    (folder / "model" / "model.bin").write_bytes(b"weights!" * 200)
    (folder / "model" / "new").write_text("")
    (folder / "metadata.json").rename(tmp_path / "metadata.json")
    (folder / "metadata.json").symlink_to(tmp_path / "metadata.json")
    record = read_record(folder)
    assert record
    assert list(changes(record)) == [
        "README.md is missing",
        "metadata.json was altered",
        "model/model.bin was altered",
        "model/new was added",
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"path": 1}'])
def test_a_broken_record_is_none(packages: Path, tmp_path: Path, text: str) -> None:
    folder = install_file(zipped(tmp_path / "p", members()), trial=accept).package.path
    [record] = (resources.data_folder() / "packages").iterdir()
    record.write_text(text)
    assert read_record(folder) is None


def test_a_package_takes_the_place_of_all_of_its_pair(packages: Path, tmp_path: Path) -> None:
    older, other = installed(packages, "en", "zh", "0.9"), installed(packages, "zh", "en")
    newer = install_file(zipped(tmp_path / "p", members(version="2.0")), trial=accept).package
    done = install_file(zipped(tmp_path / "q", members(version="1.0")), trial=accept)
    assert [package.version for package in done.replaced] == ["2.0"]
    assert not older.exists()
    assert sorted(packages.iterdir()) == [done.package.path, other]
    assert read_record(newer.path) is None


def test_a_package_that_is_there_already_is_replaced_whole(packages: Path, tmp_path: Path) -> None:
    folder = install_file(zipped(tmp_path / "p", members()), trial=accept).package.path
    (folder / "model" / "model.bin").write_bytes(b"damaged")
    (folder / "stray").write_text("")
    install_file(tmp_path / "p", trial=accept)
    assert not (folder / "stray").exists()
    record = read_record(folder)
    assert record
    assert list(changes(record)) == []


def test_a_link_in_the_place_goes_and_what_it_leads_to_stays(packages: Path, tmp_path: Path) -> None:
    elsewhere = installed(tmp_path / "elsewhere", "en", "zh")
    packages.mkdir(parents=True)
    (packages / elsewhere.name).symlink_to(elsewhere)
    before = files(elsewhere)
    folder = install_file(zipped(tmp_path / "p", members()), trial=accept).package.path
    assert not folder.is_symlink()
    assert files(elsewhere) == before


def test_a_package_is_removed_with_its_record(packages: Path, tmp_path: Path) -> None:
    package = install_file(zipped(tmp_path / "p", members()), trial=accept).package
    other = installed(packages, "en", "es")
    remove_package(package)
    assert list(packages.iterdir()) == [other]
    assert list((resources.data_folder() / "packages").iterdir()) == []
    assert sorted(path.name for path in packages.parent.iterdir()) == ["packages"]


def test_what_a_kill_left_is_taken_away_and_argos_never_sees_it(packages: Path, tmp_path: Path) -> None:
    program = f"""
        import os, signal
        from pathlib import Path
        from dragoman.engine.packages.install import install_file
        install_file(Path({str(tmp_path / "p")!r}), trial=lambda folder: os.kill(os.getpid(), signal.SIGKILL))
    """
    zipped(tmp_path / "p", members())
    env = environment({"ARGOS_PACKAGES_DIR": str(packages)})
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], env=env)
    assert killed.returncode < 0
    assert list(packages.iterdir()) == []
    [staged] = packages.parent.glob(".*")
    assert (staged / "new" / folder_name("en", "zh") / "README.md").is_file()
    install_file(tmp_path / "p", trial=accept)
    assert not staged.exists()


@pytest.mark.parametrize("version", ["1.0", "2.0"], ids=["the same version", "a later one"])
def test_at_whatever_step_an_installation_is_killed_a_whole_package_is_in_place(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    monkeypatch.setattr(os, "fsync", lambda file: None)  # what is lost by a kill is not what is lost with the power
    old = members()
    new = {**members(version=version), f"{folder_name('en', 'zh', version)}/README.md": b"The later card."}
    file, other = zipped(tmp_path / "new", new), zipped(tmp_path / "old", old)
    whole = [
        {name.partition("/")[2]: data for name, data in content.items()} | {"model/": b""} for content in (old, new)
    ]
    for step in count():
        shutil.rmtree(packages.parent, ignore_errors=True)
        install_file(other, trial=accept)
        child = os.fork()
        if not child:
            os.chdir(packages.parent)
            die_at(step)
            install_file(file, trial=accept)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert all((folder / "metadata.json").is_file() for folder in packages.iterdir())  # else Argos Translate stops
        found = [files(package.path) for package in sound_packages(packages)]
        assert found
        assert all(content in whole for content in found)
        install_file(file, trial=accept)
        assert files(packages.parent).keys() == {"packages/", *(f"packages/{name}" for name in named(new))}
        if os.WIFEXITED(status):
            assert (os.WEXITSTATUS(status), found) == (0, [whole[1]])
            assert step > 20
            return


def named(content: Members) -> set[str]:
    """Return the paths of files and their folders, these with a slash."""
    return {*content, *(f"{parent}/" for name in content for parent in Path(name).parents if parent.name)}


def test_two_processes_change_the_folder_one_after_the_other(packages: Path) -> None:
    program = """
        import sys, time
        from pathlib import Path
        from dragoman.engine.packages.staging import staging
        with staging(Path(sys.argv[1])) as stage:
            (stage / "mine").mkdir()
            time.sleep(0.2)
            (stage / "mine").rmdir()
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(packages)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    assert {process.communicate()[1] for process in running} == {b""}


def test_where_the_packages_are_a_file_system_of_their_own_argos_passes_over_what_is_made_ready_there(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(small_disk, "en", "es")
    with staging(small_disk) as stage:
        assert stage.parent == small_disk
        assert [package.pair for package in sound_packages(small_disk)] == ["en-es"]
        assert argos_sees(small_disk) == ["English → Spanish"]
    assert not stage.exists()


def argos_sees(packages: Path) -> list[str]:
    """Return the packages that translate and that Argos Translate finds, in a process of its own."""
    program = """
        from argostranslate import package
        print(*(str(found) for found in package.get_installed_packages() if found.type == "translate"), sep="\\n")
    """
    env = environment({"ARGOS_PACKAGES_DIR": str(packages), "HOME": str(packages.parent / "argos-home")})
    command = [sys.executable, "-c", textwrap.dedent(program)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return sorted(done.stdout.split("\n")[:-1])


ARGOS = """
import sys, types
# The module that argostranslate.package looks for after each change loads a sentence splitter that is not here.
fake = types.ModuleType("argostranslate.translate")
fake.get_installed_languages = types.SimpleNamespace(cache_clear=lambda: None)
sys.modules["argostranslate.translate"] = fake
import ctranslate2
from argostranslate import package

for argument in sys.argv[1:]:
    if argument.endswith(".argosmodel"):
        package.install_from_path(argument)
        continue
    [found] = [p for p in package.get_installed_packages() if (p.from_code, p.to_code) == ("en", "zh")]
    if argument == "translate":
        translator = ctranslate2.Translator(str(found.package_path / "model"))
        [result] = translator.translate_batch([found.tokenizer.encode("A trial.")])
        print(found.package_version, found.tokenizer.decode(result.hypotheses[0]).strip())
    else:
        package.uninstall(found)
"""
"""Installs, translates and uninstalls with the real argostranslate."""


def test_both_tools_use_what_the_other_installed(packages: Path, good: Path, tmp_path: Path) -> None:
    env = environment({"ARGOS_PACKAGES_DIR": str(packages), "HOME": str(tmp_path / "home")})

    def argos(*arguments: object) -> str:
        command = [sys.executable, "-c", ARGOS, *map(str, arguments)]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout

    said = argos(stored(tmp_path / "old.argosmodel", working_members("en", "zh", "1.0")), "translate")
    [theirs] = sound_packages(packages)
    assert (theirs.version, read_record(theirs.path)) == ("1.0", None)
    assert said.startswith("1.0 ")
    ours = install_file(good).package
    assert sound_packages(packages) == [ours]
    assert argos("translate", "uninstall", good) == said.replace("1.0", "1.5")
    record = read_record(ours.path)  # Argos Translate unpacks the very files of that package
    assert record
    assert list(changes(record)) == []
    remove_package(ours)
    assert not ours.path.exists()


def test_a_file_that_is_not_there(packages: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no such package file"):
        install_file(tmp_path / "none")
    with pytest.raises(EngineError, match="no such package file"):
        install_file(tmp_path)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "taken" / "packages"))
    with pytest.raises(EngineError, match="ARGOS_PACKAGES_DIR") as caught:
        install_file(zipped(tmp_path / "p", members()), trial=accept)
    assert str(tmp_path / "taken") in str(caught.value)


def test_a_disk_without_room_is_left_as_it_was(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(small_disk / "packages"))
    content = members()
    content[f"{folder_name('en', 'zh')}/model/model.bin"] = os.urandom(60_000)
    with pytest.raises(EngineError, match="MB are needed"):
        install_file(zipped(tmp_path / "p", content), trial=accept)
    monkeypatch.setattr(module, "check_space", lambda folder, size: None)
    with pytest.raises(EngineError, match="No space left"):
        install_file(tmp_path / "p", trial=accept)
    assert files(small_disk) == {"packages/": b""}


# --- The trial ---


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A copy of the embedded package, to do harm to."""
    [embedded] = [package for package in installed_packages() if package.embedded]
    return shutil.copytree(embedded.path, tmp_path / "unpacked")


def test_a_trial_gives_the_translation_of_a_sentence(unpacked: Path) -> None:
    assert re.search(r"[一-鿿]", try_package(unpacked))


def test_a_model_that_does_not_load_is_refused(unpacked: Path) -> None:
    weights = (unpacked / "model" / "model.bin").read_bytes()
    name = b"decoder/embeddings/weight"
    assert name in weights
    (unpacked / "model" / "model.bin").write_bytes(weights.replace(name, b"decoder\x1b[2J\nembed/weight"))
    with pytest.raises(EngineError, match="decoder�") as caught:
        try_package(unpacked)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        pytest.param("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "ended with SIGSEGV", id="crashes"),
        pytest.param("import os; os.abort()", "ended with SIGABRT", id="aborts"),
        pytest.param("import time; time.sleep(60)", "took longer than", id="hangs"),
        pytest.param("raise ValueError('odd')", "failed: ValueError: odd", id="fails"),
        pytest.param("print('it is empty'); raise SystemExit(3)", "it is empty", id="refuses"),
    ],
)
def test_what_ends_a_trial_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, reason: str) -> None:
    """The process of the trial is replaced by one that does what a model cannot easily be made to do."""
    python = tmp_path / "python"
    python.write_text(f"#!{sys.executable}\n{program}\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(trial_module, "SECONDS", 1.0)
    with pytest.raises(EngineError, match=reason):
        try_package(tmp_path)


@pytest.mark.parametrize("tokenizer", ["sentencepiece", "bpe"])
def test_packages_of_every_kind_pass_their_trial(packages: Path, tmp_path: Path, tokenizer: Tokenizer) -> None:
    bpe = tokenizer == "bpe"
    folder = dictionary_package(
        tmp_path / "built",
        "en",
        "es",
        {"A": "Una", "trial": "prueba", ".": "."},
        tokenizer=tokenizer,
        target_prefix="__es__" * bpe,
        shared=bpe,
        vmap=not bpe,
    )
    content = {f"{folder.name}/{name}": data for name, data in files(folder).items() if not name.endswith("/")}
    said: list[str] = []
    install_file(stored(tmp_path / "p", content), trial=lambda folder: said.append(try_package(folder)))
    assert said == ["Una prueba."]


def test_a_model_that_devours_memory_is_refused(unpacked: Path) -> None:
    """CTranslate2 is replaced by what a model cannot easily be made to do."""
    program = """
        import sys
        from pathlib import Path
        from dragoman.engine import argos
        from dragoman.engine.packages import trial
        argos.ArgosEngine = lambda *arguments: bytearray(1 << 40)
        sys.exit(trial.main(Path(sys.argv[1])))
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(unpacked)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (trial_module.REFUSED, "it needs too much memory\n")


def test_a_trial_is_not_misled_by_the_working_folder(unpacked: Path) -> None:
    Path("dragoman").mkdir()
    Path("dragoman/__init__.py").write_text("raise SystemExit('owned')")
    assert "owned" not in try_package(unpacked)
