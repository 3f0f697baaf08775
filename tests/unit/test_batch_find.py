"""Which files of a folder are reports, and what their outputs are named after."""

import os
from pathlib import Path

import pytest

from dragoman.batch.batches import REPORTS, SIZE, cut
from dragoman.batch.find import Found, Report, find_reports
from dragoman.errors import RequestError

TREE = (
    *("b.txt", "a.MD", "notes.log", ".hidden.txt", "a.zh.txt", "v1.2.txt"),
    *("2024/march/c.docx", "2024/b.txt", "2024/.old/d.txt", "2024/locales/zh_CN/LC_MESSAGES/b.po"),
    *("out/b.zh.html", "out/b.html", "loc/b.pot"),
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in TREE:
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return tmp_path / "archive"


def find(*paths: Path, recursive: bool = True) -> Found:
    besides = [path / name for path in paths for name in ("out", "loc")]
    return find_reports(paths, recursive=recursive, besides=besides, targets=["zh", "es"])


def test_the_reports_of_a_folder_and_no_other_file(archive: Path) -> None:
    found = find(archive, recursive=False)
    assert [(report.name, report.stem) for report in found.reports] == [
        ("a.MD", "a"),
        ("b.txt", "b"),
        ("v1.2.txt", "v1.2"),
    ]
    assert found.passed_over == (str(archive / "a.zh.txt"),)
    assert found.failures == ()


def test_the_sub_folders_too(archive: Path) -> None:
    found = find(archive)
    assert [report.stem for report in found.reports] == ["a", "b", "v1.2", "2024/b", "2024/march/c"]
    assert [report.path for report in found.reports][-1] == archive / "2024" / "march" / "c.docx"
    assert found.reports[0].size == len("a.MD")


def test_a_report_that_is_named_is_taken_whatever_it_is_called(archive: Path) -> None:
    found = find(archive / "notes.log", archive / "missing.txt", archive / "2024" / "b.txt", archive / ".hidden.txt")
    assert [report.stem for report in found.reports] == ["notes", "missing", "b", ".hidden"]
    assert [report.stem for report in find(archive / "b.txt", archive / "b.txt").reports] == ["b"]


def test_a_folder_without_reports_is_refused(archive: Path) -> None:
    empty = archive / "empty"
    (empty / "sub").mkdir(parents=True)
    (empty / "sub" / "x.csv").touch()
    with pytest.raises(RequestError, match=r"empty: no reports in this folder or below; .*\.docx"):
        find(empty)
    with pytest.raises(RequestError, match=r"directly in this folder; .* --recursive looks into its sub-folders too"):
        find(archive / "2024" / "march" / "..", empty, recursive=False)


def test_links_are_followed_and_loops_end(archive: Path) -> None:
    elsewhere = archive.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "d.txt").touch()
    (archive / "2024" / "loop").symlink_to(archive)
    (archive / "2024" / "again").symlink_to(archive / "2024" / "march")
    (archive / "2024" / "elsewhere").symlink_to(elsewhere)
    (archive / "2024" / "gone.txt").symlink_to("nowhere")
    (archive / "linked.txt").symlink_to(archive / "notes.log")
    assert [report.stem for report in find(archive).reports] == [
        *("a", "b", "linked", "v1.2", "2024/b", "2024/march/c", "2024/elsewhere/d"),
    ]


def test_reports_that_differ_in_their_suffix_keep_it(archive: Path) -> None:
    (archive / "b.pdf").touch()
    other = archive.parent / "other"
    (other / "2024").mkdir(parents=True)
    (other / "2024" / "b.md").touch()
    found = find(archive, other)
    assert [report.stem for report in found.reports] == [
        *("a", "b.pdf", "b.txt", "v1.2", "2024/b.txt", "2024/march/c", "2024/b.md"),
    ]
    assert found.failures == ()


def test_reports_whose_files_would_have_one_name_are_left_out_and_named(archive: Path) -> None:
    other = archive.parent / "other"
    (other / "2024").mkdir(parents=True)
    (other / "2024" / "b.txt").touch()
    found = find(archive, other)
    assert [report.stem for report in found.reports] == ["a", "b", "v1.2", "2024/march/c"]
    [failure] = found.failures
    assert failure.name == f"{archive / '2024' / 'b.txt'}, {other / '2024' / 'b.txt'}"
    assert "each would write 2024/b.txt.*; rename them" in failure.message


def test_a_folder_that_cannot_be_listed_is_named(archive: Path) -> None:
    closed = archive / "2024"
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may list every folder")
    found = find(archive)
    closed.chmod(0o755)
    assert [report.stem for report in found.reports] == ["a", "b", "v1.2"]
    assert [failure.message for failure in found.failures] == [
        f"{closed}: cannot be listed (Permission denied); check its permissions"
    ]


def test_batches_have_few_reports_and_little_text() -> None:
    def reports(count: int, size: int, suffix: str = ".txt") -> list[Report]:
        return [Report(Path(f"{n}{suffix}"), f"{n}{suffix}", str(n), size) for n in range(count)]

    assert cut([]) == []
    assert [len(batch.reports) for batch in cut(reports(2 * REPORTS + 1, 10))] == [REPORTS, REPORTS, 1]
    assert [len(batch.reports) for batch in cut(reports(5, SIZE // 2))] == [2, 2, 1]
    assert [len(batch.reports) for batch in cut(reports(3, 2 * SIZE))] == [1, 1, 1]
    assert [len(batch.reports) for batch in cut(reports(5, SIZE, ".pdf"))] == [5]
    assert [batch.number for batch in cut(reports(3, SIZE))] == [0, 1, 2]
    assert cut(reports(1, 0))[0].size == 1


def test_what_nobody_may_look_at_is_its_own_failure_alone(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a folder that may be listed but not entered; root may enter all."""
    closed = {archive / "b.txt", archive / "notes.log", archive / "2024" / "march"}
    real = Path.stat

    def stat(path: Path, **options: bool) -> os.stat_result:
        if closed & {path, *path.parents}:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, **options)

    monkeypatch.setattr(Path, "stat", stat)
    found = find(archive)
    assert [report.stem for report in found.reports] == ["a", "v1.2", "2024/b"]
    [failure] = found.failures
    assert failure.message.startswith(f"{archive / 'b.txt'}: cannot be read (Permission denied)")
    found = find(archive / "2024" / "march" / "c.docx", archive / "a.MD")
    assert [report.stem for report in found.reports] == ["c", "a"]
