"""The main job for pairs that no embedded package serves: directly, and through English."""

import html
import json
from pathlib import Path

import pytest

from archives import INDEX_CODES, installed
from dragoman import resources
from dragoman.engine.packages.installed import find_routes
from packages import dictionary_package
from running import Here, read_records

REPORT = "Hier ist Peking groß. Die Delegation besuchte Peking.\n\nDas Allgemeine Amt in Shanghai sprach.\n"
GERMAN = {
    **{
        "Hier": "Here",
        "Peking": "Beijing",
        "ist": "is",
        "groß": "large",
        "Die": "The",
        "Delegation": "delegation",
        "in": "in",
    },
    **{"besuchte": "visited", "Das": "The", "Allgemeine": "general", "Amt": "office", "sprach": "spoke"},
}
FRENCH = {
    **{"Here": "Ici", "is": "est", "large": "grand", "The": "La", "delegation": "délégation", "visited": "visita"},
    **{"general": "général", "office": "bureau", "spoke": "parla", "in": "à", "Beijing": "Bordeaux"},
}


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    (tmp_path / "bericht.txt").write_text(REPORT, "utf-8")
    return folder


def test_a_report_is_translated_through_english_and_says_so(here: Here, packages: Path, tmp_path: Path) -> None:
    dictionary_package(packages, "de", "en", GERMAN)
    dictionary_package(packages, "en", "fr", FRENCH, tokenizer="bpe")
    done = here.translate("bericht.txt", "--from", "de", "--json", to="fr", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["terms"]["owed"] == summary["terms"]["kept"] == 3
    records = read_records(tmp_path / "out" / "bericht.fr.jsonl")
    name = "argos de-en-fr 1.0+1.0 (through English)"
    assert {record["engine"] for record in records} == {name}
    assert records[0]["target"] == "Ici est Beijing grand."
    assert [term["target"] for record in records for term in record["terms"]] == ["Beijing", "Beijing", "Shanghai"]
    assert name in html.unescape((tmp_path / "out" / "bericht.fr.html").read_text("utf-8"))
    assert name in (tmp_path / "locales" / "fr" / "LC_MESSAGES" / "bericht.po").read_text("utf-8")


def test_a_direct_package_needs_no_english(here: Here, packages: Path, tmp_path: Path) -> None:
    words = {word: FRENCH.get(english, english) for word, english in GERMAN.items()} | {"Beijing": "Beijing"}
    dictionary_package(packages, "de", "fr", words, target_prefix="__fr__")
    done = here.translate("bericht.txt", "--from", "de", to="fr", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    records = read_records(tmp_path / "out" / "bericht.fr.jsonl")
    assert {record["engine"] for record in records} == {"argos de-fr 1.0"}
    assert records[0]["target"] == "Ici est Beijing grand."


def test_the_index_has_a_route_for_every_pair(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its languages has a package into English and one out of it; Portuguese and Spanish meet directly."""
    monkeypatch.setattr(resources, "embedded_packages", lambda: [])
    for code in INDEX_CODES:
        if code != "en":
            installed(packages, code, "en")
            installed(packages, "en", code)
    installed(packages, "pt", "es")
    installed(packages, "es", "pt")
    direct = []
    for source in INDEX_CODES:
        targets = [code for code in INDEX_CODES if code != source]
        for target, route in zip(targets, find_routes(source, targets), strict=True):
            assert (route[0].from_code, route[-1].to_code) == (source, target)
            direct += [(source, target)] if len(route) == 1 else []
            assert len(route) == 1 or route[0].to_code == "en"
    assert sorted(pair for pair in direct if "en" not in pair) == [("es", "pt"), ("pt", "es")]
