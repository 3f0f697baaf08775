import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dragoman.glossary import Glossary, Matcher
from dragoman.glossary.matching import automaton
from dragoman.glossary.matching.boundary import word_track
from dragoman.glossary.matching.normalise import normalise
from dragoman.model import Concept, Match, Rendering, Segment

TERMS = {
    "spp": ("Supreme People's Procuratorate", ("SPP",), ()),
    "head": ("Prosecutor General of the SPP", ("Prosecutor General of the Supreme People's Procuratorate",), ()),
    "heads": ("Prosecutors General", (), ()),
    "law": ("rule of law", (), ("exact",)),
    "work": ("foreign-related procuratorial work", (), ()),
    "party": ("the Party", (), ("case", "exact")),
    "ying": ("Ying Lan", (), ("case", "short:Ying")),
    "xi": ("Xi", (), ("case",)),
    "cafe": ("Café № ½", (), ()),
}
CONCEPTS = {
    id_: Concept(id_, term, variants, "person" if id_ in {"ying", "xi"} else "formula", flags, "", 2)
    for id_, (term, variants, flags) in TERMS.items()
}
RENDERINGS = {id_: Rendering(id_, "某", (), (), "established", "", "", 2) for id_ in TERMS}
GLOSSARY = Glossary(CONCEPTS, RENDERINGS, "0" * 12, True)
MATCHER = Matcher(GLOSSARY)

SCRAPS = "the The of for and Chen Ying Xi'an SPP's Mr. (SPP) (SCO) - – — ' ’ , . ; ½ é e\u0301 \u00ad"

WORDS = st.sampled_from(
    [
        *(form for term, variants, _ in TERMS.values() for form in (term, *variants)),
        *SCRAPS.split(" "),
    ]
)
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=12).map("".join))


def segment(text: str) -> Segment:
    return Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)


def find(*texts: str) -> list[tuple[Match, ...]]:
    return MATCHER.find_matches([segment(text) for text in texts])


def ids(text: str) -> list[str]:
    return [match.id for match in find(text)[0]]


@given(st.lists(TEXTS, max_size=3))
@example(["\ud800 SPP (SPP)"])
@example(["½½ Café № ½(SPP"])
@example(["''SPP'' '"])
def test_matches_lie_in_their_segment_in_order_and_apart(texts: list[str]) -> None:
    for text, matches in zip(texts, find(*texts), strict=True):
        done = 0
        for match in matches:
            assert done <= match.start < match.end <= len(text)
            assert match.source == text[match.start : match.end]
            done = match.end


@given(SENTENCES)
def test_apostrophes_are_one(text: str) -> None:
    assert ids(text.replace("’", "'")) == ids(text.replace("'", "’"))


@given(SENTENCES, st.sampled_from(["\u00a0", "\n", "\r\n", "  ", "\t", "\u2028", " \u200b"]))
@example("SPP (SPP)", " \u200b")
@example("Supreme People's Procuratorate (SPP)", " \u200b")
def test_white_space_is_one(text: str, space: str) -> None:
    text = text.replace("\u00ad", "")
    assert ids(text) == ids(text.replace(" ", space))


@given(TEXTS)
@example("S:P:PÀ(SPP)")
def test_composed_and_decomposed_are_one(text: str) -> None:
    assert ids(unicodedata.normalize("NFC", text)) == ids(unicodedata.normalize("NFD", text))


@given(SENTENCES, SENTENCES)
def test_what_follows_in_another_segment_changes_nothing_before(first: str, second: str) -> None:
    assert find(first, second)[0] == find(first)[0]


@given(TEXTS)
def test_normalising_keeps_track_of_every_offset(text: str) -> None:
    normalised = normalise(text)
    length = len(normalised.cased)
    assert len(normalised.folded) == length
    assert len(word_track(normalised.folded)) == length + 2
    starts = [start for i in range(length) if (start := normalised.source_start(i)) >= 0]
    ends = [end for i in range(1, length + 1) if (end := normalised.source_end(i)) >= 0]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(0 <= place <= len(text) for place in starts + ends)
    assert normalise(normalised.cased).cased == normalised.cased or not normalised.cased.isascii()


@given(st.lists(TEXTS, max_size=3))
@example(["SPP's Prosecutors General (SPP) rule - of law", "SPPs'"])
def test_choosing_the_patterns_that_a_text_can_hold_loses_none(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(automaton, "LARGE", 1)
        chosen = Matcher(GLOSSARY).find_matches([segment(text) for text in texts])
    assert chosen == find(*texts)


@given(st.lists(st.sets(st.sampled_from(sorted(TERMS))), min_size=1, max_size=3), st.lists(TEXTS, max_size=3))
@example([{"spp"}, {"head"}], ["Prosecutor General of the Supreme People's Procuratorate (SPP)"])
@example([{"head"}, {"heads"}, {"ying"}], ["Prosecutors General Ying Lan", "Ying and SPP's SPPs"])
def test_several_languages_at_once_find_what_each_finds_alone(rendered: list[set[str]], texts: list[str]) -> None:
    """Languages in which other concepts have renderings neither hide terms from a language nor lend it any."""
    glossaries = [
        Glossary(CONCEPTS, {id_: row for id_, row in RENDERINGS.items() if id_ in ids}, "0" * 12, True)
        for ids in rendered
    ]
    segments = [segment(text) for text in texts]
    alone = [Matcher(glossary).find_matches(segments) for glossary in glossaries]
    assert Matcher(*glossaries).find_each(segments) == alone
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(automaton, "LARGE", 1)
        assert Matcher(*glossaries).find_each(segments) == alone
