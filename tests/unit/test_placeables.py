"""What holds for all terms made on the fly together: numerals, Unicode's locale data, other scripts, the clock."""

import time
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_percent

from dragoman.glossary import find_terms
from dragoman.glossary.load import Glossary
from dragoman.glossary.placeables import find_placeables
from dragoman.glossary.placeables.amounts import amounts
from dragoman.glossary.placeables.chinese import numeral
from dragoman.glossary.placeables.dates import date_forms
from dragoman.languages import parse_language
from dragoman.model import Concept, Rendering, Segment

CHINESE = parse_language("zh")
TRADITIONAL = parse_language("zh-Hant")


def made(source: str, language: str = "zh") -> list[tuple[str, str]]:
    return [(match.source, match.forms[0]) for match in find_placeables(source, parse_language(language))]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (114, "一百一十四"),
        (210, "二百一十"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (10_000, "一万"),
        (10_010, "一万零一十"),
        (100_000, "十万"),
        (1_000_000_000, "十亿"),
        (1_200_000_000_000, "一万二千亿"),
    ],
)
def test_numerals_are_those_that_are_read_aloud(number: int, written: str) -> None:
    assert numeral(number) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (10_000, "1万"),
        (12_345, "1.2345万"),
        (1_200_000_000, "12亿"),
        (1_250_000_000, "12.5亿"),
        (2_350_000_000_000, "2.35万亿"),
        (100_000_000, "1亿"),
        (99_990_000, "9999万"),
    ],
)
def test_large_numbers_are_shortened_by_wan_and_yi(value: int, written: str) -> None:
    assert "".join(amounts(Decimal(value))[0]) == written


@pytest.mark.parametrize("day", [date(2024, 11, 4), date(1999, 1, 31), date(2000, 2, 29)])
def test_chinese_dates_are_those_of_cldr_without_babel(day: date) -> None:
    for language, code in ((CHINESE, "zh_Hans"), (TRADITIONAL, "zh_Hant")):
        assert date_forms(day, language, with_year=True)[0] == format_date(day, "long", locale=code)
        assert date_forms(day, language, with_year=False)[0] == format_skeleton("MMMMd", day, locale=code)


@pytest.mark.parametrize("code", ["zh", "es", "fr", "ru", "ar", "ja", "de"])
def test_percentages_are_those_of_cldr(code: str) -> None:
    locale = Locale.parse(code)
    for number in ("15.3", "12", "40", "0.75"):
        written = format_percent(Decimal(number) / 100, locale=locale, decimal_quantization=False)
        assert made(f"It rose {number}% again.", code) == [(f"{number}%", written.replace("\u200e", ""))]


@pytest.mark.parametrize("code", ["es", "fr", "ru", "de"])
def test_what_cldr_writes_for_large_numbers_is_accepted(code: str) -> None:
    for text, value in (("1.2 billion", 1_200_000_000), ("35 million", 35_000_000), ("1.5 million", 1_500_000)):
        written = format_compact_decimal(value, format_type="long", locale=code, fraction_digits=3)
        [match] = find_placeables(f"It made {text} of them.", parse_language(code))
        assert written in match.forms, (written, match.forms)


@pytest.mark.parametrize(
    ("source", "language", "forms"),
    [
        ("66 per cent", "fr", {"66 %", "66 pour cent"}),
        ("15%", "ar", {"15٪", "15 في المائة"}),
        ("$136,000", "zh", {"136 000美元", "136,000美元", "136000美元"}),
        ("14 and 27 January", "zh", {"1月14日至1月27日", "1月14日-27日"}),
        ("30 September", "zh", {"九月三十日"}),
        ("26 February 2015", "ar", {"26 شباط/فبراير 2015", "26 شباط 2015"}),
        ("30 June 2006", "ar", {"30 حزيران/يونيه 2006"}),
        ("5 million", "ru", set()),
        ("12 million", "ru", {"12 миллионов", "12 млн"}),
        ("more than 5 million people", "zh", {"500多万", "500万余"}),
        ("1.2 billion", "zh", {"12亿", "1200000000", "十二亿"}),
        ("1990s", "zh", {"上世纪90年代", "二十世纪九十年代"}),
    ],
)
def test_what_people_write_besides_is_accepted(source: str, language: str, forms: set[str]) -> None:
    text = f"Between {source}." if " and " in source else f"It was {source}."
    accepted = {form for match in find_placeables(text, parse_language(language)) for form in match.forms}
    assert forms <= {form.replace("\u00a0", " ") for form in accepted}


