import re
from pathlib import Path

import pytest

from dragoman import resources
from dragoman.errors import GlossaryError
from dragoman.glossary import load_glossary
from dragoman.glossary.lint.rules import RULES
from dragoman.glossary.load import lacks
from dragoman.languages import parse_language
from dragoman.model import Language

CHINESE = Language("zh", "zh", "zh_CN", "Chinese", spaceless=True)
MEXICAN = Language("es-MX", "es", "es_MX", "Mexican Spanish")
BAD = Path(__file__).parents[1] / "bad" / "glossary"

TERMS = "id\tterm\tvariants\tcategory\tmatch\tnote\n"
RENDERINGS = "id\trendering\taccepted\tforbidden\tstatus\tauthority\tnote\n"
COURT = "court\tcourt\ttribunal| bench\tinstitution\tcase|short:C\tlocal\n"
COURT_ZH = "court\t法院\t法庭\t庭院\tofficial\tconstitution\t\n"


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


@pytest.mark.parametrize(
    ("code", "files", "served"),
    [
        ("zh-HK", ("zh_CN", "zh_TW", "es"), "zh_TW.tsv"),
        ("zh-HK", ("zh_CN", "zh_TW", "zh_HK"), "zh_HK.tsv"),
        ("zh-Hant", ("zh_CN", "zh_HK"), "zh_HK.tsv"),
        ("zh-SG", ("zh_CN", "zh_TW"), "zh_CN.tsv"),
        ("zh-HK", ("zh_CN",), ""),
        ("es-MX", ("es", "pt"), "es.tsv"),
        ("es-MX", ("es_419", "es_AR"), "es_419.tsv"),
        ("pt-BR", ("pt", "es"), "pt.tsv"),
        ("pt", ("pt_BR",), "pt_BR.tsv"),
        ("no", ("nb", "da"), "nb.tsv"),
        ("gl", ("es", "pt"), ""),
        ("uk", ("ru",), ""),
        ("sr-Latn", ("sr",), ""),
        ("sr", ("sr@latin",), ""),
        ("zh", ("nonsense", "x_y"), ""),
    ],
)
def test_a_region_without_a_file_is_served_by_its_nearest(
    tmp_path: Path, code: str, files: tuple[str, ...], served: str
) -> None:
    folder = write(tmp_path, **{name: RENDERINGS + COURT_ZH.replace("法院", name) for name in files})
    (folder / "languages.tsv").write_text("language\tclaims\tnote\n")
    language = parse_language(code)
    glossary = load_glossary(folder, language)
    assert glossary.file == served
    assert glossary.has_language == bool(served)
    assert [row.rendering for row in glossary.renderings.values()] == [served.removesuffix(".tsv")] * bool(served)
    told = list(lacks(folder, parse_language("en"), [language], [glossary]))
    assert len(told) == (served != f"{language.gettext}.tsv")
    assert all(served in sentence for sentence in told)


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


@pytest.mark.parametrize("name", sorted(path.name for path in BAD.iterdir()))
def test_what_puts_the_meaning_in_doubt_stops_the_run(name: str) -> None:
    expected = (BAD / name / "expected.txt").read_text("utf-8").splitlines()
    stopping = []
    for line in expected:
        place, code, what = re.split(r": (G\d{3}) (?:error|warning): ", line)
        if RULES[code].stops and place.startswith(("terms.tsv:", "zh_CN.tsv:")):
            stopping.append(f"{BAD / name / place}: {code} {what}")
    if not stopping:
        load_glossary(BAD / name, CHINESE)
        return
    with pytest.raises(GlossaryError) as caught:
        load_glossary(BAD / name, CHINESE)
    assert str(caught.value).splitlines() == stopping


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


@pytest.mark.parametrize("damage", [None, b"", b"{}", b"[]", b'0\n["terms.tsv"]'])
def test_the_rows_of_a_large_glossary_come_from_the_cache_as_from_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    monkeypatch.setenv("DRAGOMAN_CACHE", str(tmp_path))
    folder, chinese = resources.glossary_folder(), parse_language("zh")
    read = load_glossary(folder, chinese)
    [kept] = (tmp_path / "sound").iterdir()
    if damage is not None:
        kept.write_bytes(damage)
    assert load_glossary(folder, chinese) == read
    assert len(list((tmp_path / "sound").iterdir())) == 1
