"""`dragoman evaluate`: the embedded package on a small test set of our own, and every kind of broken test set."""

import json
from pathlib import Path
from typing import Any

import pytest

from running import REPOSITORY, Here, run_cli

BAD = REPOSITORY / "tests" / "bad" / "eval"
FIGURES = {"term_success", "chrf", "bleu", "window2", "window3", "one_minus_term", "consistency", "by_rung", "seconds"}
HEADER = "id\tsource\treference\tterms\n"
ROWS = (
    "1\tThe court met on Monday.\t法院星期一开庭。\tcourt = 法院\n"
    "2\tThe prosecutors praised the court.\t检察官赞扬了法院。\tprosecutors = 检察官 | court = 法院\n"
    "3\tNothing is required here.\t这里什么都不欠。\t\n"
)
MENDING = "write terms as: term = target | other term = its target"
HEADING = "the first line must name source, reference and terms"

MESSAGES = {
    "column-twice": ":1: the header names source twice; rename one of the columns",
    "empty": ": the file is empty; its first line must name the columns source, reference and terms",
    "empty-reference": ":2: the reference is empty; fill it in or remove the row",
    "empty-source": ":2: the source is empty; fill it in or remove the row",
    "header-alone": ": no segments; put one on each line under the header",
    "no-column-at-all": (f":1: no column source and no column reference and no column terms in the header; {HEADING}"),
    "no-terms-column": f":1: no column terms in the header; {HEADING}",
    "not-utf8": ":2: byte 0xB7 is not UTF-8; save the test set as tab-separated UTF-8 text",
    "several": (
        ":4: the source is empty; fill it in or remove the row\n"
        f"{BAD / 'several.tsv'}:5: 'court' is not a term; {MENDING}"
    ),
    "tab-too-much": ":2: 4 cells under a header of 3; remove the extra tab",
    "term-missing-behind-bar": f":2: '' is not a term; {MENDING}",
    "term-with-two-signs": f":2: 'court = 法院 = 法庭' is not a term; {MENDING}",
    "term-with-two-targets": ":2: the term 'court' has two targets, '法院' and '法庭'; keep one",
    "term-without-sign": f":2: 'court: 法院' is not a term; {MENDING}",
    "term-without-target": f":2: 'court =' is not a term; {MENDING}",
    "utf-16": ": this is not UTF-8 text (it holds null bytes); save the test set as tab-separated UTF-8 text",
}


@pytest.fixture
def test_set(tmp_path: Path) -> Path:
    path = tmp_path / "set.tsv"
    path.write_text(HEADER + ROWS, "utf-8")
    return path


def evaluation(here: Here, *arguments: object, **options: Any) -> dict[str, Any]:
    done = here.run("evaluate", *arguments, "--to", "zh", "--json", **options)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_object_has_the_fields_of_the_contract(here: Here, test_set: Path) -> None:
    found = evaluation(here, test_set)
    assert found["segments"] == 3
    assert found["engine"] == "argos en-zh 0.3"
    for mode in ("free", "proper", "random"):
        assert found[mode].keys() >= FIGURES
        assert set(found[mode]["by_rung"]) == {"present", "inline", "forced", "spliced", "offered", "missing"}
        assert found[mode]["bleu_signature"].startswith("nrefs:1|case:mixed|eff:no|tok:zh|")
    assert found["proper"]["term_success"] == found["random"]["term_success"] == 1.0
    for mode in ("free", "proper"):
        assert sum(found[mode]["by_rung"].values()) == found["terms"] == 3
    assert found["proper"]["by_rung"]["missing"] == 0


def test_modes_and_limit_choose_what_is_measured(here: Here, test_set: Path) -> None:
    found = evaluation(here, test_set, "--mode", "proper", "--limit", "1")
    assert found["segments"] == found["terms"] == 1
    assert "proper" in found
    assert found.keys().isdisjoint({"free", "random"})


def test_rungs_choose_what_may_keep_a_term(here: Here, test_set: Path) -> None:
    found = evaluation(here, test_set, "--mode", "proper", "--rungs", "present,forced,spliced")
    assert found["proper"]["by_rung"]["inline"] == 0


def test_standard_input_is_a_test_set(here: Here, test_set: Path) -> None:
    found = evaluation(here, "-", "--mode", "none", stdin=test_set.read_bytes())
    again = evaluation(here, test_set, "--mode", "none")
    assert found["free"] | {"seconds": 0} == again["free"] | {"seconds": 0}


