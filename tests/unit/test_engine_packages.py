import json
import re
from pathlib import Path

import pytest

from archives import installed
from dragoman import resources
from dragoman.engine.packages import installed as module
from dragoman.engine.packages.installed import find_route, installed_packages, read_package, user_folder
from dragoman.errors import EngineError


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's packages, none yet; nothing ships with dragoman."""
    folder = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.setattr(resources, "embedded_packages", lambda: [])
    return folder


def pairs(source: str, target: str) -> list[str]:
    return [f"{package.pair} {package.version}" for package in find_route(source, target)]


def test_a_direct_package_serves_its_pair(packages: Path) -> None:
    installed(packages, "en", "es")
    assert pairs("en", "es") == ["en-es 1.0"]


def test_two_packages_meet_in_english(packages: Path) -> None:
    installed(packages, "zh", "en", "1.9")
    installed(packages, "en", "fr", "1.2")
    assert pairs("zh", "fr") == ["zh-en 1.9", "en-fr 1.2"]


def test_a_direct_package_wins_over_a_pivot(packages: Path) -> None:
    for source, target in (("zh", "en"), ("en", "fr"), ("zh", "fr")):
        installed(packages, source, target)
    assert pairs("zh", "fr") == ["zh-fr 1.0"]


def test_only_english_is_a_pivot(packages: Path) -> None:
    installed(packages, "zh", "es")
    installed(packages, "es", "fr")
    with pytest.raises(EngineError):
        find_route("zh", "fr")


@pytest.mark.parametrize(
    ("there", "wanted", "commands"),
    [
        pytest.param([], ("en", "es"), ["en es"], id="direct"),
        pytest.param([], ("es", "en"), ["es en"], id="into the pivot"),
        pytest.param([], ("zh", "fr"), ["zh en en fr"], id="both halves"),
        pytest.param([("zh", "en")], ("zh", "fr"), ["en fr"], id="second half"),
        pytest.param([("en", "fr")], ("zh", "fr"), ["zh en"], id="first half"),
        pytest.param([("es", "en")], ("en", "es"), ["en es"], id="a package works one way"),
    ],
)
def test_a_missing_route_names_the_command_that_mends_it(
    packages: Path, there: list[tuple[str, str]], wanted: tuple[str, str], commands: list[str]
) -> None:
    for source, target in there:
        installed(packages, source, target)
    with pytest.raises(EngineError) as caught:
        find_route(*wanted)
    assert re.findall(r"dragoman models install ((?: ?[a-z]{2}\b)+)", str(caught.value)) == commands
    assert "network" in str(caught.value)
    assert "--engine none" in str(caught.value)


def test_a_language_is_not_translated_into_itself(packages: Path) -> None:
    with pytest.raises(EngineError, match="the same"):
        find_route("en", "en")


def test_a_full_package_wins_over_a_later_draft(packages: Path) -> None:
    installed(packages, "en", "zh", "3.0", draft=True)
    installed(packages, "en", "zh", "1.0")
    assert pairs("en", "zh") == ["en-zh 1.0"]
    assert [package.draft for package in installed_packages()] == [False, True]


def test_only_the_word_true_makes_a_draft(packages: Path) -> None:
    installed(packages, "en", "zh", draft="yes")
    assert not installed_packages()[0].draft


def test_a_later_version_wins(packages: Path) -> None:
    for version in ("1.9", "1.10", "1.0"):
        installed(packages, "en", "zh", version)
    assert pairs("en", "zh") == ["en-zh 1.10"]
    assert [package.version for package in installed_packages()] == ["1.10", "1.9", "1.0"]


@pytest.mark.parametrize("version", ["", "beta", "1.x", "1..2"])
def test_an_odd_version_is_no_error(packages: Path, version: str) -> None:
    installed(packages, "en", "zh", version)
    assert pairs("en", "zh") == [f"en-zh {version}"]


def test_the_embedded_draft_yields_to_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    [embedded] = find_route("en", "zh")
    assert (embedded.embedded, embedded.draft, embedded.inline) == (True, True, True)
    assert "draft" in embedded.readme
    installed(tmp_path, "en", "zh")
    [package] = find_route("en", "zh")
    assert (package.embedded, package.draft, package.inline) == (False, False, False)
    assert package.readme == ""


