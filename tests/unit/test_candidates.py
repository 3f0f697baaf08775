"""Names that a report holds: told from ordinary words, kept whole, and counted against the glossary."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import parse_text
from dragoman.glossary import Matcher, load_direction, load_glossary
from dragoman.glossary.candidates.collect import Candidate, Coverage, cover, with_all_visible
from dragoman.glossary.candidates.phrases import find_phrases
from dragoman.glossary.candidates.titles import find_titles
from dragoman.glossary.placeables import find_placeables
from dragoman.languages import parse_language
from dragoman.segment import segment_document
from running import REPOSITORY, SPP, Here

TERMS = "id\tterm\tvariants\tcategory\tmatch\tnote\n"
CASES = json.loads((REPOSITORY / "tests" / "cases" / "report_names.json").read_text("utf-8"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "terms.tsv").write_text(TERMS)
    return folder


def phrases(text: str, *ordinary: str) -> list[str]:
    return [phrase.text for phrase in find_phrases(text, set(ordinary))]


def test_what_is_made_on_the_fly_needs_no_row(empty: Path, tmp_path: Path) -> None:
    text = (
        "The third session of the 14th National People's Congress met the Harbour Court under the 15th Five-Year Plan."
    )
    document = parse_text("report.txt", "report", text.encode())
    coverage = cover([("report.txt", segment_document(document, "en"))], load_glossary(empty, parse_language("zh")))
    assert [candidate.term for candidate in coverage.candidates] == ["Harbour Court"]
    assert coverage.covered == coverage.named - 1 > 0


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Harbour Court met the Ministry of Ports and Fisheries.",
            ["Harbour Court", "Ministry of Ports and Fisheries"],
        ),
        ("the Ministry of Ports and the Ministry of Justice", ["Ministry of Ports", "Ministry of Justice"]),
        (
            "the Legal and Economic Affairs Committee of the State Council",
            ["Legal and Economic Affairs Committee of the State Council"],
        ),
        (
            "the Law of the Republic on Mutual Assistance in Civil Matters took effect",
            ["Law of the Republic on Mutual Assistance in Civil Matters"],
        ),
        ("the Convention against Illegal Fishing", ["Convention against Illegal Fishing"]),
        ("the Pilots Council in Port Ely", ["Pilots Council", "Port Ely"]),
        ("Nothing in the High Court was said.", ["High Court"]),
        ("On Monday, 3 May, Judge Lin spoke; he left in June.", ["Judge Lin"]),
        ("the SPP's Political Department", ["SPP", "Political Department"]),
        ("the People's Court's ruling", ["People's Court"]),
        ("members of ASEAN and OPEC at 5 PM on TV", ["ASEAN", "OPEC"]),
        ("Central\nAsia  Exchange\r\n  Base", ["Central\nAsia  Exchange\r\n  Base"]),
        ("He said so. Nobody Else heard.", ["Nobody Else"]),
        ("shipping lanes were closed", []),
        ("", []),
    ],
)
def test_capitalised_phrases(text: str, names: list[str]) -> None:
    assert phrases(text) == names


def test_a_word_that_the_report_has_in_lower_case_begins_no_name() -> None:
    assert phrases("Officials Lin Wen and Ada Lund met.") == ["Officials Lin Wen and Ada Lund"]
    assert phrases("Officials Lin Wen and Ada Lund met.", "officials") == ["Lin Wen and Ada Lund"]
    assert phrases("President Lin met.", "president") == ["President Lin"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("the deputy director of the Port Office", ["deputy director of the Port Office"]),
        ("the third plenary session of the 5th Ports Council", ["third plenary session of the 5th Ports Council"]),
        ("under 《公共档案法》 and 《法》", ["《公共档案法》"]),
        ("the head of the queue", []),
    ],
)
def test_titles_without_capitals(text: str, titles: list[str]) -> None:
    assert [phrase.text for phrase in find_titles(text, find_phrases(text, set()))] == titles


REPORT = """Harbour Court Opens Hall To All Pilots

The Harbour Inspectorate (HI) opened a hall. The deputy head of the Harbour Inspectorate and Lin Wen spoke.

