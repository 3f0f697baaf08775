"""The tables of the languages are data, so they are checked as data."""

import re
from dataclasses import fields

import pytest

from dragoman.segment.rules import Rules, rules_for

LANGUAGES = ("default", "en", "zh", "ja", "ko", "es", "pt", "fr", "it", "de", "ru", "ar", "el")
AS_WRITTEN = {"starters", "surnames", "pronouns", "unspaced", "name"}
"""Sets whose words are compared with their capitals, and what is no set of words."""
ALL = [pytest.param(rules, id=rules.name) for rules in map(rules_for, LANGUAGES)]


def sets_of_words(rules: Rules) -> dict[str, frozenset[str]]:
    found = {field.name: getattr(rules, field.name) for field in fields(rules)}
    return {name: value for name, value in found.items() if isinstance(value, frozenset) and name not in AS_WRITTEN}


@pytest.mark.parametrize("rules", ALL)
def test_abbreviations_are_small_and_have_no_last_full_stop(rules: Rules) -> None:
    for name, words in sets_of_words(rules).items():
        assert [word for word in words if word != word.casefold() or word[-1] == "." or not word] == [], name


@pytest.mark.parametrize("rules", ALL)
def test_no_abbreviation_both_ends_a_sentence_and_never_does(rules: Rules) -> None:
    assert rules.inner & (rules.outer | rules.final | rules.units | rules.clock) == set()
    assert rules.final & (rules.outer | rules.clock) == set()
    assert rules.outer & rules.clock == set()


@pytest.mark.parametrize("rules", ALL)
def test_surnames_are_among_the_words_that_open_sentences(rules: Rules) -> None:
    assert rules.surnames <= rules.starters


@pytest.mark.parametrize("rules", ALL)
def test_expressions_are_valid_and_match_something(rules: Rules) -> None:
    for pattern in filter(None, (rules.attribution, rules.continuation, rules.tight, rules.person)):
        assert re.compile(pattern).fullmatch("") is None
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in rules.brackets)
    assert set(rules.spaced).isdisjoint(rules.unspaced)


def test_every_language_has_rules_of_its_own_and_its_relatives_share_them() -> None:
    assert len({rules_for(language).name for language in LANGUAGES}) == len(LANGUAGES)
    assert rules_for("zh_TW") is rules_for("zt") is rules_for("yue") is rules_for("zh-Hans-CN")
    assert rules_for("pt-BR") is rules_for("pb")
    assert rules_for("uk") is rules_for("ru")
    assert rules_for("tlh") is rules_for("default")