def test_the_tables_are_for_people(here: Here, test_set: Path) -> None:
    done = here.run("evaluate", test_set, "--to", "zh", "--mode", "none,proper")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split() for line in lines if line.split()[:1] in (["free"], ["proper"])]
    assert [(row[0], len(row)) for row in rows] == [("free", 11), ("proper", 11), ("free", 7), ("proper", 7)]
    assert rows[1][1] == "1.000"
    assert lines[-3] == "3 segments, 3 terms, argos en-zh 0.3"
    assert max(map(len, lines)) <= 80
    quiet = here.run("evaluate", test_set, "--to", "zh", "--mode", "none", "--quiet")
    assert "3 segments, 3 terms, argos en-zh 0.3" in quiet.stdout, "data is printed all the same"


def test_the_translations_can_be_kept_and_are_a_test_set_themselves(here: Here, test_set: Path) -> None:
    out = test_set.with_name("out.tsv")
    first = evaluation(here, test_set, "--out", out, "--mode", "proper")
    header, *rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()]
    assert header == ["line", "source", "reference", "terms", "proper"]
    assert "法院" in rows[0][-1]
    assert evaluation(here, out, "--mode", "proper")["proper"]["bleu"] == first["proper"]["bleu"]


def test_the_test_set_is_not_overwritten(here: Here, test_set: Path) -> None:
    before = test_set.read_bytes()
    done = here.run("evaluate", test_set, "--to", "zh", "--out", test_set, "--limit", "1", "--mode", "none")
    assert done.returncode == 2
    assert test_set.read_bytes() == before


def test_terms_that_do_not_stand_in_their_source_are_named(here: Here, tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    path.write_text("source\treference\tterms\nHe left.\t他走了。\tcourt = 法院 | judge = 法官\n", "utf-8")
    done = here.run("evaluate", path, "--to", "zh", "--mode", "proper")
    assert done.returncode == 0
    assert done.stderr == (
        f"warning: {path}:2: 'court' is not in its source, or only within a longer term; "
        "terms skipped for this reason: 2\n"
    )
    assert "–" in done.stdout


@pytest.mark.parametrize("name", sorted(path.stem for path in BAD.glob("*.tsv") if path.stem != "many"))
def test_a_broken_test_set_is_refused_with_its_line(here: Here, name: str) -> None:
    path = BAD / f"{name}.tsv"
    done = here.run("evaluate", path, "--to", "zh")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {path}{MESSAGES[name]}\n"


def test_of_many_problems_twenty_are_named_and_the_rest_counted(here: Here) -> None:
    done = here.run("evaluate", BAD / "many.tsv", "--to", "zh")
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert len(lines) == 21
    assert lines[-1] == "… and 5 more"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--mode", "free"], "--mode: free is unknown; choose from none, proper, random"),
        (["--mode", ","], "--mode: name at least one of none, proper, random"),
        (["--rungs", "missing"], "--rungs: missing is unknown; choose from present, inline, forced, spliced"),
        (["--to", "ja"], "no Argos package translates en → ja"),
        (["--out", "nowhere/set.tsv/out.tsv"], "cannot be written"),
    ],
    ids=["mode", "no-mode", "rung", "language", "out"],
)
def test_a_request_that_cannot_be_served_is_refused(
    here: Here, test_set: Path, arguments: list[str], message: str
) -> None:
    Path("nowhere").mkdir()
    Path("nowhere/set.tsv").touch()
    done = here.run("evaluate", test_set, "--to", "zh", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "message"),
    [("missing.tsv", "missing.tsv: no such file; check the name"), (".", ".: cannot be read (Is a directory)")],
    ids=["missing", "folder"],
)
def test_a_file_that_cannot_be_read_is_named(here: Here, path: str, message: str) -> None:
    done = here.run("evaluate", path, "--to", "zh")
    assert done.returncode == 2
    assert message in done.stderr


def test_a_test_set_above_the_limit_is_refused(here: Here, test_set: Path) -> None:
    done = here.run("evaluate", test_set, "--to", "zh", "--max-size", "0.0")
    assert done.returncode == 2
    assert "larger than the limit of 0 MB; raise --max-size" in done.stderr


def test_it_runs_as_a_process_of_its_own(test_set: Path) -> None:
    done = run_cli("evaluate", test_set, "--to", "zh", "--mode", "none", "--json", "--verbose")
    assert done.returncode == 0
    assert json.loads(done.stdout)["segments"] == 3
    assert {"read", "load", "translate", "score"} <= {line.split()[0] for line in done.stderr.splitlines()}
