"""Catalogues as `dragoman po check` sees them: terms, dates, states, consistency, and files that are not PO."""

import json
import shutil
from pathlib import Path

import pytest

from dragoman.check.sarif import github_annotation, render_sarif
from dragoman.errors import RequestError
from dragoman.languages import parse_language
from dragoman.model import Origin
from dragoman.po.provenance import fingerprint
from dragoman.run.review import Remark, Wanted, review

TERMS = (
    "id\tterm\tvariants\tcategory\tmatch\tnote\n"
    "archive\tState Archive\tSA\tinstitution\t\t\nlin\tWen Lin\t\tperson\tcase\t\n"
)
RENDERINGS = (
    "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote\n"
    "archive\t国家档案馆\t国档\t\testablished\t\t\nlin\t\t\t\tproposed\t\t\n"
)
HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2025-03-03 09:30+0000\\n"\n'
    '"Last-Translator: Lin <lin@example.org>\\n"\n"Language-Team: none\\n"\n"Language: zh_CN\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
)
EVERY = frozenset({"reviewed", "draft", "machine", "memory"})


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "terms.tsv").write_text(TERMS, encoding="utf-8")
    (folder / "zh_CN.tsv").write_text(RENDERINGS, encoding="utf-8")
    return folder


def entry(source: str, target: str, *, machine: bool = False, fuzzy: bool = False, kind: str = "paragraph") -> str:
    line = f"# dragoman: machine translation: argos, check {fingerprint(target)}\n" if machine else ""
    flag = "#, fuzzy\n" if machine or fuzzy else ""
    return f'{line}{flag}msgctxt "{kind}"\nmsgid "{source}"\nmsgstr "{target}"\n\n'


def found(glossary: Path, *texts: str, states: frozenset[str] = EVERY, untranslated: bool = False) -> list[Remark]:
    paths = []
    for number, text in enumerate(texts):
        path = Path(f"report{number}.po")
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    english = parse_language("en")
    wanted = Wanted(states, untranslated=untranslated)
    return review(paths, wanted, source=english, target=None, glossary=glossary)


def codes(remarks: list[Remark]) -> list[tuple[int, str, Origin | None]]:
    return [(remark.line, remark.finding.code, remark.state) for remark in remarks]


def test_terms_by_who_wrote_them(glossary: Path) -> None:
    text = HEADER + entry("The State Archive is open.", "档案馆已开放。")
    text += entry("The State Archive was open.", "档案馆曾开放。", machine=True)
    text += entry("The SA is closed.", "国档已关闭。") + entry("Wen Lin spoke.", "文林讲了话。", fuzzy=True)
    assert codes(found(glossary, text)) == [
        (12, "T002", "reviewed"),
        (18, "T001", "machine"),
        (27, "T003", "draft"),
    ]


def test_a_date_is_a_date(glossary: Path) -> None:
    text = HEADER + entry("It opened on May 3, 2025.", "它于2025年5月3日开放。")
    text += entry("It closed on May 4, 2025.", "它于2025年5月5日关闭。")
    [remark] = found(glossary, text)
    assert (remark.line, remark.finding.code) == (16, "N004")
    assert "2025年5月4日" in remark.finding.message


def test_which_entries_are_checked(glossary: Path) -> None:
    text = HEADER + entry("It has 3,500 books.", "它有书。") + entry("It has 4,500 books.", "它有书籍。", machine=True)
    text += entry("It has 5,500 books.", "")
    assert codes(found(glossary, text, states=frozenset({"reviewed"}))) == [(12, "N001", "reviewed")]
    assert codes(found(glossary, text, states=frozenset({"machine"}), untranslated=True)) == [
        (18, "N001", "machine"),
        (22, "U003", "none"),
    ]


def test_one_text_in_two_translations(glossary: Path) -> None:
    first = HEADER + entry("The hall is open.", "大厅开放。") + entry("The hall is open.", "大厅开放。", kind="caption")
    second = HEADER + entry("The hall is open.", "大厅开门。")
    [remark] = found(glossary, first, second)
    assert (remark.path.name, remark.finding.code) == ("report1.po", "W002")
    assert remark.finding.message.endswith("differently in report0.po:12: “大厅开放。”")


