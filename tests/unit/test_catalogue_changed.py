"""A text that was amended keeps what people wrote for its older wording."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dragoman.model import Alignment, Provenance, Unit
from dragoman.po import Catalogue, compare, find_changed, read_catalogue, update_catalogue
from factories import Passage, Sentence, alignment, approved

NOW = datetime(2025, 3, 3, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=40)
ARGOS = Provenance("machine", "argos en-zh 0.1", -0.5, (), "0123456789ab")

HALL = Sentence("The archive opened a hall on May 3.", "档案馆于5月3日启用大厅。")
HALL_LATER = Sentence("The archive opened a new hall on May 4.", origin="none")
RICE = Sentence("Rice prices fell again.", "米价再次下跌。")

Load = Callable[[str], Catalogue]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def read(text: str) -> Catalogue:
        path = tmp_path / "report.po"
        path.write_text(text, encoding="utf-8", newline="")
        return read_catalogue(path)

    return read


def report(*sentences: Sentence) -> Alignment:
    return alignment([Passage("paragraph", [sentence]) for sentence in sentences])


def first_run(*sentences: Sentence) -> str:
    made = report(*sentences)
    return update_catalogue(None, made, provenances={(r.kind, r.source): ARGOS for r in made.records}, now=NOW)


def amend(catalogue: Catalogue, *sentences: Sentence) -> str:
    """Run as the pipeline does: what people wrote for older wordings becomes a draft."""
    changed = find_changed(catalogue, [("paragraph", sentence.source) for sentence in sentences])
    drafts = {source: unit.target for (_, source), unit in changed.items()}
    made = report(
        *(replace(s, origin="draft", target=drafts[s.source]) if s.source in drafts else s for s in sentences)
    )
    return update_catalogue(catalogue, made, provenances={}, now=LATER, changed=changed)


def entry(text: str, msgid: str) -> str:
    return next(block for block in text.split("\n\n") if f'\nmsgid "{msgid}"' in block).rstrip("\n")


def sources(found: Mapping[tuple[str, str], Unit]) -> dict[str, str]:
    return {source: unit.source for (_, source), unit in found.items()}


def test_a_reviewed_translation_becomes_fuzzy_and_says_what_it_was_made_for(load: Load) -> None:
    text = first_run(HALL).replace("#, fuzzy\n", "#, odd-flag\n").replace("# dragoman", "# checked by Lin\n# dragoman")
    again = amend(load(text), HALL_LATER)
    assert entry(again, HALL_LATER.source) == (
        "# checked by Lin\n#. kind: paragraph\n#: report.txt:1\n#, fuzzy, odd-flag\n"
        '#| msgctxt "paragraph"\n#| msgid "The archive opened a hall on May 3."\n'
        'msgctxt "paragraph"\nmsgid "The archive opened a new hall on May 4."\nmsgstr "档案馆于5月3日启用大厅。"'
    )
    # The old wording stays, reviewed, for the day when it comes back.
    assert (
        '# checked by Lin\n#, odd-flag\n#~ msgctxt "paragraph"\n#~ msgid "The archive opened a hall on May 3."\n'
        in again
    )
    assert amend(load(again), HALL_LATER) == again
    back = amend(load(again), HALL)
    assert load(back).unit("paragraph", HALL.source) == Unit(
        "paragraph", HALL.source, HALL.target, "reviewed", flags=("odd-flag",)
    )


def test_a_draft_moves_and_remembers_the_wording_it_was_made_for(load: Load) -> None:
    text = first_run(HALL).replace("#, fuzzy\n", "")
    second = amend(load(text), HALL_LATER).replace("启用大厅", "启用了大厅")
    third = amend(load(second), Sentence("The archive opened a large new hall on May 4.", origin="none"))
    moved = entry(third, "The archive opened a large new hall on May 4.")
    assert '#| msgid "The archive opened a hall on May 3."' in moved
    assert "档案馆于5月3日启用了大厅。" in moved
    assert HALL_LATER.source not in third


def test_a_draft_that_comes_back_to_its_own_wording_has_no_previous_one(load: Load) -> None:
    text = first_run(HALL).replace(HALL.target, "档案馆启用了大厅。")
    amended = amend(load(text), HALL_LATER)
    assert '#| msgid "The archive opened a hall on May 3."' in amended
    back = amend(load(amended), HALL)
    assert "#| " not in back
    assert load(back).unit("paragraph", HALL.source) == Unit(
        "paragraph", HALL.source, "档案馆启用了大厅。", "draft", flags=("fuzzy",)
    )


def test_a_text_that_moves_to_an_entry_takes_away_nothing_but_our_line(load: Load) -> None:
    both = report(HALL, replace(HALL_LATER, target="机器译文。", origin="machine"))
    text = update_catalogue(None, both, provenances={(r.kind, r.source): ARGOS for r in both.records}, now=NOW)
    head, rest = text.replace("#, fuzzy\n", "", 1).replace("机器译文。", "").split("#. kind", 1)
    rest = rest.replace("# dragoman", "# see the law\n# dragoman").replace("#, fuzzy\n", "#, seen-by-lawyer\n")
    again = amend(load(f"{head}#. kind{rest}"), HALL_LATER)
    assert entry(again, HALL_LATER.source).startswith(
        "# see the law\n#. kind: paragraph\n#: report.txt:1\n#, fuzzy, seen-by-lawyer\n#| "
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param([HALL_LATER, RICE], {HALL_LATER.source: HALL.source}, id="amended"),
        pytest.param([HALL, HALL_LATER], {}, id="the old wording is still there"),
        pytest.param([Sentence("Nothing of the kind was said.", origin="none")], {}, id="another text"),
        pytest.param(
            [HALL_LATER, Sentence("The archive opened a hall on May 5.", origin="none")],
            {"The archive opened a hall on May 5.": HALL.source},
            id="the most alike gets it, and no other",
        ),
        pytest.param(
            [HALL_LATER, Sentence("Rice prices fell once again.", origin="none")],
            {HALL_LATER.source: HALL.source, "Rice prices fell once again.": RICE.source},
            id="each its own",
        ),
    ],
)
def test_which_entry_stands_in(now: Sequence[Sentence], expected: dict[str, str], load: Load) -> None:
    catalogue = load(approved(first_run(HALL, RICE)))
    assert sources(find_changed(catalogue, [("paragraph", sentence.source) for sentence in now])) == expected


def test_machine_text_never_stands_in(load: Load) -> None:
    assert find_changed(load(first_run(HALL)), [("paragraph", HALL_LATER.source)]) == {}


def test_the_role_decides_between_equals(load: Load) -> None:
    made = alignment([Passage("heading", [replace(HALL, target="题")]), Passage("paragraph", [HALL])])
    catalogue = load(approved(update_catalogue(None, made, provenances={}, now=NOW)))
    found = find_changed(catalogue, [("paragraph", HALL_LATER.source)])
    assert found["paragraph", HALL_LATER.source].kind == "paragraph"


def test_an_obsolete_entry_stands_in(load: Load) -> None:
    gone = amend(load(approved(first_run(HALL, RICE))), RICE)
    assert "#~ msgid" in gone
    assert sources(find_changed(load(gone), [("paragraph", HALL_LATER.source)])) == {HALL_LATER.source: HALL.source}


def test_what_a_run_changes(load: Load) -> None:
    text = first_run(HALL, RICE, Sentence("Wheat too.", "小麦也是。")).replace("#, fuzzy\n", "", 1)
    catalogue = load(text)
    after = amend(catalogue, HALL_LATER, replace(RICE, target="米价又跌。"), Sentence("Corn fell.", "玉米跌。"))
    changes = compare(catalogue, catalogue.path, after)
    assert changes.kept == 0
    assert [(row.change, row.source, row.before, row.after) for row in changes.changes] == [
        ("amended", HALL_LATER.source, HALL.source, HALL.target),
        ("replaced", RICE.source, "米价再次下跌。", "米价又跌。"),
        ("new", "Corn fell.", "", "玉米跌。"),
        ("gone", HALL.source, HALL.target, ""),
        ("gone", "Wheat too.", "小麦也是。", ""),
    ]
    back = amend(load(after), HALL, replace(RICE, target="米价又跌。"), Sentence("Corn fell.", "玉米跌。"))
    [revived, gone] = compare(load(after), catalogue.path, back).changes
    assert (revived.change, revived.source) == ("revived", HALL.source)
    assert (gone.change, gone.source) == ("gone", HALL_LATER.source)
    assert compare(load(back), catalogue.path, back).changes == ()
