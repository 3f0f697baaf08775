"""The commands that keep the glossary, on a small one of their own and on the one that ships with dragoman."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dragoman import resources
from running import REPOSITORY, SAMPLE, Here, Result, files

TERMS = """id\tterm\tvariants\tcategory\tmatch\tnote
court\tSupreme Court\tSC|High Bench\tinstitution\t\tthe highest one
ying-lan\tYing Lan\t\tperson\tcase|short:Ying\t
"""
CHINESE = """id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote
court\t最高法院\t最高法\t最高法庭\tofficial\tCourts Act\t
ying-lan\t应兰\t\t\tproposed\t\t
"""
REPORT = """Harbour office opens

Ying Lan of the Supreme Court spoke. The SC heard Ying in the harbour office.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with a glossary `g` and a report."""
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "terms.tsv").write_text(TERMS, "utf-8")
    (tmp_path / "g" / "zh_CN.tsv").write_text(CHINESE, "utf-8")
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    return tmp_path


def glossary(here: Here, folder: Path, *arguments: str) -> Result:
    return here.run("glossary", *arguments, "--glossary", "g", cwd=folder)


def refuse(result: Result, *words: str) -> None:
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: ")
    for word in words:
        assert word in result.stderr


HARBOUR = ("add", "harbour office", "--category", "institution", "--to", "zh", "--rendering", "港务局")


# Adding


def test_adding_a_term_with_its_rendering(here: Here, folder: Path) -> None:
    options = ("--status", "established", "--accepted", "港口办公室", "--note", "not the harbour master")
    done = glossary(here, folder, *HARBOUR, *options)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "+ terms.tsv:3: harbour-office ⇥ harbour office ⇥  ⇥ institution ⇥  ⇥ not the harbour master",
            "+ zh_CN.tsv:3: harbour-office ⇥ 港务局 ⇥ 港口办公室 ⇥  ⇥ established ⇥  ⇥ ",
        ],
    )
    assert "g/terms.tsv changed" in done.stderr
    lines = TERMS.splitlines(keepends=True)
    lines.insert(2, "harbour-office\tharbour office\t\tinstitution\t\tnot the harbour master\n")
    assert (folder / "g" / "terms.tsv").read_text("utf-8") == "".join(lines)
    assert glossary(here, folder, "lint").returncode == 0


def test_a_preview_says_which_segments_change(here: Here, folder: Path) -> None:
    before = files(folder)
    done = glossary(here, folder, *HARBOUR, "--report", "report.txt", "--dry-run")
    assert done.returncode == 0
    assert done.stdout.splitlines()[2:] == [
        "report.txt:1: b001s01 zh_CN: Harbour office opens",
        "    + Harbour office → 港务局",
        "report.txt:3: b002s02 zh_CN: The SC heard Ying in the harbour office.",
        "    + harbour office → 港务局",
    ]
    assert "2 segments of the reports require something else" in done.stderr
    assert "would change; nothing written" in done.stderr
    assert files(folder) == before


def test_a_preview_reads_reports_in_other_languages(here: Here, folder: Path) -> None:
    (folder / "zh.txt").write_text("港务局启用\n\n应兰说，最高法院不管港务局。\n", "utf-8")
    done = glossary(here, folder, *HARBOUR, "--report", "zh.txt", "--from", "zh", "--dry-run")
    assert done.stdout.splitlines()[2:] == [
        "zh.txt:1: b001s01 en: 港务局启用",
        "    + 港务局 → harbour office",
        "zh.txt:3: b002s01 en: 应兰说，最高法院不管港务局。",
        "    + 港务局 → harbour office",
    ]


def test_a_concept_is_added_with_its_domain(here: Here, folder: Path) -> None:
    """The file's columns are kept: one that is not there is named, not left out."""
    refuse(glossary(here, folder, *HARBOUR, "--domain", "general"), "g/terms.tsv: no column 'domain'")
    header, *rows = TERMS.splitlines()
    wide = [line.replace("\tnote", "\tdomain\tnote") for line in [header]] + [f"{row}\t" for row in rows]
    (folder / "g" / "terms.tsv").write_text("\n".join(wide) + "\n", "utf-8")
    done = glossary(here, folder, *HARBOUR, "--domain", "general")
    assert done.stdout.splitlines()[0] == (
        "+ terms.tsv:3: harbour-office ⇥ harbour office ⇥  ⇥ institution ⇥  ⇥ general ⇥ "
    )
    refuse(glossary(here, folder, "add", "pier", "--category", "place", "--domain", "sea"), "unknown domain 'sea'")


