"""The main job as a user runs it: the real command, the embedded package, the curated glossary."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import polib
import pytest

from dragoman.engine.packages.installed import installed_packages
from dragoman.text.list_markers import marker_length
from dragoman.text.strings import count_words
from engines import FixedEngine
from running import COMMAND, SAMPLE, SPP, Here, Result, environment, files, home, read_records, translate

TERMS = "id\tterm\tvariants\tcategory\tmatch\tnote\n"
RENDERINGS = "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote\n"
HARBOR = """Harbor office opens

The harbor office opened on Monday. Ships may now register online. The fee stays the same.

Captains praised the change.
"""
LEDGER = """Ledger is published

The harbor office opened on Monday. Ships may now register online. The fee stays the same.

Nobody objected to the ledger. Captains praised the change. It was a quiet year.
"""


@dataclass(frozen=True, slots=True)
class Job:
    """A finished run of the main job in a folder of its own."""

    folder: Path
    report: Path
    result: Result

    @property
    def text(self) -> str:
        return self.report.read_bytes().decode()

    @property
    def records(self) -> list[dict[str, Any]]:
        return read_records(self.folder / "out" / f"{self.report.stem}.zh.jsonl")

    @property
    def summary(self) -> dict[str, Any]:
        summary: dict[str, Any] = json.loads(self.result.stdout)
        return summary

    @property
    def catalogue(self) -> Path:
        return catalogue(self.folder, self.report.stem)

    def record(self, words: str) -> dict[str, Any]:
        """Return the record whose source holds these words."""
        return next(record for record in self.records if words in record["source"])

    def copy(self, folder: Path) -> "Job":
        """Return a copy of the job's outputs, to be changed."""
        shutil.copytree(self.folder, folder)
        return Job(folder, self.report, self.result)

    def again(self, *args: object, **options: Any) -> "Job":
        """Run the same command in the same folder again."""
        return Job(self.folder, self.report, translate(self.report, "--json", *args, cwd=self.folder, **options))


def catalogue(folder: Path, stem: str) -> Path:
    return folder / "locales" / "zh_CN" / "LC_MESSAGES" / f"{stem}.po"


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    folder = tmp_path_factory.mktemp("sample")
    result = translate(SAMPLE, "--json", cwd=folder)
    assert result.returncode == 0, result.stderr
    return Job(folder, SAMPLE, result)


@pytest.fixture
def no_engine(tmp_path: Path) -> dict[str, str]:
    """Environment in which importing CTranslate2 or Argos Translate fails."""
    folder = tmp_path / "no-engine"
    folder.mkdir()
    for name in ("ctranslate2", "argostranslate", "sentencepiece"):
        (folder / f"{name}.py").write_text("raise ImportError('not to be imported')\n")
    return {"PYTHONPATH": str(folder)}


