"""An import adds what is new, lists what differs, and overwrites nothing."""

import pytest

from dragoman.glossary.exchange import Entry, Reading, plan_import

ROW = {
    "rendering": "国家档案馆",
    "accepted": "档案馆",
    "forbidden": "",
    "status": "official",
    "authority": "x",
    "note": "",
}
HERE = [
    Entry(
        {"id": "archive", "term": "State Archive", "variants": "SA", "category": "law", "match": "", "note": ""},
        {"zh_CN": ROW},
    ),
    Entry(
        {"id": "iso", "term": "ISO", "variants": "", "category": "law", "match": "", "note": ""},
        {"zh_CN": ROW | {"rendering": "="}},
    ),
]


def plan(*entries: Entry) -> object:
    found = plan_import(HERE, Reading(entries))
    return (
        {id_: {k: v for k, v in row.items() if v} for id_, row in found.concepts.items()},
        {
            locale: {id_: row["rendering"] for id_, row in rows.items()}
            for locale, rows in found.renderings.items()
            if rows
        },
        [(c.id, c.locale, c.column, c.here, c.there) for c in found.conflicts],
    )


def test_what_is_the_same_is_nothing() -> None:
    assert plan(*HERE) == ({}, {}, [])


def test_a_new_concept_gets_id_category_and_status() -> None:
    entry = Entry({"term": "High Court"}, {"es": {"rendering": "Tribunal Superior"}})
    found = plan_import(HERE, Reading([entry]))
    assert found.concepts["high-court"]["category"] == "institution"
    assert found.renderings["es"]["high-court"] == {
        **{"rendering": "Tribunal Superior", "accepted": "", "forbidden": ""},
        **{"status": "proposed", "authority": "", "note": ""},
    }


@pytest.mark.parametrize("id_", ["archive", "c1", ""])
def test_a_concept_is_known_by_its_id_or_by_its_term(id_: str) -> None:
    entry = Entry({"id": id_, "term": "State Archive"}, {"es": {"rendering": "Archivo"}})
    assert plan(entry) == ({}, {"es": {"archive": "Archivo"}}, [])


@pytest.mark.parametrize("term", ["SA", "state archive", "State  Archive".replace("  ", "-")])
def test_a_variant_names_the_concept_too(term: str) -> None:
    assert plan(Entry({"term": term}, {"es": {"rendering": "Archivo"}})) == ({}, {"es": {"archive": "Archivo"}}, [])


def test_another_rendering_is_a_conflict() -> None:
    entry = Entry({"term": "State Archive"}, {"zh_CN": {"rendering": "国档"}})
    assert plan(entry) == ({}, {}, [("archive", "zh_CN", "rendering", "国家档案馆", "国档")])


@pytest.mark.parametrize(("term", "rendering"), [("State Archive", "档案馆"), ("ISO", "ISO"), ("ISO", "=")])
def test_an_accepted_form_in_a_word_list_is_none(term: str, rendering: str) -> None:
    assert plan(Entry({"term": term}, {"zh_CN": {"rendering": rendering}})) == ({}, {}, [])


def test_every_cell_that_differs_is_named_and_columns_that_are_absent_are_not() -> None:
    entry = Entry(
        {"id": "archive", "term": "The Archive", "variants": "SA"}, {"zh_CN": {"rendering": "x", "note": "y"}}
    )
    assert plan(entry) == (
        {},
        {},
        [
            ("archive", "", "term", "State Archive", "The Archive"),
            ("archive", "zh_CN", "rendering", "国家档案馆", "x"),
            ("archive", "zh_CN", "note", "", "y"),
        ],
    )


def test_two_terms_of_one_slug_and_two_of_one_form() -> None:
    found = plan_import(
        HERE,
        Reading(
            [
                Entry({"term": "C Court", "variants": "SA"}, {}, "f:1"),
                Entry({"term": "C + Court"}, {}, "f:2"),
                Entry({"term": "c court"}, {"es": {"rendering": "x"}}, "f:3"),
                Entry({"id": "Bad Id", "term": "法院"}, {}, "f:4"),
            ]
        ),
    )
    assert [*found.concepts] == ["c-court", "c-court-2", "term"]
    assert found.renderings == {"es": {"c-court": found.renderings["es"]["c-court"]}}
    assert found.warnings == ["f:1: 'SA' is a form of archive; left out of c-court"]


def test_two_rows_of_the_file_that_differ() -> None:
    first, second = ({"es": {"rendering": text}} for text in ("uno", "dos"))
    assert plan(Entry({"term": "One"}, first), Entry({"term": "one"}, second)) == (
        {"one": {"id": "one", "term": "One", "category": "formula"}},
        {"es": {"one": "uno"}},
        [("one", "es", "rendering", "uno", "dos")],
    )


def test_a_territory_means_the_language_that_the_glossary_has() -> None:
    entry = Entry({"term": "ISO"}, {"zh_CN": {"rendering": "国际标准"}})
    spanish = Entry({"id": "iso", "term": "ISO"}, {"es_MX": {"rendering": "Norma"}})
    assert plan(entry, spanish)[1] == {"es_MX": {"iso": "Norma"}}  # type: ignore[index]
    known = [Entry({"id": "a", "term": "a"}, {"es": ROW})]
    found = plan_import(known, Reading([Entry({"term": "b"}, {"es_MX": {"rendering": "be"}})]))
    assert [*found.renderings] == ["es"]