def test_traditional_characters_have_their_own_words() -> None:
    assert made("It cost 1.2 billion yen and 2.5 trillion won.", "zh-Hant")[0] == ("1.2 billion yen", "12億日圓")
    assert made("It rose 1.2 percentage points in the 21st century.", "zh-Hant") == [
        ("1.2 percentage points", "1.2個百分點"),
        ("21st century", "21世紀"),
    ]


def test_a_full_stop_that_ends_the_sentence_is_no_part_of_a_date() -> None:
    assert made("It met on 14 Nov.") == [("14 Nov", "11月14日")]
    assert made("It met on 14 Nov. in Rome.") == [("14 Nov.", "11月14日")]


def test_a_bare_dollar_is_not_american_everywhere() -> None:
    assert made("It cost $5 million.") == [("$5 million", "500万美元")]
    assert made("Canada paid $5 million.") == [("5 million", "500万")]


def test_the_same_value_is_the_same_concept_however_it_is_written() -> None:
    ids = [match.id for match in find_placeables("$1.2 billion; 1.2 billion dollars; US$1,200,000,000", CHINESE)]
    assert ids == ["money-1200000000-usd"] * 3


def test_leftmost_then_longest_then_the_glossarys() -> None:
    terms = {"congress": "14th National People's Congress", "committee": "NPC Standing Committee", "day": "May 4"}
    concepts = {id_: Concept(id_, term, (), "event", (), "", 2) for id_, term in terms.items()}
    renderings = {id_: Rendering(id_, id_.upper(), (), (), "established", "", "", 2) for id_ in terms}
    glossary = Glossary(concepts, renderings, "0", True)

    def forms(source: str) -> list[str]:
        segment = Segment("b001s01", 1, "paragraph", 1, 0, len(source), source)
        [[found]] = find_terms(glossary, CHINESE, [[segment]])
        assert all(before.end <= after.start for before, after in pairwise(found))
        return [match.forms[0] for match in found]

    assert forms("the 14th National People's Congress on May 4") == ["CONGRESS", "DAY"]
    assert forms("the third session of the 14th National People's Congress") == ["第十四届全国人民代表大会第三次会议"]
    assert forms("the NPC Standing Committee on May 4, 2024") == ["COMMITTEE", "2024年5月4日"]


def test_a_language_without_rows_requires_nothing() -> None:
    text = "It rose 12% to 1.2 billion in the 1990s, at the third session of the 14th NPC, under Article 5."
    assert made(text, "tr") == made(text, "aaa") == []


@pytest.mark.parametrize(
    "unit",
    [
        *("1 ", "1,", "1-", "1.", "14 to ", "twenty-", "ten million ", "$", "$1 ", "5 million to ", "third "),
        *("14th ", "third session of the ", "14th NPC ", "CPC's ", "Article 1, paragraph ", "Nov 14 ", "Nov", "14\n"),
        *("the first ", "first half of ", "1990s", "21st century ", " ", "per cent ", "1 per", "May and ", "(CPC) "),
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    text = "the third session of Nov 14" + unit * (60_000 // len(unit)) + "x century per cent National People"
    began = time.process_time()
    find_placeables(text, CHINESE)
    find_placeables(text, parse_language("es"))
    assert time.process_time() - began < 5
