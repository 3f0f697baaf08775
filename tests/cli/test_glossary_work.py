"""The commands of a terminologist's week: lists of what is to be done, proposals, approvals, history, statistics."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from running import Here, Result, files

TERMS = """id\tterm\tvariants\tcategory\tmatch\tdomain\tnote
court\tSupreme Court\tSC\tinstitution\t\tprc\tthe highest one
harbour-office\tharbour office\t\tinstitution\t\tun\t
ying-lan\tYing Lan\t\tperson\tcase|short:Ying\t\t
"""
CHINESE = """id\trendering\taccepted\tforbidden\tstatus\tauthority\tchecked\tnote
court\t最高法院\t最高法\t\tofficial\tCourts Act, art. 1\t2025-03-01\t
harbour-office\t港务局\t\t\testablished\t\t\t
ying-lan\t应兰\t\t\tproposed\t\t\t
"""
SPANISH = """id\trendering\taccepted\tforbidden\tstatus\tauthority\tchecked\tnote
court\tCorte Suprema\tCS\t\tofficial\tCourts Act, art. 1\t2026-02-01\t
"""
PO = """msgid ""
msgstr ""
"Language: zh_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

msgid "The Supreme Court heard Ying Lan."
msgstr "最高法院听取了应兰的意见。"

msgid "The SC adjourned; the harbour office did not."
msgstr "最高法休庭，港口办没有。"

