"""What a large glossary does differently finds the same."""

from itertools import chain, permutations
from pathlib import Path

import pytest

from dragoman.glossary import Glossary, Matcher
from dragoman.glossary.matching import automaton
from dragoman.model import Concept, Rendering, Segment

TEXTS = ["The free trade zones' head (FTZ) met.", "Free-trade zone of the Party — a rule of law.", "Nothing here."]
CONCEPTS = {
    "zone": Concept("zone", "free trade zone", ("FTZ",), "place", (), "", 2),
    "law": Concept("law", "rule of law", (), "formula", ("exact",), "", 3),
    "party": Concept("party", "the Party", (), "institution", ("case", "short:Party"), "", 4),
}


def glossary(*ids: str) -> Glossary:
    rows = {id_: Rendering(id_, id_, (), (), "proposed", "", "", 2) for id_ in ids or CONCEPTS}
    return Glossary(CONCEPTS, rows, "0" * 12, True)


def segments() -> list[Segment]:
    return [Segment(f"b{n}s01", n, "paragraph", n, 0, len(text), text, n == 3) for n, text in enumerate(TEXTS, 1)]


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(automaton, "LARGE", 1)
    monkeypatch.setattr(automaton, "MANY", 1)
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path / "cache"))


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "patterns").glob("*"))


def test_patterns_are_kept_and_found_again(tmp_path: Path) -> None:
    first = Matcher(glossary()).find_matches(segments())
    assert [[match.source for match in matches] for matches in first] == [
        ["free trade zones", "FTZ"],
        ["Free-trade zone", "Party", "rule of law"],
        [],
    ]
    [path] = files(tmp_path)
    before = path.stat().st_mtime_ns
    assert Matcher(glossary()).find_matches(segments()) == first
    assert [(path, before)] == [(found, found.stat().st_mtime_ns) for found in files(tmp_path)]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"forms": {" a": [[1]]}, "plurals": [], "abbreviations": {}}'])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    first = Matcher(glossary()).find_matches(segments())
    [path] = files(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert Matcher(glossary()).find_matches(segments()) == first
    assert path.read_bytes() == whole


def test_other_rows_are_other_files_and_only_some_are_kept(tmp_path: Path) -> None:
    for ids in chain.from_iterable(permutations(CONCEPTS, count) for count in (1, 2)):
        assert {match.id for found in Matcher(glossary(*ids)).find_matches(segments()) for match in found} <= {*ids}
    assert len(files(tmp_path)) == 8


def test_a_cache_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("not a folder")
    assert Matcher(glossary()).find_matches(segments())[1]


def test_after_many_texts_the_whole_is_indexed() -> None:
    matcher = Matcher(glossary())
    found = [matcher.find_matches(segments()) for _ in range(12)]
    assert all(matches == found[0] for matches in found)
    assert list(matcher.stream_matches(segments())) == found[0]
