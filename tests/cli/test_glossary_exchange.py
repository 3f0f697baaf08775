"""`dragoman glossary export` and `import`: out to other programs, and back without a loss."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from running import REPOSITORY, Here, files, run_cli

GLOSSARY = REPOSITORY / "glossary"
TABLES = ("terms.tsv", "ar.tsv", "es.tsv", "zh_CN.tsv")
"""What of the shipped glossary is sent around: the scripts, lists and kept forms of three languages say it all."""
TERMS = "id\tterm\tvariants\tcategory\tmatch\tnote\n"
CHINESE = "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote\n"
COURT = "court\tHigh Court\tHC\tinstitution\t\tkeep  this|odd  note\n"
COURT_ZH = "court\t高等法院\t高院\t\tofficial\thttps://court.example\t\n"


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    return write(tmp_path / "glossary", TERMS + COURT, CHINESE + COURT_ZH)


def write(folder: Path, terms: str, chinese: str) -> Path:
    folder.mkdir()
    (folder / "terms.tsv").write_text(terms)
    (folder / "zh_CN.tsv").write_text(chinese)
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "glossary.tbx",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("old.tbx --format tbx2008", "glossary.xlsx")),
    ],
)
def test_the_shipped_glossary_comes_back_byte_for_byte(here: Here, tmp_path: Path, name: str) -> None:
    file, *options = name.split()
    shipped, empty = tmp_path / "shipped", tmp_path / "empty"
    for folder in (shipped, empty):
        folder.mkdir()
    for table in TABLES:
        shutil.copy(GLOSSARY / table, shipped)
    assert here.run("glossary", "export", file, *options, "--glossary", shipped).returncode == 0
    (empty / "terms.tsv").write_text((GLOSSARY / "terms.tsv").read_text("utf-8").partition("\n")[0] + "\n")
    done = here.run("glossary", "import", file, "--glossary", empty)
    assert (done.returncode, done.stderr) == (0, "")
    for table in TABLES:
        assert (empty / table).read_bytes() == (GLOSSARY / table).read_bytes()
    again = here.run("glossary", "import", file, "--glossary", empty, "--json")
    summary = json.loads(again.stdout)
    assert (summary["concepts"], summary["renderings"], summary["conflicts"], summary["files"]) == ([], {}, [], [])


def test_every_format_can_be_written_and_read(here: Here, glossary: Path) -> None:
    from dragoman.glossary.exchange import FORMATS

    for name, form in FORMATS.items():
        file = f"{name}{form.suffixes[0]}"
        done = here.run("glossary", "export", file, "--format", name, "--to", "zh", "--glossary", glossary)
        assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
        done = here.run("glossary", "import", file, "--to", "zh", "--glossary", glossary, "--dry-run", "--quiet")
        assert (done.returncode, done.stderr, done.stdout) == (0, "", "")


def test_a_file_is_never_replaced_unasked(here: Here, glossary: Path) -> None:
    Path("words.tsv").write_text("mine")
    done = here.run("glossary", "export", "words.tsv", "--glossary", glossary)
    assert (done.returncode, Path("words.tsv").read_text()) == (2, "mine")
    assert done.stderr == "error: words.tsv: already exists; choose another name or overwrite it with --force\n"
    assert here.run("glossary", "export", "words.tsv", "--glossary", glossary, "--force").returncode == 0
    assert Path("words.tsv").read_text().startswith("id\tterm\t")


def test_export_to_standard_output(glossary: Path) -> None:
    done = run_cli("glossary", "export", "-", "--format", "omegat", "--glossary", glossary)
    text = "High Court\t高等法院\tofficial; https://court.example\nHC\t高等法院\tofficial; https://court.example\n"
    assert (done.returncode, done.stdout) == (0, text)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "x.doc"], "x.doc: its suffix says no format; name one with --format: tbx, tbx2008, xlsx"),
        (["export", "x.tsv", "--format", "pdf"], "--format pdf: not a format; the formats are tbx"),
        (["export", "x.tbx", "--to", "zh,es"], "has no es.tsv; its languages are zh_CN"),
        (["import", "none.csv"], "none.csv: No such file or directory"),
        (["import", "pairs.csv"], "pairs.csv: does not say which language its renderings are in; name it with --to"),
        (["import", "table.tsv"], "table.tsv:2: does not say which language the rendering is in; name it with --to"),
        (["import", "pairs.csv", "--to", "zh", "--format", "x"], "--format x: not a format"),
        (["import", "official.tsv", "--to", "es"], "an official rendering needs its authority"),
    ],
)
def test_what_cannot_be_done_is_said(here: Here, glossary: Path, arguments: list[str], message: str) -> None:
    Path("pairs.csv").write_text("court,法院\n")
    Path("table.tsv").write_text("term\trendering\ncourt\t法院\n")
    Path("official.tsv").write_text("term\trendering\tstatus\nbench\ttribunal\tofficial\n")
    before = files(Path())
    done = here.run("glossary", *arguments, "--glossary", glossary)
    assert done.returncode == 2
    assert message in done.stderr
    assert files(Path()) == before


def test_new_terms_get_their_places_and_everything_else_stays(here: Here, glossary: Path) -> None:
    Path("words.csv").write_text("Appeal Bench,上诉庭\nHigh Court,高院\nZoning Board,区划委员会\n")
    done = here.run("glossary", "import", "words.csv", "--to", "zh", "--glossary", glossary)
    assert (done.returncode, done.stderr) == (0, "")
    assert (glossary / "terms.tsv").read_text() == (
        f"{TERMS}appeal-bench\tAppeal Bench\t\tformula\t\t\n{COURT}zoning-board\tZoning Board\t\tinstitution\t\t\n"
    )
    assert (glossary / "zh_CN.tsv").read_text() == (
        f"{CHINESE}appeal-bench\t上诉庭\t\t\tproposed\t\t\n{COURT_ZH}zoning-board\t区划委员会\t\t\tproposed\t\t\n"
    )


def test_a_conflict_is_listed_and_nothing_is_overwritten(here: Here, glossary: Path) -> None:
    Path("words.csv").write_text("High Court,最高法院\n")
    before = files(glossary)
    options = ["glossary", "import", "words.csv", "--to", "zh", "--glossary", glossary]
    done = here.run(*options)
    assert (done.returncode, files(glossary)) == (1, before)
    assert done.stdout.splitlines()[0] == (
        "! words.csv:1: court (zh_CN): rendering is '高等法院' in the glossary and '最高法院' in the file"
    )
    [conflict] = json.loads(here.run(*options, "--json").stdout)["conflicts"]
    assert conflict["there"] == "最高法院"
    assert here.run(*options, "--update", "--dry-run").returncode == 0
    assert files(glossary) == before
    assert here.run(*options, "--update").returncode == 0
    assert (glossary / "zh_CN.tsv").read_text() == CHINESE + COURT_ZH.replace("高等法院", "最高法院")


def test_a_spreadsheet_that_somebody_edited(here: Here, glossary: Path) -> None:
    here.run("glossary", "export", "g.xlsx", "--glossary", glossary)
    book = load_workbook("g.xlsx")
    assert book.sheetnames == ["terms", "zh_CN"]
    assert book["zh_CN"]["B2"].value == "High Court"
    book["terms"].append(["bench", "bench", None, "title", None, None, 5])
    book["zh_CN"].append(["bench", "bench", "审判员", None, None, "proposed"])
    book["zh_CN"]["D2"].value = "高院|高等法庭"
    book.save("g.xlsx")
    done = here.run("glossary", "import", "g.xlsx", "--glossary", glossary, "--update")
    assert (done.returncode, done.stderr) == (0, "")
    assert (glossary / "terms.tsv").read_text() == f"{TERMS}bench\tbench\t\ttitle\t\t5\n{COURT}"
    assert "court\t高等法院\t高院|高等法庭\t" in (glossary / "zh_CN.tsv").read_text()


def test_line_ends_stay_as_they_are(here: Here, tmp_path: Path) -> None:
    glossary = tmp_path / "windows"
    write(glossary, "", "")
    (glossary / "terms.tsv").write_bytes((TERMS + COURT).replace("\n", "\r\n").encode())
    (glossary / "zh_CN.tsv").write_bytes((CHINESE + COURT_ZH).replace("\n", "\r\n").encode())
    Path("words.csv").write_text("Appeal Bench,上诉庭\n")
    assert here.run("glossary", "import", "words.csv", "--to", "zh", "--glossary", glossary).returncode == 0
    data = (glossary / "terms.tsv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == 3
