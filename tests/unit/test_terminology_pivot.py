"""The guarantee behind a pivot language: real packages for both halves of the way, built by the tests."""

from pathlib import Path

import pytest

from dragoman.engine.argos import ArgosEngine
from dragoman.engine.packages.installed import find_route, read_package
from dragoman.files.cache import Cache
from dragoman.progress import Watch
from dragoman.run.machine import translate_tasks
from dragoman.terminology.ladder import RUNGS, Outcome, enforce
from dragoman.terminology.pivot import translate_pivot
from dragoman.terminology.required import RequiredTerm, Task
from packages import dictionary_package

GERMAN = {
    "Das": "The",
    "Der": "The",
    "Hafenamt": "harbor-office",
    "Direktor": "director",
    "besuchte": "visited",
    "die": "the",
    "Werft": "shipyard",
    "und": "and",
    "Montag": "Monday",
    "am": "on",
    "lobte": "praised",
}
FRENCH = {
    "The": "Le",
    "harbor-office": "bureau",
    "director": "directeur",
    "visited": "visita",
    "the": "le",
    "shipyard": "chantier",
    "and": "et",
    "Monday": "lundi",
    "on": "le",
    "praised": "loua",
    "dock": "dock",
    "port": "port",
}
TEXT = "Der Direktor besuchte die Werft und lobte das Hafenamt."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packages = tmp_path_factory.mktemp("packages")
    dictionary_package(packages, "de", "en", GERMAN | {"das": "the"})
    dictionary_package(packages, "en", "fr", FRENCH)
    return packages


@pytest.fixture(scope="module")
def engine(folder: Path) -> ArgosEngine:
    """German to French through English."""
    return _route(folder, "de", "fr")


def _route(folder: Path, source: str, target: str) -> ArgosEngine:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
        return ArgosEngine(find_route(source, target))


def requiring(text: str, **renderings: str) -> Task:
    terms = []
    for word, forms in renderings.items():
        starts = [start for start in range(len(text)) if text.startswith(word, start)]
        spans = tuple((start, start + len(word)) for start in starts)
        terms.append(RequiredTerm(word, tuple(forms.split("|")) if forms else (), spans))
    return Task(text, tuple(terms))


def climb(engine: ArgosEngine, *tasks: Task, language: str = "fr") -> list[Outcome]:
    return enforce(tasks, engine, language, Watch())


def test_the_engine_names_its_pivot(engine: ArgosEngine) -> None:
    assert engine.name == "argos de-en-fr 1.0+1.0 (through English)"
    assert [step.name for step in engine.steps] == ["argos de-en 1.0", "argos en-fr 1.0"]


def test_terms_are_followed_into_the_pivots_text(engine: ArgosEngine) -> None:
    task = requiring(TEXT, Hafenamt="autorité portuaire", Werft="arsenal", Direktor="chef", besuchte="")
    [projected] = translate_pivot([task], engine.steps[0], Watch())
    assert projected.text == "The director visited the shipyard and praised the harbor-office."
    stands = {term.id: [projected.text[slice(*span)].strip() for span in term.spans] for term in projected.terms}
    assert stands == {"Hafenamt": ["harbor-office"], "Werft": ["shipyard"], "Direktor": ["director"], "besuchte": []}


def test_a_term_that_occurs_twice_is_found_twice(engine: ArgosEngine) -> None:
    task = requiring("Das Hafenamt lobte das Hafenamt am Montag.", Hafenamt="autorité portuaire")
    [projected] = translate_pivot([task], engine.steps[0], Watch())
    [term] = projected.terms
    assert [projected.text[slice(*span)].strip() for span in term.spans] == ["harbor-office"] * 2


def test_every_term_is_kept_where_it_belongs(engine: ArgosEngine) -> None:
    task = requiring(TEXT, Hafenamt="port", Werft="dock", Direktor="directeur")
    [outcome] = climb(engine, task)
    assert outcome.target == "Le directeur visita le dock et loua le port."
    assert outcome.rungs[2] == "present"
    assert set(outcome.rungs[:2]) <= {"forced", "spliced"}


