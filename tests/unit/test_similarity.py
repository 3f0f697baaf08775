import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.text.similarity import Candidates, similarity, words

CLOSE = [
    pytest.param("The hall opened on May 3.", "The hall opened on May 4.", id="a number"),
    pytest.param("The archive opened a hall.", "The archive opened a new reading hall.", id="words added"),
    pytest.param("The prosecutor visited the port.", "The prosecutors visited the ports.", id="inflection"),
    pytest.param("档案馆新阅览室开放。", "档案馆的新阅览室今天开放。", id="Chinese"),
    pytest.param("Архив открыл новый зал.", "Архив открыл большой новый зал.", id="Russian"),
    pytest.param("افتتحت دار المحفوظات قاعة جديدة", "افتتحت دار المحفوظات قاعة كبيرة جديدة", id="Arabic"),
]
FAR = [
    pytest.param("The hall opened on May 3.", "Rice prices fell again.", id="another sentence"),
    pytest.param("The hall opened on May 3.", "No ship may enter that port.", id="the same letters"),
    pytest.param("档案馆新阅览室开放。", "水稻价格再次下跌。", id="Chinese"),
    pytest.param("The hall", "档案馆", id="another script"),
]
TEXT = st.text(max_size=40)


@pytest.mark.parametrize(("first", "second"), CLOSE)
def test_an_amended_text_is_close(first: str, second: str) -> None:
    assert 0.6 <= similarity(first, second) < 1


@pytest.mark.parametrize(("first", "second"), FAR)
def test_another_text_is_far(first: str, second: str) -> None:
    assert similarity(first, second) < 0.5


@given(TEXT, TEXT)
def test_similarity_is_symmetric_and_bounded(first: str, second: str) -> None:
    assert 0 <= similarity(first, second) <= 1
    assert similarity(first, second) == similarity(second, first)
    assert similarity(first, first) == 1


@given(st.lists(TEXT, max_size=6), TEXT)
def test_the_nearest_are_what_comparing_all_finds(texts: list[str], text: str) -> None:
    every = {
        number: similarity(text, other) for number, other in enumerate(texts) if set(words(text)) & set(words(other))
    }
    expected = sorted((number for number in every if every[number] >= 0.6), key=lambda number: (-every[number], number))
    assert [number for number, _ in Candidates(texts).nearest(text, 0.6)] == expected
