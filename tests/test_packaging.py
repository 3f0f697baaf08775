"""The wheel and the sdist as they would be published: what is in them, and that the wheel works away from its tree."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NAME = "dragoman-{}".format(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
DATA = {
    "dragoman/data/glossary/README.md",
    *(f"dragoman/data/glossary/{path.name}" for path in (ROOT / "glossary").glob("*.tsv")),
    "dragoman/data/translate-en_zh-0_3.argosmodel",
    "dragoman/py.typed",
    *(
        path.relative_to(ROOT / "cli").as_posix()
        for suffix in ("toml", "tsv", "md", "jinja", "css", "js")
        for path in (ROOT / "cli" / "dragoman").rglob(f"*.{suffix}")
    ),
}
"""All that the wheel holds beside modules and its own metadata."""
METADATA = {
    f"{NAME}.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
}
SDIST_ONLY = {"PKG-INFO", ".gitignore"}
"""What hatchling adds to an sdist."""
SDIST_FILES = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "pyproject.toml", "uv.lock"}
SDIST_FOLDERS = ("cli/", "glossary/", "locales/", "tests/")

REPORT = """Forum on the rule of law opens in Shanghai

Ying Yong, Prosecutor General of the Supreme People's Procuratorate (SPP), opened a forum in Shanghai on Nov 21.

Ying said that the SPP welcomes everyone.
"""

RUN = """
import socket, sys
from importlib.metadata import distribution

def refuse(*arguments):
    raise OSError("no network here")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
[script] = distribution("dragoman").entry_points.select(group="console_scripts")
sys.argv[0] = script.name
script.load()()
"""


@dataclass(frozen=True)
class Built:
    wheel: Path
    sdist: Path
    sources: frozenset[str]
    """The files of the tree that they were built from."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build both from a copy of what git tracks or would track."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git checkout, to know what belongs to the sources")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    sources = frozenset(name for name in listed.split("\0") if name and (ROOT / name).is_file())
    tree = tmp_path_factory.mktemp("tree")
    for name in sources:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    dist = build(tree, "sdist", "wheel")
    return Built(dist / f"{NAME}-py3-none-any.whl", dist / f"{NAME}.tar.gz", sources)


@pytest.fixture(scope="module")
def site(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(built.wheel) as wheel:
        wheel.extractall(folder)
    return folder


def build(tree: Path, *targets: str) -> Path:
    """Build without isolation, so without a network."""
    dist = tree / "dist"
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(dist)]
    for target in targets:
        command += ["-t", target]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dist


def contents(wheel: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def under(names: Iterable[str], prefix: str) -> set[str]:
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}


def test_the_wheel_holds_the_modules_and_the_data_and_nothing_else(built: Built) -> None:
    modules = {name for name in under(built.sources, "cli/") if name.endswith(".py")}
    assert set(contents(built.wheel)) == modules | DATA | METADATA


def test_the_sdist_holds_the_sources_and_nothing_else(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {member.name.removeprefix(f"{NAME}/") for member in archive.getmembers() if member.isfile()}
    sources = {name for name in built.sources if name in SDIST_FILES or name.startswith(SDIST_FOLDERS)}
    assert sources >= SDIST_FILES
    assert names == sources | SDIST_ONLY


def test_the_sdist_builds_the_same_wheel(built: Built, tmp_path: Path) -> None:
    with tarfile.open(built.sdist) as archive:
        # Python before 3.11.4 knows no filter, Python from 3.14 on wants one.
        options: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path, **options)
    again = build(tmp_path / NAME, "wheel") / built.wheel.name
    assert contents(again) == contents(built.wheel)


def test_check_wheel_contents_finds_nothing(built: Built) -> None:
    command = [sys.executable, "-m", "check_wheel_contents", "--no-config", "--toplevel", "dragoman", str(built.wheel)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"{built.wheel}: OK\n"), done.stdout + done.stderr


def test_both_are_small_enough_to_publish(built: Built) -> None:
    assert built.wheel.stat().st_size < 15_000_000
    assert built.sdist.stat().st_size < 15_000_000


def test_the_wheel_names_no_place_on_the_machine_that_built_it(built: Built) -> None:
    places = [str(ROOT), str(Path.home()), str(built.wheel.parent)]
    place = re.compile("|".join([*map(re.escape, places), r"(?<![\w.~])/(?:home|root|Users|tmp)/\w"]).encode())
    found = {
        name: place.findall(data) for name, data in contents(built.wheel).items() if not name.endswith("argosmodel")
    }
    assert {name: what for name, what in found.items() if what} == {}


def test_the_metadata_say_what_pyproject_says(built: Built) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    files = contents(built.wheel)
    metadata = BytesParser().parsebytes(files[f"{NAME}.dist-info/METADATA"])
    assert (metadata["Name"], metadata["Version"]) == (project["name"], project["version"])
    assert (metadata["License-Expression"], metadata["License-File"]) == ("MIT", "LICENSE")
    assert metadata["Requires-Python"] == project["requires-python"]
    extras = [need for needs in project["optional-dependencies"].values() for need in needs]
    assert len(metadata.get_all("Requires-Dist", [])) == len([*project["dependencies"], *extras])
    assert metadata.get_payload(decode=True) == (ROOT / "README.md").read_bytes()
    assert files[f"{NAME}.dist-info/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert files[f"{NAME}.dist-info/entry_points.txt"].decode().split() == [
        "[console_scripts]",
        "dragoman",
        "=",
        "dragoman.__main__:run",
    ]
    assert f'__version__ = "{project["version"]}"' in files["dragoman/__init__.py"].decode()


def test_the_installed_wheel_translates_in_another_folder_without_a_network(site: Path, tmp_path: Path) -> None:
    (tmp_path / "forum.txt").write_text(REPORT, "utf-8")
    done = installed(site, tmp_path, "translate", "forum.txt", "--to", "zh", "--json")
    assert done.returncode in (0, 1), done.stderr
    summary = json.loads(done.stdout)
    written = {
        str(path.relative_to(tmp_path))
        for folder in ("out", "locales")
        for path in tmp_path.glob(f"{folder}/**/*.*")
        if ".dragoman" not in path.parts  # the state of what went out
    }
    assert (
        written
        == set(summary["files"])
        == {
            "locales/forum.pot",
            "locales/zh_CN/LC_MESSAGES/forum.po",
            "out/forum.zh.html",
            "out/forum.zh.jsonl",
            "out/forum.zh.txt",
        }
    )
    text = (tmp_path / "out" / "forum.zh.txt").read_text("utf-8")
    assert "应勇" in text
    assert "最高人民检察院" in text
    records = [json.loads(line) for line in (tmp_path / "out" / "forum.zh.jsonl").read_text("utf-8").splitlines()]
    machine = [record for record in records if record["origin"] == "machine"]
    assert machine
    assert all(record["engine"].startswith("argos en-zh 0.3") for record in machine)


def test_the_installed_wheel_finds_its_own_data(site: Path, tmp_path: Path) -> None:
    done = installed(site, tmp_path, "doctor")
    assert done.returncode == 0, done.stderr
    assert str(site / "dragoman" / "data" / "glossary") in done.stdout
    assert installed(site, tmp_path, "--version").stdout == NAME.replace("-", " ") + "\n"


def installed(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the entry point of the installed wheel in `folder`; only its dependencies come from this environment."""
    environment = os.environ | {"PYTHONPATH": str(site)}
    command = [sys.executable, "-P", "-c", RUN, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
