"""Every rule of the glossary on files that break it: `tests/bad/glossary/CODE-…`, each with what is expected of it."""

import json
import shutil
from pathlib import Path

import pytest

from dragoman.glossary.lint.fix import fix_files, fixable
from dragoman.glossary.lint.rules import RULES, Problem, Rule
from dragoman.glossary.lint.run import lint_files
from dragoman.glossary.table import Files, read_files
from dragoman.terminology.verify import stands_in
from running import Here, files

BAD = Path(__file__).parents[1] / "bad" / "glossary"
FOLDERS = sorted(BAD.iterdir())
TERMS = "id\tterm\tvariants\tcategory\tmatch\tnote\ncourt\tcourt\ttribunal\tinstitution\tshort:C\t\n"
HEADER = "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote\n"


def lint(folder: Path) -> list[Problem]:
    return lint_files(read_files(folder), stands_in)


def shown(problem: Problem) -> str:
    return f"{problem.path.name}:{problem.line}: {problem.code} {problem.rule.severity}: {problem.what}"


def expected(folder: Path) -> list[str]:
    return (folder / "expected.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_bad_glossary_is_told_all_that_is_wrong(folder: Path) -> None:
    assert [shown(problem) for problem in lint(folder)] == expected(folder)


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.code)
def test_every_rule_has_a_folder_that_breaks_it(rule: Rule) -> None:
    named = [folder for folder in FOLDERS if folder.name.startswith(rule.code)]
    assert named
    assert all(any(f" {rule.code} {rule.severity}: " in line for line in expected(folder)) for folder in named)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_fix_mends_what_is_safe_and_nothing_else(folder: Path) -> None:
    before = read_files(folder)
    after = fix_files(before)
    changed = {name: data for name, data in after.data.items() if data != before.data[name]}
    assert changed == (files(folder / "fixed") if (folder / "fixed").is_dir() else {})
    assert fix_files(after).data == after.data
    problems = lint(folder)
    mended = fixable(before, problems, stands_in)
    assert len(problems) - len(mended) >= len(lint_files(after, stands_in))
    assert bool(mended) == bool(changed)


def test_codes_are_told_apart() -> None:
    assert len(RULES) == len(Rule)
    assert sorted(RULES) == list(RULES)


def test_a_good_glossary_has_no_problem() -> None:
    row = "court\t法院\t法庭\t庭院\tofficial\tact 1\t\n"
    data = {"terms.tsv": TERMS.encode(), "zh_CN.tsv": f"{HEADER}{row}".encode()}
    assert lint_files(Files(BAD, data), stands_in) == []


@pytest.mark.parametrize(
    ("language", "rendering"),
    [
        ("ru", "БРИКС"),
        ("ru", "G20"),
        ("ru", "АТЭС (APEC)"),
        ("zh_CN", "《乾隆法》"),
        ("zh_CN", "于—“瞭望”"),
        ("zh_TW", "台灣高等檢察署"),
        ("ja", "検察庁々ーー"),
        ("ja", "プロジェクト"),
        ("ko", "대검찰청(大檢察廳)"),
        ("fr", "« État » de l’Œuvre"),
        ("es", "1.ª sesión"),
        ("ar", "النيابة العامة ٢٠٢٤"),
        ("el", "Άρειος Πάγος"),
        ("fa", "دادستان‌ها"),
        ("tlh", "whatever"),
        ("de", "="),
        ("th", "สำนักงานอัยการสูงสุด"),
    ],
)
def test_right_scripts_are_left_alone(language: str, rendering: str) -> None:
    row = f"court\t{rendering}\t\t\testablished\t\t\n"
    data = {"terms.tsv": TERMS.encode(), f"{language}.tsv": f"{HEADER}{row}".encode()}
    assert [shown(problem) for problem in lint_files(Files(BAD, data), stands_in)] == []


# The command


def test_the_command_prints_problems_and_ends_with_1(here: Here) -> None:
    folder = BAD / "several"
    result = here.run("glossary", "lint", "--glossary", folder)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [f"{folder}/{line}" for line in expected(folder)]
    assert result.stderr == "terms.tsv, zh_CN.tsv: 7 errors, 0 warnings; --fix fixes 1 of them\n"
    quiet = here.run("glossary", "lint", "--glossary", folder, "--quiet")
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")


def test_json_and_annotations(here: Here) -> None:
    folder = BAD / "G041-shared"
    result = here.run("glossary", "lint", "--glossary", folder, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    [row] = map(json.loads, result.stdout.splitlines())
    assert list(row) == ["code", "severity", "path", "line", "message", "fixable"]
    assert (row["code"], row["severity"], row["line"], row["fixable"]) == ("G041", "warning", 3, False)
    line = here.run("glossary", "lint", "--glossary", folder, "--github").stdout
    assert line.startswith(f"::warning file={folder / 'zh_CN.tsv'},line=3,title=G041::'法院' is also the rendering")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_the_exit_status_obeys_fail_on(here: Here, fail_on: str, code: int) -> None:
    done = here.run("glossary", "lint", "--glossary", BAD / "G041-shared", "--fail-on", fail_on)
    assert done.returncode == code


def test_fix_writes_what_it_mends_and_says_what_is_left(here: Here, tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    shutil.copytree(BAD / "G009-widths", folder)
    before = files(folder)
    dry = here.run("glossary", "lint", "--glossary", folder, "--fix", "--dry-run")
    assert dry.returncode == 0
    assert "- ja.tsv:2: court ⇥ ｺｰﾄ ⇥" in dry.stdout
    assert "+ ja.tsv:2: court ⇥ コート ⇥" in dry.stdout
    assert files(folder) == before
    done = here.run("glossary", "lint", "--glossary", folder, "--fix")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"mended {folder / 'ja.tsv'}\n" in done.stderr
    assert (folder / "ja.tsv").read_bytes() == (folder / "fixed" / "ja.tsv").read_bytes()
    assert here.run("glossary", "lint", "--glossary", folder, "--fix").stderr.count("mended") == 0


def test_a_folder_without_terms_is_refused(here: Here, tmp_path: Path) -> None:
    done = here.run("glossary", "lint", "--glossary", tmp_path)
    assert done.returncode == 2
    assert "terms.tsv: no such file" in done.stderr
