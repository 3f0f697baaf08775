from pathlib import Path

import pytest

from dragoman.errors import GlossaryError
from dragoman.glossary import load_glossary
from dragoman.model import Language

CHINESE = Language("zh", "zh", "zh_CN", "Chinese", spaceless=True)
MEXICAN = Language("es-MX", "es", "es_MX", "Mexican Spanish")
BAD = Path(__file__).parents[1] / "bad" / "glossary"

TERMS = "id\tterm\tvariants\tcategory\tmatch\tnote\n"
RENDERINGS = "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote\n"
COURT = "court\tcourt\ttribunal| bench\tinstitution\tcase|short:C\tlocal\n"
COURT_ZH = "court\t法院\t法庭\t庭院\tofficial\tconstitution\t\n"

BROKEN = {
    "bad-category": "terms.tsv:2: unknown category 'building'; use one of title, institution",
    "bad-flag": "terms.tsv:2: unknown flag 'fuzzy'",
    "bad-header": "terms.tsv:1: the header must be id term variants category match note",
    "bad-id": "terms.tsv:2: bad id 'The Court'",
    "bad-status": "zh_CN.tsv:2: unknown status 'gospel'",
    "blank-line": "terms.tsv:3: blank line",
    "control-character": "terms.tsv:2: control character U+0007",
    "duplicate-id": "terms.tsv:3: duplicate id 'court'; it first stands in line 2",
    "empty-id": "terms.tsv:2: the id is empty",
    "empty-term": "terms.tsv:2: the term is empty",
    "form-owned-twice": "terms.tsv:3: 'Court' is already a form of court (line 2)",
    "no-letters": "terms.tsv:2: '---' has no letter or digit",
    "not-utf8": "terms.tsv:3: byte 73 of the file is not UTF-8",
    "nul": "zh_CN.tsv:2: control character U+0000",
    "official-without-authority": "zh_CN.tsv:2: an official rendering needs its authority",
    "short-without-value": "terms.tsv:2: unknown flag 'short:'",
    "unknown-concept": "zh_CN.tsv:3: no concept 'jury' in terms.tsv",
    "wrong-columns": "terms.tsv:2: 3 columns; there must be 6",
}


def write(folder: Path, terms: str = TERMS + COURT, **languages: str) -> Path:
    (folder / "terms.tsv").write_bytes(terms.encode())
    for name, text in languages.items():
        (folder / f"{name}.tsv").write_bytes(text.encode())
    return folder


def test_rows_become_concepts_and_renderings(tmp_path: Path) -> None:
    glossary = load_glossary(write(tmp_path, zh_CN=RENDERINGS + COURT_ZH), CHINESE)
    concept = glossary.concepts["court"]
    assert (concept.term, concept.variants, concept.flags) == ("court", ("tribunal", "bench"), ("case", "short:C"))
    assert (concept.category, concept.note, concept.line) == ("institution", "local", 2)
    rendering = glossary.renderings["court"]
    assert (rendering.rendering, rendering.accepted, rendering.forbidden) == ("法院", ("法庭",), ("庭院",))
    assert (rendering.status, rendering.authority, rendering.line) == ("official", "constitution", 2)
    assert glossary.has_language


@pytest.mark.parametrize(("language", "file"), [(CHINESE, "zh"), (MEXICAN, "es"), (MEXICAN, "es_MX")])
def test_language_file_falls_back(tmp_path: Path, language: Language, file: str) -> None:
    assert load_glossary(write(tmp_path, **{file: RENDERINGS + COURT_ZH}), language).has_language


@pytest.mark.parametrize("language", [None, CHINESE])
def test_without_a_language_file(tmp_path: Path, language: Language | None) -> None:
    glossary = load_glossary(write(tmp_path), language)
    assert (len(glossary.concepts), dict(glossary.renderings), glossary.has_language) == (1, {}, False)


def test_digest_stands_for_the_bytes(tmp_path: Path) -> None:
    folder = write(tmp_path, zh_CN=RENDERINGS + COURT_ZH)
    before = load_glossary(folder, CHINESE).digest
    assert len(before) == 12
    assert before == load_glossary(folder, CHINESE).digest != load_glossary(folder, None).digest
    write(folder, zh_CN=RENDERINGS + COURT_ZH.replace("庭院", ""))
    assert before != load_glossary(folder, CHINESE).digest


def test_what_an_editor_may_write_is_accepted(tmp_path: Path) -> None:
    text = "\ufeff" + (TERMS + "cafe\tCafe\u0301 \t\tplace\t\t\n\n").replace("\n", "\r\n")
    assert load_glossary(write(tmp_path, text), None).concepts["cafe"].term == "Café"


def test_no_final_line_end_and_no_order_are_accepted(tmp_path: Path) -> None:
    text = TERMS + COURT + "bar\tbar\t\tinstitution\t\t"
    assert list(load_glossary(write(tmp_path, text), None).concepts) == ["court", "bar"]


@pytest.mark.parametrize(("name", "message"), BROKEN.items())
def test_a_broken_file_names_its_place(name: str, message: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        load_glossary(BAD / name, CHINESE)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(str(BAD / name / message))


def test_every_sample_is_tested() -> None:
    assert {path.name for path in BAD.iterdir()} == BROKEN.keys() | {"several"}


def test_all_bad_rows_are_named_in_order() -> None:
    with pytest.raises(GlossaryError) as caught:
        load_glossary(BAD / "several", CHINESE)
    places = [":".join(line.split(":")[:2]) for line in str(caught.value).splitlines()]
    terms, renderings = str(BAD / "several" / "terms.tsv"), str(BAD / "several" / "zh_CN.tsv")
    assert places == [f"{terms}:3", *[f"{terms}:4"] * 3, f"{renderings}:2", f"{renderings}:3"]


def test_lines_sort_as_numbers(tmp_path: Path) -> None:
    rows = "".join(f"t{number}\n" for number in range(12))
    with pytest.raises(GlossaryError) as caught:
        load_glossary(write(tmp_path, TERMS + rows), None)
    assert [line.split(":")[-2] for line in str(caught.value).splitlines()] == [str(n) for n in range(2, 14)]


def test_renderings_of_unreadable_terms_are_not_called_unknown(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError) as caught:
        load_glossary(write(tmp_path, "wrong\n", zh_CN=RENDERINGS + COURT_ZH), CHINESE)
    assert "no concept" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "message"), [("nowhere", "no such folder"), ("", "terms.tsv: no such file")], ids=["folder", "terms"]
)
def test_missing_files(tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(GlossaryError, match=message):
        load_glossary(tmp_path / path, CHINESE)