def test_a_rendering_is_added_to_a_concept_that_is_there(here: Here, folder: Path) -> None:
    done = glossary(here, folder, "add", "Supreme Court", "--to", "es", "--rendering", "Corte Suprema")
    assert done.returncode == 0
    assert (folder / "g" / "es.tsv").read_text("utf-8").splitlines()[1:] == ["court\tCorte Suprema\t\t\tproposed\t\t\t"]
    assert (folder / "g" / "terms.tsv").read_text("utf-8") == TERMS


def test_a_term_is_added_in_several_languages_at_once(here: Here, folder: Path) -> None:
    renderings = ("--rendering", "zh=港务局", "--rendering", "es=Oficina del Puerto", "--rendering", "fr==")
    more = ("--accepted", "es=Oficina de Puerto", "--status", "established", "--status", "fr=proposed")
    authority = ("--authority", "https://port.example/?lang=all")
    new = ("add", "harbour office", "--category", "institution")
    assert glossary(here, folder, *new, *renderings, *more, *authority).returncode == 0
    rows = {code: (folder / "g" / f"{code}.tsv").read_text("utf-8").splitlines()[-1] for code in ("es", "fr")}
    said = "https://port.example/?lang=all"
    assert rows["es"] == f"harbour-office\tOficina del Puerto\tOficina de Puerto\t\testablished\t{said}\t\t"
    assert rows["fr"] == f"harbour-office\t=\t\t\tproposed\t{said}\t\t"
    assert f"harbour-office\t港务局\t\t\testablished\t{said}\t" in (folder / "g" / "zh_CN.tsv").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "tribunal"), ["'tribunal' is not in the glossary; give its --category: title, institution"]),
        (("add", "tribunal", "--category", "building"), ["G023 unknown category 'building'", "nothing was changed"]),
        (("add", "bench", "--category", "institution", "--variants", "SC"), ["G031 'SC' is already a form of"]),
        (("add", "supreme court", "--category", "law"), ["G031 ", "nothing was changed"]),
        (("add", "Supreme Court", "--category", "law"), ["is in the glossary", "glossary set court category=…"]),
        (("add", "Supreme Court"), ["add a rendering to it with --to"]),
        (("add", "Supreme Court", "--to", "zh", "--rendering", "高院"), ["there is a row 'court' already"]),
        (("add", "Supreme Court", "--rendering", "高院"), ["give the language of the rendering with --to", "zh=高院"]),
        (("add", "Supreme Court", "--rendering", "zh=a", "--rendering", "zh=b"), ["'zh=b': a second rendering"]),
        (("add", "tribunal", "--category", "law", "--status", "official"), ["give the language of the rendering"]),
        (
            ("add", "法院", "--category", "law", "--id", "court-zh"),
            ["G043 '法院' is not written in the script of English"],
        ),
        (
            ("add", "tribunal", "--category", "law", "--rendering", "法庭"),
            ["'法庭': give the language of the rendering with --to, or write zh=法庭"],
        ),
        (("add", "法院", "--category", "law"), ["no id can be derived from '法院'", "--id"]),
        ((*HARBOUR, "--status", "official"), ["zh_CN.tsv:3: G026 an official rendering needs its authority"]),
        ((*HARBOUR, "--status", "gospel"), ["G025 unknown status 'gospel'"]),
        ((*HARBOUR, "--match", "loose"), ["G024 unknown flag 'loose'"]),
        ((*HARBOUR, "--accepted", "港務局"), ["G044", "務"]),
        ((*HARBOUR, "--forbidden", "港务局"), ["G040"]),
        ((*HARBOUR, "--note", "a\tb"), ["note: a cell cannot hold a tab"]),
        ((*HARBOUR, "--report", "nowhere.txt"), ["nowhere.txt: no such file"]),
        (("add", "x", "--category", "law", "--to", "klingonish", "--rendering", "x"), ["not a language code"]),
    ],
)
def test_what_lint_would_refuse_is_not_added(
    here: Here, folder: Path, arguments: tuple[str, ...], words: list[str]
) -> None:
    before = files(folder)
    refuse(glossary(here, folder, *arguments), *words)
    assert files(folder) == before


