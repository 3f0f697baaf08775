"""Names that meet, that are not UTF-8, and that lead elsewhere: no file replaces another, none outside is touched."""

import os
from pathlib import Path

import pytest

from dragoman.exchange.tmx.format import REPORT
from running import Here, files

TEXT = "Ships may now register online.\n"


def test_names_that_are_not_utf8_stay_apart(here: Here, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    names = [b"a\xff.txt", b"a\xfe.txt", "报告.txt".encode("gbk")]
    for number, name in enumerate(names):
        (folder / os.fsdecode(name)).write_text(f"Ship number {number} came in.\n", "utf-8")
    stems = ["a%FE", "a%FF", "%B1%A8%B8%E6"]
    done = here.translate("reports", "--engine", "none", "--formats", "txt,jsonl,po", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").glob("*.jsonl")) == sorted(f"{s}.zh.jsonl" for s in stems)
    sources = {
        path.stem: path.read_text("utf-8").partition('"source": "')[2][:13] for path in tmp_path.glob("out/*.jsonl")
    }
    assert len(set(sources.values())) == 3
    alone = here.translate(*sorted(folder.iterdir()), "--engine", "none", "--formats", "txt", "--out", "alone")
    assert (alone.returncode, alone.stderr) == (0, "")
    assert sorted(path.name for path in Path("alone").iterdir()) == sorted(f"{stem}.zh.txt" for stem in stems)


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["few", "archive"])
def test_reports_whose_pages_would_meet_are_not_written_over_each_other(
    here: Here, tmp_path: Path, jobs: tuple[str, ...]
) -> None:
    for name in ("q3.txt", "q3.report.txt", "other.txt"):
        (tmp_path / name).write_text(f"{name} says: {TEXT}", "utf-8")
    options = ("--engine", "none", "--formats", "html,report", *jobs)
    done = here.translate("q3.txt", "q3.report.txt", "other.txt", *options, to="zh,es", cwd=tmp_path)
    assert done.returncode == 2
    assert "each would write out/q3.report.html;" in done.stderr
    assert not list(tmp_path.glob("out/q3*"))
    assert (tmp_path / "out" / "other.zh.html").exists() == bool(jobs)


def test_a_stem_that_keeps_its_suffix_does_not_meet_another(here: Here, tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "a.txt.txt"):
        (tmp_path / name).write_text(f"{name} says: {TEXT}", "utf-8")
    done = here.translate("a.txt", "a.md", "a.txt.txt", "--engine", "none", "--formats", "txt", cwd=tmp_path)
    assert (done.returncode, "a.txt, a.txt.txt: each would write" in done.stderr) == (2, True)
    (tmp_path / "reports").mkdir()
    for name in ("a.txt", "a.md", "a.txt.txt"):
        (tmp_path / name).rename(tmp_path / "reports" / name)
    done = here.translate("reports", "--engine", "none", "--formats", "txt", cwd=tmp_path)
    assert done.returncode == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.md.zh.txt"]


TMX = f"""<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="x"
creationtoolversion="1" o-tmf="x"/><body><tu><prop type="{REPORT}">{{report}}</prop>
<tuv xml:lang="en"><seg>{{source}}</seg></tuv><tuv xml:lang="zh"><seg>船</seg></tuv></tu></body></tmx>
"""
EVIL = ["../../../../victim/app", "/etc/app", "..\\..\\app", "a/../../../app"]


@pytest.fixture
def project(here: Here, tmp_path: Path) -> Path:
    """A folder `work` with a catalogue, and beside it one that is nobody's business."""
    work, victim = tmp_path / "work", tmp_path / "victim"
    work.mkdir()
    victim.mkdir()
    (work / "report.txt").write_text(TEXT, "utf-8")
    done = here.translate("report.txt", "--engine", "none", "--quiet", "--formats", "po,tsv,jsonl,xliff", cwd=work)
    assert done.returncode == 0
    (victim / "app.po").write_bytes((work / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po").read_bytes())
    return work


@pytest.mark.parametrize("evil", EVIL)
def test_a_file_that_comes_back_reaches_no_file_outside(here: Here, project: Path, evil: str) -> None:
    (project / "back.zh.tmx").write_text(TMX.format(report=evil, source=TEXT.strip()), "utf-8")
    table = (project / "out" / "report.zh.tsv").read_text("utf-8").replace("report: report", f"report: {evil}")
    assert evil in table
    (project / "back.zh.tsv").write_text(table, "utf-8")
    before = files(project.parent)
    for name in ("back.zh.tmx", "back.zh.tsv"):
        done = here.run("po", "import", name, "--on-conflict", "take", "--to", "zh", cwd=project)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"error: {name}: " in done.stderr
        assert "is not the name of a file below locales" in done.stderr
    assert files(project.parent) == before


@pytest.mark.parametrize("evil", EVIL)
def test_an_xliff_file_names_a_report_by_its_last_part_alone(here: Here, project: Path, evil: str) -> None:
    text = (project / "out" / "report.zh.xliff").read_text("utf-8")
    assert 'original="report.txt"' in text
    (project / "back.xliff").write_text(text.replace('original="report.txt"', f'original="{evil}.txt"'), "utf-8")
    before = files(project.parent)
    done = here.run("po", "import", "back.xliff", "--on-conflict", "take", cwd=project)
    assert done.returncode == 2
    assert "locales/zh_CN/LC_MESSAGES/app.po: not found" in done.stderr
    assert files(project.parent) == before
