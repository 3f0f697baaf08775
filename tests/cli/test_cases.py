"""The small inputs of `tests/data/cases`, each of a kind that tools for translators go wrong at, and what is right."""

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import RGBColor

from running import REPOSITORY, run_cli

CASES = REPOSITORY / "tests" / "data" / "cases"
REPORTS = sorted(path for path in CASES.iterdir() if path.suffix in (".txt", ".md", ".html"))

Record = Mapping[str, Any]


def formatted(path: Path) -> Path:
    """Write a Word file with raised and lowered figures, bold and italic words, a list and a styled table."""
    document = Document()
    document.add_heading("Annual review", 1)
    paragraph = document.add_paragraph()
    for text, place in (
        *(("The dose was 10", ""), ("6", "superscript"), (" units and the area 5 m", ""), ("2", "superscript")),
        *((" of H", ""), ("2", "subscript"), ("O.", "")),
    ):
        run = paragraph.add_run(text)
        if place:
            setattr(run.font, place, True)
    paragraph = document.add_paragraph("The ")
    first = paragraph.add_run("first")
    first.bold, first.font.color.rgb = True, RGBColor(255, 0, 0)
    paragraph.add_run(" rule is ")
    paragraph.add_run("important").italic = True
    paragraph.add_run(".")
    document.add_paragraph("Item one", style="List Bullet")
    table = document.add_table(1, 2, style="Light Grid Accent 1")
    table.cell(0, 0).text, table.cell(0, 1).text = "Pear", "12"
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over all reports: `out` with the records, `locales`, `finished` with the reports in their own formats."""
    folder = tmp_path_factory.mktemp("cases")
    reports = [*REPORTS, formatted(folder / "formatted.docx")]
    locales = ("--locales", folder / "locales")
    options = ("--to", "zh", *locales, "--quiet")
    outputs = ("--out", folder / "out", "--formats", "jsonl,po", "--fail-on", "never")
    assert run_cli("translate", *reports, *options, *outputs).returncode == 0
    again = [report for report in reports if report.suffix in (".html", ".md", ".docx")]
    applied = ("--use", "reviewed,machine", "--out", folder / "finished")
    assert run_cli("po", "apply", *again, *options, *applied).returncode == 0
    return folder


def records(folder: Path, stem: str) -> list[Record]:
    text = (folder / "out" / f"{stem}.zh.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def plain(record: Record) -> str:
    return re.sub(r"</?(?:keep|code|sup|sub|u|f|i)\d+>", "", record["target"])


def codes(record: Record) -> Sequence[str]:
    return [finding["code"] for finding in record["findings"]]


@pytest.mark.parametrize(
    ("stem", "kept"),
    [
        (
            "addresses",
            [
                ["SPP@example.org", "info@spp.gov.cn"],
                ["https://www.example.org/SPP/report_2024.html#s2"],
                ["https://example.org/a?b=1&c=2"],
                ["SPP-2024-017.pdf"],
            ],
        ),
        (
            "placeholders",
            [
                ["{name}", "%d"],
                ["{{person.name}}", "%1$s"],
                ["<strong>__count__</strong>"],
                [":number", ":file"],
            ],
        ),
        ("percent-and-blanks", [["33.33%"], ["33.3%"], ["25%。"], ["Ctrl+S。"]]),
        ("target-script", [["（最高人民法院）"], ["“为人民服务”"]]),
        ("segments", [["Com. & Adm."], [], ["1."], ["2."], ["3."]]),
        ("translate-no", [[], ["Open Society", "Green River"]]),
        ("code", [[], ["max_width=80", "make all"], ["a = 1"], ['print("hello world")']]),
        ("superscript", [[], ["10⁶"]]),
        ("formatted", [[], ["10⁶", "5平方米", "H₂O"], [], [], [], ["12"]]),
    ],
)
def test_what_is_no_language_stands_once_in_the_target_as_it_is(folder: Path, stem: str, kept: list[list[str]]) -> None:
    found = records(folder, stem)
    assert len(found) == len(kept)
    for record, literals in zip(found, kept, strict=True):
        assert [plain(record).count(literal) for literal in literals] == [1] * len(literals), record["target"]
        assert not [code for code in codes(record) if code[0] in "ANPS"]


def test_no_term_is_found_inside_an_address(folder: Path) -> None:
    terms = [term["id"] for record in records(folder, "addresses") for term in record["terms"]]
    assert not [id_ for id_ in terms if "procuratorate" in id_]


def test_capitals_blanks_and_ligatures_change_no_translation(folder: Path) -> None:
    shouted, said = records(folder, "capitals")
    assert shouted["target"] == said["target"]
    first, second, third, fourth = records(folder, "nbsp")
    assert first["target"] == second["target"]
    assert third["target"] == fourth["target"]


def test_deleted_text_is_not_read(folder: Path) -> None:
    assert [record["source"] for record in records(folder, "del-ins")][1:] == [
        "The fee is 7 yuan for each of the guests."
    ]


def test_what_is_marked_passes_through(folder: Path) -> None:
    block = records(folder, "notranslate")[1]
    assert (block["target"], block["origin"]) == ("Do not touch this line of text.", "verbatim")
    inline = records(folder, "translate-no")[1]
    assert {term["target"] for term in inline["terms"]} >= {"Open Society", "Green River"}


def test_preformatted_text_passes_through(folder: Path) -> None:
    assert [record["origin"] for record in records(folder, "code")] == ["machine", "machine", "verbatim", "verbatim"]


def test_raised_figures_and_bullets_of_a_page_are_read_as_they_look() -> None:
    pages = "".join(run_cli("segment", CASES / name, "--json").stdout for name in ("superscript.pdf", "bullets.pdf"))
    title, dose, aims, council, *items = [json.loads(line) for line in pages.splitlines()]
    assert (title["kind"], title["source"]) == ("heading", "ANNUAL REVIEW")
    assert dose["source"] == "The dose was 10⁶ units over 5 m² of land, as the office said."
    assert [one["kind"] for one in (aims, council, *items)] == ["heading", "paragraph", "list", "list", "list"]
    assert "\x7f" not in pages


def test_sentences_are_cut_where_they_end(folder: Path) -> None:
    assert [record["source"] for record in records(folder, "segments")] == [
        "He tried to reach Com. & Adm. by the shortest path.",
        "The needs are simple:",
        "1. A room with a table.",
        "2. At least eight chairs.",
        "3. A lamp.",
    ]


def test_a_word_alone_is_said_once(folder: Path) -> None:
    for record in records(folder, "loops"):
        assert 0 < len(record["target"]) <= 2
        assert len(set(record["target"])) == len(record["target"])
        assert record["target"] != "禁止"  # “No” is no ban


def test_lists_of_a_web_page_nest_and_count_as_before(folder: Path) -> None:
    source = (CASES / "nested-list.html").read_text("utf-8")
    finished = (folder / "finished" / "nested-list.zh.html").read_text("utf-8")
    tags = r"</?(?:ol|li|h1)>"
    assert re.findall(tags, finished) == re.findall(tags, source)


def test_markdown_keeps_all_that_is_not_text(folder: Path) -> None:
    finished = (folder / "finished" / "front-matter-code-links.zh.md").read_text("utf-8")
    assert re.match(r'---\ntitle: "[^"\n]+"\nlang: en\n---\n', finished)
    assert "```sh\nmake install   # twice\n```" in finished
    assert "](https://example.org/g)" in finished
    assert "| :--- | ----: |" in finished
    assert "Rules" not in finished
    assert "Pear" not in finished


def test_a_word_file_keeps_its_formatting(folder: Path) -> None:
    document = Document(str(folder / "finished" / "formatted.zh.docx"))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text]
    assert [run.text for run in runs if run.font.superscript] == ["6"]
    assert [run.text for run in runs if run.font.subscript] == ["2"]
    [bold] = [run for run in runs if run.bold]
    assert bold.font.color.rgb == RGBColor(255, 0, 0)
    assert len([run for run in runs if run.italic]) == 1
    style = document.tables[0].style
    assert style
    assert style.name == "Light Grid Accent 1"
    assert zipfile.is_zipfile(folder / "finished" / "formatted.zh.docx")


def test_po_check_finds_what_is_wrong_and_nothing_else() -> None:
    paths = sorted(CASES.glob("*.po"))
    remarks = json.loads(run_cli("po", "check", *paths, "--json").stdout)["findings"]
    assert {Path(remark["file"]).name for remark in remarks} == {"checks.zh_CN.po"}
    entries = re.findall(r'msgctxt "paragraph(\d+)"', (CASES / "checks.zh_CN.po").read_text("utf-8"))
    lines = {int(remark["line"]) for remark in remarks}
    first = (CASES / "checks.zh_CN.po").read_text("utf-8").splitlines().index('msgctxt "paragraph0"') + 1
    wrong = {n for n in map(int, entries) if {first + 4 * n, first + 4 * n + 1} & lines}
    assert wrong == {*range(6, 30), *range(31, 37)}


def test_traditional_text_is_not_taken_into_a_simplified_memory(tmp_path: Path) -> None:
    done = run_cli("memory", "import", CASES / "zh-TW.tmx", "--to", "zh_CN", "--locales", tmp_path)
    assert done.returncode == 0
    assert "no translations from en to zh" in done.stderr
    assert not list(tmp_path.rglob("*.tmx"))