def test_problems_that_were_there_before_do_not_stand_in_the_way(here: Here, folder: Path) -> None:
    (folder / "g" / "terms.tsv").write_text(TERMS + "zoo\tzoo\t\tbuilding\tloose\t\nbad row\n", "utf-8")
    assert glossary(here, folder, "lint").returncode == 1
    assert glossary(here, folder, *HARBOUR).returncode == 0
    assert glossary(here, folder, "set", "zoo", "category=institution", "match=").returncode == 0
    assert (folder / "g" / "terms.tsv").read_text("utf-8").endswith("zoo\tzoo\t\tinstitution\t\t\nbad row\n")


def test_a_language_that_claims_to_be_complete_is_only_warned_of(here: Here, folder: Path) -> None:
    (folder / "g" / "languages.tsv").write_text("language\tclaims\tnote\nzh_CN\tall\t\n", "utf-8")
    done = glossary(here, folder, "add", "tribunal", "--category", "institution")
    assert done.returncode == 0
    assert "warning: g/zh_CN.tsv:1: G051 'tribunal'" in done.stderr


# Changing and removing


def test_setting_cells(here: Here, folder: Path) -> None:
    done = glossary(here, folder, "set", "SC", "--to", "zh", "accepted+=高院", "note=a = b", "--report", "report.txt")
    assert done.returncode == 0
    assert (folder / "g" / "zh_CN.tsv").read_text("utf-8") == CHINESE.replace("最高法\t", "最高法|高院\t").replace(
        "Courts Act\t", "Courts Act\ta = b"
    )
    assert "    - Supreme Court → 最高法院 / 最高法\n    + Supreme Court → 最高法院 / 最高法 / 高院\n" in done.stdout


def test_a_preferred_form_and_an_accepted_one_swap(here: Here, folder: Path) -> None:
    assert glossary(here, folder, "set", "court", "--to", "zh", "rendering=最高法").returncode == 0
    assert "court\t最高法\t最高法院\t" in (folder / "g" / "zh_CN.tsv").read_text("utf-8")
    assert glossary(here, folder, "set", "court", "term=High Bench").returncode == 0
    assert "court\tHigh Bench\tSC|Supreme Court\t" in (folder / "g" / "terms.tsv").read_text("utf-8")
    swapped = glossary(here, folder, "set", "court", "--to", "zh", "rendering=最高法院", "accepted=")
    assert swapped.returncode == 0
    assert "court\t最高法院\t\t" in (folder / "g" / "zh_CN.tsv").read_text("utf-8")


def test_what_was_typed_carelessly_is_written_tidily(here: Here, folder: Path) -> None:
    typed = ("--variants", " port  office | port office|", "--accepted", "港口办公室 ｜港办")
    assert glossary(here, folder, *HARBOUR, *typed).returncode == 0
    assert "harbour-office\tharbour office\tport office\t" in (folder / "g" / "terms.tsv").read_text("utf-8")
    assert "harbour-office\t港务局\t港口办公室|港办\t" in (folder / "g" / "zh_CN.tsv").read_text("utf-8")
    assert glossary(here, folder, "set", "harbour office", "variants+= harbour  bureau").returncode == 0
    assert "\tport office|harbour bureau\t" in (folder / "g" / "terms.tsv").read_text("utf-8")


def test_setting_what_is_there_already_changes_nothing(here: Here, folder: Path) -> None:
    before = files(folder)
    done = glossary(here, folder, "set", "court", "term=Supreme Court")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing to change" in done.stderr
    assert files(folder) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "jury", "note=x"), ["no concept named 'jury'"]),
        (("set", "court", "colour=red"), ["no column 'colour'"]),
        (("set", "court", "rendering=x"), ["no column 'rendering'; its columns are id, term"]),
        (("set", "court", "id=tribunal"), ["an id never changes"]),
        (("set", "court", "--to", "es", "note=x"), ["es.tsv: no row 'court'; add it with"]),
        (("set", "court", "--to", "zh", "authority="), ["G026"]),
        (("set", "ying-lan", "variants=High Bench"), ["G031"]),
        (("remove", "jury"), ["no concept named 'jury'"]),
        (("remove", "court", "--to", "es"), ["es.tsv: no row 'court'"]),
    ],
)
def test_what_cannot_be_changed(here: Here, folder: Path, arguments: tuple[str, ...], words: list[str]) -> None:
    before = files(folder)
    refuse(glossary(here, folder, *arguments), *words)
    assert files(folder) == before


