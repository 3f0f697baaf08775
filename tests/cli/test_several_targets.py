"""Several target languages in one run, and what is drawn of all of them together."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from packages import dictionary_package
from pictures import parse
from running import Here, environment, files, read_records

REPORT = """Harbor office opens

The harbor office of the United Nations opened on March 3, 2025. People came.
"""
FRENCH = {"harbor": "port", "office": "bureau", "People": "Gens", "came": "vinrent", "the": "le"}
RUSSIAN = {"harbor": "порт", "office": "контора", "People": "Люди", "came": "пришли"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.txt"
    path.write_text(REPORT, "utf-8")
    return path


def written(folder: Path) -> set[str]:
    return {name for name in files(folder) if not name.endswith("/")}


def test_each_language_has_its_files_and_all_have_one_page(here: Here, report: Path, tmp_path: Path) -> None:
    result = here.translate(report.name, "--engine", "none", "--json", to="zh,fr,zh-Hant,fr")
    assert result.returncode == 0, result.stderr
    summary = json.loads(result.stdout)
    assert summary["languages"] == ["zh", "fr", "zh-Hant"]
    assert summary["segments"] == 9
    tags, locales = ("zh", "fr", "zh-Hant"), ("zh_CN", "fr", "zh_TW")
    expected = {f"out/harbor.{tag}.{name}" for tag in tags for name in ("html", "jsonl", "txt")}
    expected |= {f"locales/{locale}/LC_MESSAGES/harbor.po" for locale in locales}
    expected |= {"out/harbor.html", "locales/harbor.pot"}
    assert written(tmp_path) - {"harbor.txt"} == expected == set(summary["files"])
    page = (tmp_path / "out" / "harbor.html").read_text("utf-8")
    assert all(name in page for name in ("Chinese (Simplified)", "Chinese (Traditional)", "French"))
    assert [record["id"] for record in read_records(tmp_path / "out" / "harbor.fr.jsonl")] == [
        record["id"] for record in read_records(tmp_path / "out" / "harbor.zh.jsonl")
    ]


def test_a_run_in_several_languages_writes_what_runs_in_each_write(here: Here, report: Path, tmp_path: Path) -> None:
    arguments = (report.name, "--engine", "none", "--quiet", "--formats", "html,jsonl,txt,po")
    when = {"SOURCE_DATE_EPOCH": "1700000000"}
    here.translate(*arguments, to="zh,es,ar", env=when)
    together = files(tmp_path / "out"), files(tmp_path / "locales")
    shutil.rmtree(tmp_path / "out")
    shutil.rmtree(tmp_path / "locales")
    for tag in ("zh", "es", "ar"):
        here.translate(*arguments, to=tag, env=when)
    alone = files(tmp_path / "out"), files(tmp_path / "locales")
    assert together[0].pop("harbor.html")
    assert together == alone


def test_several_packages_translate_in_one_run(here: Here, report: Path, tmp_path: Path) -> None:
    packages = tmp_path / "data" / "argos-translate" / "packages"
    dictionary_package(packages, "en", "fr", FRENCH)
    dictionary_package(packages, "en", "ru", RUSSIAN)
    result = here.translate(
        report.name,
        "--formats",
        "jsonl,report,html",
        "--fail-on",
        "never",
        to="fr,ru",
        env={"XDG_DATA_HOME": str(packages.parents[1])},
    )
    assert result.returncode == 0, result.stderr
    assert "argos en-fr 1.0, argos en-ru 1.0" in result.stdout
    for tag, word in (("fr", "Gens"), ("ru", "Люди")):
        *_, last = read_records(tmp_path / "out" / f"harbor.{tag}.jsonl")
        assert word in last["target"]
        assert last["engine"] == f"argos en-{tag} 1.0"
    picture = (tmp_path / "out" / "harbor.report.html").read_text("utf-8")
    assert "harbor.fr.html#b002s01" in picture
    assert "harbor.ru.html#b002s01" in picture
    assert 'href="harbor.html"' in picture


def test_a_language_without_a_package_ends_the_run_before_it_begins(here: Here, report: Path, tmp_path: Path) -> None:
    result = here.translate(report.name, to="zh,fr,ru")
    assert (result.returncode, result.stdout) == (2, "")
    assert "no Argos package translates en → fr or en → ru, " in result.stderr
    assert "dragoman models install en fr en ru (" in result.stderr
    assert "leave the language out of --to" in result.stderr
    assert result.stderr.count("\n") == 1
    assert written(tmp_path) == {"harbor.txt"}


def test_a_region_takes_the_terms_of_its_nearest_and_says_so(here: Here, report: Path) -> None:
    result = here.translate(report.name, "--engine", "none", "--formats", "jsonl", to="zh-MO,es-MX,zh-Hant")
    assert result.returncode == 0
    told = result.stderr.splitlines()
    assert len(told) == 2
    assert told[0].endswith(
        "has no zh_MO.tsv: the renderings for Chinese (Traditional, Macao SAR China) are those of zh_HK.tsv"
    )
    assert told[1].endswith("has no es_MX.tsv: the renderings for Spanish (Mexico) are those of es.tsv")


@pytest.mark.parametrize("to", ["zh", "zh,fr"])
def test_the_picture_is_one_file_however_many_languages_there_are(
    here: Here, report: Path, tmp_path: Path, to: str
) -> None:
    arguments = (report.name, "--engine", "none", "--formats", "report", "--json")
    result = here.translate(*arguments, to=to)
    assert result.returncode == 0, result.stderr
    assert written(tmp_path) == {"harbor.txt", "out/harbor.report.html"}
    assert json.loads(result.stdout)["files"] == ["out/harbor.report.html"]
    first = (tmp_path / "out" / "harbor.report.html").read_bytes()
    page = parse(first.decode())
    assert [figure.findtext("figcaption/h3") for figure in page.iter("figure")][: to.count(",") + 1] == (
        ["Chinese (Simplified)", "French"][: to.count(",") + 1]
    )
    assert "harbor.zh.html" not in first.decode()
    here.translate(*arguments, to=to)
    assert (tmp_path / "out" / "harbor.report.html").read_bytes() == first


def test_the_picture_shows_what_was_committed(here: Here, report: Path, tmp_path: Path) -> None:
    def commit(day: int) -> None:
        who = {f"GIT_{role}_{field}": "x" for role in ("AUTHOR", "COMMITTER") for field in ("NAME", "EMAIL")}
        when = {f"GIT_{role}_DATE": f"2026-01-0{day}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        for arguments in (["add", "-A"], ["commit", "-qm", "x"]):
            subprocess.run(["git", *arguments], check=True, env={**environment(), **who, **when})

    if shutil.which("git") is None:
        pytest.skip("needs the Debian package git")
    subprocess.run(["git", "init", "-q", "."], check=True)
    here.translate(report.name, "--engine", "none", "--formats", "po", "--quiet")
    commit(1)
    po = tmp_path / "locales" / "zh_CN" / "LC_MESSAGES" / "harbor.po"
    head, _, tail = po.read_text("utf-8").rpartition('msgstr ""')
    po.write_text(f'{head}msgstr "人们来了。"{tail}', "utf-8")
    commit(2)
    here.translate(report.name, "--engine", "none", "--formats", "report", "--quiet")
    picture = (tmp_path / "out" / "harbor.report.html").read_text("utf-8")
    assert "after 2 commits" in picture
    assert "2026-01-02" in picture


@pytest.mark.parametrize(
    ("names", "arguments"),
    [
        pytest.param(("a", "a.zh"), {"to": "zh,fr"}, id="the page of all, and that of one language"),
        pytest.param(
            ("a", "a.report"), {"to": "zh,fr", "formats": "html,report"}, id="the page of all, and the picture"
        ),
    ],
)
def test_reports_whose_files_would_have_one_name_are_refused(
    here: Here, tmp_path: Path, names: tuple[str, str], arguments: dict[str, Any]
) -> None:
    for name in names:
        (tmp_path / f"{name}.txt").write_text(REPORT, "utf-8")
    inputs = [f"{name}.txt" for name in names]
    formats = arguments.get("formats", "html")
    result = here.translate(*inputs, "--engine", "none", "--formats", formats, to=arguments["to"])
    assert result.returncode == 2
    assert result.stderr.startswith(f"error: {inputs[0]}, {inputs[1]}: each would write out/{names[1]}.html; rename")
    assert written(tmp_path) == set(inputs)
    alone = here.translate(*inputs, "--engine", "none", "--formats", "html", to="zh")
    assert alone.returncode == 0