@pytest.fixture
def harbor(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.txt"
    path.write_text(HARBOR, "utf-8")
    return path


def write_glossary(folder: Path, terms: str, renderings: str, locale: str = "zh_CN") -> Path:
    folder.mkdir()
    (folder / "terms.tsv").write_text(TERMS + terms, "utf-8")
    (folder / f"{locale}.tsv").write_text(RENDERINGS + renderings, "utf-8")
    return folder


def assert_alignment(text: str, records: list[dict[str, Any]]) -> None:
    """Records lie where they say, in order, with blanks and list markers alone between them, and so do their terms."""
    for record in records:
        assert record["source"] == text[record["start"] : record["end"]]
        for term in record["terms"]:
            assert term["source"] == record["source"][term["start"] : term["end"]]
            if term["status"] == "missing":
                assert term["target"] is term["target_start"] is term["target_end"] is None
            else:
                assert term["target"] == record["target"][term["target_start"] : term["target_end"]] != ""
    edges = [0, *(edge for record in records for edge in (record["start"], record["end"])), len(text)]
    gaps = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    blank = [gap.strip() for gap in gaps]
    assert all(not gap or marker_length(f"{gap} x") > len(gap) for gap in blank)
    sources = [record["source"] for record in records]
    assert "".join(part for pair in zip(gaps, [*sources, ""], strict=True) for part in pair) == text


# The sample report


def test_every_output_is_written_and_named(job: Job) -> None:
    assert set(files(job.folder)) == {
        "out/",
        "out/sample-report.zh.html",
        "out/sample-report.zh.jsonl",
        "out/sample-report.zh.txt",
        "locales/",
        "locales/sample-report.pot",
        "locales/zh_CN/",
        "locales/zh_CN/LC_MESSAGES/",
        "locales/zh_CN/LC_MESSAGES/sample-report.po",
    }
    assert sorted(job.summary["files"]) == [name for name in files(job.folder) if not name.endswith("/")]


def test_the_summary_counts_what_the_records_hold(job: Job) -> None:
    summary, records = job.summary, job.records
    assert list(summary) == [
        "reports", "languages", "segments", "words", "characters", "origins", "terms", "findings", "names", "files",
        "seconds",
    ]  # fmt: skip
    assert (summary["reports"], summary["languages"]) == (["sample-report.txt"], ["zh"])
    assert summary["segments"] == len(records)
    assert summary["words"] == sum(count_words(record["source"]) for record in records) >= 600
    terms = [term for record in records for term in record["terms"]]
    assert summary["terms"]["owed"] == len(terms)
    assert summary["terms"]["kept"] == sum(term["status"] != "missing" for term in terms)
    assert sum(summary["terms"]["by_status"].values()) == len(terms)
    assert sum(summary["origins"].values()) == len(records)
    codes = [finding["code"] for record in records for finding in record["findings"]]
    assert summary["findings"] == {code: codes.count(code) for code in sorted(set(codes))}
    assert 0 < summary["seconds"] < 60


def test_stdout_holds_the_summary_alone_and_stderr_nothing(job: Job) -> None:
    assert job.result.stdout.count("\n") == 1
    assert job.result.stderr == ""


def test_records_tile_the_report_and_terms_are_where_they_say(job: Job) -> None:
    assert_alignment(job.text, job.records)


def test_a_record_has_the_fields_of_the_contract(job: Job) -> None:
    for record in job.records:
        assert list(record) == [
            "id", "block", "kind", "line", "start", "end", "source", "target", "origin", "engine", "score", "codes",
            "terms", "findings",
        ]  # fmt: skip
    lines = job.text.split("\n")
    assert all(lines[r["line"] - 1].startswith(r["source"].split("\n")[0][:1]) or r["start"] for r in job.records)
    assert len({record["id"] for record in job.records}) == len(job.records)
    machine = job.record("The sea connects all of us")
    assert (machine["origin"], machine["engine"]) == ("machine", "argos en-zh 0.3 (draft engine)")
    assert machine["score"] < 0


def test_lines_that_are_not_prose_pass_through(job: Job) -> None:
    verbatim = {record["source"] for record in job.records if record["origin"] == "verbatim"}
    assert {"1.jpg", "2.jpg", "例ICP备00000000号-1"} <= verbatim
    assert all(record["target"] == record["source"] for record in job.records if record["origin"] == "verbatim")
    assert all(record["target"] for record in job.records)
    translated = (job.folder / "out" / "sample-report.zh.txt").read_text("utf-8")
    alone = [line for line in job.text.split("\n") if line in verbatim]
    assert len(alone) >= 6
    assert all(f"\n{line}\n" in translated for line in alone)


def test_official_names_come_out(job: Job) -> None:
    assert "朱忠明" in job.record("Zhu Zhongming, Deputy Secretary")["target"]
    assert "应勇" in job.record("Ying recalled that")["target"]
    assert "应勇" in job.record("Ying said in his speech")["target"]
    assert "最高人民检察院" in job.record("held a national symposium")["target"]
    assert "2025年11月21日" in job.record("November 21, 2025")["target"]


def test_nearly_every_required_term_is_kept(job: Job) -> None:
    terms = job.summary["terms"]
    assert terms["owed"] >= 80
    assert terms["kept"] / terms["owed"] >= 0.98


def test_every_output_says_that_the_engine_is_a_draft(job: Job) -> None:
    assert "draft engine" in (job.folder / "out" / "sample-report.zh.html").read_text("utf-8")
    assert "draft engine" in (job.folder / "out" / "sample-report.zh.txt").read_text("utf-8")
    assert "draft engine" in job.catalogue.read_text("utf-8")


def test_gettext_accepts_the_catalogues(job: Job) -> None:
    assert_gettext_accepts(job)


def assert_gettext_accepts(job: Job) -> None:
    if not shutil.which("msgfmt"):
        pytest.skip("no msgfmt here; install the Debian package gettext")
    # A template has no translator yet, and with `-c` gettext says so of its own templates too.
    for command in (["-c", job.catalogue], [job.folder / "locales" / f"{job.report.stem}.pot"]):
        done = subprocess.run(["msgfmt", *command, "-o", os.devnull], capture_output=True, text=True)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_machine_entries_are_fuzzy_and_say_so(job: Job) -> None:
    entries = list(polib.pofile(str(job.catalogue)))
    assert len(entries) >= 50
    passed = [entry.msgid for entry in entries if entry.msgctxt in ("navigation", "copyright")]
    assert passed == [entry.msgid for entry in entries if not entry.msgstr and not entry.fuzzy] != []
    entries = [entry for entry in entries if entry.msgstr]
    assert all(entry.fuzzy and entry.tcomment.startswith("dragoman: machine translation: argos") for entry in entries)
    assert not any(entry.msgid == "1.jpg" for entry in entries)
    template = list(polib.pofile(str(job.folder / "locales" / "sample-report.pot")))
    assert [entry.msgid for entry in template] == [*(entry.msgid for entry in entries), *passed]
    assert not any(entry.msgstr for entry in template)


# Again


def test_a_second_run_changes_nothing_and_loads_no_engine(job: Job, no_engine: dict[str, str], tmp_path: Path) -> None:
    copied = job.copy(tmp_path / "copy")
    before = files(copied.folder)
    again = copied.again(env=no_engine)
    assert again.result.returncode == 0, again.result.stderr
    assert files(copied.folder) == before
    assert {**again.summary, "seconds": 0} == {**job.summary, "seconds": 0}


def test_the_catalogue_is_enough_for_a_second_run(job: Job, no_engine: dict[str, str], tmp_path: Path) -> None:
    copied = job.copy(tmp_path / "copy")
    before = files(copied.folder)
    shutil.rmtree(copied.folder / "out")
    again = copied.again(env={**no_engine, "DRAGOMAN_CACHE": str(tmp_path / "other-cache")})
    assert again.result.returncode == 0, again.result.stderr
    assert files(copied.folder) == before


def test_the_cache_is_enough_for_a_second_run(job: Job, no_engine: dict[str, str], tmp_path: Path) -> None:
    result = translate(SAMPLE, "--json", cwd=tmp_path, env=no_engine)
    assert result.returncode == 0, result.stderr
    again = Job(tmp_path, SAMPLE, result)
    assert again.records == job.records


def test_without_catalogue_and_cache_the_engine_is_needed(no_engine: dict[str, str], harbor: Path) -> None:
    result = translate(harbor.name, cwd=harbor.parent, env={**no_engine, "DRAGOMAN_CACHE": str(harbor.parent / "c")})
    assert result.returncode == 2
    assert "cannot be loaded" in result.stderr


def test_a_damaged_cache_is_begun_anew(here: Here, harbor: Path) -> None:
    cache = harbor.parent / "cache"
    shutil.copytree(environment()["DRAGOMAN_CACHE"], cache)
    (cache / "translations.sqlite").write_bytes(b"no database at all, and longer than the header of one" * 40)
    result = here.translate(harbor.name, "--json", cwd=harbor.parent, env={"DRAGOMAN_CACHE": str(cache)})
    assert (result.returncode, result.stderr) == (0, "")


def test_the_work_does_not_hang_on_the_number_of_threads(here: Here, harbor: Path) -> None:
    folders = []
    for jobs in (1, 2):
        folder = harbor.parent / f"{jobs}"
        folder.mkdir()
        cache = {"DRAGOMAN_CACHE": str(folder / "cache"), "SOURCE_DATE_EPOCH": "0"}
        assert here.translate(harbor, "--jobs", jobs, cwd=folder, env=cache).returncode == 0
        shutil.rmtree(folder / "cache")
        folders.append(files(folder))
    assert folders[0] == folders[1]


def test_source_date_epoch_dates_new_catalogues(here: Here, harbor: Path) -> None:
    here.translate(harbor, "--engine", "none", cwd=harbor.parent, env={"SOURCE_DATE_EPOCH": "86400"})
    assert "POT-Creation-Date: 1970-01-02 00:00+0000" in catalogue(harbor.parent, "harbor").read_text("utf-8")


# What people wrote


def test_a_reviewed_translation_is_used_and_stays(job: Job, tmp_path: Path) -> None:
    copied = job.copy(tmp_path / "copy")
    edit(copied.catalogue, "The sea connects", "大海把我们连在一起。", fuzzy=False)
    again = copied.again()
    record = again.record("The sea connects all of us")
    assert (record["origin"], record["target"], record["engine"]) == ("reviewed", "大海把我们连在一起。", None)
    assert again.summary["origins"]["reviewed"] == 1
    entry = find(copied.catalogue, "The sea connects")
    assert (entry.msgstr, entry.fuzzy, entry.tcomment) == ("大海把我们连在一起。", False, "")
    assert "大海把我们连在一起。" in (copied.folder / "out" / "sample-report.zh.txt").read_text("utf-8")
    settled = files(copied.folder)
    copied.again()
    assert files(copied.folder) == settled


def test_a_reviewed_translation_without_an_required_term_is_a_persons_decision(job: Job, tmp_path: Path) -> None:
    copied = job.copy(tmp_path / "copy")
    edit(copied.catalogue, "Ying recalled that", "他作了回顾。", fuzzy=False)
    again = copied.again()
    record = again.record("Ying recalled that")
    assert (record["origin"], record["target"]) == ("reviewed", "他作了回顾。")
    assert "T002" in {finding["code"] for finding in record["findings"]}
    assert {term["status"] for term in record["terms"]} == {"missing"}
    assert again.result.returncode == 0


def test_a_translation_that_a_person_began_is_kept_as_a_draft(job: Job, tmp_path: Path) -> None:
    copied = job.copy(tmp_path / "copy")
    edit(copied.catalogue, "The sea connects", "大海相连……", fuzzy=True)
    for _ in range(2):
        again = copied.again()
        record = again.record("The sea connects all of us")
        assert (record["origin"], record["target"]) == ("draft", "大海相连……")
        entry = find(copied.catalogue, "The sea connects")
        assert (entry.msgstr, entry.fuzzy) == ("大海相连……", True)


def test_an_entry_that_nobody_touched_follows_the_glossary(here: Here, harbor: Path) -> None:
    folder = harbor.parent
    first = write_glossary(folder / "g1", "ship\tship\t\ttitle\t\t\n", "ship\t船舶\t\t\tproposed\t\t\n")
    second = write_glossary(folder / "g2", "ship\tship\t\ttitle\t\t\n", "ship\t海船\t\t\tproposed\t\t\n")
    for glossary, rendering in ((first, "船舶"), (second, "海船")):
        result = here.translate(harbor.name, "--glossary", glossary, cwd=folder)
        assert result.returncode == 0, result.stderr
        assert rendering in find(catalogue(folder, "harbor"), "Ships may now").msgstr


def find(path: Path, words: str) -> polib.POEntry:
    return next(entry for entry in polib.pofile(str(path)) if words in entry.msgid)


def edit(path: Path, words: str, target: str, *, fuzzy: bool) -> None:
    """Do as a person does in an editor: write a translation, and clear the flag or leave it."""
    catalogue = polib.pofile(str(path))
    entry = next(entry for entry in catalogue if words in entry.msgid)
    entry.msgstr = target
    if not fuzzy:
        entry.flags.remove("fuzzy")
    catalogue.save()


# Memory


@pytest.fixture
def reviewed(here: Here, harbor: Path) -> Path:
    """A folder with the catalogue of one report, reviewed, and another report that shares sentences with it."""
    folder = harbor.parent
    assert here.translate(harbor.name, cwd=folder).returncode == 0
    edit(catalogue(folder, "harbor"), "Ships may now", "船舶现可在线登记。", fuzzy=False)
    edit(catalogue(folder, "harbor"), "Captains praised", "船长们称赞这一变化。", fuzzy=False)
    (folder / "ledger.txt").write_text(LEDGER, "utf-8")
    return folder


@pytest.mark.parametrize("engine", ["argos", "none"])
def test_other_reports_translations_are_recalled(here: Here, reviewed: Path, engine: str) -> None:
    harbor = catalogue(reviewed, "harbor").read_bytes()
    for _ in range(2):
        result = here.translate("ledger.txt", "--engine", engine, "--json", cwd=reviewed)
        assert result.returncode == 0, result.stderr
        ledger = Job(reviewed, reviewed / "ledger.txt", result)
        same = ledger.record("Ships may now")
        assert (same["origin"], same["target"]) == ("reviewed", "船舶现可在线登记。")
        other = ledger.record("Captains praised")
        assert (other["origin"], other["target"]) == ("memory", "船长们称赞这一变化。")
        assert not find(ledger.catalogue, "Ships may now").fuzzy
        offered = find(ledger.catalogue, "Captains praised")
        assert offered.fuzzy
        assert offered.tcomment.startswith("dragoman: recalled from harbor")
    assert catalogue(reviewed, "harbor").read_bytes() == harbor


def test_memory_can_be_left_out(here: Here, reviewed: Path) -> None:
    result = here.translate("ledger.txt", "--no-memory", "--json", cwd=reviewed)
    ledger = Job(reviewed, reviewed / "ledger.txt", result)
    assert set(ledger.summary["origins"]) == {"machine"}
    own = here.translate("harbor.txt", "--no-memory", "--json", cwd=reviewed)
    assert json.loads(own.stdout)["origins"]["reviewed"] == 2, "a report's own catalogue is no memory"


def test_a_catalogue_that_cannot_serve_as_memory_is_left_alone(here: Here, reviewed: Path) -> None:
    broken = catalogue(reviewed, "broken")
    broken.write_text('msgid "no end\n', "utf-8")
    result = here.translate("ledger.txt", cwd=reviewed)
    assert result.returncode == 0
    assert result.stderr.startswith("warning: ")
    assert "broken.po:1" in result.stderr
    assert broken.read_text("utf-8") == 'msgid "no end\n'


# Options


def test_without_an_engine_the_targets_are_empty_and_the_terms_are_hints(here: Here, harbor: Path) -> None:
    glossary = write_glossary(
        harbor.parent / "g", "office\tharbor office\t\tinstitution\t\t\n", "office\t港务局\t\t\tproposed\t\t\n"
    )
    result = here.translate(harbor.name, "--engine", "none", "--glossary", glossary, "--json", cwd=harbor.parent)
    assert (result.returncode, result.stderr) == (0, "")
    job = Job(harbor.parent, harbor, result)
    assert {(record["origin"], record["target"], record["engine"]) for record in job.records} == {("none", "", None)}
    entry = find(job.catalogue, "The harbor office opened")
    assert (entry.msgstr, entry.fuzzy) == ("", False)
    assert "harbor office → 港务局" in entry.comment
    assert "港务局" in (harbor.parent / "out" / "harbor.zh.html").read_text("utf-8")
    assert (harbor.parent / "out" / "harbor.zh.txt").read_text("utf-8") == HARBOR


def test_a_run_without_an_engine_keeps_what_there_is(here: Here, harbor: Path) -> None:
    folder = harbor.parent
    here.translate(harbor.name, cwd=folder)
    before = find(catalogue(folder, "harbor"), "Ships may now").msgstr
    result = here.translate(harbor.name, "--engine", "none", "--json", cwd=folder)
    assert json.loads(result.stdout)["origins"] == {"machine": 5}
    assert find(catalogue(folder, "harbor"), "Ships may now").msgstr == before != ""


def test_no_engine_is_needed_where_no_package_is(here: Here, harbor: Path) -> None:
    result = here.translate(harbor.name, "--engine", "none", "--quiet", to="ar,pt-BR", cwd=harbor.parent)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert "out/harbor.pt-BR.html" in files(harbor.parent)
    assert "locales/pt_BR/LC_MESSAGES/harbor.po" in files(harbor.parent)
    assert 'dir="rtl"' in (harbor.parent / "out" / "harbor.ar.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        pytest.param("html", {"out/h.zh.html"}, id="html"),
        pytest.param(" txt , jsonl,txt", {"out/h.zh.txt", "out/h.zh.jsonl"}, id="two, one of them twice"),
        pytest.param("po", {"locales/h.pot", "locales/zh_CN/LC_MESSAGES/h.po"}, id="po"),
    ],
)
def test_only_the_formats_asked_for_are_written(here: Here, tmp_path: Path, formats: str, expected: set[str]) -> None:
    (tmp_path / "h.txt").write_text(HARBOR, "utf-8")
    result = here.translate("h.txt", "--engine", "none", "--formats", formats, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert {name for name in files(tmp_path) if not name.endswith("/")} == {"h.txt", *expected}


def test_standard_input_is_a_report_too(here: Here, tmp_path: Path) -> None:
    result = here.translate("-", "--engine", "none", "--json", cwd=tmp_path, stdin=HARBOR.encode())
    assert json.loads(result.stdout)["reports"] == ["stdin"]
    assert_alignment(HARBOR, read_records(tmp_path / "out" / "stdin.zh.jsonl"))
    assert catalogue(tmp_path, "stdin").is_file()


def test_several_reports_share_one_run(here: Here, reviewed: Path) -> None:
    result = here.translate("harbor.txt", "ledger.txt", "--json", cwd=reviewed)
    assert result.returncode == 0, result.stderr
    summary = json.loads(result.stdout)
    assert summary["reports"] == ["harbor.txt", "ledger.txt"]
    assert len(summary["files"]) == 10
    for stem, text in (("harbor", HARBOR), ("ledger", LEDGER)):
        records = read_records(reviewed / "out" / f"{stem}.zh.jsonl")
        assert_alignment(text, records)
        assert [r["origin"] for r in records if "Ships" in r["source"]] == ["reviewed"]
    assert summary["segments"] == 5 + 7


def test_a_text_that_occurs_again_is_translated_once(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FixedEngine({})
    monkeypatch.setattr("dragoman.engine.argos.ArgosEngine", lambda route, threads: engine)
    for name in ("a", "b"):
        text = f"Notice {name}\n\nThe harbor office opened. The harbor office opened.\n"
        (tmp_path / f"{name}.txt").write_text(text)
    cache = {"DRAGOMAN_CACHE": str(tmp_path / "cache")}
    assert here.translate("a.txt", "b.txt", cwd=tmp_path, env=cache).returncode == 0
    assert engine.calls == 3
    assert here.translate("a.txt", "b.txt", "--locales", "other").returncode == 0
    assert engine.calls == 3
    targets = {
        r["target"] for n in "ab" for r in read_records(tmp_path / "out" / f"{n}.zh.jsonl") if "The" in r["source"]
    }
    assert len(targets) == 1


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("never", 0)])
def test_a_warning_fails_only_if_it_is_asked_to(here: Here, harbor: Path, fail_on: str, status: int) -> None:
    glossary = write_glossary(harbor.parent / "g", "ship\tship\t\ttitle\t\t\n", "ship\t\t\t\tproposed\t\t\n")
    result = here.translate(harbor.name, "--glossary", glossary, "--fail-on", fail_on, "--json", cwd=harbor.parent)
    assert result.returncode == status
    assert json.loads(result.stdout)["findings"] == {"T003": 1}
    assert (harbor.parent / "out" / "harbor.zh.html").is_file()


