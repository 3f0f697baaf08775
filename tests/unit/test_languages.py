import json
import re

import pytest

from archives import INDEX_CODES
from dragoman import languages, resources
from dragoman.errors import RequestError
from dragoman.glossary.table import COLUMNS
from dragoman.languages import parse_language
from running import REPOSITORY


@pytest.mark.parametrize(
    ("typed", "tag", "argos", "gettext"),
    [
        ("en", "en", "en", "en"),
        ("EN", "en", "en", "en"),
        (" en ", "en", "en", "en"),
        ("zh", "zh", "zh", "zh_CN"),
        ("zh-CN", "zh", "zh", "zh_CN"),
        ("zh_CN", "zh", "zh", "zh_CN"),
        ("ZH_cn", "zh", "zh", "zh_CN"),
        ("zh-Hans", "zh", "zh", "zh_CN"),
        ("zh-Hans-CN", "zh", "zh", "zh_CN"),
        ("zh-SG", "zh-SG", "zh", "zh_SG"),
        ("zh-Hant", "zh-Hant", "zt", "zh_TW"),
        ("zh-TW", "zh-Hant", "zt", "zh_TW"),
        ("zh_TW", "zh-Hant", "zt", "zh_TW"),
        ("zh-HK", "zh-Hant-HK", "zt", "zh_HK"),
        ("zh-Hant-MO", "zh-Hant-MO", "zt", "zh_MO"),
        ("zh-Hans-HK", "zh-Hans-HK", "zh", "zh_Hans_HK"),
        ("pt", "pt", "pt", "pt"),
        ("pt-BR", "pt-BR", "pb", "pt_BR"),
        ("pt_br", "pt-BR", "pb", "pt_BR"),
        ("pt-PT", "pt-PT", "pt", "pt_PT"),
        ("es-419", "es-419", "es", "es_419"),
        ("fr-CA", "fr-CA", "fr", "fr_CA"),
        ("no", "no", "nb", "no"),
        ("nb", "nb", "nb", "nb"),
        ("nn", "nn", "nb", "nn"),
        ("sr-Latn", "sr-Latn", "sr", "sr@latin"),
        ("iw", "he", "he", "he"),
        ("fil", "fil", "tl", "fil"),
        ("fil-PH", "fil-PH", "tl", "fil_PH"),
        ("nn_NO", "nn-NO", "nb", "nn_NO"),
        ("zt", "zh-Hant", "zt", "zh_TW"),
        ("PB", "pt-BR", "pb", "pt_BR"),
    ],
)
def test_a_code_has_its_names(typed: str, tag: str, argos: str, gettext: str) -> None:
    language = parse_language(typed)
    assert (language.tag, language.argos, language.gettext) == (tag, argos, gettext)


@pytest.mark.parametrize("code", INDEX_CODES)
def test_every_code_of_the_argos_index_is_mapped_both_ways(code: str) -> None:
    language = parse_language(code)
    assert language.argos == code
    assert {parse_language(name) for name in (language.tag, language.gettext)} == {language}


def test_the_list_of_codes_is_that_of_the_index() -> None:
    index = REPOSITORY.parent / "shared" / "models" / "argospm-index.json"
    if not index.exists():
        pytest.skip("the index does not lie beside the repository")
    entries = json.loads(index.read_text("utf-8"))
    assert {entry[end] for entry in entries for end in ("from_code", "to_code")} == set(INDEX_CODES)


@pytest.mark.parametrize(
    "typed", ["", " ", "xx", "und", "english", "e", "12", "en--us", "zh,es", "../zh", "zh/../..", "zh-9", "中文"]
)
def test_what_is_no_language_is_refused_and_shown_as_typed(typed: str) -> None:
    with pytest.raises(RequestError, match="not a language code") as caught:
        parse_language(typed)
    assert repr(typed) in str(caught.value)


@pytest.mark.parametrize("typed", ["zh", "ZH-hant", "pt_BR", "sr-Latn", "en-GB", "de-AT-1996", "sl-rozaj"])
def test_names_are_safe_in_paths(typed: str) -> None:
    language = parse_language(typed)
    assert re.fullmatch(r"[A-Za-z0-9-]+", language.tag)
    assert re.fullmatch(r"[A-Za-z0-9_@]+", language.gettext)


def test_direction_and_spacing() -> None:
    facts = {code: parse_language(code) for code in ("ar", "fa", "he", "ur", "zh", "ja", "th", "ko", "en", "ru")}
    assert [code for code, language in facts.items() if language.rtl] == ["ar", "fa", "he", "ur"]
    assert [code for code, language in facts.items() if language.spaceless] == ["zh", "ja", "th"]


def test_names_are_english_ones() -> None:
    names = [parse_language(code).name for code in ("zh", "zh-TW", "pt-BR", "es")]
    assert names[0].startswith("Chinese")
    assert "Traditional" in names[1]
    assert "Brazil" in names[2]
    assert names[3] == "Spanish"


def test_a_language_that_cldr_lacks_is_named_by_its_tag() -> None:
    language = parse_language("aaa")
    assert (language.tag, language.name, language.rtl) == ("aaa", "aaa", False)


def test_the_glossarys_files_are_named_after_languages() -> None:
    found = [path.stem for path in resources.glossary_folder().glob("*.tsv") if path.name not in COLUMNS]
    assert found
    assert [parse_language(stem).gettext for stem in found] == found


@pytest.mark.parametrize("code", sorted(languages._COMMON))
def test_what_is_kept_ready_is_what_looking_it_up_gives(code: str) -> None:
    assert languages._COMMON[code] == languages._look_up(code)