def test_the_embedded_package_is_unpacked_into_our_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "theirs"))
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "ours"))
    [package] = installed_packages()
    assert package.path.is_relative_to(tmp_path / "ours" / "packages")
    assert not (tmp_path / "theirs").exists()


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        pytest.param({}, "metadata.json", id="none"),
        pytest.param({"metadata.json": "{"}, "metadata.json", id="cut short"),
        pytest.param({"metadata.json": "[]"}, "metadata.json", id="a list"),
        pytest.param({"metadata.json": "\udcff"}, "metadata.json", id="not UTF-8"),
        pytest.param({"metadata.json": '{"from_code": "en"}'}, "to_code", id="half a pair"),
        pytest.param({"metadata.json": '{"from_code": "", "to_code": "zh"}'}, "from_code", id="empty code"),
        pytest.param({"metadata.json": '{"from_code": "\\u001b[2J", "to_code": "zh"}'}, "characters", id="escape"),
        pytest.param({"metadata.json": "[" * 100_000}, "recursion", id="nested for ever"),
    ],
)
def test_bad_metadata_names_the_folder(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8", "surrogateescape")
    with pytest.raises(EngineError, match=reason) as caught:
        read_package(tmp_path, embedded=False)
    assert str(tmp_path) in str(caught.value)


def test_packages_that_do_not_translate_are_passed_over(packages: Path) -> None:
    sentences = packages / "sbd"
    sentences.mkdir(parents=True)
    (sentences / "metadata.json").write_text(json.dumps({"type": "sbd", "package_version": "1.0"}))
    (packages / "notes").mkdir()
    (packages / "readme.txt").write_text("not a folder")
    installed(packages, "en", "es")
    assert [package.pair for package in installed_packages()] == ["en-es"]


def test_a_card_does_not_steer_the_terminal(packages: Path) -> None:
    folder = installed(packages, "en", "es")
    (folder / "README.md").write_text("A \x1b[31mred\x9b card.\n\tSee \x07above.\r\n", "utf-8")
    assert read_package(folder, embedded=False).readme == "A [31mred card.\n\tSee above.\n"


def test_the_fingerprint_stands_for_weights_and_tokenizer(packages: Path) -> None:
    folder = installed(packages, "en", "es")
    before = read_package(folder, embedded=False).fingerprint
    (folder / "README.md").write_text("A new card.")
    assert read_package(folder, embedded=False).fingerprint == before
    (folder / "sentencepiece.model").write_bytes(b"tokens")
    tokens = read_package(folder, embedded=False).fingerprint
    (folder / "model" / "model.bin").write_bytes(b"other weights")
    assert len({before, tokens, read_package(folder, embedded=False).fingerprint}) == 3
    assert re.fullmatch("[0-9a-f]{12}", before)


def test_a_fingerprint_needs_the_weights(packages: Path) -> None:
    folder = installed(packages, "en", "es")
    (folder / "model" / "model.bin").unlink()
    with pytest.raises(EngineError, match=str(folder)):
        _ = read_package(folder, embedded=False).fingerprint


def test_user_folder_follows_the_rules_of_argos_translate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    argos = Path("argos-translate")
    assert user_folder() == tmp_path / ".local/share" / argos / "packages"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert user_folder() == tmp_path / "data" / argos / "packages"

    settings = tmp_path / ".config" / argos / "settings.json"
    settings.parent.mkdir(parents=True)
    for useless in ("", "{", "[]", '{"OTHER": 1}', '{"ARGOS_PACKAGES_DIR": ""}'):
        settings.write_text(useless)
        assert user_folder() == tmp_path / "data" / argos / "packages"
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "set")}))
    assert user_folder() == tmp_path / "set"

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    assert user_folder() == tmp_path / "data" / argos / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "named"))
    assert user_folder() == tmp_path / "named"


def test_our_rules_are_those_of_argos_translate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    environment = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "PATH": ""}
    program = "from argostranslate import settings; print(settings.package_data_dir)"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    for name in ("XDG_CONFIG_HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert str(user_folder()) == done.stdout.strip()


def test_a_missing_user_folder_is_an_empty_one(packages: Path) -> None:
    assert not packages.exists()
    assert module.installed_packages() == []
    assert not packages.exists()
