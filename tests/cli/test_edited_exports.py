"""What people edited in exported and finished files is never overwritten by the next run."""

from pathlib import Path

import pytest

from running import Here

REPORT = "The SPP met on Monday.\n\nIt was late.\n"


@pytest.fixture
def folder(here: Here, tmp_path: Path) -> Path:
    (tmp_path / "r.txt").write_text(REPORT, "utf-8")
    done = here.translate("r.txt", "--formats", "tsv,csv,po", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def edit(path: Path) -> str:
    lines = path.read_text("utf-8").split("\n")
    cells = lines[2].split("\t")
    cells[3], cells[4] = "天色已晚。", "reviewed"
    lines[2] = "\t".join(cells)
    path.write_text("\n".join(lines), "utf-8")
    return path.read_text("utf-8")


def test_an_untouched_export_is_replaced(here: Here, folder: Path) -> None:
    assert here.translate("r.txt", "--formats", "tsv,csv", cwd=folder).returncode == 0


def test_an_edited_export_stops_the_run_before_it_writes(here: Here, folder: Path) -> None:
    edited = edit(folder / "out" / "r.zh.tsv")
    (folder / "out" / "r.zh.csv").unlink()
    result = here.translate("r.txt", "--formats", "csv,tsv", cwd=folder)
    assert result.returncode == 2
    assert "1 row changed since export; run dragoman po import out/r.zh.tsv first" in result.stderr
    assert (folder / "out" / "r.zh.tsv").read_text("utf-8") == edited
    assert not (folder / "out" / "r.zh.csv").exists()


def test_force_keeps_a_copy(here: Here, folder: Path) -> None:
    edited = edit(folder / "out" / "r.zh.tsv")
    for name in ("r.zh.tsv.bak", "r.zh.tsv.bak2"):
        assert here.translate("r.txt", "--formats", "tsv", "--force", cwd=folder).returncode == 0
        assert (folder / "out" / name).read_text("utf-8") == edited
        assert "天色已晚" not in (folder / "out" / "r.zh.tsv").read_text("utf-8")
        edited = edit(folder / "out" / "r.zh.tsv")


def test_what_was_imported_is_safe(here: Here, folder: Path) -> None:
    edit(folder / "out" / "r.zh.tsv")
    assert here.run("po", "import", "out/r.zh.tsv", cwd=folder).returncode == 0
    result = here.translate("r.txt", "--formats", "tsv,po", cwd=folder)
    assert result.returncode == 0, result.stderr
    assert "天色已晚" in (folder / "out" / "r.zh.tsv").read_text("utf-8")


def test_a_finished_report_that_somebody_changed_stays(here: Here, folder: Path) -> None:
    apply = ("po", "apply", "r.txt", "--to", "zh", "--use", "machine,memory")
    for _ in range(2):
        assert here.run(*apply, cwd=folder).returncode == 0
    finished = folder / "finished" / "r.zh.txt"
    finished.write_text(finished.read_text("utf-8") + "附注\n", "utf-8")
    refused = here.run(*apply, cwd=folder)
    assert (refused.returncode, "the file was changed since export" in refused.stderr) == (2, True)
    assert "附注" in finished.read_text("utf-8")
    assert here.run(*apply, "--force", cwd=folder).returncode == 0
    assert "附注" in (folder / "finished" / "r.zh.txt.bak").read_text("utf-8")
    assert "附注" not in finished.read_text("utf-8")
