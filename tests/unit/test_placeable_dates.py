import pytest

from dragoman.glossary.load import Glossary
from dragoman.glossary.matching.find import find_terms
from dragoman.glossary.placeables.dates import DATES
from dragoman.glossary.placeables.pattern import placeable_matches, spot_pattern
from dragoman.languages import parse_language
from dragoman.model import Concept, Match, Rendering, Segment

CHINESE = parse_language("zh")


def matches(source: str, language: str = "zh") -> tuple[Match, ...]:
    chosen = parse_language(language)
    found = tuple(match for one in spot_pattern(DATES, source) for match in placeable_matches(one, source, chosen))
    for match in found:
        assert source[match.start : match.end] == match.source
    return found


def dates(source: str, language: str = "zh") -> list[tuple[str, str]]:
    return [(match.source, match.forms[0]) for match in matches(source, language)]


@pytest.mark.parametrize(
    ("language", "full", "day"),
    [
        ("zh", "2024年11月14日", "11月14日"),
        ("zh-Hant", "2024年11月14日", "11月14日"),
        ("ja", "2024年11月14日", "11月14日"),
        ("ko", "2024년 11월 14일", "11월 14일"),
        ("es", "14 de noviembre de 2024", "14 de noviembre"),
        ("fr", "14 novembre 2024", "14 novembre"),
        ("ru", "14 ноября 2024\u202fг.", "14 ноября"),
        ("ar", "14 نوفمبر 2024", "14 نوفمبر"),
        ("de", "14. November 2024", "14. November"),
        ("pt-BR", "14 de novembro de 2024", "14 de novembro"),
    ],
)
def test_a_date_is_what_cldr_writes(language: str, full: str, day: str) -> None:
    source = "It met on November 14, 2024 and again on Nov. 14."
    assert dates(source, language) == [("November 14, 2024", full), ("Nov. 14", day)]


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("March 15, 2024", "2024年3月15日"),
        ("March 15 2024", "2024年3月15日"),
        ("March 15,2024", "2024年3月15日"),
        ("March 15th, 2024", "2024年3月15日"),
        ("15 March 2024", "2024年3月15日"),
        ("15 March, 2024", "2024年3月15日"),
        ("15th March 2024", "2024年3月15日"),
        ("Sept 3rd", "9月3日"),
        ("Sept. 3", "9月3日"),
        ("Jan. 05", "1月5日"),
        ("May 1", "5月1日"),
        ("1 May", "5月1日"),
        ("Feb 29", "2月29日"),
        ("Feb 29, 2024", "2024年2月29日"),
        ("November\n14,\r\n2024", "2024年11月14日"),
        ("Nov.\u00a014", "11月14日"),
    ],
)
def test_a_date_may_be_written_in_many_ways(source: str, form: str) -> None:
    assert dates(f"On {source}, it met.") == [(source, form)]
    assert dates(source) == [(source, form)]


@pytest.mark.parametrize(
    "source",
    [
        "May",
        "He may 5 times",
        "In May 2024",
        "Nov 31",
        "Feb 30, 2024",
        "Feb 29, 2023",
        "March 0",
        "March 32",
        "May 5, 0000",
        "May 5:30",
        "May 5.5",
        "Jan 2.0",
        "Jan 2.0.1",
        "March 15,000 people",
        "In March 15,000 people",
        "In May 10 people came",
        "May 10%",
        "a Nov 14-year-old",
        "mid-May 5",
        "1,014 May",
        "2.14 May",
        "Article 14 May Be Amended",
        "Section 3 May Apply",
        "xMay 5",
        "Mayor 5",
        "Augustine 5",
        "Decree 5",
        "NOV 14",
    ],
)
def test_what_is_no_date_or_may_be_none_is_required_nothing(source: str) -> None:
    assert dates(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "Nov 14-16",
        "Nov 14–16, 2024",
        "Nov. 14 – 16",
        "Nov 14/15",
        "November 14 and 15, 2024",
        "November 14 to 16",
        "November 14, 15 and 16",
        "14-16 November",
        "14–16 November 2024",
        "14 and 15 November",
        "14, 15 and 16 November",
        "from 14 to 16 November 2024",
        "14th and 15th November",
    ],
)
def test_days_that_share_their_month_are_no_dates(source: str) -> None:
    """“14 y 15 de noviembre” is right and has no “14 de noviembre” in it; ranges have a pattern of their own."""
    assert dates(source, "es") == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("at 5:30 May 5", ["May 5"]),
        ("between November 14 and November 16", ["November 14", "November 16"]),
        ("Nov 14 – Dec 3", ["Nov 14", "Dec 3"]),
        ("November 14, 2024–December 3, 2025", ["November 14, 2024", "December 3, 2025"]),
        ("Nov 14, 10 a.m.", ["Nov 14"]),
        ("Nov 14 and 300 people", ["Nov 14"]),
        ("Beijing, Nov 14 (Reuters)", ["Nov 14"]),
        ("the May 4 Movement", ["May 4"]),
        ("In May 10, 2024", ["May 10, 2024"]),
        ("Article 14, May 5", ["May 5"]),
        ("May 5.", ["May 5"]),
        ("May 5, 12 people", ["May 5"]),
    ],
)
def test_what_stands_beside_a_date_does_not_hide_it(source: str, found: list[str]) -> None:
    assert [match.source for match in matches(source)] == found


def test_concepts_are_told_apart_by_day_and_year() -> None:
    ids = [match.id for match in matches("May 5; 5 May; May 5, 2024 and 6 May 2024")]
    assert ids == ["date-05-05", "date-05-05", "date-2024-05-05", "date-2024-05-06"]


def test_forms_that_are_as_good_are_accepted() -> None:
    [russian] = matches("1 May 2023", "ru")
    assert russian.forms == ("1 мая 2023\u202fг.", "1 мая 2023 г.", "1 мая 2023")
    assert russian.rendering.accepted == russian.forms[1:]
    [french] = matches("1 May 2023", "fr")
    assert french.forms == ("1er mai 2023", "1 mai 2023")
    assert dates("11 May", "fr") == [("11 May", "11 mai")]


def test_no_form_of_a_date_lacks_its_figures() -> None:
    for code in ("bg", "uk", "lt", "lv", "hr", "th", "fa", "he", "vi", "id", "tr", "pl", "cs", "nl", "sv", "hu"):
        for match in matches("December 23, 2019", code):
            for form in match.forms:
                assert "23" in form, (code, form)
                assert "2019" in form, (code, form)


def test_a_language_that_cldr_lacks_has_no_dates() -> None:
    assert matches("May 5, 2024", "aaa") == ()


def test_a_date_inside_a_term_belongs_to_the_term() -> None:
    concept = Concept("movement", "May 4 Movement", (), "event", (), "", 2)
    rendering = Rendering("movement", "五四运动", (), (), "established", "", "", 2)
    glossary = Glossary({"movement": concept}, {"movement": rendering}, "0", True)
    source = "The May 4 Movement began on May 4, 1919."
    segment = Segment("b001s01", 1, "paragraph", 1, 0, len(source), source)
    verbatim = Segment("b002s01", 2, "image", 2, 50, 55, "May 5", verbatim=True)
    [[found, nothing]] = find_terms(glossary, CHINESE, [[segment, verbatim]])
    assert [(match.id, match.source) for match in found] == [
        ("movement", "May 4 Movement"),
        ("date-1919-05-04", "May 4, 1919"),
    ]
    assert nothing == ()