@pytest.mark.parametrize(("fail_on", "status"), [("error", 1), ("warning", 1), ("never", 0)])
def test_an_error_fails_unless_it_is_told_not_to(
    here: Here, harbor: Path, monkeypatch: pytest.MonkeyPatch, fail_on: str, status: int
) -> None:
    silent = FixedEngine({}, sentences={"The fee stays the same.": ""})
    monkeypatch.setattr("dragoman.engine.argos.ArgosEngine", lambda route, threads: silent)
    cache = {"DRAGOMAN_CACHE": str(harbor.parent / "cache")}
    result = here.translate(harbor.name, "--json", "--fail-on", fail_on, cwd=harbor.parent, env=cache)
    assert result.returncode == status
    assert json.loads(result.stdout)["findings"]["M001"] == 1
    assert (harbor.parent / "out" / "harbor.zh.html").is_file()


def test_a_person_gets_a_table(here: Here, harbor: Path) -> None:
    result = here.translate(harbor.name, cwd=harbor.parent)
    assert result.stderr == ""
    for words in ("5 (23 words)", "5 machine", "argos en-zh 0.3 (draft engine)", "out/harbor.zh.html"):
        assert words in result.stdout
    assert "\x1b" not in result.stdout


def test_quiet_is_silent(here: Here, harbor: Path) -> None:
    result = here.translate(harbor.name, "--quiet", cwd=harbor.parent)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    result = here.translate("missing.txt", "--quiet", cwd=harbor.parent)
    assert result.returncode == 2
    assert result.stderr.startswith("error: ")


