"""The word lists of services, to the letter, and their limits."""

import pytest

from dragoman.errors import ExchangeError
from dragoman.glossary.exchange import FORMATS, Entry, parse_file
from dragoman.glossary.exchange.services import DEEPL, Service, render_pairs

EMPTY = {"rendering": "", "accepted": "", "forbidden": "", "status": "official", "authority": "", "note": ""}


def entry(id_: str, term: str, variants: str = "", match: str = "", **renderings: str) -> Entry:
    concept = {"id": id_, "term": term, "variants": variants, "category": "law", "match": match, "note": ""}
    return Entry(concept, {locale: EMPTY | {"rendering": text} for locale, text in renderings.items()})


ENTRIES = [
    entry("archive", "State Archive", "SA|the “Archive”", zh_CN="国家档案馆", es="Archivo, del Estado"),
    entry("iso", "ISO 9001", "ISO norm", zh_CN="=", es="="),
    entry("nobody", "Shen Lu", zh_CN=""),
    entry("near", "principles", match="case|context:session", zh_CN="精神", es="principios"),
]


def render(name: str, locales: list[str], delimiter: str = "\t") -> tuple[str, list[str]]:
    warnings: list[str] = []
    return FORMATS[name].render(ENTRIES, locales, delimiter, warnings).decode(), warnings


NEAR = "near: counts only near certain words; no word list can say that; left out"


@pytest.mark.parametrize("name", ["deepl", "google"])
def test_pairs_without_a_header(name: str) -> None:
    pairs = (
        "State Archive\t国家档案馆\nSA\t国家档案馆\nthe “Archive”\t国家档案馆\nISO 9001\tISO 9001\nISO norm\tISO norm\n"
    )
    assert render(name, ["zh_CN"]) == (pairs, [NEAR])


def test_commas_are_quoted() -> None:
    assert render("deepl", ["es"], ",")[0].splitlines()[0] == 'State Archive,"Archivo, del Estado"'


def test_amazon_names_its_languages_and_takes_several() -> None:
    text, _ = render("amazon", ["zh_CN", "es"], ",")
    assert text.splitlines()[:2] == ["en,zh-CN,es", 'State Archive,国家档案馆,"Archivo, del Estado"']
    with pytest.raises(
        ExchangeError, match="Amazon Translate takes 10 target languages in a file; name them with --to"
    ):
        render("amazon", [f"x{number}" for number in range(11)])


def test_omegat_has_comments_of_its_own() -> None:
    hashed = [entry("hash", "#5 Court", zh_CN="第五法院"), entry("c", "Court", zh_CN="法院")]
    warnings: list[str] = []
    assert FORMATS["omegat"].render(hashed, ["zh_CN"], "\t", warnings).decode() == "Court\t法院\tofficial\n"
    assert warnings == ["hash: OmegaT takes a line that begins with # for a comment; '#5 Court' left out"]
    reading = parse_file("omegat.txt", "# made by hand\nCourt\t法院\tofficial\n".encode(), "", "zh_CN")
    assert [(found.concept, found.renderings) for found in reading.entries] == [
        ({"term": "Court"}, {"zh_CN": {"rendering": "法院", "status": "established"}})  # it names no authority
    ]


def test_weblate_keeps_variants_together() -> None:
    text, _ = render("weblate", ["zh_CN"], ",")
    assert text.splitlines()[:2] == [
        "location,source,target,id,fuzzy,context,translator_comments,developer_comments",
        ",State Archive,国家档案馆,,,archive,official,",
    ]
    archive, iso = parse_file("weblate.csv", text.encode(), "", "zh_CN").entries
    assert archive.concept == {"id": "archive", "term": "State Archive", "variants": "SA|the “Archive”"}
    assert iso.concept == {"id": "iso", "term": "ISO 9001", "variants": "ISO norm"}


@pytest.mark.parametrize(
    ("name", "limit"), [("deepl", 1024), ("google", 1024), ("amazon", 200)], ids=lambda value: str(value)
)
def test_a_text_beyond_the_limit_is_left_out_and_named(name: str, limit: int) -> None:
    fits, over = "字" * (limit // 3), "字" * (limit // 3 + 1)
    entries = [entry("fits", "fits", zh_CN=fits), entry("over", "over", zh_CN=over)]
    warnings: list[str] = []
    text = FORMATS[name].render(entries, ["zh_CN"], "\t", warnings).decode()
    assert text.count("\n") == 1 + (name == "amazon")
    assert len(warnings) == 1
    assert warnings[0].endswith(f"takes texts of up to {limit:,} bytes; 'over' left out")


def test_a_term_that_two_concepts_have_is_given_once() -> None:
    entries = [entry("us", "US", zh_CN="美国"), entry("we", "us", zh_CN="我们")]
    warnings: list[str] = []
    assert FORMATS["google"].render(entries, ["zh_CN"], "\t", warnings) == "US\t美国\n".encode()
    assert warnings == ["we: Google Cloud Translation takes 'us' once, and us has it too; left out"]
    assert FORMATS["deepl"].render(entries, ["zh_CN"], "\t", []).count(b"\n") == 2


def test_a_file_beyond_the_limit_is_refused() -> None:
    small = Service("Somebody", 30, DEEPL.text_bytes)
    with pytest.raises(ExchangeError, match=r"the file would have 0\.0 MB and Somebody takes 2\.86"):
        render_pairs(small, ENTRIES, ["zh_CN"], "\t", [])


def test_weblate_reads_no_more_than_so_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.glossary.exchange.words.WEBLATE_ROWS", 4)
    with pytest.raises(ExchangeError, match="5 rows, and Weblate reads 4; export a part of the glossary"):
        render("weblate", ["zh_CN"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("court,法院\n", [("court", {"zh_CN": "法院"})]),
        ('"court, high";法院;en;zh\n"x";y\n', [("court, high", {"zh_CN": "法院"}), ("x", {"zh_CN": "y"})]),
        ("en\tes\tzh\ncourt\ttribunal\t法院\n", [("court", {"es": "tribunal", "zh_CN": "法院"})]),
        ("source,target\ncourt,法院\n,x\nbench,\n", [("court", {"zh_CN": "法院"}), ("bench", {})]),
        ("\ufeffterm,rendering\ncourt,法院\n", [("court", {"zh_CN": "法院"})]),
    ],
    ids=["pairs", "semicolons", "languages", "weblate", "byte-order mark"],
)
def test_a_list_tells_what_it_is(text: str, found: list[tuple[str, dict[str, str]]]) -> None:
    for data in (text.encode(), text.lstrip("\ufeff").encode("utf-16")):
        entries = parse_file("list.csv", data, "", "zh_CN").entries
        read = [(e.concept["term"], {code: row["rendering"] for code, row in e.renderings.items()}) for e in entries]
        assert read == found
