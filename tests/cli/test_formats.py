"""Reports in the text-like formats, from the command line to the files that come out."""

import json
from pathlib import Path

import pytest

from places import DATA
from running import REPOSITORY, Here, read_records, run_cli

MARKDOWN = "# The pier\n\nThe **Supreme People's Procuratorate** met in *Shang*hai.\n\n```\nls -l\n```\n"
PAGE = "<!DOCTYPE html><h1>The pier</h1><p>The <b>SPP</b> met in <i>Shang</i>hai.<pre><code>ls</code></pre>"
REPORTS = {
    "pier.md": MARKDOWN.encode(),
    "pier.html": PAGE.encode(),
    "pier.pot": (REPOSITORY / "locales" / "sample-report.pot").read_bytes(),
    "pier.xlf": (DATA / "exchange" / "pier-1.2.xlf").read_bytes(),
    "pier.txt": "最高人民检察院的报告\n\n检察机关要依法履行职责。\n".encode("gb18030"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in REPORTS.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("name", REPORTS)
def test_segments_of_every_format(here: Here, folder: Path, name: str) -> None:
    done = here.run("segment", name, "--json", "--quiet", "--from", "zh" if name == "pier.txt" else "en", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
    assert all(row["source"] and row["line"] >= 1 for row in rows)
    assert all(bool(row.get("place")) == (name != "pier.txt") for row in rows)


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "pier.txt"])
def test_translation_of_every_format(here: Here, folder: Path, name: str) -> None:
    done = here.translate(name, "--engine", "none", "--fail-on", "never", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    records = read_records(folder / "out" / "pier.zh.jsonl")
    assert records[0]["kind"] in {"heading", "byline"}
    assert (folder / "locales" / "zh_CN" / "LC_MESSAGES" / "pier.po").exists()
    assert f"#: {name}" in (folder / "locales" / "pier.pot").read_text("utf-8")


def test_markup_does_not_get_into_the_translation(here: Here, folder: Path) -> None:
    assert here.translate("pier.md", "--formats", "jsonl", cwd=folder).returncode == 0
    title, sentence, code = read_records(folder / "out" / "pier.zh.jsonl")
    assert sentence["source"] == "The Supreme People's Procuratorate met in Shanghai."
    assert "最高人民检察院" in sentence["target"]
    assert (title["kind"], code["source"], code["origin"]) == ("heading", "ls -l", "verbatim")


def test_what_was_assumed_is_said_on_standard_error_unless_quiet(here: Here, folder: Path) -> None:
    done = here.run("segment", "pier.txt", "--from", "zh", cwd=folder)
    guess = "pier.txt: read as GB18030, a guess (no byte-order mark, not UTF-8); if characters look wrong, name it with"
    assert guess in " ".join(done.stderr.split())
    assert "最高人民检察院的报告" in done.stdout
    assert here.run("segment", "pier.txt", "--from", "zh", "--quiet").stderr == ""


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["segment", "--from", "zh"], id="segment"),
        pytest.param(["glossary", "match", "--from", "zh", "--to", "en"], id="glossary match"),
        pytest.param(
            ["translate", "--from", "zh", "--to", "es", "--engine", "none", "--fail-on", "never"], id="translate"
        ),
    ],
)
def test_a_named_encoding_is_taken(here: Here, folder: Path, command: list[str]) -> None:
    done = here.run(*command, "pier.txt", "--encoding", "GBK", cwd=folder)
    assert (done.returncode, "guess" in done.stderr) == (0, False)
    wrong = here.run(*command, "pier.txt", "--encoding", "Klingon")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "--encoding: unknown encoding 'Klingon'" in wrong.stderr


def test_a_page_on_standard_input(here: Here) -> None:
    done = here.run("segment", "-", stdin=REPORTS["pier.html"])
    assert [line.split(None, 2)[1:] for line in done.stdout.splitlines()][:2] == [
        ["heading", "The pier"],
        ["paragraph", "The SPP met in Shanghai."],
    ]


@pytest.mark.parametrize(
    ("language", "source", "warning"),
    [
        ("zh-CN", "en", "page.html: says that its text is in Chinese (Simplified), not English; if that is so, run"),
        ("zh-TW", "zh", "page.html: says that its text is in Chinese (Traditional"),
        ("en-GB", "en", ""),
        ("", "en", ""),
        ("klingon!", "en", ""),
    ],
)
def test_another_language_than_the_one_named(
    here: Here, tmp_path: Path, language: str, source: str, warning: str
) -> None:
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html><html lang='{language}'><p>The pier is open.", "utf-8")
    done = here.run("segment", "page.html", "--from", source, cwd=tmp_path)
    assert done.returncode == 0
    assert " ".join(done.stderr.split()).removeprefix("warning: ").startswith(warning)
    assert bool(done.stderr) == bool(warning)


def test_the_finished_report_keeps_out_of_the_way_of_other_formats(here: Here, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    done = here.translate("a.html", "--formats", "html,same", "--engine", "none", "--fail-on", "never", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.zh.html", "a.zh.same.html"]
    assert (tmp_path / "out" / "a.zh.same.html").read_text("utf-8").startswith("<!DOCTYPE html><h1>")


def test_columns_of_a_table_there_and_back(here: Here, tmp_path: Path) -> None:
    table = "id,name,text\n1,Pier,The SPP met in Shanghai.\n2,Quay,Rice grew well.\n"
    (tmp_path / "a.csv").write_text(table, "utf-8")
    chosen = here.translate("a.csv", "--engine", "none", "--fail-on", "never", cwd=tmp_path)
    assert "a.csv: read as text: C “text”; all other columns stay" in " ".join(chosen.stderr.split())
    named = here.translate(
        "a.csv", "--columns", "name,text", "--formats", "same,po", "--fail-on", "never", cwd=tmp_path
    )
    assert named.returncode == 0, named.stderr
    rows = (tmp_path / "out" / "a.zh.csv").read_text("utf-8").splitlines()
    assert rows[0] == "id,name,text"
    assert rows[1].startswith("1,")
    assert "最高人民检察院" in rows[1]
    done = here.run("po", "apply", "a.csv", "--to", "zh", "--columns", "name,text", "--use", "reviewed,machine")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "finished" / "a.zh.csv").read_text("utf-8").startswith("id,name,text\n1,⟦")
    refused = here.translate("a.csv", "--columns", "weight", cwd=tmp_path)
    said = "a.csv: --columns: no column 'weight'; there are A “id”, B “name”, C “text”"
    assert said in " ".join(refused.stderr.split())


def test_a_report_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "line.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    done = run_cli("segment", "line.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "line.txt: larger than the limit of 100 MB; split the report or raise --max-size" in " ".join(
        done.stderr.split()
    )
