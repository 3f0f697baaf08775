"""The glossary serves reports in any of its languages; each trap is a case in `matching_other_languages.json`."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.glossary import (
    Glossary,
    TermFinder,
    find_terms,
    load_direction,
    load_directions,
    load_glossary,
    matcher_for,
)
from dragoman.languages import parse_language
from dragoman.model import Match, Segment
from running import REPOSITORY, Here

DATA: dict[str, Any] = json.loads((REPOSITORY / "tests" / "cases" / "matching_other_languages.json").read_text("utf-8"))
LANGUAGES = ("ar", "de", "es", "fr", "ja", "ru", "zh_CN", "zh_TW")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("glossary")
    rows = sorted(DATA["concepts"], key=lambda row: str(row["id"]))
    columns = ("id", "term", "variants", "category", "match", "note")
    lines = ["\t".join(columns), *("\t".join(row.get(name, "") for name in columns) for row in rows)]
    (folder / "terms.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    for language in LANGUAGES:
        lines = ["id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote"]
        for row in rows:
            if language in row:
                rendering, _, accepted = row[language].partition("|")
                lines.append(f"{row['id']}\t{rendering}\t{accepted}\t\testablished\t\t")
        (folder / f"{language}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def find(glossary: Glossary, text: str, to: str = "en") -> tuple[Match, ...]:
    """Return what the glossary has; text in the target language is a literal, whatever the glossary says."""
    segment = Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)
    ((matches,),) = find_terms(glossary, parse_language(to), [[segment]])
    return tuple(match for match in matches if match.category != "literal")


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: f"{case['from']}: {case['name']}")
def test_cases(folder: Path, case: dict[str, Any]) -> None:
    glossary = load_direction(folder, parse_language(case["from"]), parse_language(case["to"]))
    found = find(glossary, case["text"], case["to"])
    assert [[match.source, match.forms[0] if match.forms else None] for match in found] == case["required"]
    assert all(case["text"][match.start : match.end] == match.source for match in found)


def test_english_is_the_glossary_as_it_is(folder: Path) -> None:
    english, chinese = parse_language("en"), parse_language("zh")
    assert load_direction(folder, english, chinese) == load_glossary(folder, chinese)


@pytest.mark.parametrize("source", ["en", "zh", "es"])
def test_several_targets_find_what_each_finds_alone(folder: Path, source: str) -> None:
    spoken = parse_language(source)
    targets = [target for code in ("en", *LANGUAGES, "it") if (target := parse_language(code)) != spoken]
    texts = [case["text"] for case in DATA["cases"]] + ["On 14 November 2024 the State Archive (SA) paid 1.2 billion."]
    segments = [Segment("b001s01", 1, "paragraph", 1, 0, len(text), text) for text in texts]
    alone = [load_direction(folder, spoken, target) for target in targets]
    together = load_directions(folder, spoken, targets)
    assert together == alone
    expected = [find_terms(one, target, [segments])[0] for one, target in zip(alone, targets, strict=True)]
    assert any(any(found) for found in expected)
    assert TermFinder(together, targets).find(segments) == expected


def test_what_is_required_in_english_is_the_term_or_a_variant(folder: Path) -> None:
    [match] = find(load_direction(folder, parse_language("zh"), parse_language("en-GB")), "国家档案馆")
    assert match.forms == ("State Archive", "SA")
    assert (match.id, match.category, match.rendering.status) == ("archive", "institution", "established")


def test_a_language_that_the_glossary_has_not_got(folder: Path) -> None:
    for source, target in (("it", "en"), ("zh", "it"), ("it", "zh")):
        glossary = load_direction(folder, parse_language(source), parse_language(target))
        assert not glossary.has_language
        assert find(glossary, "国家档案馆 Archivio di Stato") == ()


@pytest.mark.parametrize("source", ["zh", "ja", "es", "ru", "ar"])
def test_every_rendering_of_the_shipped_glossary_is_found_where_it_stands_alone(source: str) -> None:
    language = parse_language(source)
    glossary = load_direction(REPOSITORY / "glossary", language, parse_language("en"))
    matcher = matcher_for(glossary)
    texts = [concept.term for concept in glossary.concepts.values()]
    segments = [Segment("b001s01", 1, "heading", 1, 0, len(text), text) for text in texts]
    found = matcher.find_matches(segments)
    shared = [text for text, matches in zip(texts, found, strict=True) if not matches]
    assert len(shared) <= 0.08 * len(texts), shared
    whole = sum(any(match.source == text for match in matches) for text, matches in zip(texts, found, strict=True))
    assert whole >= 0.9 * len(texts)


SCRAPS = [row[code].split("|")[0] for row in DATA["concepts"] for code in ("zh_CN", "es", "ar") if row.get(code)]
TEXTS = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=4)), max_size=8).map("".join)


@pytest.mark.parametrize("source", ["zh", "es", "ar"])
def test_matches_lie_in_their_text_in_order_and_apart(folder: Path, source: str) -> None:
    matcher = matcher_for(load_direction(folder, parse_language(source), parse_language("en")))

    @given(TEXTS)
    def check(text: str) -> None:
        [matches] = matcher.find_matches([Segment("b001s01", 1, "paragraph", 1, 0, len(text), text)])
        done = 0
        for match in matches:
            assert done <= match.start < match.end <= len(text)
            assert match.source == text[match.start : match.end]
            done = match.end

    check()


def test_a_report_in_chinese_from_the_command_line(here: Here) -> None:
    text = "最高人民检察院检察长在上海出席会议。2024年11月14日\n"
    Path("report.txt").write_text(text, "utf-8")
    done = here.run("glossary", "match", "report.txt", "--from", "zh", "--to", "en", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["rendering"] for row in rows] == [
        "Prosecutor General of the Supreme People's Procuratorate",
        "Shanghai",
    ]
    assert all(text[row["start"] : row["end"]] == row["source"] for row in rows)


def test_a_chinese_report_is_covered_by_the_same_rows(here: Here) -> None:
    Path("report.txt").write_text("根据《中华人民共和国宪法》，上海港务中心（以下简称“港务中心”）成立。\n", "utf-8")
    done = here.run("glossary", "coverage", "report.txt", "--from", "zh", "--json")
    found = json.loads(done.stdout)
    assert "shanghai" in found["matched"]
    assert [candidate["term"] for candidate in found["candidates"]][-1] == "上海港务中心"