The HI and the Registry of Ships share it. The Registry of Ships moved in May.
"""


def coverage(text: str, folder: Path, language: str = "en") -> Coverage:
    document = parse_text("report.txt", "report", text.encode())
    reports = [(document.name, segment_document(document, language))]
    chosen, english = parse_language(language), parse_language("en")
    return cover(reports, with_all_visible(load_direction(folder, chosen, english)))


def test_candidates_are_counted_ranked_and_placed(empty: Path) -> None:
    assert coverage(REPORT, empty).candidates == [
        Candidate("Harbour Inspectorate", "institution", 2, ("report.txt:3", "report.txt:5"), ("HI",)),
        Candidate("Registry of Ships", "institution", 2, ("report.txt:5",)),
        Candidate("deputy head of the Harbour Inspectorate", "title", 1, ("report.txt:3",)),
        Candidate("Lin Wen", "person", 1, ("report.txt:3",)),
    ]


def test_what_the_glossary_knows_is_covered(empty: Path) -> None:
    (empty / "terms.tsv").write_text(
        f"{TERMS}court\tHarbour Court\t\tinstitution\t\t\ninspectorate\tHarbour Inspectorate\tHI\tinstitution\t\t\n"
        "registry\tRegistry of Ships\t\tinstitution\t\t\n"
    )
    found = coverage(REPORT, empty)
    assert found.matched == {"inspectorate": 3, "registry": 2, "court": 1}
    assert [candidate.term for candidate in found.candidates] == ["deputy head of the Harbour Inspectorate", "Lin Wen"]


def test_chinese_reports_name_their_laws_and_short_forms(empty: Path) -> None:
    text = "根据《档案法》，国家档案中心（以下简称“档案中心”）发布《阅览室办法》（以下简称《办法》）。《办法》很短。\n"
    found = coverage(text, empty, "zh")
    assert [(c.term, c.category, c.variants) for c in found.candidates] == [
        ("《档案法》", "law", ()),
        ("国家档案中心", "institution", ("档案中心",)),
        ("《阅览室办法》", "law", ("办法",)),
    ]


@given(st.text(), st.sets(st.sampled_from(["the", "court", "of"])))
def test_any_text_has_phrases_that_are_slices_of_it(text: str, ordinary: set[str]) -> None:
    done = 0
    phrases = find_phrases(text, ordinary)
    for phrase in phrases:
        assert done <= phrase.start < phrase.end <= len(text)
        assert phrase.text == text[phrase.start : phrase.end]
        done = phrase.end
    assert all(title.text == text[title.start : title.end] for title in find_titles(text, phrases))


def test_the_table_of_candidates_can_be_imported(here: Here, empty: Path) -> None:
    Path("report.txt").write_text(REPORT)
    done = here.run("glossary", "extract", "report.txt", "--glossary", empty)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("id\tterm\tvariants\tcategory\tmatch\tdomain\tnote\t")
    assert lines[1].split("\t")[:7] == [
        *("harbour-inspectorate", "Harbour Inspectorate", "HI", "institution"),
        *("", "", "2×: report.txt:3, report.txt:5"),
    ]
    filled = [f"{line[:-6]}检查署\t\t\t\t\t\t" if number == 1 else line for number, line in enumerate(lines)]
    Path("new.tsv").write_text("\n".join(filled) + "\n")
    assert here.run("glossary", "import", "new.tsv", "--to", "zh", "--glossary", empty).returncode == 0
    assert "harbour-inspectorate\t检查署\t" in (empty / "zh_CN.tsv").read_text()
    done = here.run("glossary", "coverage", "report.txt", "--glossary", empty)
    assert done.stdout == "6 occurrences of 4 terms; 6 of 6 names are covered\n"
    rows = here.run("glossary", "extract", "report.txt", "--glossary", empty, "--json").stdout
    assert rows == ""


def test_coverage_as_an_object(here: Here, empty: Path) -> None:
    Path("report.txt").write_text(REPORT)
    found = json.loads(here.run("glossary", "coverage", "report.txt", "--glossary", empty, "--json").stdout)
    assert found["candidates"][0] == {
        **{"term": "Harbour Inspectorate", "category": "institution", "count": 2, "variants": ["HI"]},
        "places": ["report.txt:3", "report.txt:5"],
    }
    assert (found["matched"], found["named"], found["covered"]) == ({}, 6, 0)


def test_names_are_not_told_in_every_language(here: Here) -> None:
    Path("report.txt").write_text("Le tribunal\n")
    done = here.run("glossary", "coverage", "report.txt", "--from", "fr")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: --from fr: names are found in reports in en and zh only\n"


def real_report() -> str:
    if not SPP.is_file():
        pytest.skip("the report is not part of the project")
    return SPP.read_text("utf-8")


def test_extraction_from_the_real_report_is_precise(empty: Path) -> None:
    likely = {candidate.term for candidate in coverage(real_report(), empty).candidates if candidate.likely}
    real = set(CASES["terms"])
    assert len(likely & real) >= 30
    assert len(likely & real) / len(likely) >= 0.8


# Two capitalised words or more with small words between, found in a cruder way than ours: what it counts is counted.
_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s(?:(?:of|and|for|on)\s)?(?:the\s)?[A-Z][\w'’-]+)+")
_NO_NAME = re.compile(r"(?:Nov|Noting|In|On)\s")


@pytest.mark.parametrize("shipped", [True, False], ids=["shipped glossary", "no glossary"])
def test_hardly_a_name_in_the_real_report_goes_unnoticed(empty: Path, shipped: bool) -> None:
    text = real_report()
    folder = REPOSITORY / "glossary" if shipped else empty
    document = parse_text("report.txt", "report", text.encode())
    segments = segment_document(document, "en")
    known = {candidate.term for candidate in coverage(text, folder).candidates}
    matches = Matcher(with_all_visible(load_glossary(folder, None))).find_matches(segments)
    named = missed = 0
    for segment, found in zip(segments, matches, strict=True):
        names = [name for name in _NAME.finditer(segment.source) if not _NO_NAME.match(name[0])]
        for name in [] if segment.verbatim else names:
            named += 1
            terms = (*found, *find_placeables(segment.source, parse_language("zh")))
            words = list(re.finditer(r"[A-Z][\w'’-]+", name[0]))
            inside = [any(m.start <= name.start() + word.start() < m.end for m in terms) for word in words]
            listed = [any(word[0].removesuffix("'s") in term for term in known) for word in words]
            missed += not all(map(any, zip(inside, listed, strict=True)))
    assert named >= 40
    assert missed / named <= 0.05


def test_chinese_reports_name_organs_offices_and_persons(empty: Path) -> None:
    text = (
        "会议由滨海省人民检察院检察长陈志远主持，海滨市港务管理局局长王小明参加。\n\n"
        "中国海洋工程研究院院长欧阳文发言，内部干部和各部门负责人列席。王小明说，《港口条例》很重要。\n"
    )
    found = coverage(text, empty, "zh")
    assert [(one.term, one.category) for one in found.candidates] == [
        ("滨海省人民检察院", "institution"),
        ("滨海省人民检察院检察长", "title"),
        ("陈志远", "person"),
        ("海滨市港务管理局", "institution"),
        ("海滨市港务管理局局长", "title"),
        ("王小明", "person"),
        ("中国海洋工程研究院", "institution"),
        ("中国海洋工程研究院院长", "title"),
        ("欧阳文", "person"),
        ("《港口条例》", "law"),
    ]
    assert (found.named, found.covered) == (10, 0)


def test_of_a_chinese_report_all_names_are_counted() -> None:
    folder = REPOSITORY / "glossary"
    text = "最高人民检察院检察长应勇和司法部副部长王小明参加。\n"
    document = parse_text("report.txt", "report", text.encode())
    glossary = with_all_visible(load_direction(folder, parse_language("zh"), parse_language("en")))
    found = cover([("report.txt", segment_document(document, "zh"))], glossary)
    assert [one.term for one in found.candidates] == ["王小明"]
    assert (found.named, found.covered) == (5, 4)