def test_removing_a_concept_takes_its_renderings_along(here: Here, folder: Path) -> None:
    done = glossary(here, folder, "remove", "court", "--report", "report.txt", "--json")
    facts = json.loads(done.stdout)
    assert facts["files"] == ["g/terms.tsv", "g/zh_CN.tsv"]
    assert facts["written"]
    assert facts["lines"][0].startswith("- terms.tsv:2: court ⇥ Supreme Court")
    [first, second] = facts["segments"]
    assert (first["report"], first["segment"], first["language"]) == ("report.txt", "b002s01", "zh_CN")
    assert [match["source"] for match in first["before"] + second["before"]] == ["Supreme Court", "SC"]
    assert first["before"][0]["renderings"] == ["最高法院", "最高法"]
    start = REPORT.index("Supreme")
    assert (first["before"][0]["start"], first["before"][0]["end"]) == (start, start + 13)
    assert first["after"] == second["after"] == []
    assert (folder / "g" / "zh_CN.tsv").read_text("utf-8") == CHINESE.replace(CHINESE.splitlines()[1] + "\n", "")


def test_removing_one_rendering(here: Here, folder: Path) -> None:
    assert glossary(here, folder, "remove", "court", "--to", "zh").returncode == 0
    assert (folder / "g" / "terms.tsv").read_text("utf-8") == TERMS


def test_a_link_stays_a_link(here: Here, folder: Path) -> None:
    (folder / "g" / "terms.tsv").rename(folder / "kept.tsv")
    (folder / "g" / "terms.tsv").symlink_to(folder / "kept.tsv")
    assert glossary(here, folder, "set", "court", "note=").returncode == 0
    assert (folder / "g" / "terms.tsv").is_symlink()
    assert "the highest one" not in (folder / "kept.tsv").read_text("utf-8")


def test_the_installed_glossary_is_not_written_to(here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = resources.PACKAGE / "data" / "glossary"
    monkeypatch.setattr(resources, "glossary_folder", lambda: packaged)
    for command in (["lint", "--fix"], ["remove", "court"], ["set", "court", "note="], list(HARBOUR)):
        refuse(
            here.run("glossary", *command, cwd=folder),
            f"{packaged}: this glossary came with dragoman",
            "--glossary DIR",
        )


def test_a_dry_run_reads_the_installed_glossary(here: Here, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "glossary_folder", lambda: folder / "g")
    monkeypatch.setattr(resources, "is_packaged", lambda folder: True)
    before = files(folder / "g")
    done = here.run("glossary", "set", "court", "note=", "--dry-run", cwd=folder)
    assert (done.returncode, "nothing written (--dry-run)" in done.stderr) == (0, True)
    refuse(here.run("glossary", "set", "court", "note=", cwd=folder), "this glossary came with dragoman")
    assert files(folder / "g") == before


# Looking


def test_a_card(here: Here, folder: Path) -> None:
    done = glossary(here, folder, "show", "high bench")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Supreme Court  (institution, court, g/terms.tsv:2)",
        "  variants: SC | High Bench",
        "  note: the highest one",
        "  zh_CN  最高法院  [official]",
        "         accepted: 最高法",
        "         forbidden: 最高法庭",
        "         authority: Courts Act",
    ]


@pytest.mark.parametrize(
    "name", ["court", "Supreme Court", "SUPREME COURT", "supreme-court ", "sc", "最高法院", "最高法"]
)
def test_a_term_is_found_by_whatever_is_at_hand(here: Here, folder: Path, name: str) -> None:
    [row] = map(json.loads, glossary(here, folder, "show", name, "--json").stdout.splitlines())
    assert row["id"] == "court"
    assert row["renderings"]["zh_CN"]["accepted"] == ["最高法"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Supreme Cort", "near it: Supreme Court (court)"),
        ("Ying Lam", "near it: Ying Lan (ying-lan)"),
        ("zoological garden", "add it with: dragoman glossary add"),
    ],
)
def test_near_terms_are_named(here: Here, folder: Path, name: str, hint: str) -> None:
    refuse(glossary(here, folder, "show", name), f"{name!r} is not in the glossary; {hint}")


