"""The catalogues in the repository are those that the main job writes for the sample report."""

import shutil
from pathlib import Path

import pytest

from running import REPOSITORY, SAMPLE, files, translate

FILES = (f"{SAMPLE.stem}.pot", f"zh_CN/LC_MESSAGES/{SAMPLE.stem}.po")
REFRESH = f"refresh it: uv run dragoman translate {SAMPLE.relative_to(REPOSITORY)} --to zh"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of `locales/` after the README's first command."""
    folder = tmp_path_factory.mktemp("current")
    if (REPOSITORY / "locales").is_dir():
        shutil.copytree(REPOSITORY / "locales", folder / "locales")
    result = translate(SAMPLE, "--quiet", cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    return folder / "locales"


@pytest.mark.parametrize("name", FILES)
def test_the_catalogue_is_as_the_main_job_writes_it(written: Path, name: str) -> None:
    path = REPOSITORY / "locales" / name
    assert path.is_file(), f"locales/{name} is missing; {REFRESH}"
    assert path.read_text("utf-8") == (written / name).read_text("utf-8"), f"locales/{name} is not current; {REFRESH}"
    assert path.read_bytes() == (written / name).read_bytes()


def test_the_main_job_leaves_the_other_files_alone(written: Path) -> None:
    def others(folder: Path) -> dict[str, bytes]:
        return {name: data for name, data in files(folder).items() if name not in FILES and not name.endswith("/")}

    assert others(written) == others(REPOSITORY / "locales")
