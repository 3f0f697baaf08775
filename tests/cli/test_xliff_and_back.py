"""XLIFF of either version from the command line to a translator's program and back; XLIFF files that are the report."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from translate.storage import xliff, xliff2

from running import Here

REPORT = "# The pier\n\nRice grew well. Wheat did not grow.\n\nThe hall was opened on May 3.\n"
OPEN: dict[str, Callable[[str], Any]] = {"1.2": xliff.Xliff1File.parsefile, "2.1": xliff2.Xliff2File.parsefile}
UNITS = """\
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="pier.html" source-language="en" target-language="zh-CN" datatype="html"><body>
<trans-unit id="1" approved="yes"><source>The pier is open.</source><target>码头开放了。</target></trans-unit>
<trans-unit id="2"><source>It was <g id="1">closed</g> for two days.</source>
<target state="translated">它<g id="1">关闭</g>了两天。</target></trans-unit>
<trans-unit id="3"><source>Nothing here yet.</source></trans-unit>
</body></file></xliff>
"""


def catalogue(folder: Path, name: str) -> dict[str, tuple[str, bool]]:
    """Return the entries of a PO file: msgid, msgstr and whether it is fuzzy."""
    path = folder / "locales" / "zh_CN" / "LC_MESSAGES" / f"{name}.po"
    return {entry.msgid: (entry.msgstr, "fuzzy" in entry.flags) for entry in polib.pofile(str(path))}


@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_what_is_done_in_weblates_library_is_in_the_catalogue(here: Here, tmp_path: Path, version: str) -> None:
    (tmp_path / "harvest.md").write_text(REPORT, "utf-8")
    done = here.translate("harvest.md", "--formats", "po,xliff", "--xliff", version, "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    machine = catalogue(tmp_path, "harvest")
    path = tmp_path / "out" / "harvest.zh.xliff"
    store = OPEN[version](str(path))
    for unit in store.units:
        assert unit.isfuzzy()
        if unit.source == "Rice grew well.":
            unit.target = "水稻长势良好。"
            unit.markfuzzy(False)
        elif unit.source == "The pier":
            unit.markfuzzy(False)
    store.savefile(str(path))
    back = here.run("po", "import", path, "--locales", "locales", cwd=tmp_path)
    assert (back.returncode, back.stderr) == (0, "")
    assert "1 taken (1 reviewed, 0 draft), 1 approved as is, 2 unchanged, 0 in conflict" in back.stdout
    assert catalogue(tmp_path, "harvest") == {
        **machine,
        "The pier": (machine["The pier"][0], False),
        "Rice grew well.": ("水稻长势良好。", False),
    }


def test_another_version_is_refused(here: Here, tmp_path: Path) -> None:
    (tmp_path / "harvest.md").write_text(REPORT, "utf-8")
    done = here.translate("harvest.md", "--xliff", "2.0", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "'2.0' is not one of '1.2', '2.1'" in done.stderr


def test_the_translations_of_an_xliff_file_can_be_taken_over(here: Here, tmp_path: Path) -> None:
    (tmp_path / "pier.xlf").write_text(UNITS, "utf-8")
    done = here.translate("pier.xlf", "--formats", "po", "--engine", "none", cwd=tmp_path)
    assert done.returncode == 0
    assert "only the sources were read, not the translations of 2 units (see `dragoman po import`)" in " ".join(
        done.stderr.split()
    )
    back = here.run("po", "import", "pier.xlf", cwd=tmp_path)
    assert (back.returncode, back.stderr) == (0, "")
    assert catalogue(tmp_path, "pier") == {
        "The pier is open.": ("码头开放了。", False),
        "It was <f1>closed</f1> for two days.": ("它<f1>关闭</f1>了两天。", True),
        "Nothing here yet.": ("", False),
    }


@pytest.mark.parametrize(
    ("name", "options"), [("harvest.es.tmx", []), ("memory.tmx", ["--to", "es", "--report", "harvest"])]
)
def test_a_language_comes_back_with_a_region(here: Here, tmp_path: Path, name: str, options: list[str]) -> None:
    """Trados Studio knows no language without one."""
    (tmp_path / "harvest.txt").write_text("Rice grew well.\n", "utf-8")
    assert here.run("po", "update", "harvest.txt", "--to", "es", "--engine", "none", "-q", cwd=tmp_path).returncode == 0
    (tmp_path / name).write_text(
        '<tmx version="1.4"><header srclang="en-US"/><body><tu>'
        '<prop type="x-ConfirmationLevel">ApprovedTranslation</prop>'
        '<tuv xml:lang="en-US"><seg>Rice grew well.</seg></tuv>'
        '<tuv xml:lang="es-ES"><seg>El arroz creció bien.</seg></tuv></tu></body></tmx>',
        "utf-8",
    )
    done = here.run("po", "import", name, *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 taken (1 reviewed, 0 draft)" in done.stdout
