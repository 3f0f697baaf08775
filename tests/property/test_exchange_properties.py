"""Whatever a glossary may hold comes back from every format that claims to hold all of it, or is refused."""

import unicodedata

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dragoman.errors import ExchangeError
from dragoman.glossary.exchange import FORMATS, Entry, parse_file, plan_import
from dragoman.glossary.lint.rows import CATEGORIES, DOMAINS, STATUSES
from examples import examples

NOT_IN_XML = "\ufffe\uffff"
AWKWARD = st.sampled_from(
    [
        *("=", "=1+1", "#N/A", "@x", "-1", "+", "_x0041_", '"', '"a"', "'", "a\u00a0b", "a  b", "&lt;", "]]>", "<b>"),
        *(";", ",", "dragoman: {}", "dragoman: x", "TRUE", "1E5", "\u200f", "\U00020000", "\ufeffx", "\ufffe"),
    ]
)
CELLS = st.one_of(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12), AWKWARD).map(
    lambda text: unicodedata.normalize("NFC", text.replace("|", "/")).strip()
)
FILLED = CELLS.filter(bool)
LISTS = st.lists(FILLED, max_size=3).map("|".join)
ROWS = st.fixed_dictionaries(
    {
        "rendering": st.one_of(CELLS, st.sampled_from(["", "="])),
        "accepted": LISTS,
        "forbidden": LISTS,
        "status": st.sampled_from(STATUSES),
        "authority": CELLS,
        "checked": st.sampled_from(["", "2026-11-30"]),
        "note": CELLS,
    }
)
LOCALES = ["es", "sr@latin", "zh_CN"]


@st.composite
def glossaries(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for number in range(draw(st.integers(1, 3))):
        concept = {
            "id": f"{number}-concept" if draw(st.booleans()) else f"concept-{number}",
            "term": draw(FILLED),
            "variants": draw(LISTS),
            "category": draw(st.sampled_from(CATEGORIES)),
            "match": draw(LISTS),
            "domain": draw(st.sampled_from(DOMAINS)),
            "note": draw(CELLS),
        }
        entries.append(Entry(concept, draw(st.dictionaries(st.sampled_from(LOCALES), ROWS, max_size=3))))
    return entries


def holds(entries: list[Entry], signs: str) -> bool:
    rows = [cells for entry in entries for cells in (entry.concept, *entry.renderings.values())]
    return any(sign in cell for cells in rows for cell in cells.values() for sign in signs)


def bare(entries: list[Entry]) -> list[tuple[object, object]]:
    return [(dict(entry.concept), {name: dict(row) for name, row in entry.renderings.items()}) for entry in entries]


def check_round_trip(name: str, entries: list[Entry], locales: list[str], locale: str = "") -> None:
    try:
        data = FORMATS[name].render(entries, locales, "\t", [])
    except ExchangeError as error:
        assert holds(entries, NOT_IN_XML), error  # noqa: PT017 - both outcomes are right
        return
    reading = parse_file("file", data, name, locale)
    assert bare([*reading.entries]) == bare(entries)
    assert list(reading.warnings) == []
    plan = plan_import(entries, reading)
    assert (plan.concepts, plan.conflicts) == ({}, [])


BARE = {
    "rendering": "",
    "accepted": "",
    "forbidden": "",
    "status": "proposed",
    "authority": "",
    "checked": "",
    "note": "",
}
KEPT = Entry(
    {
        "id": "0-x",
        "term": "=1+1",
        "variants": "#N/A|_x0041_",
        "category": "law",
        "match": "case",
        "domain": "",
        "note": "dragoman: {}",
    },
    {"zh_CN": BARE | {"rendering": "="}, "es": BARE, "sr@latin": BARE | {"forbidden": "a"}},
)


@examples(50)
@given(glossaries())
@example([KEPT])
def test_tbx_loses_nothing(entries: list[Entry]) -> None:
    check_round_trip("tbx", entries, LOCALES)
    check_round_trip("tbx2008", entries, LOCALES)


@settings(examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(glossaries())
@example([KEPT])
def test_a_spreadsheet_loses_nothing(entries: list[Entry]) -> None:
    check_round_trip("xlsx", entries, LOCALES)


@given(glossaries())
@example([KEPT])
def test_a_table_loses_nothing_of_its_language(entries: list[Entry]) -> None:
    for locale in LOCALES:
        own = [Entry(e.concept, {k: row for k, row in e.renderings.items() if k == locale}) for e in entries]
        check_round_trip("tsv", own, [locale], locale)
        check_round_trip("csv", own, [locale], locale)


@given(st.binary(max_size=200), st.sampled_from([*FORMATS, ""]))
@example(b"<tbx><conceptEntry id='a'><langSec xml:lang='en'/></conceptEntry></tbx>", "")
@example(b"PK\x03\x04", "")
@example(b"en,es\nx\n", "amazon")
@example(b'"\n', "deepl")
@example(b"", "weblate")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check_reading(data, name)


def check_reading(data: bytes, name: str) -> None:
    try:
        reading = parse_file("file", data, name, "zh_CN")
    except ExchangeError as error:
        assert str(error).startswith("file")  # noqa: PT017 - both outcomes are right, and this one has a form
    else:
        assert all(entry.concept["term"] for entry in reading.entries)


@given(st.lists(st.text(st.sampled_from("ab|\t\n\",;'#=<>&{}[]\\ \u00e9"), max_size=20), max_size=5))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    for name in ("tsv", "deepl", "weblate", "omegat", "amazon", ""):
        check_reading("\n".join(lines).encode(), name)