def test_verbose_says_how_long_each_stage_took(here: Here, harbor: Path) -> None:
    result = here.translate(harbor.name, "--verbose", "--json", cwd=harbor.parent)
    json.loads(result.stdout)
    stages = [line.split()[0] for line in result.stderr.splitlines()]
    assert {"read", "segment", "glossary", "recall", "write"} <= set(stages)
    assert all(line.endswith(" s") for line in result.stderr.splitlines())


# Encodings and line ends


@pytest.mark.parametrize(
    ("encoding", "newline"),
    [
        pytest.param("utf-8-sig", "\n", id="utf-8 with BOM"),
        pytest.param("utf-16", "\n", id="utf-16 with BOM"),
        pytest.param("utf-16-be", "\r\n", id="utf-16 without BOM, CRLF"),
        pytest.param("utf-8", "\r\n", id="CRLF"),
        pytest.param("utf-8", "\r", id="CR"),
    ],
)
def test_encodings_and_line_ends_make_no_difference(
    job: Job, no_engine: dict[str, str], tmp_path: Path, encoding: str, newline: str
) -> None:
    text = job.text.replace("\n", newline)
    report = tmp_path / "sample-report.txt"
    report.write_bytes(text.encode(encoding))
    result = translate(report, "--json", cwd=tmp_path, env=no_engine)
    assert result.returncode == 0, result.stderr
    other = Job(tmp_path, report, result)
    assert_alignment(text, other.records)
    compared = ("id", "kind", "line", "target", "origin", "terms")
    assert [[r[name] for name in compared] for r in other.records] == [
        [r[name] for name in compared] for r in job.records
    ]
    translated = (tmp_path / "out" / "sample-report.zh.txt").read_bytes().decode()
    assert translated.replace(newline, "\n").count("\n") >= text.count(newline)
    if newline == "\r\n":
        assert "\n" not in translated.replace("\r\n", "")