msgid "The harbour office is closed."
msgstr ""
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with a glossary `g` in a Git repository."""
    (tmp_path / "g").mkdir()
    for name, text in {"terms": TERMS, "zh_CN": CHINESE, "es": SPANISH}.items():
        (tmp_path / "g" / f"{name}.tsv").write_text(text, "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Keeper")
    git(tmp_path, "config", "user.email", "keeper@example.org")
    git(tmp_path, "add", "g")
    git(tmp_path, "commit", "-qm", "Begin")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def glossary(here: Here, folder: Path, *arguments: str) -> Result:
    return here.run("glossary", *arguments, "--glossary", "g", cwd=folder)


def lines(here: Here, folder: Path, *arguments: str) -> list[Mapping[str, Any]]:
    done = glossary(here, folder, *arguments, "--json")
    assert done.returncode == 0
    return list(map(json.loads, done.stdout.splitlines()))


def refuse(result: Result, *words: str) -> None:
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: ")
    for word in words:
        assert word in result.stderr


# Lists


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["court", "harbour-office", "ying-lan"]),
        (("--category", "institution"), ["court", "harbour-office"]),
        (("--domain", "un,none"), ["harbour-office", "ying-lan"]),
        (("harbour",), ["harbour-office"]),
        (("最高法", "--lang", "zh"), ["court zh_CN"]),
        (("--lang", "zh"), ["court zh_CN", "harbour-office zh_CN", "ying-lan zh_CN"]),
        (("--to", "zh,es", "--status", "official"), ["court zh_CN", "court es"]),
        (("--status", "proposed"), ["ying-lan zh_CN"]),
        (("--status", "established,proposed", "--no-authority"), ["harbour-office zh_CN", "ying-lan zh_CN"]),
        (("--authority", "--lang", "all"), ["court es", "court zh_CN"]),
        (("--missing", "--lang", "es"), ["harbour-office es", "ying-lan es"]),
        (("--missing", "--lang", "it", "--domain", "prc"), ["court it"]),
        (("--checked-before", "2026-01-01", "--status", "official"), ["court zh_CN"]),
    ],
)
def test_rows_are_listed_by_what_they_say(
    here: Here, folder: Path, arguments: tuple[str, ...], expected: list[str]
) -> None:
    found = [
        " ".join(filter(None, [row["id"], row.get("language")])) for row in lines(here, folder, "list", *arguments)
    ]
    assert found == expected


def test_a_list_is_a_table_for_people_and_one_for_programs(here: Here, folder: Path) -> None:
    table = glossary(here, folder, "list", "--lang", "zh", "--status", "proposed,established").stdout.splitlines()
    assert table == [
        "id              term            category     domain  language  rendering  status",
        "harbour-office  harbour office  institution  un      zh_CN     港务局     established",
        "ying-lan        Ying Lan        person               zh_CN     应兰       proposed",
    ]
    rows = glossary(here, folder, "list", "--lang", "zh", "--domain", "un", "--format", "tsv").stdout.splitlines()
    assert rows == [
        "id\tterm\tcategory\tdomain\tlanguage\trendering\tstatus\tauthority\tchecked\tnote",
        "harbour-office\tharbour office\tinstitution\tun\tzh_CN\t港务局\testablished\t\t\t",
    ]


def test_a_list_without_rows_is_a_table_all_the_same(here: Here, folder: Path) -> None:
    nothing = ("list", "zoo", "--domain", "foreign")
    assert glossary(here, folder, *nothing).stdout == ""
    assert glossary(here, folder, *nothing, "--format", "tsv").stdout == "id\tterm\tcategory\tdomain\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--status", "gospel"), ["--status: gospel is unknown; choose from official, established, proposed"]),
        (("--domain", "moon"), ["--domain: moon is unknown"]),
        (("--category", "zoo"), ["--category: zoo is unknown"]),
        (("--lang", "klingonish"), ["not a language code"]),
        (("--checked-before", "yesterday"), ["--checked-before: 'yesterday' is not a date"]),
    ],
)
def test_a_list_of_what_is_not_there_is_refused(
    here: Here, folder: Path, arguments: tuple[str, ...], words: list[str]
) -> None:
    refuse(glossary(here, folder, "list", *arguments), *words)


# Proposals


def test_a_proposal_for_a_concept_without_a_rendering_is_approved(here: Here, folder: Path) -> None:
    proposal = (
        "propose",
        "harbour office",
        "--to",
        "es",
        "--rendering",
        " Oficina del  Puerto",
        "--date",
        "2026-11-01",
    )
    assert glossary(here, folder, *proposal, "--note", "as the port writes").returncode == 0
    spanish = folder / "g" / "es.tsv"
    assert "harbour-office\tOficina del Puerto\t\t\tproposed\t\t\t" in spanish.read_text("utf-8")
    assert [row["rendering"] for row in lines(here, folder, "list", "--status", "proposed", "--lang", "es")] == [
        "Oficina del Puerto"
    ]
    approval = ("approve", "harbour-office", "--to", "es", "--by", "Ada Byron", "--date", "2026-11-02")
    official = ("--status", "official", "--authority", "Harbour Act, art. 3")
    assert glossary(here, folder, *approval, *official).returncode == 0
    row = "harbour-office\tOficina del Puerto\t\t\tofficial\tHarbour Act, art. 3\t2026-11-02\t"
    assert row in spanish.read_text("utf-8").splitlines()
    assert (folder / "g" / "reviews.tsv").read_text("utf-8").splitlines() == [
        "id\tlanguage\trendering\tdecision\tperson\tdate\tnote",
        "harbour-office\tes\tOficina del Puerto\tproposed\tKeeper\t2026-11-01\tas the port writes",
        "harbour-office\tes\tOficina del Puerto\tapproved\tAda Byron\t2026-11-02\t",
    ]
    assert glossary(here, folder, "lint").returncode == 0


def test_a_proposal_in_place_of_a_rendering_changes_nothing_until_it_is_approved(here: Here, folder: Path) -> None:
    proposal = ("propose", "court", "--to", "es", "--rendering", "CS")
    assert glossary(here, folder, *proposal).returncode == 0
    spanish = folder / "g" / "es.tsv"
    assert spanish.read_text("utf-8") == SPANISH
    [row] = lines(here, folder, "list", "--status", "proposed", "--lang", "es")
    assert (row["id"], row["rendering"], row["note"][:10]) == ("court", "CS", "by Keeper,")
    refuse(glossary(here, folder, *proposal), "'CS' is proposed already")
    assert glossary(here, folder, "approve", "SC", "--to", "es").returncode == 0
    assert spanish.read_text("utf-8").splitlines()[1] == "court\tCS\tCorte Suprema\t\testablished\t\t\t"
    assert lines(here, folder, "list", "--status", "proposed", "--lang", "es") == []


def test_a_proposal_is_turned_down(here: Here, folder: Path) -> None:
    before = files(folder / "g")
    assert glossary(here, folder, "propose", "court", "--to", "es", "--rendering", "Supremo").returncode == 0
    assert glossary(here, folder, "propose", "court", "--to", "it", "--rendering", "Corte").returncode == 0
    for language in ("es", "it"):
        assert glossary(here, folder, "approve", "court", "--to", language, "--reject").returncode == 0
    now = files(folder / "g")
    assert {name: now[name] for name in before} == before
    assert (folder / "g" / "it.tsv").read_text("utf-8").splitlines()[1:] == []
    reviews = (folder / "g" / "reviews.tsv").read_text("utf-8").splitlines()[1:]
    assert [row.split("\t")[3] for row in reviews] == ["proposed", "proposed", "rejected", "rejected"]
    assert glossary(here, folder, "propose", "court", "--to", "es", "--rendering", "Supremo").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("propose", "jury", "--to", "es", "--rendering", "x"), ["no concept named 'jury'"]),
        (
            ("propose", "court", "--to", "es", "--rendering", "Corte Suprema"),
            ["the rendering is 'Corte Suprema' already"],
        ),
        (("propose", "court", "--to", "es", "--rendering", " "), ["--rendering is empty"]),
        (("propose", "court", "--to", "es", "--rendering", "x", "--date", "May"), ["--date: 'May' is not a date"]),
        (("propose", "court", "--to", "it", "--rendering", "法院"), ["it.tsv:2: G043"]),
        (("approve", "court", "--to", "es"), ["es.tsv: court: nothing is proposed"]),
        (("approve", "ying-lan", "--to", "zh", "--rendering", "应岚"), ["'应岚' is not proposed; proposed: 应兰"]),
        (("approve", "ying-lan", "--to", "zh", "--status", "official"), ["zh_CN.tsv:4: G026"]),
        (
            ("approve", "ying-lan", "--to", "zh", "--status", "proposed"),
            ["what is approved is official or established"],
        ),
    ],
)
def test_what_cannot_be_proposed_or_approved(
    here: Here, folder: Path, arguments: tuple[str, ...], words: list[str]
) -> None:
    before = files(folder / "g")
    refuse(glossary(here, folder, *arguments), *words)
    assert files(folder / "g") == before


def test_of_several_proposals_one_is_named(here: Here, folder: Path) -> None:
    for form in ("Corte", "Tribunal"):
        assert glossary(here, folder, "propose", "court", "--to", "es", "--rendering", form).returncode == 0
    refuse(glossary(here, folder, "approve", "court", "--to", "es"), "name one with --rendering: Corte, Tribunal")
    assert glossary(here, folder, "approve", "court", "--to", "es", "--rendering", "Tribunal").returncode == 0
    assert "court\tTribunal\tCorte Suprema|CS\t" in (folder / "g" / "es.tsv").read_text("utf-8")


def test_reviews_are_linted_and_go_with_their_concept(here: Here, folder: Path) -> None:
    reviews = folder / "g" / "reviews.tsv"
    header = "id\tlanguage\trendering\tdecision\tperson\tdate\tnote\n"
    wrong = {
        "jury\tes\tx\tproposed\tA\t2026-11-01\t": "no concept 'jury'",
        "court\tmoonish\tx\tproposed\tA\t2026-11-01\t": "'moonish' is not a language",
        "court\tes\tx\tguessed\tA\t2026-11-01\t": "unknown decision 'guessed'",
        "court\tes\tx\tproposed\t\t2026-11-01\t": "needs the rendering and the person",
        "court\tes\tx\tproposed\tA\tMay\t": "'May' is not a date",
    }
    for row, what in wrong.items():
        reviews.write_text(f"{header}{row}\n", "utf-8")
        found = glossary(here, folder, "lint")
        assert found.returncode == 1
        assert "reviews.tsv:2: G053" in found.stdout
        assert what in found.stdout
    reviews.write_text(
        f"{header}court\tes\tx\tproposed\tA\t2026-11-01\t\ncourt\tes\tx\trejected\tA\t2026-11-02\t\n", "utf-8"
    )
    relations = folder / "g" / "relations.tsv"
    head = "id\trelation\tother\tyear\tnote\n"
    relations.write_text(f"{head}harbour-office\tbroader\tcourt\t\t\n", "utf-8")
    assert glossary(here, folder, "remove", "court").returncode == 0
    assert (reviews.read_text("utf-8"), relations.read_text("utf-8")) == (header, head)
    assert glossary(here, folder, "lint").returncode == 0


# History


def test_the_history_of_a_concept_is_told_cell_by_cell(here: Here, folder: Path) -> None:
    assert glossary(here, folder, "set", "court", "--to", "es", "rendering=Tribunal Supremo").returncode == 0
    git(folder, "commit", "-qam", "Say Tribunal", "--author", "Ada <ada@example.org>", "--date", "2026-03-04T12:00Z")
    assert glossary(here, folder, "set", "ying-lan", "note=a judge").returncode == 0
    git(folder, "commit", "-qam", "Note on Ying")
    assert glossary(here, folder, "set", "SC", "note=").returncode == 0
    assert glossary(here, folder, "propose", "court", "--to", "es", "--rendering", "CS").returncode == 0
    git(folder, "add", "--intent-to-add", "g/reviews.tsv")
    now, said, begun = lines(here, folder, "log", "Supreme Court")
    assert (now["commit"], now["subject"]) == (None, None)
    assert [(change["file"], change["after"]) for change in now["changes"] if change["file"] == "terms.tsv"] == [
        ("terms.tsv", {"note": ""})
    ]
    assert [change["after"]["decision"] for change in now["changes"] if change["file"] == "reviews.tsv"] == ["proposed"]
    assert (said["author"], said["date"], said["subject"]) == ("Ada <ada@example.org>", "2026-03-04", "Say Tribunal")
    assert said["changes"] == [
        {
            "id": "court",
            "file": "es.tsv",
            "before": {"rendering": "Corte Suprema"},
            "after": {"rendering": "Tribunal Supremo"},
        }
    ]
    assert {change["file"] for change in begun["changes"]} == {"terms.tsv", "zh_CN.tsv", "es.tsv"}
    shown = glossary(here, folder, "log", "court", "--limit", "1").stdout
    assert "2026-03-04  Ada <ada@example.org>  Say Tribunal\n" in shown
    assert "  ~ court (es)  rendering: Corte Suprema → Tribunal Supremo\n" in shown
    assert "Begin" not in shown


def test_a_column_that_came_later_is_read_by_its_own_header(here: Here, folder: Path) -> None:
    spanish = folder / "g" / "es.tsv"
    spanish.write_text("id\trank\t" + SPANISH[3:].replace("court\t", "court\tfirst\t"), "utf-8")
    git(folder, "commit", "-qam", "Rank")
    [rank, _] = lines(here, folder, "log", "court")
    assert rank["changes"] == [{"id": "court", "file": "es.tsv", "before": {"rank": ""}, "after": {"rank": "first"}}]


def test_a_concept_that_is_gone_has_its_history(here: Here, folder: Path) -> None:
    assert glossary(here, folder, "remove", "harbour-office").returncode == 0
    git(folder, "commit", "-qam", "Close the harbour")
    [gone, _] = lines(here, folder, "log", "harbour-office")
    assert [(change["file"], change["after"]) for change in gone["changes"]] == [
        ("terms.tsv", None),
        ("zh_CN.tsv", None),
    ]
    refuse(glossary(here, folder, "log", "lighthouse"), "no concept is or was called 'lighthouse'")
    refuse(glossary(here, folder, "log", "Light House"), "no concept named 'Light House'")


def test_a_folder_without_git_has_no_history(
    here: Here, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    loose = tmp_path_factory.mktemp("loose")
    (loose / "terms.tsv").write_text(TERMS, "utf-8")
    refuse(here.run("glossary", "log", "court", "--glossary", loose, cwd=loose), "has no Git history")


# Where terms are used


def test_usage_says_how_often_and_with_which_rendering(here: Here, folder: Path) -> None:
    catalogue = folder / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(PO, "utf-8")
    alone = ("usage", "--no-shipped-glossary")
    found = {row["id"]: row for row in lines(here, folder, *alone)}
    assert {id_: (row["count"], row["renderings"], row["other"]) for id_, row in found.items()} == {
        "court": (2, {"最高法院": 1, "最高法": 1}, 0),
        "harbour-office": (1, {}, 1),
        "ying-lan": (1, {"应兰": 1}, 0),
    }
    assert found["harbour-office"]["places"] == [{"place": "locales/zh_CN/LC_MESSAGES/report.po:11", "rendering": None}]
    shown = glossary(here, folder, *alone, "--concept", "court").stdout.splitlines()
    assert shown[0] == "    2  zh_CN  Supreme Court (court)  最高法院 ×1, 最高法 ×1"
    assert shown[1].strip() == "locales/zh_CN/LC_MESSAGES/report.po:8: 最高法院"
    assert lines(here, folder, *alone, "--only", "machine") == []
    assert glossary(here, folder, *alone, "--to", "zh", "--unused").stdout == ""
    refuse(glossary(here, folder, *alone, "--unused"), "--unused needs the language")
    refuse(glossary(here, folder, *alone, "--concept", "jury"), "jury: occurs in none of these files")
    refuse(glossary(here, folder, "usage", "nowhere", "--no-shipped-glossary"), "nowhere: no such file or folder")


def test_usage_counts_what_the_memory_has_from_elsewhere(here: Here, folder: Path) -> None:
    catalogue = folder / "locales" / "zh_CN" / "LC_MESSAGES" / "report.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(PO, "utf-8")
    other = folder / "other.po"
    other.write_text(PO.replace("最高法休庭，港口办没有。", "最高法休庭，港务局没有。"), "utf-8")
    assert here.run("memory", "import", "other.po", "--to", "zh", cwd=folder).returncode == 0
    found = {row["id"]: row for row in lines(here, folder, "usage", "--no-shipped-glossary", "--to", "zh")}
    assert (found["court"]["count"], found["harbour-office"]["renderings"]) == (4, {"港务局": 1})


# Relations


def test_a_card_shows_what_a_term_is_to_others_and_what_it_means(here: Here, folder: Path) -> None:
    head = "id\trelation\tother\tyear\tnote\n"
    rows = "court\tpredecessor\tharbour-office\t1998\t\nying-lan\tbroader\tcourt\t\t\n"
    (folder / "g" / "relations.tsv").write_text(head + rows, "utf-8")
    meaning = "court\tThe court that judges last.\tCourts Act, art. 1\tThe Supreme Court sat."
    (folder / "g" / "definitions.tsv").write_text(f"id\tdefinition\tsource\tcontext\n{meaning}\n", "utf-8")
    assert glossary(here, folder, "show", "SC").stdout.splitlines()[:7] == [
        "Supreme Court  (institution, prc, court, g/terms.tsv:2)",
        "  variants: SC",
        "  note: the highest one",
        "  definition: The court that judges last. (Courts Act, art. 1)",
        "  context: The Supreme Court sat.",
        "  predecessor: harbour office (harbour-office), 1998",
        "  narrower: Ying Lan (ying-lan)",
    ]
    [row] = lines(here, folder, "show", "harbour office")
    assert row["relations"] == [{"relation": "successor", "id": "court", "year": "1998"}]
    [row] = lines(here, folder, "show", "court")
    assert (row["definition_source"], row["context"]) == ("Courts Act, art. 1", "The Supreme Court sat.")


def test_a_report_is_rendered_as_of_its_day(here: Here, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("消息\n\n2019年5月1日\n\n国家知识产权局开会。\n", "utf-8")
    (tmp_path / "old.txt").write_text("消息\n\n2017年5月1日\n\n国家知识产权局开会。\n", "utf-8")

    def rendered(name: str, *options: str) -> str:
        done = here.run("glossary", "match", name, "--from", "zh", "--to", "en", *options, "--json", cwd=tmp_path)
        return str(json.loads(done.stdout.splitlines()[-1])["rendering"])

    new, old = "China National Intellectual Property Administration", "State Intellectual Property Office"
    assert (rendered("new.txt"), rendered("old.txt")) == (new, old)
    assert (rendered("new.txt", "--as-of", "2016"), rendered("old.txt", "--as-of", "2026-01-31")) == (old, new)
    refuse(
        here.run("glossary", "match", "new.txt", "--to", "en", "--from", "zh", "--as-of", "May", cwd=tmp_path), "'May'"
    )
    options = ("--from", "zh", "--to", "en", "--engine", "none", "--formats", "jsonl", "-q")
    assert here.run("translate", "new.txt", "old.txt", *options, "--fail-on", "never", cwd=tmp_path).returncode == 0
    terms = {
        name: json.loads((tmp_path / "out" / f"{name}.en.jsonl").read_text("utf-8").splitlines()[-1])["terms"][0]["id"]
        for name in ("new", "old")
    }
    assert terms == {
        "new": "china-national-intellectual-property-administration",
        "old": "state-intellectual-property-office",
    }


def test_catalogues_are_checked_and_counted_as_of_their_reports_day(here: Here, tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    byline = 'msgctxt "byline"\nmsgid "2017年5月1日"\nmsgstr "May 1, 2017"\n'
    said = 'msgid "国家知识产权局开会。"\nmsgstr "The State Intellectual Property Office met."\n'
    (tmp_path / "report.po").write_text("\n".join((header, byline, said)), "utf-8")
    asked = ("report.po", "--from", "zh", "--to", "en")

    def missing(*options: str) -> set[str]:
        done = here.run("po", "check", *asked, *options, "--format", "json", "--fail-on", "never", cwd=tmp_path)
        return {row["code"] for row in json.loads(done.stdout)["findings"] if row["code"].startswith("T")}

    def used(*options: str) -> set[str]:
        done = here.run("glossary", "usage", *asked, *options, "--json", cwd=tmp_path)
        return {row["id"] for row in map(json.loads, done.stdout.splitlines()) if row["count"] and not row["other"]}

    assert (missing(), missing("--as-of", "2026")) == (set(), {"T002"})
    assert "state-intellectual-property-office" in used() - used("--as-of", "2026")
    refuse(here.run("po", "check", *asked, "--as-of", "May", cwd=tmp_path), "'May'")
    refuse(here.run("glossary", "usage", *asked, "--as-of", "May", cwd=tmp_path), "'May'")
