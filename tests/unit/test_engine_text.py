"""What an engine sees of a text: no odd blanks, glyphs and capitals, and every span where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.glossary import find_terms
from dragoman.glossary.load import Glossary
from dragoman.languages import parse_language
from dragoman.model import Concept, Rendering, Segment
from dragoman.terminology.engine_text import engine_text
from dragoman.terminology.required import tasks

CHINESE = parse_language("zh")


def seen(text: str, *, heading: bool = False, english: bool = True) -> str:
    return engine_text(text, [], english=english, heading=heading)[0]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The\u00a0fee\u202fof the o\ufb03ce  is 5\u00a0yuan.", "The fee of the office is 5 yuan."),
        ("The re\u00adport\u200b was sent.", "The report was sent."),
        ("The ｏｆｆｉｃｅ opened in ２０２４．", "The office opened in 2024."),
        ("The non\u2011binding note", "The non-binding note"),
        ("The judi- cial work and long- and short-term plans", "The judicial work and long- and short-term plans"),
        ("THE COURT REJECTED THE APPEAL ON MONDAY.", "The court rejected the appeal on Monday."),
        ("THE UN AND I MET IN PARIS. NOTHING NEW.", "The UN and I met in Paris. Nothing new."),
        ("THE MAYOR OF MARWICK SPOKE.", "The mayor of Marwick spoke."),
        ("NATO", "NATO"),
        ("Court Opens New Hall", "Court Opens New Hall"),
    ],
)
def test_the_engine_sees_plain_prose(text: str, plain: str) -> None:
    assert seen(text) == plain


def test_a_headline_has_the_capitals_of_a_sentence() -> None:
    assert seen("High Court Opens New Hall To Visitors", heading=True) == "High court opens new hall to visitors"
    assert seen("Marwick Court Opens New Hall", heading=True) == "Marwick court opens new hall"
    assert seen("The court opens a hall", heading=True) == "The court opens a hall"


def test_capitals_of_other_languages_and_wide_letters_of_chinese_stay() -> None:
    assert seen("DAS GERICHT HAT ENTSCHIEDEN.", english=False) == "DAS GERICHT HAT ENTSCHIEDEN."
    assert seen("他说（ＡＢＣ），２０２４年。", english=False) == "他说（ＡＢＣ），２０２４年。"


ODD = st.lists(
    st.sampled_from(["a", "B", " ", "\u00a0", "\u00ad", "\ufb01", "Ｆ", "  ", "\u2011", "字", "- ", "cial"]),
    max_size=30,
)


@given(ODD.map("".join), st.data())
def test_spans_hold_what_they_held(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    plain, [(first, last)] = engine_text(text, [(start, end)], english=False, heading=False)
    assert 0 <= first <= last <= len(plain)
    kept = [letter for letter in text[start:end] if letter in "aB字"]
    assert [letter for letter in plain[first:last] if letter in "aB字"] == kept


def test_terms_match_in_capitals_and_in_broken_words_and_lead_into_the_report() -> None:
    concepts = {
        "ying": Concept("ying", "Ying Yong", (), "person", ("case",), "", 2),
        "organ": Concept("organ", "procuratorial organ", (), "institution", (), "", 3),
    }
    renderings = {id_: Rendering(id_, "某", (), (), "established", "", "", 2) for id_ in concepts}
    text = "YING YONG VISITED A PROCURATORIAL ORGAN.\u00a0He saw a judi-\ncial and a procura-\ntorial organ."
    segment = Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)
    [[found]] = find_terms(Glossary(concepts, renderings, "0", True), CHINESE, [[segment]])
    assert [match.source for match in found] == ["YING YONG", "PROCURATORIAL ORGAN", "procura-\ntorial organ"]
    [task] = tasks([segment], [found], english=True)
    assert [[task.text[start:end] for start, end in term.spans] for term in task.terms] == [
        ["YING YONG"],
        ["PROCURATORIAL ORGAN", "procuratorial organ"],
    ]
    assert "judicial" in task.text