def test_a_pivot_costs_no_term(engine: ArgosEngine) -> None:
    """Whatever is required, for any word, it is in the finished text."""
    tasks = [
        requiring(TEXT, **{word: "Très Haut Conseil"}) for word in ("Direktor", "besuchte", "Werft", "und", "Hafenamt")
    ]
    tasks += [
        Task("", ()),
        requiring("Montag", Montag="jour férié"),
        requiring("unbekannt Montag", unbekannt="inconnu"),
    ]
    for task, outcome in zip(tasks, climb(engine, *tasks), strict=True):
        assert all(term.forms[0].lower() in outcome.target.lower() for term in task.terms)
        assert "missing" not in outcome.rungs


@pytest.mark.parametrize("first", ["IBM", ""])
def test_what_no_engine_may_touch_passes_both_steps_as_it_is(tmp_path: Path, first: str) -> None:
    """Whether the first step copies the word that stands in for it or not."""
    dictionary_package(tmp_path, "de", "en", GERMAN | {"das": "the", "IBM": first or "dock"})
    dictionary_package(tmp_path, "en", "fr", FRENCH | {"IBM": "IBM"})
    address = "https://werft.example.org/a?b=1&c=2"
    text = f"Der Direktor besuchte die Werft und {address} am Montag."
    start = text.index(address)
    terms = (
        RequiredTerm("address", (address,), ((start, start + len(address)),), "literal"),
        RequiredTerm("Werft", ("arsenal",), ((26, 31),)),
    )
    engine = _route(tmp_path, "de", "fr")
    [projected] = translate_pivot([Task(text, terms)], engine.steps[0], Watch())
    if first:
        assert projected.text == f"The director visited the shipyard and {address} on Monday."
        found = [[projected.text[start:end].strip() for start, end in term.spans] for term in projected.terms]
        assert found == [[address], ["shipyard"]]
    [outcome] = enforce([Task(text, terms)], engine, "fr", Watch())
    assert outcome.target.count(address) == outcome.target.count("arsenal") == 1
    assert outcome.target.count("IBM") == 0


def test_each_rung_alone_works_behind_a_pivot(engine: ArgosEngine) -> None:
    task = requiring(TEXT, Werft="arsenal")
    for rung in ("forced", "spliced"):
        [outcome] = enforce([task], engine, "fr", Watch(), rungs=RUNGS & {rung})
        assert outcome.rungs == (rung,)
        assert "arsenal" in outcome.target


def test_the_last_step_copies_what_it_was_trained_to_copy(folder: Path) -> None:
    """German to Chinese: the second package is the embedded one, which has the rung `inline`."""
    engine = _route(folder, "de", "zh")
    assert not engine.inline
    [outcome] = climb(engine, requiring(TEXT, Hafenamt="港务管理局"), language="zh")
    assert outcome.target.count("港务管理局") == 1
    assert outcome.rungs == ("inline",)


def test_a_text_through_a_pivot_is_translated_alike_in_any_company(engine: ArgosEngine) -> None:
    tasks = [
        requiring(TEXT, Werft="arsenal"),
        requiring("Der Direktor lobte die Werft."),
        requiring("am Montag", Montag="mardi"),
    ]
    assert climb(engine, *tasks) == [climb(engine, task)[0] for task in tasks]


def test_target_languages_share_the_first_step(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a second language needs of the way to English is in the cache, and the same as if it were not."""
    dictionary_package(folder, "en", "es", {word: word.upper() for word in FRENCH})
    french, spanish = _route(folder, "de", "fr"), _route(folder, "de", "es")
    cache = Cache(tmp_path / "cache.sqlite")
    task = requiring(TEXT, Werft="arsenal", Direktor="")
    expected = enforce([task], spanish, "es", Watch())
    translate_tasks({"a": task}, french, "fr", cache, Watch())
    monkeypatch.setattr(spanish.steps[0], "translate", None)
    assert translate_tasks({"b": task}, spanish, "es", cache, Watch()) == {"b": expected[0]}
    cache.close()


def test_packages_of_every_kind_meet(tmp_path: Path) -> None:
    first = dictionary_package(tmp_path, "de", "en", GERMAN | {"das": "the"}, tokenizer="bpe")
    second = dictionary_package(tmp_path, "en", "fr", FRENCH, target_prefix="__fr__", shared=False)
    engine = ArgosEngine([read_package(path, embedded=False) for path in (first, second)])
    [outcome] = climb(engine, requiring(TEXT, Werft="arsenal"))
    assert outcome.target == "Le directeur visita l'arsenal et loua le bureau."
