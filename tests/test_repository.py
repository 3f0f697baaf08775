"""Rules that every file of the repository keeps, and what may be among the dependencies."""

import os
import re
import shutil
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))

UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
REGISTRY = re.compile(r"\bpypi\." + r"org|python" + r"hosted")
PLACE = re.compile(r"(?<![\w.~$}])/(?:home|root|work|Users)" + r"/\w")
"""A folder of somebody's machine."""

KEPT_OUT = {"torch", "stanza", "spacy", "minisbd"}
COPYLEFT = re.compile(r"(?<!L)GPL|General Public License", re.IGNORECASE)


def texts() -> dict[str, str]:
    """Return the text files that git tracks or would track, but for the lock."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git checkout, to know what belongs to the repository")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    found = {}
    for name in listed.split("\0"):
        path = ROOT / name
        if name and name != "uv.lock" and path.is_file() and b"\0" not in (data := path.read_bytes()):
            found[name] = data.decode("utf-8", errors="replace")
    return found


@pytest.mark.parametrize("pattern", [UNFINISHED, REGISTRY, PLACE], ids=["unfinished", "registry", "machine-path"])
def test_no_file_says(pattern: re.Pattern[str]) -> None:
    found = {
        f"{name}:{number}: {line.strip()}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    }
    assert found == set()


def test_the_lock_is_current() -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    if not uv:
        pytest.skip("needs uv, which sets UV for what it runs")
    environment = {name: value for name, value in os.environ.items() if name != "XDG_CACHE_HOME"}  # uv's own cache
    command = [uv, "lock", "--check", "--offline"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode and "needs to be updated" not in done.stderr:
        pytest.skip(f"uv cannot tell without a network: {done.stderr.strip()}")
    assert done.returncode == 0, "uv.lock does not fit pyproject.toml; run: uv lock"


def test_the_lock_names_the_public_registry_only() -> None:
    registries = {package["source"]["registry"] for package in LOCK["package"] if "registry" in package["source"]}
    assert registries == {"https://pypi." + "org/simple"}


def test_what_argostranslate_would_bring_is_kept_out() -> None:
    assert KEPT_OUT.isdisjoint(package["name"] for package in LOCK["package"])


def test_users_get_permissive_licences_only() -> None:
    licences = {name: licence(name) for name in users_get() if installed(name)}
    assert len(licences) > 10
    assert {name for name, text in licences.items() if not text} == set()
    assert {name: text for name, text in licences.items() if COPYLEFT.search(text)} == {}


def users_get() -> set[str]:
    """Return the distributions that installing dragoman brings, by the lock; those for tests are not among them."""
    needs: dict[str, set[str]] = {}
    for package in LOCK["package"]:  # one name may stand for several versions
        needs.setdefault(package["name"], set()).update(d["name"] for d in package.get("dependencies", ()))
    found: set[str] = set()
    left = {"dragoman"}
    while left:
        found |= left
        left = {need for name in left for need in needs[name]} - found
    return found


def installed(name: str) -> bool:
    """Say whether a distribution of the lock is needed on this platform."""
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def licence(name: str) -> str:
    """Return all that the metadata of a distribution say of its licence."""
    about = metadata.metadata(name)
    classifiers = [text for text in about.get_all("Classifier") or [] if text.startswith("License ::")]
    return " ".join([*(about.get_all("License-Expression") or []), *(about.get_all("License") or []), *classifiers])