def test_a_file_that_is_not_po_is_a_finding_and_the_others_are_checked(glossary: Path) -> None:
    good = HEADER + entry("It has 3,500 books.", "它有书。")
    remarks = found(glossary, "msgid nonsense\n", good)
    assert [(remark.path.name, remark.line, remark.finding.code) for remark in remarks] == [
        ("report0.po", 1, "F001"),
        ("report1.po", 12, "N001"),
    ]
    assert "file unchanged" in remarks[0].finding.message


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="msgfmt is in the Debian package gettext")
def test_what_gettext_says_is_a_finding(glossary: Path) -> None:
    text = HEADER + '#, c-format\nmsgid "It has %s books."\nmsgstr "它有书。"\n'
    [remark] = [remark for remark in found(glossary, text) if remark.finding.code == "F002"]
    assert remark.line == 14


def test_a_header_without_a_translator_is_none_of_the_checks_business(glossary: Path) -> None:
    text = HEADER.replace('"Language-Team: none\\n"\n', "") + entry("It rains.", "下雨。")
    assert not found(glossary, text)


def test_a_file_of_no_language_needs_one(glossary: Path) -> None:
    with pytest.raises(RequestError, match=r"report0\.po: neither its header nor its folder says"):
        found(glossary, entry("It rains.", "下雨。"))


def test_sarif_has_what_code_hosts_need(glossary: Path) -> None:
    [remark] = found(glossary, HEADER + entry("It has 3,500 books.", "它有书。"))
    log = json.loads(render_sarif([("a b/报告.po", remark.line, remark.finding)]))
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    [result] = run["results"]
    assert result["ruleId"] == "N001"
    assert result["level"] == "warning"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%E6%8A%A5%E5%91%8A.po"
    assert place["region"] == {"startLine": 12}
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["N001"]["defaultConfiguration"] == {"level": "warning"}
    assert rules["N001"]["shortDescription"]["text"]


def test_a_forbidden_form_is_reported_by_po_check(glossary: Path) -> None:
    path = glossary / "zh_CN.tsv"
    path.write_text(path.read_text("utf-8").replace("\t国档\t\t", "\t国档\t档案局\t"), encoding="utf-8")
    text = HEADER + entry("The State Archive is open.", "国家档案馆，即档案局，已开放。")
    assert codes(found(glossary, text)) == [(12, "T004", "reviewed")]


def test_a_term_that_one_entry_renders_otherwise_than_the_others(glossary: Path) -> None:
    text = HEADER + "".join(
        entry(f"The State Archive has {n} rooms.", f"国家档案馆有{n}间屋。") for n in (21, 22, 23, 24)
    )
    text += entry("The State Archive is open.", "国档已开放。")
    assert [code for _, code, _ in codes(found(glossary, text))] == ["T006"]


def test_case_forms_and_adjectives_of_one_rendering_are_no_two_renderings(glossary: Path) -> None:
    (glossary / "ru.tsv").write_text(
        RENDERINGS.replace("国家档案馆\t国档", "Архив\tАрхивом|архивный|хранилище"), encoding="utf-8"
    )
    said = (
        "Архив велик.",
        "Архив открыт.",
        "Архив закрыт.",
        "Он стал архивом.",
        "Это архивный зал.",
        "Хранилище старо.",
    )
    text = HEADER.replace("zh_CN", "ru") + "".join(
        entry(f"The State Archive, {word}.", target)
        for word, target in zip(("big", "open", "closed", "now", "a hall", "old"), said, strict=True)
    )
    assert [code for _, code, _ in codes(found(glossary, text)) if code == "T006"] == ["T006"]


def test_a_person_may_inflect_a_rendering(glossary: Path) -> None:
    (glossary / "ru.tsv").write_text(
        RENDERINGS.replace("国家档案馆\t国档", "Государственный архив\t"), encoding="utf-8"
    )
    russian = HEADER.replace("zh_CN", "ru") + entry("It lies in the State Archive.", "Лежит в государственном архиве.")
    assert found(glossary, russian) == []


def test_style_is_a_note_to_code_hosts(glossary: Path) -> None:
    text = HEADER.replace("zh_CN", "fr") + entry("Is it open?", "Est-ce ouvert?")
    [remark] = found(glossary, text)
    located = ("a.po", remark.line, remark.finding)
    assert json.loads(render_sarif([located]))["runs"][0]["results"][0]["level"] == "note"
    assert github_annotation(*located).startswith("::notice file=a.po,line=12,title=S003::")
