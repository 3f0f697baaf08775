"""A text in, its translation out: standard input, --text, --out -, and files that are no reports."""

from pathlib import Path

import pytest

from running import Here


def test_standard_input_goes_to_standard_output(here: Here, tmp_path: Path) -> None:
    result = here.translate("-", cwd=tmp_path, stdin=b"The SPP met.")
    assert result.returncode == 0, result.stderr
    assert "最高人民检察院" in result.stdout
    assert "draft engine" in result.stderr
    assert "draft" not in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_text_of_the_command_line(here: Here, tmp_path: Path) -> None:
    result = here.translate("--text", "Write to SPP@example.org.", cwd=tmp_path)
    assert (result.returncode, "SPP@example.org" in result.stdout) == (0, True), result.stderr
    assert result.stdout.endswith("。\n")
    assert list(tmp_path.iterdir()) == []


def test_a_report_may_be_printed_in_any_text_format(here: Here, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The SPP met.\n", "utf-8")
    printed = here.translate("a.txt", "--out", "-", "--formats", "jsonl", cwd=tmp_path)
    assert printed.stdout.startswith('{"id": "b001s01"')
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name a report, or give a text with --text"),
        (("a.txt", "--text", "b"), "name a report, or give a text with --text"),
        (("a.txt", "--out", "-", "--formats", "docx"), "one report, one language and one text format"),
        (("a.txt", "--out", "-", "--formats", "txt,md"), "one text format"),
        (("table.csv",), "table.csv: no column looks like prose; name those to translate with --columns"),
        (("mail.eml",), "mail.eml: no mail: it begins with no header"),
        (("page.rst",), "page.rst: this is a markup file"),
        (("main.py",), "main.py: this is a program"),
    ],
)
def test_what_cannot_be_done_is_said(here: Here, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    for name in ("a.txt", "table.csv", "mail.eml", "page.rst", "main.py"):
        (tmp_path / name).write_text("The court met.\n", "utf-8")
    result = here.translate(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert words in result.stderr


def test_a_file_of_another_kind_is_read_as_text_if_one_says_so(here: Here, tmp_path: Path) -> None:
    (tmp_path / "notes.rst").write_text("The SPP met.\n", "utf-8")
    result = here.translate("notes.rst", "--as", "text", "--out", "-", cwd=tmp_path)
    assert "最高人民检察院" in result.stdout, result.stderr


def test_a_report_in_another_language_is_asked_about(here: Here, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("最高人民检察院在上海举行会议，研究部署有关工作。\n", "utf-8")
    asked = here.run("translate", "a.txt", "--to", "es", cwd=tmp_path)
    assert (asked.returncode, "add --from zh" in asked.stderr) == (2, True)
    told = here.run("translate", "a.txt", "--to", "es", "--from", "auto", "--engine", "none", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