def test_a_hard_wrapped_report_is_read_as_sentences(here: Here, tmp_path: Path) -> None:
    report = SAMPLE.with_name("hard-wrapped.txt")
    assert here.translate(report, "--engine", "none", cwd=tmp_path).returncode == 0
    records = read_records(tmp_path / "out" / "hard-wrapped.zh.jsonl")
    assert_alignment(report.read_bytes().decode("utf-8-sig"), records)
    [sentence] = [record["source"] for record in records if record["source"].startswith("A three-day workshop")]
    first, second = sentence.splitlines()
    assert second == "people ended in Yunnan on Dec 5."
    assert find(catalogue(tmp_path, "hard-wrapped"), "A three-day").msgid == f"{first} {second}"


# Files that are there already


def test_a_link_in_the_way_is_replaced_and_not_followed(here: Here, harbor: Path) -> None:
    folder = harbor.parent
    precious = folder / "precious.txt"
    precious.write_text("precious")
    (folder / "out").mkdir()
    for name in ("harbor.zh.html", "harbor.zh.txt"):
        (folder / "out" / name).symlink_to(precious)
    (folder / "out" / "harbor.zh.jsonl").symlink_to(folder / "nowhere")
    assert here.translate(harbor.name, "--engine", "none", cwd=folder).returncode == 0
    assert precious.read_text() == "precious"
    assert not any(path.is_symlink() for path in (folder / "out").iterdir())
    assert not (folder / "nowhere").exists()


