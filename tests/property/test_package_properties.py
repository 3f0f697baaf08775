"""What holds for whatever a package or an index says."""

import json
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives import folder_name, members, metadata
from dragoman.engine.packages.address import shown_url
from dragoman.engine.packages.index import read_index
from dragoman.engine.packages.install import install_file
from dragoman.engine.packages.metadata import check_metadata
from dragoman.errors import EngineError
from examples import examples
from running import files

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
OTHER = ["links", "type", "draft", "code", "sha256", "checksum", "target_prefix"]
FIELDS = st.sampled_from([*metadata("en", "zh"), *OTHER])
ODD = st.sampled_from(["..", ".", "/", "\\", "C:", "\0", "\n", " ", "~", "model", "metadata.json", "a" * 300, "\u202e"])
NAMES = st.lists(st.text(max_size=5) | ODD, max_size=5).map("/".join)


T = TypeVar("T")


@pytest.fixture(autouse=True, scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("packages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
        patch.setenv("DRAGOMAN_DATA", str(folder / "data"))
        yield folder


def outcome(action: Callable[[], T]) -> tuple[T | None, str]:
    """Return what the action returns and nothing, or nothing and why it was refused."""
    try:
        return action(), ""
    except (EngineError, ValueError) as error:
        return None, str(error)


@examples(40)
@given(changes=st.dictionaries(FIELDS, JSON))
def test_metadata_is_either_what_all_else_relies_on_or_refused(changes: dict[str, Any]) -> None:
    fields, refused = outcome(lambda: check_metadata(metadata("en", "zh") | changes))
    assert refused.isprintable()
    if fields is None:
        return
    for name in ("from_code", "to_code", "from_name", "to_name", "package_version"):
        assert fields[name].isprintable()
    assert "/" not in fields["from_code"] + fields["to_code"] + fields["package_version"]


@examples(40)
@given(listed=JSON | st.lists(st.dictionaries(FIELDS, JSON).map(lambda more: metadata("en", "zh") | more), max_size=3))
def test_an_index_is_read_or_refused_whatever_is_in_it(listed: Any) -> None:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        path = Path(file.name)
        path.write_text(json.dumps(listed), "utf-8", "surrogatepass")
        index, refused = outcome(lambda: read_index(str(path)))
        if index is None:
            assert refused.startswith(str(path))
            return
        assert len(index.entries) + len(index.problems) <= len(listed)
        for link in (link for entry in index.entries for link in entry.links):
            assert link.lower().startswith(("/", "http://", "https://"))
        assert all(problem.isprintable() for problem in index.problems)


@examples(40)
@given(names=st.lists(NAMES, max_size=3), within=st.booleans())
def test_an_archive_is_installed_in_its_folder_or_refused(packages: Path, names: list[str], within: bool) -> None:
    root = folder_name("en", "zh")
    content = members() | {f"{root}/" * within + name: b"x" for name in names}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "p"
        with zipfile.ZipFile(file, "w") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of names that are there twice
            for name, data in content.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        before = files(packages)
        done, refused = outcome(lambda: install_file(file, trial=lambda folder: None))
        if done is None:
            assert refused.startswith(f"{file}: ")
            assert refused.isprintable()
            assert files(packages) == before
        else:
            assert done.package.path == packages / "packages" / root
            assert {path.name for path in packages.iterdir()} == {"packages", "data"}
            assert {path.name for path in (packages / "packages").iterdir()} == {root}


@given(user=st.text("ab@:/%", max_size=5), password=st.text("xyz@:%", min_size=3, max_size=9))
def test_a_password_is_never_shown(user: str, password: str) -> None:
    url = f"https://{user.replace('/', '')}:{password}@example.org/index.json"
    assert shown_url(url) == "https://…@example.org/index.json"
