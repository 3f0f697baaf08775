"""`dragoman po check` as reviewers use it: what they dismiss, what a project thinks of findings, what is sent back."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dragoman.check.codes import all_codes
from dragoman.check.dismiss import dismissed_codes
from dragoman.check.tables import table
from running import Here, read_records

CATALOGUE = Path("locales/zh_CN/LC_MESSAGES/report.po")
HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2025-03-03 09:30+0000\\n"\n'
    '"Last-Translator: Lin <lin@example.org>\\n"\n"Language-Team: none\\n"\n"Language: {language}\\n"\n'
    '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
)


def write(path: Path, *entries: tuple[str, str], language: str = "zh_CN") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(
        f'\nmsgctxt "paragraph"\nmsgid {json.dumps(source)}\nmsgstr {json.dumps(target, ensure_ascii=False)}\n'
        for source, target in entries
    )
    path.write_text(HEADER.format(language=language) + body, encoding="utf-8")
    return path


def found(here: Here, *arguments: object) -> list[str]:
    done = here.run("po", "check", *arguments, "--json")
    return [f"{row['line']} {row['code']} {row['severity']}" for row in json.loads(done.stdout)["findings"]]


def test_a_finding_is_dismissed_in_its_entry_and_in_no_other(here: Here) -> None:
    write(CATALOGUE, ("It has 24 rooms.", "有42间屋。"), ("It has 35 halls.", "有53座大厅。"))
    assert found(here) == ["12 N014 error", "16 N014 error"]
    done = here.run("po", "check", "--dismiss", f"{CATALOGUE}:16:N014")
    assert (done.returncode, done.stdout) == (0, f"{CATALOGUE}: 1 dismissed\n")
    assert "#, ignore-n014\nmsgctxt" in CATALOGUE.read_text("utf-8")
    assert found(here) == ["12 N014 error"]
    assert here.run("po", "check").stdout.endswith("1 error, 1 dismissed in 1 file\n")
    again = here.run("po", "check", "--dismiss", f"{CATALOGUE}:16:N014")
    assert again.stdout == f"{CATALOGUE}: 0 dismissed\n"


@pytest.mark.parametrize("place", ["report.po", "report.po:12", "report.po:12:X999", "report.po:1:N014"])
def test_what_cannot_be_dismissed_is_said_and_nothing_is_written(place: str, here: Here) -> None:
    path = write(Path("report.po"), ("It has 24 rooms.", "有42间屋。"))
    before = path.read_bytes()
    done = here.run("po", "check", "--dismiss", place)
    assert done.returncode == 2
    assert "report.po" in done.stderr
    assert path.read_bytes() == before


def test_flags_of_weblate_are_heeded(here: Here) -> None:
    path = write(CATALOGUE, ("It is open.", "已开放"))
    assert found(here) == ["12 P005 warning"]
    path.write_text(
        path.read_text("utf-8").replace('\nmsgctxt "p', '\n#, ignore-end-stop\nmsgctxt "p'), encoding="utf-8"
    )
    assert found(here) == []


def test_every_flag_stands_for_findings_that_there_are() -> None:
    codes = set(all_codes())
    for name, dismissed in table("weblate").items():
        assert all(any(code.startswith(one) for code in codes) for one in dismissed), name
    assert dismissed_codes(["ignore-nonsense", "no-wrap"]) == ()
    for code in codes:
        assert dismissed_codes([f"ignore-{code.lower()}"]) == (code,)


def test_what_is_dismissed_is_in_no_output_of_a_run(here: Here, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("It has 24 rooms.\n", encoding="utf-8")
    run = ("--engine", "none", "--formats", "jsonl,xlsx,xliff,html,po", "--quiet")
    write(CATALOGUE, ("It has 24 rooms.", "有42间屋。"))
    assert here.translate(report, *run).returncode == 1
    [record] = read_records(Path("out/report.zh.jsonl"))
    said = [f"{one['code']} {one['severity']}: {one['message']}" for one in record["findings"]]
    assert said == ["N014 error: 24 became 42"]
    for name in ("report.zh.xliff", "report.zh.html"):
        assert "24 became 42" in Path("out", name).read_text("utf-8")
    with ZipFile("out/report.zh.xlsx") as packed:
        assert any(b"24 became 42" in packed.read(name) for name in packed.namelist())
    assert "#. N014 error: 24 became 42" in CATALOGUE.read_text("utf-8")
    line = next(number for number, text in enumerate(CATALOGUE.read_text("utf-8").splitlines(), 1) if "It has" in text)
    assert here.run("po", "check", "--dismiss", f"{CATALOGUE}:{line}:N014").returncode == 0
    assert here.translate(report, *run).returncode == 0
    assert read_records(Path("out/report.zh.jsonl"))[0]["findings"] == []
    assert "24 became 42" not in CATALOGUE.read_text("utf-8")


def test_a_project_says_what_it_thinks_of_findings(here: Here) -> None:
    write(CATALOGUE, ("It is open.", "已开放"), ("It has 24 rooms.", "有42间屋。"))
    write(Path("locales/fr/LC_MESSAGES/report.po"), ("Is it open?", "Est-ce ouvert?"), language="fr")
    assert found(here) == ["12 S003 info", "12 P005 warning", "16 N014 error"]
    Path("dragoman.toml").write_text(
        '[po.check]\nignore = ["fr:S003"]\nseverity = ["P005=info", "zh:N=warning"]\n', encoding="utf-8"
    )
    assert found(here) == ["12 P005 info", "16 N014 warning"]
    assert here.run("po", "check").returncode == 0
    assert here.run("po", "check", "--fail-on", "warning").returncode == 1
    assert here.run("po", "check", "--severity", "N=info,P=info", "--fail-on", "warning").returncode == 0
    assert here.run("po", "check", "--severity", "N=info,P=info", "--fail-on", "info").returncode == 1


@pytest.mark.parametrize(
    "arguments", [["--ignore", "Q"], ["--ignore", "P005=info"], ["--severity", "P005"], ["--severity", "P005=grave"]]
)
def test_a_rule_that_is_none_is_refused(arguments: list[str], here: Here) -> None:
    write(CATALOGUE, ("It is open.", "已开放。"))
    done = here.run("po", "check", *arguments)
    assert done.returncode == 2
    assert arguments[0] in done.stderr


def test_the_list_to_send_back(here: Here) -> None:
    write(CATALOGUE, ("It has 24 rooms.", "=有42间屋。"), ("<b>Open</b>.", "<b>开放。"))
    assert here.run("po", "check", "--report", "findings.xlsx").returncode == 1
    book = load_workbook(io.BytesIO(Path("findings.xlsx").read_bytes()))
    head, *rows = book["findings"].iter_rows(values_only=True)
    assert head[:3] == ("severity", "code", "finding")
    assert [row[1] for row in rows] == ["N014", "C001"]
    assert rows[0][head.index("target")] == "=有42间屋。"
    assert book["findings"].cell(2, head.index("target") + 1).data_type == "s"
    assert [row[0] for row in book["kinds"].iter_rows(values_only=True)] == ["code", "C001", "N014", "dismissed"]
    assert here.run("po", "check", "--report", "findings.html").returncode == 1
    page = Path("findings.html").read_text("utf-8")
    assert "&lt;b&gt;Open&lt;/b&gt;" in page
    assert "default-src &#39;none&#39;" in page
    assert here.run("po", "check", "--report", "findings.pdf").returncode == 2


def test_spelling_by_an_installed_dictionary(here: Here, tmp_path: Path) -> None:
    write(
        Path("locales/fr/LC_MESSAGES/report.po"),
        ("The hall in Elm is open.", "La sale d’Elm est ouverte."),
        language="fr",
    )
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    (folder / "fr.aff").write_text("SET UTF-8\nTRY esalt\n", encoding="utf-8")
    (folder / "fr.dic").write_text("5\nla\nsalle\nd'Elm\nest\nouverte\n", encoding="utf-8")
    done = here.run("po", "check", "--spelling", "--fail-on", "never", env={"DICPATH": str(folder)})
    assert "info W005: “sale” is not in the dictionary; is it “salle”?" in done.stdout
    assert done.stdout.count("W005") == 1
    missing = here.run("po", "check", "--spelling", env={"DICPATH": str(tmp_path)})
    assert missing.returncode == 2
    assert "DICPATH" in missing.stderr


def test_what_entries_show_beside_one_another(here: Here) -> None:
    write(
        CATALOGUE,
        ("The port was closed by the storm.", "港口因风暴关闭。"),
        ("The court heard the witness today.", "港口因风暴关闭。"),
        ("THE PORT was closed by the storm.", "港口因风暴关闭。"),
    )
    assert found(here) == ["16 W003 info"]


def test_what_one_language_alone_leaves_out(here: Here) -> None:
    source = "The archive opened a hall in May, and its director said that the maps of the port can now be read there."
    texts = {
        "fr": "Les archives ont ouvert une salle en mai, et leur directeur a dit qu’on peut y lire les cartes du port.",
        "es": "El archivo abrió una sala en mayo, y su director dijo que allí se pueden leer los mapas del puerto.",
        "de": "Das Archiv eröffnete im Mai einen Saal, und man kann dort lesen.",
    }
    for language, target in texts.items():
        write(Path(f"locales/{language}/LC_MESSAGES/report.po"), (source, target), language=language)
    done = json.loads(here.run("po", "check", "--json").stdout)
    assert [(Path(row["file"]).parts[1], row["code"]) for row in done["findings"]] == [("de", "L001")]
    (Path("locales/fr/LC_MESSAGES/report.po")).unlink()
    assert json.loads(here.run("po", "check", "--json").stdout)["findings"] == []