@pytest.mark.parametrize("kind", ["second report", "symbolic link", "hard link"])
def test_a_report_is_never_overwritten(here: Here, harbor: Path, kind: str) -> None:
    folder = harbor.parent
    contested = folder / "harbor.zh.txt"
    reports = ["harbor.txt"]
    if kind == "second report":
        contested.write_text(LEDGER, "utf-8")
        reports.append(contested.name)
    elif kind == "symbolic link":
        harbor.rename(contested)
        harbor.symlink_to(contested)
    else:
        contested.hardlink_to(harbor)
    before = files(folder)
    result = here.translate(*reports, "--engine", "none", "--out", ".", cwd=folder)
    assert result.returncode == 2
    assert result.stderr.startswith("error: harbor.zh.txt: this is the report itself")
    assert files(folder) == before


def test_other_files_stay(here: Here, harbor: Path) -> None:
    folder = harbor.parent
    (folder / "out").mkdir()
    (folder / "out" / "notes.txt").write_text("mine")
    here.translate(harbor.name, "--engine", "none", cwd=folder)
    assert (folder / "out" / "notes.txt").read_text() == "mine"
    assert not [name for name in files(folder) if "tmp" in name]


# Interrupted


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="tells by /proc when the engine works")
def test_ctrl_c_ends_the_run_quickly_leaves_no_files_and_keeps_what_is_done(
    tmp_path: Path, no_engine: dict[str, str]
) -> None:
    sentence = "waits at the quay until the harbor office has read all the papers that captains from {} ports brought."
    lines = [f"Ship number {number} {sentence.format(number % 89)}" for number in range(3000)]
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "long.txt").write_text("\n\n".join(lines))
    cache = tmp_path / "cache"
    command = [*COMMAND, "translate", "long.txt", "--to", "zh"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment({"DRAGOMAN_CACHE": str(cache)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 120
        while not kept_translations(cache):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        output, messages = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 130
    assert time.monotonic() - began < 3
    assert output == ""
    assert "Traceback" not in messages
    assert list(files(folder)) == ["long.txt"]
    (folder / "begun.txt").write_text("\n\n".join(lines[:50]))
    begun = translate("begun.txt", "--json", cwd=folder, env={"DRAGOMAN_CACHE": str(cache), **no_engine})
    assert begun.returncode == 0, "what was translated before the interrupt needs no engine"
    assert json.loads(begun.stdout)["origins"] == {"machine": 50}


def kept_translations(cache: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{cache / 'translations.sqlite'}?mode=ro", uri=True)) as connection:
            [count] = connection.execute("SELECT count(*) FROM entry").fetchone()
            return int(count)
    except sqlite3.OperationalError:  # not there yet
        return 0


# Decoding


def test_options_of_decoding_that_decide_no_translation(here: Here, harbor: Path, tmp_path: Path) -> None:
    outputs = set()
    for options in (
        ["--threads", "1"],
        ["--threads", "3", "--batch-tokens", "20"],
        ["--device", "auto", "--beam", "4"],
    ):
        folder = tmp_path / "-".join(options)
        env = {"DRAGOMAN_CACHE": str(folder / "cache")}
        done = here.translate(harbor, *options, "--locales", folder, "--out", folder, env=env)
        assert done.returncode == 0, done.stderr
        outputs.add((folder / "harbor.zh.jsonl").read_text("utf-8"))
    assert len(outputs) == 1


def test_a_greedy_translation_is_another_one_and_kept_apart(here: Here, harbor: Path, tmp_path: Path) -> None:
    env = {"DRAGOMAN_CACHE": str(tmp_path / "cache")}
    scores = []
    for number, options in enumerate(([], ["--fast"], ["--beam", "1"], ["--beam", "2"])):
        folder = tmp_path / f"{number}"
        assert here.translate(harbor, *options, "--locales", folder, "--out", folder, env=env).returncode == 0
        scores.append([record["score"] for record in read_records(folder / "harbor.zh.jsonl")])
    assert scores[1] == scores[2]
    assert scores[0] != scores[1]
    assert scores[2] != scores[3]


def test_a_gpu_that_is_not_there_is_an_error(here: Here, harbor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 0)
    done = here.translate(harbor, "--device", "cuda")
    assert done.returncode == 2
    assert done.stderr == ("error: no CUDA GPU was found; use --device cpu or --device auto\n")


def test_without_a_cache_nothing_is_kept(here: Here, harbor: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for options, kept in ((["--no-cache"], 0), (["--cache-size", "1"], 5), (["--no-cache"], 5)):
        outputs = ["--locales", tmp_path / f"{kept}{options}", "--out", tmp_path / "out"]
        assert here.translate(harbor, *options, *outputs, env={"DRAGOMAN_CACHE": str(cache)}).returncode == 0
        assert kept_translations(cache) == kept


# Packages


def test_the_users_home_is_not_touched(harbor: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    env = {"HOME": str(away), "DRAGOMAN_CACHE": str(tmp_path / "cache")}
    assert translate(harbor.name, cwd=harbor.parent, env=env).returncode == 0
    assert files(away) == {}
    assert files(home()) == {}


def test_a_full_package_of_the_users_wins_over_the_embedded_one(here: Here, harbor: Path, tmp_path: Path) -> None:
    [embedded] = [package for package in installed_packages() if package.embedded]
    data = tmp_path / "data"
    full = data / "argos-translate" / "packages" / "translate-en_zh-1_9"
    shutil.copytree(embedded.path, full)
    metadata = json.loads((full / "metadata.json").read_text("utf-8"))
    metadata |= {"package_version": "1.9", "draft": False}
    (full / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    before = files(data)
    result = here.translate(harbor.name, cwd=harbor.parent, env={"XDG_DATA_HOME": str(data)})
    assert result.returncode == 0, result.stderr
    assert "argos en-zh 1.9" in result.stdout
    for path in (harbor.parent / "out").iterdir():
        assert "draft engine" not in path.read_text("utf-8")
    assert files(data) == before


# dragoman.toml


def test_a_file_can_set_every_option(here: Here, harbor: Path) -> None:
    folder = harbor.parent
    write_glossary(folder / "terms", "ship\tship\t\ttitle\t\t\n", "ship\t\t\t\tproposed\t\t\n")
    (folder / "dragoman.toml").write_text(
        '[translate]\nto = ["zh", "ar"]\nfrom = "en-GB"\nout = "pages"\nlocales = "po"\nglossary = "terms"\n'
        'formats = ["po", "txt"]\nengine = "none"\nno-memory = true\njobs = 1\nfail-on = "warning"\nmax-size = 2.5\n'
        "json = true\nquiet = true\nverbose = false\n"
    )
    below = folder / "below"
    below.mkdir()
    result = here.run("translate", harbor, cwd=below)
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["languages"] == ["zh", "ar"]
    written = {name for name in files(folder) if not name.endswith("/")}
    assert {"pages/harbor.zh.txt", "po/ar/LC_MESSAGES/harbor.po", "po/harbor.pot"} <= written
    assert files(below) == {}


def test_the_command_line_wins_over_the_file(here: Here, harbor: Path) -> None:
    folder = harbor.parent
    (folder / "dragoman.toml").write_text('[translate]\nto = "ar"\nout = "a"\nengine = "none"\nformats = "txt"\n')
    result = here.translate(harbor.name, "--out", "b", cwd=folder)
    assert result.returncode == 0, result.stderr
    assert [name for name in files(folder) if name.endswith(".txt")] == ["b/harbor.zh.txt", "harbor.txt"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param("[translate]\nouts = 'x'\n", "[translate] has no option 'outs'", id="unknown key"),
        pytest.param("[translat]\nout = 'x'\n", "[translat] is not a command", id="unknown table"),
        pytest.param("out = 'x'\n", "[out] is not a command", id="key without a table"),
        pytest.param("[translate]\nquiet = 'yes'\n", "quiet = 'yes' has the wrong type", id="text for a flag"),
        pytest.param("[translate]\nout = 7\n", "out = 7 has the wrong type", id="number for a path"),
        pytest.param("[translate]\nout = true\n", "out = True has the wrong type", id="flag for a path"),
        pytest.param("[translate]\nhelp = true\n", "[translate] has no option 'help'", id="help"),
        pytest.param("[translate\n", "line 1", id="not TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named(here: Here, harbor: Path, settings: str, message: str) -> None:
    (harbor.parent / "dragoman.toml").write_text(settings)
    before = files(harbor.parent)
    result = here.translate(harbor.name, cwd=harbor.parent)
    assert result.returncode == 2
    assert result.stderr.startswith(f"error: {harbor.parent / 'dragoman.toml'}: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert files(harbor.parent) == before


def test_an_option_of_the_wrong_kind_is_refused_from_the_file_too(here: Here, harbor: Path) -> None:
    (harbor.parent / "dragoman.toml").write_text('[translate]\nfail-on = "sometimes"\n')
    result = here.translate(harbor.name, cwd=harbor.parent)
    assert result.returncode == 2
    assert "fail-on" in result.stderr
    assert "Traceback" not in result.stderr


# A real report


@pytest.fixture(scope="module")
def spp(tmp_path_factory: pytest.TempPathFactory) -> Job:
    if not SPP.is_file():
        pytest.skip(f"no {SPP.name} beside the repository")
    folder = tmp_path_factory.mktemp("spp")
    result = translate(SPP, "--json", cwd=folder)
    assert result.returncode in (0, 1), result.stderr
    return Job(folder, SPP, result)


def test_a_real_report_keeps_its_official_language(spp: Job) -> None:
    terms = spp.summary["terms"]
    assert terms["owed"] >= 190
    assert terms["kept"] / terms["owed"] >= 0.98
    assert_alignment(spp.text, spp.records)
    assert "朱忠明" in spp.record("Zhu Zhongming, Deputy Secretary of the CPC Shanghai Municipal Committee")["target"]
    said = [record for record in spp.records if "Ying said" in record["source"]]
    assert said
    assert all("应勇" in record["target"] for record in said)


def test_a_real_reports_images_and_footer_pass_through(spp: Job) -> None:
    verbatim = {record["source"] for record in spp.records if record["origin"] == "verbatim"}
    assert "1.jpg" in verbatim
    licence = spp.text.rstrip().rsplit("\n", 1)[-1].strip()
    assert licence in verbatim
    footer = [record for record in spp.records if record["kind"] == "footer"]
    assert footer
    assert all(record["target"] == record["source"] for record in footer)


def test_gettext_accepts_a_real_reports_catalogues(spp: Job) -> None:
    assert_gettext_accepts(spp)


def test_records_come_in_the_order_of_the_report(spp: Job) -> None:
    assert all(first["end"] <= second["start"] for first, second in pairwise(spp.records))
