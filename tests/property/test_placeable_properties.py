"""Terms made on the fly hold for all texts: in bounds, apart, sure of what they say, and never out of digits alone."""

import re
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.glossary import Glossary, find_terms
from dragoman.glossary.placeables import find_placeables
from dragoman.glossary.placeables.amounts import amounts, decimal_numeral, figures
from dragoman.glossary.placeables.chinese import numeral
from dragoman.languages import parse_language
from dragoman.model import Concept, Rendering, Segment

LANGUAGES = [parse_language(code) for code in ("zh", "zh-Hant", "es", "fr", "ru", "ar", "ja", "de", "pt-BR", "ko")]
CHINESE = LANGUAGES[0]
WORDS = st.sampled_from(
    [
        *(
            "Nov",
            "May",
            "November",
            "14",
            "14th",
            "2024",
            "to",
            "and",
            "from",
            "between",
            "the",
            "of",
            ",",
            "-",
            "–",
            ".",
        ),
        *("third", "session", "plenary", "NPC", "CPC", "Central", "Committee", "Standing", "National", "Congress"),
        *("1.2", "12,000", "million", "billion", "percent", "%", "percentage", "points", "$", "US$", "yuan", "twenty"),
        *(
            "Article",
            "paragraph",
            "1990s",
            "21st",
            "century",
            "first",
            "half",
            "quarter",
            "Five-Year",
            "Plan",
            "period",
        ),
        *("People's", "(CPC)", "\n", "\u00a0", "more", "than", "basis", "\u0661\u0662", "²", "12", "5"),
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=16).map(" ".join), st.lists(WORDS, max_size=12).map("".join), st.text())

TERMS = {
    "congress": "National Congress",
    "nov": "Nov 14 million",
    "half": "first half",
    "npc": "NPC Standing Committee",
}
GLOSSARY = Glossary(
    {id_: Concept(id_, term, (), "event", (), "", 2) for id_, term in TERMS.items()},
    {id_: Rendering(id_, "某", (), (), "established", "", "", 2) for id_ in TERMS},
    "0",
    True,
)


@given(TEXTS, st.sampled_from(LANGUAGES))
@example("the 21st century 21st century's", CHINESE)
def test_terms_lie_in_the_text_in_order_and_apart(text: str, language: object) -> None:
    done = 0
    for match in find_placeables(text, language):  # type: ignore[arg-type]
        assert done <= match.start < match.end <= len(text)
        assert match.source == text[match.start : match.end] == match.source.strip()
        assert match.forms
        assert all(form and form == form.strip() for form in match.forms)
        assert len(set(match.forms)) == len(match.forms)
        assert match.rendering.rendering == match.forms[0]
        done = match.end


@given(TEXTS)
def test_they_never_overlap_the_terms_of_the_glossary(text: str) -> None:
    [[found]] = find_terms(GLOSSARY, CHINESE, [[Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)]])
    places = [place for match in found for place in range(match.start, match.end)]
    assert places == sorted(set(places))


@given(st.text(alphabet="0123456789 .,;:/()-+#\n", max_size=60), st.sampled_from(LANGUAGES))
def test_of_digits_and_signs_alone_nothing_but_figures_is_required(text: str, language: object) -> None:
    """Unless it is a day of a year, what is required first has the digits of the source alone."""
    for match in find_placeables(text, language):  # type: ignore[arg-type]
        if not re.fullmatch(r"[12]\d{3}[-/]\d{1,2}[-/]\d{1,2}", match.source):
            assert re.sub(r"\D", "", match.source) in {re.sub(r"\D", "", form) for form in match.forms}, match


@given(st.integers(0, 10**18), st.integers(0, 999), st.booleans())
@example(2, 0, False)
def test_every_figure_is_required_once_and_may_stay_as_it_is(whole: int, fraction: int, grouped: bool) -> None:
    text = f"{whole:,}" if grouped else str(whole)
    text += f".{fraction}" if fraction else ""
    for language in LANGUAGES:
        found = find_placeables(f"They met {text} times.", language)
        assert [match.source for match in found] == [text] or (not found and language not in (CHINESE, LANGUAGES[1]))
        assert all(text.replace(",", "") in match.forms for match in found)


DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
PLACES = {"十": 10, "百": 100, "千": 1000}


def read(text: str) -> int:
    """Read a Chinese numeral."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        head, found, rest = text.rpartition(unit)
        if found:
            return read(head) * size + read(rest)
    total = digit = 0
    for character in text:
        if character in PLACES:
            total += (digit or 1) * PLACES[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


@given(st.integers(0, 10**16 - 1) | st.integers(0, 120_000))
@example(10**12)
@example(100_010_010)
def test_a_chinese_numeral_reads_back_as_its_number(number: int) -> None:
    written = numeral(number)
    assert read(written) == number
    assert "零零" not in written
    assert number == 0 or not written.endswith("零")


@given(st.decimals(min_value=0, max_value=9999, places=3))
def test_a_fraction_in_numerals_has_all_its_digits(number: Decimal) -> None:
    whole, _, fraction = decimal_numeral(number).partition("点")
    assert Decimal(f"{read(whole)}.{''.join(str(DIGITS[digit]) for digit in fraction)}0") == number


@given(st.integers(10_000, 10**15))
def test_an_amount_is_worth_its_number(value: int) -> None:
    units = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
    for amount in amounts(Decimal(value)):
        if "亿" in amount.figures or not amount.figures[0].isdecimal():
            assert figures(Decimal(value)).rstrip("0")[0] or amount.unit
        else:
            assert Decimal(re.sub("[, ]", "", amount.figures)) * units[amount.unit] == value
