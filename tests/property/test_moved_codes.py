"""A code that was moved across a sentence is told, and none that was not, however sentences are joined."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from dragoman.check.pair import Pair
from dragoman.check.translation import check_translation
from dragoman.languages import parse_language

ENGLISH, SPANISH = parse_language("en"), parse_language("es")
CODE = "<note1/>"


@dataclass(frozen=True, slots=True)
class Passage:
    """A source and a translation with the same words, in which neighbours may have become one sentence."""

    sentences: tuple[tuple[str, ...], ...]
    joined: tuple[bool, ...]
    """For each sentence, whether its translation goes on in the next."""
    coded: int
    """Number of the sentence with a code in it."""

    def source(self) -> str:
        """Return the source, its code in the middle of its sentence."""
        return " ".join(_text(words, ".", coded=n == self.coded) for n, words in enumerate(self.sentences))

    def target(self, coded: int) -> str:
        """Return the translation, the code in that of another sentence."""
        marks = ["," if joins else "." for joins in (*self.joined[:-1], False)]
        return " ".join(
            _text(words, mark, coded=n == coded)
            for n, (words, mark) in enumerate(zip(self.sentences, marks, strict=True))
        )


def _text(words: tuple[str, ...], mark: str, *, coded: bool) -> str:
    half = len(words) // 2
    said = " ".join(words[:half]) + CODE * coded + " " + " ".join(words[half:])
    return said.capitalize().replace("<note1/>".capitalize(), CODE) + mark


@st.composite
def passages(draw: st.DrawFn, joins: st.SearchStrategy[bool]) -> Passage:
    """Draw a passage; no more than four sentences become one, as translators do it."""
    words = st.lists(st.sampled_from("wind rivers boats harbor letters evening stone".split()), min_size=2, max_size=30)  # noqa: SIM905
    sentences = draw(st.lists(words.map(tuple), min_size=2, max_size=6))
    joined: list[bool] = []
    for _ in sentences:
        joined.append(draw(joins) and joined[-3:] != [True] * 3)
    return Passage(tuple(sentences), tuple(joined), draw(st.integers(0, len(sentences) - 1)))


def moved(passage: Passage, coded: int) -> bool:
    """Tell whether a finding says that the code was moved."""
    pair = Pair(passage.source(), passage.target(coded), ENGLISH, SPANISH)
    return "C003" in [finding.code for finding in check_translation(pair)]


@given(passages(st.booleans()))
def test_a_code_in_its_sentence_is_not_moved_whatever_is_joined(passage: Passage) -> None:
    assert not moved(passage, passage.coded)


@given(passages(st.just(False)), st.data())
def test_a_code_in_another_sentence_is_moved(passage: Passage, data: st.DataObject) -> None:
    others = [n for n in range(len(passage.sentences)) if n != passage.coded]
    assert moved(passage, data.draw(st.sampled_from(others)))
