"""Engines of packages that the tests build: every kind of tokenizer and vocabulary, for any pair of languages."""

from pathlib import Path
from typing import Any

import pytest

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import read_package
from packages import dictionary_package

WORDS = {
    "The": "El",
    "harbor": "puerto",
    "office": "oficina",
    "opened": "abrió",
    "on": "el",
    "Monday": "lunes",
    "ships": "barcos",
}
SOURCE = "The harbor office opened on Monday, 12 ships came."
TARGET = "El puerto oficina abrió el lunes, 12 barcos came."
KINDS: dict[str, dict[str, Any]] = {
    "sentencepiece": {},
    "bpe": {"tokenizer": "bpe"},
    "two vocabularies": {"shared": False},
    "prefix": {"target_prefix": "__es__"},
    "bpe, prefix, two vocabularies": {"tokenizer": "bpe", "target_prefix": "__es__", "shared": False},
    "vocabulary map": {"vmap": True},
}


@pytest.fixture(scope="module", params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ArgosEngine:
    folder = dictionary_package(tmp_path_factory.mktemp("packages"), "en", "es", WORDS, **KINDS[request.param])
    return ArgosEngine([read_package(folder, embedded=False)])


def test_it_says_what_its_dictionary_has(engine: ArgosEngine) -> None:
    best, *others = engine.translate([SOURCE])[0]
    assert best.text == TARGET
    assert best.score > max(other.score for other in others)
    assert len(others) == 3


def test_a_text_is_translated_alike_in_any_company(engine: ArgosEngine) -> None:
    sources = [SOURCE, "The office", "ships on Monday, ships, ships", "", "harbor", "x" * 150]
    together = engine.translate(sources)
    assert together == [engine.translate([source])[0] for source in sources]
    assert [found[0].text for found in together[1:5]] == ["El oficina", "barcos el lunes, barcos, barcos", "", "puerto"]


def test_what_neither_side_can_spell_is_copied(engine: ArgosEngine) -> None:
    sources = ["The 检 office ☃", "☃ office", "☃ ⚓ ships", "☃", "The office"]
    assert [found[0].text for found in engine.translate(sources)] == [
        *("El 检 oficina ☃", "☃ oficina", "☃ ⚓ barcos", "☃", "El oficina")
    ]


def test_it_goes_on_from_a_prefix_that_is_kept_as_it_is(engine: ArgosEngine) -> None:
    sources = [SOURCE, SOURCE, "The office opened"]
    prefixes = ["El puerto principal", "El 检 Δ", "El"]
    for prefix, found in zip(prefixes, engine.translate(sources, prefixes=prefixes), strict=True):
        assert found[0].text.startswith(prefix)
    assert engine.translate(sources, prefixes=prefixes)[2][0].text == "El oficina abrió"


def test_it_tells_where_it_looked(engine: ArgosEngine) -> None:
    best = engine.translate([SOURCE])[0][0]
    for word, said in (("harbor", "puerto"), ("Monday", "lunes"), ("ships", "barcos")):
        start = SOURCE.index(word)
        focus = engine.focus(SOURCE, best, (start, start + len(word)))
        seen = "".join(best.text[token.start : token.end] for token in focus if token.weight > 0.5)
        assert seen.strip() == said


def test_it_finds_its_own_translation_likely_and_no_other(engine: ArgosEngine) -> None:
    other = TARGET.replace("lunes", "puerto")
    good, bad = engine.score([(SOURCE, TARGET), (SOURCE, other)])
    assert all(piece.log_probability > -0.3 for piece in good)
    unlikely = [other[piece.start : piece.end].strip() for piece in bad if piece.log_probability < -3]
    assert unlikely == ["puerto"]


def test_a_language_token_is_never_seen(tmp_path: Path) -> None:
    folder = dictionary_package(tmp_path, "en", "es", WORDS, target_prefix="__es__")
    engine = ArgosEngine([read_package(folder, embedded=False)])
    for found in engine.translate([SOURCE, ""]):
        assert all("__es__" not in hypothesis.text for hypothesis in found)


def test_chinese_has_no_blanks(tmp_path: Path) -> None:
    words = {"The": "该", "harbor": "港口", "office": "办公室", "opened": "开放", ".": "。"}
    engine = ArgosEngine([read_package(dictionary_package(tmp_path, "en", "zt", words, spaced=False), embedded=False)])
    assert engine.translate(["The harbor office opened."])[0][0].text == "该港口办公室开放。"