def test_a_term_is_found_by_a_word_inside(here: Here, folder: Path) -> None:
    [row] = map(json.loads, glossary(here, folder, "show", "bench", "--json").stdout.splitlines())
    assert row["id"] == "court"
    assert glossary(here, folder, "show", "最高").stdout.startswith("Supreme Court  (institution, court")
    for number in range(4):
        named = ("add", f"Pier {number} Authority", "--category", "institution")
        assert glossary(here, folder, *named).returncode == 0
    assert glossary(here, folder, "show", "pier").stdout.splitlines() == [
        "with 'pier' inside:",
        *(f"  Pier {number} Authority  (pier-{number}-authority)" for number in range(4)),
    ]
    refuse(glossary(here, folder, "show", "ier"), "'ier' is not in the glossary")


def test_statistics(here: Here, folder: Path) -> None:
    facts = json.loads(glossary(here, folder, "stats", "--json").stdout)
    assert (facts["concepts"], facts["forms"], facts["categories"]["person"]) == (2, 4, 1)
    assert facts["domains"] == {"none": 2, "prc": 0, "un": 0, "foreign": 0, "general": 0}
    chinese = facts["languages"]["zh_CN"]
    assert chinese["statuses"] == {"official": 1, "established": 0, "proposed": 1}
    assert (chinese["renderings"], chinese["accepted"], chinese["authorities"], chinese["empty"]) == (2, 1, 1, 0)
    table = glossary(here, folder, "stats").stdout
    assert "2 concepts with 4 source forms in g" in table
    assert all(len(line) <= 80 for line in table.splitlines())
    assert "official" in table


# Comparing


def test_two_folders_are_compared(here: Here, folder: Path) -> None:
    shutil.copytree(folder / "g", folder / "new")
    for arguments in (
        ["set", "court", "--to", "zh", "rendering=最高人民法院", "accepted="],
        ["remove", "ying-lan"],
        [*HARBOUR],
    ):
        assert here.run("glossary", *arguments, "--glossary", "new", cwd=folder).returncode == 0
    done = here.run("glossary", "diff", "g", "new", "--report", "report.txt", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:5] == [
        "~ court (zh_CN)  rendering: 最高法院 → 最高人民法院, accepted: 最高法 → –",
        "+ harbour-office  term: harbour office, category: institution",
        "+ harbour-office (zh_CN)  rendering: 港务局, status: proposed",
        "- ying-lan  term: Ying Lan, category: person, match: case|short:Ying",
        "- ying-lan (zh_CN)  rendering: 应兰, status: proposed",
    ]
    assert "report.txt:3: b002s01 zh_CN: Ying Lan of the Supreme Court spoke." in done.stdout
    assert "3 concepts changed\n3 segments of the reports require something else\n" in done.stderr
    facts = json.loads(here.run("glossary", "diff", "g", "new", "--to", "es", "--json", cwd=folder).stdout)
    assert [change["file"] for change in facts["concepts"]] == ["terms.tsv", "terms.tsv"]


def test_a_revision_is_compared(here: Here, folder: Path) -> None:
    identity = ["-c", "user.name=Keeper", "-c", "user.email=keeper@example.org"]
    for command in (["init", "-q"], ["add", "g"], [*identity, "commit", "-qm", "Begin"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    assert glossary(here, folder, "set", "court", "note=").returncode == 0
    done = here.run("glossary", "diff", "HEAD", "g", cwd=folder)
    assert done.stdout == "~ court  note: the highest one → –\n"
    assert here.run("glossary", "diff", "g", "g", cwd=folder).stdout == ""
    refuse(here.run("glossary", "diff", "HEAD~7", "g", cwd=folder), "HEAD~7: neither a glossary folder nor a revision")
    refuse(here.run("glossary", "diff", "--", "--output=x", "g", cwd=folder), "neither a folder nor a revision")


def test_the_shipped_glossary_can_be_shown_and_counted(here: Here) -> None:
    assert "最高人民检察院" in here.run("glossary", "show", "SPP").stdout
    assert json.loads(here.run("glossary", "stats", "--json").stdout)["languages"]["zh_CN"]["statuses"]["official"]
    folder = REPOSITORY / "glossary"
    done = here.run(
        "glossary", "set", "SPP", "--to", "zh", "accepted=", "--report", SAMPLE, "--dry-run", "--glossary", folder
    )
    assert done.returncode == 0
    assert "    - " in done.stdout
