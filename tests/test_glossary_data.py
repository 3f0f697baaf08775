"""The curated glossary itself: data is tested like code."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from dragoman.glossary import Glossary, Matcher, load_glossary
from dragoman.model import Language, Match, Segment

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "glossary"
FILES = sorted(FOLDER.glob("*.tsv"))
REPORT = ROOT / ".." / "shared" / "reports" / "spp-foreign-related-prosecution.txt"
CHINESE = Language("zh", "zh", "zh_CN", "Chinese", spaceless=True)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary(FOLDER, CHINESE)


@pytest.fixture(scope="module")
def matcher(glossary: Glossary) -> Matcher:
    return Matcher(glossary)


def find(matcher: Matcher, *texts: str) -> list[tuple[Match, ...]]:
    return matcher.find_matches(
        [Segment(f"b{n:03}s01", n, "paragraph", n, 0, len(text), text) for n, text in enumerate(texts, 1)]
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_written_as_the_readme_says(path: Path) -> None:
    text = path.read_bytes().decode()
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    ids = [line.split("\t")[0] for line in text.splitlines()[1:]]
    assert ids == sorted(ids)
    cells = [cell for line in text.splitlines() for cell in line.split("\t")]
    assert cells == [cell.strip() for cell in cells]
    lists = [cell.split("|") for cell in cells if "|" in cell]
    assert all(item and item == item.strip() for items in lists for item in items)
    assert all(len(items) == len(set(items)) for items in lists)


def test_every_concept_has_a_chinese_row(glossary: Glossary) -> None:
    assert glossary.concepts.keys() == glossary.renderings.keys()
    assert len(glossary.concepts) >= 138


def test_official_renderings_have_a_public_authority(glossary: Glossary) -> None:
    authority = re.compile(r"https?://[^/]*(?:\.gov\.cn|jcy\.gov\.cn|jsjc\.gov\.cn|jcrb\.com|qstheory\.cn)/")
    official = [row for row in glossary.renderings.values() if row.status == "official"]
    assert official
    assert [row.id for row in official if not authority.match(row.authority)] == []


def test_renderings_are_chinese(glossary: Glossary) -> None:
    for row in glossary.renderings.values():
        for form in (row.rendering, *row.accepted):
            assert form in {"", "="} or re.search(r"[\u4e00-\u9fff]", form), row.id
    assert [row.id for row in glossary.renderings.values() if not row.rendering] == ["shen-jian"]


def test_no_forbidden_form_is_part_of_a_right_one(glossary: Glossary) -> None:
    for row in glossary.renderings.values():
        for wrong in row.forbidden:
            assert not any(wrong in form for form in (row.rendering, *row.accepted)), (row.id, wrong)


def test_accepted_forms_differ_from_the_preferred_one(glossary: Glossary) -> None:
    assert [row.id for row in glossary.renderings.values() if row.rendering in row.accepted] == []


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("Remarks by the Prosecutor General of the SPP", "最高人民检察院检察长"),
        ("remarks by the first deputy prosecutor general", "常务副检察长"),
        ("a talk about foreign-related prosecution", "涉外检察"),
        ("three free trade zones", "自由贸易试验区"),
        ("an overall national security concept", "总体国家安全观"),
        ("the guiding principles of a conference", "精神"),
        ("both Chinese and foreign parties", "中外当事人"),
        ("since the 18th National Congress of the Communist Party of China", "中共十八大"),
        ("ships in the South China Sea", "南海"),
        ("the Law of the PRC on International Criminal Judicial Assistance", "《中华人民共和国国际刑事司法协助法》"),
    ],
)
def test_traps_of_the_material(matcher: Matcher, text: str, owed: str) -> None:
    ((match,),) = find(matcher, text)
    assert match.forms[0] == owed


@pytest.mark.parametrize(
    "text",
    [
        "officials of the club said nothing",
        "an official report on parties, member states and a standing committee",
        "guiding principles of gardening",
        "several prosecutions of smugglers under the rules of law",
        "tong and ying, zhu and chen; emphasizing",
    ],
)
def test_ordinary_words_are_left_alone(matcher: Matcher, text: str) -> None:
    assert find(matcher, text) == [()]


def test_real_report(matcher: Matcher) -> None:
    if not REPORT.is_file():
        pytest.skip("the report is not part of the project")
    lines = [line for line in REPORT.read_text(encoding="utf-8").splitlines() if line.strip()][:-4]
    found = find(matcher, *[line for line in lines if not re.fullmatch(r"\d+\.jpg", line)])
    owed = [match for matches in found for match in matches if match.forms]
    assert len(owed) >= 190
    assert sum(len({match.id for match in matches if match.forms}) for matches in found) >= 190
    unknown = Counter(match.source for matches in found for match in matches if not match.forms)
    assert unknown == {"Shen Jian": 1}
