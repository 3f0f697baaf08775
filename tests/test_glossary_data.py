"""The curated glossary itself: data is tested like code."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest

from dragoman.glossary import Glossary, Matcher, load_glossary
from dragoman.languages import parse_language
from dragoman.model import Match, Rendering, Segment
from dragoman.terminology.verify import occurrences

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "glossary"
FILES = sorted(FOLDER.glob("*.tsv"))
REPORT = ROOT / ".." / "shared" / "reports" / "spp-foreign-related-prosecution.txt"

LANGUAGES = ("zh", "zh-Hant", "es", "fr", "ru", "ar", "ja", "de")
CONCEPTS = 175
"""How many concepts there are at least, each with a row in both kinds of Chinese."""
RENDERED = 175
"""How many of them are rendered at least in each other language."""

_HAN, _KANA, _CYRILLIC, _ARABIC = "\u3400-\u9fff", "\u3041-\u30ff", "\u0400-\u04ff", "\u0600-\u06ff"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
SCRIPTS = {  # what a rendering must have a letter of, and what it may not have any of
    "zh": (_HAN, _KANA + _CYRILLIC + _ARABIC),
    "zh-Hant": (_HAN, _KANA + _CYRILLIC + _ARABIC),
    "ja": (_HAN + _KANA + "A-Z", _CYRILLIC + _ARABIC),
    "ru": (_CYRILLIC + "A-Z", _HAN + _KANA + _ARABIC),
    "ar": (_ARABIC, _HAN + _KANA + _CYRILLIC),
    **dict.fromkeys(("es", "fr", "de"), (_LATIN, _HAN + _KANA + _CYRILLIC + _ARABIC)),
}
_PUBLIC_HOST = re.compile(r"https?://[^/]*(?:\.gov\.cn|\.gov|\.un\.org|jcrb\.com|qstheory\.cn|sectsco\.org)(?:[:/]|$)")
_ACT = re.compile(r"《[^《》]+》|Charter|Convention|Constitution|UNTERM")
"""An act or a publication that is named in so many words."""


@pytest.fixture(scope="module")
def glossaries() -> dict[str, Glossary]:
    return {code: load_glossary(FOLDER, parse_language(code)) for code in LANGUAGES}


@pytest.fixture(scope="module")
def matcher(glossaries: dict[str, Glossary]) -> Matcher:
    return Matcher(glossaries["zh"])


def find(matcher: Matcher, *texts: str) -> list[tuple[Match, ...]]:
    return matcher.find_matches(
        [Segment(f"b{n:03}s01", n, "paragraph", n, 0, len(text), text) for n, text in enumerate(texts, 1)]
    )


def right_forms(row: Rendering) -> tuple[str, ...]:
    return tuple(form for form in (row.rendering, *row.accepted) if form not in {"", "="})


def rows(glossary: Glossary) -> Iterator[tuple[Rendering, str]]:
    """Yield every row with every right form of it."""
    for row in glossary.renderings.values():
        for form in right_forms(row):
            yield row, form


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
    assert [cell for cell in cells if "  " in cell] == []
    lists = [cell.split("|") for cell in cells if "|" in cell]
    assert all(item and item == item.strip() for items in lists for item in items)
    assert [items for items in lists if len(items) != len(set(items))] == []


def test_there_is_a_file_for_every_language_and_no_other() -> None:
    names = {"terms.tsv", *(f"{parse_language(code).gettext}.tsv" for code in LANGUAGES)}
    assert {path.name for path in FILES} == names


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_languages_are_as_complete_as_they_claim(glossaries: dict[str, Glossary], code: str) -> None:
    glossary = glossaries[code]
    assert len(glossary.concepts) >= CONCEPTS
    if code.startswith("zh"):
        assert glossary.renderings.keys() == glossary.concepts.keys()
    else:
        assert sum(1 for row in glossary.renderings.values() if row.rendering) >= RENDERED - 1
    assert [row.id for row in glossary.renderings.values() if not row.rendering] == ["shen-jian"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_official_renderings_have_a_public_authority(glossaries: dict[str, Glossary], code: str) -> None:
    official = [row for row in glossaries[code].renderings.values() if row.status == "official"]
    authorities = [(row.id, row.authority) for row in official]
    assert [(id_, said) for id_, said in authorities if not (_PUBLIC_HOST.match(said) or _ACT.search(said))] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_renderings_are_in_their_script(glossaries: dict[str, Glossary], code: str) -> None:
    needed, foreign = SCRIPTS[code]
    wrong = [
        (row.id, form)
        for row, form in rows(glossaries[code])
        if not re.search(f"[{needed}]", form) or re.search(f"[{foreign}]", form)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", ["ru", "es", "fr", "de"])
def test_no_letter_of_another_alphabet_hides_in_a_word(glossaries: dict[str, Glossary], code: str) -> None:
    mixed = re.compile(f"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]")
    assert [(row.id, form) for row, form in rows(glossaries[code]) if mixed.search(form)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_forbidden_form_is_part_of_a_right_one(glossaries: dict[str, Glossary], code: str) -> None:
    found = [(row.id, wrong) for row, form in rows(glossaries[code]) for wrong in row.forbidden if wrong in form]
    assert found == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_accepted_forms_differ_from_the_preferred_one(glossaries: dict[str, Glossary], code: str) -> None:
    assert [row.id for row in glossaries[code].renderings.values() if row.rendering in row.accepted] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_verifier_recognises_every_form(glossaries: dict[str, Glossary], code: str) -> None:
    unseen = [
        (row.id, form)
        for row, form in rows(glossaries[code])
        if (0, len(form)) not in occurrences(form, form) or not list(occurrences(f"({form}).", form))
    ]
    assert unseen == []


def test_traditional_chinese_is_what_opencc_makes_of_the_simplified(glossaries: dict[str, Glossary]) -> None:
    """A row that departs from it says in its note why; quotation marks are those that Taiwan and Hong Kong use."""
    convert = opencc.OpenCC("s2tw").convert
    simplified, traditional = (glossaries[code].renderings for code in ("zh", "zh-Hant"))
    expected = {id_: convert(row.rendering).translate(str.maketrans("“”", "「」")) for id_, row in simplified.items()}
    departing = {id_: (row.rendering, expected[id_]) for id_, row in traditional.items() if not row.note}
    assert [(id_, wanted) for id_, (is_, wanted) in departing.items() if is_ != wanted] == []


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
