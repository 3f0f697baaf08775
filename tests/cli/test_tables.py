"""Tables from the command line."""

from pathlib import Path

from dragoman.exchange.sheet import read_sheet
from running import SAMPLE, Here, read_records


def test_tables_of_a_report(here: Here, tmp_path: Path) -> None:
    done = here.translate(SAMPLE, "--formats", "jsonl,tsv,csv,xlsx", "--bom", "--engine", "none", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    records = read_records(tmp_path / "out" / "sample-report.zh.jsonl")
    for suffix in ("tsv", "csv", "xlsx"):
        path = tmp_path / "out" / f"sample-report.zh.{suffix}"
        found = read_sheet(path)
        assert [(unit.id, unit.target) for unit in found.units] == [(r["id"], r["target"]) for r in records]
        assert found.report == "sample-report"
        assert path.read_bytes().startswith(b"PK" if suffix == "xlsx" else b"\xef\xbb\xbf")


def test_markdown_and_text_with_both_texts(here: Here, tmp_path: Path) -> None:
    done = here.translate(SAMPLE, "--formats", "md,txt", "--bilingual", "interleaved", "--engine", "none", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    out = tmp_path / "out"
    assert (out / "sample-report.zh.md").read_text("utf-8").startswith("# sample-report.txt: English → Chinese")
    assert "\n[not translated]\n" in (out / "sample-report.zh.txt").read_text("utf-8")
